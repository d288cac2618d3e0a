/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-studio-videos.h"

#include "troupe-studio-error.h"
#include "troupe-studio-production.h"

struct _TroupeStudioVideos
{
  GObject                 parent_instance;

  /* Owned */
  TroupeStudioStore      *store;
  TroupeStudioCharacters *characters;
  GPtrArray              *all;            /* of TroupeStudioVideo, oldest first */
  GPtrArray              *new;            /* of TroupeStudioVideo, not yet on disk */
  GPtrArray              *productions;    /* of TroupeStudioProduction, until they end */
  GQueue                  waiting;        /* of TroupeStudioProduction, ready to be rendered */

  gboolean                is_rendering;
  gboolean                is_stopped;
};

G_DEFINE_FINAL_TYPE (TroupeStudioVideos, troupe_studio_videos, G_TYPE_OBJECT)

/* A job that is being saved */
typedef struct
{
  TroupeStudioVideos *videos;
  TroupeStudioVideo  *video;
} Saving;

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  TroupeStudioStore *store = TROUPE_STUDIO_STORE (source);
  Saving *saving = user_data;
  g_autoptr (GError) error = NULL;

  if (!troupe_studio_store_save_finish (store, result, &error))
    g_warning ("A video job could not be saved: %s", error->message);
  else if (!g_ptr_array_find (saving->videos->all, saving->video, NULL))
    /* It was deleted while it was written. */
    troupe_studio_store_remove (store, TROUPE_STUDIO_FOLDER_VIDEOS,
                                troupe_studio_video_get_id (saving->video));
  g_object_unref (saving->videos);
  g_object_unref (saving->video);
  g_free (saving);
}

static void
save (TroupeStudioVideos *self,
      TroupeStudioVideo  *video)
{
  g_autoptr (JsonObject) object = troupe_studio_video_to_json (video);
  Saving *saving = g_new0 (Saving, 1);

  saving->videos = g_object_ref (self);
  saving->video = g_object_ref (video);
  troupe_studio_store_save_async (self->store, TROUPE_STUDIO_FOLDER_VIDEOS,
                                  troupe_studio_video_get_id (video), object, NULL, saved_cb,
                                  saving);
}

/* A job that was cancelled is deleted, or the next studio begins it again. */
static void
end (TroupeStudioVideos     *self,
     TroupeStudioProduction *production,
     const GError           *error)
{
  TroupeStudioVideo *video = troupe_studio_production_get_video (production);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      if (error == NULL)
        troupe_studio_video_set_completed (video);
      else
        troupe_studio_video_set_failed (video, error);
      save (self, video);
    }
  g_ptr_array_remove (self->productions, production);
}

static void start_next (TroupeStudioVideos *self);

static void
rendered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (TroupeStudioVideos) self = user_data;
  g_autoptr (GError) error = NULL;

  troupe_studio_production_render_finish (TROUPE_STUDIO_PRODUCTION (source), result, &error);
  self->is_rendering = FALSE;
  end (self, TROUPE_STUDIO_PRODUCTION (source), error);
  start_next (self);
}

static void
start_next (TroupeStudioVideos *self)
{
  g_autoptr (TroupeStudioProduction) production = NULL;

  if (self->is_rendering || g_queue_is_empty (&self->waiting))
    return;
  self->is_rendering = TRUE;
  production = g_queue_pop_head (&self->waiting);
  troupe_studio_production_render_async (production, rendered_cb, g_object_ref (self));
}

static void
prepared_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (TroupeStudioVideos) self = user_data;
  TroupeStudioProduction *production = TROUPE_STUDIO_PRODUCTION (source);
  g_autoptr (GError) error = NULL;

  if (!troupe_studio_production_prepare_finish (production, result, &error) ||
      troupe_studio_video_is_character (troupe_studio_production_get_video (production)))
    {
      end (self, production, error);
      return;
    }
  /* A character that was made for it is not made again after a restart. */
  save (self, troupe_studio_production_get_video (production));
  g_queue_push_tail (&self->waiting, g_object_ref (production));
  start_next (self);
}

static void
produce (TroupeStudioVideos *self,
         TroupeStudioVideo  *video)
{
  g_autoptr (TroupeStudioProduction) production =
    troupe_studio_production_new (self->store, self->characters, video);

  if (production == NULL)
    return;    /* another studio is at work on it */
  g_ptr_array_add (self->productions, g_object_ref (production));
  troupe_studio_production_prepare_async (production, prepared_cb, g_object_ref (self));
}

