/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-studio-video.h"

#include "troupe-studio-error.h"

struct _TroupeStudioVideo
{
  GObject                 parent_instance;

  /* Owned */
  char                   *id;
  char                   *base_path;       /* where it was asked for */
  JsonObject             *request;
  GPtrArray              *cast;            /* of usernames */
  char                   *remixed_from;    /* the id of another one, or NULL */
  char                   *failure;         /* NULL but when it failed */
  TroupeAnimatic   *animatic;        /* while it is rendered */
  GPtrArray              *attachments;     /* of TroupeStudioAttachment, not yet on disk */

  TroupeStudioVideoState  state;
  gint64                  created_us;
  gint64                  ended_s;         /* 0 before its end */
  gboolean                is_cast_complete;
  gboolean                is_input_at_fault;
};

G_DEFINE_FINAL_TYPE (TroupeStudioVideo, troupe_studio_video, G_TYPE_OBJECT)

static guint ended_signal;

/* The words of the gateway form; they also name the states on disk. */
static const char * const state_words[] = {
  [TROUPE_STUDIO_VIDEO_QUEUED] = "queued",
  [TROUPE_STUDIO_VIDEO_RUNNING] = "in_progress",
  [TROUPE_STUDIO_VIDEO_COMPLETED] = "completed",
  [TROUPE_STUDIO_VIDEO_FAILED] = "failed",
};

