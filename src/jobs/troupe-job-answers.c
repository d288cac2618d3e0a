/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-job-answers.h"

#include "troupe-library-private.h"

#define DELAY_S 1

struct _TroupeJobAnswers
{
  /* Owned */
  TroupeLibrary *library;
  GHashTable    *waiting;    /* id of a job to TroupeJobAnswer */
  GHashTable    *shares;     /* id of a job to double: how much of its result is here */
  guint          source;
};

/* What is written in one go */
typedef struct
{
  GHashTable *answers;
  GHashTable *shares;
} Batch;

static void
batch_free (Batch *self)
{
  g_hash_table_unref (self->answers);
  g_hash_table_unref (self->shares);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Batch, batch_free)

static gboolean
write_shares (TroupeConnection *connection,
              GHashTable       *shares,
              GError          **error)
{
  GHashTableIter iter;
  gpointer id, share;

  g_hash_table_iter_init (&iter, shares);
  while (g_hash_table_iter_next (&iter, &id, &share))
    {
      if (!troupe_connection_execute (connection, error,
                                      "UPDATE jobs SET progress = ?1 WHERE id = ?2 AND state = 'fetching'", "dt",
                                      *(double *) share, id))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_in_owner (TroupeConnection *connection,
                gpointer          data,
                GError          **error)
{
  Batch *batch = data;
  GHashTableIter iter;
  gpointer id, answer;

  g_hash_table_iter_init (&iter, batch->answers);
  while (g_hash_table_iter_next (&iter, &id, &answer))
    {
      if (!troupe_job_answer_write (answer, connection, id, error))
        return FALSE;
    }
  return write_shares (connection, batch->shares, error);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (Batch) batch = user_data;
  g_autoptr (GError) error = NULL;

  /* The next answer tells as much. */
  if (!troupe_library_write_finish (TROUPE_LIBRARY (source), result, &error))
    g_warning ("What providers answered could not be written down: %s", error->message);
}

static GHashTable *
make_table (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) troupe_job_answer_free);
}

static GHashTable *
make_shares (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static gboolean
write_cb (gpointer user_data)
{
  TroupeJobAnswers *self = user_data;
  Batch *batch = g_new0 (Batch, 1);

  batch->answers = g_steal_pointer (&self->waiting);
  batch->shares = g_steal_pointer (&self->shares);
  self->source = 0;
  self->waiting = make_table ();
  self->shares = make_shares ();
  if (g_hash_table_size (batch->answers) + g_hash_table_size (batch->shares) > 0 &&
      troupe_library_is_open (self->library))
    troupe_library_write_async (self->library, write_in_owner, batch, NULL, written_cb, batch);
  else
    batch_free (batch);
  return G_SOURCE_REMOVE;
}

static void
write_soon (TroupeJobAnswers *self)
{
  if (self->source == 0)
    self->source = g_timeout_add_seconds (DELAY_S, write_cb, self);
}

/**
 * troupe_job_answers_new:
 * @library: the library of the jobs
 *
 * Returns: (transfer full): no answers
 */
TroupeJobAnswers *
troupe_job_answers_new (TroupeLibrary *library)
{
  TroupeJobAnswers *self = g_new0 (TroupeJobAnswers, 1);

  self->library = g_object_ref (library);
  self->waiting = make_table ();
  self->shares = make_shares ();
  return self;
}

/**
 * troupe_job_answers_free:
 * @self: (transfer full): answers
 *
 * Drops what is not written yet; it changes nothing about a job.
 */
void
troupe_job_answers_free (TroupeJobAnswers *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  g_hash_table_unref (self->waiting);
  g_hash_table_unref (self->shares);
  g_object_unref (self->library);
  g_free (self);
}

/**
 * troupe_job_answers_take:
 * @self: answers
 * @job_id: a job
 * @answer: (transfer full): what its provider said of it
 *
 * Writes an answer down, soon.
 */
void
troupe_job_answers_take (TroupeJobAnswers *self,
                         const char       *job_id,
                         TroupeJobAnswer  *answer)
{
  g_return_if_fail (job_id != NULL);
  g_return_if_fail (answer != NULL);

  g_hash_table_replace (self->waiting, g_strdup (job_id), answer);
  write_soon (self);
}

/**
 * troupe_job_answers_take_share:
 * @self: answers
 * @job_id: a job whose result is on its way
 * @share: how much of it is here, from 0 to 1
 *
 * Writes that down, soon.
 */
void
troupe_job_answers_take_share (TroupeJobAnswers *self,
                               const char       *job_id,
                               double            share)
{
  g_return_if_fail (job_id != NULL);

  g_hash_table_replace (self->shares, g_strdup (job_id), g_memdup2 (&share, sizeof share));
  write_soon (self);
}

/**
 * troupe_job_answers_steal:
 * @self: answers
 * @job_id: a job
 *
 * Takes an answer back.
 *
 * Returns: (transfer full) (nullable): what its provider said of it, if that is not written yet
 */
TroupeJobAnswer *
troupe_job_answers_steal (TroupeJobAnswers *self,
                          const char       *job_id)
{
  g_autofree char *id = NULL;
  gpointer answer = NULL;

  g_return_val_if_fail (job_id != NULL, NULL);

  g_hash_table_steal_extended (self->waiting, job_id, (gpointer *) &id, &answer);
  return answer;
}
