/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-studio-production.h"

#include <stdio.h>

#include "troupe-animatic-error.h"
#include "troupe-studio-error.h"
#include "troupe-studio-fetch.h"
#include "troupe-studio-timestamps.h"

#define NS_PER_S G_GUINT64_CONSTANT (1000000000)

struct _TroupeStudioProduction
{
  GObject                 parent_instance;

  /* Owned */
  TroupeStudioStore      *store;
  TroupeStudioCharacters *characters;
  TroupeStudioVideo      *video;
  GCancellable           *cancellable;
  int                     lock_fd;        /* keeps other studios from the video */

  guint                   n_pictures;     /* that are there */
  guint                   n_clips;        /* that have become characters */
  guint64                 length_ns;      /* of those together */
};

G_DEFINE_FINAL_TYPE (TroupeStudioProduction, troupe_studio_production, G_TYPE_OBJECT)

static GFile *
get_file (TroupeStudioProduction *self,
          const char             *suffix)
{
  return troupe_studio_store_get_file (self->store, TROUPE_STUDIO_FOLDER_VIDEOS,
                                       troupe_studio_video_get_id (self->video), suffix);
}

/* A member of the request that is a list; an empty one stands for none. */
static guint
get_list (TroupeStudioProduction *self,
          const char             *name,
          JsonArray             **list)
{
  JsonObject *request = troupe_studio_video_get_request (self->video);

  *list = NULL;
  if (json_object_has_member (request, name))
    *list = json_object_get_array_member (request, name);
  return *list == NULL ? 0 : json_array_get_length (*list);
}

static GFile *
get_nth_file (TroupeStudioProduction *self,
              const char             *kind,
              guint                   position)
{
  g_autofree char *suffix = g_strdup_printf ("%s%u", kind, position);

  return get_file (self, suffix);
}

static void
add_actor (TroupeAnimaticScript  *script,
           TroupeStudioCharacter *character)
{
  g_autofree char *name = g_strconcat ("@", character->username, NULL);

  troupe_animatic_script_add_actor (script, name, character->clip, character->length_ns,
                                    character->has_sound);
}

static TroupeAnimaticScript *
write_script (TroupeStudioProduction *self)
{
  TroupeAnimaticScript *script = troupe_animatic_script_new ();
  GPtrArray *cast = troupe_studio_video_get_cast (self->video);
  JsonObject *request = troupe_studio_video_get_request (self->video);
  JsonArray *pictures;
  guint n_pictures = get_list (self, "pictures", &pictures);

  /* Whoever took the request checked its values. */
  sscanf (troupe_studio_video_get_text (self->video, "size"), "%dx%d", &script->width,
          &script->height);
  sscanf (troupe_studio_video_get_text (self->video, "seconds"), "%d", &script->seconds);
  script->prompt = g_strdup (troupe_studio_video_get_text (self->video, "prompt"));
  if (json_object_get_boolean_member_with_default (request, "watermark", FALSE))
    script->mark = g_strdup ("Practice");
  for (guint i = 0; i < cast->len; i++)
    {
      TroupeStudioCharacter *character =
        troupe_studio_characters_find (self->characters, g_ptr_array_index (cast, i));

      if (character != NULL)
        add_actor (script, character);
    }
  for (guint i = 0; i < n_pictures; i++)
    g_ptr_array_add (script->pictures, get_nth_file (self, TROUPE_STUDIO_PICTURE, i));
  return script;
}

static void
rendered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GFile *rendered = g_task_get_task_data (task);
  g_autoptr (GFile) file = get_file (g_task_get_source_object (task), ".mp4");
  GError *error = NULL;

  if (!troupe_animatic_render_finish (TROUPE_ANIMATIC (source), result, &error))
    {
      /* Whoever sent a picture that is none is told so. */
      if (g_error_matches (error, TROUPE_ANIMATIC_ERROR, TROUPE_ANIMATIC_ERROR_PICTURE))
        {
          error->domain = TROUPE_STUDIO_ERROR;
          error->code = TROUPE_STUDIO_ERROR_PICTURE;
        }
      g_task_return_error (task, error);
    }
  else if (g_task_return_error_if_cancelled (task))
    g_file_delete (rendered, NULL, NULL);
  else if (!g_file_move (rendered, file, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error))
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void make_next_character (GTask *task);

static void
character_made_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  GTask *task = user_data;
  TroupeStudioProduction *self = g_task_get_source_object (task);
  g_autoptr (TroupeStudioCharacter) character = NULL;
  GError *error = NULL;
  JsonArray *clips;

  character = troupe_studio_characters_make_finish (TROUPE_STUDIO_CHARACTERS (source), result,
                                                    &error);
  if (character == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  get_list (self, "clips", &clips);
  if (!json_object_get_boolean_member_with_default (
        json_array_get_object_element (clips, self->n_clips), "is_extra", FALSE))
    troupe_studio_video_add_to_cast (self->video, character->username);
  self->n_clips++;
  self->length_ns += character->length_ns;
  make_next_character (task);
}

