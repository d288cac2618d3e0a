/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-partial.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixoutputstream.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "troupe-atomic-file.h"

#define BOOT_ID "/proc/sys/kernel/random/boot_id"

struct _TroupePartial
{
  GFile         *destination;
  char          *source;          /* in the names of what is kept: where it comes from */
  GFile         *file;            /* NULL while there is none */
  char          *version_path;    /* what is kept of the version beside the file; NULL where nothing is known of it */
  GOutputStream *output;          /* NULL while it is not open */
};

/* Signatures change each time that an address is asked for, what it leads to does not. */
static char *
dup_source (GUri *uri)
{
  const GUriHideFlags volatile_parts = G_URI_HIDE_QUERY | G_URI_HIDE_FRAGMENT | G_URI_HIDE_USERINFO;
  g_autofree char *text = g_uri_to_string_partial (uri, volatile_parts);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  return g_strndup (sum, 16);
}

/**
 * troupe_partial_new:
 * @destination: a local file, replaced when this one is whole
 * @uri: where it is fetched from
 *
 * Returns: (transfer full): a file of which nothing is there yet
 */
TroupePartial *
troupe_partial_new (GFile *destination,
                    GUri  *uri)
{
  TroupePartial *self = g_new0 (TroupePartial, 1);

  self->destination = g_object_ref (destination);
  self->source = dup_source (uri);
  return self;
}

/* Nobody can go on with it. Should it stay behind, it carries a name of its own, and is swept away at the next start. */
static void
discard (TroupePartial *self)
{
  g_clear_object (&self->output);
  if (self->file != NULL && self->version_path == NULL)
    g_file_delete_async (self->file, G_PRIORITY_LOW, NULL, NULL, NULL);
  g_clear_object (&self->file);
  g_clear_pointer (&self->version_path, g_free);
}

/**
 * troupe_partial_free:
 * @self: (transfer full): a file
 *
 * Lets it go. What did not go to its place stays where its version is known, for another try, and is deleted otherwise.
 */
void
troupe_partial_free (TroupePartial *self)
{
  discard (self);
  g_object_unref (self->destination);
  g_free (self->source);
  g_free (self);
}

