/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-job-run-private.h"

#include "troupe-avatar.h"
#include "troupe-job-problem.h"
#include "troupe-library-private.h"
#include "troupe-provider-error.h"

/* Which costs nothing to be tried again */
static TroupeProblem *
new_problem (const GError *error)
{
  TroupeProblem *problem = troupe_job_problem_new (error);

  g_set_str (&problem->domain, g_quark_to_string (TROUPE_PROVIDER_ERROR));
  problem->code = TROUPE_PROVIDER_ERROR_PICTURE;
  return problem;
}

/**
 * troupe_job_run_finish_without_picture:
 * @self: a run whose character was made
 * @error: (transfer full): why there is no picture of it
 *
 * Ends it; only the picture can be had later.
 */
void
troupe_job_run_finish_without_picture (TroupeJobRun *self,
                                       GError       *error)
{
  g_autoptr (GError) owned = error;

  troupe_job_run_next_step (self)->problem = new_problem (error);
  troupe_job_run_step (self, TROUPE_JOB_EVENT_FINISH);
}

/* Takes error */
static void
take_error (TroupeJobRun *self,
            GError       *error)
{
  g_autoptr (GError) owned = error;

  if (troupe_job_run_can_wait (error))
    troupe_job_run_wait (self, new_problem (error), error);
  else
    troupe_job_run_finish_without_picture (self, g_steal_pointer (&owned));
}

static void
fetched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (TroupeJobRun) self = user_data;
  TroupeJobStep *finished = troupe_job_run_next_step (self);
  GError *error = NULL;

  finished->avatar = troupe_avatar_fetch_finish (result, &error);
  if (finished->avatar != NULL)
    troupe_job_run_step (self, TROUPE_JOB_EVENT_FINISH);
  else
    take_error (self, error);
}

static void
fetch_ready_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (TroupeJobRun) self = user_data;
  GError *error = NULL;

  if (troupe_client_ready_finish (TROUPE_CLIENT (source), result, &error))
    troupe_avatar_fetch_async (self->client, self->provider, self->job->picture_url,
                               troupe_library_get_media (self->library), self->job->character_id,
                               NULL, fetched_cb, g_object_ref (self));
  else
    troupe_job_run_finish_without_picture (self, error);
}

/**
 * troupe_job_run_fetch_picture:
 * @self: a run whose character was made
 *
 * Brings the picture home, before its link dies.
 */
void
troupe_job_run_fetch_picture (TroupeJobRun *self)
{
  if (self->job->picture_url == NULL)
    troupe_job_run_step (self, TROUPE_JOB_EVENT_FINISH);    /* this provider makes none */
  else
    troupe_client_ready_async (self->client, self->provider, NULL,
                               fetch_ready_cb, g_object_ref (self));
}
