/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <gst/gst.h>

#include "runner-fixture.h"
#include "test-wait.h"
#include "troupe-library-private.h"
#include "troupe-runner-videos.h"

#define VIDEO "HTTP/1.1 200 OK\nContent-Type: video/mp4"
#define GONE "HTTP/1.1 404 Not Found\nContent-Type: text/plain"

static const char profile_text[] =
  "{ \"format\": 1, \"id\": \"own\", \"name\": \"Own\", \"summary\": \"A test.\","
  "  \"base\": \"https://api.example.org\","
  "  \"auth\": { \"header\": \"Authorization\", \"prefix\": \"Bearer \" },"
  "  \"life\": { \"state\": \"active\" },"
  "  \"clip\": { \"span\": { \"min\": 1, \"max\": 3, \"step\": 1 }, \"sources\": [\"task\"], \"short_edge\": 480 },"
  "  \"mention\": { \"template\": \"@{username} \", \"max\": 1 },"
  "  \"calls\": {"
  "    \"create-character\": { \"method\": \"POST\", \"path\": \"/make\", \"encoding\": \"json\","
  "      \"body\": { \"from_task\": \"{clip.task}\", \"timestamps\": \"{range.text}\" },"
  "      \"answer\": { \"id\": [\"$.id\"], \"username\": [\"$.username\"] } },"
  "    \"create-video\": { \"method\": \"POST\", \"path\": \"/videos\", \"encoding\": \"json\","
  "      \"body\": { \"prompt\": \"{video.prompt}\" }, \"answer\": { \"job\": [\"$.id\"] } },"
  "    \"follow-video\": { \"method\": \"GET\", \"path\": \"/videos/{job.id}\", \"encoding\": \"none\","
  "      \"poll\": { \"first\": 1, \"growth\": 1, \"max\": 1 },"
  "      \"answer\": { \"status\": [\"$.status\"], \"url\": [\"$.url\"],"
  "                    \"error.text\": [\"$.error.message\"] } },"
  "    \"download-video\": { \"method\": \"GET\", \"path\": \"/videos/{job.id}/content\","
  "      \"encoding\": \"none\", \"answer\": { \"url\": [\"$.video_url\"] } } } }";

static char *
create (RunnerFixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *id;

  troupe_runner_create_video_async (fixture->runner, troupe_video_draft_new ("own", "A fox"),
                                    test_result_cb, &result);
  test_wait_until (result != NULL);
  id = troupe_runner_create_video_finish (fixture->runner, result, &error);
  g_assert_no_error (error);
  runner_fixture_wait (fixture);
  return id;
}

static TroupeVideoRow *
load (RunnerFixture *fixture,
      const char    *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) videos = NULL;
  g_autoptr (GError) error = NULL;

  troupe_runner_load_videos_async (fixture->runner, id, test_result_cb, &result);
  test_wait_until (result != NULL);
  videos = troupe_runner_load_videos_finish (fixture->runner, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (videos->len, ==, 1);
  return g_ptr_array_steal_index (videos, 0);
}

static void
refetch (RunnerFixture *fixture,
         const char    *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  troupe_runner_refetch_video_async (fixture->runner, id, test_result_cb, &result);
  test_wait_until (result != NULL);
  troupe_runner_refetch_video_finish (fixture->runner, result, &error);
  g_assert_no_error (error);
  runner_fixture_wait (fixture);
}

static void
answer_done (RunnerFixture *fixture)
{
  g_autofree char *body = g_strdup_printf ("{\"status\":\"completed\",\"url\":\"%s/v.mp4?s=%%2B\"}",
                                           test_http_get_base (fixture->http));

  runner_fixture_answer (fixture, OK, body);
}

