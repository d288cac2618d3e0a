/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-job-run-private.h"

#include "troupe-follow.h"

#define FOLLOW "follow-character"
#define FOLLOW_VIDEO "follow-video"

/* At some providers the answer to the paid call is the character, at others only a job that makes it. */
static gboolean
is_only_a_job (TroupeJobRun *self,
               TroupeAnswer *answer,
               const char   *job)
{
  g_autofree char *username = troupe_answer_dup_text (answer, "username");

  if (job == NULL ||
      troupe_profile_get_call (troupe_provider_get_profile (self->provider), FOLLOW) == NULL)
    return FALSE;

  switch (troupe_answer_get_status (answer))
    {
    case TROUPE_ANSWER_STATUS_QUEUED:
    case TROUPE_ANSWER_STATUS_RUNNING:
    case TROUPE_ANSWER_STATUS_OTHER:
      return TRUE;

    case TROUPE_ANSWER_STATUS_NONE:
    case TROUPE_ANSWER_STATUS_DONE:
    case TROUPE_ANSWER_STATUS_FAILED:
      return username == NULL;
    }
  g_return_val_if_reached (FALSE);
}

/* The answer holds a username or, of a provider without usernames, an id. */
static void
take_identity (TroupeJobRun *self,
               TroupeAnswer *answer)
{
  TroupeJobStep *made = troupe_job_run_next_step (self);
  g_autofree char *id = troupe_answer_dup_text (answer, "id");
  g_autofree char *username = troupe_answer_dup_text (answer, "username");
  g_autofree char *permalink = troupe_answer_dup_text (answer, "permalink");

  if (id == NULL)
    id = g_strdup (self->job->remote_id != NULL ? self->job->remote_id : username);
  if (username == NULL)
    username = g_strdup (id);
  made->identity = troupe_identity_new (troupe_provider_get_id (self->provider), id, username,
                                        permalink, g_get_real_time ());
  made->picture_url = troupe_answer_dup_text (answer, "picture");
  g_free (self->accepted);
  self->accepted = g_strdup_printf ("@%s (%s)", username, id);
}

/**
 * troupe_job_run_take_answer:
 * @self: a run whose paid call was answered
 * @answer: the answer
 *
 * Puts into the next step what the provider accepted: a character, or a job that makes it.
 *
 * Fails with `TROUPE_PROVIDER_ERROR_FAILED` when the provider says that it failed already.
 *
 * Returns: whether it was accepted
 */
gboolean
troupe_job_run_take_answer (TroupeJobRun *self,
                            TroupeAnswer *answer,
                            GError      **error)
{
  TroupeJobStep *accepted = troupe_job_run_next_step (self);
  g_autofree char *job = troupe_answer_dup_text (answer, "job");

  if (troupe_answer_get_status (answer) == TROUPE_ANSWER_STATUS_FAILED)
    {
      g_propagate_error (error, troupe_answer_dup_failure (answer));
      return FALSE;
    }
  if (self->job->video != NULL || is_only_a_job (self, answer, job))
    {
      accepted->remote_id = g_steal_pointer (&job);
      self->accepted = g_strdup (accepted->remote_id);
      return TRUE;
    }

  /* An earlier try of the same job has nothing to do with what was made now. */
  g_clear_pointer (&self->job->remote_id, g_free);
  take_identity (self, answer);
  accepted->remote_id = g_strdup (troupe_identity_get_remote_id (accepted->identity));
  return TRUE;
}

static void
progress_cb (double   progress,
             gpointer user_data)
{
  const double from = troupe_job_run_get_progress_at (TROUPE_JOB_STATE_RUNNING);
  const double to = troupe_job_run_get_progress_at (TROUPE_JOB_STATE_FETCHING);

  if (progress >= 0)
    troupe_job_run_report (user_data, from + (to - from) * progress);
}

static void
ended_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (TroupeJobRun) self = user_data;
  g_autoptr (TroupeAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  troupe_job_run_set_following (self, FALSE);
  answer = troupe_follow_finish (result, &error);
  if (answer == NULL)
    {
      troupe_job_run_step_with_problem (self, TROUPE_JOB_EVENT_FAIL, error);
      return;
    }

  if (self->job->video != NULL)
    self->result_url = troupe_answer_dup_text (answer, "url");
  else
    take_identity (self, answer);
  troupe_job_run_step (self, TROUPE_JOB_EVENT_FETCH);
}

/**
 * troupe_job_run_follow:
 * @self: a run whose job the provider works on
 *
 * Waits until the provider has made the character or the video, however long that takes.
 */
void
troupe_job_run_follow (TroupeJobRun *self)
{
  troupe_job_run_set_following (self, TRUE);
  troupe_follow_async (self->client, self->provider,
                       self->job->video != NULL ? FOLLOW_VIDEO : FOLLOW, self->job->remote_id,
                       progress_cb, self, NULL, ended_cb, g_object_ref (self));
}
