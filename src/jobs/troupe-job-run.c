/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-job-run-private.h"

#include "troupe-job-error.h"
#include "troupe-job-problem.h"
#include "troupe-library-private.h"

/**
 * TroupeJobRun:
 *
 * One job on its way.
 *
 * Each state has one thing to do. What came of it is a step that the journal writes down, and when
 * that is on the disk the next state begins.
 */
G_DEFINE_FINAL_TYPE (TroupeJobRun, troupe_job_run, G_TYPE_OBJECT)

static guint changed_signal;
static guint progress_signal;

static void advance (TroupeJobRun *self);

/**
 * troupe_job_run_end:
 * @self: a run
 * @error: (transfer full) (nullable): why the journal does not know how it ended
 *
 * Ends a run.
 */
void
troupe_job_run_end (TroupeJobRun *self,
                    GError       *error)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  troupe_job_run_report (self, -1);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
stepped_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (TroupeJobRun) self = user_data;
  g_autoptr (GError) error = NULL;

  if (troupe_journal_step_finish (TROUPE_JOURNAL (source), result, &error))
    {
      advance (self);
    }
  else if (g_error_matches (error, TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_FULL))
    {
      self->is_full = !g_cancellable_is_cancelled (self->cancellable);
      if (self->is_full)
        troupe_job_run_end (self, NULL);
      else
        advance (self);
    }
  else if (troupe_job_state_is_unpaid (self->job->state) && !self->is_failing)
    {
      /* On a full disk there often is room for this. */
      self->is_failing = TRUE;
      troupe_job_run_step_with_problem (self, TROUPE_JOB_EVENT_FAIL, error);
    }
  else
    {
      /* Money was spent: what for has to stand somewhere. */
      if (self->accepted != NULL)
        g_prefix_error (&error, "the provider made %s, which could not be kept: ", self->accepted);
      troupe_job_run_end (self, g_steal_pointer (&error));
    }
}

/* The provider took the call and tells how that ended: with the key of an earlier one, of that, too. */
static void
take_failure (TroupeJobRun *self,
              const GError *error)
{
  self->job->is_doubted = FALSE;
  troupe_job_run_step_with_problem (self, TROUPE_JOB_EVENT_FAIL, error);
}

static void
submitted_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (TroupeJobRun) self = user_data;
  g_autoptr (TroupeAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->export, troupe_export_free);
  answer = troupe_client_send_finish (TROUPE_CLIENT (source), result, &error);
  troupe_job_run_next_step (self)->answer = troupe_job_answer_new_to_call (self->provider, answer, error);
  if (answer != NULL && troupe_job_run_take_answer (self, answer, &error))
    troupe_job_run_step (self, TROUPE_JOB_EVENT_ACCEPT);
  else if (answer != NULL)
    take_failure (self, error);
  else if (troupe_job_problem_is_loss (error))
    troupe_job_run_step_with_problem (self, TROUPE_JOB_EVENT_LOSE, error);
  else
    troupe_job_run_step_with_problem (self, TROUPE_JOB_EVENT_FAIL, error);
}

/* A provider that is not known any more: what was paid for is kept, the rest cannot go on. Only the
 * provider has what it makes; that waits until somebody sets it up again. */
static void
give_up (TroupeJobRun *self)
{
  g_autoptr (GError) error = NULL;

  error = g_error_new (TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_PROVIDER,
                       "the provider “%s” is not known any more", self->job->provider_id);
  if (self->job->state == TROUPE_JOB_STATE_RUNNING ||
      (self->job->state == TROUPE_JOB_STATE_FETCHING && self->job->video != NULL))
    {
      self->is_stopped = TRUE;
      troupe_job_run_end (self, NULL);
    }
  else if (self->job->state == TROUPE_JOB_STATE_FETCHING)
    troupe_job_run_finish_without_picture (self, g_steal_pointer (&error));
  else
    troupe_job_run_step_with_problem (self, TROUPE_JOB_EVENT_FAIL, error);
}

