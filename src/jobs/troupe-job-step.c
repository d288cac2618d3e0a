/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-job-step.h"

#include "troupe-character-store.h"
#include "troupe-job-error.h"
#include "troupe-provider-error.h"
#include "troupe-video-store.h"

/**
 * troupe_job_step_new:
 * @event: what happened
 *
 * Returns: (transfer full): a step with nothing but its event
 */
TroupeJobStep *
troupe_job_step_new (TroupeJobEvent event)
{
  TroupeJobStep *self = g_new0 (TroupeJobStep, 1);

  self->event = event;
  return self;
}

/**
 * troupe_job_step_new_retry:
 * @job: a job
 *
 * Makes a step of the person's wish to try again. Of a job that is done only the missing picture
 * or video can be had, which costs nothing. What was refused may have been refused for what stands at the
 * address it was uploaded to, so it is uploaded anew. The key of the paid call stays only where
 * nobody knows what became of the last one, forgotten or not: a provider that knows the key then answers with what it
 * made.
 *
 * Returns: (transfer full) (nullable): the step, or `NULL` when the job goes on by itself or lacks
 *   nothing
 */
TroupeJobStep *
troupe_job_step_new_retry (const TroupeJob *job)
{
  TroupeJobStep *self;

  if (troupe_job_state_is_live (job->state))
    return NULL;
  if (job->state == TROUPE_JOB_STATE_DONE && job->video_id != NULL)
    return job->problem != NULL ? troupe_job_step_new (TROUPE_JOB_EVENT_REFETCH) : NULL;
  if (job->state == TROUPE_JOB_STATE_DONE)
    return troupe_problem_matches (job->problem, TROUPE_PROVIDER_ERROR,
                                   TROUPE_PROVIDER_ERROR_PICTURE)
             ? troupe_job_step_new (TROUPE_JOB_EVENT_REFETCH) : NULL;

  self = troupe_job_step_new (TROUPE_JOB_EVENT_RETRY);
  self->distrusts_uploads = troupe_problem_matches (job->problem, TROUPE_PROVIDER_ERROR,
                                                    TROUPE_PROVIDER_ERROR_REFUSED);
  if (job->state != TROUPE_JOB_STATE_UNKNOWN &&
      !troupe_problem_matches (job->problem, TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_FORGOTTEN))
    self->key = g_uuid_string_random ();
  return self;
}

/**
 * troupe_job_step_new_forget:
 *
 * Makes a step of the person's wish to know no more about a job of which nobody knows what became. It counts as failed;
 * a character stays with its clip, and both can be tried again.
 *
 * Returns: (transfer full): the step
 */
TroupeJobStep *
troupe_job_step_new_forget (void)
{
  TroupeJobStep *self = troupe_job_step_new (TROUPE_JOB_EVENT_FORGET);
  g_autoptr (GError) reason = g_error_new_literal (TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_FORGOTTEN,
                                                   "forgotten by the person");

  self->problem = troupe_problem_new (reason);
  return self;
}

/**
 * troupe_job_step_new_find:
 * @remote_id: what the provider calls the job
 *
 * Makes a step of what a person found in the provider's list: the paid call did arrive.
 *
 * Returns: (transfer full): the step
 */
TroupeJobStep *
troupe_job_step_new_find (const char *remote_id)
{
  TroupeJobStep *self = troupe_job_step_new (TROUPE_JOB_EVENT_FIND);

  self->remote_id = g_strdup (remote_id);
  return self;
}

/**
 * troupe_job_step_keep_doubt:
 * @self: a step
 * @job: its job, as it was before
 *
 * Says of a call that was to be sent once more, and did not arrive, that this decides nothing about the earlier one.
 * What was refused at an address is uploaded anew the next time.
 */
void
troupe_job_step_keep_doubt (TroupeJobStep   *self,
                            const TroupeJob *job)
{
  g_autoptr (GError) reason = NULL;
  TroupeJobState next;

  if (self->event == TROUPE_JOB_EVENT_LOSE ||
      !troupe_job_state_next (job->state, self->event, job->is_doubted, &next) || next != TROUPE_JOB_STATE_UNKNOWN)
    return;

  self->distrusts_uploads = troupe_problem_matches (self->problem, TROUPE_PROVIDER_ERROR,
                                                    TROUPE_PROVIDER_ERROR_REFUSED);
  reason = g_error_new_literal (TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_UNDECIDED, "it was not sent again");
  if (self->problem == NULL)
    self->problem = troupe_problem_new (reason);
  g_set_str (&self->problem->domain, g_quark_to_string (TROUPE_JOB_ERROR));
  self->problem->code = reason->code;
}

