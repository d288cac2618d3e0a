/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-character-store.h"

#include "troupe-character-alias.h"
#include "troupe-character-index.h"
#include "troupe-library-error.h"
#include "troupe-library-files.h"

/* After a statement that changes one character */
static gboolean
check_found (TroupeConnection *connection,
             const char       *id,
             GError          **error)
{
  if (troupe_connection_count_changed (connection) > 0)
    return TRUE;

  g_set_error (error, TROUPE_LIBRARY_ERROR, TROUPE_LIBRARY_ERROR_NOT_FOUND,
               "there is no character %s", id);
  return FALSE;
}

static const char insert_character[] =
  "INSERT INTO characters (id, alias, alias_key, clip_title, clip_uri, clip_hash, clip_duration_ns,"
  " start_ns, end_ns, created_us, revision, listed_revision)"
  " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 0, 0)";

static gboolean
insert (TroupeConnection          *connection,
        const TroupeCharacterSeed *seed,
        const char                *alias,
        GError                   **error)
{
  g_autofree char *key = troupe_character_alias_key (alias);

  return troupe_connection_execute (connection, error, insert_character, "ttttttiiii",
                                    seed->id, alias, key, seed->clip_title, seed->clip_uri,
                                    seed->clip_hash, (gint64) seed->clip_duration_ns,
                                    (gint64) seed->range.start_ns, (gint64) seed->range.end_ns,
                                    g_get_real_time ());
}

/* It came into the list with its last change. */
static gboolean
mark_listed (TroupeConnection *connection,
             const char       *id,
             GError          **error)
{
  return troupe_connection_execute (connection, error,
                                    "UPDATE characters SET listed_revision = revision"
                                    " WHERE id = ?1", "t", id);
}

static char *
choose_alias (TroupeConnection          *connection,
              const TroupeCharacterSeed *seed,
              GError                   **error)
{
  g_autofree char *alias = NULL;

  if (seed->alias == NULL)
    return troupe_character_alias_choose (connection, seed->clip_title, error);

  alias = troupe_character_alias_clean (seed->alias, error);
  if (alias == NULL || !troupe_character_alias_check_free (connection, alias, seed->id, error))
    return NULL;
  return g_steal_pointer (&alias);
}

/**
 * troupe_character_store_add:
 * @connection: a connection in a transaction
 * @seed: what the character begins with
 *
 * Adds a character.
 *
 * Fails with `TROUPE_LIBRARY_ERROR_ALIAS` when a name was given and cannot be had.
 *
 * Returns: whether it was added
 */
gboolean
troupe_character_store_add (TroupeConnection          *connection,
                            const TroupeCharacterSeed *seed,
                            GError                   **error)
{
  g_autofree char *alias = choose_alias (connection, seed, error);

  return alias != NULL &&
         insert (connection, seed, alias, error) &&
         troupe_character_store_touch (connection, seed->id, error) &&
         mark_listed (connection, seed->id, error);
}

/**
 * troupe_character_store_set_alias:
 * @connection: a connection in a transaction
 * @id: a character
 * @alias: its new name
 *
 * Renames a character.
 *
 * Fails with `TROUPE_LIBRARY_ERROR_ALIAS` or `NOT_FOUND`.
 *
 * Returns: whether it was renamed
 */
gboolean
troupe_character_store_set_alias (TroupeConnection *connection,
                                  const char       *id,
                                  const char       *alias,
                                  GError          **error)
{
  g_autofree char *clean = troupe_character_alias_clean (alias, error);
  g_autofree char *key = NULL;

  if (clean == NULL || !troupe_character_alias_check_free (connection, clean, id, error))
    return FALSE;

  key = troupe_character_alias_key (clean);
  return troupe_connection_execute (connection, error,
                                    "UPDATE characters SET alias = ?1, alias_key = ?2"
                                    " WHERE id = ?3", "ttt", clean, key, id) &&
         troupe_character_store_touch (connection, id, error);
}

