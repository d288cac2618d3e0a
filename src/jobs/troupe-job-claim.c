/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-job-claim.h"

#include "troupe-job-error.h"

/* Of an ended job anybody may take up what is left, or begin it anew. */
static const char claim_job[] =
  "UPDATE jobs SET owner = ?1 WHERE id = ?2 AND owner IS NOT ?1 AND"
  " (owner IS NULL OR state IN ('done', 'failed', 'cancelled', 'unknown'))";

/**
 * troupe_job_claim:
 * @connection: a connection in a transaction
 * @owner: this process
 * @job_id: a job that this process wants to move
 *
 * Fails with `TROUPE_JOB_ERROR_STATE` when another process carries it out.
 *
 * Returns: whether it is this process's
 */
gboolean
troupe_job_claim (TroupeConnection *connection,
                  TroupeJobOwner   *owner,
                  const char       *job_id,
                  GError          **error)
{
  const char *me = troupe_job_owner_get_id (owner);
  g_autoptr (TroupeRows) rows = NULL;
  g_autoptr (GError) failure = NULL;

  if (!troupe_connection_execute (connection, error, claim_job, "tt", me, job_id))
    return FALSE;
  rows = troupe_connection_query (connection, error,
                                  "SELECT 1 FROM jobs WHERE id = ?1 AND owner = ?2", "tt", job_id, me);
  if (rows == NULL)
    return FALSE;
  if (troupe_rows_next (rows, &failure))
    return TRUE;

  if (failure == NULL)
    g_set_error (&failure, TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_STATE,
                 "job %s: another process carries it out", job_id);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * troupe_job_claim_release:
 * @connection: a connection in a transaction
 * @job_id: a job
 *
 * Gives a job back that has ended, unless something of it has to be deleted somewhere.
 *
 * Returns: whether that was written
 */
gboolean
troupe_job_claim_release (TroupeConnection *connection,
                          const char       *job_id,
                          GError          **error)
{
  return troupe_connection_execute (connection, error,
                                    "UPDATE jobs SET owner = NULL, wish = NULL WHERE id = ?1 AND"
                                    " (state = 'unknown' OR (state IN ('done', 'failed', 'cancelled')"
                                    "  AND ifnull (published, '') NOT LIKE '%\"handle\"%'))",
                                    "t", job_id);
}

/* One that is refused its key, or denied, keeps nobody from anything. */
static const char others_of_account[] =
  "SELECT owner, count (*) FROM jobs WHERE provider_id = (SELECT provider_id FROM jobs WHERE id = ?1)"
  " AND owner IS NOT NULL AND owner != ?2 AND problem IS NULL"
  " AND state IN ('preparing', 'publishing', 'submitting', 'accepted', 'running') GROUP BY owner";

/**
 * troupe_job_claim_turn:
 * @connection: a connection in a transaction
 * @owner: this process
 * @job_id: a job of it that is about to begin
 * @room: how many jobs of the same account may be on their way in other processes, at the most one less
 *
 * Fails with `TROUPE_JOB_ERROR_FULL` when there are as many.
 *
 * Returns: whether it may begin
 */
gboolean
troupe_job_claim_turn (TroupeConnection *connection,
                       TroupeJobOwner   *owner,
                       const char       *job_id,
                       guint             room,
                       GError          **error)
{
  g_autoptr (TroupeRows) rows = NULL;
  g_autoptr (GError) failure = NULL;
  gint64 n_others = 0;

  rows = troupe_connection_query (connection, error, others_of_account, "tt", job_id,
                                  troupe_job_owner_get_id (owner));
  if (rows == NULL)
    return FALSE;
  while (troupe_rows_next (rows, &failure))
    {
      if (troupe_job_owner_is_alive (owner, troupe_rows_get_text (rows, 0)))
        n_others += troupe_rows_get_integer (rows, 1);
    }
  if (failure == NULL && n_others < room)
    return TRUE;

  if (failure == NULL)
    g_set_error (&failure, TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_FULL,
                 "job %s: other processes have %" G_GINT64_FORMAT " of the same account", job_id, n_others);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* The process that sent it is gone, and its answer with it. */
static gboolean
lose (TroupeConnection *connection,
      TroupeJob        *job,
      GError          **error)
{
  g_autoptr (TroupeJobStep) step = troupe_job_step_new (TROUPE_JOB_EVENT_LOSE);
  g_autoptr (GError) reason = NULL;

  reason = g_error_new_literal (TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_INTERRUPTED,
                                "Troupe ended before the provider answered");
  step->problem = troupe_problem_new (reason);
  return troupe_job_step_write (step, connection, job, error) &&
         troupe_job_claim_release (connection, job->id, error);
}

/* NULL among them: of jobs that nobody carries out; of char */
static GPtrArray *
find_dead (TroupeConnection *connection,
           TroupeJobOwner   *owner,
           GError          **error)
{
  g_autoptr (GPtrArray) dead = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (TroupeRows) rows = NULL;
  g_autoptr (GError) failure = NULL;

  rows = troupe_connection_query (connection, error,
                                  "SELECT DISTINCT owner FROM jobs WHERE owner IS NOT NULL", "");
  if (rows == NULL)
    return NULL;

  g_ptr_array_add (dead, NULL);
  while (troupe_rows_next (rows, &failure))
    {
      if (!troupe_job_owner_is_alive (owner, troupe_rows_get_text (rows, 0)))
        g_ptr_array_add (dead, g_strdup (troupe_rows_get_text (rows, 0)));
    }
  if (failure == NULL)
    return g_steal_pointer (&dead);

  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

static gboolean
take_jobs_of (TroupeConnection *connection,
              TroupeJobOwner   *owner,
              const char       *dead,
              GPtrArray        *taken,
              GError          **error)
{
  g_autoptr (GPtrArray) jobs = troupe_job_load_live (connection, dead, error);

  if (jobs == NULL)
    return FALSE;

  while (jobs->len > 0)
    {
      TroupeJob *job = g_ptr_array_steal_index (jobs, 0);
      const gboolean is_lost = job->state == TROUPE_JOB_STATE_SUBMITTING;

      g_ptr_array_add (taken, job);
      if (is_lost ? !lose (connection, job, error)
                  : !troupe_connection_execute (connection, error, "UPDATE jobs SET owner = ?1 WHERE id = ?2",
                                                "tt", troupe_job_owner_get_id (owner), job->id))
        return FALSE;
      if (is_lost)
        g_ptr_array_remove_index (taken, taken->len - 1);
    }
  return TRUE;
}

/**
 * troupe_job_claim_orphans:
 * @connection: a connection in a transaction
 * @owner: this process
 *
 * Takes over what processes left that do not live any more. A paid call of theirs without an answer becomes unknown.
 *
 * Returns: (transfer container) (element-type TroupeJob): jobs to go on with
 */
GPtrArray *
troupe_job_claim_orphans (TroupeConnection *connection,
                          TroupeJobOwner   *owner,
                          GError          **error)
{
  g_autoptr (GPtrArray) taken = g_ptr_array_new_with_free_func ((GDestroyNotify) troupe_job_free);
  g_autoptr (GPtrArray) dead = find_dead (connection, owner, error);

  for (guint i = 0; dead != NULL && i < dead->len; i++)
    {
      if (!take_jobs_of (connection, owner, dead->pdata[i], taken, error))
        return NULL;
    }
  return dead != NULL ? g_steal_pointer (&taken) : NULL;
}
