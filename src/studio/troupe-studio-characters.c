/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-studio-characters.h"

#include <libsoup/soup.h>

#include "troupe-clip-error.h"
#include "troupe-cutter.h"
#include "troupe-probe.h"
#include "troupe-studio-error.h"
#include "troupe-studio-fetch.h"
#include "troupe-studio-names.h"
#include "troupe-studio-portrait.h"
#include "troupe-studio-rules.h"
#include "troupe-studio-timestamps.h"

#define FETCH_IDLE_S 30

struct _TroupeStudioCharacters
{
  GObject            parent_instance;

  /* Owned */
  TroupeStudioStore *store;
  SoupSession       *session;
  GPtrArray         *all;          /* of TroupeStudioCharacter */
  GQueue             waiting;      /* of GTask: their source is there, their turn is not */

  GCancellable      *cancellable;  /* of what nobody else can cancel */

  guint              n_tasks;
  gboolean           is_working;
};

G_DEFINE_FINAL_TYPE (TroupeStudioCharacters, troupe_studio_characters, G_TYPE_OBJECT)

/* A character on its way: fetch, wait for a turn, probe, cut, portrait, save */
typedef struct
{
  char                  *uri;
  TroupeRange            range;        /* ends at G_MAXUINT64: all of it */
  JsonObject            *rules;        /* NULL for none */
  char                  *id;           /* NULL: made up */
  char                  *username;     /* NULL: made up */
  JsonObject            *request;
  GFile                 *fetched;      /* removed at the end, NULL when nothing was fetched */
  TroupeStudioCharacter *character;
} Making;

static void
making_free (Making *making)
{
  g_free (making->uri);
  g_free (making->id);
  g_free (making->username);
  g_clear_pointer (&making->rules, json_object_unref);
  json_object_unref (making->request);
  /* It never came into being when the fetch failed early. */
  if (making->fetched != NULL)
    g_file_delete (making->fetched, NULL, NULL);
  g_clear_object (&making->fetched);
  g_clear_pointer (&making->character, troupe_studio_character_unref);
  g_free (making);
}

static char *
dup_free_username (TroupeStudioCharacters *self)
{
  for (;;)
    {
      g_autofree char *username = troupe_studio_names_dup_username ();

      if (troupe_studio_characters_find (self, username) == NULL)
        return g_steal_pointer (&username);
    }
}

static char *
dup_source_uri (Making *making)
{
  return making->fetched == NULL ? g_strdup (making->uri) : g_file_get_uri (making->fetched);
}

static const char *
describe_clip_error (TroupeClipError code)
{
  switch (code)
    {
    case TROUPE_CLIP_ERROR_EMPTY:
      return "is empty";
    case TROUPE_CLIP_ERROR_NOT_MEDIA:
    case TROUPE_CLIP_ERROR_PAGE:
      return "is not a video";
    case TROUPE_CLIP_ERROR_NO_VIDEO:
      return "has no picture, only sound";
    case TROUPE_CLIP_ERROR_TRUNCATED:
      return "is damaged or ends before its end";
    case TROUPE_CLIP_ERROR_CODEC:
      return "uses a codec that is not known here";
    case TROUPE_CLIP_ERROR_NOT_FOUND:
    case TROUPE_CLIP_ERROR_NOT_A_FILE:
    case TROUPE_CLIP_ERROR_UNREACHABLE:
    case TROUPE_CLIP_ERROR_TOO_LARGE:
    case TROUPE_CLIP_ERROR_TOO_SHORT:
    case TROUPE_CLIP_ERROR_RANGE:
    case TROUPE_CLIP_ERROR_TIME:
    case TROUPE_CLIP_ERROR_FAILED:
      break;
    }
  return "cannot be read as a video";
}

static void start_next (TroupeStudioCharacters *self);