/**
 * troupe_character_store_set_notes:
 * @connection: a connection in a transaction
 * @id: a character
 * @notes: what the person wrote about it
 *
 * Fails with `TROUPE_LIBRARY_ERROR_NOT_FOUND`.
 *
 * Returns: whether the notes were kept
 */
gboolean
troupe_character_store_set_notes (TroupeConnection *connection,
                                  const char       *id,
                                  const char       *notes,
                                  GError          **error)
{
  return troupe_connection_execute (connection, error,
                                    "UPDATE characters SET notes = ?1 WHERE id = ?2",
                                    "tt", notes, id) &&
         troupe_character_store_touch (connection, id, error);
}

/**
 * troupe_character_store_set_favourite:
 * @connection: a connection in a transaction
 * @id: a character
 * @favourite: whether the person likes it best
 *
 * Fails with `TROUPE_LIBRARY_ERROR_NOT_FOUND`.
 *
 * Returns: whether that was kept
 */
gboolean
troupe_character_store_set_favourite (TroupeConnection *connection,
                                      const char       *id,
                                      gboolean          favourite,
                                      GError          **error)
{
  return troupe_connection_execute (connection, error,
                                    "UPDATE characters SET favourite = ?1 WHERE id = ?2",
                                    "it", (gint64) favourite, id) &&
         troupe_character_store_touch (connection, id, error);
}

/**
 * troupe_character_store_set_clip_file:
 * @connection: a connection in a transaction
 * @id: a character
 * @file: a file below the media folder, on the disk already
 *
 * Gives a character the cut of its range.
 *
 * Returns: whether that was kept
 */
gboolean
troupe_character_store_set_clip_file (TroupeConnection *connection,
                                      const char       *id,
                                      const char       *file,
                                      GError          **error)
{
  return troupe_connection_execute (connection, error,
                                    "UPDATE characters SET clip_file = ?1 WHERE id = ?2",
                                    "tt", file, id) &&
         troupe_character_store_touch (connection, id, error);
}

/**
 * troupe_character_store_add_still:
 * @connection: a connection in a transaction
 * @id: a character
 * @file: a file below the media folder, on the disk already
 * @time_ns: where in the source clip it was taken, in nanoseconds
 * @sha256: the hash of its content
 *
 * Gives a character a picture of its range.
 *
 * Returns: whether that was kept
 */
gboolean
troupe_character_store_add_still (TroupeConnection *connection,
                                  const char       *id,
                                  const char       *file,
                                  guint64           time_ns,
                                  const char       *sha256,
                                  GError          **error)
{
  return troupe_connection_execute (connection, error,
                                    "INSERT OR REPLACE INTO pictures"
                                    " (character_id, kind, file, time_ns, sha256)"
                                    " VALUES (?1, 'still', ?2, ?3, ?4)",
                                    "ttit", id, file, (gint64) time_ns, sha256) &&
         troupe_character_store_touch (connection, id, error);
}

/**
 * troupe_character_store_add_avatar:
 * @connection: a connection in a transaction
 * @id: a character
 * @file: a file below the media folder, on the disk already
 * @sha256: the hash of its content
 *
 * Gives a character the picture that a provider made; the newest one counts.
 *
 * Returns: whether that was kept
 */
gboolean
troupe_character_store_add_avatar (TroupeConnection *connection,
                                   const char       *id,
                                   const char       *file,
                                   const char       *sha256,
                                   GError          **error)
{
  return troupe_connection_execute (connection, error,
                                    "INSERT OR REPLACE INTO pictures"
                                    " (character_id, kind, file, sha256)"
                                    " VALUES (?1, 'avatar', ?2, ?3)", "ttt", id, file, sha256) &&
         troupe_character_store_touch (connection, id, error);
}

/**
 * troupe_character_store_choose_avatar:
 * @connection: a connection in a transaction
 * @id: a character
 * @file: a file below the media folder, on the disk already
 * @time_ns: when the frame is shown in what it was taken from, in nanoseconds
 * @sha256: the hash of its content
 *
 * Gives a character the picture that a person chose; the newest one counts, before those of providers.
 *
 * Returns: whether that was kept
 */