/**
 * troupe_job_step_free:
 * @self: (transfer full): a step
 *
 * Frees a step.
 */
void
troupe_job_step_free (TroupeJobStep *self)
{
  g_clear_pointer (&self->problem, troupe_problem_free);
  g_clear_pointer (&self->answer, troupe_job_answer_free);
  g_free (self->request);
  g_clear_pointer (&self->upload, troupe_upload_free);
  g_free (self->key);
  g_free (self->base);
  g_free (self->remote_id);
  g_free (self->clip_file);
  g_clear_pointer (&self->stills, g_ptr_array_unref);
  g_clear_object (&self->identity);
  g_free (self->picture_url);
  g_clear_pointer (&self->avatar, troupe_picture_free);
  g_clear_pointer (&self->video, troupe_video_home_free);
  g_free (self);
}

static gboolean
read_state (TroupeConnection *connection,
            const char       *id,
            TroupeJobState   *state,
            GError          **error)
{
  g_autoptr (TroupeRows) rows = NULL;
  g_autoptr (GError) failure = NULL;

  rows = troupe_connection_query (connection, error, "SELECT state FROM jobs WHERE id = ?1",
                                  "t", id);
  if (rows == NULL)
    return FALSE;
  if (troupe_rows_next (rows, &failure) &&
      troupe_job_state_from_word (troupe_rows_get_text (rows, 0), state))
    return TRUE;

  if (failure == NULL)
    g_set_error (&failure, TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_STATE, "job %s: does not exist", id);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
check_move (TroupeConnection    *connection,
            const TroupeJob     *job,
            const TroupeJobStep *self,
            TroupeJobState      *next,
            GError             **error)
{
  TroupeJobState state;

  if (!read_state (connection, job->id, &state, error))
    return FALSE;
  if (state == job->state && troupe_job_state_next (state, self->event, job->is_doubted, next))
    return TRUE;

  g_set_error (error, TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_STATE,
               "job %s: event %d cannot happen in state %s", job->id, self->event,
               troupe_job_state_to_word (state));
  return FALSE;
}

/* The problem goes with every step that does not bring one. */
static const char update_job[] =
  "UPDATE jobs SET state = ?1, problem = ?2, request = ifnull (?3, request),"
  " published = ifnull (?4, published),"
  " remote_id = ifnull (?5, remote_id), attempts = attempts + ?6, changed_us = ?7,"
  " key = ifnull (?8, key), stop = CASE ?10 WHEN 'retry' THEN NULL ELSE ifnull (?10, stop) END,"
  " wish = CASE ?10 WHEN 'retry' THEN NULL ELSE wish END,"
  " base = ifnull (?11, base) WHERE id = ?9";

static gboolean
write_job (TroupeConnection    *connection,
           const TroupeJob     *job,
           const TroupeJobStep *self,
           TroupeJobState       next,
           GError             **error)
{
  const char *stop = self->event == TROUPE_JOB_EVENT_RETRY ? "retry" : troupe_job_stop_to_word (self->stop);
  g_autofree char *problem = NULL;
  g_autofree char *uploads = NULL;

  if (self->problem != NULL)
    problem = troupe_problem_to_json (self->problem);
  if (self->upload != NULL || self->distrusts_uploads)
    uploads = troupe_upload_list_to_json (job->uploads, self->distrusts_uploads, self->upload);

  return troupe_connection_execute (connection, error, update_job, "tttttiitttt",
                                    troupe_job_state_to_word (next), problem, self->request,
                                    uploads, self->remote_id,
                                    (gint64) (self->event == TROUPE_JOB_EVENT_SUBMIT),
                                    g_get_real_time (), self->key, job->id, stop,
                                    self->base != NULL ? self->base : job->base);
}

static gboolean
write_stills (TroupeConnection    *connection,
              const TroupeJob     *job,
              const TroupeJobStep *self,
              GError             **error)
{
  for (guint i = 0; self->stills != NULL && i < self->stills->len; i++)
    {
      const TroupePicture *still = g_ptr_array_index (self->stills, i);

      if (!troupe_character_store_add_still (connection, job->character_id, still->file,
                                             still->time_ns, still->sha256, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_character (TroupeConnection    *connection,
                 const TroupeJob     *job,
                 const TroupeJobStep *self,
                 GError             **error)
{
  const char *id = job->character_id;

  return (self->clip_file == NULL ||
          troupe_character_store_set_clip_file (connection, id, self->clip_file, error)) &&
         write_stills (connection, job, self, error) &&
         (self->identity == NULL ||
          troupe_character_store_add_identity (connection, id, self->identity, job->base,
                                               self->picture_url, error)) &&
         (self->avatar == NULL ||
          troupe_character_store_add_avatar (connection, id, self->avatar->file,
                                             self->avatar->sha256, error)) &&
         troupe_character_store_touch (connection, id, error);
}

static gboolean
write_video (TroupeConnection    *connection,
             const TroupeJob     *job,
             const TroupeJobStep *self,
             GError             **error)
{
  return self->video == NULL ||
         troupe_video_store_set_result (connection, job->video_id, &self->video->result, error);
}

/**
 * troupe_job_step_write:
 * @self: a step
 * @connection: a connection in a transaction
 * @job: the job, as it was before; left alone
 *
 * Writes a step down: the job's new state, what its character gets by it, and what the provider said. A paid call
 * that is about to leave gets its line in the log of them. A cancelled job puts the character that
 * began with it into the trash. Owner thread.
 *
 * Fails with `TROUPE_JOB_ERROR_STATE` when the journal does not agree that @job is where it says,
 * or when the event cannot happen there.
 *
 * Returns: whether it was written
 */
gboolean
troupe_job_step_write (const TroupeJobStep *self,
                       TroupeConnection    *connection,
                       const TroupeJob     *job,
                       GError             **error)
{
  TroupeJobState next;

  return check_move (connection, job, self, &next, error) &&
         write_job (connection, job, self, next, error) &&
         (self->event != TROUPE_JOB_EVENT_SUBMIT ||
          troupe_job_answer_write_call (connection, job->id, error)) &&
         (self->answer == NULL ||
          troupe_job_answer_write (self->answer, connection, job->id, error)) &&
         (job->video_id != NULL ? write_video (connection, job, self, error)
                                : write_character (connection, job, self, error)) &&
         (self->event != TROUPE_JOB_EVENT_CANCEL || next != TROUPE_JOB_STATE_CANCELLED ||
          job->character_id == NULL || job->is_again ||
          troupe_character_store_delete (connection, job->character_id, error));
}

static void
move_text (char **to,
           char **from)
{
  if (*from == NULL)
    return;

  g_free (*to);
  *to = g_steal_pointer (from);
}

/**
 * troupe_job_step_apply:
 * @self: (transfer full): a step that was written
 * @job: its job
 *
 * Brings @job up to date.
 */
void
troupe_job_step_apply (TroupeJobStep *self,
                       TroupeJob     *job)
{
  g_autoptr (TroupeJobStep) step = self;

  if (!troupe_job_state_next (job->state, step->event, job->is_doubted, &job->state))
    g_assert_not_reached ();

  g_clear_pointer (&job->problem, troupe_problem_free);
  job->problem = g_steal_pointer (&step->problem);
  for (guint i = 0; step->distrusts_uploads && i < job->uploads->len; i++)
    ((TroupeUpload *) g_ptr_array_index (job->uploads, i))->is_stale = TRUE;
  if (step->upload != NULL)
    g_ptr_array_add (job->uploads, g_steal_pointer (&step->upload));
  if (step->stop != TROUPE_JOB_STOP_NONE || step->event == TROUPE_JOB_EVENT_RETRY)
    job->stop = step->stop;
  if (step->event == TROUPE_JOB_EVENT_LOSE)
    job->is_doubted = TRUE;
  else if (step->event == TROUPE_JOB_EVENT_ACCEPT || step->event == TROUPE_JOB_EVENT_FIND || step->key != NULL)
    job->is_doubted = FALSE;
  job->is_unwanted &= step->event != TROUPE_JOB_EVENT_RETRY;
  move_text (&job->key, &step->key);
  move_text (&job->base, &step->base);
  move_text (&job->remote_id, &step->remote_id);
  move_text (&job->clip_file, &step->clip_file);
  move_text (&job->picture_url, &step->picture_url);
  if (step->stills != NULL)
    job->n_stills = step->stills->len;
  job->has_identity |= step->identity != NULL;
}
