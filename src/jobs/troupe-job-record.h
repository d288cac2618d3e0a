/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-job-row.h"

G_BEGIN_DECLS

/* One job for people to see: read-only, and the same object for as long as anybody holds it. Signal: changed, its
 * row is another one now. Main thread. See TroupeJobs for where they come from. */

#define TROUPE_TYPE_JOB_RECORD (troupe_job_record_get_type ())
G_DECLARE_FINAL_TYPE (TroupeJobRecord, troupe_job_record, TROUPE, JOB_RECORD, GObject)

TroupeJobRecord    *troupe_job_record_new      (const char       *id) G_GNUC_WARN_UNUSED_RESULT;
const char         *troupe_job_record_get_id   (TroupeJobRecord  *self);
/* Everything there is to show; NULL until it was read, which emits "changed". Valid until the next "changed". */
const TroupeJobRow *troupe_job_record_get_row  (TroupeJobRecord  *self);
/* Takes row */
void                troupe_job_record_take_row (TroupeJobRecord  *self,
                                                TroupeJobRow     *row);

G_END_DECLS
