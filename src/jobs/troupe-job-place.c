/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-job-place.h"

/**
 * troupe_job_place_free:
 * @self: (transfer full): a place
 *
 * Frees a place. Safe from any thread.
 */
void
troupe_job_place_free (TroupeJobPlace *self)
{
  g_free (self->id);
  g_free (self);
}

static TroupeJobPlace *
place_new (const char    *id,
           TroupeJobGroup group,
           double         place)
{
  TroupeJobPlace *self = g_new (TroupeJobPlace, 1);

  self->id = g_strdup (id);
  self->group = group;
  self->place = place;
  return self;
}

/**
 * troupe_job_place_list_new:
 * @rows: (element-type TroupeJobRow): jobs
 *
 * Returns: (transfer container) (element-type TroupeJobPlace): where they stand, in the order of @rows
 */
GPtrArray *
troupe_job_place_list_new (GPtrArray *rows)
{
  GPtrArray *places = g_ptr_array_new_with_free_func ((GDestroyNotify) troupe_job_place_free);

  for (guint i = 0; i < rows->len; i++)
    {
      const TroupeJobRow *row = g_ptr_array_index (rows, i);

      g_ptr_array_add (places, place_new (row->id, troupe_job_row_get_group (row),
                                          troupe_job_row_get_place (row)));
    }
  return places;
}

/* As troupe_job_row_get_group () and troupe_job_row_get_place () have it. All that is needed stands in the
 * index: the texts of thousands of jobs are not touched. */
static const char select_places[] =
  "SELECT id, CASE WHEN state = 'draft' THEN 1"
  "  WHEN state IN ('done', 'failed', 'cancelled') THEN 2 ELSE 0 END AS listed,"
  " CASE WHEN state = 'draft' THEN position"
  "  WHEN state IN ('done', 'failed', 'cancelled') THEN -ifnull (ended_us, 0)"
  "  ELSE -created_us END AS place"
  " FROM jobs INDEXED BY jobs_listed WHERE NOT ?1 OR state NOT IN ('done', 'failed', 'cancelled')"
  " ORDER BY listed, place, id";

/**
 * troupe_job_place_load:
 * @connection: a connection
 * @live_only: whether jobs that ended are left out
 *
 * Finds out which jobs there are. Owner thread.
 *
 * Returns: (transfer container) (element-type TroupeJobPlace): what goes on, then what waits, then what ended
 */
GPtrArray *
troupe_job_place_load (TroupeConnection *connection,
                       gboolean          live_only,
                       GError          **error)
{
  g_autoptr (TroupeRows) rows = NULL;
  g_autoptr (GPtrArray) places = NULL;
  g_autoptr (GError) failure = NULL;

  rows = troupe_connection_query (connection, error, select_places, "i", (gint64) live_only);
  if (rows == NULL)
    return NULL;

  places = g_ptr_array_new_with_free_func ((GDestroyNotify) troupe_job_place_free);
  while (troupe_rows_next (rows, &failure))
    g_ptr_array_add (places, place_new (troupe_rows_get_text (rows, 0),
                                        (TroupeJobGroup) troupe_rows_get_integer (rows, 1),
                                        troupe_rows_get_double (rows, 2)));
  if (failure == NULL)
    return g_steal_pointer (&places);

  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}
