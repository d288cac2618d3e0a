/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-prompt-json.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "troupe-prompt-error.h"

#define FORMAT 1

static void
add_text (JsonArray  *parts,
          const char *start,
          gsize       length)
{
  g_autofree char *text = g_strndup (start, length);

  if (length > 0)
    json_array_add_string_element (parts, text);
}

static JsonObject *
describe (const TroupeMention *mention)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "character", mention->character_id);
  json_object_set_string_member (object, "name", mention->name);
  return object;
}

/**
 * troupe_prompt_to_json:
 * @self: a prompt
 *
 * Writes a prompt down: `{"format": 1, "parts": ["A ", {"character": ID, "name": NAME}, " runs"]}`.
 *
 * Returns: (transfer full): a JSON object
 */
char *
troupe_prompt_to_json (const TroupePrompt *self)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *parts = json_array_new ();
  const char *p, *mark;
  guint index = 0;

  g_return_val_if_fail (self != NULL, NULL);

  for (p = troupe_prompt_get_text (self); (mark = strstr (p, TROUPE_PROMPT_MENTION_UTF8)) != NULL;
       p = mark + strlen (TROUPE_PROMPT_MENTION_UTF8))
    {
      add_text (parts, p, (gsize) (mark - p));
      json_array_add_object_element (parts, describe (troupe_prompt_get_mention (self, index++)));
    }
  add_text (parts, p, strlen (p));
  json_object_set_int_member (object, "format", FORMAT);
  json_object_set_array_member (object, "parts", parts);
  json_node_take_object (root, object);
  return json_to_string (root, FALSE);
}

static const char *
get_text (JsonObject *object,
          const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  const char *text = NULL;

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    text = json_node_get_string (node);
  return text != NULL && *text != '\0' ? text : NULL;
}

static gboolean
read_part (TroupePrompt *self,
           JsonNode     *part,
           guint         index,
           GError      **error)
{
  guint end = troupe_prompt_get_n_chars (self);

  if (JSON_NODE_HOLDS_VALUE (part) && json_node_get_value_type (part) == G_TYPE_STRING)
    {
      troupe_prompt_insert_text (self, end, json_node_get_string (part));
      return TRUE;
    }
  if (JSON_NODE_HOLDS_OBJECT (part))
    {
      JsonObject *object = json_node_get_object (part);
      TroupeMention mention = { (char *) get_text (object, "character"), (char *) get_text (object, "name") };

      if (mention.character_id != NULL && mention.name != NULL)
        {
          troupe_prompt_insert_mention (self, end, &mention);
          return TRUE;
        }
    }
  g_set_error (error, TROUPE_PROMPT_ERROR, TROUPE_PROMPT_ERROR_DRAFT,
               "prompt: $.parts[%u]: expected a text, or a mention with character and name", index);
  return FALSE;
}

static TroupePrompt *
read_parts (JsonArray *parts,
            GError   **error)
{
  g_autoptr (TroupePrompt) self = troupe_prompt_new (NULL);

  for (guint i = 0; i < json_array_get_length (parts); i++)
    if (!read_part (self, json_array_get_element (parts, i), i, error))
      return NULL;
  return g_steal_pointer (&self);
}

static gboolean
check_format (JsonObject *object,
              GError    **error)
{
  JsonNode *format = json_object_get_member (object, "format");

  if (format != NULL && JSON_NODE_HOLDS_VALUE (format) && json_node_get_value_type (format) == G_TYPE_INT64 &&
      json_node_get_int (format) == FORMAT)
    return TRUE;

  g_set_error (error, TROUPE_PROMPT_ERROR, TROUPE_PROMPT_ERROR_DRAFT,
               "prompt: $.format: expected %d; a newer Troupe may have written it", FORMAT);
  return FALSE;
}

/**
 * troupe_prompt_from_json:
 * @json: what troupe_prompt_to_json() made, or a stranger
 * @error: return location for an error
 *
 * Reads a prompt. Members that are not known are left out.
 *
 * Safe from any thread. Fails with `TROUPE_PROMPT_ERROR_DRAFT`.
 *
 * Returns: (transfer full): the prompt
 */
TroupePrompt *
troupe_prompt_from_json (const char *json,
                         GError    **error)
{
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) reason = NULL;
  JsonObject *object;
  JsonNode *parts;

  g_return_val_if_fail (json != NULL, NULL);

  root = json_from_string (json, &reason);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error (error, TROUPE_PROMPT_ERROR, TROUPE_PROMPT_ERROR_DRAFT, "prompt: %s",
                   reason != NULL ? reason->message : "expected a JSON object");
      return NULL;
    }

  object = json_node_get_object (root);
  if (!check_format (object, error))
    return NULL;
  parts = json_object_get_member (object, "parts");
  if (parts != NULL && JSON_NODE_HOLDS_ARRAY (parts))
    return read_parts (json_node_get_array (parts), error);

  g_set_error_literal (error, TROUPE_PROMPT_ERROR, TROUPE_PROMPT_ERROR_DRAFT,
                       "prompt: $.parts: expected a list");
  return NULL;
}
