/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-client.h"
#include "troupe-hosts.h"
#include "troupe-journal.h"
#include "troupe-waker.h"

G_BEGIN_DECLS

/* Carries one job out, from wherever it is to its end. Main thread. Signal: changed, it waits for the provider
 * only, or there is no telling any more for how long; progress (double, from 0 to 1, -1 at the end). */

#define TROUPE_TYPE_JOB_RUN (troupe_job_run_get_type ())
G_DECLARE_FINAL_TYPE (TroupeJobRun, troupe_job_run, TROUPE, JOB_RUN, GObject)

/* Takes job. provider: NULL when it is not known any more */
TroupeJobRun *troupe_job_run_new              (TroupeJob            *job,
                                               TroupeProvider       *provider,
                                               TroupeClient         *client,
                                               TroupeLibrary        *library,
                                               TroupeJournal        *journal,
                                               TroupeHosts          *hosts,
                                               TroupeWaker          *waker) G_GNUC_WARN_UNUSED_RESULT;
TroupeProvider *troupe_job_run_get_provider   (TroupeJobRun         *self);
const TroupeJob *troupe_job_run_get_job       (TroupeJobRun         *self);
/* Of one that is not running: its account was set up again */
void          troupe_job_run_set_provider     (TroupeJobRun         *self,
                                               TroupeProvider       *provider);
/* Among those that wait */
void          troupe_job_run_set_position     (TroupeJobRun         *self,
                                               double                position);
/* The id of the character or the video */
const char   *troupe_job_run_get_product      (TroupeJobRun         *self);
gboolean      troupe_job_run_makes            (TroupeJobRun         *self,
                                               const char           *id);
/* Whether it takes work of this computer */
gboolean      troupe_job_run_is_preparing     (TroupeJobRun         *self);
/* It is followed, and nobody can tell whether that leads anywhere. */
gboolean      troupe_job_run_is_doubtful      (TroupeJobRun         *self);
/* It has ended with the job where it was; it can be started again. */
gboolean      troupe_job_run_is_stopped       (TroupeJobRun         *self);
/* Asks the provider now instead of later */
void          troupe_job_run_ask              (TroupeJobRun         *self);
/* The account's key was refused to another one: stops asking with it, too */
void          troupe_job_run_refuse           (TroupeJobRun         *self,
                                               const TroupeProblem  *refusal);
/* Stops asking the provider; the job stays where it is. */
void          troupe_job_run_leave            (TroupeJobRun         *self);
void          troupe_job_run_start_async      (TroupeJobRun         *self,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
/* Fails only when the journal cannot be written; everything else is the job's problem. */
gboolean      troupe_job_run_start_finish     (TroupeJobRun         *self,
                                               GAsyncResult         *result,
                                               GError              **error);
/* FALSE when it is too late */
gboolean      troupe_job_run_cancel (TroupeJobRun         *self);
/* The provider is asked to end it; FALSE when it cannot be, or was */
gboolean      troupe_job_run_stop (TroupeJobRun           *self);
/* Of its account: how many others may have, and whether these have as many already */
void          troupe_job_run_set_room         (TroupeJobRun         *self,
                                               guint                 room);
gboolean      troupe_job_run_is_full          (TroupeJobRun         *self);

G_END_DECLS
