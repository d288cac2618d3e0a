/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-scene-clip.h"

#include "troupe-cutter.h"
#include "troupe-library-private.h"

static void
cut_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (troupe_cutter_cut_finish (result, &error))
    g_task_return_pointer (task, g_strdup (g_task_get_task_data (task)), g_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * troupe_scene_clip_keep_async:
 * @library: an open library
 * @uri: where the clip can be read
 * @range: what of it is wanted
 * @cancellable: (nullable): cancels it
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Cuts a range into a file of the library.
 */
void
troupe_scene_clip_keep_async (TroupeLibrary      *library,
                              const char         *uri,
                              const TroupeRange  *range,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *name = g_strdup_printf ("clips/scene-%s.mp4", id);
  const TroupeCutForm form = { 0 };
  g_autoptr (GTask) task = NULL;
  g_autoptr (GFile) file = NULL;

  g_return_if_fail (TROUPE_IS_LIBRARY (library));
  g_return_if_fail (uri != NULL);
  g_return_if_fail (range != NULL);

  task = g_task_new (library, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_scene_clip_keep_async);
  file = g_file_resolve_relative_path (troupe_library_get_media (library), name);
  g_task_set_task_data (task, g_steal_pointer (&name), g_free);
  troupe_cutter_cut_async (uri, range, &form, file, cancellable, cut_cb, g_steal_pointer (&task));
}

/**
 * troupe_scene_clip_keep_finish:
 * @library: the library
 * @result: the result
 * @error: return location for an error
 *
 * Fails as troupe_cutter_cut_finish() does.
 *
 * Returns: (transfer full): the name of the cut below the media folder
 */
char *
troupe_scene_clip_keep_finish (TroupeLibrary *library,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, library), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_scene_clip_keep_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
