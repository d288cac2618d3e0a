/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-video-draft.h"

#include "troupe-provider-error.h"

/* Every text of a struct, by its name in the journal */
typedef struct
{
  const char *name;
  gsize       offset;
} Field;

static const Field member_fields[] = {
  { "character", G_STRUCT_OFFSET (TroupeCastMember, character_id) },
  { "alias", G_STRUCT_OFFSET (TroupeCastMember, alias) },
  { "username", G_STRUCT_OFFSET (TroupeCastMember, username) },
  { "id", G_STRUCT_OFFSET (TroupeCastMember, remote_id) },
  { "clip", G_STRUCT_OFFSET (TroupeCastMember, clip) },
  { "address", G_STRUCT_OFFSET (TroupeCastMember, address) },
  { "range", G_STRUCT_OFFSET (TroupeCastMember, range) },
  { "source-address", G_STRUCT_OFFSET (TroupeCastMember, source_address) },
  { "source-task", G_STRUCT_OFFSET (TroupeCastMember, source_task) },
};

static const Field draft_fields[] = {
  { "provider", G_STRUCT_OFFSET (TroupeVideoDraft, provider_id) },
  { "prompt", G_STRUCT_OFFSET (TroupeVideoDraft, prompt) },
  { "text", G_STRUCT_OFFSET (TroupeVideoDraft, text) },
  { "scene", G_STRUCT_OFFSET (TroupeVideoDraft, scene) },
  { "model", G_STRUCT_OFFSET (TroupeVideoDraft, model) },
  { "seconds", G_STRUCT_OFFSET (TroupeVideoDraft, seconds) },
  { "size", G_STRUCT_OFFSET (TroupeVideoDraft, size) },
  { "aspect", G_STRUCT_OFFSET (TroupeVideoDraft, aspect) },
  { "resolution", G_STRUCT_OFFSET (TroupeVideoDraft, resolution) },
  { "watermark", G_STRUCT_OFFSET (TroupeVideoDraft, watermark) },
  { "private", G_STRUCT_OFFSET (TroupeVideoDraft, private) },
  { "extra", G_STRUCT_OFFSET (TroupeVideoDraft, extra) },
  { "reference", G_STRUCT_OFFSET (TroupeVideoDraft, reference) },
  { "host", G_STRUCT_OFFSET (TroupeVideoDraft, host_id) },
  { "remix-of", G_STRUCT_OFFSET (TroupeVideoDraft, remix_of) },
};

static char **
text_at (gconstpointer data,
         const Field  *field)
{
  return G_STRUCT_MEMBER_P (data, field->offset);
}

static void
free_texts (gpointer     data,
            const Field *fields,
            gsize        n_fields)
{
  for (gsize i = 0; i < n_fields; i++)
    g_free (*text_at (data, &fields[i]));
}

static JsonObject *
write_texts (gconstpointer data,
             const Field  *fields,
             gsize         n_fields)
{
  JsonObject *object = json_object_new ();

  for (gsize i = 0; i < n_fields; i++)
    {
      const char *text = *text_at (data, &fields[i]);

      if (text != NULL)
        json_object_set_string_member (object, fields[i].name, text);
    }
  return object;
}

static void
read_texts (gpointer     data,
            JsonObject  *object,
            const Field *fields,
            gsize        n_fields)
{
  for (gsize i = 0; i < n_fields; i++)
    *text_at (data, &fields[i]) =
      g_strdup (json_object_get_string_member_with_default (object, fields[i].name, NULL));
}

/**
 * troupe_cast_member_new:
 *
 * Returns: (transfer full): a member of which nothing is known
 */
TroupeCastMember *
troupe_cast_member_new (void)
{
  return g_new0 (TroupeCastMember, 1);
}

/**
 * troupe_cast_member_copy:
 * @self: a member
 *
 * Returns: (transfer full): the same once more
 */
TroupeCastMember *
troupe_cast_member_copy (const TroupeCastMember *self)
{
  TroupeCastMember *copy = g_memdup2 (self, sizeof *self);

  for (gsize i = 0; i < G_N_ELEMENTS (member_fields); i++)
    *text_at (copy, &member_fields[i]) = g_strdup (*text_at (self, &member_fields[i]));
  return copy;
}

/**
 * troupe_cast_member_free:
 * @self: (transfer full): a member
 *
 * Frees a member; its files stay.
 */
void
troupe_cast_member_free (TroupeCastMember *self)
{
  free_texts (self, member_fields, G_N_ELEMENTS (member_fields));
  g_free (self);
}

/**
 * troupe_video_draft_new:
 * @provider_id: who is to make it
 * @prompt: what the person wrote
 *
 * Returns: (transfer full): a draft with nobody in it
 */
TroupeVideoDraft *
troupe_video_draft_new (const char *provider_id,
                        const char *prompt)
{
  TroupeVideoDraft *self = g_new0 (TroupeVideoDraft, 1);

  self->provider_id = g_strdup (provider_id);
  self->prompt = g_strdup (prompt);
  self->cast = g_ptr_array_new_with_free_func ((GDestroyNotify) troupe_cast_member_free);
  return self;
}

