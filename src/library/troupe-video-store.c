/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-video-store.h"

#include "troupe-fold.h"
#include "troupe-library-error.h"
#include "troupe-library-files.h"
#include "troupe-search.h"

/* In the order of TroupeVideoShow */
static const char *const shows[] = { "all", "ready", "making", "trouble", "starred" };

/* After a statement that changes one video */
static gboolean
check_found (TroupeConnection *connection,
             const char       *id,
             GError          **error)
{
  if (troupe_connection_count_changed (connection) > 0)
    return TRUE;

  g_set_error (error, TROUPE_LIBRARY_ERROR, TROUPE_LIBRARY_ERROR_NOT_FOUND, "there is no video %s", id);
  return FALSE;
}

/* What is searched: the prompt, and who is in it */
static gboolean
add_text (TroupeConnection *connection,
          const char       *id,
          const char       *text,
          GError          **error)
{
  g_autofree char *folded = troupe_fold (text);

  return troupe_connection_execute (connection, error,
                                    "INSERT OR REPLACE INTO video_texts (rowid, text)"
                                    " SELECT seq, concat_ws (char (10),"
                                    "  (SELECT text FROM video_texts WHERE rowid = seq), ?1)"
                                    " FROM videos WHERE id = ?2", "tt", folded, id);
}

/**
 * troupe_video_store_add:
 * @connection: a connection in a transaction
 * @seed: what the video begins with
 *
 * Adds a video without anybody in it. The job that makes it has to come in the same transaction.
 *
 * Returns: whether it was added
 */
gboolean
troupe_video_store_add (TroupeConnection      *connection,
                        const TroupeVideoSeed *seed,
                        GError               **error)
{
  return troupe_connection_execute (connection, error,
                                    "INSERT INTO videos (id, provider_id, prompt, scene, created_us)"
                                    " VALUES (?1, ?2, ?3, ?4, ?5)", "tttti", seed->id,
                                    seed->provider_id, seed->prompt, seed->scene, g_get_real_time ()) &&
         add_text (connection, seed->id, seed->prompt, error);
}

/**
 * troupe_video_store_add_cast:
 * @connection: a connection in a transaction
 * @id: a video
 * @character_id: (nullable): a character of the library
 * @alias: what they are called
 *
 * Adds one to the cast of a video, after those it has.
 *
 * Returns: whether that was kept
 */
gboolean
troupe_video_store_add_cast (TroupeConnection *connection,
                             const char       *id,
                             const char       *character_id,
                             const char       *alias,
                             GError          **error)
{
  return troupe_connection_execute (connection, error,
                                    "INSERT INTO casts SELECT ?1, count (*), ?2, ?3 FROM casts"
                                    " WHERE video_id = ?1", "ttt", id, character_id, alias) &&
         add_text (connection, id, alias, error);
}

/**
 * troupe_video_store_set_result:
 * @connection: a connection in a transaction
 * @id: a video
 * @result: what came home
 *
 * Gives a video its file.
 *
 * Fails with `TROUPE_LIBRARY_ERROR_NOT_FOUND`.
 *
 * Returns: whether that was kept
 */
gboolean
troupe_video_store_set_result (TroupeConnection        *connection,
                               const char              *id,
                               const TroupeVideoResult *result,
                               GError                 **error)
{
  return troupe_connection_execute (connection, error,
                                    "UPDATE videos SET file = ?1, poster = ?2, size_bytes = ?3,"
                                    " duration_ns = ?4, width = ?5, height = ?6 WHERE id = ?7",
                                    "ttiiiit", result->file, result->poster,
                                    (gint64) result->size_bytes, (gint64) result->duration_ns,
                                    (gint64) result->width, (gint64) result->height, id) &&
         check_found (connection, id, error);
}

/**
 * troupe_video_store_set_starred:
 * @connection: a connection in a transaction
 * @id: a video
 * @starred: whether the person likes it best
 *
 * Fails with `TROUPE_LIBRARY_ERROR_NOT_FOUND`.
 *
 * Returns: whether that was kept
 */
gboolean
troupe_video_store_set_starred (TroupeConnection *connection,
                                const char       *id,
                                gboolean          starred,
                                GError          **error)
{
  return troupe_connection_execute (connection, error, "UPDATE videos SET starred = ?1 WHERE id = ?2",
                                    "it", (gint64) starred, id) &&
         check_found (connection, id, error);
}

/**
 * troupe_video_store_set_gone:
 * @connection: a connection in a transaction
 * @id: a video
 *
 * Notes that its provider has it no more.
 *
 * Fails with `TROUPE_LIBRARY_ERROR_NOT_FOUND`.
 *
 * Returns: whether that was kept
 */