static void
assert_home (RunnerFixture *fixture,
             const char    *id)
{
  g_autoptr (TroupeVideoRow) row = load (fixture, id);
  g_autofree char *content = NULL;

  g_assert_cmpint (row->state, ==, TROUPE_JOB_STATE_DONE);
  g_assert_null (row->problem);
  g_assert_cmpstr (row->remote_id, ==, "v1");
  g_assert_true (g_file_get_contents (row->file, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "film");
  g_assert_cmpuint (row->size_bytes, ==, 4);
}

static void
test_direct_link (RunnerFixture *fixture,
                  gconstpointer  user_data)
{
  g_autofree char *id = NULL;

  runner_fixture_answer (fixture, OK, "{\"id\":\"v1\"}");
  runner_fixture_answer (fixture, OK, "{\"status\":\"queued\"}");
  answer_done (fixture);
  runner_fixture_answer (fixture, VIDEO, "film");
  id = create (fixture);
  assert_home (fixture, id);
  g_assert_nonnull (strstr (test_http_get_request (fixture->http, 3), "GET /v.mp4?s=%2B "));
}

/* The content call may answer JSON that holds a link. */
static void
test_content_call (RunnerFixture *fixture,
                   gconstpointer  user_data)
{
  g_autofree char *id = NULL;
  g_autofree char *body = g_strdup_printf ("{\"video_url\":\"%s/again.mp4\"}",
                                           test_http_get_base (fixture->http));

  runner_fixture_answer (fixture, OK, "{\"id\":\"v1\"}");
  answer_done (fixture);
  runner_fixture_answer (fixture, GONE, "gone");
  runner_fixture_answer (fixture, OK, body);
  runner_fixture_answer (fixture, VIDEO, "film");
  id = create (fixture);
  assert_home (fixture, id);
  g_assert_nonnull (strstr (test_http_get_request (fixture->http, 3), "GET /videos/v1/content "));
}

static void
test_dead_link_keeps_job (RunnerFixture *fixture,
                          gconstpointer  user_data)
{
  g_autoptr (TroupeVideoRow) row = NULL;
  g_autofree char *id = NULL;

  runner_fixture_answer (fixture, OK, "{\"id\":\"v1\"}");
  answer_done (fixture);
  runner_fixture_answer (fixture, GONE, "gone");
  runner_fixture_answer (fixture, GONE, "gone");
  id = create (fixture);
  row = load (fixture, id);
  g_assert_cmpint (row->state, ==, TROUPE_JOB_STATE_DONE);
  g_assert_nonnull (row->problem);
  g_assert_null (row->file);

  answer_done (fixture);
  runner_fixture_answer (fixture, VIDEO, "film");
  refetch (fixture, id);
  assert_home (fixture, id);
}

static void
test_lost_is_not_sent_again (RunnerFixture *fixture,
                             gconstpointer  user_data)
{
  g_autofree char *id = create (fixture);
  g_autoptr (TroupeVideoRow) row = load (fixture, id);

  g_assert_cmpint (row->state, ==, TROUPE_JOB_STATE_UNKNOWN);
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 1);
  runner_fixture_restart (fixture);
  refetch (fixture, id);
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 1);
}

static void
test_failed (RunnerFixture *fixture,
             gconstpointer  user_data)
{
  g_autoptr (TroupeVideoRow) row = NULL;
  g_autofree char *id = NULL;

  runner_fixture_answer (fixture, OK, "{\"id\":\"v1\"}");
  runner_fixture_answer (fixture, OK, "{\"status\":\"failed\",\"error\":{\"message\":\"A face.\"}}");
  id = create (fixture);
  row = load (fixture, id);
  g_assert_cmpint (row->state, ==, TROUPE_JOB_STATE_FAILED);
  g_assert_cmpstr (row->problem->said, ==, "A face.");
}

static gboolean
rewind_in_owner (TroupeConnection *connection,
                 gpointer          data,
                 GError          **error)
{
  return troupe_connection_execute (connection, error, "UPDATE jobs SET state = ?1", "t", data) &&
         troupe_connection_execute (connection, error, "UPDATE videos SET file = NULL", "");
}

static void
test_goes_on_after_restart (RunnerFixture *fixture,
                            gconstpointer  user_data)
{
  static const char *const states[] = { "accepted", "running", "fetching" };
  g_autofree char *id = NULL;

  runner_fixture_answer (fixture, OK, "{\"id\":\"v1\"}");
  answer_done (fixture);
  runner_fixture_answer (fixture, VIDEO, "film");
  id = create (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      const guint n_asked = test_http_get_n_asked (fixture->http);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", states[i]);
      test_library_write (fixture->library, rewind_in_owner, (gpointer) states[i], &error);
      g_assert_no_error (error);
      answer_done (fixture);
      runner_fixture_answer (fixture, VIDEO, "film");
      runner_fixture_restart (fixture);
      assert_home (fixture, id);
      g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, n_asked + 2);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  gst_init (NULL, NULL);
#define ADD(path, function) \
        g_test_add (path, RunnerFixture, profile_text, runner_fixture_set_up, function, \
                    runner_fixture_tear_down)
  ADD ("/runner-video/direct-link", test_direct_link);
  ADD ("/runner-video/content-call", test_content_call);
  ADD ("/runner-video/dead-link-keeps-job", test_dead_link_keeps_job);
  ADD ("/runner-video/lost-is-not-sent-again", test_lost_is_not_sent_again);
  ADD ("/runner-video/failed", test_failed);
  ADD ("/runner-video/goes-on-after-restart", test_goes_on_after_restart);
#undef ADD
  return g_test_run ();
}
