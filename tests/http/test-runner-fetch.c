/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <gst/gst.h>

#include "runner-fixture.h"
#include "test-media.h"
#include "test-wait.h"
#include "troupe-job-error.h"
#include "troupe-library-private.h"
#include "troupe-library-videos.h"
#include "troupe-runner-videos.h"

#define VIDEO "HTTP/1.1 200 OK\nContent-Type: video/mp4"
#define GONE "HTTP/1.1 404 Not Found\nContent-Type: text/plain"
#define REFUSED "HTTP/1.1 401 Unauthorized\nContent-Type: application/json"

#define TRIES 3    /* of one read, see troupe-retry.c */

static const char profile_text[] =
  "{ \"format\": 1, \"id\": \"own\", \"name\": \"Own\", \"summary\": \"A test.\","
  "  \"base\": \"https://api.example.org\","
  "  \"auth\": { \"header\": \"Authorization\", \"prefix\": \"Bearer \" },"
  "  \"life\": { \"state\": \"active\" },"
  "  \"clip\": { \"span\": { \"min\": 1, \"max\": 3, \"step\": 1 }, \"sources\": [\"task\"], \"short_edge\": 480 },"
  "  \"mention\": { \"template\": \"@{username} \", \"max\": 1 },"
  "  \"calls\": {"
  "    \"create-character\": { \"method\": \"POST\", \"path\": \"/make\", \"encoding\": \"json\","
  "      \"body\": { \"from_task\": \"{clip.task}\" }, \"answer\": { \"id\": [\"$.id\"], \"username\": [\"$.username\"] } },"
  "    \"create-video\": { \"method\": \"POST\", \"path\": \"/videos\", \"encoding\": \"json\","
  "      \"body\": { \"prompt\": \"{video.prompt}\" }, \"answer\": { \"job\": [\"$.id\"] } },"
  "    \"follow-video\": { \"method\": \"GET\", \"path\": \"/videos/{job.id}\", \"encoding\": \"none\","
  "      \"poll\": { \"first\": 0.1, \"growth\": 1, \"max\": 0.1 },"
  "      \"answer\": { \"status\": [\"$.status\"], \"url\": [\"$.url\"] } } } }";

static void
answer_done (RunnerFixture *fixture,
             const char    *name)
{
  g_autofree char *body = g_strdup_printf ("{\"status\":\"completed\",\"url\":\"%s/%s\"}",
                                           test_http_get_base (fixture->http), name);

  runner_fixture_answer (fixture, OK, body);
}

static void
send_video (RunnerFixture *fixture)
{
  g_autofree char *path = test_media_make ("h264.mp4");
  g_autoptr (GError) error = NULL;
  g_autofree char *content = NULL;
  gsize length;

  g_file_get_contents (path, &content, &length, &error);
  g_assert_no_error (error);
  test_http_answer (fixture->http, VIDEO, content, length);
}