static void
cancel (TroupeStudioVideos     *self,
        TroupeStudioProduction *production)
{
  troupe_studio_production_cancel (production);
  /* Only one that waits has nobody else to end it. */
  if (g_queue_remove (&self->waiting, production))
    {
      g_ptr_array_remove (self->productions, production);
      g_object_unref (production);
    }
}

static int
compare_age (gconstpointer a,
             gconstpointer b)
{
  gint64 first = troupe_studio_video_get_created_us (*(TroupeStudioVideo **) a);
  gint64 second = troupe_studio_video_get_created_us (*(TroupeStudioVideo **) b);

  return (first > second) - (first < second);
}

static void
load (TroupeStudioVideos *self)
{
  g_autoptr (GPtrArray) objects = NULL;

  objects = troupe_studio_store_load_all (self->store, TROUPE_STUDIO_FOLDER_VIDEOS);
  for (guint i = 0; i < objects->len; i++)
    {
      TroupeStudioVideo *video =
        troupe_studio_video_new_from_json (g_ptr_array_index (objects, i));

      if (video != NULL)
        g_ptr_array_add (self->all, video);
    }
  g_ptr_array_sort (self->all, compare_age);
  for (guint i = 0; i < self->all->len; i++)
    {
      TroupeStudioVideo *video = g_ptr_array_index (self->all, i);

      if (troupe_studio_video_get_state (video) == TROUPE_STUDIO_VIDEO_QUEUED)
        produce (self, video);
    }
}

static TroupeStudioVideo *
read_video (TroupeStudioVideos *self,
            const char         *id)
{
  g_autoptr (JsonObject) object = NULL;

  object = troupe_studio_store_load (self->store, TROUPE_STUDIO_FOLDER_VIDEOS, id);
  return object == NULL ? NULL : troupe_studio_video_new_from_json (object);
}

static TroupeStudioProduction *
find_production (TroupeStudioVideos *self,
                 TroupeStudioVideo  *video)
{
  for (guint i = 0; i < self->productions->len; i++)
    if (troupe_studio_production_get_video (g_ptr_array_index (self->productions, i)) == video)
      return g_ptr_array_index (self->productions, i);
  return NULL;
}

/* A job that waits, but not here, is another studio's: looks whether it has ended there, and goes on
 * with it when that studio is gone. */
static TroupeStudioVideo *
refresh (TroupeStudioVideos *self,
         guint               position)
{
  TroupeStudioVideo *video = g_ptr_array_index (self->all, position);
  TroupeStudioVideo *newer;

  if (troupe_studio_video_get_state (video) != TROUPE_STUDIO_VIDEO_QUEUED ||
      find_production (self, video) != NULL || self->is_stopped)
    return video;
  newer = read_video (self, troupe_studio_video_get_id (video));
  if (newer != NULL)
    {
      g_ptr_array_index (self->all, position) = newer;
      g_object_unref (video);
      video = newer;
    }
  if (troupe_studio_video_get_state (video) == TROUPE_STUDIO_VIDEO_QUEUED)
    produce (self, video);
  return video;
}

static void
added_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  TroupeStudioVideos *self = g_task_get_source_object (task);
  TroupeStudioVideo *video = g_task_get_task_data (task);
  GError *error = NULL;

  g_ptr_array_remove (self->new, video);
  if (!troupe_studio_store_save_finish (TROUPE_STUDIO_STORE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  g_ptr_array_add (self->all, g_object_ref (video));
  /* Whoever asked for it hears of it before it begins. */
  g_task_return_boolean (task, TRUE);
  if (!self->is_stopped)
    produce (self, video);
}

static void write_next_attachment (GTask *task);

static void
attachment_written_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  TroupeStudioVideos *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    {
      write_next_attachment (g_steal_pointer (&task));
      return;
    }
  g_ptr_array_remove (self->new, g_task_get_task_data (task));
  g_task_return_error (task, error);
}

