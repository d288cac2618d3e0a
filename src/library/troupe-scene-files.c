/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-scene-files.h"

#include "troupe-library-private.h"

typedef struct
{
  GFile       *media;
  TroupeScene *scene;
} Search;

static void
search_free (Search *search)
{
  g_object_unref (search->media);
  g_clear_pointer (&search->scene, troupe_scene_free);
  g_free (search);
}

/* An address is somewhere else, and stays. */
static gboolean
is_gone (GFile      *media,
         const char *name)
{
  g_autoptr (GFile) file = NULL;

  if (name == NULL || g_uri_peek_scheme (name) != NULL)
    return FALSE;
  file = g_file_resolve_relative_path (media, name);
  return !g_file_query_exists (file, NULL);
}

static void
find_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Search *search = task_data;
  TroupeScene *scene = g_steal_pointer (&search->scene);

  if (is_gone (search->media, scene->reference))
    g_clear_pointer (&scene->reference, g_free);
  if (is_gone (search->media, scene->clip_file))
    {
      g_clear_pointer (&scene->clip_file, g_free);
      g_clear_pointer (&scene->clip_range, g_free);
    }
  g_task_return_pointer (task, scene, (GDestroyNotify) troupe_scene_free);
}

/**
 * troupe_scene_files_find_async:
 * @library: an open library
 * @scene: a scene
 * @cancellable: (nullable): cancels it
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Looks whether the picture and the cut of a scene are in the library.
 */
void
troupe_scene_files_find_async (TroupeLibrary      *library,
                               const TroupeScene  *scene,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  Search *search;

  g_return_if_fail (TROUPE_IS_LIBRARY (library));
  g_return_if_fail (scene != NULL);

  search = g_new0 (Search, 1);
  search->media = g_object_ref (troupe_library_get_media (library));
  search->scene = troupe_scene_copy (scene);
  task = g_task_new (library, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_scene_files_find_async);
  g_task_set_task_data (task, search, (GDestroyNotify) search_free);
  g_task_run_in_thread (task, find_thread);
}

/**
 * troupe_scene_files_find_finish:
 * @library: the library
 * @result: the result
 * @error: return location for an error
 *
 * Fails with `G_IO_ERROR_CANCELLED` only.
 *
 * Returns: (transfer full): the scene with what is there of it
 */
TroupeScene *
troupe_scene_files_find_finish (TroupeLibrary *library,
                                GAsyncResult  *result,
                                GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, library), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_scene_files_find_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