static TroupeVideo *
load (RunnerFixture *fixture,
      const char    *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  TroupeVideo *video;

  troupe_library_load_video_async (fixture->library, id, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  video = troupe_library_load_video_finish (fixture->library, result, &error);
  g_assert_no_error (error);
  return video;
}

/* It is made, and the connection breaks each time that it is fetched. */
static TroupeVideo *
make_without_network (RunnerFixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  TroupeVideo *video;

  runner_fixture_answer (fixture, OK, "{\"id\":\"v1\"}");
  answer_done (fixture, "first.mp4");
  for (guint i = 0; i < TRIES; i++)
    test_http_drop (fixture->http);
  troupe_runner_create_video_async (fixture->runner, troupe_video_draft_new ("own", "A fox"), test_result_cb, &result);
  test_wait_until (result != NULL);
  id = troupe_runner_create_video_finish (fixture->runner, result, &error);
  g_assert_no_error (error);
  video = load (fixture, id);
  test_wait_until (troupe_video_get_problem (video) != NULL);
  return video;
}

static void
assert_waits (RunnerFixture *fixture,
              TroupeVideo   *video,
              TroupeJobError code)
{
  g_assert_cmpint (troupe_video_get_state (video), ==, TROUPE_VIDEO_STATE_MAKING);
  g_assert_true (troupe_problem_matches (troupe_video_get_problem (video), TROUPE_JOB_ERROR, code));
  g_assert_null (troupe_video_get_file (video));
}

static void
wait_for_video (RunnerFixture *fixture,
                TroupeVideo   *video)
{
  runner_fixture_wait (fixture);
  g_assert_cmpint (troupe_video_get_state (video), ==, TROUPE_VIDEO_STATE_READY);
  g_assert_null (troupe_video_get_problem (video));
  g_assert_true (g_file_query_exists (troupe_video_get_file (video), NULL));
}

/* Without a click of anybody */
static void
test_network_comes_back (RunnerFixture *fixture,
                         gconstpointer  user_data)
{
  g_autoptr (TroupeVideo) video = make_without_network (fixture);

  assert_waits (fixture, video, TROUPE_JOB_ERROR_FETCH);
  g_assert_true (troupe_runner_is_busy (fixture->runner));
  send_video (fixture);
  wait_for_video (fixture, video);
  g_assert_cmpuint (test_http_count (fixture->http, "GET /first.mp4 "), ==, 1);    /* that arrived */
  g_assert_cmpuint (test_http_count (fixture->http, "GET /videos/v1 "), ==, 1);
}

/* A link that died over the wait is asked for once more; one that is dead from the start is not. */
static void
test_link_dies_meanwhile (RunnerFixture *fixture,
                          gconstpointer  user_data)
{
  g_autoptr (TroupeVideo) video = make_without_network (fixture);

  runner_fixture_answer (fixture, GONE, "gone");
  answer_done (fixture, "second.mp4");
  send_video (fixture);
  wait_for_video (fixture, video);
  g_assert_cmpuint (test_http_count (fixture->http, "GET /second.mp4 "), ==, 1);
}

/* After a restart the provider is asked for the link, and refuses the key: the video waits for another one. */
static void
test_refused_key (RunnerFixture *fixture,
                  gconstpointer  user_data)
{
  g_autoptr (TroupeVideo) video = make_without_network (fixture);
  g_autofree char *id = g_strdup (troupe_video_get_id (video));

  g_clear_object (&video);
  runner_fixture_answer (fixture, REFUSED, "{\"error\":{\"message\":\"Invalid token\"}}");
  runner_fixture_restart (fixture);
  video = load (fixture, id);
  assert_waits (fixture, video, TROUPE_JOB_ERROR_KEY);
  g_assert_false (troupe_runner_is_busy (fixture->runner));

  answer_done (fixture, "second.mp4");
  send_video (fixture);
  g_signal_emit_by_name (fixture->provider, "key-changed");
  wait_for_video (fixture, video);
}

/* Nobody has to wait for it, nor to ask for it again. */
static void
test_picture_comes_later (RunnerFixture *fixture,
                          gconstpointer  user_data)
{
  g_autoptr (TroupeCharacter) character = NULL;

  runner_fixture_accept (fixture);
  character = runner_fixture_create (fixture, TROUPE_SOURCE_URL);
  runner_fixture_wait (fixture);
  g_assert_cmpint (troupe_character_get_state (character), ==, TROUPE_CHARACTER_STATE_READY);
  runner_fixture_assert_said (character, TROUPE_PROVIDER_ERROR_PICTURE);
  runner_fixture_assert_shows_still (character);

  runner_fixture_send_picture (fixture);
  test_wait_until (troupe_character_get_problem (character) == NULL);
  g_assert_nonnull (strstr (g_file_peek_path (troupe_character_get_picture (character)), "avatar"));
  runner_fixture_wait (fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  gst_init (NULL, NULL);
#define ADD(path, profile, function) \
        g_test_add ("/runner-fetch/" path, RunnerFixture, profile, runner_fixture_set_up, function, \
                    runner_fixture_tear_down)
  ADD ("network-comes-back", profile_text, test_network_comes_back);
  ADD ("link-dies-meanwhile", profile_text, test_link_dies_meanwhile);
  ADD ("refused-key", profile_text, test_refused_key);
  ADD ("picture-comes-later", NULL, test_picture_comes_later);
#undef ADD
  return g_test_run ();
}
