/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-scene.h"

#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#include "troupe-prompt-error.h"
#include "troupe-prompt-json.h"

#define FORMAT 1

/* What stands for a scene without a title */
#define N_NAME_CHARS 60

/* Pictures and cuts of scenes below the media folder */
#define REFERENCE_FOLDER "pictures/"
#define CLIP_FOLDER "clips/scene-"

/* Every text of a scene, by its name in the story */
static const struct
{
  const char *name;
  gsize       offset;
} fields[] = {
  { "id", G_STRUCT_OFFSET (TroupeScene, id) },
  { "title", G_STRUCT_OFFSET (TroupeScene, title) },
  { "provider", G_STRUCT_OFFSET (TroupeScene, provider_id) },
  { "model", G_STRUCT_OFFSET (TroupeScene, model) },
  { "seconds", G_STRUCT_OFFSET (TroupeScene, seconds) },
  { "size", G_STRUCT_OFFSET (TroupeScene, size) },
  { "aspect", G_STRUCT_OFFSET (TroupeScene, aspect) },
  { "resolution", G_STRUCT_OFFSET (TroupeScene, resolution) },
  { "watermark", G_STRUCT_OFFSET (TroupeScene, watermark) },
  { "private", G_STRUCT_OFFSET (TroupeScene, private) },
  { "reference", G_STRUCT_OFFSET (TroupeScene, reference) },
  { "clip-address", G_STRUCT_OFFSET (TroupeScene, clip_address) },
  { "clip-file", G_STRUCT_OFFSET (TroupeScene, clip_file) },
  { "clip-range", G_STRUCT_OFFSET (TroupeScene, clip_range) },
  { "extra", G_STRUCT_OFFSET (TroupeScene, extra) },
  { "host", G_STRUCT_OFFSET (TroupeScene, host_id) },
};

static char **
text_at (gconstpointer self,
         gsize         field)
{
  return G_STRUCT_MEMBER_P (self, fields[field].offset);
}

/**
 * troupe_scene_new:
 *
 * Returns: (transfer full): a scene in which nothing is written or chosen yet
 */
TroupeScene *
troupe_scene_new (void)
{
  TroupeScene *self = g_new0 (TroupeScene, 1);

  self->prompt = troupe_prompt_new (NULL);
  self->crop_x = self->crop_y = 0.5;
  self->count = 1;
  return self;
}

/**
 * troupe_scene_copy:
 * @self: a scene
 *
 * Returns: (transfer full): the same once more
 */
TroupeScene *
troupe_scene_copy (const TroupeScene *self)
{
  TroupeScene *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    *text_at (copy, i) = g_strdup (*text_at (self, i));
  copy->prompt = troupe_prompt_copy (self->prompt);
  return copy;
}

/**
 * troupe_scene_free:
 * @self: (transfer full): a scene
 *
 * Frees a scene; what the library keeps of it stays.
 */
void
troupe_scene_free (TroupeScene *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    g_free (*text_at (self, i));
  troupe_prompt_free (self->prompt);
  g_free (self);
}

/**
 * troupe_scene_equal:
 * @self: a scene
 * @other: another one
 *
 * Returns: whether both are the same, to the last option
 */
gboolean
troupe_scene_equal (const TroupeScene *self,
                    const TroupeScene *other)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (other != NULL, FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      if (g_strcmp0 (*text_at (self, i), *text_at (other, i)) != 0)
        return FALSE;
    }
  return self->count == other->count &&
         G_APPROX_VALUE (self->crop_x, other->crop_x, DBL_EPSILON) &&
         G_APPROX_VALUE (self->crop_y, other->crop_y, DBL_EPSILON) &&
         troupe_prompt_equal (self->prompt, other->prompt);
}

static JsonArray *
describe_crop (const TroupeScene *self)
{
  JsonArray *crop = json_array_new ();

  json_array_add_double_element (crop, self->crop_x);
  json_array_add_double_element (crop, self->crop_y);
  return crop;
}

/**
 * troupe_scene_to_json:
 * @self: a scene
 *
 * Writes a scene down: a draft, or the story of a video. What was not chosen is left out.
 *
 * Returns: (transfer full): a JSON object
 */
