/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* usage: jobs-troupe FOLDER COUNT : orders COUNT videos of the provider "own" at once, with the list of jobs that a
 * window has, and waits until all are here. Prints the milliseconds that took; of all turns of the main loop the
 * longest by work of the main thread and how many worked over 16 ms; MB in use when all were ordered, when half
 * were here, and when all were; how many are done without a problem. */

#include <gst/gst.h>
#include <time.h>

#include "troupe-job-list.h"
#include "troupe-runner-videos.h"

#define LIMIT_US 16000

#define wait_until(condition)                    \
        while (!(condition))                           \
        g_main_context_iteration (NULL, TRUE)

static gint64 worked_us, longest_us;
static guint n_long;

static gint64
get_work_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static int
timed_poll (GPollFD *fds,
            guint    n_fds,
            int      timeout_ms)
{
  const gint64 work_us = worked_us != 0 ? get_work_us () - worked_us : 0;
  int n_ready;

  longest_us = MAX (longest_us, work_us);
  n_long += work_us > LIMIT_US;
  n_ready = g_poll (fds, n_fds, timeout_ms);
  worked_us = get_work_us ();
  return n_ready;
}

static double
get_used_mb (void)
{
  g_autofree char *text = NULL;
  guint64 n_pages = 0;

  if (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL))
    n_pages = g_ascii_strtoull (strchr (text, ' '), NULL, 10);
  return (double) n_pages * 4096 / 1e6;
}

static void
result_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
ordered_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  guint *n_ordered = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = troupe_runner_create_video_finish (TROUPE_RUNNER (source), result, &error);

  if (id == NULL)
    g_error ("%s", error->message);
  ++*n_ordered;
}

/* As a window has them while it shows them all */
static guint
count_done (TroupeJobList *list)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_done = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    g_ptr_array_add (records, g_list_model_get_item (G_LIST_MODEL (list), i));
  for (guint i = 0; i < records->len; i++)
    {
      wait_until (troupe_job_record_get_row (records->pdata[i]) != NULL);
      n_done += troupe_job_record_get_row (records->pdata[i])->state == TROUPE_JOB_STATE_DONE &&
                troupe_job_record_get_row (records->pdata[i])->problem == NULL;
    }
  return n_done;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GFile) folder = g_file_new_for_path (argv[1]);
  const guint n_jobs = (guint) g_ascii_strtoull (argv[2], NULL, 10);
  g_autoptr (TroupeLibrary) library = troupe_library_new (folder);
  g_autoptr (TroupeProviders) providers = troupe_providers_new ();
  g_autoptr (TroupeClient) client = troupe_client_new ();
  g_autoptr (TroupeHosts) hosts = troupe_hosts_new ();
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (TroupeRunner) runner = NULL;
  g_autoptr (TroupeJobs) jobs = NULL;
  g_autoptr (TroupeJobList) list = NULL;
  guint n_ordered = 0, n_done;
  double ordered_mb, half_mb, end_mb;
  gint64 start_us, all_us;

  gst_init (NULL, NULL);
  troupe_library_open_async (library, NULL, result_cb, &opened);
  wait_until (opened != NULL);
  if (!troupe_library_open_finish (library, opened, NULL))
    return 1;
  runner = troupe_runner_new (library, providers, client, hosts);
  jobs = troupe_jobs_new (library);
  list = troupe_job_list_new (jobs, FALSE);
  wait_until (!troupe_job_list_is_busy (list));

  g_main_context_set_poll_func (NULL, timed_poll);
  start_us = g_get_monotonic_time ();
  for (guint i = 0; i < n_jobs; i++)
    troupe_runner_create_video_async (runner, troupe_video_draft_new ("own", "A fox"), ordered_cb, &n_ordered);
  wait_until (n_ordered == n_jobs);
  ordered_mb = get_used_mb ();
  wait_until (troupe_jobs_get_n_live (jobs) <= n_jobs / 2 && g_list_model_get_n_items (G_LIST_MODEL (list)) == n_jobs);
  half_mb = get_used_mb ();
  wait_until (!troupe_runner_is_busy (runner) && troupe_jobs_get_n_live (jobs) == 0);
  all_us = g_get_monotonic_time () - start_us;
  end_mb = get_used_mb ();
  n_done = count_done (list);

  g_print ("%.0f %.1f %u %.1f %.1f %.1f %u\n", (double) all_us / 1e3, (double) longest_us / 1e3, n_long,
           ordered_mb, half_mb, end_mb, n_done);
  return 0;
}
