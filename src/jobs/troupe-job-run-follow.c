/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-job-run-private.h"

#include "troupe-follow.h"
#include "troupe-job-error.h"
#include "troupe-job-problem.h"
#include "troupe-provider-error.h"

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

/* What keeps Troupe from asking about the job, in words that name the provider */
static TroupeProblem *
new_problem (TroupeJobRun  *self,
             TroupeJobError code,
             const GError  *error)
{
  TroupeProblem *problem = troupe_job_problem_new (error);

  g_set_str (&problem->domain, g_quark_to_string (TROUPE_JOB_ERROR));
  problem->code = code;
  problem->who = g_strdup (troupe_provider_get_name (self->provider));
  return problem;
}

/* Takes problem, which may be NULL: it is the only thing about the job that changes. */
static void
note (TroupeJobRun       *self,
      TroupeProblem      *problem,
      GAsyncReadyCallback then)
{
  TroupeJobStep *step = troupe_job_step_new (TROUPE_JOB_EVENT_NOTE);

  step->problem = problem;
  troupe_journal_step_async (self->journal, self->job, step, then, g_object_ref (self));
}

static void
cleared_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (TroupeJobRun) self = user_data;
  g_autoptr (GError) error = NULL;

  /* The next answer brings it up again. */
  if (!troupe_journal_step_finish (TROUPE_JOURNAL (source), result, &error))
    g_warning ("What kept a job from being followed could not be forgotten: %s", error->message);
}

static void
doubted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (TroupeJobRun) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!troupe_journal_step_finish (TROUPE_JOURNAL (source), result, &error))
    g_warning ("What keeps a job from being followed could not be written down: %s", error->message);
  troupe_job_run_set_doubtful (self, self->is_following);
}

static void
missing_cb (const GError *error,
            gpointer      user_data)
{
  TroupeJobRun *self = user_data;

  if (!troupe_job_run_conclude_stop (self, error))
    note (self, new_problem (self, TROUPE_JOB_ERROR_MISSING, error), doubted_cb);
}

static gboolean
is_going_on (TroupeAnswer *answer)
{
  const TroupeAnswerStatus status = troupe_answer_get_status (answer);

  return status != TROUPE_ANSWER_STATUS_DONE && status != TROUPE_ANSWER_STATUS_FAILED;
}

static void
answered_cb (TroupeAnswer *answer,
             const GError *error,
             gpointer      user_data)
{
  TroupeJobRun *self = user_data;

  troupe_job_answers_take (troupe_journal_get_answers (self->journal), self->job->id,
                           troupe_job_answer_new (self->provider, answer, error));
  if (answer == NULL)
    return;
  self->is_cancelled = troupe_job_answer_is_cancelled (answer);
  troupe_job_run_pursue_stop (self, answer);
  if (!is_going_on (answer))
    return;
  troupe_job_run_set_doubtful (self, FALSE);
  if (self->job->problem != NULL)
    note (self, NULL, cleared_cb);
  if (troupe_answer_get_progress (answer) >= 0)
    troupe_job_run_report (self, troupe_job_state_get_progress (TROUPE_JOB_STATE_RUNNING,
                                                                troupe_answer_get_progress (answer)));
}

static void
stopped_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (TroupeJobRun) self = user_data;
  GError *error = NULL;

  self->is_stopped = troupe_journal_step_finish (TROUPE_JOURNAL (source), result, &error);
  troupe_job_run_end (self, error);
}

/**
 * troupe_job_run_hold:
 * @self: a run
 * @error: that the provider, which has its job, does not accept the key, that there is none, or that the account has
 *   another address
 *
 * Ends the run with the job where it is. What becomes of it only the provider knows, and with a key that it refuses it
 * is not asked; nor is another one in its place.
 */
void
troupe_job_run_hold (TroupeJobRun *self,
                     const GError *error)
{
  if (g_error_matches (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_NO_KEY))
    note (self, troupe_job_problem_new (error), stopped_cb);
  else if (error->domain == TROUPE_JOB_ERROR)
    note (self, new_problem (self, TROUPE_JOB_ERROR_MOVED, error), stopped_cb);
  else
    note (self, new_problem (self, TROUPE_JOB_ERROR_KEY, error), stopped_cb);
}

