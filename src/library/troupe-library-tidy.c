/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-library-tidy.h"

#include "troupe-character-store.h"
#include "troupe-library-files.h"
#include "troupe-scene-store.h"
#include "troupe-video-store.h"

/* What was deleted can be had back for 30 days. */
#define TRASH_US (30 * (gint64) 24 * 60 * 60 * G_USEC_PER_SEC)

/* What a scene had another one may have, too, or a video or prompt that was sent tell of: then it stays for as long. */
#define UNUSED_LEFTOVERS \
        "FROM leftovers WHERE NOT EXISTS (" \
        " SELECT 1 FROM (SELECT story FROM scenes UNION ALL SELECT scene FROM videos UNION ALL SELECT scene FROM prompts)" \
        "  WHERE instr (story, file))"

static gboolean
remove_leftovers (TroupeConnection *connection,
                  GFile            *media,
                  GError          **error)
{
  g_autoptr (TroupeRows) rows = NULL;
  g_autoptr (GError) failure = NULL;

  rows = troupe_connection_query (connection, error, "SELECT file " UNUSED_LEFTOVERS, "");
  if (rows == NULL)
    return FALSE;

  while (troupe_rows_next (rows, &failure))
    {
      if (!troupe_library_files_remove (media, troupe_rows_get_text (rows, 0), error))
        return FALSE;
    }
  if (failure == NULL)
    return troupe_connection_execute (connection, error, "DELETE " UNUSED_LEFTOVERS, "");

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
sweep (TroupeConnection *connection,
       GFile            *media,
       GError          **error)
{
  g_autoptr (TroupeRows) rows = NULL;
  g_autoptr (GPtrArray) fetched = NULL;

  rows = troupe_connection_query (connection, error,
                                  "SELECT ifnull (video_id, character_id) FROM jobs WHERE state = 'fetching'", "");
  fetched = rows != NULL ? troupe_rows_collect_texts (rows, error) : NULL;
  return fetched != NULL && troupe_library_files_sweep (media, fetched, error);
}

static gboolean
empty_trash (TroupeConnection *connection,
             GError          **error)
{
  const gint64 before_us = g_get_real_time () - TRASH_US;

  if (!troupe_connection_begin (connection, error))
    return FALSE;
  if (troupe_character_store_purge (connection, before_us, error) &&
      troupe_scene_store_purge (connection, before_us, error) &&
      troupe_video_store_purge (connection, before_us, error))
    return troupe_connection_commit (connection, error);

  troupe_connection_roll_back (connection);
  return FALSE;
}

/**
 * troupe_library_tidy:
 * @connection: a connection
 * @data: (type GFile): the media folder
 *
 * Makes the folders, removes half-written files, and what lies in the trash for 30 days together
 * with its files. Owner thread, while no other process has the library open.
 *
 * Returns: whether it succeeded
 */
gboolean
troupe_library_tidy (TroupeConnection *connection,
                     gpointer          data,
                     GError          **error)
{
  GFile *media = data;

  return troupe_library_files_make_folders (media, error) &&
         sweep (connection, media, error) &&
         empty_trash (connection, error) &&
         remove_leftovers (connection, media, error);
}