/* Takes the task. */
static void
write_next_attachment (GTask *task)
{
  TroupeStudioVideos *self = g_task_get_source_object (task);
  TroupeStudioVideo *video = g_task_get_task_data (task);
  g_autoptr (TroupeStudioAttachment) attachment = troupe_studio_video_take_attachment (video);
  const char *id = troupe_studio_video_get_id (video);
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (GFile) file = NULL;

  if (attachment == NULL)
    {
      object = troupe_studio_video_to_json (video);
      troupe_studio_store_save_async (self->store, TROUPE_STUDIO_FOLDER_VIDEOS, id, object, NULL,
                                      added_cb, task);
      return;
    }
  file = troupe_studio_store_get_file (self->store, TROUPE_STUDIO_FOLDER_VIDEOS, id,
                                       attachment->suffix);
  g_file_replace_contents_bytes_async (file, attachment->content, NULL, FALSE,
                                       G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION,
                                       NULL, attachment_written_cb, task);
}

static void
troupe_studio_videos_dispose (GObject *object)
{
  TroupeStudioVideos *self = TROUPE_STUDIO_VIDEOS (object);

  g_clear_object (&self->characters);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (troupe_studio_videos_parent_class)->dispose (object);
}

static void
troupe_studio_videos_finalize (GObject *object)
{
  TroupeStudioVideos *self = TROUPE_STUDIO_VIDEOS (object);

  g_clear_pointer (&self->all, g_ptr_array_unref);
  g_clear_pointer (&self->new, g_ptr_array_unref);
  g_clear_pointer (&self->productions, g_ptr_array_unref);
  G_OBJECT_CLASS (troupe_studio_videos_parent_class)->finalize (object);
}

static void
troupe_studio_videos_class_init (TroupeStudioVideosClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = troupe_studio_videos_dispose;
  object_class->finalize = troupe_studio_videos_finalize;
}

static void
troupe_studio_videos_init (TroupeStudioVideos *self)
{
  self->all = g_ptr_array_new_with_free_func (g_object_unref);
  self->new = g_ptr_array_new_with_free_func (g_object_unref);
  self->productions = g_ptr_array_new_with_free_func (g_object_unref);
  g_queue_init (&self->waiting);
}

/**
 * troupe_studio_videos_new:
 * @store: holds the jobs of earlier runs
 * @characters: who can appear
 *
 * Opens the workshop and takes up the work that an earlier studio left. Blocks while it reads
 * @store.
 *
 * Returns: (transfer full): the videos
 */
TroupeStudioVideos *
troupe_studio_videos_new (TroupeStudioStore      *store,
                          TroupeStudioCharacters *characters)
{
  TroupeStudioVideos *self = g_object_new (TROUPE_TYPE_STUDIO_VIDEOS, NULL);

  self->store = g_object_ref (store);
  self->characters = g_object_ref (characters);
  load (self);
  return self;
}

/**
 * troupe_studio_videos_get_all:
 * @self: the videos
 *
 * Lists all jobs that this studio knows.
 *
 * Returns: (transfer none) (element-type TroupeStudioVideo): the list, oldest first
 */
GPtrArray *
troupe_studio_videos_get_all (TroupeStudioVideos *self)
{
  g_return_val_if_fail (TROUPE_IS_STUDIO_VIDEOS (self), NULL);

  return self->all;
}

/**
 * troupe_studio_videos_get_new:
 * @self: the videos
 *
 * Lists the jobs that are being written to disk and not yet taken up.
 *
 * Returns: (transfer none) (element-type TroupeStudioVideo): the list
 */
GPtrArray *
troupe_studio_videos_get_new (TroupeStudioVideos *self)
{
  g_return_val_if_fail (TROUPE_IS_STUDIO_VIDEOS (self), NULL);

  return self->new;
}

/**
 * troupe_studio_videos_find:
 * @self: the videos
 * @id: any text
 *
 * Looks for a job, also among those of another studio, and takes up what that left when it is gone.
 *
 * Returns: (transfer none) (nullable): the job
 */
TroupeStudioVideo *
troupe_studio_videos_find (TroupeStudioVideos *self,
                           const char         *id)
{
  g_autoptr (TroupeStudioVideo) video = NULL;

  g_return_val_if_fail (TROUPE_IS_STUDIO_VIDEOS (self), NULL);

  for (guint i = 0; i < self->all->len; i++)
    if (g_str_equal (troupe_studio_video_get_id (g_ptr_array_index (self->all, i)), id))
      return refresh (self, i);
  video = read_video (self, id);
  if (video == NULL)
    return NULL;
  g_ptr_array_add (self->all, g_object_ref (video));
  return refresh (self, self->all->len - 1);
}

/**
 * troupe_studio_videos_get_file:
 * @self: the videos
 * @video: a job
 *
 * Names the file of a video.
 *
 * Returns: (transfer full): the file, there once the job is completed
 */