gboolean
troupe_character_store_choose_avatar (TroupeConnection *connection,
                                      const char       *id,
                                      const char       *file,
                                      guint64           time_ns,
                                      const char       *sha256,
                                      GError          **error)
{
  return troupe_connection_execute (connection, error,
                                    "INSERT INTO pictures (character_id, kind, file, time_ns, sha256)"
                                    " VALUES (?1, 'avatar', ?2, ?3, ?4)",
                                    "ttit", id, file, (gint64) time_ns, sha256) &&
         troupe_character_store_touch (connection, id, error);
}

/**
 * troupe_character_store_add_identity:
 * @connection: a connection in a transaction
 * @id: a character
 * @identity: what it is at a provider now
 * @base: (nullable): the address where it is that, `NULL` where that means nothing
 * @picture_url: (nullable): where its picture can be fetched for a while
 *
 * Gives a character an identity.
 *
 * Returns: whether that was kept
 */
gboolean
troupe_character_store_add_identity (TroupeConnection *connection,
                                     const char       *id,
                                     TroupeIdentity   *identity,
                                     const char       *base,
                                     const char       *picture_url,
                                     GError          **error)
{
  return troupe_connection_execute (connection, error,
                                    "INSERT INTO identities (character_id, provider_id, remote_id,"
                                    " username, permalink, picture_url, created_us, last_worked_us, base)"
                                    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, ?8)", "ttttttit", id,
                                    troupe_identity_get_provider_id (identity),
                                    troupe_identity_get_remote_id (identity),
                                    troupe_identity_get_username (identity),
                                    troupe_identity_get_permalink (identity), picture_url,
                                    troupe_identity_get_created_us (identity), base) &&
         troupe_character_store_touch (connection, id, error);
}

/**
 * troupe_character_store_delete:
 * @connection: a connection in a transaction
 * @id: a character
 *
 * Puts a character into the trash; its files stay.
 *
 * Fails with `TROUPE_LIBRARY_ERROR_NOT_FOUND`, also when it lies there already.
 *
 * Returns: whether it lies there
 */
gboolean
troupe_character_store_delete (TroupeConnection *connection,
                               const char       *id,
                               GError          **error)
{
  return troupe_connection_execute (connection, error,
                                    "UPDATE characters SET deleted_us = ?1"
                                    " WHERE id = ?2 AND deleted_us IS NULL",
                                    "it", g_get_real_time (), id) &&
         check_found (connection, id, error) &&
         troupe_character_store_touch (connection, id, error);
}

