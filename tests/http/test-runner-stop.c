/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <gst/gst.h>

#include "runner-fixture.h"
#include "test-media.h"
#include "test-wait.h"
#include "troupe-job-error.h"
#include "troupe-jobs.h"
#include "troupe-library-private.h"
#include "troupe-runner-jobs.h"
#include "troupe-runner-videos.h"

#define GONE "HTTP/1.1 404 Not Found\nContent-Type: application/json"
#define CONFLICT "HTTP/1.1 409 Conflict\nContent-Type: application/json"
#define BROKEN "HTTP/1.1 500 Internal Server Error\nContent-Type: application/json"
#define ASK "GET /videos/v1 "
#define CANCEL "DELETE /videos/v1 "

static const char profile_text[] =
  "{ \"format\": 1, \"id\": \"own\", \"name\": \"Own\", \"summary\": \"A test.\","
  "  \"base\": \"https://api.example.org\","
  "  \"auth\": { \"header\": \"Authorization\", \"prefix\": \"Bearer \" },"
  "  \"life\": { \"state\": \"active\" }, \"credits\": { \"unit\": \"credits\" },"
  "  \"clip\": { \"span\": { \"min\": 1, \"max\": 3, \"step\": 1 }, \"sources\": [\"task\"], \"short_edge\": 480 },"
  "  \"mention\": { \"template\": \"@{username} \", \"max\": 1 },"
  "  \"calls\": {"
  "    \"create-character\": { \"method\": \"POST\", \"path\": \"/make\", \"encoding\": \"json\","
  "      \"body\": { \"from_task\": \"{clip.task}\", \"timestamps\": \"{range.text}\" },"
  "      \"answer\": { \"id\": [\"$.id\"], \"username\": [\"$.username\"] } },"
  "    \"create-video\": { \"method\": \"POST\", \"path\": \"/videos\", \"encoding\": \"json\","
  "      \"body\": { \"prompt\": \"{video.prompt}\" }, \"answer\": { \"job\": [\"$.id\"] } },"
  "    \"cancel-video\": { \"method\": \"DELETE\", \"path\": \"/videos/{job.id}\", \"encoding\": \"none\","
  "      \"when\": [\"running\"] },"
  "    \"follow-video\": { \"method\": \"GET\", \"path\": \"/videos/{job.id}\", \"encoding\": \"none\","
  "      \"poll\": { \"first\": 0.1, \"growth\": 1, \"max\": 0.1 },"
  "      \"answer\": { \"status\": [\"$.status\"], \"url\": [\"$.url\"], \"credits\": [\"$.credits\"],"
  "                    \"can_cancel\": [\"$.can_cancel\"], \"error.text\": [\"$.error.message\"] } } } }";

typedef struct
{
  RunnerFixture    base;
  TroupeJobs      *jobs;
  TroupeJobRecord *record;    /* of the job */
} Fixture;

static gboolean
read_id (TroupeConnection *connection,
         gpointer          data,
         GError          **error)
{
  g_autoptr (TroupeRows) rows = troupe_connection_query (connection, error, "SELECT id FROM jobs", "");

  if (rows == NULL || !troupe_rows_next (rows, error))
    return FALSE;
  *(char **) data = g_strdup (troupe_rows_get_text (rows, 0));
  return TRUE;
}

static void
answer (Fixture    *fixture,
        const char *start,
        const char *head,
        const char *body)
{
  test_http_answer_to (fixture->base.http, start, head, body, -1);
}

