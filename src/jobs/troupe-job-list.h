/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-jobs.h"

G_BEGIN_DECLS

/* A list model of TroupeJobRecord: jobs that go on or need the person, then those that wait in the order in which
 * they go out, then those that ended, the last one first. Follows what is written. Property (notify): busy, until
 * the first answer is there. Main thread. */

#define TROUPE_TYPE_JOB_LIST (troupe_job_list_get_type ())
G_DECLARE_FINAL_TYPE (TroupeJobList, troupe_job_list, TROUPE, JOB_LIST, GObject)

/* live_only: without those that ended */
TroupeJobList *troupe_job_list_new     (TroupeJobs     *jobs,
                                        gboolean        live_only) G_GNUC_WARN_UNUSED_RESULT;
gboolean       troupe_job_list_is_busy (TroupeJobList  *self);

G_END_DECLS
