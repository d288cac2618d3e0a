/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-cache.h"

#include "troupe-held-file.h"

#define ATTRIBUTES G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_TYPE "," \
        G_FILE_ATTRIBUTE_STANDARD_SIZE

typedef gboolean (*VisitFunc) (GFile        *file,
                               GFileInfo    *info,
                               guint64      *size_bytes,
                               GCancellable *cancellable,
                               GError      **error);

static gboolean
measure_file (GFile        *file,
              GFileInfo    *info,
              guint64      *size_bytes,
              GCancellable *cancellable,
              GError      **error)
{
  if (g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR)
    *size_bytes += g_file_info_get_size (info);

  return TRUE;
}

static gboolean
delete_file (GFile        *file,
             GFileInfo    *info,
             guint64      *size_bytes,
             GCancellable *cancellable,
             GError      **error)
{
  g_autoptr (GError) folder_error = NULL;

  if (g_file_info_get_file_type (info) != G_FILE_TYPE_DIRECTORY)
    return troupe_held_file_delete (file, cancellable, error);
  if (g_file_delete (file, cancellable, &folder_error) ||
      g_error_matches (folder_error, G_IO_ERROR, G_IO_ERROR_NOT_EMPTY))    /* of what is held */
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&folder_error));
  return FALSE;
}

/* Visits all that is in a folder, the content of folders before them; links are not followed. */
static gboolean
visit_folder (GFile        *folder,
              VisitFunc     visit,
              guint64      *size_bytes,
              GCancellable *cancellable,
              GError      **error)
{
  g_autoptr (GFileEnumerator) children = NULL;

  children = g_file_enumerate_children (folder, ATTRIBUTES, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS,
                                        cancellable, error);
  if (children == NULL)
    return FALSE;

  while (TRUE)
    {
      GFileInfo *info;
      GFile *child;

      if (!g_file_enumerator_iterate (children, &info, &child, cancellable, error))
        return FALSE;
      if (info == NULL)
        return TRUE;
      if (g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY &&
          !visit_folder (child, visit, size_bytes, cancellable, error))
        return FALSE;
      if (!visit (child, info, size_bytes, cancellable, error))
        return FALSE;
    }
}

static void
visit_thread (GTask        *task,
              gpointer      source_object,
              gpointer      task_data,
              GCancellable *cancellable)
{
  VisitFunc visit = (VisitFunc) task_data;
  g_autoptr (GFile) folder = g_file_new_build_filename (g_get_user_cache_dir (), "troupe", NULL);
  g_autoptr (GError) error = NULL;
  guint64 size_bytes = 0;

  if (visit_folder (folder, visit, &size_bytes, cancellable, &error) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))    /* nothing was cached yet */
    g_task_return_pointer (task, g_memdup2 (&size_bytes, sizeof size_bytes), g_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * troupe_cache_measure_async:
 * @cancellable: (nullable): to give up
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Adds up the sizes of the cached files, in a worker thread.
 */
void
troupe_cache_measure_async (GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, troupe_cache_measure_async);
  g_task_set_task_data (task, measure_file, NULL);
  g_task_run_in_thread (task, visit_thread);
}

/**
 * troupe_cache_measure_finish:
 * @result: what the callback got
 * @size_bytes: (out): the sum
 * @error: return location
 *
 * Takes the sum. Fails with `G_IO_ERROR`.
 *
 * Returns: whether the files could be looked at
 */
gboolean
troupe_cache_measure_finish (GAsyncResult *result,
                             guint64      *size_bytes,
                             GError      **error)
{
  g_autofree guint64 *sum = NULL;

  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_cache_measure_async), FALSE);
  g_return_val_if_fail (size_bytes != NULL, FALSE);

  sum = g_task_propagate_pointer (G_TASK (result), error);
  if (sum == NULL)
    return FALSE;
  *size_bytes = *sum;

  return TRUE;
}

/**
 * troupe_cache_clear_async:
 * @cancellable: (nullable): to give up
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Deletes the cached files, in a worker thread. Those of open clips and what is being fetched stay.
 */
void
troupe_cache_clear_async (GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, troupe_cache_clear_async);
  g_task_set_task_data (task, delete_file, NULL);
  g_task_run_in_thread (task, visit_thread);
}

/**
 * troupe_cache_clear_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Ends the clearing. Fails with `G_IO_ERROR` at the first file that cannot be deleted.
 *
 * Returns: whether all is gone that can go
 */
gboolean
troupe_cache_clear_finish (GAsyncResult *result,
                           GError      **error)
{
  g_autofree guint64 *sum = NULL;

  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_cache_clear_async), FALSE);

  sum = g_task_propagate_pointer (G_TASK (result), error);

  return sum != NULL;
}
