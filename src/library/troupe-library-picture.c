/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-library-picture.h"

#include "troupe-character-store.h"
#include "troupe-frame-reader.h"
#include "troupe-library-files.h"
#include "troupe-library-private.h"

#define SHORT_EDGE 512

/* The data of a task */
typedef struct
{
  char        *id;
  GFile       *media;
  guint64      time_ns;
  TroupeFrame *frame;
  char        *file;       /* below the media folder */
  char        *sha256;
} Picture;

static void
picture_free (Picture *self)
{
  g_free (self->id);
  g_object_unref (self->media);
  g_clear_pointer (&self->frame, troupe_frame_unref);
  g_free (self->file);
  g_free (self->sha256);
  g_free (self);
}

static gboolean
choose_in_owner (TroupeConnection *connection,
                 gpointer          data,
                 GError          **error)
{
  const Picture *self = data;

  return troupe_character_store_choose_avatar (connection, self->id, self->file, self->time_ns, self->sha256, error);
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (troupe_library_write_finish (TROUPE_LIBRARY (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    troupe_library_write_async (TROUPE_LIBRARY (source), choose_in_owner, g_task_get_task_data (task), NULL,
                                chosen_cb, g_object_ref (task));
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
write_thread (GTask        *task,
              gpointer      source,
              gpointer      task_data,
              GCancellable *cancellable)
{
  Picture *self = task_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) content = troupe_frame_encode (self->frame, "image/jpeg", &error);

  if (content != NULL)
    self->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, content);
  if (content != NULL && troupe_library_files_write (self->media, self->file, content, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
grabbed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GTask) writing = NULL;
  Picture *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  self->frame = troupe_frame_grab_finish (result, &error);
  if (self->frame == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  writing = g_task_new (g_task_get_source_object (task), NULL, written_cb, g_object_ref (task));
  g_task_set_task_data (writing, self, NULL);    /* of the other task, which the callback holds */
  g_task_run_in_thread (writing, write_thread);
}

/**
 * troupe_library_use_frame_async:
 * @self: an open library
 * @id: a character
 * @media_uri: what can be read of a clip
 * @time_ns: when the frame is shown in it, in nanoseconds
 * @cancellable: (nullable): looked at while the frame is read
 * @callback: called when it is on the disk
 * @user_data: for @callback
 *
 * Makes a frame of a clip the picture of a character. The newest one counts, before any that a provider makes.
 */
void
troupe_library_use_frame_async (TroupeLibrary      *self,
                                const char         *id,
                                const char         *media_uri,
                                guint64             time_ns,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  GTask *task;
  Picture *picture;

  g_return_if_fail (TROUPE_IS_LIBRARY (self));
  g_return_if_fail (id != NULL && media_uri != NULL);

  picture = g_new0 (Picture, 1);
  picture->id = g_strdup (id);
  picture->media = g_object_ref (troupe_library_get_media (self));
  picture->time_ns = time_ns;
  picture->file = troupe_library_files_dup_avatar (id, "jpg");
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_library_use_frame_async);
  g_task_set_task_data (task, picture, (GDestroyNotify) picture_free);
  troupe_frame_grab_async (media_uri, time_ns, SHORT_EDGE, cancellable, grabbed_cb, task);
}

/**
 * troupe_library_use_frame_finish:
 * @self: an open library
 * @result: the result
 *
 * Fails with `TROUPE_CLIP_ERROR` when the frame cannot be read, and with `TROUPE_LIBRARY_ERROR`.
 *
 * Returns: whether it is the picture now
 */
gboolean
troupe_library_use_frame_finish (TroupeLibrary *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_library_use_frame_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
