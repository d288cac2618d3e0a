/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-cli-job.h"
#include "troupe-cli-key.h"
#include "troupe-cli-video.h"
#include "troupe-job-error.h"
#include "troupe-jobs.h"
#include "troupe-library-private.h"

/* One command */
typedef struct
{
  TroupeCliVideo  *video;
  TroupeJobs      *jobs;
  GPtrArray       *ids;        /* of char: those still to wait for */
  TroupeJobRecord *record;     /* of the first of them, or NULL */
  JsonArray       *ended;
  gboolean         is_good;    /* what was ordered is here */
} Wait;

/* Takes error; without one all have ended. */
static void
wait_end (Wait   *wait,
          GError *error)
{
  g_clear_object (&wait->record);
  g_clear_object (&wait->jobs);
  wait->video->is_bad = !wait->is_good;
  if (error == NULL)
    {
      JsonObject *document = json_object_new ();

      json_object_set_array_member (document, "jobs", json_array_ref (wait->ended));
      troupe_cli_video_end (wait->video, document, NULL);
    }
  else
    {
      troupe_cli_video_end (wait->video, NULL, error);
    }
  json_array_unref (wait->ended);
  g_ptr_array_unref (wait->ids);
  g_free (wait);
}

static void wait_for_first (Wait *wait);

/* One that goes on with a problem cannot do so without the person, unless it only waits for its download. */
static void
changed_cb (Wait *wait)
{
  const TroupeJobRow *row = troupe_job_record_get_row (wait->record);

  if (troupe_job_state_is_live (row->state) &&
      (row->problem == NULL || troupe_problem_matches (row->problem, TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_FETCH)))
    return;

  g_signal_handlers_disconnect_by_data (wait->record, wait);
  json_array_add_object_element (wait->ended, troupe_cli_job_describe (row, FALSE));
  wait->is_good &= row->state == TROUPE_JOB_STATE_DONE && !row->lacks_result;
  g_clear_object (&wait->record);
  g_ptr_array_remove_index (wait->ids, 0);
  wait_for_first (wait);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Wait *wait = user_data;
  GError *error = NULL;

  wait->record = troupe_jobs_load_finish (TROUPE_JOBS (source), result, &error);
  if (wait->record == NULL)
    {
      wait_end (wait, error);
      return;
    }
  g_signal_connect_swapped (wait->record, "changed", G_CALLBACK (changed_cb), wait);
  changed_cb (wait);
}

static void
wait_for_first (Wait *wait)
{
  if (wait->ids->len > 0)
    troupe_jobs_load_async (wait->jobs, wait->ids->pdata[0], NULL, loaded_cb, wait);
  else
    wait_end (wait, NULL);
}

static gboolean
read_in_owner (TroupeConnection *connection,
               gpointer          data,
               GError          **error)
{
  Wait *wait = data;
  g_autoptr (TroupeRows) rows = NULL;
  g_autoptr (GError) failure = NULL;

  rows = troupe_connection_query (connection, error, "SELECT id FROM jobs WHERE state NOT IN"
                                  " ('done', 'failed', 'cancelled', 'unknown') ORDER BY seq", "");
  if (rows == NULL)
    return FALSE;
  while (troupe_rows_next (rows, &failure))
    g_ptr_array_add (wait->ids, g_strdup (troupe_rows_get_text (rows, 0)));
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GError *error = NULL;

  if (troupe_database_run_finish (TROUPE_DATABASE (source), result, &error))
    wait_for_first (user_data);
  else
    wait_end (user_data, error);
}

static void
resumed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Wait *wait = user_data;
  GError *error = NULL;

  if (!troupe_runner_resume_finish (TROUPE_RUNNER (source), result, &error))
    {
      wait_end (wait, error);
      return;
    }
  wait->jobs = troupe_jobs_new (wait->video->library);
  if (wait->ids->len > 0)
    wait_for_first (wait);
  else
    troupe_database_run_async (troupe_library_get_database (wait->video->library), read_in_owner, wait, NULL,
                               read_cb, wait);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Wait *wait = user_data;
  GError *error = NULL;

  if (troupe_cli_key_open_finish (TROUPE_LIBRARY (source), result, &error))
    troupe_runner_resume_async (wait->video->runner, NULL, resumed_cb, wait);
  else
    wait_end (wait, error);
}

/**
 * troupe_cli_wait:
 * @cli: a run of a command
 * @arguments: (array zero-terminated=1): a job, or nothing for all that go on
 *
 * Waits until jobs have ended or need the person, whichever process carries them out; those that nobody carries out
 * any more go on here. Fails when something that was ordered is not here then.
 */
void
troupe_cli_wait (TroupeCli *cli,
                 char     **arguments)
{
  Wait *wait = g_new0 (Wait, 1);

  wait->video = troupe_cli_video_new (cli);
  wait->ids = g_ptr_array_new_with_free_func (g_free);
  wait->ended = json_array_new ();
  wait->is_good = TRUE;
  if (arguments[0] != NULL)
    g_ptr_array_add (wait->ids, g_strdup (arguments[0]));
  troupe_cli_key_open_async (wait->video->library, wait->video->providers, NULL, arguments[0], opened_cb, wait);
}
