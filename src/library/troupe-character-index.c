/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-character-index.h"

#include <string.h>

#include "troupe-fold.h"
#include "troupe-search.h"

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

static const char select_found[] =
  "SELECT id, alias FROM characters WHERE deleted_us IS NULL"
  " AND (?1 IS NULL OR seq IN (SELECT rowid FROM character_texts WHERE text MATCH ?1))"
  " AND (?2 IS NULL OR NOT EXISTS (SELECT 1 FROM json_each (?2) AS word WHERE NOT"
  "  instr ((SELECT text FROM character_texts WHERE rowid = characters.seq), word.value)))"
  " ORDER BY created_us DESC, seq DESC";

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
                GError    **error)
{
  g_autoptr (GArray) sorted = g_array_new (FALSE, FALSE, sizeof (Sorted));
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) failure = NULL;

  g_array_set_clear_func (sorted, (GDestroyNotify) sorted_clear);
  while (troupe_rows_next (rows, &failure))
    {
      Sorted item;

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
  g_autoptr (TroupeSearch) wanted = troupe_search_new (search);
  g_autoptr (TroupeRows) rows = NULL;

  rows = troupe_connection_query (connection, error, select_found, "tt", wanted->expression,
                                  wanted->rest);
  if (rows == NULL)
    return NULL;

  return sort == TROUPE_CHARACTER_SORT_ALIAS ? collect_sorted (rows, error)
                                             : troupe_rows_collect_texts (rows, error);
}
