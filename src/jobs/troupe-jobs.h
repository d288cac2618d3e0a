/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-job-record.h"
#include "troupe-library.h"

G_BEGIN_DECLS

/* The jobs of a library as objects, kept up to date whoever writes, this process or another one. Main thread.
 *
 * Properties (notify), for a button in the header: progress, of all that go on together, from 0 to 1, -1 while none
 * does; n-waiting, how many need the person: nobody knows what became of them, or the provider refuses the key.
 * Signal: changed (GPtrArray of TroupeJobPlace), after the records are up to date. */

#define TROUPE_TYPE_JOBS (troupe_jobs_get_type ())
G_DECLARE_FINAL_TYPE (TroupeJobs, troupe_jobs, TROUPE, JOBS, GObject)

/* library: open */
TroupeJobs      *troupe_jobs_new            (TroupeLibrary         *library) G_GNUC_WARN_UNUSED_RESULT;
TroupeLibrary   *troupe_jobs_get_library    (TroupeJobs            *self);
guint            troupe_jobs_get_n_live     (TroupeJobs            *self);
guint            troupe_jobs_get_n_going    (TroupeJobs            *self);
guint            troupe_jobs_get_n_waiting  (TroupeJobs            *self);
guint            troupe_jobs_get_n_moving   (TroupeJobs            *self);
double           troupe_jobs_get_progress   (TroupeJobs            *self);
/* At once; its row is read when it is not yet, together with those of others that are asked for now. */
TroupeJobRecord *troupe_jobs_ref_record     (TroupeJobs            *self,
                                             const char            *id) G_GNUC_WARN_UNUSED_RESULT;
/* The same with a row, or TROUPE_LIBRARY_ERROR_NOT_FOUND */
void             troupe_jobs_load_async     (TroupeJobs            *self,
                                             const char            *id,
                                             GCancellable          *cancellable,
                                             GAsyncReadyCallback    callback,
                                             gpointer               user_data);
TroupeJobRecord *troupe_jobs_load_finish    (TroupeJobs            *self,
                                             GAsyncResult          *result,
                                             GError               **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