static void
load (Fixture *fixture)
{
  g_autofree char *job_id = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  test_library_write (fixture->base.library, read_id, &job_id, &error);
  g_assert_no_error (error);
  fixture->jobs = troupe_jobs_new (fixture->base.library);
  troupe_jobs_load_async (fixture->jobs, job_id, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  fixture->record = troupe_jobs_load_finish (fixture->jobs, result, &error);
  g_assert_no_error (error);
}

static const TroupeJobRow *
get_row (Fixture *fixture)
{
  return troupe_job_record_get_row (fixture->record);
}

/* A video that the provider works on */
static void
set_up (Fixture      *fixture,
        gconstpointer user_data)
{
  g_autofree char *video_id = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  runner_fixture_set_up (&fixture->base, profile_text);
  answer (fixture, "POST /videos ", OK, "{\"id\":\"v1\"}");
  answer (fixture, ASK, OK, "{\"status\":\"running\",\"can_cancel\":true}");
  troupe_runner_create_video_async (fixture->base.runner, troupe_video_draft_new ("own", "A fox"), test_result_cb,
                                    &result);
  test_wait_until (result != NULL);
  video_id = troupe_runner_create_video_finish (fixture->base.runner, result, &error);
  g_assert_no_error (error);
  load (fixture);
  test_wait_until (get_row (fixture)->state == TROUPE_JOB_STATE_RUNNING && get_row (fixture)->answered_us > 0 &&
                   test_http_count (fixture->base.http, ASK) > 0);
}

static void
forget (Fixture *fixture)
{
  g_clear_object (&fixture->record);
  test_assert_finalize (g_steal_pointer (&fixture->jobs));
}

static void
tear_down (Fixture      *fixture,
           gconstpointer user_data)
{
  forget (fixture);
  runner_fixture_tear_down (&fixture->base, NULL);
}

static gboolean
act (Fixture        *fixture,
     TroupeJobAction action,
     GError        **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  troupe_runner_act_async (fixture->base.runner, troupe_job_record_get_id (fixture->record), action, test_result_cb,
                           &result);
  test_wait_until (result != NULL);
  return troupe_runner_act_finish (fixture->base.runner, result, error);
}

static void
stop (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (act (fixture, TROUPE_JOB_ACTION_STOP, &error));
  g_assert_no_error (error);
}

static void
send_video (Fixture *fixture)
{
  g_autofree char *path = test_media_make ("h264.mp4");
  g_autofree char *content = NULL;
  g_autofree char *done = NULL;
  gsize length;

  done = g_strdup_printf ("{\"status\":\"completed\",\"url\":\"%s/v.mp4\",\"credits\":7}",
                          test_http_get_base (fixture->base.http));
  g_file_get_contents (path, &content, &length, NULL);
  test_http_answer_to (fixture->base.http, "GET /v.mp4 ", "HTTP/1.1 200 OK\nContent-Type: video/mp4", content,
                       length);
  answer (fixture, ASK, OK, done);
}

static void
wait_for_end (Fixture       *fixture,
              TroupeJobState state,
              TroupeJobStop  how)
{
  test_wait_until (!troupe_job_state_is_live (get_row (fixture)->state));
  g_assert_cmpint (get_row (fixture)->state, ==, state);
  g_assert_cmpint (get_row (fixture)->stop, ==, how);
  runner_fixture_wait (&fixture->base);
  g_assert_cmpuint (test_http_count (fixture->base.http, "POST "), ==, 1);
}

static void
test_gone (Fixture      *fixture,
           gconstpointer user_data)
{
  answer (fixture, CANCEL, OK, "{\"deleted\":true}");
  stop (fixture);
  test_wait_until (get_row (fixture)->stop == TROUPE_JOB_STOP_SENT);
  g_assert_cmpuint (troupe_job_row_get_actions (get_row (fixture)) & TROUPE_JOB_ACTION_STOP, ==, 0);
  answer (fixture, ASK, GONE, "{\"error\":{\"message\":\"no such video\"}}");
  wait_for_end (fixture, TROUPE_JOB_STATE_CANCELLED, TROUPE_JOB_STOP_SENT);
  g_assert_null (get_row (fixture)->problem);
  g_assert_cmpint (get_row (fixture)->charge, ==, TROUPE_JOB_CHARGE_UNKNOWN);
  g_assert_cmpuint (test_http_count (fixture->base.http, CANCEL), ==, 1);
  g_assert_true (troupe_job_row_get_actions (get_row (fixture)) == (TROUPE_JOB_ACTION_RETRY | TROUPE_JOB_ACTION_EDIT));
}

static void
test_told_cost (Fixture      *fixture,
                gconstpointer user_data)
{
  answer (fixture, CANCEL, OK, "{\"status\":\"cancelling\"}");
  stop (fixture);
  test_wait_until (get_row (fixture)->stop == TROUPE_JOB_STOP_SENT);
  answer (fixture, ASK, OK, "{\"status\":\"cancelled\",\"credits\":0}");
  wait_for_end (fixture, TROUPE_JOB_STATE_CANCELLED, TROUPE_JOB_STOP_SENT);
  g_assert_cmpint (get_row (fixture)->charge, ==, TROUPE_JOB_CHARGE_REFUNDED);
}

static void
test_late (Fixture      *fixture,
           gconstpointer user_data)
{
  answer (fixture, CANCEL, OK, "{}");
  stop (fixture);
  test_wait_until (get_row (fixture)->stop == TROUPE_JOB_STOP_SENT);
  send_video (fixture);
  wait_for_end (fixture, TROUPE_JOB_STATE_DONE, TROUPE_JOB_STOP_LATE);
  g_assert_null (get_row (fixture)->problem);
  g_assert_cmpint (get_row (fixture)->charge, ==, TROUPE_JOB_CHARGE_CHARGED);
}

/* What is done must not be thrown away by a call that deletes it. */
static void
test_done_before (Fixture      *fixture,
                  gconstpointer user_data)
{
  send_video (fixture);
  act (fixture, TROUPE_JOB_ACTION_STOP, NULL);
  test_wait_until (!troupe_job_state_is_live (get_row (fixture)->state));
  g_assert_cmpint (get_row (fixture)->state, ==, TROUPE_JOB_STATE_DONE);
  g_assert_null (get_row (fixture)->problem);
  runner_fixture_wait (&fixture->base);
  g_assert_cmpuint (test_http_count (fixture->base.http, CANCEL), ==, 0);
}

static void
test_refused (Fixture      *fixture,
              gconstpointer user_data)
{
  answer (fixture, CANCEL, CONFLICT, "{\"error\":{\"message\":\"cannot be cancelled\"}}");
  stop (fixture);
  test_wait_until (get_row (fixture)->stop == TROUPE_JOB_STOP_LATE);
  g_assert_cmpint (get_row (fixture)->state, ==, TROUPE_JOB_STATE_RUNNING);
  send_video (fixture);
  wait_for_end (fixture, TROUPE_JOB_STATE_DONE, TROUPE_JOB_STOP_LATE);
  g_assert_cmpuint (test_http_count (fixture->base.http, CANCEL), ==, 1);
}

static void
test_asked_again (Fixture      *fixture,
                  gconstpointer user_data)
{
  answer (fixture, CANCEL, BROKEN, "{\"error\":{\"message\":\"try later\"}}");
  stop (fixture);
  test_wait_until (test_http_count (fixture->base.http, CANCEL) > 1);
  g_assert_cmpint (get_row (fixture)->stop, ==, TROUPE_JOB_STOP_ASKED);
  answer (fixture, CANCEL, OK, "{}");
  test_wait_until (get_row (fixture)->stop == TROUPE_JOB_STOP_SENT);
  answer (fixture, ASK, GONE, "{}");
  wait_for_end (fixture, TROUPE_JOB_STATE_CANCELLED, TROUPE_JOB_STOP_SENT);
}

static gboolean
wait_in_owner (TroupeConnection *connection,
               gpointer          data,
               GError          **error)
{
  g_mutex_lock (data);
  g_mutex_unlock (data);
  return TRUE;
}

/* A no is the last word, also while it is being written down and other answers come. */
static void
test_refused_slowly (Fixture      *fixture,
                     gconstpointer user_data)
{
  g_autoptr (GAsyncResult) written = NULL;
  GMutex disk;
  guint n_cancel;
  guint n_ask;

  answer (fixture, CANCEL, BROKEN, "{}");
  stop (fixture);
  test_wait_until (test_http_count (fixture->base.http, CANCEL) > 0);

  g_mutex_init (&disk);
  g_mutex_lock (&disk);
  troupe_library_write_async (fixture->base.library, wait_in_owner, &disk, NULL, test_result_cb, &written);
  answer (fixture, CANCEL, CONFLICT, "{}");
  n_cancel = test_http_count (fixture->base.http, CANCEL) + 1;
  test_wait_until (test_http_count (fixture->base.http, CANCEL) >= n_cancel);
  n_ask = test_http_count (fixture->base.http, ASK) + 3;
  test_wait_until (test_http_count (fixture->base.http, ASK) >= n_ask);
  g_mutex_unlock (&disk);

  test_wait_until (written != NULL);
  g_assert_true (troupe_library_write_finish (fixture->base.library, written, NULL));
  test_wait_until (get_row (fixture)->stop == TROUPE_JOB_STOP_LATE);
  g_mutex_clear (&disk);
  send_video (fixture);
  wait_for_end (fixture, TROUPE_JOB_STATE_DONE, TROUPE_JOB_STOP_LATE);
  g_assert_cmpuint (test_http_count (fixture->base.http, CANCEL), ==, n_cancel);
}

static void
test_not_offered (Fixture      *fixture,
                  gconstpointer user_data)
{
  static const char *const answers[] = {
    "{\"status\":\"running\",\"can_cancel\":false}", "{\"status\":\"queued\",\"can_cancel\":true}"
  };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      answer (fixture, ASK, OK, "{\"status\":\"running\"}");
      test_wait_until (get_row (fixture)->is_stoppable);
      g_assert_cmpuint (troupe_job_row_get_actions (get_row (fixture)) & TROUPE_JOB_ACTION_STOP, !=, 0);
      answer (fixture, ASK, OK, answers[i]);
      test_wait_until (!get_row (fixture)->is_stoppable);
      g_assert_cmpuint (troupe_job_row_get_actions (get_row (fixture)) & TROUPE_JOB_ACTION_STOP, ==, 0);
    }
  answer (fixture, ASK, GONE, "{}");    /* tells nothing of it */
  send_video (fixture);
  wait_for_end (fixture, TROUPE_JOB_STATE_DONE, TROUPE_JOB_STOP_NONE);
  g_assert_false (act (fixture, TROUPE_JOB_ACTION_STOP, &error));
  g_assert_error (error, TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_STATE);
}

