/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-story.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "troupe-mp4-comment.h"

/* Longer ones are none. */
#define MAX_STORY_BYTES (1024 * 1024)

/* The scene of a story; of anything else, NULL */
static TroupeScene *
find_scene (const char *story)
{
  g_autoptr (JsonNode) node = json_from_string (story, NULL);
  g_autofree char *scene = NULL;
  JsonObject *object;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  object = json_node_get_object (node);
  if (g_strcmp0 (json_object_get_string_member_with_default (object, "format", NULL), "troupe-video") != 0 ||
      !json_object_has_member (object, "scene"))
    return NULL;

  scene = json_to_string (json_object_get_member (object, "scene"), FALSE);
  return troupe_scene_from_json (scene, NULL);    /* of a newer Troupe, or of somebody who wrote it by hand */
}

static TroupeScene *
read_beside (const char *path)
{
  const char *dot = strrchr (path, '.');
  g_autofree char *stem = dot != NULL ? g_strndup (path, (gsize) (dot - path)) : g_strdup (path);
  g_autofree char *name = g_strconcat (stem, ".json", NULL);
  g_autofree char *story = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (name);
  g_autoptr (GFileInfo) info = NULL;

  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, NULL, NULL);
  if (info == NULL || g_file_info_get_size (info) > MAX_STORY_BYTES ||
      !g_file_get_contents (name, &story, NULL, NULL))
    return NULL;
  return find_scene (story);
}

static TroupeScene *
read_story (GFile   *file,
            GError **error)
{
  g_autofree char *story = troupe_mp4_comment_read (file, error);
  TroupeScene *scene = story != NULL && strlen (story) <= MAX_STORY_BYTES ? find_scene (story) : NULL;

  return scene != NULL ? scene : read_beside (g_file_peek_path (file));
}

static void
read_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  TroupeScene *scene = g_file_peek_path (task_data) != NULL ? read_story (task_data, &error) : NULL;

  if (error != NULL && scene == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, scene, (GDestroyNotify) troupe_scene_free);
}

/**
 * troupe_story_read_async:
 * @file: any file
 * @cancellable: (nullable): a cancellable
 * @callback: called with the scene
 * @user_data: for @callback
 *
 * Looks for the scene that a video was made of. Files that are not on this computer tell nothing.
 */
void
troupe_story_read_async (GFile              *file,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_story_read_async);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, read_thread);
}

/**
 * troupe_story_read_finish:
 * @result: the result
 * @error: return location for an error
 *
 * Fails with `G_FILE_ERROR` when the file cannot be read.
 *
 * Returns: (transfer full) (nullable): the scene; `NULL` without an error where the file tells of none
 */
TroupeScene *
troupe_story_read_finish (GAsyncResult *result,
                          GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_story_read_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