/* The turn of a task is over; takes its last reference and the error. */
static void
end_turn (GTask  *task,
          GError *error)
{
  TroupeStudioCharacters *self = g_task_get_source_object (task);
  Making *making = g_task_get_task_data (task);

  if (error != NULL && making->character != NULL)
    troupe_studio_store_remove (self->store, TROUPE_STUDIO_FOLDER_CHARACTERS,
                                making->character->username);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, troupe_studio_character_ref (making->character),
                           (GDestroyNotify) troupe_studio_character_unref);
  self->is_working = FALSE;
  self->n_tasks--;
  start_next (self);
  g_object_unref (task);
}

/* The media library has no use for the source, or something else went wrong. */
static void
end_turn_unusable (GTask  *task,
                   GError *reason)
{
  Making *making = g_task_get_task_data (task);
  GError *error = NULL;

  if (reason->domain == TROUPE_CLIP_ERROR)
    g_set_error (&error, TROUPE_STUDIO_ERROR, TROUPE_STUDIO_ERROR_SOURCE, "%s %s",
                 making->fetched == NULL ? "the video of the task" : "the file behind the url",
                 describe_clip_error ((TroupeClipError) reason->code));
  else
    error = g_error_copy (reason);
  end_turn (task, error);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  GTask *task = user_data;
  TroupeStudioCharacters *self = g_task_get_source_object (task);
  Making *making = g_task_get_task_data (task);
  GError *error = NULL;

  if (troupe_studio_store_save_finish (TROUPE_STUDIO_STORE (source), result, &error))
    g_ptr_array_add (self->all, troupe_studio_character_ref (making->character));
  end_turn (task, error);
}

static void
portrait_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  GTask *task = user_data;
  TroupeStudioCharacters *self = g_task_get_source_object (task);
  Making *making = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) object = NULL;

  if (!troupe_studio_portrait_make_finish (result, &error))
    {
      end_turn_unusable (task, error);
      return;
    }
  object = troupe_studio_character_to_json (making->character);
  troupe_studio_store_save_async (self->store, TROUPE_STUDIO_FOLDER_CHARACTERS,
                                  making->character->username, object,
                                  g_task_get_cancellable (task), saved_cb, task);
}

static void
cut_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  GTask *task = user_data;
  Making *making = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (troupe_cutter_cut_finish (result, &error))
    troupe_studio_portrait_make_async (making->character->clip, making->character->picture,
                                       g_task_get_cancellable (task), portrait_cb, task);
  else
    end_turn_unusable (task, error);
}

static gboolean
fit (Making     *making,
     TroupeClip *clip,
     GError    **error)
{
  guint64 duration_ns = troupe_clip_get_duration_ns (clip);

  if (making->range.end_ns == G_MAXUINT64)
    making->range.end_ns = duration_ns;
  return (making->rules == NULL ||
          troupe_studio_rules_check (making->rules, clip, &making->range, error)) &&
         troupe_studio_timestamps_fit (&making->range, duration_ns, error);
}

static void
probed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GTask *task = user_data;
  TroupeStudioCharacters *self = g_task_get_source_object (task);
  Making *making = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeClip) clip = troupe_probe_finish (result, &error);
  g_autofree char *uri = NULL;

  if (clip == NULL)
    {
      end_turn_unusable (task, error);
      return;
    }
  if (!fit (making, clip, &error))
    {
      end_turn (task, g_steal_pointer (&error));
      return;
    }
  if (making->username == NULL)
    making->username = dup_free_username (self);
  making->character = troupe_studio_character_new (self->store, making->id, making->username,
                                                   making->request,
                                                   making->range.end_ns - making->range.start_ns,
                                                   troupe_clip_get_audio_codec (clip) != NULL);
  uri = dup_source_uri (making);
  troupe_cutter_cut_async (uri, &making->range, NULL, making->character->clip,
                           g_task_get_cancellable (task), cut_cb, task);
}

static void
start_next (TroupeStudioCharacters *self)
{
  GTask *task;
  g_autofree char *uri = NULL;

  if (self->is_working || g_queue_is_empty (&self->waiting))
    return;
  self->is_working = TRUE;
  task = g_queue_pop_head (&self->waiting);
  uri = dup_source_uri (g_task_get_task_data (task));
  troupe_probe_async (uri, g_task_get_cancellable (task), probed_cb, task);
}

