/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-job-summary.h"

/**
 * troupe_job_summary_clear:
 * @self: a summary
 *
 * Frees what it holds.
 */
void
troupe_job_summary_clear (TroupeJobSummary *self)
{
  g_clear_pointer (&self->live, g_hash_table_unref);
}

/* Neither waits for its turn nor for the provider */
static gboolean
is_moving (const TroupeJobRow *row)
{
  return row->state == TROUPE_JOB_STATE_PREPARING || row->state == TROUPE_JOB_STATE_PUBLISHING ||
         row->state == TROUPE_JOB_STATE_SUBMITTING ||
         (row->state == TROUPE_JOB_STATE_FETCHING && row->problem == NULL);
}

static void
count (TroupeJobSummary *self,
       TroupeRows       *rows)
{
  const char *problem = troupe_rows_get_text (rows, 3);
  TroupeJobRow row = { .progress = troupe_rows_get_double (rows, 2) };
  gboolean needs_person;

  if (!troupe_job_state_from_word (troupe_rows_get_text (rows, 1), &row.state))
    return;    /* of a newer Troupe */
  row.problem = problem != NULL ? troupe_problem_from_json (problem) : NULL;
  needs_person = troupe_job_row_needs_person (&row);
  self->n_waiting += needs_person;
  if (troupe_job_state_is_live (row.state))
    {
      self->n_live++;
      self->n_going += !needs_person;
      self->n_moving += is_moving (&row);
      self->progress += troupe_job_state_get_progress (row.state, row.progress);
      g_hash_table_add (self->live, g_strdup (troupe_rows_get_text (rows, 0)));
    }
  g_clear_pointer (&row.problem, troupe_problem_free);
}

/**
 * troupe_job_summary_read:
 * @self: (out caller-allocates): a summary, to be cleared
 * @connection: a connection
 *
 * Counts the jobs that have not ended. Owner thread.
 *
 * Returns: whether they could be read
 */
gboolean
troupe_job_summary_read (TroupeJobSummary *self,
                         TroupeConnection *connection,
                         GError          **error)
{
  g_autoptr (TroupeRows) rows = NULL;
  g_autoptr (GError) failure = NULL;

  *self = (TroupeJobSummary) { 0 };
  self->live = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  rows = troupe_connection_query (connection, error,
                                  "SELECT id, state, ifnull (progress, -1), problem FROM jobs"
                                  " WHERE state NOT IN ('done', 'failed', 'cancelled', 'unknown')"
                                  " UNION ALL SELECT id, state, -1, NULL FROM jobs"
                                  " WHERE state = 'unknown'", "");
  if (rows == NULL)
    return FALSE;

  while (troupe_rows_next (rows, &failure))
    count (self, rows);
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}