static char *
dup_deleted_alias (TroupeConnection *connection,
                   const char       *id,
                   GError          **error)
{
  g_autoptr (TroupeRows) rows = NULL;
  g_autoptr (GError) failure = NULL;

  rows = troupe_connection_query (connection, error,
                                  "SELECT alias FROM characters WHERE id = ?1"
                                  " AND deleted_us IS NOT NULL", "t", id);
  if (rows == NULL)
    return NULL;
  if (troupe_rows_next (rows, &failure))
    return g_strdup (troupe_rows_get_text (rows, 0));

  if (failure == NULL)
    g_set_error (&failure, TROUPE_LIBRARY_ERROR, TROUPE_LIBRARY_ERROR_NOT_FOUND,
                 "there is no character %s in the trash", id);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/**
 * troupe_character_store_restore:
 * @connection: a connection in a transaction
 * @id: a character
 *
 * Takes a character out of the trash. Where another one has its name meanwhile, it gets a number.
 *
 * Fails with `TROUPE_LIBRARY_ERROR_NOT_FOUND`.
 *
 * Returns: whether it is back
 */
gboolean
troupe_character_store_restore (TroupeConnection *connection,
                                const char       *id,
                                GError          **error)
{
  g_autofree char *old = dup_deleted_alias (connection, id, error);
  g_autofree char *alias = NULL;
  g_autofree char *key = NULL;

  if (old == NULL)
    return FALSE;
  alias = troupe_character_alias_choose (connection, old, error);
  if (alias == NULL)
    return FALSE;

  key = troupe_character_alias_key (alias);
  return troupe_connection_execute (connection, error,
                                    "UPDATE characters"
                                    " SET deleted_us = NULL, alias = ?1, alias_key = ?2"
                                    " WHERE id = ?3", "ttt", alias, key, id) &&
         troupe_character_store_touch (connection, id, error) &&
         mark_listed (connection, id, error);
}

/**
 * troupe_character_store_touch:
 * @connection: a connection in a transaction
 * @id: a character
 *
 * Tells that a character, or something that belongs to it, has changed: gives it a new revision and
 * brings the index up to date. To be called in the same transaction.
 *
 * Fails with `TROUPE_LIBRARY_ERROR_NOT_FOUND`.
 *
 * Returns: whether it succeeded
 */
gboolean
troupe_character_store_touch (TroupeConnection *connection,
                              const char       *id,
                              GError          **error)
{
  return troupe_connection_execute (connection, error,
                                    "UPDATE library SET revision = revision + 1", "") &&
         troupe_connection_execute (connection, error,
                                    "UPDATE characters"
                                    " SET revision = (SELECT revision FROM library)"
                                    " WHERE id = ?1", "t", id) &&
         check_found (connection, id, error) &&
         troupe_character_index_update (connection, id, error);
}

static gboolean
note_leftover (TroupeConnection *connection,
               char             *file,
               GError          **error)
{
  g_autofree char *owned = file;

  return troupe_connection_execute (connection, error, "INSERT OR IGNORE INTO leftovers VALUES (?1)",
                                    "t", owned);
}

/* Also files that a job wrote, and then was stopped before the character got them */
static gboolean
note_own_names (TroupeConnection *connection,
                gint64            before_us,
                GError          **error)
{
  g_autoptr (TroupeRows) rows = NULL;
  g_autoptr (GError) failure = NULL;

  rows = troupe_connection_query (connection, error,
                                  "SELECT id FROM characters WHERE deleted_us < ?1", "i", before_us);
  if (rows == NULL)
    return FALSE;

  while (troupe_rows_next (rows, &failure))
    {
      const char *id = troupe_rows_get_text (rows, 0);

      if (!note_leftover (connection, troupe_library_files_dup_clip (id), error))
        return FALSE;
      for (guint i = 0; i < TROUPE_LIBRARY_FILES_N_STILLS; i++)
        {
          if (!note_leftover (connection, troupe_library_files_dup_still (id, i), error))
            return FALSE;
        }
    }
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * troupe_character_store_purge:
 * @connection: a connection in a transaction
 * @before_us: microseconds since 1970
 *
 * Removes for good what lies in the trash since before then, and notes its files as leftovers.
 *
 * Returns: whether it succeeded
 */
gboolean
troupe_character_store_purge (TroupeConnection *connection,
                              gint64            before_us,
                              GError          **error)
{
  return troupe_connection_execute (connection, error,
                                    "INSERT OR IGNORE INTO leftovers"
                                    " SELECT file FROM pictures"
                                    "  JOIN characters ON id = character_id WHERE deleted_us < ?1"
                                    " UNION SELECT clip_file FROM characters"
                                    "  WHERE deleted_us < ?1 AND clip_file IS NOT NULL",
                                    "i", before_us) &&
         note_own_names (connection, before_us, error) &&
         troupe_connection_execute (connection, error,
                                    "DELETE FROM character_texts WHERE rowid IN"
                                    " (SELECT seq FROM characters WHERE deleted_us < ?1)",
                                    "i", before_us) &&
         troupe_connection_execute (connection, error,
                                    "DELETE FROM characters WHERE deleted_us < ?1", "i", before_us);
}