static char *
dup_clip_uri (TroupeStudioProduction *self,
              JsonObject             *clip)
{
  const char *task = json_object_get_string_member_with_default (clip, "task", NULL);
  const char *url = json_object_get_string_member_with_default (clip, "url", "");
  g_autoptr (GFile) file = NULL;

  if (task != NULL)
    file = troupe_studio_store_get_file (self->store, TROUPE_STUDIO_FOLDER_VIDEOS, task, ".mp4");
  else if (*url == '\0')
    file = get_nth_file (self, TROUPE_STUDIO_CLIP, self->n_clips);
  return file == NULL ? g_strdup (url) : g_file_get_uri (file);
}

static gboolean
check_sum (TroupeStudioProduction *self,
           GError                **error)
{
  JsonObject *request = troupe_studio_video_get_request (self->video);
  double max_s = json_object_get_double_member_with_default (request, "max_sum_s", 0);
  double sum_s = (double) self->length_ns / NS_PER_S;

  /* As for one clip, a twentieth of a second is nothing. */
  if (max_s <= 0 || sum_s <= max_s + 0.05)
    return TRUE;
  g_set_error (error, TROUPE_STUDIO_ERROR, TROUPE_STUDIO_ERROR_SOURCE,
               "the videos are %.2f seconds long together, it must be at most %g", sum_s, max_s);
  return FALSE;
}

/* Takes the task. */
static void
make_character (GTask      *task,
                JsonObject *clip)
{
  TroupeStudioProduction *self = g_task_get_source_object (task);
  const char *timestamps = json_object_get_string_member_with_default (clip, "timestamps", NULL);
  g_autofree char *uri = dup_clip_uri (self, clip);
  TroupeRange range = { 0, 0 };
  TroupeStudioCasting casting = {
    .uri = uri,
    .range = timestamps == NULL ? NULL : &range,
    .username = troupe_studio_video_get_text (self->video, "username"),
    .request = troupe_studio_video_get_request (self->video),
  };
  GError *error = NULL;

  if (json_object_has_member (clip, "rules"))
    casting.rules = json_object_get_object_member (clip, "rules");
  if (timestamps == NULL ||
      troupe_studio_timestamps_parse (timestamps, 0, G_MAXUINT64, &range, &error))
    {
      troupe_studio_characters_make_async (self->characters, &casting, self->cancellable,
                                           character_made_cb, task);
      return;
    }
  g_task_return_error (task, error);
  g_object_unref (task);
}

/* Takes the task. */
static void
make_next_character (GTask *task)
{
  TroupeStudioProduction *self = g_task_get_source_object (task);
  JsonArray *clips;
  guint n_clips = get_list (self, "clips", &clips);
  GError *error = NULL;

  if (!troupe_studio_video_is_cast_complete (self->video) && self->n_clips < n_clips)
    {
      make_character (task, json_array_get_object_element (clips, self->n_clips));
      return;
    }
  if (check_sum (self, &error))
    {
      troupe_studio_video_set_cast_complete (self->video);
      g_task_return_boolean (task, TRUE);
    }
  else
    g_task_return_error (task, error);
  g_object_unref (task);
}

static void fetch_next_picture (GTask *task);

static void
picture_fetched_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  GTask *task = user_data;
  GError *error = NULL;

  if (troupe_studio_fetch_finish (result, &error))
    {
      fetch_next_picture (task);
      return;
    }
  g_task_return_error (task, error);
  g_object_unref (task);
}

/* Takes the task. Pictures that are there already came with the request, or with an earlier try. */
static void
fetch_next_picture (GTask *task)
{
  TroupeStudioProduction *self = g_task_get_source_object (task);
  JsonArray *pictures;
  guint n_pictures = get_list (self, "pictures", &pictures);

  for (; self->n_pictures < n_pictures; self->n_pictures++)
    {
      g_autoptr (GFile) file = get_nth_file (self, TROUPE_STUDIO_PICTURE, self->n_pictures);

      if (g_file_query_exists (file, NULL))
        continue;
      troupe_studio_fetch_async (troupe_studio_characters_get_session (self->characters),
                                 json_array_get_string_element (pictures, self->n_pictures), file,
                                 self->cancellable, picture_fetched_cb, task);
      return;
    }
  make_next_character (task);
}

static void
troupe_studio_production_dispose (GObject *object)
{
  TroupeStudioProduction *self = TROUPE_STUDIO_PRODUCTION (object);

  if (self->lock_fd >= 0)
    troupe_studio_store_unlock (self->store, TROUPE_STUDIO_FOLDER_VIDEOS,
                                troupe_studio_video_get_id (self->video), self->lock_fd);
  self->lock_fd = -1;
  g_clear_object (&self->store);
  g_clear_object (&self->characters);
  g_clear_object (&self->video);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (troupe_studio_production_parent_class)->dispose (object);
}