static gboolean
run_in_owner (TroupeConnection *connection,
              gpointer          data,
              GError          **error)
{
  return troupe_connection_run_script (connection, data, error);
}

/* What the person said to a process that is gone */
static void
restart_with (Fixture    *fixture,
              const char *sql)
{
  g_autoptr (GError) error = NULL;

  forget (fixture);
  test_library_write (fixture->base.library, run_in_owner, (gpointer) sql, &error);
  g_assert_no_error (error);
  runner_fixture_restart (&fixture->base);
  load (fixture);
}

static void
test_wish_of_the_dead (Fixture      *fixture,
                       gconstpointer user_data)
{
  answer (fixture, CANCEL, GONE, "{}");
  answer (fixture, ASK, GONE, "{}");
  test_wait_until (get_row (fixture)->answer_status == 404);
  answer (fixture, ASK, OK, "{\"status\":\"cancelled\"}");
  test_wait_until (!troupe_job_state_is_live (get_row (fixture)->state));
  g_assert_cmpint (get_row (fixture)->state, ==, TROUPE_JOB_STATE_FAILED);    /* nobody wished it */
  runner_fixture_wait (&fixture->base);

  restart_with (fixture, "UPDATE jobs SET state = 'running', stop = 'sent', owner = NULL");
  wait_for_end (fixture, TROUPE_JOB_STATE_CANCELLED, TROUPE_JOB_STOP_SENT);

  restart_with (fixture, "UPDATE jobs SET state = 'draft', key = 'another', stop = NULL, wish = 'cancel', owner = NULL");
  wait_for_end (fixture, TROUPE_JOB_STATE_CANCELLED, TROUPE_JOB_STOP_NONE);
}