static void
act (TroupeJobRun *self)
{
  switch (self->job->state)
    {
    case TROUPE_JOB_STATE_DRAFT:
      troupe_job_run_next_step (self)->room = self->room;
      troupe_job_run_step (self, TROUPE_JOB_EVENT_START);
      break;

    case TROUPE_JOB_STATE_PREPARING:
      if (self->job->video != NULL)
        troupe_job_run_prepare_video (self);
      else
        troupe_job_run_prepare (self);
      break;

    case TROUPE_JOB_STATE_PUBLISHING:
      if (self->job->video != NULL)
        troupe_job_run_prepare_video (self);
      else
        troupe_job_run_publish (self);
      break;

    case TROUPE_JOB_STATE_SUBMITTING:
      troupe_client_send_async (self->client, self->request, NULL, NULL, NULL,
                                submitted_cb, g_object_ref (self));
      break;

    case TROUPE_JOB_STATE_ACCEPTED:
      troupe_job_run_step (self, self->job->has_identity ? TROUPE_JOB_EVENT_FETCH
                                                         : TROUPE_JOB_EVENT_FOLLOW);
      break;

    case TROUPE_JOB_STATE_RUNNING:
      troupe_job_run_follow (self);
      break;

    case TROUPE_JOB_STATE_FETCHING:
      if (self->job->video != NULL)
        troupe_job_run_fetch_video (self);
      else
        troupe_job_run_fetch_picture (self);
      break;

    case TROUPE_JOB_STATE_DONE:
    case TROUPE_JOB_STATE_FAILED:
    case TROUPE_JOB_STATE_CANCELLED:
    case TROUPE_JOB_STATE_UNKNOWN:
      troupe_job_run_clean_up (self);
      break;
    }
}

static void
advance (TroupeJobRun *self)
{
  const TroupeJobState state = self->job->state;
  g_autoptr (GError) error = NULL;

  troupe_job_run_report (self, troupe_job_state_is_live (state) ? troupe_job_state_get_progress (state, -1) : -1);
  if (state > TROUPE_JOB_STATE_PREPARING)
    g_signal_emit (self, changed_signal, 0);

  if (troupe_job_state_is_unpaid (state) && g_cancellable_is_cancelled (self->cancellable))
    troupe_job_run_step (self, TROUPE_JOB_EVENT_CANCEL);
  else if (self->provider == NULL && state != TROUPE_JOB_STATE_ACCEPTED &&
           troupe_job_state_is_live (state))
    give_up (self);
  else if (!troupe_job_run_may_go_on (self, &error))
    troupe_job_run_hold (self, error);
  else
    act (self);
}

static void
troupe_job_run_finalize (GObject *object)
{
  TroupeJobRun *self = TROUPE_JOB_RUN (object);

  g_clear_pointer (&self->job, troupe_job_free);
  g_clear_object (&self->account);
  g_clear_object (&self->provider);
  g_clear_object (&self->client);
  g_clear_object (&self->library);
  g_clear_object (&self->journal);
  g_clear_object (&self->hosts);
  g_clear_object (&self->waker);
  g_clear_pointer (&self->refusal, troupe_problem_free);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->following);
  g_clear_pointer (&self->export, troupe_export_free);
  g_clear_pointer (&self->order, troupe_video_order_free);
  g_clear_pointer (&self->step, troupe_job_step_free);
  g_clear_object (&self->request);
  g_clear_pointer (&self->accepted, g_free);
  g_clear_pointer (&self->result_url, g_free);
  g_assert (self->task == NULL);
  G_OBJECT_CLASS (troupe_job_run_parent_class)->finalize (object);
}

static void
troupe_job_run_class_init (TroupeJobRunClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = troupe_job_run_finalize;

  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 0);
  progress_signal = g_signal_new ("progress", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_DOUBLE);
}

