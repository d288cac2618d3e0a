/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-runner-jobs.h"

#include "troupe-job-base.h"
#include "troupe-job-error.h"
#include "troupe-library-error.h"
#include "troupe-library-private.h"
#include "troupe-runner-private.h"

/* A job that the person wants once more, until that stands in the journal */
typedef struct
{
  TroupeRunner *runner;
  TroupeJob    *job;
} Retry;

static void
retry_free (Retry *retry)
{
  g_clear_object (&retry->runner);
  g_clear_pointer (&retry->job, troupe_job_free);
  g_free (retry);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Retry, retry_free)

/* A call with another key is another order, and goes to where the account is now. */
static TroupeJobStep *
new_retry (TroupeRunner    *self,
           const TroupeJob *job)
{
  TroupeProvider *account = troupe_providers_find (self->providers, job->provider_id);
  TroupeJobStep *step = troupe_job_step_new_retry (job);

  if (step != NULL && step->key != NULL && account != NULL)
    step->base = g_strdup (troupe_job_base_get (account));
  return step;
}

static void
retried_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (Retry) retry = user_data;
  g_autoptr (GError) error = NULL;

  if (troupe_journal_step_finish (TROUPE_JOURNAL (source), result, &error))
    troupe_runner_add_job (retry->runner, g_steal_pointer (&retry->job));
  else
    g_warning ("A job could not be tried again: %s", error->message);
}

static void
retry_found_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (Retry) retry = user_data;
  g_autoptr (GError) error = NULL;
  TroupeJobStep *step;
  TroupeJob *job;

  job = retry->job = troupe_journal_find_finish (TROUPE_JOURNAL (source), result, &error);
  if (job == NULL)
    {
      g_warning ("A job could not be tried again: %s", error->message);
      return;
    }

  step = new_retry (retry->runner, job);
  if (step != NULL)
    troupe_journal_step_async (TROUPE_JOURNAL (source), job, step,
                               retried_cb, g_steal_pointer (&retry));
}

/**
 * troupe_runner_retry:
 * @self: a runner
 * @character_id: a character
 *
 * Tries once more what failed. What was cut and uploaded already is used again; a ready character
 * without its picture gets the picture only, and nothing is paid. Of one that the provider works on nothing but the
 * question is repeated, where it was answered with a refusal.
 *
 * For a character whose state is unknown the person must have been asked: it may be paid twice.
 */
void
troupe_runner_retry (TroupeRunner *self,
                     const char   *character_id)
{
  Retry *retry;

  g_return_if_fail (TROUPE_IS_RUNNER (self));
  g_return_if_fail (character_id != NULL);

  if (troupe_job_queue_ask (self->queue, character_id))
    return;

  retry = g_new0 (Retry, 1);
  retry->runner = g_object_ref (self);
  troupe_journal_find_async (self->journal, character_id, retry_found_cb, retry);
}

/* One wish of the person; the data of its task */
typedef struct
{
  char           *id;
  TroupeJobAction action;
  char           *remote_id;    /* that was found, or NULL */
  TroupeJob      *job;
} Act;

static void
act_free (Act *act)
{
  g_free (act->id);
  g_free (act->remote_id);
  g_clear_pointer (&act->job, troupe_job_free);
  g_free (act);
}

/* What a process does that carries the job out, as the journal has it */
static const struct
{
  TroupeJobAction action;
  const char     *word;
} wishes_of[] = {
  { TROUPE_JOB_ACTION_CANCEL, "cancel" },
  { TROUPE_JOB_ACTION_STOP, "stop" },
  { TROUPE_JOB_ACTION_ASK, "ask" },
};

static const char *
get_wish (TroupeJobAction action)
{
  for (guint i = 0; i < G_N_ELEMENTS (wishes_of); i++)
    {
      if (wishes_of[i].action == action)
        return wishes_of[i].word;
    }
  return NULL;
}

