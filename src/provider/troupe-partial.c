/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-partial.h"

#include "troupe-atomic-file.h"

struct _TroupePartial
{
  GFile         *destination;
  GFile         *file;      /* NULL while there is none */
  GOutputStream *output;    /* NULL while it is not open */
};

/**
 * troupe_partial_new:
 * @destination: a local file, replaced when this one is whole
 *
 * Returns: (transfer full): a file of which nothing is there yet
 */
TroupePartial *
troupe_partial_new (GFile *destination)
{
  TroupePartial *self = g_new0 (TroupePartial, 1);

  self->destination = g_object_ref (destination);
  return self;
}

/* Should it stay behind, it carries a name of its own, and is swept away at the next start. */
static void
discard (TroupePartial *self)
{
  g_clear_object (&self->output);
  if (self->file != NULL)
    g_file_delete_async (self->file, G_PRIORITY_LOW, NULL, NULL, NULL);
  g_clear_object (&self->file);
}

/**
 * troupe_partial_free:
 * @self: (transfer full): a file
 *
 * Deletes what did not go to its place.
 */
void
troupe_partial_free (TroupePartial *self)
{
  discard (self);
  g_object_unref (self->destination);
  g_free (self);
}

/**
 * troupe_partial_get_file:
 * @self: a file
 *
 * Returns: (transfer none) (nullable): where it grows, `NULL` before it was opened
 */
GFile *
troupe_partial_get_file (TroupePartial *self)
{
  return self->file;
}

/**
 * troupe_partial_get_output:
 * @self: a file
 *
 * Returns: (transfer none) (nullable): what to write to, `NULL` while it is not open
 */
GOutputStream *
troupe_partial_get_output (TroupePartial *self)
{
  return self->output;
}

static void
take_output (GTask             *task,
             GFileOutputStream *output,
             GError            *error)
{
  TroupePartial *self = g_task_get_task_data (task);

  if (output == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  self->output = G_OUTPUT_STREAM (output);
  g_task_return_boolean (task, TRUE);
}

static void
created_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  TroupePartial *self = g_task_get_task_data (task);
  GError *error = NULL;
  GFileOutputStream *output = g_file_create_finish (G_FILE (source), result, &error);

  if (output != NULL)
    self->file = g_object_ref (G_FILE (source));
  take_output (task, output, error);
}

static void
appended_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GFileOutputStream *output = g_file_append_to_finish (G_FILE (source), result, &error);

  take_output (task, output, error);
}

/**
 * troupe_partial_open_async:
 * @self: a file that is not open
 * @appends: whether to go on with what there is, else it begins anew
 * @cancellable: (nullable): gives up
 * @callback: gets the result
 * @user_data: for @callback
 *
 * Opens the file for troupe_partial_get_output().
 */
void
troupe_partial_open_async (TroupePartial      *self,
                           gboolean            appends,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  g_autofree char *random = g_uuid_string_random ();
  g_autofree char *name = NULL;
  g_autoptr (GFile) file = NULL;

  g_task_set_source_tag (task, troupe_partial_open_async);
  g_task_set_task_data (task, self, NULL);
  if (appends && self->file != NULL)
    {
      g_file_append_to_async (self->file, G_FILE_CREATE_PRIVATE, G_PRIORITY_DEFAULT, cancellable, appended_cb, task);
      return;
    }
  discard (self);
  name = g_strdup_printf ("%s.%s.part", g_file_peek_path (self->destination), random);
  file = g_file_new_for_path (name);
  g_file_create_async (file, G_FILE_CREATE_PRIVATE, G_PRIORITY_DEFAULT, cancellable, created_cb, task);
}

/**
 * troupe_partial_open_finish:
 * @result: the result
 *
 * Fails with `G_IO_ERROR`.
 *
 * Returns: whether it is open
 */
gboolean
troupe_partial_open_finish (GAsyncResult *result,
                            GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_partial_open_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * troupe_partial_shut:
 * @self: a file
 *
 * Closes it with what was written, to be opened again.
 */
void
troupe_partial_shut (TroupePartial *self)
{
  g_clear_object (&self->output);
}

/* The data is the path of the partial file and the one it gets. */
static void
commit_thread (GTask        *task,
               gpointer      source,
               gpointer      task_data,
               GCancellable *cancellable)
{
  char **paths = task_data;
  g_autoptr (GError) error = NULL;

  if (troupe_atomic_file_commit (paths[0], paths[1], &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
committed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  TroupePartial *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  g_clear_object (&self->file);
  g_task_return_boolean (task, TRUE);
}

static void
closed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  TroupePartial *self = g_task_get_task_data (task);
  const char *paths[] = { g_file_peek_path (self->file), g_file_peek_path (self->destination), NULL };
  g_autoptr (GTask) commit = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_output_stream_close_finish (G_OUTPUT_STREAM (source), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_clear_object (&self->output);
  commit = g_task_new (NULL, g_task_get_cancellable (task), committed_cb, g_object_ref (task));
  g_task_set_source_tag (commit, closed_cb);
  g_task_set_task_data (commit, g_strdupv ((char **) paths), (GDestroyNotify) g_strfreev);
  g_task_run_in_thread (commit, commit_thread);
}

/**
 * troupe_partial_keep_async:
 * @self: a file that is open and whole
 * @cancellable: (nullable): gives up
 * @callback: gets the result
 * @user_data: for @callback
 *
 * Closes the file, flushes it to the disk and moves it to its place.
 */
void
troupe_partial_keep_async (TroupePartial      *self,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (self->output != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_partial_keep_async);
  g_task_set_task_data (task, self, NULL);
  g_output_stream_close_async (self->output, G_PRIORITY_DEFAULT, cancellable, closed_cb, task);
}

/**
 * troupe_partial_keep_finish:
 * @result: the result
 *
 * Fails with `G_IO_ERROR`; what there was at its place is as it was then.
 *
 * Returns: whether it is there, whole and on disk
 */
gboolean
troupe_partial_keep_finish (GAsyncResult *result,
                            GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_partial_keep_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