static void
troupe_studio_production_class_init (TroupeStudioProductionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = troupe_studio_production_dispose;
}

static void
troupe_studio_production_init (TroupeStudioProduction *self)
{
  self->cancellable = g_cancellable_new ();
  self->lock_fd = -1;
}

/**
 * troupe_studio_production_new:
 * @store: where the video goes
 * @characters: who can appear
 * @video: the job
 *
 * Makes a production that has not begun, and claims the job for this studio.
 *
 * Returns: (transfer full) (nullable): the production, `NULL` when another studio is at work on it
 */
TroupeStudioProduction *
troupe_studio_production_new (TroupeStudioStore      *store,
                              TroupeStudioCharacters *characters,
                              TroupeStudioVideo      *video)
{
  g_autoptr (TroupeStudioProduction) self = g_object_new (TROUPE_TYPE_STUDIO_PRODUCTION, NULL);

  self->store = g_object_ref (store);
  self->characters = g_object_ref (characters);
  self->video = g_object_ref (video);
  self->lock_fd = troupe_studio_store_lock (store, TROUPE_STUDIO_FOLDER_VIDEOS,
                                            troupe_studio_video_get_id (video));
  return self->lock_fd < 0 ? NULL : g_steal_pointer (&self);
}

/**
 * troupe_studio_production_get_video:
 * @self: a production
 *
 * Gets the job.
 *
 * Returns: (transfer none): the job
 */
TroupeStudioVideo *
troupe_studio_production_get_video (TroupeStudioProduction *self)
{
  g_return_val_if_fail (TROUPE_IS_STUDIO_PRODUCTION (self), NULL);

  return self->video;
}

/**
 * troupe_studio_production_cancel:
 * @self: a production
 *
 * Ends the step that is under way.
 */
void
troupe_studio_production_cancel (TroupeStudioProduction *self)
{
  g_return_if_fail (TROUPE_IS_STUDIO_PRODUCTION (self));

  g_cancellable_cancel (self->cancellable);
}

/**
 * troupe_studio_production_prepare_async:
 * @self: a production
 * @callback: called when all is there
 * @user_data: for @callback
 *
 * Fetches the pictures that the request names by their addresses, and makes the characters that it
 * brings.
 */
void
troupe_studio_production_prepare_async (TroupeStudioProduction *self,
                                        GAsyncReadyCallback     callback,
                                        gpointer                user_data)
{
  GTask *task;

  g_return_if_fail (TROUPE_IS_STUDIO_PRODUCTION (self));

  task = g_task_new (self, self->cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_studio_production_prepare_async);
  if (troupe_studio_video_is_character (self->video))
    troupe_studio_video_set_running (self->video, NULL);
  fetch_next_picture (task);
}

/**
 * troupe_studio_production_prepare_finish:
 * @self: a production
 * @result: the result
 * @error: return location for an error
 *
 * Ends troupe_studio_production_prepare_async(). Fails as troupe_studio_fetch_async() and
 * troupe_studio_characters_make_async() do.
 *
 * Returns: whether the video can be rendered
 */
gboolean
troupe_studio_production_prepare_finish (TroupeStudioProduction *self,
                                         GAsyncResult           *result,
                                         GError                **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_studio_production_prepare_async),
                        FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * troupe_studio_production_render_async:
 * @self: a production that is prepared
 * @callback: called when the video is in its place
 * @user_data: for @callback
 *
 * Renders the video.
 */
void
troupe_studio_production_render_async (TroupeStudioProduction *self,
                                       GAsyncReadyCallback     callback,
                                       gpointer                user_data)
{
  g_autoptr (TroupeAnimatic) animatic = NULL;
  GFile *rendered;
  GTask *task;

  g_return_if_fail (TROUPE_IS_STUDIO_PRODUCTION (self));

  task = g_task_new (self, self->cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_studio_production_render_async);
  rendered = troupe_studio_store_new_temporary (self->store);
  g_task_set_task_data (task, rendered, g_object_unref);
  animatic = troupe_animatic_new (write_script (self));
  troupe_studio_video_set_running (self->video, animatic);
  troupe_animatic_render_async (animatic, rendered, self->cancellable, rendered_cb, task);
}

/**
 * troupe_studio_production_render_finish:
 * @self: a production
 * @result: the result
 * @error: return location for an error
 *
 * Ends troupe_studio_production_render_async(). Fails as troupe_animatic_render_async()
 * does, or with `G_IO_ERROR`.
 *
 * Returns: whether the video is in its place
 */
gboolean
troupe_studio_production_render_finish (TroupeStudioProduction *self,
                                        GAsyncResult           *result,
                                        GError                **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_studio_production_render_async),
                        FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
