/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-video-store.h"

#include "troupe-library-error.h"

/**
 * troupe_video_row_free:
 * @self: (transfer full): a row
 *
 * Frees a row.
 */
void
troupe_video_row_free (TroupeVideoRow *self)
{
  g_free (self->id);
  g_free (self->provider_id);
  g_free (self->prompt);
  g_free (self->file);
  g_free (self->remote_id);
  g_clear_pointer (&self->problem, troupe_problem_free);
  g_free (self);
}

static gboolean
add_cast (TroupeConnection *connection,
          const TroupeJob  *job,
          GError          **error)
{
  for (guint i = 0; i < job->video->cast->len; i++)
    {
      const TroupeCastMember *member = g_ptr_array_index (job->video->cast, i);

      if (!troupe_connection_execute (connection, error,
                                      "INSERT INTO casts VALUES (?1, ?2, ?3, ?4)", "titt",
                                      job->video_id, (gint64) i, member->character_id,
                                      member->alias != NULL ? member->alias : ""))
        return FALSE;
    }
  return TRUE;
}

/**
 * troupe_video_store_add:
 * @connection: a connection in a transaction
 * @job: a draft
 *
 * Adds a video, whom it casts, and the job that makes it.
 *
 * Returns: whether all of it was added
 */
gboolean
troupe_video_store_add (TroupeConnection *connection,
                        const TroupeJob  *job,
                        GError          **error)
{
  g_autofree char *draft = troupe_job_draft_to_json (job);
  const gint64 now_us = g_get_real_time ();

  return troupe_connection_execute (connection, error,
                                    "INSERT INTO videos (id, provider_id, prompt, created_us)"
                                    " VALUES (?1, ?2, ?3, ?4)", "ttti", job->video_id,
                                    job->provider_id, job->video->prompt, now_us) &&
         add_cast (connection, job, error) &&
         troupe_connection_execute (connection, error,
                                    "INSERT INTO jobs (id, kind, video_id, provider_id, state, draft,"
                                    " key, created_us, changed_us)"
                                    " VALUES (?1, 'create-video', ?2, ?3, 'draft', ?4, ?5, ?6, ?6)",
                                    "ttttti", job->id, job->video_id, job->provider_id, draft,
                                    job->key, now_us);
}

static char *
dup_path (GFile      *media,
          const char *name)
{
  return name != NULL ? g_build_filename (g_file_peek_path (media), name, NULL) : NULL;
}

static TroupeVideoRow *
read_row (TroupeRows *rows,
          GFile      *media)
{
  TroupeVideoRow *self = g_new0 (TroupeVideoRow, 1);
  const char *problem = troupe_rows_get_text (rows, 7);

  self->id = g_strdup (troupe_rows_get_text (rows, 0));
  self->provider_id = g_strdup (troupe_rows_get_text (rows, 1));
  self->prompt = g_strdup (troupe_rows_get_text (rows, 2));
  self->file = dup_path (media, troupe_rows_get_text (rows, 3));
  self->size_bytes = (guint64) troupe_rows_get_integer (rows, 4);
  self->created_us = troupe_rows_get_integer (rows, 5);
  if (!troupe_job_state_from_word (troupe_rows_get_text (rows, 6), &self->state))
    self->state = TROUPE_JOB_STATE_UNKNOWN;
  self->problem = problem != NULL ? troupe_problem_from_json (problem) : NULL;
  self->remote_id = g_strdup (troupe_rows_get_text (rows, 8));
  return self;
}

/**
 * troupe_video_store_load:
 * @connection: a connection
 * @media: the media folder
 * @id: (nullable): a video, `NULL` for all of them
 *
 * Reads videos.
 *
 * Fails with `TROUPE_LIBRARY_ERROR_NOT_FOUND` when there is no video @id.
 *
 * Returns: (transfer container) (element-type TroupeVideoRow): the newest first
 */
GPtrArray *
troupe_video_store_load (TroupeConnection *connection,
                         GFile            *media,
                         const char       *id,
                         GError          **error)
{
  g_autoptr (GPtrArray) videos = g_ptr_array_new_with_free_func ((GDestroyNotify) troupe_video_row_free);
  g_autoptr (TroupeRows) rows = NULL;
  g_autoptr (GError) failure = NULL;

  rows = troupe_connection_query (connection, error,
                                  "SELECT v.id, v.provider_id, v.prompt, v.file,"
                                  " ifnull (v.size_bytes, 0), v.created_us, j.state, j.problem,"
                                  " j.remote_id FROM videos AS v JOIN jobs AS j ON j.seq ="
                                  "  (SELECT max (seq) FROM jobs WHERE video_id = v.id)"
                                  " WHERE ?1 IS NULL OR v.id = ?1 ORDER BY v.seq DESC", "t", id);
  if (rows == NULL)
    return NULL;
  while (troupe_rows_next (rows, &failure))
    g_ptr_array_add (videos, read_row (rows, media));

  if (failure == NULL && id != NULL && videos->len == 0)
    g_set_error (&failure, TROUPE_LIBRARY_ERROR, TROUPE_LIBRARY_ERROR_NOT_FOUND,
                 "there is no video %s", id);
  if (failure == NULL)
    return g_steal_pointer (&videos);

  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}
