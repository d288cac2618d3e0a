/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-search.h"

#include <json-glib/json-glib.h>

#include "troupe-fold.h"

/* The index knows runs of three characters. */
#define INDEXED_CHARS 3

static char **
split_words (const char *text)
{
  g_autofree char *folded = troupe_fold (text);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) words = g_strsplit_set (folded, " \t\n", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (*words[i] != '\0')
        g_strv_builder_add (builder, words[i]);
    }
  return g_strv_builder_end (builder);
}

static void
add_quoted (GString    *expression,
            const char *word)
{
  g_auto (GStrv) parts = g_strsplit (word, "\"", -1);
  g_autofree char *escaped = g_strjoinv ("\"\"", parts);

  g_string_append_printf (expression, "%s\"%s\"", expression->len > 0 ? " AND " : "", escaped);
}

/**
 * troupe_search_new:
 * @text: (nullable): what the person typed: words, each of which has to stand somewhere, also within a word
 *
 * Safe from any thread.
 *
 * Returns: (transfer full): what to look for
 */
TroupeSearch *
troupe_search_new (const char *text)
{
  TroupeSearch *self = g_new0 (TroupeSearch, 1);
  g_autoptr (GString) expression = g_string_new (NULL);
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *rest = json_array_new ();

  self->words = split_words (text != NULL ? text : "");
  for (guint i = 0; self->words[i] != NULL; i++)
    {
      if (g_utf8_strlen (self->words[i], -1) >= INDEXED_CHARS)
        add_quoted (expression, self->words[i]);
      else
        json_array_add_string_element (rest, self->words[i]);
    }

  json_node_take_array (node, rest);
  if (json_array_get_length (rest) > 0)
    self->rest = json_to_string (node, FALSE);
  if (expression->len > 0)
    self->expression = g_strdup (expression->str);
  return self;
}

/**
 * troupe_search_free:
 * @self: (transfer full): a search
 *
 * Frees a search.
 */
void
troupe_search_free (TroupeSearch *self)
{
  g_strfreev (self->words);
  g_free (self->expression);
  g_free (self->rest);
  g_free (self);
}
