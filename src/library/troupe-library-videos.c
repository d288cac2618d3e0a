/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-library-videos.h"

#include "troupe-library-error.h"
#include "troupe-library-private.h"
#include "troupe-video-row.h"
#include "troupe-video-store.h"

/* What is asked for, and what came of it; the data of its task */
typedef struct
{
  TroupeVideoQuery   query;
  GPtrArray         *found;    /* of char */

  char             **ids;
  GPtrArray         *rows;     /* of TroupeVideoRow */
} Read;

static void
read_free (Read *self)
{
  g_free (self->query.search);
  g_free (self->query.provider_id);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_strfreev (self->ids);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_free (self);
}

static gboolean
find_in_owner (TroupeConnection *connection,
               gpointer          data,
               GError          **error)
{
  Read *self = data;

  self->found = troupe_video_store_find (connection, &self->query, error);
  return self->found != NULL;
}

static gboolean
load_in_owner (TroupeConnection *connection,
               gpointer          data,
               GError          **error)
{
  Read *self = data;

  self->rows = troupe_video_row_load (connection, (const char *const *) self->ids, error);
  return self->rows != NULL;
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Read *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (troupe_database_run_finish (TROUPE_DATABASE (source), result, &error))
    g_task_return_pointer (task, g_steal_pointer (&data->found), (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
take_rows (TroupeLibrary *self,
           GPtrArray     *rows)
{
  while (rows->len > 0)
    {
      TroupeVideoRow *row = g_ptr_array_steal_index (rows, 0);
      g_autofree char *id = g_strdup (row->id);

      troupe_object_table_take_row (troupe_library_get_videos (self), id, row);
    }
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Read *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!troupe_database_run_finish (TROUPE_DATABASE (source), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  take_rows (g_task_get_source_object (task), data->rows);
  g_task_return_boolean (task, TRUE);
}

static void
video_loaded_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  TroupeLibrary *self = g_task_get_source_object (task);
  Read *data = g_task_get_task_data (task);
  g_autoptr (TroupeVideo) video = NULL;
  g_autoptr (GError) error = NULL;
  const TroupeVideoRow *row;

  if (!troupe_database_run_finish (TROUPE_DATABASE (source), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  row = data->rows->len > 0 ? g_ptr_array_index (data->rows, 0) : NULL;
  if (row == NULL || row->is_deleted)
    {
      g_task_return_new_error (task, TROUPE_LIBRARY_ERROR, TROUPE_LIBRARY_ERROR_NOT_FOUND,
                               "there is no video %s", data->ids[0]);
      return;
    }

  video = troupe_object_table_ref (troupe_library_get_videos (self), data->ids[0]);
  take_rows (self, data->rows);
  g_task_return_pointer (task, g_steal_pointer (&video), g_object_unref);
}

/* Takes data */
static void
read_async (TroupeLibrary      *self,
            TroupeDatabaseFunc  func,
            Read               *data,
            GTask              *task,
            GAsyncReadyCallback callback)
{
  g_task_set_task_data (task, data, (GDestroyNotify) read_free);
  troupe_database_run_async (troupe_library_get_database (self), func, data,
                             g_task_get_cancellable (task), callback, g_object_ref (task));
}

/**
 * troupe_library_find_videos_async:
 * @self: an open library
 * @query: what is wanted; copied
 * @cancellable: (nullable): a cancellable
 * @callback: called with the ids
 * @user_data: for @callback
 *
 * Finds videos that are not in the trash.
 */
void
troupe_library_find_videos_async (TroupeLibrary          *self,
                                  const TroupeVideoQuery *query,
                                  GCancellable           *cancellable,
                                  GAsyncReadyCallback     callback,
                                  gpointer                user_data)
{
  g_autoptr (GTask) task = NULL;
  Read *data;

  g_return_if_fail (TROUPE_IS_LIBRARY (self));
  g_return_if_fail (query != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_library_find_videos_async);
  data = g_new0 (Read, 1);
  data->query = *query;
  data->query.search = g_strdup (query->search);
  data->query.provider_id = g_strdup (query->provider_id);
  read_async (self, find_in_owner, data, task, found_cb);
}

/**
 * troupe_library_find_videos_finish:
 * @self: a library
 * @result: the result
 *
 * Returns: (transfer container) (element-type utf8): the ids, in order
 */
GPtrArray *
troupe_library_find_videos_finish (TroupeLibrary *self,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_library_find_videos_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * troupe_library_load_videos_async:
 * @self: an open library
 * @ids: (array zero-terminated=1): videos
 * @cancellable: (nullable): a cancellable
 * @callback: called when their objects are up to date
 * @user_data: for @callback
 *
 * Reads videos, as far as somebody holds their objects.
 */
void
troupe_library_load_videos_async (TroupeLibrary      *self,
                                  const char *const  *ids,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  Read *data;

  g_return_if_fail (TROUPE_IS_LIBRARY (self));
  g_return_if_fail (ids != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_library_load_videos_async);
  data = g_new0 (Read, 1);
  data->ids = g_strdupv ((char **) ids);
  read_async (self, load_in_owner, data, task, loaded_cb);
}

/**
 * troupe_library_load_videos_finish:
 * @self: a library
 * @result: the result
 *
 * Returns: whether they could be read
 */
gboolean
troupe_library_load_videos_finish (TroupeLibrary *self,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_library_load_videos_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * troupe_library_load_video_async:
 * @self: an open library
 * @id: a video
 * @cancellable: (nullable): a cancellable
 * @callback: called with the video
 * @user_data: for @callback
 *
 * Reads one video.
 */
void
troupe_library_load_video_async (TroupeLibrary      *self,
                                 const char         *id,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  Read *data;

  g_return_if_fail (TROUPE_IS_LIBRARY (self));
  g_return_if_fail (id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_library_load_video_async);
  data = g_new0 (Read, 1);
  data->ids = g_strdupv ((char *[]) { (char *) id, NULL });
  read_async (self, load_in_owner, data, task, video_loaded_cb);
}

/**
 * troupe_library_load_video_finish:
 * @self: a library
 * @result: the result
 *
 * Fails with `TROUPE_LIBRARY_ERROR_NOT_FOUND`, also for one that lies in the trash.
 *
 * Returns: (transfer full): the video, loaded
 */
TroupeVideo *
troupe_library_load_video_finish (TroupeLibrary *self,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_library_load_video_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
set_starred (TroupeConnection *connection,
             gpointer          data,
             GError          **error)
{
  const TroupeLibraryEdit *edit = data;

  return troupe_video_store_set_starred (connection, edit->id, edit->flag, error);
}

static gboolean
set_gone (TroupeConnection *connection,
          gpointer          data,
          GError          **error)
{
  const TroupeLibraryEdit *edit = data;

  return troupe_video_store_set_gone (connection, edit->id, error);
}

static gboolean
delete_video (TroupeConnection *connection,
              gpointer          data,
              GError          **error)
{
  const TroupeLibraryEdit *edit = data;

  return troupe_video_store_delete (connection, edit->id, error);
}

static gboolean
restore_video (TroupeConnection *connection,
               gpointer          data,
               GError          **error)
{
  const TroupeLibraryEdit *edit = data;

  return troupe_video_store_restore (connection, edit->id, error);
}

static void
change (TroupeLibrary      *self,
        TroupeDatabaseFunc  func,
        const char         *id,
        gboolean            flag,
        GCancellable       *cancellable,
        GAsyncReadyCallback callback,
        gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, troupe_library_change_video_finish);
  troupe_library_edit_async (self, func, id, NULL, flag, task);
}

/**
 * troupe_library_set_starred_async:
 * @self: an open library
 * @id: a video
 * @starred: whether the person likes it best
 * @cancellable: (nullable): looked at until it begins
 * @callback: called when that is on the disk
 * @user_data: for @callback
 *
 * Gives a video a star, or takes it away.
 */
void
troupe_library_set_starred_async (TroupeLibrary      *self,
                                  const char         *id,
                                  gboolean            starred,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data)
{
  g_return_if_fail (TROUPE_IS_LIBRARY (self));
  g_return_if_fail (id != NULL);

  change (self, set_starred, id, starred, cancellable, callback, user_data);
}

/**
 * troupe_library_set_video_gone_async:
 * @self: an open library
 * @id: a video, also one in the trash
 * @cancellable: (nullable): looked at until it begins
 * @callback: called when that is on the disk
 * @user_data: for @callback
 *
 * Notes that the provider of a video has it no more: what it calls it is of no use then.
 */
void
troupe_library_set_video_gone_async (TroupeLibrary      *self,
                                     const char         *id,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data)
{
  g_return_if_fail (TROUPE_IS_LIBRARY (self));
  g_return_if_fail (id != NULL);

  change (self, set_gone, id, FALSE, cancellable, callback, user_data);
}

/**
 * troupe_library_delete_video_async:
 * @self: an open library
 * @id: a video
 * @cancellable: (nullable): looked at until it begins
 * @callback: called when that is on the disk
 * @user_data: for @callback
 *
 * Puts a video into the trash, where it stays for 30 days with its files.
 */
void
troupe_library_delete_video_async (TroupeLibrary      *self,
                                   const char         *id,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data)
{
  g_return_if_fail (TROUPE_IS_LIBRARY (self));
  g_return_if_fail (id != NULL);

  change (self, delete_video, id, FALSE, cancellable, callback, user_data);
}

/**
 * troupe_library_restore_video_async:
 * @self: an open library
 * @id: a video
 * @cancellable: (nullable): looked at until it begins
 * @callback: called when that is on the disk
 * @user_data: for @callback
 *
 * Takes a video out of the trash.
 */
void
troupe_library_restore_video_async (TroupeLibrary      *self,
                                    const char         *id,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data)
{
  g_return_if_fail (TROUPE_IS_LIBRARY (self));
  g_return_if_fail (id != NULL);

  change (self, restore_video, id, FALSE, cancellable, callback, user_data);
}

/**
 * troupe_library_change_video_finish:
 * @self: a library
 * @result: the result
 *
 * Fails with `TROUPE_LIBRARY_ERROR_NOT_FOUND`.
 *
 * Returns: whether it is on the disk
 */
gboolean
troupe_library_change_video_finish (TroupeLibrary *self,
                                    GAsyncResult  *result,
                                    GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_library_change_video_finish), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
