/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-scene-picture.h"

#include <stdio.h>

#include "troupe-library-files.h"
#include "troupe-library-private.h"
#include "troupe-origin.h"
#include "troupe-picture-crop.h"

/* What is done in a thread; the data of its task */
typedef struct
{
  GFile      *media;
  GFile      *file;           /* that is kept, or NULL */
  GdkTexture *texture;        /* the same */
  char       *name;           /* below media */
  double      crop_x;
  double      crop_y;
  int         width;
  int         height;
} Work;

static void
work_free (Work *work)
{
  g_object_unref (work->media);
  g_clear_object (&work->file);
  g_clear_object (&work->texture);
  g_free (work->name);
  g_free (work);
}

static GTask *
make_task (TroupeLibrary      *library,
           gpointer            tag,
           GCancellable       *cancellable,
           GAsyncReadyCallback callback,
           gpointer            user_data)
{
  GTask *task = g_task_new (library, cancellable, callback, user_data);
  Work *work = g_new0 (Work, 1);

  work->media = g_object_ref (troupe_library_get_media (library));
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, work, (GDestroyNotify) work_free);
  return task;
}

/* By its content, so that the same picture is there once */
static char *
dup_name (GBytes     *content,
          const char *extension)
{
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, content);

  return g_strdup_printf ("pictures/reference-%.32s.%s", digest, extension);
}

static void
write_picture (GTask      *task,
               GBytes     *content,
               const char *extension,
               gboolean    wants_path)
{
  Work *work = g_task_get_task_data (task);
  g_autofree char *name = dup_name (content, extension);
  g_autoptr (GFile) file = g_file_resolve_relative_path (work->media, name);
  GError *error = NULL;

  if (!troupe_library_files_write (work->media, name, content, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, wants_path ? g_file_get_path (file) : g_steal_pointer (&name), g_free);
}

static const char *
find_extension (GBytes *content)
{
  gsize size;
  const char *data = g_bytes_get_data (content, &size);

  if (size > 4 && memcmp (data, "\x89PNG", 4) == 0)
    return "png";
  return size > 3 && memcmp (data, "\xff\xd8\xff", 3) == 0 ? "jpg" : NULL;
}

/* What providers take is kept as it is; anything else that GTK reads becomes a PNG. */
static void
keep_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Work *work = task_data;
  g_autoptr (GBytes) content = NULL;
  GError *error = NULL;

  if (work->texture == NULL)
    {
      content = g_file_load_bytes (work->file, cancellable, NULL, &error);
      if (content != NULL)
        work->texture = gdk_texture_new_from_bytes (content, &error);    /* what is none is refused now */
      if (work->texture == NULL)
        {
          g_task_return_error (task, error);
          return;
        }
    }
  if (content == NULL || find_extension (content) == NULL)
    {
      g_clear_pointer (&content, g_bytes_unref);
      content = gdk_texture_save_to_png_bytes (work->texture);
    }
  write_picture (task, content, find_extension (content), FALSE);
}

/**
 * troupe_scene_picture_keep_async:
 * @library: an open library
 * @file: a picture of the person's
 * @cancellable: (nullable): cancels it
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Copies a picture into the library.
 */
void
troupe_scene_picture_keep_async (TroupeLibrary      *library,
                                 GFile              *file,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data)
{
  g_autoptr (GTask) task = make_task (library, troupe_scene_picture_keep_async, cancellable, callback, user_data);
  Work *work = g_task_get_task_data (task);

  work->file = g_object_ref (file);
  g_task_run_in_thread (task, keep_thread);
}

/**
 * troupe_scene_picture_keep_texture_async:
 * @library: an open library
 * @texture: a picture that is no file
 * @cancellable: (nullable): cancels it
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Writes a picture into the library; see troupe_scene_picture_keep_finish().
 */