/* The provider did what it was told, and the answer was lost: it does not say no to that now. */
static void
test_lost_answer (Fixture      *fixture,
                  gconstpointer user_data)
{
  answer (fixture, CANCEL, GONE, "{\"error\":{\"message\":\"no such video\"}}");
  answer (fixture, ASK, OK, "{\"status\":\"cancelled\"}");
  test_wait_until (!troupe_job_state_is_live (get_row (fixture)->state));
  runner_fixture_wait (&fixture->base);

  restart_with (fixture, "UPDATE jobs SET state = 'running', stop = 'asked', owner = NULL");
  wait_for_end (fixture, TROUPE_JOB_STATE_CANCELLED, TROUPE_JOB_STOP_SENT);
  answer (fixture, ASK, GONE, "{\"error\":{\"message\":\"no such video\"}}");
  restart_with (fixture, "UPDATE jobs SET state = 'running', stop = 'asked', owner = NULL");
  wait_for_end (fixture, TROUPE_JOB_STATE_CANCELLED, TROUPE_JOB_STOP_SENT);
  g_assert_null (get_row (fixture)->problem);
  g_assert_cmpuint (test_http_count (fixture->base.http, CANCEL), ==, 0);
}

/* One that is not known for a moment, or an address without such a path, tells nothing of the video. */
static void
test_not_gone (Fixture      *fixture,
               gconstpointer user_data)
{
  static const char *const bodies[] = {
    "{\"error\":{\"message\":\"no such video\"}}", "{\"error\":{\"message\":\"Invalid URL (GET /videos)\"}}"
  };

  answer (fixture, CANCEL, OK, "{}");
  stop (fixture);
  test_wait_until (get_row (fixture)->stop == TROUPE_JOB_STOP_SENT);
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      const guint n_asked = test_http_count (fixture->base.http, ASK);

      answer (fixture, ASK, GONE, bodies[i]);
      test_wait_until (test_http_count (fixture->base.http, ASK) > n_asked + i * 3);
      answer (fixture, ASK, OK, "{\"status\":\"running\"}");
      test_wait_until (get_row (fixture)->answer_status == 200 && get_row (fixture)->problem == NULL);
      g_assert_cmpint (get_row (fixture)->state, ==, TROUPE_JOB_STATE_RUNNING);
    }
  send_video (fixture);
  wait_for_end (fixture, TROUPE_JOB_STATE_DONE, TROUPE_JOB_STOP_LATE);
}

