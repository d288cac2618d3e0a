/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-video-row.h"

/**
 * troupe_video_row_new:
 * @id: a video
 *
 * Makes a row that holds the id and nothing else. Safe from any thread.
 *
 * Returns: (transfer full): a row
 */
TroupeVideoRow *
troupe_video_row_new (const char *id)
{
  TroupeVideoRow *self = g_new0 (TroupeVideoRow, 1);

  self->id = g_strdup (id);
  self->cast = g_new0 (char *, 1);
  return self;
}

/**
 * troupe_video_row_free:
 * @self: (transfer full): a row
 *
 * Frees a row. Safe from any thread.
 */
void
troupe_video_row_free (TroupeVideoRow *self)
{
  g_free (self->id);
  g_free (self->prompt);
  g_free (self->provider_id);
  g_strfreev (self->cast);
  g_free (self->file);
  g_free (self->poster);
  g_free (self->scene);
  g_free (self->job_id);
  g_free (self->job_state);
  g_free (self->remote_id);
  g_clear_pointer (&self->problem, troupe_problem_free);
  g_free (self);
}

/* The state of a video is that of its newest job. */
static TroupeVideoState
state_from_job (const TroupeVideoRow *self)
{
  static const struct
  {
    const char       *word;
    TroupeVideoState  state;
  } ends[] = {
    { "failed", TROUPE_VIDEO_STATE_FAILED },
    { "cancelled", TROUPE_VIDEO_STATE_STOPPED },
    { "unknown", TROUPE_VIDEO_STATE_UNKNOWN },
    { "done", TROUPE_VIDEO_STATE_MISSING },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      if (g_strcmp0 (self->job_state, ends[i].word) == 0)
        return self->file != NULL ? TROUPE_VIDEO_STATE_READY : ends[i].state;
    }
  return TROUPE_VIDEO_STATE_MAKING;
}

static char **
split_cast (const char *names)
{
  return names != NULL ? g_strsplit (names, "\n", -1) : g_new0 (char *, 1);
}

static TroupeVideoRow *
read_row (TroupeRows *rows)
{
  TroupeVideoRow *self = g_new0 (TroupeVideoRow, 1);
  const char *problem = troupe_rows_get_text (rows, 18);

  self->id = g_strdup (troupe_rows_get_text (rows, 0));
  self->prompt = g_strdup (troupe_rows_get_text (rows, 1));
  self->provider_id = g_strdup (troupe_rows_get_text (rows, 2));
  self->cast = split_cast (troupe_rows_get_text (rows, 3));
  self->is_starred = troupe_rows_get_integer (rows, 4) != 0;
  self->file = g_strdup (troupe_rows_get_text (rows, 5));
  self->poster = g_strdup (troupe_rows_get_text (rows, 6));
  self->size_bytes = (guint64) troupe_rows_get_integer (rows, 7);
  self->duration_ns = (guint64) troupe_rows_get_integer (rows, 8);
  self->width = (int) troupe_rows_get_integer (rows, 9);
  self->height = (int) troupe_rows_get_integer (rows, 10);
  self->scene = g_strdup (troupe_rows_get_text (rows, 11));
  self->created_us = troupe_rows_get_integer (rows, 12);
  self->is_deleted = troupe_rows_get_integer (rows, 13) != 0;
  self->revision = troupe_rows_get_integer (rows, 14);
  self->listed_revision = troupe_rows_get_integer (rows, 15);
  self->job_id = g_strdup (troupe_rows_get_text (rows, 16));
  self->job_state = g_strdup (troupe_rows_get_text (rows, 17));
  self->problem = problem != NULL ? troupe_problem_from_json (problem) : NULL;
  self->remote_id = g_strdup (troupe_rows_get_text (rows, 19));
  self->state = state_from_job (self);
  return self;
}

static const char select_videos[] =
  "SELECT v.id, v.prompt, v.provider_id,"
  " (SELECT group_concat (alias, char (10) ORDER BY position) FROM casts"
  "  WHERE video_id = v.id AND alias != ''),"
  " v.starred, v.file, v.poster, v.size_bytes, v.duration_ns, v.width, v.height, v.scene, v.created_us,"
  " v.deleted_us, v.revision, v.listed_revision, j.id, j.state, j.problem,"
  " nullif (j.remote_id, j.gone_id)"
  " FROM json_each (?1) AS asked JOIN videos AS v ON v.id = asked.value"
  " LEFT JOIN jobs AS j ON j.seq = (SELECT max (seq) FROM jobs WHERE video_id = v.id)"
  " ORDER BY asked.key";

/**
 * troupe_video_row_load:
 * @connection: a connection
 * @ids: (array zero-terminated=1): videos
 *
 * Reads videos with whom they cast and the job that makes them, whether in the trash or not. Those
 * that do not exist are left out. Owner thread.
 *
 * Returns: (transfer container) (element-type TroupeVideoRow): rows in the order of @ids
 */
GPtrArray *
troupe_video_row_load (TroupeConnection  *connection,
                       const char *const *ids,
                       GError           **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) troupe_video_row_free);
  g_autofree char *json = troupe_connection_format_list (ids);
  g_autoptr (TroupeRows) rows = NULL;
  g_autoptr (GError) failure = NULL;

  rows = troupe_connection_query (connection, error, select_videos, "t", json);
  if (rows == NULL)
    return NULL;

  while (troupe_rows_next (rows, &failure))
    g_ptr_array_add (list, read_row (rows));
  if (failure == NULL)
    return g_steal_pointer (&list);

  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/**
 * troupe_video_row_load_changed:
 * @connection: a connection
 * @revision: what is known already
 *
 * Reads the videos that changed after @revision, also by what became of their jobs. Owner thread.
 *
 * Returns: (transfer container) (element-type TroupeVideoRow): rows in the order of their changes
 */
GPtrArray *
troupe_video_row_load_changed (TroupeConnection *connection,
                               gint64            revision,
                               GError          **error)
{
  g_autoptr (TroupeRows) rows = NULL;
  g_autoptr (GPtrArray) ids = NULL;

  rows = troupe_connection_query (connection, error,
                                  "SELECT id FROM videos WHERE revision > ?1 ORDER BY revision",
                                  "i", revision);
  ids = rows != NULL ? troupe_rows_collect_texts (rows, error) : NULL;
  if (ids == NULL)
    return NULL;

  g_ptr_array_add (ids, NULL);
  return troupe_video_row_load (connection, (const char *const *) ids->pdata, error);
}
