/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-journal.h"

#include "troupe-character-entry.h"
#include "troupe-job-answers.h"
#include "troupe-job-claim.h"
#include "troupe-library-private.h"
#include "troupe-owner-monitor.h"
#include "troupe-video-entry.h"

#define RUNNERS_FOLDER "runners"

/**
 * TroupeJournal:
 *
 * The jobs of a library.
 *
 * Several processes may carry out jobs of it at the same time, each those that it began or took over from one that
 * ended.
 */
struct _TroupeJournal
{
  GObject             parent_instance;

  /* Owned */
  TroupeLibrary      *library;
  TroupeJobAnswers   *answers;    /* that are not written yet */
  GFile              *folder;     /* of processes */
  TroupeJobOwner     *owner;      /* this process */
  TroupeOwnerMonitor *monitor;    /* of the others, NULL until this one took over what was left */
};

G_DEFINE_FINAL_TYPE (TroupeJournal, troupe_journal, G_TYPE_OBJECT)

static guint process_ended_signal;

/* One thing to write or read */
typedef struct
{
  TroupeJournal             *journal;     /* borrowed: the task holds it */
  TroupeJob                 *job;         /* borrowed */
  const TroupeCharacterSeed *seed;        /* borrowed */
  TroupeJobStep             *step;
  char                      *character_id;
  char                      *uploads;     /* JSON, or NULL */
  char                      *gone;        /* the name of a process that ends, or NULL */
  TroupeJob                 *found;
  GPtrArray                 *jobs;        /* of TroupeJob */
} Entry;

static void
entry_free (Entry *entry)
{
  g_clear_pointer (&entry->step, troupe_job_step_free);
  g_free (entry->character_id);
  g_free (entry->uploads);
  g_free (entry->gone);
  g_clear_pointer (&entry->found, troupe_job_free);
  g_clear_pointer (&entry->jobs, g_ptr_array_unref);
  g_free (entry);
}

static gboolean
add_in_owner (TroupeConnection *connection,
              gpointer          data,
              GError          **error)
{
  Entry *entry = data;

  if (!troupe_job_owner_join (entry->journal->owner, error) ||
      !troupe_character_entry_add (connection, entry->job, entry->seed, error) ||
      !troupe_job_claim (connection, entry->journal->owner, entry->job->id, error))
    return FALSE;

  entry->found = troupe_job_load (connection, entry->job->id, error);
  return entry->found != NULL;
}

static gboolean
add_video_in_owner (TroupeConnection *connection,
                    gpointer          data,
                    GError          **error)
{
  Entry *entry = data;

  return troupe_job_owner_join (entry->journal->owner, error) &&
         troupe_video_entry_add (connection, entry->job, error) &&
         troupe_job_claim (connection, entry->journal->owner, entry->job->id, error);
}

static gboolean
step_in_owner (TroupeConnection *connection,
               gpointer          data,
               GError          **error)
{
  Entry *entry = data;

  return troupe_job_owner_join (entry->journal->owner, error) &&
         troupe_job_claim (connection, entry->journal->owner, entry->job->id, error) &&
         (entry->step->room == 0 ||
          troupe_job_claim_turn (connection, entry->journal->owner, entry->job->id, entry->step->room, error)) &&
         troupe_job_step_write (entry->step, connection, entry->job, error) &&
         troupe_job_claim_release (connection, entry->job->id, error);
}

static gboolean
forget_in_owner (TroupeConnection *connection,
                 gpointer          data,
                 GError          **error)
{
  Entry *entry = data;

  return troupe_connection_execute (connection, error,
                                    "UPDATE jobs SET published = ?1 WHERE id = ?2", "tt",
                                    entry->uploads, entry->job->id) &&
         troupe_job_claim_release (connection, entry->job->id, error);
}

static gboolean
find_in_owner (TroupeConnection *connection,
               gpointer          data,
               GError          **error)
{
  Entry *entry = data;

  entry->found = troupe_job_load_newest (connection, entry->character_id, error);
  return entry->found != NULL;
}