static gint64
now_s (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static void
end (TroupeStudioVideo     *self,
     TroupeStudioVideoState state)
{
  self->state = state;
  self->ended_s = now_s ();
  g_clear_object (&self->animatic);
  g_signal_emit (self, ended_signal, 0);
}

/* Work that was under way begins anew. */
static TroupeStudioVideoState
parse_state (const char *word)
{
  if (g_strcmp0 (word, state_words[TROUPE_STUDIO_VIDEO_COMPLETED]) == 0)
    return TROUPE_STUDIO_VIDEO_COMPLETED;
  if (g_strcmp0 (word, state_words[TROUPE_STUDIO_VIDEO_FAILED]) == 0)
    return TROUPE_STUDIO_VIDEO_FAILED;
  return TROUPE_STUDIO_VIDEO_QUEUED;
}

static void
troupe_studio_video_dispose (GObject *object)
{
  TroupeStudioVideo *self = TROUPE_STUDIO_VIDEO (object);

  g_clear_object (&self->animatic);
  G_OBJECT_CLASS (troupe_studio_video_parent_class)->dispose (object);
}

static void
troupe_studio_video_finalize (GObject *object)
{
  TroupeStudioVideo *self = TROUPE_STUDIO_VIDEO (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->base_path, g_free);
  g_clear_pointer (&self->request, json_object_unref);
  g_clear_pointer (&self->cast, g_ptr_array_unref);
  g_clear_pointer (&self->remixed_from, g_free);
  g_clear_pointer (&self->failure, g_free);
  g_clear_pointer (&self->attachments, g_ptr_array_unref);
  G_OBJECT_CLASS (troupe_studio_video_parent_class)->finalize (object);
}

static void
troupe_studio_video_class_init (TroupeStudioVideoClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = troupe_studio_video_dispose;
  object_class->finalize = troupe_studio_video_finalize;

  /**
   * TroupeStudioVideo::ended:
   *
   * The job is completed or failed.
   */
  ended_signal = g_signal_new ("ended", TROUPE_TYPE_STUDIO_VIDEO, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 0);
}

static void
troupe_studio_video_init (TroupeStudioVideo *self)
{
  self->cast = g_ptr_array_new_with_free_func (g_free);
  self->attachments =
    g_ptr_array_new_with_free_func ((GDestroyNotify) troupe_studio_attachment_free);
}

/**
 * troupe_studio_video_new:
 * @id: a new id
 * @base_path: where it is asked for
 * @request: what is asked for
 * @cast: who appears, as usernames
 * @remixed_from: (nullable): the id of the video that this one varies
 *
 * Makes a job that waits.
 *
 * Returns: (transfer full): the job
 */
TroupeStudioVideo *
troupe_studio_video_new (const char         *id,
                         const char         *base_path,
                         JsonObject         *request,
                         const char * const *cast,
                         const char         *remixed_from)
{
  TroupeStudioVideo *self = g_object_new (TROUPE_TYPE_STUDIO_VIDEO, NULL);

  self->id = g_strdup (id);
  self->base_path = g_strdup (base_path);
  self->request = json_object_ref (request);
  for (gsize i = 0; cast[i] != NULL; i++)
    g_ptr_array_add (self->cast, g_strdup (cast[i]));
  self->remixed_from = g_strdup (remixed_from);
  self->is_cast_complete = !json_object_has_member (request, "clips");
  self->created_us = g_get_real_time ();
  return self;
}

/**
 * troupe_studio_video_new_from_json:
 * @object: what troupe_studio_video_to_json() wrote
 *
 * Brings a job back. One that had not ended waits again.
 *
 * Returns: (transfer full) (nullable): the job, `NULL` when @object is none
 */
TroupeStudioVideo *
troupe_studio_video_new_from_json (JsonObject *object)
{
  g_autoptr (TroupeStudioVideo) self = g_object_new (TROUPE_TYPE_STUDIO_VIDEO, NULL);
  JsonNode *request = json_object_get_member (object, "request");
  JsonNode *cast = json_object_get_member (object, "cast");

  self->id = g_strdup (json_object_get_string_member_with_default (object, "id", NULL));
  if (self->id == NULL || request == NULL || !JSON_NODE_HOLDS_OBJECT (request) || cast == NULL ||
      !JSON_NODE_HOLDS_ARRAY (cast))
    return NULL;
  self->base_path =
    g_strdup (json_object_get_string_member_with_default (object, "base", ""));
  self->request = json_node_dup_object (request);
  for (guint i = 0; i < json_array_get_length (json_node_get_array (cast)); i++)
    g_ptr_array_add (self->cast,
                     g_strdup (json_array_get_string_element (json_node_get_array (cast), i)));
  self->remixed_from =
    g_strdup (json_object_get_string_member_with_default (object, "remixed_from", NULL));
  self->failure = g_strdup (json_object_get_string_member_with_default (object, "failure", NULL));
  self->state = parse_state (json_object_get_string_member_with_default (object, "status", NULL));
  self->created_us = json_object_get_int_member_with_default (object, "created_us", 0);
  self->ended_s = json_object_get_int_member_with_default (object, "ended_at", 0);
  self->is_cast_complete =
    json_object_get_boolean_member_with_default (object, "cast_complete", TRUE);
  self->is_input_at_fault =
    json_object_get_boolean_member_with_default (object, "input_at_fault", FALSE);
  return g_steal_pointer (&self);
}

/**
 * troupe_studio_video_to_json:
 * @self: a job
 *
 * Writes what is kept of a job.
 *
 * Returns: (transfer full): the object
 */
JsonObject *
troupe_studio_video_to_json (TroupeStudioVideo *self)
{
  JsonObject *object = json_object_new ();
  JsonArray *cast = json_array_new ();

  g_return_val_if_fail (TROUPE_IS_STUDIO_VIDEO (self), NULL);

  for (guint i = 0; i < self->cast->len; i++)
    json_array_add_string_element (cast, g_ptr_array_index (self->cast, i));
  json_object_set_string_member (object, "id", self->id);
  json_object_set_string_member (object, "base", self->base_path);
  json_object_set_string_member (object, "status", state_words[self->state]);
  json_object_set_int_member (object, "created_us", self->created_us);
  json_object_set_int_member (object, "ended_at", self->ended_s);
  json_object_set_array_member (object, "cast", cast);
  json_object_set_boolean_member (object, "cast_complete", self->is_cast_complete);
  if (self->remixed_from != NULL)
    json_object_set_string_member (object, "remixed_from", self->remixed_from);
  if (self->failure != NULL)
    {
      json_object_set_string_member (object, "failure", self->failure);
      json_object_set_boolean_member (object, "input_at_fault", self->is_input_at_fault);
    }
  json_object_set_object_member (object, "request", json_object_ref (self->request));
  return object;
}

/**
 * troupe_studio_video_get_id:
 * @self: a job
 *
 * Gets the id.
 *
 * Returns: (transfer none): the id
 */
const char *
troupe_studio_video_get_id (TroupeStudioVideo *self)
{
  g_return_val_if_fail (TROUPE_IS_STUDIO_VIDEO (self), NULL);

  return self->id;
}

/**
 * troupe_studio_video_get_base_path:
 * @self: a job
 *
 * Gets the path of the base where it was asked for.
 *
 * Returns: (transfer none): the path
 */
const char *
troupe_studio_video_get_base_path (TroupeStudioVideo *self)
{
  g_return_val_if_fail (TROUPE_IS_STUDIO_VIDEO (self), NULL);

  return self->base_path;
}

/**
 * troupe_studio_video_get_request:
 * @self: a job
 *
 * Gets what is asked for.
 *
 * Returns: (transfer none): the request
 */
JsonObject *
troupe_studio_video_get_request (TroupeStudioVideo *self)
{
  g_return_val_if_fail (TROUPE_IS_STUDIO_VIDEO (self), NULL);

  return self->request;
}

/**
 * troupe_studio_video_get_text:
 * @self: a job
 * @name: a member of the request
 *
 * Gets a text of the request.
 *
 * Returns: (transfer none) (nullable): the text
 */
const char *
troupe_studio_video_get_text (TroupeStudioVideo *self,
                              const char        *name)
{
  g_return_val_if_fail (TROUPE_IS_STUDIO_VIDEO (self), NULL);

  return json_object_get_string_member_with_default (self->request, name, NULL);
}

/**
 * troupe_studio_video_get_remixed_from:
 * @self: a job
 *
 * Gets which video this one varies.
 *
 * Returns: (transfer none) (nullable): its id
 */
const char *
troupe_studio_video_get_remixed_from (TroupeStudioVideo *self)
{
  g_return_val_if_fail (TROUPE_IS_STUDIO_VIDEO (self), NULL);

  return self->remixed_from;
}

/**
 * troupe_studio_video_get_cast:
 * @self: a job
 *
 * Gets who appears.
 *
 * Returns: (transfer none) (element-type utf8): usernames
 */
GPtrArray *
troupe_studio_video_get_cast (TroupeStudioVideo *self)
{
  g_return_val_if_fail (TROUPE_IS_STUDIO_VIDEO (self), NULL);

  return self->cast;
}

/**
 * troupe_studio_video_is_cast_complete:
 * @self: a job
 *
 * Tells whether everybody is there: a request may bring a clip whose character is still to be made.
 *
 * Returns: whether nobody is missing
 */
gboolean
troupe_studio_video_is_cast_complete (TroupeStudioVideo *self)
{
  g_return_val_if_fail (TROUPE_IS_STUDIO_VIDEO (self), FALSE);

  return self->is_cast_complete;
}

/**
 * troupe_studio_video_get_created_us:
 * @self: a job
 *
 * Gets when it was asked for.
 *
 * Returns: microseconds since 1970
 */
gint64
troupe_studio_video_get_created_us (TroupeStudioVideo *self)
{
  g_return_val_if_fail (TROUPE_IS_STUDIO_VIDEO (self), 0);

  return self->created_us;
}

/**
 * troupe_studio_video_get_ended_s:
 * @self: a job
 *
 * Gets when it was completed or failed.
 *
 * Returns: seconds since 1970, 0 before that
 */
gint64
troupe_studio_video_get_ended_s (TroupeStudioVideo *self)
{
  g_return_val_if_fail (TROUPE_IS_STUDIO_VIDEO (self), 0);

  return self->ended_s;
}

/**
 * troupe_studio_video_get_state:
 * @self: a job
 *
 * Gets the state.
 *
 * Returns: the state
 */
TroupeStudioVideoState
troupe_studio_video_get_state (TroupeStudioVideo *self)
{
  g_return_val_if_fail (TROUPE_IS_STUDIO_VIDEO (self), TROUPE_STUDIO_VIDEO_FAILED);

  return self->state;
}

/**
 * troupe_studio_video_get_state_word:
 * @self: a job
 *
 * Gets the state as the gateway form says it.
 *
 * Returns: (transfer none): the word
 */
const char *
troupe_studio_video_get_state_word (TroupeStudioVideo *self)
{
  g_return_val_if_fail (TROUPE_IS_STUDIO_VIDEO (self), NULL);

  return state_words[self->state];
}

/**
 * troupe_studio_video_get_per_cent:
 * @self: a job
 *
 * Gets how much is encoded.
 *
 * Returns: 0 to 100
 */
int
troupe_studio_video_get_per_cent (TroupeStudioVideo *self)
{
  g_return_val_if_fail (TROUPE_IS_STUDIO_VIDEO (self), 0);

  if (self->state == TROUPE_STUDIO_VIDEO_COMPLETED)
    return 100;
  return self->animatic == NULL ? 0 : troupe_animatic_get_per_cent (self->animatic);
}

/**
 * troupe_studio_video_get_failure:
 * @self: a job
 *
 * Gets why it failed.
 *
 * Returns: (transfer none) (nullable): a sentence, `NULL` when it did not
 */
const char *
troupe_studio_video_get_failure (TroupeStudioVideo *self)
{
  g_return_val_if_fail (TROUPE_IS_STUDIO_VIDEO (self), NULL);

  return self->failure;
}

/**
 * troupe_studio_video_is_input_at_fault:
 * @self: a job that failed
 *
 * Tells whether it failed because of what it was given.
 *
 * Returns: whether another request could do better
 */
gboolean
troupe_studio_video_is_input_at_fault (TroupeStudioVideo *self)
{
  g_return_val_if_fail (TROUPE_IS_STUDIO_VIDEO (self), FALSE);

  return self->is_input_at_fault;
}

/**
 * troupe_studio_video_is_character:
 * @self: a job
 *
 * Tells whether its result is a character, the last of its cast, and not a video.
 *
 * Returns: whether it is
 */
gboolean
troupe_studio_video_is_character (TroupeStudioVideo *self)
{
  g_return_val_if_fail (TROUPE_IS_STUDIO_VIDEO (self), FALSE);

  return g_strcmp0 (troupe_studio_video_get_text (self, "makes"), "character") == 0;
}

/**
 * troupe_studio_video_attach:
 * @self: a new job
 * @kind: `TROUPE_STUDIO_PICTURE` or `TROUPE_STUDIO_CLIP`
 * @position: its place in the list of the request
 * @content: the file
 *
 * Adds a file that came with the request.
 */
void
troupe_studio_video_attach (TroupeStudioVideo *self,
                            const char        *kind,
                            guint              position,
                            GBytes            *content)
{
  TroupeStudioAttachment *attachment = g_new0 (TroupeStudioAttachment, 1);

  g_return_if_fail (TROUPE_IS_STUDIO_VIDEO (self));

  attachment->suffix = g_strdup_printf ("%s%u", kind, position);
  attachment->content = g_bytes_ref (content);
  g_ptr_array_add (self->attachments, attachment);
}

/**
 * troupe_studio_video_take_attachment:
 * @self: a new job
 *
 * Takes a file that is to be written down.
 *
 * Returns: (transfer full) (nullable): the file, `NULL` when none is left
 */
TroupeStudioAttachment *
troupe_studio_video_take_attachment (TroupeStudioVideo *self)
{
  g_return_val_if_fail (TROUPE_IS_STUDIO_VIDEO (self), NULL);

  return self->attachments->len == 0 ? NULL : g_ptr_array_steal_index (self->attachments, 0);
}

/**
 * troupe_studio_attachment_free:
 * @self: (transfer full): an attachment
 *
 * Frees an attachment.
 */
void
troupe_studio_attachment_free (TroupeStudioAttachment *self)
{
  g_free (self->suffix);
  g_bytes_unref (self->content);
  g_free (self);
}

/**
 * troupe_studio_video_add_to_cast:
 * @self: a job
 * @username: who appears after all others
 *
 * Adds a character that was made for this video.
 */
void
troupe_studio_video_add_to_cast (TroupeStudioVideo *self,
                                 const char        *username)
{
  g_return_if_fail (TROUPE_IS_STUDIO_VIDEO (self));

  g_ptr_array_add (self->cast, g_strdup (username));
}

/**
 * troupe_studio_video_set_cast_complete:
 * @self: a job
 *
 * Nobody is missing any more.
 */
void
troupe_studio_video_set_cast_complete (TroupeStudioVideo *self)
{
  g_return_if_fail (TROUPE_IS_STUDIO_VIDEO (self));

  self->is_cast_complete = TRUE;
}

/**
 * troupe_studio_video_set_running:
 * @self: a job that waits
 * @animatic: (nullable): what renders it, `NULL` when it is only prepared
 *
 * Begins.
 */
void
troupe_studio_video_set_running (TroupeStudioVideo *self,
                                 TroupeAnimatic    *animatic)
{
  g_return_if_fail (TROUPE_IS_STUDIO_VIDEO (self));

  self->state = TROUPE_STUDIO_VIDEO_RUNNING;
  g_set_object (&self->animatic, animatic);
}

/**
 * troupe_studio_video_set_completed:
 * @self: a job whose video is on disk
 *
 * Ends well.
 */
void
troupe_studio_video_set_completed (TroupeStudioVideo *self)
{
  g_return_if_fail (TROUPE_IS_STUDIO_VIDEO (self));

  end (self, TROUPE_STUDIO_VIDEO_COMPLETED);
}

/**
 * troupe_studio_video_set_failed:
 * @self: a job
 * @error: why
 *
 * Ends badly.
 */
void
troupe_studio_video_set_failed (TroupeStudioVideo *self,
                                const GError      *error)
{
  g_return_if_fail (TROUPE_IS_STUDIO_VIDEO (self));

  g_set_str (&self->failure, error->message);
  self->is_input_at_fault = error->domain == TROUPE_STUDIO_ERROR &&
                            error->code != TROUPE_STUDIO_ERROR_RENDER;
  end (self, TROUPE_STUDIO_VIDEO_FAILED);
}