char *
troupe_scene_to_json (const TroupeScene *self)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *prompt = NULL;
  JsonObject *object = json_object_new ();

  g_return_val_if_fail (self != NULL, NULL);

  prompt = troupe_prompt_to_json (self->prompt);
  json_object_set_int_member (object, "format", FORMAT);
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      if (*text_at (self, i) != NULL)
        json_object_set_string_member (object, fields[i].name, *text_at (self, i));
    }
  json_object_set_member (object, "prompt", json_from_string (prompt, NULL));    /* it was just written */
  if (self->reference != NULL)
    json_object_set_array_member (object, "crop", describe_crop (self));
  json_object_set_int_member (object, "count", self->count);
  json_node_take_object (root, object);
  return json_to_string (root, FALSE);
}

static gboolean
fail (GError    **error,
      const char *what)
{
  g_set_error (error, TROUPE_PROMPT_ERROR, TROUPE_PROMPT_ERROR_DRAFT, "scene: %s", what);
  return FALSE;
}

static gboolean
is_text (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;
}

static gboolean
is_integer (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64;
}

/* A story of a stranger must not make Troupe send a file that is none of its own. */
static gboolean
is_in_folder (const char *text,
              const char *folder)
{
  const char *name;

  if (!g_str_has_prefix (text, folder))
    return FALSE;
  name = text + strlen (folder);
  return *name != '\0' && *name != '.' && strchr (name, '/') == NULL;
}

static gboolean
is_reference (const char *text)
{
  return g_str_has_prefix (text, "http://") || g_str_has_prefix (text, "https://") ||
         is_in_folder (text, REFERENCE_FOLDER);
}

static gboolean
read_texts (TroupeScene *self,
            JsonObject  *object,
            GError     **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      JsonNode *node = json_object_get_member (object, fields[i].name);

      if (node == NULL || json_node_is_null (node))
        continue;
      if (!is_text (node))
        {
          g_set_error (error, TROUPE_PROMPT_ERROR, TROUPE_PROMPT_ERROR_DRAFT, "scene: $.%s: expected a text",
                       fields[i].name);
          return FALSE;
        }
      g_set_str (text_at (self, i), json_node_get_string (node));
    }
  if (self->reference != NULL && !is_reference (self->reference))
    return fail (error, "$.reference: expected a picture of the library, or an address");
  if (self->clip_file != NULL && !is_in_folder (self->clip_file, CLIP_FOLDER))
    return fail (error, "$.clip-file: expected a cut of the library");
  return TRUE;
}

static double
read_place (JsonArray *crop,
            guint      index)
{
  JsonNode *node = json_array_get_element (crop, index);
  double place = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_double (node) : NAN;

  return isfinite (place) ? CLAMP (place, 0, 1) : 0.5;
}

static void
read_numbers (TroupeScene *self,
              JsonObject  *object)
{
  JsonNode *count = json_object_get_member (object, "count");
  JsonNode *crop = json_object_get_member (object, "crop");

  if (is_integer (count))
    self->count = (guint) CLAMP (json_node_get_int (count), 1, TROUPE_SCENE_MAX_COUNT);
  if (crop != NULL && JSON_NODE_HOLDS_ARRAY (crop) && json_array_get_length (json_node_get_array (crop)) == 2)
    {
      self->crop_x = read_place (json_node_get_array (crop), 0);
      self->crop_y = read_place (json_node_get_array (crop), 1);
    }
}

static gboolean
read_prompt (TroupeScene *self,
             JsonObject  *object,
             GError     **error)
{
  JsonNode *node = json_object_get_member (object, "prompt");
  g_autofree char *text = NULL;
  TroupePrompt *prompt;

  if (node == NULL)
    return fail (error, "$.prompt: expected a prompt");

  text = json_to_string (node, FALSE);
  prompt = troupe_prompt_from_json (text, error);
  if (prompt == NULL)
    return FALSE;
  troupe_prompt_free (self->prompt);
  self->prompt = prompt;
  return TRUE;
}

/**
 * troupe_scene_from_json:
 * @json: what troupe_scene_to_json() made, or a stranger
 * @error: return location for an error
 *
 * Reads a scene. Members that are not known are left out, numbers that cannot be are brought into their limits.
 *
 * Safe from any thread. Fails with `TROUPE_PROMPT_ERROR_DRAFT`.
 *
 * Returns: (transfer full): the scene
 */