static void
fetched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  TroupeStudioCharacters *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!troupe_studio_fetch_finish (result, &error))
    {
      self->n_tasks--;
      g_task_return_error (task, error);
      return;
    }
  g_queue_push_tail (&self->waiting, g_steal_pointer (&task));
  start_next (self);
}

static void
load (TroupeStudioCharacters *self)
{
  g_autoptr (GPtrArray) objects = NULL;

  objects = troupe_studio_store_load_all (self->store, TROUPE_STUDIO_FOLDER_CHARACTERS);
  for (guint i = 0; i < objects->len; i++)
    {
      TroupeStudioCharacter *character =
        troupe_studio_character_new_from_json (self->store, g_ptr_array_index (objects, i));

      if (character != NULL)
        g_ptr_array_add (self->all, character);
    }
}

static void
troupe_studio_characters_dispose (GObject *object)
{
  TroupeStudioCharacters *self = TROUPE_STUDIO_CHARACTERS (object);

  g_clear_object (&self->session);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (troupe_studio_characters_parent_class)->dispose (object);
}

static void
troupe_studio_characters_finalize (GObject *object)
{
  TroupeStudioCharacters *self = TROUPE_STUDIO_CHARACTERS (object);

  g_clear_pointer (&self->all, g_ptr_array_unref);
  G_OBJECT_CLASS (troupe_studio_characters_parent_class)->finalize (object);
}

static void
troupe_studio_characters_class_init (TroupeStudioCharactersClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = troupe_studio_characters_dispose;
  object_class->finalize = troupe_studio_characters_finalize;
}

static void
troupe_studio_characters_init (TroupeStudioCharacters *self)
{
  self->all = g_ptr_array_new_with_free_func ((GDestroyNotify) troupe_studio_character_unref);
  self->session = soup_session_new_with_options ("timeout", FETCH_IDLE_S,
                                                 "user-agent", "troupe-studio", NULL);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_DECODER);
  self->cancellable = g_cancellable_new ();
  g_queue_init (&self->waiting);
}

/**
 * troupe_studio_characters_new:
 * @store: holds the characters of earlier runs
 *
 * Opens the workshop. Blocks while it reads @store.
 *
 * Returns: (transfer full): the characters
 */
TroupeStudioCharacters *
troupe_studio_characters_new (TroupeStudioStore *store)
{
  TroupeStudioCharacters *self = g_object_new (TROUPE_TYPE_STUDIO_CHARACTERS, NULL);

  self->store = g_object_ref (store);
  load (self);
  return self;
}

/**
 * troupe_studio_characters_get_all:
 * @self: the characters
 *
 * Lists all characters that this studio knows.
 *
 * Returns: (transfer none) (element-type TroupeStudioCharacter): the list
 */
GPtrArray *
troupe_studio_characters_get_all (TroupeStudioCharacters *self)
{
  g_return_val_if_fail (TROUPE_IS_STUDIO_CHARACTERS (self), NULL);

  return self->all;
}

/**
 * troupe_studio_characters_find:
 * @self: the characters
 * @username: any text
 *
 * Looks for a character by its name, also among those that another studio made meanwhile.
 *
 * Returns: (transfer none) (nullable): the character
 */
TroupeStudioCharacter *
troupe_studio_characters_find (TroupeStudioCharacters *self,
                               const char             *username)
{
  g_autoptr (JsonObject) object = NULL;
  TroupeStudioCharacter *character;

  g_return_val_if_fail (TROUPE_IS_STUDIO_CHARACTERS (self), NULL);

  for (guint i = 0; i < self->all->len; i++)
    {
      character = g_ptr_array_index (self->all, i);
      if (g_str_equal (character->username, username))
        return character;
    }
  object = troupe_studio_store_load (self->store, TROUPE_STUDIO_FOLDER_CHARACTERS, username);
  if (object == NULL)
    return NULL;
  character = troupe_studio_character_new_from_json (self->store, object);
  if (character != NULL)
    g_ptr_array_add (self->all, character);
  return character;
}

/**
 * troupe_studio_characters_find_by_id:
 * @self: the characters
 * @id: any text
 *
 * Looks for a character by its id.
 *
 * Returns: (transfer none) (nullable): the character
 */
