/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-character-row.h"

/**
 * troupe_character_row_new:
 * @id: a character
 *
 * Makes a row that holds the id and nothing else. Safe from any thread.
 *
 * Returns: (transfer full): a row
 */
TroupeCharacterRow *
troupe_character_row_new (const char *id)
{
  TroupeCharacterRow *self = g_new0 (TroupeCharacterRow, 1);

  self->id = g_strdup (id);
  self->stills = g_ptr_array_new_with_free_func (g_free);
  self->identities = g_ptr_array_new_with_free_func (g_object_unref);
  return self;
}

/**
 * troupe_character_row_free:
 * @self: (transfer full): a row
 *
 * Frees a row. Safe from any thread.
 */
void
troupe_character_row_free (TroupeCharacterRow *self)
{
  g_free (self->id);
  g_free (self->alias);
  g_free (self->notes);
  g_free (self->clip_title);
  g_free (self->clip_uri);
  g_free (self->clip_hash);
  g_free (self->clip_file);
  g_free (self->avatar);
  g_ptr_array_unref (self->stills);
  g_ptr_array_unref (self->identities);
  g_clear_pointer (&self->problem, troupe_problem_free);
  g_free (self->job_id);
  g_free (self);
}

/* The state of a character is that of its newest job; one without a job was brought in whole. Whether it can be made
 * somewhere else as well changes nothing about what it is already, nor does a picture that cannot be fetched yet. */
static TroupeCharacterState
state_from_job (const char *word,
                const char *problem)
{
  if (word == NULL || g_str_equal (word, "done") || (g_str_equal (word, "fetching") && problem != NULL))
    return TROUPE_CHARACTER_STATE_READY;
  if (g_str_equal (word, "failed") || g_str_equal (word, "cancelled"))
    return TROUPE_CHARACTER_STATE_FAILED;
  if (g_str_equal (word, "unknown"))
    return TROUPE_CHARACTER_STATE_UNKNOWN;
  return TROUPE_CHARACTER_STATE_MAKING;
}

static TroupeCharacterRow *
read_row (TroupeRows *rows)
{
  TroupeCharacterRow *self = troupe_character_row_new (troupe_rows_get_text (rows, 0));
  const char *problem = troupe_rows_get_text (rows, 16);

  self->alias = g_strdup (troupe_rows_get_text (rows, 1));
  self->notes = g_strdup (troupe_rows_get_text (rows, 2));
  self->is_favourite = troupe_rows_get_integer (rows, 3) != 0;
  self->clip_title = g_strdup (troupe_rows_get_text (rows, 4));
  self->clip_uri = g_strdup (troupe_rows_get_text (rows, 5));
  self->clip_hash = g_strdup (troupe_rows_get_text (rows, 6));
  self->clip_duration_ns = (guint64) troupe_rows_get_integer (rows, 7);
  self->range.start_ns = (guint64) troupe_rows_get_integer (rows, 8);
  self->range.end_ns = (guint64) troupe_rows_get_integer (rows, 9);
  self->clip_file = g_strdup (troupe_rows_get_text (rows, 10));
  self->created_us = troupe_rows_get_integer (rows, 11);
  self->is_deleted = troupe_rows_get_integer (rows, 12) != 0;
  self->revision = troupe_rows_get_integer (rows, 13);
  self->listed_revision = troupe_rows_get_integer (rows, 14);
  self->state = state_from_job (troupe_rows_get_text (rows, 15), problem);
  self->problem = problem != NULL ? troupe_problem_from_json (problem) : NULL;
  self->job_id = g_strdup (troupe_rows_get_text (rows, 17));
  return self;
}

#define IS_STILL_READY \
        "j.state IN ('failed', 'cancelled')" \
        " AND EXISTS (SELECT 1 FROM identities WHERE character_id = c.id AND created_us < j.created_us)"

static const char select_characters[] =
  "SELECT c.id, c.alias, c.notes, c.favourite, c.clip_title, c.clip_uri, c.clip_hash,"
  " c.clip_duration_ns, c.start_ns, c.end_ns, c.clip_file, c.created_us, c.deleted_us,"
  " c.revision, c.listed_revision, CASE WHEN " IS_STILL_READY " THEN 'done' ELSE j.state END,"
  " CASE WHEN " IS_STILL_READY " THEN NULL ELSE j.problem END, j.id"
  " FROM json_each (?1) AS asked JOIN characters AS c ON c.id = asked.value"
  " LEFT JOIN jobs AS j ON j.seq = (SELECT max (seq) FROM jobs WHERE character_id = c.id)"
  " ORDER BY asked.key";

