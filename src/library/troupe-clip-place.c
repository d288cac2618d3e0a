/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-clip-place.h"

#include "troupe-library-error.h"
#include "troupe-library-private.h"

typedef struct
{
  char            *hash;
  TroupeClipPlace  place;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  g_free (work->hash);
  g_free (work);
}

static GTask *
begin (TroupeLibrary         *library,
       const char            *hash,
       const TroupeClipPlace *place,
       gpointer               tag,
       GCancellable          *cancellable,
       GAsyncReadyCallback    callback,
       gpointer               user_data)
{
  GTask *task = g_task_new (library, cancellable, callback, user_data);
  Work *work = g_new0 (Work, 1);

  work->hash = g_strdup (hash);
  if (place != NULL)
    work->place = *place;
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, work, work_free);

  return task;
}

static gboolean
load_in_owner (TroupeConnection *connection,
               gpointer          data,
               GError          **error)
{
  Work *work = data;
  g_autoptr (TroupeRows) rows = NULL;
  g_autoptr (GError) failure = NULL;

  rows = troupe_connection_query (connection, error, "SELECT position_ns, from_ns, length_ns, start_ns, end_ns"
                                  " FROM clip_places WHERE hash = ?1", "t", work->hash);
  if (rows == NULL)
    return FALSE;

  if (!troupe_rows_next (rows, &failure))
    {
      if (failure == NULL)
        g_set_error (&failure, TROUPE_LIBRARY_ERROR, TROUPE_LIBRARY_ERROR_NOT_FOUND,
                     "the clip %s was not opened before", work->hash);
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  work->place.position_ns = (guint64) troupe_rows_get_integer (rows, 0);
  work->place.from_ns = (guint64) troupe_rows_get_integer (rows, 1);
  work->place.length_ns = (guint64) troupe_rows_get_integer (rows, 2);
  work->place.range.start_ns = (guint64) troupe_rows_get_integer (rows, 3);
  work->place.range.end_ns = (guint64) troupe_rows_get_integer (rows, 4);

  return TRUE;
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (troupe_database_run_finish (TROUPE_DATABASE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * troupe_clip_place_load_async:
 * @library: an open library
 * @hash: of the bytes of a clip
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is read
 * @user_data: for @callback
 *
 * Looks up where a person left off in a clip.
 */
void
troupe_clip_place_load_async (TroupeLibrary      *library,
                              const char         *hash,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (TROUPE_IS_LIBRARY (library));
  g_return_if_fail (hash != NULL);

  task = begin (library, hash, NULL, troupe_clip_place_load_async, cancellable, callback, user_data);
  troupe_database_run_async (troupe_library_get_database (library), load_in_owner,
                             g_task_get_task_data (task), cancellable, loaded_cb, task);
}

/**
 * troupe_clip_place_load_finish:
 * @library: the library
 * @result: what the callback got
 * @place: (out): where the person left off
 * @error: return location for an error
 *
 * Fails with `TROUPE_LIBRARY_ERROR_NOT_FOUND` when the clip was not opened before.
 *
 * Returns: whether that is known
 */
gboolean
troupe_clip_place_load_finish (TroupeLibrary   *library,
                               GAsyncResult    *result,
                               TroupeClipPlace *place,
                               GError         **error)
{
  const Work *work;

  g_return_val_if_fail (g_task_is_valid (result, library), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_clip_place_load_async), FALSE);
  g_return_val_if_fail (place != NULL, FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  work = g_task_get_task_data (G_TASK (result));
  *place = work->place;
  return TRUE;
}

static gboolean
save_in_owner (TroupeConnection *connection,
               gpointer          data,
               GError          **error)
{
  const Work *work = data;
  const TroupeClipPlace *place = &work->place;

  return troupe_connection_execute (connection, error,
                                    "INSERT OR REPLACE INTO clip_places"
                                    " (hash, position_ns, from_ns, length_ns, start_ns, end_ns, left_us)"
                                    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                                    "tiiiiii", work->hash, (gint64) place->position_ns,
                                    (gint64) place->from_ns, (gint64) place->length_ns,
                                    (gint64) place->range.start_ns, (gint64) place->range.end_ns,
                                    g_get_real_time ()) &&
         troupe_connection_execute (connection, error,
                                    "DELETE FROM clip_places WHERE hash IN (SELECT hash FROM clip_places"
                                    " ORDER BY left_us DESC LIMIT -1 OFFSET ?1)", "i",
                                    (gint64) TROUPE_CLIP_PLACE_LIMIT);
}

static void
saved_cb (GObject      *source,
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
 * troupe_clip_place_save_async:
 * @library: an open library
 * @hash: of the bytes of a clip
 * @place: where the person is in it
 * @callback: called when that is on the disk
 * @user_data: for @callback
 *
 * Remembers where a person left off in a clip.
 */
void
troupe_clip_place_save_async (TroupeLibrary         *library,
                              const char            *hash,
                              const TroupeClipPlace *place,
                              GAsyncReadyCallback    callback,
                              gpointer               user_data)
{
  GTask *task;

  g_return_if_fail (TROUPE_IS_LIBRARY (library));
  g_return_if_fail (hash != NULL);
  g_return_if_fail (place != NULL);

  task = begin (library, hash, place, troupe_clip_place_save_async, NULL, callback, user_data);
  troupe_library_write_async (library, save_in_owner, g_task_get_task_data (task), NULL, saved_cb, task);
}

/**
 * troupe_clip_place_save_finish:
 * @library: the library
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: whether it is on the disk
 */
gboolean
troupe_clip_place_save_finish (TroupeLibrary *library,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, library), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_clip_place_save_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
