/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-job-run-private.h"

#include "troupe-provider-error.h"

#define FOLLOW_VIDEO "follow-video"
#define CANCEL_VIDEO "cancel-video"

/* What keeps the job from being followed stays as it is. */
static void
write_stop (TroupeJobRun       *self,
            TroupeJobStop       stop,
            GAsyncReadyCallback then)
{
  TroupeJobStep *step = troupe_job_step_new (TROUPE_JOB_EVENT_NOTE);

  step->stop = stop;
  if (self->job->problem != NULL)
    step->problem = troupe_problem_copy (self->job->problem);
  troupe_journal_step_async (self->journal, self->job, step, then, g_object_ref (self));
}

static gboolean
is_at_work (TroupeJobRun *self)
{
  return self->is_following && self->job->state == TROUPE_JOB_STATE_RUNNING;
}

/* In contrast to a path that there is not */
static gboolean
is_gone (const GError *error)
{
  const guint status = troupe_provider_error_get_http_status (error);

  return (status == 404 || status == 410) &&
         !g_error_matches (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_NOT_OFFERED);
}

/* The provider's own no, in contrast to an answer that did not come or that nobody can make out */
static gboolean
is_refusal (const GError *error)
{
  static const TroupeProviderError codes[] = {
    TROUPE_PROVIDER_ERROR_REFUSED, TROUPE_PROVIDER_ERROR_KEY, TROUPE_PROVIDER_ERROR_FORBIDDEN,
    TROUPE_PROVIDER_ERROR_NOT_OFFERED, TROUPE_PROVIDER_ERROR_FAILED,
  };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      if (g_error_matches (error, TROUPE_PROVIDER_ERROR, codes[i]))
        return TRUE;
    }
  return FALSE;
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (TroupeJobRun) self = user_data;
  g_autoptr (GError) error = NULL;

  self->is_stopping = FALSE;
  /* It may have ended in the same moment. */
  if (!troupe_journal_step_finish (TROUPE_JOURNAL (source), result, &error))
    g_message ("How far the wish to stop a job is was not written down: %s", error->message);
  if (is_at_work (self))
    troupe_job_run_ask_soon (self);
}

/* Until that is on the disk other answers come; the wish is not sent once more for them. */
static void
conclude (TroupeJobRun *self,
          TroupeJobStop stop)
{
  self->is_stopping = TRUE;
  write_stop (self, stop, written_cb);
}

static void
cancelled_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (TroupeJobRun) self = user_data;
  g_autoptr (TroupeAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  self->is_stopping = FALSE;
  answer = troupe_client_send_finish (TROUPE_CLIENT (source), result, &error);
  if (!is_at_work (self))
    return;

  /* What is undecided is asked once more after the next answer. */
  if (answer != NULL)
    conclude (self, TROUPE_JOB_STOP_SENT);
  else if (is_refusal (error))
    conclude (self, TROUPE_JOB_STOP_LATE);
  else
    g_message ("%s: %s: will be sent again: %s", troupe_provider_get_id (self->provider), CANCEL_VIDEO, error->message);
}

static void
send (TroupeJobRun       *self,
      const char         *call,
      GAsyncReadyCallback then)
{
  g_autoptr (TroupeValues) values = troupe_values_new ();
  g_autoptr (TroupeRequest) request = NULL;
  g_autoptr (GError) error = NULL;

  troupe_values_set (values, "job.id", self->job->remote_id);
  request = troupe_request_new (self->provider, call, values, &error);
  self->is_stopping = request != NULL;
  if (request != NULL)
    troupe_client_send_async (self->client, request, NULL, NULL, NULL, then, g_object_ref (self));
  else
    g_warning ("%s: %s: %s", troupe_provider_get_id (self->provider), call, error->message);
}

/* To end what is done already would be to throw it away. */
static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (TroupeJobRun) self = user_data;
  g_autoptr (TroupeAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  self->is_stopping = FALSE;
  answer = troupe_client_send_finish (TROUPE_CLIENT (source), result, &error);
  if (!is_at_work (self))
    return;

  if (answer != NULL && troupe_answer_can_cancel (answer))
    send (self, CANCEL_VIDEO, cancelled_cb);
  else if (answer != NULL)
    conclude (self, TROUPE_JOB_STOP_LATE);
  else if (is_gone (error))
    troupe_job_run_ask_soon (self);    /* see troupe_job_run_conclude_stop() */
}

static void
asked_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (TroupeJobRun) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!troupe_journal_step_finish (TROUPE_JOURNAL (source), result, &error))
    g_message ("The wish to stop a job came too late: %s", error->message);
  else if (is_at_work (self) && !self->is_stopping)
    send (self, FOLLOW_VIDEO, looked_cb);
}

/**
 * troupe_job_run_stop:
 * @self: a run
 *
 * Asks the provider to end what it works on, where it has a call for that. That wish is on the disk first, and
 * what the provider says of the job afterwards counts: it may be done nevertheless.
 *
 * Returns: `FALSE` when it cannot be asked, or was asked
 */
gboolean
troupe_job_run_stop (TroupeJobRun *self)
{
  g_return_val_if_fail (TROUPE_IS_JOB_RUN (self), FALSE);

  if (!is_at_work (self) || self->job->video == NULL || self->job->stop != TROUPE_JOB_STOP_NONE ||
      troupe_profile_get_call (troupe_provider_get_profile (self->provider), CANCEL_VIDEO) == NULL)
    return FALSE;

  write_stop (self, TROUPE_JOB_STOP_ASKED, asked_cb);
  return TRUE;
}

/**
 * troupe_job_run_pursue_stop:
 * @self: a run that follows its job
 * @answer: what the provider just said of it
 *
 * Goes on with a wish to end the job: sends it where that did not succeed.
 */
void
troupe_job_run_pursue_stop (TroupeJobRun *self,
                            TroupeAnswer *answer)
{
  if (self->job->video != NULL && self->job->stop == TROUPE_JOB_STOP_ASKED && !self->is_stopping &&
      troupe_answer_can_cancel (answer))
    send (self, CANCEL_VIDEO, cancelled_cb);
}

/**
 * troupe_job_run_conclude_stop:
 * @self: a run that follows its job
 * @error: that the provider says time and again that it has no such job
 *
 * Takes a job that was to be ended, and of which the provider did not say no to that, for ended. That it took the wish
 * need not be known: its answer may be lost.
 *
 * Returns: `FALSE` when the job goes on being followed
 */
gboolean
troupe_job_run_conclude_stop (TroupeJobRun *self,
                              const GError *error)
{
  const TroupeJobStop stop = self->job->stop;

  if (self->job->video == NULL || (stop != TROUPE_JOB_STOP_ASKED && stop != TROUPE_JOB_STOP_SENT) || !is_gone (error))
    return FALSE;
  self->is_gone = TRUE;
  g_cancellable_cancel (self->following);
  return TRUE;
}