/**
 * troupe_video_draft_free:
 * @self: (transfer full): a draft
 *
 * Frees a draft.
 */
void
troupe_video_draft_free (TroupeVideoDraft *self)
{
  free_texts (self, draft_fields, G_N_ELEMENTS (draft_fields));
  g_ptr_array_unref (self->cast);
  g_free (self);
}

/**
 * troupe_video_draft_get_call:
 * @self: a draft
 *
 * Returns: (transfer none): the call of a profile that makes it
 */
const char *
troupe_video_draft_get_call (const TroupeVideoDraft *self)
{
  return self->remix_of != NULL ? "remix-video" : "create-video";
}

/* Characters whom the prompt names. A clip that goes along has no name there; it is one more where all do. */
static gboolean
check_cast (const TroupeVideoDraft *self,
            TroupeProfile          *profile,
            GError                **error)
{
  const guint max = troupe_profile_get_mention_max (profile);
  const gboolean is_inline = troupe_profile_get_kind (profile) == TROUPE_KIND_INLINE;
  guint n_named = 0;

  for (guint i = 0; i < self->cast->len; i++)
    n_named += is_inline || ((const TroupeCastMember *) g_ptr_array_index (self->cast, i))->character_id != NULL;
  if (n_named <= max)
    return TRUE;

  g_set_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_VALUE,
               "%s: a prompt names at most %u characters, not %u", troupe_profile_get_name (profile), max, n_named);
  return FALSE;
}

/**
 * troupe_video_draft_check:
 * @self: a draft with its model and the text that is sent
 * @profile: of its provider
 * @error: return location for an error
 *
 * Checks a draft against what is known of its model.
 *
 * Fails with `TROUPE_PROVIDER_ERROR_VALUE`, whose message says what the model takes.
 *
 * Returns: whether it can be sent, as far as is known
 */
gboolean
troupe_video_draft_check (const TroupeVideoDraft *self,
                          TroupeProfile          *profile,
                          GError                **error)
{
  const struct
  {
    TroupeVideoChoice choice;
    const char       *text;
  } choices[] = {
    { TROUPE_VIDEO_SECONDS, self->seconds },
    { TROUPE_VIDEO_SIZES, self->size },
    { TROUPE_VIDEO_ASPECTS, self->aspect },
    { TROUPE_VIDEO_RESOLUTIONS, self->resolution },
  };

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      if (!troupe_profile_check_choice (profile, self->model, choices[i].choice, choices[i].text, error))
        return FALSE;
    }
  return check_cast (self, profile, error) &&
         troupe_profile_check_prompt (profile, self->model, self->text, error);
}

/**
 * troupe_video_draft_to_json:
 * @self: a draft
 *
 * Writes a draft down for the journal.
 *
 * Returns: (transfer full): a JSON object
 */
char *
troupe_video_draft_to_json (const TroupeVideoDraft *self)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = write_texts (self, draft_fields, G_N_ELEMENTS (draft_fields));
  JsonArray *cast = json_array_new ();

  for (guint i = 0; i < self->cast->len; i++)
    {
      const TroupeCastMember *member = g_ptr_array_index (self->cast, i);
      JsonObject *described = write_texts (member, member_fields, G_N_ELEMENTS (member_fields));

      json_object_set_int_member (described, "start", (gint64) member->start_ns);
      json_object_set_int_member (described, "length", (gint64) member->length_ns);
      json_array_add_object_element (cast, described);
    }
  json_object_set_array_member (object, "cast", cast);
  json_node_take_object (node, object);
  return json_to_string (node, FALSE);
}

/**
 * troupe_video_draft_from_json:
 * @text: (nullable): what troupe_video_draft_to_json() made
 *
 * Safe from any thread.
 *
 * Returns: (transfer full) (nullable): the draft, or `NULL` when @text is none
 */
TroupeVideoDraft *
troupe_video_draft_from_json (const char *text)
{
  g_autoptr (JsonNode) node = NULL;
  TroupeVideoDraft *self;
  JsonObject *object;
  JsonArray *cast;

  if (text != NULL)
    node = json_from_string (text, NULL);    /* what is no JSON says nothing */
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  object = json_node_get_object (node);
  if (!json_object_has_member (object, "prompt") || !json_object_has_member (object, "cast"))
    return NULL;

  self = troupe_video_draft_new (NULL, NULL);
  read_texts (self, object, draft_fields, G_N_ELEMENTS (draft_fields));
  cast = json_object_get_array_member (object, "cast");
  for (guint i = 0; i < json_array_get_length (cast); i++)
    {
      JsonObject *described = json_array_get_object_element (cast, i);
      TroupeCastMember *member = troupe_cast_member_new ();

      read_texts (member, described, member_fields, G_N_ELEMENTS (member_fields));
      member->start_ns = (guint64) json_object_get_int_member_with_default (described, "start", 0);
      member->length_ns = (guint64) json_object_get_int_member_with_default (described, "length", 0);
      g_ptr_array_add (self->cast, member);
    }
  return self;
}