static gboolean
load_characters (TroupeConnection *connection,
                 const char       *ids,
                 GPtrArray        *list,
                 GHashTable       *by_id,
                 GError          **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (TroupeRows) rows = NULL;

  rows = troupe_connection_query (connection, error, select_characters, "t", ids);
  if (rows == NULL)
    return FALSE;

  while (troupe_rows_next (rows, &failure))
    {
      TroupeCharacterRow *row = read_row (rows);

      g_ptr_array_add (list, row);
      g_hash_table_insert (by_id, row->id, row);
    }
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
load_identities (TroupeConnection *connection,
                 const char       *ids,
                 GHashTable       *by_id,
                 GError          **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (TroupeRows) rows = NULL;

  rows = troupe_connection_query (connection, error,
                                  "SELECT character_id, provider_id, remote_id, username,"
                                  " permalink, created_us FROM identities"
                                  " WHERE character_id IN (SELECT value FROM json_each (?1))"
                                  " ORDER BY seq DESC", "t", ids);
  if (rows == NULL)
    return FALSE;

  while (troupe_rows_next (rows, &failure))
    {
      TroupeCharacterRow *row = g_hash_table_lookup (by_id, troupe_rows_get_text (rows, 0));

      g_ptr_array_add (row->identities, troupe_identity_new (troupe_rows_get_text (rows, 1),
                                                             troupe_rows_get_text (rows, 2),
                                                             troupe_rows_get_text (rows, 3),
                                                             troupe_rows_get_text (rows, 4),
                                                             troupe_rows_get_integer (rows, 5)));
    }
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
load_pictures (TroupeConnection *connection,
               const char       *ids,
               GHashTable       *by_id,
               GError          **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (TroupeRows) rows = NULL;

  rows = troupe_connection_query (connection, error,
                                  "SELECT character_id, kind, file FROM pictures"
                                  " WHERE character_id IN (SELECT value FROM json_each (?1))"
                                  " ORDER BY time_ns IS NOT NULL, seq", "t", ids);    /* last what a person chose */
  if (rows == NULL)
    return FALSE;

  while (troupe_rows_next (rows, &failure))
    {
      TroupeCharacterRow *row = g_hash_table_lookup (by_id, troupe_rows_get_text (rows, 0));
      const char *file = troupe_rows_get_text (rows, 2);

      if (g_str_equal (troupe_rows_get_text (rows, 1), "still"))
        g_ptr_array_add (row->stills, g_strdup (file));
      else
        g_set_str (&row->avatar, file);
    }
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * troupe_character_row_load:
 * @connection: a connection
 * @ids: (array zero-terminated=1): characters
 *
 * Reads characters with all that belongs to them, whether in the trash or not. Those that do not
 * exist are left out. Owner thread.
 *
 * Returns: (transfer container) (element-type TroupeCharacterRow): rows in the order of @ids
 */
GPtrArray *
troupe_character_row_load (TroupeConnection  *connection,
                           const char *const *ids,
                           GError           **error)
{
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *json = troupe_connection_format_list (ids);

  list = g_ptr_array_new_with_free_func ((GDestroyNotify) troupe_character_row_free);
  if (!load_characters (connection, json, list, by_id, error) ||
      !load_identities (connection, json, by_id, error) ||
      !load_pictures (connection, json, by_id, error))
    return NULL;

  return g_steal_pointer (&list);
}

/**
 * troupe_character_row_load_changed:
 * @connection: a connection
 * @revision: what is known already
 *
 * Reads the characters that changed after @revision. Owner thread.
 *
 * Returns: (transfer container) (element-type TroupeCharacterRow): rows in the order of their
 *   changes
 */
GPtrArray *
troupe_character_row_load_changed (TroupeConnection *connection,
                                   gint64            revision,
                                   GError          **error)
{
  g_autoptr (TroupeRows) rows = NULL;
  g_autoptr (GPtrArray) ids = NULL;

  rows = troupe_connection_query (connection, error,
                                  "SELECT id FROM characters WHERE revision > ?1 ORDER BY revision",
                                  "i", revision);
  ids = rows != NULL ? troupe_rows_collect_texts (rows, error) : NULL;
  if (ids == NULL)
    return NULL;

  g_ptr_array_add (ids, NULL);
  return troupe_character_row_load (connection, (const char *const *) ids->pdata, error);
}