GFile *
troupe_studio_videos_get_file (TroupeStudioVideos *self,
                               TroupeStudioVideo  *video)
{
  g_return_val_if_fail (TROUPE_IS_STUDIO_VIDEOS (self), NULL);

  return troupe_studio_store_get_file (self->store, TROUPE_STUDIO_FOLDER_VIDEOS,
                                       troupe_studio_video_get_id (video), ".mp4");
}

/**
 * troupe_studio_videos_get_result:
 * @self: the videos
 * @id: any text
 * @error: return location for an error
 *
 * Looks for the file of a completed job.
 *
 * Fails with `TROUPE_STUDIO_ERROR_TASK_NOT_FOUND` or `TROUPE_STUDIO_ERROR_TASK_UNFINISHED`.
 *
 * Returns: (transfer full): the file
 */
GFile *
troupe_studio_videos_get_result (TroupeStudioVideos *self,
                                 const char         *id,
                                 GError            **error)
{
  TroupeStudioVideo *video;

  g_return_val_if_fail (TROUPE_IS_STUDIO_VIDEOS (self), NULL);

  video = troupe_studio_videos_find (self, id);
  if (video == NULL)
    {
      g_set_error (error, TROUPE_STUDIO_ERROR, TROUPE_STUDIO_ERROR_TASK_NOT_FOUND,
                   "there is no task %s", id);
      return NULL;
    }
  if (troupe_studio_video_get_state (video) != TROUPE_STUDIO_VIDEO_COMPLETED)
    {
      g_set_error (error, TROUPE_STUDIO_ERROR, TROUPE_STUDIO_ERROR_TASK_UNFINISHED,
                   "the task %s is not completed, its status is %s", id,
                   troupe_studio_video_get_state_word (video));
      return NULL;
    }
  return troupe_studio_videos_get_file (self, video);
}

/**
 * troupe_studio_videos_add_async:
 * @self: the videos
 * @video: a new job
 * @callback: called when the job is on disk
 * @user_data: for @callback
 *
 * Takes up a job.
 */
void
troupe_studio_videos_add_async (TroupeStudioVideos *self,
                                TroupeStudioVideo  *video,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (TROUPE_IS_STUDIO_VIDEOS (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, troupe_studio_videos_add_async);
  g_task_set_task_data (task, g_object_ref (video), g_object_unref);
  g_ptr_array_add (self->new, g_object_ref (video));
  write_next_attachment (task);
}

/**
 * troupe_studio_videos_add_finish:
 * @self: the videos
 * @result: the result
 * @error: return location for an error
 *
 * Ends troupe_studio_videos_add_async(). Fails with `G_IO_ERROR`.
 *
 * Returns: whether the job is taken up
 */
gboolean
troupe_studio_videos_add_finish (TroupeStudioVideos *self,
                                 GAsyncResult       *result,
                                 GError            **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_studio_videos_add_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * troupe_studio_videos_remove:
 * @self: the videos
 * @video: a job
 *
 * Deletes a job and its files, and stops the work on it.
 */
void
troupe_studio_videos_remove (TroupeStudioVideos *self,
                             TroupeStudioVideo  *video)
{
  TroupeStudioProduction *production;

  g_return_if_fail (TROUPE_IS_STUDIO_VIDEOS (self));

  troupe_studio_store_remove (self->store, TROUPE_STUDIO_FOLDER_VIDEOS,
                              troupe_studio_video_get_id (video));
  production = find_production (self, video);
  if (production != NULL)
    cancel (self, production);
  g_ptr_array_remove (self->all, video);
}

/**
 * troupe_studio_videos_stop:
 * @self: the videos
 *
 * Stops all work; the next studio takes it up again.
 */
void
troupe_studio_videos_stop (TroupeStudioVideos *self)
{
  g_return_if_fail (TROUPE_IS_STUDIO_VIDEOS (self));

  self->is_stopped = TRUE;
  for (guint i = self->productions->len; i > 0; i--)
    cancel (self, g_ptr_array_index (self->productions, i - 1));
}

/**
 * troupe_studio_videos_is_busy:
 * @self: the videos
 *
 * Tells whether work is under way.
 *
 * Returns: whether a thread may still be at work
 */
gboolean
troupe_studio_videos_is_busy (TroupeStudioVideos *self)
{
  g_return_val_if_fail (TROUPE_IS_STUDIO_VIDEOS (self), FALSE);

  return self->productions->len > 0;
}