TroupeStudioCharacter *
troupe_studio_characters_find_by_id (TroupeStudioCharacters *self,
                                     const char             *id)
{
  g_return_val_if_fail (TROUPE_IS_STUDIO_CHARACTERS (self), NULL);

  for (guint i = 0; i < self->all->len; i++)
    {
      TroupeStudioCharacter *character = g_ptr_array_index (self->all, i);

      if (g_str_equal (character->id, id))
        return character;
    }
  return NULL;
}

/**
 * troupe_studio_characters_make_async:
 * @self: the characters
 * @casting: what it is made of
 * @cancellable: (nullable): a cancellable; without one only the end of the studio stops the work
 * @callback: called when the character is on disk
 * @user_data: for @callback
 *
 * Makes a character out of a range of a video.
 */
void
troupe_studio_characters_make_async (TroupeStudioCharacters    *self,
                                     const TroupeStudioCasting *casting,
                                     GCancellable              *cancellable,
                                     GAsyncReadyCallback        callback,
                                     gpointer                   user_data)
{
  g_autoptr (GTask) task = NULL;
  Making *making = g_new0 (Making, 1);

  g_return_if_fail (TROUPE_IS_STUDIO_CHARACTERS (self));

  if (cancellable == NULL)
    cancellable = self->cancellable;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_studio_characters_make_async);
  self->n_tasks++;
  g_task_set_task_data (task, making, (GDestroyNotify) making_free);
  making->uri = g_strdup (casting->uri);
  making->range = casting->range == NULL ? (TroupeRange) { 0, G_MAXUINT64 } : *casting->range;
  making->rules = casting->rules == NULL ? NULL : json_object_ref (casting->rules);
  making->id = g_strdup (casting->id);
  making->username = g_strdup (casting->username);
  making->request = json_object_ref (casting->request);
  if (g_str_has_prefix (casting->uri, "file:"))
    {
      g_queue_push_tail (&self->waiting, g_steal_pointer (&task));
      start_next (self);
    }
  else
    {
      making->fetched = troupe_studio_store_new_temporary (self->store);
      troupe_studio_fetch_async (self->session, casting->uri, making->fetched, cancellable, fetched_cb,
                                 g_steal_pointer (&task));
    }
}

/**
 * troupe_studio_characters_make_finish:
 * @self: the characters
 * @result: the result
 * @error: return location for an error
 *
 * Ends troupe_studio_characters_make_async(). Fails with `TROUPE_STUDIO_ERROR_SOURCE`,
 * `TROUPE_STUDIO_ERROR_TIMESTAMPS` or `G_IO_ERROR`.
 *
 * Returns: (transfer full): the character
 */
TroupeStudioCharacter *
troupe_studio_characters_make_finish (TroupeStudioCharacters *self,
                                      GAsyncResult           *result,
                                      GError                **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_studio_characters_make_async),
                        NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * troupe_studio_characters_get_session:
 * @self: the characters
 *
 * Gets what fetches the addresses of requests.
 *
 * Returns: (transfer none): the session
 */
SoupSession *
troupe_studio_characters_get_session (TroupeStudioCharacters *self)
{
  g_return_val_if_fail (TROUPE_IS_STUDIO_CHARACTERS (self), NULL);

  return self->session;
}

/**
 * troupe_studio_characters_stop:
 * @self: the characters
 *
 * Stops all work that has no cancellable of its own.
 */
void
troupe_studio_characters_stop (TroupeStudioCharacters *self)
{
  g_return_if_fail (TROUPE_IS_STUDIO_CHARACTERS (self));

  g_cancellable_cancel (self->cancellable);
}

/**
 * troupe_studio_characters_is_busy:
 * @self: the characters
 *
 * Tells whether work is under way.
 *
 * Returns: whether a thread may still be at work
 */
gboolean
troupe_studio_characters_is_busy (TroupeStudioCharacters *self)
{
  g_return_val_if_fail (TROUPE_IS_STUDIO_CHARACTERS (self), FALSE);

  return self->n_tasks > 0;
}