static void
troupe_job_run_init (TroupeJobRun *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * troupe_job_run_report:
 * @self: a run
 * @progress: from 0 to 1, -1 at the end
 *
 * Shows on the character or the video how much is done, and tells whoever listens.
 */
void
troupe_job_run_report (TroupeJobRun *self,
                       double        progress)
{
  troupe_object_table_set_progress (self->job->video_id != NULL ? troupe_library_get_videos (self->library)
                                                                : troupe_library_get_characters (self->library),
                                    troupe_job_run_get_product (self), progress);
  g_signal_emit (self, progress_signal, 0, progress);
}

/**
 * troupe_job_run_next_step:
 * @self: a run
 *
 * Returns: (transfer none): what will be written with the next step, to be filled
 */
TroupeJobStep *
troupe_job_run_next_step (TroupeJobRun *self)
{
  if (self->step == NULL)
    self->step = troupe_job_step_new (TROUPE_JOB_EVENT_FAIL);
  return self->step;
}

/**
 * troupe_job_run_step:
 * @self: a run
 * @event: what happened
 *
 * Writes down what was gathered, as the event. When that is on the disk the next state begins.
 */
void
troupe_job_run_step (TroupeJobRun  *self,
                     TroupeJobEvent event)
{
  troupe_job_run_next_step (self)->event = event;
  troupe_journal_step_async (self->journal, self->job, g_steal_pointer (&self->step),
                             stepped_cb, g_object_ref (self));
}

/**
 * troupe_job_run_step_with_problem:
 * @self: a run
 * @event: what happened
 * @error: why
 *
 * The same with a problem that is kept.
 */
void
troupe_job_run_step_with_problem (TroupeJobRun  *self,
                                  TroupeJobEvent event,
                                  const GError  *error)
{
  troupe_job_run_next_step (self)->problem = troupe_job_problem_new (error);
  troupe_job_run_step (self, event);
}

/**
 * troupe_job_run_set_doubtful:
 * @self: a run that follows its job
 * @is_doubtful: whether nobody can tell if that leads anywhere
 *
 * Lets those go who wait for the job.
 */
void
troupe_job_run_set_doubtful (TroupeJobRun *self,
                             gboolean      is_doubtful)
{
  if (self->is_doubtful == is_doubtful)
    return;
  self->is_doubtful = is_doubtful;
  g_signal_emit (self, changed_signal, 0);
}

/**
 * troupe_job_run_set_looking:
 * @self: a run before the paid call
 *
 * Lets others have their turn: what comes now is done by servers, and may take long.
 */
void
troupe_job_run_set_looking (TroupeJobRun *self)
{
  if (self->is_looking)
    return;
  self->is_looking = TRUE;
  g_signal_emit (self, changed_signal, 0);
}

/**
 * troupe_job_run_new:
 * @job: (transfer full): a job that goes on by itself, or that left something to clean up
 * @provider: (nullable): its provider, `NULL` when it is not known any more
 * @client: the client to send with
 * @library: the library of the job's character
 * @journal: the journal of the library
 * @hosts: the person's hosts
 * @waker: tells when it is time to ask the provider again
 *
 * Returns: (transfer full): a run that has not started
 */
TroupeJobRun *
troupe_job_run_new (TroupeJob      *job,
                    TroupeProvider *provider,
                    TroupeClient   *client,
                    TroupeLibrary  *library,
                    TroupeJournal  *journal,
                    TroupeHosts    *hosts,
                    TroupeWaker    *waker)
{
  TroupeJobRun *self;

  g_return_val_if_fail (job != NULL, NULL);
  g_return_val_if_fail (provider == NULL || TROUPE_IS_PROVIDER (provider), NULL);
  g_return_val_if_fail (TROUPE_IS_CLIENT (client), NULL);
  g_return_val_if_fail (TROUPE_IS_LIBRARY (library), NULL);
  g_return_val_if_fail (TROUPE_IS_JOURNAL (journal), NULL);
  g_return_val_if_fail (TROUPE_IS_HOSTS (hosts), NULL);
  g_return_val_if_fail (TROUPE_IS_WAKER (waker), NULL);

  self = g_object_new (TROUPE_TYPE_JOB_RUN, NULL);
  self->job = job;
  if (job->is_unwanted)
    g_cancellable_cancel (self->cancellable);
  troupe_job_run_set_provider (self, provider);
  self->client = g_object_ref (client);
  self->library = g_object_ref (library);
  self->journal = g_object_ref (journal);
  self->hosts = g_object_ref (hosts);
  self->waker = g_object_ref (waker);
  return self;
}

/**
 * troupe_job_run_get_job:
 * @self: a run
 *
 * Returns: (transfer none): what the journal knows of it
 */
const TroupeJob *
troupe_job_run_get_job (TroupeJobRun *self)
{
  g_return_val_if_fail (TROUPE_IS_JOB_RUN (self), NULL);

  return self->job;
}

/**
 * troupe_job_run_set_position:
 * @self: a run that has not started
 * @position: its place among those that wait
 *
 * Notes what the journal says now.
 */
void
troupe_job_run_set_position (TroupeJobRun *self,
                             double        position)
{
  g_return_if_fail (TROUPE_IS_JOB_RUN (self));

  self->job->position = position;
}

/**
 * troupe_job_run_get_product:
 * @self: a run
 *
 * Returns: the id of the character or the video that the job makes
 */
const char *
troupe_job_run_get_product (TroupeJobRun *self)
{
  g_return_val_if_fail (TROUPE_IS_JOB_RUN (self), NULL);

  return self->job->video_id != NULL ? self->job->video_id : self->job->character_id;
}

/**
 * troupe_job_run_makes:
 * @self: a run
 * @id: a character, a video or a job
 *
 * Returns: whether the job makes it, or is it
 */
gboolean
troupe_job_run_makes (TroupeJobRun *self,
                      const char   *id)
{
  g_return_val_if_fail (TROUPE_IS_JOB_RUN (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  return g_str_equal (self->job->id, id) || g_strcmp0 (troupe_job_run_get_product (self), id) == 0;
}

/**
 * troupe_job_run_is_preparing:
 * @self: a run
 *
 * Returns: whether the job is being cut here, or about to be, in contrast to one that waits for others, however long
 *   that takes
 */
gboolean
troupe_job_run_is_preparing (TroupeJobRun *self)
{
  g_return_val_if_fail (TROUPE_IS_JOB_RUN (self), FALSE);

  return self->job->state <= TROUPE_JOB_STATE_PREPARING && !self->is_looking;
}

/**
 * troupe_job_run_is_doubtful:
 * @self: a run
 *
 * Returns: whether the provider is asked about the job and says that there is none
 */
gboolean
troupe_job_run_is_doubtful (TroupeJobRun *self)
{
  g_return_val_if_fail (TROUPE_IS_JOB_RUN (self), FALSE);

  return self->is_doubtful;
}

/**
 * troupe_job_run_is_stopped:
 * @self: a run that has ended
 *
 * Returns: whether the job goes on at the provider, which refuses the key to ask about it
 */
gboolean
troupe_job_run_is_stopped (TroupeJobRun *self)
{
  g_return_val_if_fail (TROUPE_IS_JOB_RUN (self), FALSE);

  return self->is_stopped;
}

/**
 * troupe_job_run_start_async:
 * @self: a run that has not started, or was stopped
 * @callback: called when the job does not go on by itself any more
 * @user_data: for @callback
 *
 * Carries the job out.
 */
void
troupe_job_run_start_async (TroupeJobRun       *self,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_return_if_fail (TROUPE_IS_JOB_RUN (self));
  g_return_if_fail (self->task == NULL);

  self->is_stopped = self->is_looking = self->is_full = FALSE;
  g_clear_pointer (&self->export, troupe_export_free);
  g_clear_pointer (&self->step, troupe_job_step_free);    /* of before it was held */
  troupe_job_run_bind (self);
  self->task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (self->task, troupe_job_run_start_async);
  advance (self);
}

/**
 * troupe_job_run_start_finish:
 * @self: a run
 * @result: the result
 *
 * Fails with `TROUPE_LIBRARY_ERROR` or `TROUPE_JOB_ERROR_STATE` when the journal cannot be written;
 * the job then stays where the journal says. Everything else is kept as the job's problem.
 *
 * Returns: whether the journal knows how the job ended
 */
gboolean
troupe_job_run_start_finish (TroupeJobRun *self,
                             GAsyncResult *result,
                             GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_job_run_start_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * troupe_job_run_cancel:
 * @self: a run
 *
 * Stops the job before anything is paid; its character goes into the trash.
 *
 * Returns: `FALSE` when the paid call stands in the journal already
 */
gboolean
troupe_job_run_cancel (TroupeJobRun *self)
{
  g_return_val_if_fail (TROUPE_IS_JOB_RUN (self), FALSE);

  if (self->is_committed || !troupe_job_state_is_unpaid (self->job->state))
    return FALSE;

  g_cancellable_cancel (self->cancellable);
  return TRUE;
}