static gboolean
is_allowed (const TroupeJobRow *row,
            const Act          *act,
            GError            **error)
{
  if (troupe_job_row_get_actions (row) & act->action)
    return TRUE;
  g_set_error (error, TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_STATE, "job %s is %s: that cannot be done any more",
               act->id, troupe_job_state_to_word (row->state));
  return FALSE;
}

/* Tells the process that carries it out, or reads it for this one to go on with. */
static gboolean
act_in_owner (TroupeConnection *connection,
              gpointer          data,
              GError          **error)
{
  Act *act = data;
  const char *ids[] = { act->id, NULL };
  g_autoptr (GPtrArray) rows = troupe_job_row_load (connection, ids, error);

  if (rows == NULL)
    return FALSE;
  act->job = troupe_job_load (connection, act->id, error);
  if (act->job == NULL || !is_allowed (rows->pdata[0], act, error))
    return FALSE;
  return get_wish (act->action) == NULL ||
         troupe_connection_execute (connection, error, "UPDATE jobs SET wish = ?1 WHERE id = ?2", "tt",
                                    get_wish (act->action), act->id);
}

static TroupeJobStep *
new_step (TroupeRunner *self,
          const Act    *act)
{
  if (act->remote_id != NULL)
    return troupe_job_step_new_find (act->remote_id);
  return act->action == TROUPE_JOB_ACTION_FORGET ? troupe_job_step_new_forget () : new_retry (self, act->job);
}

static void
act_stepped_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  TroupeRunner *self = g_task_get_source_object (task);
  Act *act = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!troupe_journal_step_finish (TROUPE_JOURNAL (source), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (act->action == TROUPE_JOB_ACTION_FORGET)
    troupe_job_queue_forget (self->queue, act->id);
  else
    troupe_runner_add_job (self, g_steal_pointer (&act->job));
  g_task_return_boolean (task, TRUE);
}

static void
act_read_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  TroupeRunner *self = g_task_get_source_object (task);
  Act *act = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!troupe_library_write_finish (TROUPE_LIBRARY (source), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (get_wish (act->action) != NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  troupe_journal_step_async (self->journal, act->job, new_step (self, act), act_stepped_cb, g_steal_pointer (&task));
}

/* Takes task */
static void
begin (GTask          *task,
       const char     *id,
       TroupeJobAction action,
       const char     *remote_id)
{
  TroupeRunner *self = g_task_get_source_object (task);
  Act *act = g_new0 (Act, 1);

  act->id = g_strdup (id);
  act->action = action;
  act->remote_id = g_strdup (remote_id);
  g_task_set_task_data (task, act, (GDestroyNotify) act_free);
  troupe_library_write_async (self->library, act_in_owner, act, NULL, act_read_cb, task);
}

/* TRUE when it is carried out here and was told */
static gboolean
tell_own (TroupeRunner   *self,
          const char     *id,
          TroupeJobAction action)
{
  TroupeJobRun *run = troupe_job_queue_find (self->queue, id);

  if (action == TROUPE_JOB_ACTION_CANCEL)
    return troupe_job_queue_cancel (self->queue, id);
  if (action == TROUPE_JOB_ACTION_STOP)
    return run != NULL && troupe_job_run_stop (run);
  return action == TROUPE_JOB_ACTION_ASK && troupe_job_queue_ask (self->queue, id);
}

/**
 * troupe_runner_act_async:
 * @self: a runner
 * @job_id: a job
 * @action: what to do, one thing that troupe_job_row_get_actions() allows
 * @callback: called when it is on the disk, or the process that carries the job out was told
 * @user_data: for @callback
 *
 * Does what a person wants of a job. What comes of it is seen on its record.
 */
void
troupe_runner_act_async (TroupeRunner       *self,
                         const char         *job_id,
                         TroupeJobAction     action,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (TROUPE_IS_RUNNER (self));
  g_return_if_fail (job_id != NULL);

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, troupe_runner_act_async);
  if (tell_own (self, job_id, action))
    g_task_return_boolean (task, TRUE);
  else
    begin (g_steal_pointer (&task), job_id, action, NULL);
}

