/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-video-entry.h"

#include "troupe-video-store.h"

static gboolean
add_cast (TroupeConnection *connection,
          const TroupeJob  *job,
          GError          **error)
{
  for (guint i = 0; i < job->video->cast->len; i++)
    {
      const TroupeCastMember *member = g_ptr_array_index (job->video->cast, i);

      if (!troupe_video_store_add_cast (connection, job->video_id, member->character_id,
                                        member->alias != NULL ? member->alias : "", error))
        return FALSE;
    }
  return TRUE;
}

/**
 * troupe_video_entry_add:
 * @connection: a connection in a transaction
 * @job: a draft
 *
 * Adds a video, whom it casts, and the job that makes it.
 *
 * Returns: whether all of it was added
 */
gboolean
troupe_video_entry_add (TroupeConnection *connection,
                        const TroupeJob  *job,
                        GError          **error)
{
  g_autofree char *draft = troupe_job_draft_to_json (job);
  const TroupeVideoSeed seed = {
    .id = job->video_id,
    .provider_id = job->provider_id,
    .prompt = job->video->prompt,
    .scene = job->video->scene,
  };

  return troupe_video_store_add (connection, &seed, error) &&
         add_cast (connection, job, error) &&
         troupe_connection_execute (connection, error,
                                    "INSERT INTO jobs (id, kind, video_id, provider_id, state, draft,"
                                    " key, created_us, changed_us, base)"
                                    " VALUES (?1, ?7, ?2, ?3, 'draft', ?4, ?5, ?6, ?6, ?8)",
                                    "tttttitt", job->id, job->video_id, job->provider_id, draft,
                                    job->key, g_get_real_time (), troupe_video_draft_get_call (job->video), job->base);
}