/* Its answer to the wish may be lost. problem: why it failed instead, or NULL */
static void
take_stop (TroupeJobRun *self,
           const GError *problem)
{
  troupe_job_run_next_step (self)->stop = TROUPE_JOB_STOP_SENT;
  if (problem != NULL)
    troupe_job_run_step_with_problem (self, TROUPE_JOB_EVENT_STOP, problem);
  else
    troupe_job_run_step (self, TROUPE_JOB_EVENT_STOP);
}

static void
take_error (TroupeJobRun *self,
            const GError *error)
{
  if (self->asks_again)
    troupe_job_run_follow (self);
  else if (self->is_gone)
    take_stop (self, NULL);
  else if (self->refusal != NULL)
    note (self, g_steal_pointer (&self->refusal), stopped_cb);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    troupe_job_run_break_off (self);
  else if (g_error_matches (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_FAILED) &&
           (self->job->stop == TROUPE_JOB_STOP_SENT ||
            (self->job->stop == TROUPE_JOB_STOP_ASKED && self->is_cancelled)))
    take_stop (self, self->is_cancelled ? NULL : error);
  else if (g_error_matches (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_FAILED))
    troupe_job_run_step_with_problem (self, TROUPE_JOB_EVENT_FAIL, error);
  else
    troupe_job_run_hold (self, error);
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
  troupe_job_run_set_doubtful (self, FALSE);
  answer = troupe_follow_finish (result, &error);
  if (answer == NULL)
    {
      take_error (self, error);
      return;
    }

  if (self->job->video != NULL)
    self->result_url = troupe_answer_dup_text (answer, "url");
  else
    take_identity (self, answer);
  if (self->job->stop != TROUPE_JOB_STOP_NONE)
    troupe_job_run_next_step (self)->stop = TROUPE_JOB_STOP_LATE;
  troupe_job_run_step (self, TROUPE_JOB_EVENT_FETCH);
}

/**
 * troupe_job_run_follow:
 * @self: a run whose job the provider works on
 *
 * Waits until the provider has made the character or the video, however long that takes. A refused key stops
 * the run with the job where it is.
 */
void
troupe_job_run_follow (TroupeJobRun *self)
{
  static const TroupeFollowWatch watch = { answered_cb, missing_cb };

  self->asks_again = FALSE;
  g_clear_object (&self->following);
  self->following = g_cancellable_new ();
  troupe_job_run_set_following (self, TRUE);
  troupe_follow_async (self->client, self->provider, self->waker,
                       self->job->video != NULL ? FOLLOW_VIDEO : FOLLOW, self->job->remote_id,
                       &watch, self, self->following, ended_cb, g_object_ref (self));
}

/**
 * troupe_job_run_ask_soon:
 * @self: a run that follows its job
 *
 * Follows the job as if it had just been taken.
 */
void
troupe_job_run_ask_soon (TroupeJobRun *self)
{
  self->asks_again = TRUE;
  g_cancellable_cancel (self->following);
}

/**
 * troupe_job_run_refuse:
 * @self: a run
 * @refusal: what the provider said about the key to another run
 *
 * Stops asking about a job with a key that was refused. Does nothing for one that is not being followed.
 */
void
troupe_job_run_refuse (TroupeJobRun        *self,
                       const TroupeProblem *refusal)
{
  g_return_if_fail (TROUPE_IS_JOB_RUN (self));
  g_return_if_fail (refusal != NULL);

  if (!self->is_following || self->job->state != TROUPE_JOB_STATE_RUNNING || self->refusal != NULL)
    return;
  self->refusal = troupe_problem_copy (refusal);
  g_cancellable_cancel (self->following);
}

/**
 * troupe_job_run_ask:
 * @self: a run
 *
 * Asks the provider as if the job had just been taken, where it is asked only seldom by now.
 */
void
troupe_job_run_ask (TroupeJobRun *self)
{
  g_return_if_fail (TROUPE_IS_JOB_RUN (self));

  if (self->is_doubtful || self->is_waiting)
    troupe_job_run_ask_soon (self);
}

/**
 * troupe_job_run_leave:
 * @self: a run
 *
 * Stops asking the provider, because nobody is there any more to be told.
 */
void
troupe_job_run_leave (TroupeJobRun *self)
{
  g_return_if_fail (TROUPE_IS_JOB_RUN (self));

  g_cancellable_cancel (self->following);
}

/**
 * troupe_job_run_set_following:
 * @self: a run
 * @is_following: whether the job only waits for the provider
 *
 * Notes that the job can be told to be asked about otherwise.
 */
void
troupe_job_run_set_following (TroupeJobRun *self,
                              gboolean      is_following)
{
  self->is_following = is_following;
}
