/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-client.h"
#include "troupe-hosts.h"
#include "troupe-journal.h"

G_BEGIN_DECLS

/* Carries one job out, from wherever it is to its end. Main thread. Signal: following, from now on it only
 * waits for the provider. */

#define TROUPE_TYPE_JOB_RUN (troupe_job_run_get_type ())
G_DECLARE_FINAL_TYPE (TroupeJobRun, troupe_job_run, TROUPE, JOB_RUN, GObject)

/* Takes job. provider: NULL when it is not known any more */
TroupeJobRun *troupe_job_run_new              (TroupeJob            *job,
                                               TroupeProvider       *provider,
                                               TroupeClient         *client,
                                               TroupeLibrary        *library,
                                               TroupeJournal        *journal,
                                               TroupeHosts          *hosts) G_GNUC_WARN_UNUSED_RESULT;
const char   *troupe_job_run_get_character_id (TroupeJobRun         *self);
gboolean      troupe_job_run_is_following     (TroupeJobRun         *self);
void          troupe_job_run_start_async      (TroupeJobRun         *self,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
/* Fails only when the journal cannot be written; everything else is the job's problem. */
gboolean      troupe_job_run_start_finish     (TroupeJobRun         *self,
                                               GAsyncResult         *result,
                                               GError              **error);
/* FALSE when it is too late */
gboolean      troupe_job_run_cancel           (TroupeJobRun         *self);

G_END_DECLS
