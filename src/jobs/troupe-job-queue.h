/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-job-run.h"
#include "troupe-providers.h"

G_BEGIN_DECLS

/* Lets a few jobs work at a time; the others wait for their turn. Main thread. Property (notify): busy.
 * Signal: unwritten (GError), a job ended because what came of it could not be kept. */

#define TROUPE_TYPE_JOB_QUEUE (troupe_job_queue_get_type ())
G_DECLARE_FINAL_TYPE (TroupeJobQueue, troupe_job_queue, TROUPE, JOB_QUEUE, GObject)

TroupeJobQueue *troupe_job_queue_new     (void) G_GNUC_WARN_UNUSED_RESULT;
/* Takes run */
void            troupe_job_queue_add     (TroupeJobQueue  *self,
                                          TroupeJobRun    *run);
/* The one that makes a character or a video; NULL when none does */
TroupeJobRun   *troupe_job_queue_find    (TroupeJobQueue  *self,
                                          const char      *id);
/* FALSE when it is too late; one that waits is stopped at once. */
gboolean        troupe_job_queue_cancel  (TroupeJobQueue  *self,
                                          const char      *id);
/* Asks the provider now, also with a key that it refused; FALSE when no job makes it here */
gboolean        troupe_job_queue_ask     (TroupeJobQueue  *self,
                                          const char      *id);
/* positions: id to double; the order among those that wait has changed. */
void            troupe_job_queue_sort    (TroupeJobQueue  *self,
                                          GHashTable      *positions);
/* Accounts came or went. */
void            troupe_job_queue_find_accounts
                                         (TroupeJobQueue  *self,
                                          TroupeProviders *providers);
/* One that was stopped is kept no longer */
void            troupe_job_queue_forget  (TroupeJobQueue  *self,
                                          const char      *id);
/* Nobody waits any more */
void            troupe_job_queue_leave   (TroupeJobQueue  *self);
gboolean        troupe_job_queue_is_busy (TroupeJobQueue  *self);
gboolean        troupe_job_queue_is_empty (TroupeJobQueue *self);
/* After a change of the journal, whoever made it */
void            troupe_job_queue_look_again
                                         (TroupeJobQueue  *self);

G_END_DECLS