/**
 * troupe_runner_adopt_async:
 * @self: a runner
 * @job_id: a job of which nobody knows what became
 * @remote_id: what the provider calls it, as troupe_runner_look_for_async() found
 * @callback: called when that is on the disk
 * @user_data: for @callback
 *
 * Goes on with a job that was found: it counts as accepted and is followed. Ends with troupe_runner_act_finish().
 */
void
troupe_runner_adopt_async (TroupeRunner       *self,
                           const char         *job_id,
                           const char         *remote_id,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (TROUPE_IS_RUNNER (self));
  g_return_if_fail (job_id != NULL);
  g_return_if_fail (remote_id != NULL);

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, troupe_runner_act_async);
  begin (task, job_id, TROUPE_JOB_ACTION_LOOK_FOR, remote_id);
}

/**
 * troupe_runner_act_finish:
 * @self: a runner
 * @result: the result
 *
 * Fails with `TROUPE_JOB_ERROR_STATE` when it is too late, with `TROUPE_LIBRARY_ERROR_NOT_FOUND`, and with
 * `TROUPE_LIBRARY_ERROR`.
 *
 * Returns: whether it was done, or will be by the process that carries it out
 */
gboolean
troupe_runner_act_finish (TroupeRunner *self,
                          GAsyncResult *result,
                          GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_runner_act_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* One move; the data of its task */
typedef struct
{
  char         *id;
  TroupeJobMove move;
} Move;

static void
move_free (Move *move)
{
  g_free (move->id);
  g_free (move);
}

/* Between the two neighbours it passes, or beyond the only one */
#define MOVE_PAST(comparison, order, beyond) \
        "WITH near AS (SELECT position AS p FROM jobs WHERE state = 'draft' AND position " comparison \
        "  (SELECT position FROM jobs WHERE id = ?1) ORDER BY position " order " LIMIT 2)" \
        " UPDATE jobs SET position = (SELECT CASE count (*) WHEN 1 THEN max (p) " beyond \
        "  ELSE (max (p) + min (p)) / 2 END FROM near) WHERE id = ?1 AND EXISTS (SELECT 1 FROM near)"

static const char *const moves[] = {
  [TROUPE_JOB_MOVE_FIRST] =
    "UPDATE jobs SET position = (SELECT min (position) - 1 FROM jobs WHERE state = 'draft') WHERE id = ?1",
  [TROUPE_JOB_MOVE_UP] = MOVE_PAST ("<", "DESC", "- 1"),
  [TROUPE_JOB_MOVE_DOWN] = MOVE_PAST (">", "ASC", "+ 1"),
};

static gboolean
move_in_owner (TroupeConnection *connection,
               gpointer          data,
               GError          **error)
{
  const Move *move = data;
  const Act act = { .id = move->id, .action = TROUPE_JOB_ACTION_MOVE };
  const char *ids[] = { move->id, NULL };
  g_autoptr (GPtrArray) rows = troupe_job_row_load (connection, ids, error);

  if (rows == NULL)
    return FALSE;
  if (rows->len == 0)
    {
      g_set_error (error, TROUPE_LIBRARY_ERROR, TROUPE_LIBRARY_ERROR_NOT_FOUND, "there is no job %s", move->id);
      return FALSE;
    }
  return is_allowed (rows->pdata[0], &act, error) &&
         troupe_connection_execute (connection, error, moves[move->move], "t", move->id);
}

static void
moved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (troupe_library_write_finish (TROUPE_LIBRARY (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * troupe_runner_move_async:
 * @self: a runner
 * @job_id: a job of which nothing was sent
 * @move: where to
 * @callback: called when that is on the disk
 * @user_data: for @callback
 *
 * Gives a job another place among those that wait for their turn, whichever process carries them out.
 */
void
troupe_runner_move_async (TroupeRunner       *self,
                          const char         *job_id,
                          TroupeJobMove       move,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  GTask *task;
  Move *data;

  g_return_if_fail (TROUPE_IS_RUNNER (self));
  g_return_if_fail (job_id != NULL);

  data = g_new0 (Move, 1);
  data->id = g_strdup (job_id);
  data->move = move;
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, troupe_runner_move_async);
  g_task_set_task_data (task, data, (GDestroyNotify) move_free);
  troupe_library_write_async (self->library, move_in_owner, data, NULL, moved_cb, task);
}

/**
 * troupe_runner_move_finish:
 * @self: a runner
 * @result: the result
 *
 * Fails with `TROUPE_JOB_ERROR_STATE` when it does not wait any more, with `TROUPE_LIBRARY_ERROR_NOT_FOUND`, and with
 * `TROUPE_LIBRARY_ERROR`.
 *
 * Returns: whether it was moved
 */
gboolean
troupe_runner_move_finish (TroupeRunner *self,
                           GAsyncResult *result,
                           GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_runner_move_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* What another process was asked to tell this one */
typedef struct
{
  TroupeRunner *runner;
  GPtrArray    *ids;
  GArray       *actions;
  GHashTable   *positions;    /* of those that wait: id to double */
} Wishes;

static void
wishes_free (Wishes *wishes)
{
  g_object_unref (wishes->runner);
  g_ptr_array_unref (wishes->ids);
  g_array_unref (wishes->actions);
  g_hash_table_unref (wishes->positions);
  g_free (wishes);
}

static gboolean
read_positions (TroupeConnection *connection,
                Wishes           *wishes,
                GError          **error)
{
  g_autoptr (TroupeRows) rows = NULL;

  rows = troupe_connection_query (connection, error, "SELECT id, position FROM jobs WHERE state = 'draft'", "");
  if (rows == NULL)
    return FALSE;
  while (troupe_rows_next (rows, error))
    {
      double *position = g_new (double, 1);

      *position = troupe_rows_get_double (rows, 1);
      g_hash_table_insert (wishes->positions, g_strdup (troupe_rows_get_text (rows, 0)), position);
    }
  return TRUE;
}

static gboolean
read_wishes_in_owner (TroupeConnection *connection,
                      gpointer          data,
                      GError          **error)
{
  Wishes *wishes = data;
  g_autoptr (TroupeRows) rows = NULL;

  rows = troupe_connection_query (connection, error, "SELECT id, wish FROM jobs WHERE wish IS NOT NULL", "");
  if (rows == NULL)
    return FALSE;
  while (troupe_rows_next (rows, error))
    {
      guint i = 0;

      while (i + 1 < G_N_ELEMENTS (wishes_of) && !g_str_equal (wishes_of[i].word, troupe_rows_get_text (rows, 1)))
        i++;
      g_ptr_array_add (wishes->ids, g_strdup (troupe_rows_get_text (rows, 0)));
      g_array_append_val (wishes->actions, wishes_of[i].action);
    }
  return read_positions (connection, wishes, error);
}

static void
wishes_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Wishes *wishes = user_data;

  /* What cannot be read now is read with the next change. */
  if (troupe_database_run_finish (TROUPE_DATABASE (source), result, NULL))
    {
      for (guint i = 0; i < wishes->ids->len; i++)
        tell_own (wishes->runner, wishes->ids->pdata[i],
                  g_array_index (wishes->actions, TroupeJobAction, i));
      troupe_job_queue_sort (wishes->runner->queue, wishes->positions);
    }
  wishes_free (wishes);
}

/**
 * troupe_runner_look_for_wishes:
 * @self: a runner
 *
 * Does what the person told another process to do about jobs that are carried out here.
 */
void
troupe_runner_look_for_wishes (TroupeRunner *self)
{
  Wishes *wishes;

  troupe_job_queue_look_again (self->queue);
  if (troupe_job_queue_is_empty (self->queue) || !troupe_library_is_open (self->library))
    return;

  wishes = g_new0 (Wishes, 1);
  wishes->runner = g_object_ref (self);
  wishes->ids = g_ptr_array_new_with_free_func (g_free);
  wishes->positions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  wishes->actions = g_array_new (FALSE, FALSE, sizeof (TroupeJobAction));
  troupe_database_run_async (troupe_library_get_database (self->library), read_wishes_in_owner, wishes, NULL,
                             wishes_cb, wishes);
}
