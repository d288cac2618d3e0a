/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-video-copy.h"

#include <string.h>

#include "troupe-mp4-comment.h"

/* What the thread needs */
typedef struct
{
  GFile *source;
  GFile *destination;
} Copy;

static void
copy_free (Copy *self)
{
  g_object_unref (self->source);
  g_object_unref (self->destination);
  g_free (self);
}

/* The story lies beside the video. */
static char *
read_story (GFile *video)
{
  g_autofree char *path = g_strdup (g_file_peek_path (video));
  g_autofree char *name = NULL;
  g_autofree char *story = NULL;

  *strrchr (path, '.') = '\0';
  name = g_strconcat (path, ".json", NULL);
  /* One that was made before stories were kept has none. */
  return g_file_get_contents (name, &story, NULL, NULL) ? g_steal_pointer (&story) : NULL;
}

static void
copy_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Copy *self = task_data;
  g_autofree char *story = read_story (self->source);
  g_autoptr (GError) error = NULL;
  gboolean is_copied;

  if (story != NULL)
    is_copied = troupe_mp4_comment_copy (self->source, self->destination, story, cancellable, &error);
  else
    is_copied = g_file_copy (self->source, self->destination, G_FILE_COPY_OVERWRITE, cancellable, NULL, NULL, &error);

  if (is_copied)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * troupe_video_copy_async:
 * @video: a video with a file
 * @destination: where the copy is wanted; replaced
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is there
 * @user_data: for @callback
 *
 * Copies a video; see troupe_mp4_comment_copy().
 */
void
troupe_video_copy_async (TroupeVideo        *video,
                         GFile              *destination,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  Copy *self;

  g_return_if_fail (TROUPE_IS_VIDEO (video));
  g_return_if_fail (troupe_video_get_file (video) != NULL);
  g_return_if_fail (G_IS_FILE (destination));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_video_copy_async);
  self = g_new0 (Copy, 1);
  self->source = g_object_ref (troupe_video_get_file (video));
  self->destination = g_object_ref (destination);
  g_task_set_task_data (task, self, (GDestroyNotify) copy_free);
  g_task_run_in_thread (task, copy_thread);
}

/**
 * troupe_video_copy_finish:
 * @result: the result
 *
 * Fails with `G_IO_ERROR` or `G_FILE_ERROR`.
 *
 * Returns: whether the copy is there
 */
gboolean
troupe_video_copy_finish (GAsyncResult *result,
                          GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_video_copy_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