/* The path to end it is not there: the wish came to nothing, whatever becomes of the video. */
static void
test_no_path (Fixture      *fixture,
              gconstpointer user_data)
{
  answer (fixture, CANCEL, GONE, "{\"error\":{\"message\":\"Invalid URL (DELETE /videos/v1)\"}}");
  stop (fixture);
  test_wait_until (get_row (fixture)->stop == TROUPE_JOB_STOP_LATE);
  send_video (fixture);
  wait_for_end (fixture, TROUPE_JOB_STATE_DONE, TROUPE_JOB_STOP_LATE);
}

static void
test_failed_instead (Fixture      *fixture,
                     gconstpointer user_data)
{
  answer (fixture, CANCEL, OK, "{}");
  stop (fixture);
  test_wait_until (get_row (fixture)->stop == TROUPE_JOB_STOP_SENT);
  answer (fixture, ASK, OK, "{\"status\":\"failed\",\"error\":{\"message\":\"no foxes\"}}");
  wait_for_end (fixture, TROUPE_JOB_STATE_CANCELLED, TROUPE_JOB_STOP_SENT);
  g_assert_nonnull (get_row (fixture)->problem);
  g_assert_cmpstr (get_row (fixture)->problem->said, ==, "no foxes");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  gst_init (NULL, NULL);
#define ADD(path, function) g_test_add ("/runner-stop/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("gone-afterwards", test_gone);
  ADD ("tells-what-it-cost", test_told_cost);
  ADD ("done-nevertheless", test_late);
  ADD ("done-before", test_done_before);
  ADD ("refused", test_refused);
  ADD ("asked-again-after-no-answer", test_asked_again);
  ADD ("refused-while-the-disk-is-slow", test_refused_slowly);
  ADD ("only-where-it-is-real", test_not_offered);
  ADD ("wish-of-a-process-that-is-gone", test_wish_of_the_dead);
  ADD ("answer-is-lost", test_lost_answer);
  ADD ("not-gone", test_not_gone);
  ADD ("no-path", test_no_path);
  ADD ("failed-instead", test_failed_instead);
#undef ADD
  return g_test_run ();
}
