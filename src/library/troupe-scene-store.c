/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-scene-store.h"

#include "troupe-library-error.h"

/**
 * troupe_scene_row_free:
 * @self: (transfer full): a row
 *
 * Frees a row.
 */
void
troupe_scene_row_free (TroupeSceneRow *self)
{
  troupe_scene_free (self->scene);
  g_free (self);
}

/* Its picture and its cut. A story may be a stranger's: nothing else can be meant by it. */
#define NOTE_FILES \
        "INSERT OR IGNORE INTO leftovers" \
        " SELECT value FROM scenes, json_each (CASE WHEN json_valid (story) THEN story ELSE '{}' END)" \
        "  WHERE key IN ('reference', 'clip-file') AND NOT value GLOB '*/*/*'" \
        "   AND (value GLOB 'pictures/reference-*' OR value GLOB 'clips/scene-*') AND "

/**
 * troupe_scene_store_save:
 * @connection: a connection
 * @scene: a scene with its id
 * @changed_us: when it was changed last, in microseconds
 * @error: return location for an error
 *
 * Writes a scene, and notes a picture or a cut that it has no more as leftovers. One that is in the trash stays there.
 *
 * Returns: whether it is written
 */
gboolean
troupe_scene_store_save (TroupeConnection  *connection,
                         const TroupeScene *scene,
                         gint64             changed_us,
                         GError           **error)
{
  g_autofree char *story = NULL;

  g_return_val_if_fail (scene->id != NULL, FALSE);

  story = troupe_scene_to_json (scene);
  return troupe_connection_execute (connection, error, NOTE_FILES "scenes.id = ?1 AND NOT instr (?2, value)", "tt",
                                    scene->id, story) &&
         troupe_connection_execute (connection, error,
                                    "INSERT INTO scenes (id, story, created_us, changed_us) VALUES (?1, ?2, ?3, ?3)"
                                    " ON CONFLICT (id) DO UPDATE SET story = ?2, changed_us = ?3",
                                    "tti", scene->id, story, changed_us);
}

/**
 * troupe_scene_store_set_deleted:
 * @connection: a connection
 * @id: a scene
 * @deleted_us: since when it is in the trash, in microseconds, or 0
 * @error: return location for an error
 *
 * Puts a scene into the trash, or takes it out.
 *
 * Fails with `TROUPE_LIBRARY_ERROR_NOT_FOUND`.
 *
 * Returns: whether that is written
 */
gboolean
troupe_scene_store_set_deleted (TroupeConnection *connection,
                                const char       *id,
                                gint64            deleted_us,
                                GError          **error)
{
  if (!troupe_connection_execute (connection, error, "UPDATE scenes SET deleted_us = nullif (?2, 0) WHERE id = ?1",
                                  "ti", id, deleted_us))
    return FALSE;
  if (troupe_connection_count_changed (connection) > 0)
    return TRUE;

  g_set_error (error, TROUPE_LIBRARY_ERROR, TROUPE_LIBRARY_ERROR_NOT_FOUND, "there is no scene “%s”", id);
  return FALSE;
}

/* NULL for one that a newer Troupe wrote: it stays as it is. */
static TroupeSceneRow *
read_row (TroupeRows *rows)
{
  g_autoptr (GError) error = NULL;
  TroupeScene *scene = troupe_scene_from_json (troupe_rows_get_text (rows, 1), &error);
  TroupeSceneRow *row;

  if (scene == NULL)
    {
      g_message ("A scene cannot be read: %s", error->message);
      return NULL;
    }
  row = g_new0 (TroupeSceneRow, 1);
  row->scene = scene;
  row->changed_us = troupe_rows_get_integer (rows, 2);
  g_set_str (&scene->id, troupe_rows_get_text (rows, 0));
  return row;
}

/**
 * troupe_scene_store_load:
 * @connection: a connection
 * @error: return location for an error
 *
 * Reads the scenes that are not in the trash.
 *
 * Returns: (transfer container) (element-type TroupeSceneRow): the last one that was changed first
 */
GPtrArray *
troupe_scene_store_load (TroupeConnection *connection,
                         GError          **error)
{
  g_autoptr (GPtrArray) scenes = g_ptr_array_new_with_free_func ((GDestroyNotify) troupe_scene_row_free);
  g_autoptr (TroupeRows) rows = NULL;
  g_autoptr (GError) failure = NULL;

  rows = troupe_connection_query (connection, error, "SELECT id, story, changed_us FROM scenes"
                                  " WHERE deleted_us IS NULL ORDER BY changed_us DESC, seq DESC", "");
  if (rows == NULL)
    return NULL;

  while (troupe_rows_next (rows, &failure))
    {
      TroupeSceneRow *row = read_row (rows);

      if (row != NULL)
        g_ptr_array_add (scenes, row);
    }
  if (failure == NULL)
    return g_steal_pointer (&scenes);

  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/**
 * troupe_scene_store_purge:
 * @connection: a connection in a transaction
 * @before_us: a time, in microseconds
 * @error: return location for an error
 *
 * Forgets the scenes that went into the trash before a time, and notes their pictures and cuts as leftovers.
 *
 * Returns: whether they are gone
 */
gboolean
troupe_scene_store_purge (TroupeConnection *connection,
                          gint64            before_us,
                          GError          **error)
{
  return troupe_connection_execute (connection, error, NOTE_FILES "deleted_us < ?1", "i", before_us) &&
         troupe_connection_execute (connection, error, "DELETE FROM scenes WHERE deleted_us < ?1", "i", before_us);
}