TroupeScene *
troupe_scene_from_json (const char *json,
                        GError    **error)
{
  g_autoptr (TroupeScene) self = troupe_scene_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) reason = NULL;
  JsonObject *object;
  JsonNode *format;

  g_return_val_if_fail (json != NULL, NULL);

  root = json_from_string (json, &reason);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      fail (error, reason != NULL ? reason->message : "expected a JSON object");
      return NULL;
    }

  object = json_node_get_object (root);
  format = json_object_get_member (object, "format");
  if (!is_integer (format) || json_node_get_int (format) != FORMAT)
    {
      fail (error, "$.format: expected 1; a newer Troupe may have written it");
      return NULL;
    }
  if (!read_texts (self, object, error) || !read_prompt (self, object, error))
    return NULL;
  read_numbers (self, object);
  return g_steal_pointer (&self);
}

/**
 * troupe_scene_dup_text:
 * @self: a scene
 *
 * Gets the prompt for the eyes and for searching, with `@name` for each mention.
 *
 * Returns: (transfer full): a text
 */
char *
troupe_scene_dup_text (const TroupeScene *self)
{
  GString *text;
  const char *p, *mark;
  guint index = 0;

  g_return_val_if_fail (self != NULL, NULL);

  text = g_string_new (NULL);
  for (p = troupe_prompt_get_text (self->prompt); (mark = strstr (p, TROUPE_PROMPT_MENTION_UTF8)) != NULL;
       p = mark + strlen (TROUPE_PROMPT_MENTION_UTF8))
    {
      g_string_append_len (text, p, mark - p);
      g_string_append_printf (text, "@%s", troupe_prompt_get_mention (self->prompt, index++)->name);
      if (g_unichar_isalnum (g_utf8_get_char (mark + strlen (TROUPE_PROMPT_MENTION_UTF8))))
        g_string_append_c (text, ' ');
    }
  g_string_append (text, p);
  return g_string_free_and_steal (text);
}

/* One line, cut between words where that leaves enough */
static char *
shorten (const char *text)
{
  g_autofree char *line = g_strdelimit (g_strdup (text), "\n\t\r", ' ');
  g_autofree char *cut = NULL;
  char *blank;

  g_strstrip (line);
  if (g_utf8_strlen (line, -1) <= N_NAME_CHARS)
    return g_steal_pointer (&line);

  cut = g_utf8_substring (line, 0, N_NAME_CHARS);
  blank = strrchr (cut, ' ');
  if (blank != NULL && blank > cut + strlen (cut) / 2)
    *blank = '\0';
  return g_strconcat (g_strchomp (cut), "…", NULL);
}

/**
 * troupe_scene_dup_name:
 * @self: a scene
 *
 * Gets what a scene is called.
 *
 * Returns: (transfer full) (nullable): its title, else its first words; `NULL` for one without either
 */
char *
troupe_scene_dup_name (const TroupeScene *self)
{
  g_autofree char *text = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->title != NULL && *self->title != '\0')
    return g_strdup (self->title);
  text = troupe_scene_dup_text (self);
  name = shorten (text);
  return *name != '\0' ? g_steal_pointer (&name) : NULL;
}

/**
 * troupe_scene_dup_cast:
 * @self: a scene
 *
 * Gets who appears in a scene, in the order in which they first do.
 *
 * Returns: (transfer full) (array zero-terminated=1): ids of characters
 */
char **
troupe_scene_dup_cast (const TroupeScene *self)
{
  g_autoptr (GPtrArray) cast = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  cast = g_ptr_array_new_null_terminated (4, g_free, TRUE);
  for (guint i = 0; i < troupe_prompt_get_n_mentions (self->prompt); i++)
    {
      const char *id = troupe_prompt_get_mention (self->prompt, i)->character_id;

      if (!g_ptr_array_find_with_equal_func (cast, id, g_str_equal, NULL))
        g_ptr_array_add (cast, g_strdup (id));
    }
  return (char **) g_ptr_array_steal (cast, NULL);
}