gboolean
troupe_video_store_set_gone (TroupeConnection *connection,
                             const char       *id,
                             GError          **error)
{
  return troupe_connection_execute (connection, error,
                                    "UPDATE jobs SET gone_id = remote_id WHERE seq ="
                                    " (SELECT max (seq) FROM jobs WHERE video_id = ?1)", "t", id) &&
         check_found (connection, id, error);
}

/**
 * troupe_video_store_delete:
 * @connection: a connection in a transaction
 * @id: a video
 *
 * Puts a video into the trash; its files stay.
 *
 * Fails with `TROUPE_LIBRARY_ERROR_NOT_FOUND`, also when it lies there already.
 *
 * Returns: whether it lies there
 */
gboolean
troupe_video_store_delete (TroupeConnection *connection,
                           const char       *id,
                           GError          **error)
{
  return troupe_connection_execute (connection, error,
                                    "UPDATE videos SET deleted_us = ?1"
                                    " WHERE id = ?2 AND deleted_us IS NULL",
                                    "it", g_get_real_time (), id) &&
         check_found (connection, id, error);
}

/**
 * troupe_video_store_restore:
 * @connection: a connection in a transaction
 * @id: a video
 *
 * Takes a video out of the trash.
 *
 * Fails with `TROUPE_LIBRARY_ERROR_NOT_FOUND`.
 *
 * Returns: whether it is back
 */
gboolean
troupe_video_store_restore (TroupeConnection *connection,
                            const char       *id,
                            GError          **error)
{
  return troupe_connection_execute (connection, error,
                                    "UPDATE videos SET deleted_us = NULL"
                                    " WHERE id = ?1 AND deleted_us IS NOT NULL", "t", id) &&
         check_found (connection, id, error);
}

/* All that a video may have by its name, whether its row knows of it or not */
static const char note_files[] =
  "INSERT OR IGNORE INTO leftovers"
  " SELECT format (files.value, videos.id) FROM videos"
  "  JOIN json_each ('[\"" TROUPE_LIBRARY_FILES_VIDEO "\", \"" TROUPE_LIBRARY_FILES_STORY "\","
  " \"" TROUPE_LIBRARY_FILES_POSTER "\"]') AS files WHERE deleted_us < ?1";

/**
 * troupe_video_store_purge:
 * @connection: a connection in a transaction
 * @before_us: microseconds since 1970
 *
 * Removes for good what lies in the trash since before then, and notes its files as leftovers.
 *
 * Returns: whether it succeeded
 */
gboolean
troupe_video_store_purge (TroupeConnection *connection,
                          gint64            before_us,
                          GError          **error)
{
  return troupe_connection_execute (connection, error, note_files, "i", before_us) &&
         troupe_connection_execute (connection, error,
                                    "DELETE FROM video_texts WHERE rowid IN"
                                    " (SELECT seq FROM videos WHERE deleted_us < ?1)", "i", before_us) &&
         troupe_connection_execute (connection, error, "DELETE FROM videos WHERE deleted_us < ?1",
                                    "i", before_us);
}

static const char select_found[] =
  "SELECT id FROM videos AS v WHERE deleted_us IS NULL"
  " AND (?1 IS NULL OR seq IN (SELECT rowid FROM video_texts WHERE text MATCH ?1))"
  " AND (?2 IS NULL OR NOT EXISTS (SELECT 1 FROM json_each (?2) AS word WHERE NOT"
  "  instr ((SELECT text FROM video_texts WHERE rowid = v.seq), word.value)))"
  " AND (?3 IS NULL OR provider_id = ?3)"
  " AND CASE ?4 WHEN 'all' THEN 1 WHEN 'starred' THEN starred ELSE ?4 ="
  "  (SELECT CASE WHEN state = 'done' AND v.file IS NOT NULL THEN 'ready'"
  "   WHEN state IN ('done', 'failed', 'cancelled', 'unknown') THEN 'trouble' ELSE 'making' END"
  "   FROM jobs WHERE video_id = v.id ORDER BY seq DESC LIMIT 1) END"
  " ORDER BY seq * ?5";

/**
 * troupe_video_store_find:
 * @connection: a connection
 * @query: what is wanted
 *
 * Finds videos that are not in the trash.
 *
 * Returns: (transfer container) (element-type utf8): their ids
 */
GPtrArray *
troupe_video_store_find (TroupeConnection       *connection,
                         const TroupeVideoQuery *query,
                         GError                **error)
{
  g_autoptr (TroupeSearch) search = troupe_search_new (query->search);
  g_autoptr (TroupeRows) rows = NULL;

  rows = troupe_connection_query (connection, error, select_found, "ttttd", search->expression,
                                  search->rest, query->provider_id, shows[query->show],
                                  query->sort == TROUPE_VIDEO_SORT_OLDEST ? 1.0 : -1.0);
  return rows != NULL ? troupe_rows_collect_texts (rows, error) : NULL;
}