void
troupe_scene_picture_keep_texture_async (TroupeLibrary      *library,
                                         GdkTexture         *texture,
                                         GCancellable       *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer            user_data)
{
  g_autoptr (GTask) task = make_task (library, troupe_scene_picture_keep_async, cancellable, callback, user_data);
  Work *work = g_task_get_task_data (task);

  work->texture = g_object_ref (texture);
  g_task_run_in_thread (task, keep_thread);
}

static char *
finish (TroupeLibrary *library,
        GAsyncResult  *result,
        gpointer       tag,
        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, library), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, tag), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * troupe_scene_picture_keep_finish:
 * @library: the library
 * @result: the result
 * @error: return location for an error
 *
 * Fails with `GDK_TEXTURE_ERROR` for what is no picture, and with `TROUPE_LIBRARY_ERROR`.
 *
 * Returns: (transfer full): its name below the media folder
 */
char *
troupe_scene_picture_keep_finish (TroupeLibrary *library,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  return finish (library, result, troupe_scene_picture_keep_async, error);
}

static void
load_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Work *work = task_data;
  g_autoptr (GFile) file = g_file_resolve_relative_path (work->media, work->name);
  GError *error = NULL;
  GdkTexture *texture = gdk_texture_new_from_file (file, &error);

  if (texture != NULL)
    g_task_return_pointer (task, texture, g_object_unref);
  else
    g_task_return_error (task, error);
}

/**
 * troupe_scene_picture_load_async:
 * @library: an open library
 * @name: of a picture below its media folder
 * @cancellable: (nullable): cancels it
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Reads the picture of a scene.
 */
void
troupe_scene_picture_load_async (TroupeLibrary      *library,
                                 const char         *name,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data)
{
  g_autoptr (GTask) task = make_task (library, troupe_scene_picture_load_async, cancellable, callback, user_data);
  Work *work = g_task_get_task_data (task);

  work->name = g_strdup (name);
  g_task_run_in_thread (task, load_thread);
}

/**
 * troupe_scene_picture_load_finish:
 * @library: the library
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): the picture
 */
GdkTexture *
troupe_scene_picture_load_finish (TroupeLibrary *library,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, library), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_scene_picture_load_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
prepare_thread (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Work *work = task_data;
  g_autoptr (GFile) file = g_file_resolve_relative_path (work->media, work->name);
  g_autoptr (GBytes) part = NULL;
  GError *error = NULL;

  part = troupe_picture_crop_write (g_file_peek_path (file), work->crop_x, work->crop_y, work->width, work->height,
                                    &error);
  if (part != NULL)
    write_picture (task, part, find_extension (part), TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * troupe_scene_picture_prepare_async:
 * @library: an open library
 * @scene: a scene
 * @cancellable: (nullable): cancels it
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Makes what is sent of a scene's picture: the part that was chosen in the exact size of the video, or all of it
 * where the size is open, without what its file tells besides. An address stays as it is.
 */
void
troupe_scene_picture_prepare_async (TroupeLibrary      *library,
                                    const TroupeScene  *scene,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data)
{
  g_autoptr (GTask) task = make_task (library, troupe_scene_picture_prepare_async, cancellable, callback, user_data);
  Work *work = g_task_get_task_data (task);
  const char *name = scene->reference;

  if (name == NULL || troupe_origin_is_address (name))
    {
      g_task_return_pointer (task, g_strdup (name), g_free);
      return;
    }
  if (scene->size == NULL || sscanf (scene->size, "%5dx%5d", &work->width, &work->height) != 2 ||
      work->width < 1 || work->height < 1)
    work->width = work->height = 0;
  work->name = g_strdup (name);
  work->crop_x = scene->crop_x;
  work->crop_y = scene->crop_y;
  g_task_run_in_thread (task, prepare_thread);
}

/**
 * troupe_scene_picture_prepare_finish:
 * @library: the library
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): a path or an address; `NULL` without an error where there is no picture
 */
char *
troupe_scene_picture_prepare_finish (TroupeLibrary *library,
                                     GAsyncResult  *result,
                                     GError       **error)
{
  return finish (library, result, troupe_scene_picture_prepare_async, error);
}