static gboolean
take_over_in_owner (TroupeConnection *connection,
                    gpointer          data,
                    GError          **error)
{
  Entry *entry = data;
  TroupeJobOwner *owner = entry->journal->owner;

  if (entry->gone != NULL)
    troupe_job_owner_await (owner, entry->gone);
  if (!troupe_job_owner_join (owner, error))
    return FALSE;
  entry->jobs = troupe_job_claim_orphans (connection, owner, error);
  return entry->jobs != NULL;
}

static void
gone_cb (const char *name,
         gpointer    user_data)
{
  g_signal_emit (user_data, process_ended_signal, 0, name);
}

static void
watch_others (TroupeJournal *self)
{
  g_autoptr (GError) error = NULL;

  if (self->monitor != NULL)
    return;
  self->monitor = troupe_owner_monitor_new (self->folder, gone_cb, self, &error);
  if (self->monitor == NULL)
    g_message ("What other programs leave undone goes on after a restart only: %s", error->message);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Entry *entry = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!troupe_library_write_finish (TROUPE_LIBRARY (source), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (entry->step != NULL)
    troupe_job_step_apply (g_steal_pointer (&entry->step), entry->job);
  if (entry->found != NULL)
    {
      g_task_return_pointer (task, g_steal_pointer (&entry->found), (GDestroyNotify) troupe_job_free);
      return;
    }
  if (entry->jobs == NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  watch_others (entry->journal);
  g_task_return_pointer (task, g_steal_pointer (&entry->jobs), (GDestroyNotify) g_ptr_array_unref);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Entry *entry = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (troupe_database_run_finish (TROUPE_DATABASE (source), result, &error))
    g_task_return_pointer (task, g_steal_pointer (&entry->found), (GDestroyNotify) troupe_job_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static Entry *
entry_new (TroupeJournal *self,
           GTask         *task)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->journal = self;
  g_task_set_task_data (task, entry, (GDestroyNotify) entry_free);
  g_task_set_check_cancellable (task, FALSE);
  return entry;
}

static void
troupe_journal_finalize (GObject *object)
{
  TroupeJournal *self = TROUPE_JOURNAL (object);

  g_clear_object (&self->library);
  g_clear_pointer (&self->answers, troupe_job_answers_free);
  g_clear_pointer (&self->monitor, troupe_owner_monitor_free);
  g_clear_pointer (&self->owner, troupe_job_owner_free);
  g_clear_object (&self->folder);
  G_OBJECT_CLASS (troupe_journal_parent_class)->finalize (object);
}

static void
troupe_journal_class_init (TroupeJournalClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = troupe_journal_finalize;

  process_ended_signal = g_signal_new ("process-ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1,
                                       G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
troupe_journal_init (TroupeJournal *self)
{
}

/**
 * troupe_journal_new:
 * @library: the library it is part of
 *
 * Returns: (transfer full): the journal
 */
TroupeJournal *
troupe_journal_new (TroupeLibrary *library)
{
  TroupeJournal *self;

  g_return_val_if_fail (TROUPE_IS_LIBRARY (library), NULL);

  self = g_object_new (TROUPE_TYPE_JOURNAL, NULL);
  self->library = g_object_ref (library);
  self->answers = troupe_job_answers_new (library);
  self->folder = g_file_get_child (troupe_library_get_directory (library), RUNNERS_FOLDER);
  self->owner = troupe_job_owner_new (self->folder);
  return self;
}

/**
 * troupe_journal_add_async:
 * @self: a journal
 * @job: a draft; must live until @callback
 * @seed: its character, unless that is there already; must live until @callback
 * @callback: called when both are on the disk
 * @user_data: for @callback
 *
 * Adds a character and the job that makes it. One that is there already is not ordered of a provider of which an order
 * goes on, or nobody knows what became of it.
 */
void
troupe_journal_add_async (TroupeJournal             *self,
                          const TroupeJob           *job,
                          const TroupeCharacterSeed *seed,
                          GAsyncReadyCallback        callback,
                          gpointer                   user_data)
{
  g_autoptr (GTask) task = NULL;
  Entry *entry;

  g_return_if_fail (TROUPE_IS_JOURNAL (self));
  g_return_if_fail (job != NULL && job->state == TROUPE_JOB_STATE_DRAFT);

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, troupe_journal_add_async);
  entry = entry_new (self, task);
  entry->job = (TroupeJob *) job;
  entry->seed = seed;
  troupe_library_write_async (self->library, add_in_owner, entry, NULL,
                              written_cb, g_steal_pointer (&task));
}

/**
 * troupe_journal_add_finish:
 * @self: a journal
 * @result: the result
 *
 * Fails with `TROUPE_JOB_ERROR_OPEN` and `TROUPE_LIBRARY_ERROR`; neither was added then.
 *
 * Returns: (transfer full): the job, with what the character has by now: its name, its cut and pictures
 */
TroupeJob *
troupe_journal_add_finish (TroupeJournal *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_journal_add_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * troupe_journal_add_video_async:
 * @self: a journal
 * @job: a draft of a video; must live until @callback
 * @callback: called when it is on the disk
 * @user_data: for @callback
 *
 * Adds a video and the job that makes it.
 */
void
troupe_journal_add_video_async (TroupeJournal      *self,
                                const TroupeJob    *job,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  Entry *entry;

  g_return_if_fail (TROUPE_IS_JOURNAL (self));
  g_return_if_fail (job != NULL && job->video != NULL && job->state == TROUPE_JOB_STATE_DRAFT);

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, troupe_journal_add_video_async);
  entry = entry_new (self, task);
  entry->job = (TroupeJob *) job;
  troupe_library_write_async (self->library, add_video_in_owner, entry, NULL,
                              written_cb, g_steal_pointer (&task));
}

/**
 * troupe_journal_add_video_finish:
 * @self: a journal
 * @result: the result
 *
 * Fails with `TROUPE_LIBRARY_ERROR`; nothing was added then.
 *
 * Returns: whether it is on the disk
 */
gboolean
troupe_journal_add_video_finish (TroupeJournal *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_journal_add_video_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * troupe_journal_step_async:
 * @self: a journal
 * @job: a job; must live until @callback
 * @step: (transfer full): what happened to it
 * @callback: called when that is on the disk, and @job up to date
 * @user_data: for @callback
 *
 * Writes a step down. Cannot be cancelled.
 */
void
troupe_journal_step_async (TroupeJournal      *self,
                           TroupeJob          *job,
                           TroupeJobStep      *step,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_autoptr (TroupeJobAnswer) waiting = NULL;
  g_autoptr (GTask) task = NULL;
  Entry *entry;

  g_return_if_fail (TROUPE_IS_JOURNAL (self));
  g_return_if_fail (job != NULL);
  g_return_if_fail (step != NULL);

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, troupe_journal_step_async);
  entry = entry_new (self, task);
  entry->job = job;
  entry->step = step;
  troupe_job_step_keep_doubt (step, job);
  waiting = troupe_job_answers_steal (self->answers, job->id);
  if (step->answer == NULL)
    step->answer = g_steal_pointer (&waiting);
  troupe_library_write_async (self->library, step_in_owner, entry, NULL,
                              written_cb, g_steal_pointer (&task));
}

/**
 * troupe_journal_step_finish:
 * @self: a journal
 * @result: the result
 *
 * Fails with `TROUPE_JOB_ERROR_STATE` or `TROUPE_LIBRARY_ERROR`; nothing has changed then.
 *
 * Returns: whether the step is on the disk
 */
gboolean
troupe_journal_step_finish (TroupeJournal *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_journal_step_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * troupe_journal_get_answers:
 * @self: a journal
 *
 * Returns: (transfer none): where answers that move nothing go: on the disk with the next step, or within a second
 */
TroupeJobAnswers *
troupe_journal_get_answers (TroupeJournal *self)
{
  g_return_val_if_fail (TROUPE_IS_JOURNAL (self), NULL);

  return self->answers;
}

/**
 * troupe_journal_forget_upload_async:
 * @self: a journal
 * @job: a job that has ended; must live until @callback
 * @position: of one of its uploads
 * @callback: called when that is on the disk
 * @user_data: for @callback
 *
 * Forgets what is deleted. Cannot be cancelled.
 */
void
troupe_journal_forget_upload_async (TroupeJournal      *self,
                                    TroupeJob          *job,
                                    guint               position,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  Entry *entry;

  g_return_if_fail (TROUPE_IS_JOURNAL (self));
  g_return_if_fail (job != NULL && !troupe_job_state_is_live (job->state));
  g_return_if_fail (position < job->uploads->len);

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, troupe_journal_forget_upload_async);
  entry = entry_new (self, task);
  entry->job = job;
  g_ptr_array_remove_index (job->uploads, position);
  entry->uploads = troupe_upload_list_to_json (job->uploads, FALSE, NULL);
  troupe_library_write_async (self->library, forget_in_owner, entry, NULL,
                              written_cb, g_steal_pointer (&task));
}

/**
 * troupe_journal_forget_upload_finish:
 * @self: a journal
 * @result: the result
 *
 * Fails with `TROUPE_LIBRARY_ERROR`.
 *
 * Returns: whether that is on the disk
 */
gboolean
troupe_journal_forget_upload_finish (TroupeJournal *self,
                                     GAsyncResult  *result,
                                     GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_journal_forget_upload_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * troupe_journal_find_async:
 * @self: a journal
 * @character_id: a character
 * @callback: called with the job
 * @user_data: for @callback
 *
 * Reads the job that decides the state of a character.
 */
void
troupe_journal_find_async (TroupeJournal      *self,
                           const char         *character_id,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  Entry *entry;

  g_return_if_fail (TROUPE_IS_JOURNAL (self));
  g_return_if_fail (character_id != NULL);

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, troupe_journal_find_async);
  entry = entry_new (self, task);
  entry->character_id = g_strdup (character_id);
  troupe_database_run_async (troupe_library_get_database (self->library), find_in_owner, entry,
                             NULL, found_cb, g_steal_pointer (&task));
}

/**
 * troupe_journal_find_finish:
 * @self: a journal
 * @result: the result
 *
 * Fails with `TROUPE_LIBRARY_ERROR_NOT_FOUND` when the character has no job.
 *
 * Returns: (transfer full): the job
 */
TroupeJob *
troupe_journal_find_finish (TroupeJournal *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_journal_find_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * troupe_journal_take_over_async:
 * @self: a journal
 * @gone: (nullable): the name of a process that is just ending
 * @cancellable: (nullable): looked at until it begins
 * @callback: called with the jobs
 * @user_data: for @callback
 *
 * Takes over what processes left that do not live any more. A paid call without an answer becomes unknown.
 */
void
troupe_journal_take_over_async (TroupeJournal      *self,
                                const char         *gone,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  Entry *entry;

  g_return_if_fail (TROUPE_IS_JOURNAL (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_journal_take_over_async);
  entry = entry_new (self, task);
  entry->gone = g_strdup (gone);
  troupe_library_write_async (self->library, take_over_in_owner, entry, cancellable, written_cb,
                              g_steal_pointer (&task));
}

/**
 * troupe_journal_take_over_finish:
 * @self: a journal
 * @result: the result
 *
 * Returns: (transfer container) (element-type TroupeJob): jobs to go on with
 */
GPtrArray *
troupe_journal_take_over_finish (TroupeJournal *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_journal_take_over_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
