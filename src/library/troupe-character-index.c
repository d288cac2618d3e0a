/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-character-index.h"

#include <string.h>

#include "troupe-fold.h"

/* The index knows runs of three characters; what is shorter is looked for in the texts. */
#define INDEXED_CHARS 3

/**
 * troupe_character_index_update:
 * @connection: a connection in a transaction
 * @id: a character
 *
 * Brings the index up to date with the alias, notes, tags, usernames and clip title of a character.
 *
 * Returns: whether it succeeded
 */
gboolean
troupe_character_index_update (TroupeConnection *connection,
                               const char       *id,
                               GError          **error)
{
  g_autoptr (TroupeRows) rows = NULL;
  g_autofree char *folded = NULL;
  gint64 seq;

  rows = troupe_connection_query (connection, error,
                                  "SELECT seq, concat_ws (char (10), alias, notes, clip_title,"
                                  " (SELECT group_concat (tag, char (10)) FROM tags"
                                  "  WHERE character_id = id),"
                                  " (SELECT group_concat (username, char (10)) FROM identities"
                                  "  WHERE character_id = characters.id))"
                                  " FROM characters WHERE id = ?1", "t", id);
  if (rows == NULL || !troupe_rows_next (rows, error))
    return FALSE;

  seq = troupe_rows_get_integer (rows, 0);
  folded = troupe_fold (troupe_rows_get_text (rows, 1));
  return troupe_connection_execute (connection, error,
                                    "INSERT OR REPLACE INTO character_texts (rowid, text)"
                                    " VALUES (?1, ?2)", "it", seq, folded);
}

static gboolean
is_indexed (const char *word)
{
  return g_utf8_strlen (word, -1) >= INDEXED_CHARS;
}

/* "anna" AND "smi": each word, wherever it stands; NULL when the index can tell nothing */
static char *
match_expression (char **words)
{
  g_autoptr (GString) expression = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_auto (GStrv) parts = NULL;
      g_autofree char *escaped = NULL;

      if (!is_indexed (words[i]))
        continue;

      parts = g_strsplit (words[i], "\"", -1);
      escaped = g_strjoinv ("\"\"", parts);
      g_string_append_printf (expression, "%s\"%s\"", expression->len > 0 ? " AND " : "", escaped);
    }
  return expression->len > 0 ? g_strdup (expression->str) : NULL;
}

static gboolean
has_short_words (const char *text,
                 char      **words)
{
  for (guint i = 0; words[i] != NULL; i++)
    {
      if (!is_indexed (words[i]) && strstr (text, words[i]) == NULL)
        return FALSE;
    }
  return TRUE;
}

static TroupeRows *
query (TroupeConnection *connection,
       char            **words,
       GError          **error)
{
  g_autofree char *expression = match_expression (words);

  if (words[0] == NULL)
    return troupe_connection_query (connection, error,
                                    "SELECT id, alias FROM characters WHERE deleted_us IS NULL"
                                    " ORDER BY created_us DESC, seq DESC", "");
  if (expression != NULL)
    return troupe_connection_query (connection, error,
                                    "SELECT id, alias, text FROM character_texts"
                                    " JOIN characters ON seq = character_texts.rowid"
                                    " WHERE text MATCH ?1 AND deleted_us IS NULL"
                                    " ORDER BY created_us DESC, seq DESC", "t", expression);
  return troupe_connection_query (connection, error,
                                  "SELECT id, alias, text FROM character_texts"
                                  " JOIN characters ON seq = character_texts.rowid"
                                  " WHERE instr (text, ?1) AND deleted_us IS NULL"
                                  " ORDER BY created_us DESC, seq DESC", "t", words[0]);
}

static char **
split_words (const char *search)
{
  g_autofree char *folded = troupe_fold (search);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) words = g_strsplit_set (folded, " \t\n", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (*words[i] != '\0')
        g_strv_builder_add (builder, words[i]);
    }
  return g_strv_builder_end (builder);
}

typedef struct
{
  char *key;    /* of the alias, in the order of the language, 2 before 10 */
  char *id;
} Sorted;

static void
sorted_clear (Sorted *sorted)
{
  g_free (sorted->key);
  g_free (sorted->id);
}

static int
compare_sorted (gconstpointer a,
                gconstpointer b)
{
  return strcmp (((const Sorted *) a)->key, ((const Sorted *) b)->key);
}

static GPtrArray *
collect_sorted (TroupeRows *rows,
                char      **words,
                GError    **error)
{
  g_autoptr (GArray) sorted = g_array_new (FALSE, FALSE, sizeof (Sorted));
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) failure = NULL;

  g_array_set_clear_func (sorted, (GDestroyNotify) sorted_clear);
  while (troupe_rows_next (rows, &failure))
    {
      Sorted item;

      if (words[0] != NULL && !has_short_words (troupe_rows_get_text (rows, 2), words))
        continue;
      item.key = g_utf8_collate_key_for_filename (troupe_rows_get_text (rows, 1), -1);
      item.id = g_strdup (troupe_rows_get_text (rows, 0));
      g_array_append_val (sorted, item);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  g_array_sort (sorted, compare_sorted);
  for (guint i = 0; i < sorted->len; i++)
    g_ptr_array_add (ids, g_steal_pointer (&g_array_index (sorted, Sorted, i).id));
  return g_steal_pointer (&ids);
}

static GPtrArray *
collect (TroupeRows *rows,
         char      **words,
         GError    **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) failure = NULL;

  while (troupe_rows_next (rows, &failure))
    {
      if (words[0] == NULL || has_short_words (troupe_rows_get_text (rows, 2), words))
        g_ptr_array_add (ids, g_strdup (troupe_rows_get_text (rows, 0)));
    }
  if (failure == NULL)
    return g_steal_pointer (&ids);

  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/**
 * troupe_character_index_search:
 * @connection: a connection
 * @search: (nullable): words; each must stand somewhere in a character's texts, also within a word
 * @sort: the order
 *
 * Finds characters that are not in the trash; all of them when @search has no word.
 *
 * Returns: (transfer container) (element-type utf8): their ids
 */
GPtrArray *
troupe_character_index_search (TroupeConnection   *connection,
                               const char         *search,
                               TroupeCharacterSort sort,
                               GError            **error)
{
  g_autoptr (TroupeRows) rows = NULL;
  g_auto (GStrv) words = split_words (search != NULL ? search : "");

  rows = query (connection, words, error);
  if (rows == NULL)
    return NULL;

  return sort == TROUPE_CHARACTER_SORT_ALIAS ? collect_sorted (rows, words, error)
                                             : collect (rows, words, error);
}