static char *
dup_path (TroupePartial *self,
          const char    *between,
          const char    *suffix)
{
  return g_strconcat (g_file_peek_path (self->destination), ".", between, suffix, NULL);
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

/* What is done in a thread: of it nothing else is looked at there. */
typedef struct
{
  TroupePartial *self;            /* not owned */
  char          *path;
  char          *version_path;    /* or NULL */
  char          *validator;       /* or NULL */
  guint64        whole_bytes;
  guint64        start_bytes;
  int            fd;
} Work;

static void
work_free (Work *work)
{
  g_clear_fd (&work->fd, NULL);
  g_free (work->path);
  g_free (work->version_path);
  g_free (work->validator);
  g_free (work);
}

static Work *
work_new (TroupePartial *self,
          gboolean       is_kept)
{
  g_autofree char *random = g_uuid_string_random ();
  Work *work = g_new0 (Work, 1);

  work->self = self;
  work->path = dup_path (self, is_kept ? self->source : random, ".part");
  work->version_path = is_kept ? dup_path (self, self->source, ".version") : NULL;
  work->fd = -1;
  return work;
}

/* After another start of the computer nobody knows how much of the file reached the disk, whatever its length says. */
static char *
dup_boot_id (void)
{
  char *text = NULL;

  return g_file_get_contents (BOOT_ID, &text, NULL, NULL) ? g_strchomp (text) : NULL;
}

/* Where it cannot be written, the next start begins anew. */
static void
write_version (const Work *work)
{
  g_autofree char *boot_id = dup_boot_id ();
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  if (boot_id == NULL)
    return;
  text = g_strdup_printf ("%s\n%" G_GUINT64_FORMAT "\n%s\n", boot_id, work->whole_bytes, work->validator);
  if (!g_file_set_contents_full (work->version_path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
    g_debug ("%s", error->message);
}

/* The version is told last, so that never a part of one stands beside the name of another. */
static void
open_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Work *work = task_data;
  const gboolean appends = work->start_bytes > 0;

  if (!appends && work->version_path != NULL)
    g_unlink (work->version_path);
  work->fd = g_open (work->path, O_WRONLY | O_CLOEXEC | (appends ? 0 : O_CREAT | O_TRUNC), 0600);
  if (work->fd >= 0 && ftruncate (work->fd, (off_t) work->start_bytes) == 0 && lseek (work->fd, 0, SEEK_END) >= 0)
    {
      if (!appends && work->version_path != NULL)
        write_version (work);
      g_task_return_boolean (task, TRUE);
    }
  else
    {
      const int code = errno;

      g_task_return_new_error (task, G_IO_ERROR, g_io_error_from_errno (code), "%s: cannot be written to: %s", work->path,
                               g_strerror (code));
    }
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Work *work = g_task_get_task_data (G_TASK (result));
  TroupePartial *self = work->self;
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  self->file = g_file_new_for_path (work->path);
  self->version_path = g_strdup (work->version_path);
  self->output = g_unix_output_stream_new (g_steal_fd (&work->fd), TRUE);
  g_task_return_boolean (task, TRUE);
}

/* Takes work */
static void
run_in_thread (Work               *work,
               GTaskThreadFunc     func,
               GAsyncReadyCallback callback,
               gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, run_in_thread);
  g_task_set_task_data (task, work, (GDestroyNotify) work_free);
  g_task_run_in_thread (task, func);
}

/**
 * troupe_partial_open_async:
 * @self: a file that is not open
 * @validator: (nullable): what tells its version apart, `NULL` where nothing does
 * @whole_bytes: the length of that version, 0 where it is not known
 * @start_bytes: how much of it is there already, at most what troupe_partial_recall_finish() told or was written since;
 *   0 begins anew
 * @cancellable: (nullable): gives up
 * @callback: gets the result
 * @user_data: for @callback
 *
 * Opens the file for troupe_partial_get_output().
 */
void
troupe_partial_open_async (TroupePartial      *self,
                           const char         *validator,
                           guint64             whole_bytes,
                           guint64             start_bytes,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Work *work;

  g_task_set_source_tag (task, troupe_partial_open_async);
  discard (self);
  work = work_new (self, validator != NULL);
  work->validator = g_strdup (validator);
  work->whole_bytes = whole_bytes;
  work->start_bytes = start_bytes;
  run_in_thread (work, open_thread, opened_cb, task);
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

static void
recall_thread (GTask        *task,
               gpointer      source,
               gpointer      task_data,
               GCancellable *cancellable)
{
  Work *work = task_data;
  g_autofree char *boot_id = dup_boot_id ();
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  GStatBuf info;

  if (boot_id != NULL && g_file_get_contents (work->version_path, &text, NULL, NULL))
    lines = g_strsplit (text, "\n", -1);
  if (lines != NULL && g_strv_length (lines) == 4 && g_str_equal (lines[0], boot_id) &&
      g_ascii_string_to_unsigned (lines[1], 10, 0, G_MAXUINT64, &work->whole_bytes, NULL) &&
      g_stat (work->path, &info) == 0 && info.st_size > 0 &&
      (work->whole_bytes == 0 || (guint64) info.st_size < work->whole_bytes))
    {
      work->validator = g_strdup (lines[2]);
      work->start_bytes = (guint64) info.st_size;
    }
  g_task_return_boolean (task, work->validator != NULL);
}

/**
 * troupe_partial_recall_async:
 * @self: a file that was not opened
 * @callback: gets the result
 * @user_data: for @callback
 *
 * Looks for what an earlier try to fetch it from there left, which may have been one of another process.
 */
void
troupe_partial_recall_async (TroupePartial      *self,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  Work *work = work_new (self, TRUE);
  g_autoptr (GTask) task = NULL;

  if (g_access (work->version_path, F_OK) == 0)
    {
      run_in_thread (work, recall_thread, callback, user_data);
      return;
    }

  /* Of most there is nothing; those keep the order in which they are asked for. */
  task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (task, run_in_thread);
  g_task_set_task_data (task, work, (GDestroyNotify) work_free);
  g_task_return_boolean (task, FALSE);
}

/**
 * troupe_partial_recall_finish:
 * @result: the result
 * @validator: (out) (transfer full): what tells its version apart
 * @whole_bytes: (out): the length of that version, 0 where it is not known
 * @start_bytes: (out): how much of it is there
 *
 * Returns: `FALSE` when there is nothing that can be gone on with; nothing is told then
 */
gboolean
troupe_partial_recall_finish (GAsyncResult *result,
                              char        **validator,
                              guint64      *whole_bytes,
                              guint64      *start_bytes)
{
  Work *work = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    return FALSE;
  *validator = g_steal_pointer (&work->validator);
  *whole_bytes = work->whole_bytes;
  *start_bytes = work->start_bytes;
  return TRUE;
}

static void
forget_thread (GTask        *task,
               gpointer      source,
               gpointer      task_data,
               GCancellable *cancellable)
{
  Work *work = task_data;

  g_unlink (work->version_path);
  g_unlink (work->path);
  g_task_return_boolean (task, TRUE);
}

/**
 * troupe_partial_forget_async:
 * @self: a file
 * @callback: called when it is gone
 * @user_data: for @callback
 *
 * Deletes what was kept: nobody will go on with it.
 */
void
troupe_partial_forget_async (TroupePartial      *self,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  discard (self);
  run_in_thread (work_new (self, TRUE), forget_thread, callback, user_data);
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

/* The data is the path of the partial file, the one it gets, and what is not needed any more then. */
static void
commit_thread (GTask        *task,
               gpointer      source,
               gpointer      task_data,
               GCancellable *cancellable)
{
  char **paths = task_data;
  g_autoptr (GError) error = NULL;

  if (!troupe_atomic_file_commit (paths[0], paths[1], &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  for (char **path = paths + 2; *path != NULL; path++)
    g_unlink (*path);    /* or there was none */
  g_task_return_boolean (task, TRUE);
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
  g_autofree char *kept = dup_path (self, self->source, ".part");
  g_autofree char *version = dup_path (self, self->source, ".version");
  const char *paths[] = { g_file_peek_path (self->file), g_file_peek_path (self->destination), version, kept, NULL };
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
