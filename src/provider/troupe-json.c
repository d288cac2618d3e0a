/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-json.h"

#include <string.h>

/* The parser recurses, so the depth is looked at before it runs. In text that is no JSON the count may be
 * wrong, but never too low before the first error, where the parser stops. */
static guint
count_depth (const char *text,
             gsize       length)
{
  guint depth = 0, deepest = 0;
  gboolean in_string = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      char c = text[i];

      if (in_string && c == '\\')
        i++;
      else if (c == '"')
        in_string = !in_string;
      else if (in_string)
        continue;
      else if (c == '{' || c == '[')
        depth++;
      else if ((c == '}' || c == ']') && depth > 0)
        depth--;
      deepest = MAX (deepest, depth);
    }
  return deepest;
}

typedef struct
{
  GHashTable *members;      /* JsonObject being read -> count of its members in the text */
  char       *duplicate;    /* the first key that stands twice */
} KeyCount;

static void
object_member_cb (JsonParser *parser,
                  JsonObject *object,
                  const char *name,
                  KeyCount   *count)
{
  guint n_members = GPOINTER_TO_UINT (g_hash_table_lookup (count->members, object)) + 1;

  g_hash_table_insert (count->members, object, GUINT_TO_POINTER (n_members));
  if (count->duplicate == NULL && n_members > json_object_get_size (object))
    count->duplicate = g_strndup (name, 60);
}

static void
object_end_cb (JsonParser *parser,
               JsonObject *object,
               KeyCount   *count)
{
  g_hash_table_remove (count->members, object);
}

/**
 * troupe_json_parse:
 * @bytes: UTF-8 text
 * @max_depth: how many lists and objects may stand inside each other
 * @unique_keys: whether a key that stands twice in one object is an error; else its last value counts
 *
 * Parses JSON that nobody has vouched for.
 *
 * Safe from any thread. Fails with a `JSON_PARSER_ERROR` for anything that RFC 8259 does not know, for deeper
 * nesting than @max_depth and for what @unique_keys forbids.
 *
 * Returns: (transfer full): the root
 */
JsonNode *
troupe_json_parse (GBytes  *bytes,
                   guint    max_depth,
                   gboolean unique_keys,
                   GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GHashTable) members = g_hash_table_new (NULL, NULL);
  g_autofree char *duplicate = NULL;
  KeyCount count = { members, NULL };
  const char *text;
  gsize length;
  gboolean parsed;

  text = g_bytes_get_data (bytes, &length);
  if (length == 0)
    {
      g_set_error_literal (error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_PARSE, "the text is empty");
      return NULL;
    }
  if (count_depth (text, length) > max_depth)
    {
      g_set_error (error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_NESTING,
                   "lists and objects stand more than %u deep in each other", max_depth);
      return NULL;
    }

  json_parser_set_strict (parser, TRUE);
  g_signal_connect (parser, "object-member", G_CALLBACK (object_member_cb), &count);
  g_signal_connect (parser, "object-end", G_CALLBACK (object_end_cb), &count);
  parsed = json_parser_load_from_data (parser, text, (gssize) length, error);
  duplicate = count.duplicate;
  if (!parsed)
    return NULL;

  if (unique_keys && duplicate != NULL)
    {
      g_autofree char *shown = g_strescape (duplicate, NULL);

      g_set_error (error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_INVALID_DATA,
                   "the key \"%s\" stands twice in one object", shown);
      return NULL;
    }
  if (json_parser_get_root (parser) == NULL)
    {
      g_set_error (error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_PARSE, "the text is empty");
      return NULL;
    }
  return json_parser_steal_root (parser);
}

/**
 * troupe_json_check_path:
 * @path: what may be a path
 *
 * Checks a path for troupe_json_find(). Fails with `JSON_PATH_ERROR_INVALID_QUERY`.
 *
 * Safe from any thread.
 *
 * Returns: whether it is a path of names and positions
 */
gboolean
troupe_json_check_path (const char *path,
                        GError    **error)
{
  static const char pattern[] = "^\\$(\\.[^.\\[\\]\\s*?@()'\",]{1,100}|\\[[0-9]{1,4}\\]){0,32}$";

  g_return_val_if_fail (path != NULL, FALSE);

  if (g_regex_match_simple (pattern, path, G_REGEX_DOLLAR_ENDONLY, G_REGEX_MATCH_DEFAULT))
    return TRUE;
  g_set_error (error, JSON_PATH_ERROR, JSON_PATH_ERROR_INVALID_QUERY,
               "expected names and positions such as $.data.url or $.files[0].url");
  return FALSE;
}

/**
 * troupe_json_find:
 * @root: any JSON
 * @path: a path that troupe_json_check_path() accepts, as those of profiles are: `$.data.results[0].url`
 *
 * Looks where a path leads. JsonPath is not asked, as it stumbles over positions that a list does not have.
 *
 * Safe from any thread.
 *
 * Returns: (transfer none) (nullable): the value there, of @root; `NULL` where there is none
 */
JsonNode *
troupe_json_find (JsonNode   *root,
                  const char *path)
{
  JsonNode *node = root;
  const char *p = path + 1;

  g_return_val_if_fail (root != NULL, NULL);
  g_return_val_if_fail (path != NULL && *path == '$', NULL);

  while (node != NULL && *p != '\0')
    {
      gsize length = 1 + strcspn (p + 1, ".[");
      g_autofree char *name = g_strndup (p + 1, length - 1);
      guint64 position = *p == '[' ? g_ascii_strtoull (name, NULL, 10) : 0;

      if (*p == '[')
        node = JSON_NODE_HOLDS_ARRAY (node) && position < json_array_get_length (json_node_get_array (node))
               ? json_array_get_element (json_node_get_array (node), (guint) position) : NULL;
      else
        node = JSON_NODE_HOLDS_OBJECT (node) ? json_object_get_member (json_node_get_object (node), name) : NULL;
      p += length;
    }
  return node;
}
