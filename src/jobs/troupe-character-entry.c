/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-character-entry.h"

#include "troupe-job-error.h"

static const char insert_job[] =
  "INSERT INTO jobs (id, kind, character_id, provider_id, state, draft, created_us, changed_us, base)"
  " VALUES (?1, 'create-character', ?2, ?3, 'draft', ?4, ?5, ?5, ?6)";

/* Nothing is ordered twice as long as the first order may still come to something. */
static gboolean
is_free_to_order (TroupeConnection *connection,
                  const TroupeJob  *job,
                  GError          **error)
{
  g_autoptr (TroupeRows) rows = NULL;
  g_autoptr (GError) failure = NULL;

  rows = troupe_connection_query (connection, error,
                                  "SELECT id, state FROM jobs WHERE character_id = ?1 AND provider_id = ?2"
                                  " AND state NOT IN ('done', 'failed', 'cancelled')", "tt",
                                  job->character_id, job->provider_id);
  if (rows == NULL)
    return FALSE;
  if (troupe_rows_next (rows, &failure))
    g_set_error (error, TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_OPEN, "character %s: job %s at “%s” is %s",
                 job->character_id, troupe_rows_get_text (rows, 0), job->provider_id, troupe_rows_get_text (rows, 1));
  else if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    return TRUE;
  return FALSE;
}

/**
 * troupe_character_entry_add:
 * @connection: a connection in a transaction
 * @job: a draft of a character
 * @seed: the character, which is only looked at when it is not there yet
 *
 * Adds a character and the job that makes it. One that is there already gets another job only where none of the same
 * provider goes on, or may have been carried out. Owner thread.
 *
 * Fails with `TROUPE_JOB_ERROR_OPEN` and `TROUPE_LIBRARY_ERROR`.
 *
 * Returns: whether both were added
 */
gboolean
troupe_character_entry_add (TroupeConnection          *connection,
                            const TroupeJob           *job,
                            const TroupeCharacterSeed *seed,
                            GError                   **error)
{
  g_autofree char *draft = troupe_job_draft_to_json (job);

  return (job->is_again ? is_free_to_order (connection, job, error)
                        : troupe_character_store_add (connection, seed, error)) &&
         troupe_connection_execute (connection, error, insert_job, "ttttit", job->id,
                                    job->character_id, job->provider_id, draft,
                                    g_get_real_time (), job->base) &&
         troupe_character_store_touch (connection, job->character_id, error);
}
