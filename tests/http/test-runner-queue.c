/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <gst/gst.h>

#include "runner-fixture.h"
#include "test-wait.h"
#include "troupe-library-private.h"
#include "troupe-runner-videos.h"

#define N_HANGING 2    /* as many as are cut at the same time */

/* A picture goes to an address before the video is ordered. */
static const char profile_text[] =
  "{ \"format\": 1, \"id\": \"own\", \"name\": \"Own\", \"summary\": \"A test.\", \"kind\": \"inline\","
  "  \"base\": \"https://api.example.org\","
  "  \"auth\": { \"header\": \"Authorization\", \"prefix\": \"Bearer \" },"
  "  \"life\": { \"state\": \"active\" },"
  "  \"clip\": { \"span\": { \"min\": 1, \"max\": 3, \"step\": 1 }, \"sources\": [\"url\"], \"short_edge\": 240 },"
  "  \"mention\": { \"template\": \"video {index1}\", \"max\": 2 },"
  "  \"calls\": {"
  "    \"upload\": { \"method\": \"POST\", \"path\": \"/upload\", \"encoding\": \"multipart\","
  "      \"body\": { \"file\": \"{clip.file}\" }, \"answer\": { \"url\": [\"$.url\"], \"id\": [\"$.id\"] } },"
  "    \"create-video\": { \"method\": \"POST\", \"path\": \"/videos\", \"encoding\": \"json\","
  "      \"body\": { \"prompt\": \"{video.prompt}\", \"image\": \"{reference.url}\","
  "        \"clips\": { \"$each\": \"character\", \"$value\": { \"url\": \"{clip.url}\" } } },"
  "      \"answer\": { \"job\": [\"$.id\"] } },"
  "    \"follow-video\": { \"method\": \"GET\", \"path\": \"/videos/{job.id}\", \"encoding\": \"none\","
  "      \"answer\": { \"status\": [\"$.status\"], \"url\": [\"$.url\"] } } } }";

static void
begin_video (RunnerFixture *fixture,
             const char    *reference)
{
  TroupeVideoDraft *draft = troupe_video_draft_new ("own", "A fox");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  draft->reference = g_strdup (reference);
  troupe_runner_create_video_async (fixture->runner, draft, test_result_cb, &result);
  test_wait_until (result != NULL);
  id = troupe_runner_create_video_finish (fixture->runner, result, &error);
  g_assert_no_error (error);
}

static gboolean
read_states (TroupeConnection *connection,
             gpointer          data,
             GError          **error)
{
  g_autoptr (TroupeRows) rows = NULL;
  char **states = data;

  rows = troupe_connection_query (connection, error,
                                  "SELECT group_concat (state, ' ') FROM (SELECT state FROM jobs ORDER BY seq)", "");
  if (rows == NULL || !troupe_rows_next (rows, error))
    return FALSE;
  g_set_str (states, troupe_rows_get_text (rows, 0));
  return TRUE;
}

static void
assert_states (TroupeLibrary *library,
               const char    *expected)
{
  g_autofree char *states = NULL;
  g_autoptr (GError) error = NULL;

  test_library_write (library, read_states, &states, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (states, ==, expected);
}

/* A server that takes no file keeps nobody else from anything, and the job says what it waits for. */
static void
test_hanging_uploads (RunnerFixture *fixture,
                      gconstpointer  user_data)
{
  g_autofree char *path = test_dir_build (fixture->dir, "a.png");

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (fixture->picture, NULL),
                                      (gssize) g_bytes_get_size (fixture->picture), NULL));
  troupe_provider_set_jobs_at_once (fixture->provider, N_HANGING + 1);
  for (guint i = 0; i < N_HANGING; i++)
    {
      test_http_hang (fixture->http);
      begin_video (fixture, path);
      test_wait_until (test_http_get_request (fixture->http, i) != NULL);
    }
  test_http_hang (fixture->http);
  begin_video (fixture, NULL);
  test_wait_until (test_http_count (fixture->http, "POST /videos ") == 1);
  assert_states (fixture->library, "publishing publishing submitting");
  test_http_let_go (fixture->http);
  runner_fixture_wait (fixture);
  assert_states (fixture->library, "failed failed unknown");
}

/* The same of an address that is looked at before the provider is asked to fetch it */
static void
test_hanging_addresses (RunnerFixture *fixture,
                        gconstpointer  user_data)
{
  g_autoptr (GPtrArray) characters = g_ptr_array_new_with_free_func (g_object_unref);

  troupe_provider_set_jobs_at_once (fixture->provider, N_HANGING + 1);
  for (guint i = 0; i < N_HANGING; i++)
    {
      test_http_hang (fixture->media);
      g_ptr_array_add (characters, runner_fixture_create (fixture, TROUPE_SOURCE_URL));
      test_wait_until (test_http_get_request (fixture->media, i) != NULL);
    }
  runner_fixture_accept (fixture);
  runner_fixture_send_picture (fixture);
  g_ptr_array_add (characters, runner_fixture_create (fixture, TROUPE_SOURCE_TASK));
  test_wait_until (troupe_character_get_state (characters->pdata[N_HANGING]) == TROUPE_CHARACTER_STATE_READY);
  for (guint i = 0; i < N_HANGING; i++)
    {
      g_assert_cmpint (troupe_character_get_state (characters->pdata[i]), ==, TROUPE_CHARACTER_STATE_MAKING);
      troupe_runner_cancel (fixture->runner, troupe_character_get_id (characters->pdata[i]));
    }
  runner_fixture_wait (fixture);
}

/* What the account takes at once, it takes of all processes together. */
static void
test_other_process (RunnerFixture *fixture,
                    gconstpointer  user_data)
{
  g_autoptr (TroupeLibrary) library = test_library_open (fixture->dir);
  g_autoptr (TroupeHosts) hosts = troupe_hosts_new ();
  g_autoptr (TroupeRunner) other = troupe_runner_new (library, fixture->providers, fixture->client, hosts);
  g_autoptr (TroupeCharacterDraft) draft = runner_fixture_new_draft (fixture, TROUPE_SOURCE_TASK);
  g_autoptr (TroupeCharacter) first = NULL;
  g_autoptr (TroupeCharacter) second = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  troupe_provider_set_jobs_at_once (fixture->provider, 1);
  test_http_hang (fixture->http);
  first = runner_fixture_create (fixture, TROUPE_SOURCE_TASK);
  test_wait_until (test_http_get_request (fixture->http, 0) != NULL);
  draft->alias = g_strdup ("Second");
  troupe_runner_create_character_async (other, draft, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  second = troupe_runner_create_character_finish (other, result, &error);
  g_assert_no_error (error);
  assert_states (library, "submitting draft");    /* it was tried before: the library does one thing after the other */
  g_assert_true (troupe_runner_is_busy (other));

  runner_fixture_accept (fixture);
  runner_fixture_send_picture (fixture);
  test_http_let_go (fixture->http);
  test_wait_until (troupe_character_get_state (second) == TROUPE_CHARACTER_STATE_READY);
  test_wait_until (!troupe_runner_is_busy (other));
  runner_fixture_wait (fixture);
  assert_states (library, "unknown done");
  g_clear_object (&result);    /* it holds the runner */
  test_assert_finalize (g_steal_pointer (&other));
  g_clear_object (&second);
  test_library_close (&library);
}

/* What a picture tells besides what it shows stays here, and so does the copy without that. */
static void
test_reference_is_plain (RunnerFixture *fixture,
                         gconstpointer  user_data)
{
  g_autofree char *path = test_dir_build (fixture->dir, "a.jpg");
  g_autofree char *note = g_strnfill (0xff - strlen ("Leak"), 'x');
  g_autofree char *scan = g_strnfill (0xff, 'y');
  g_autofree char *content = g_strconcat ("\xff\xd8\xff\xfe\1\1", "Leak", note, "\xff\xda\1\1", scan, "shown\xff\xd9", "Leak",
                                          NULL);
  g_autofree char *clips = test_dir_build (fixture->dir, "media/clips");
  g_autoptr (GDir) left = NULL;
  const char *request;

  g_assert_true (g_file_set_contents (path, content, -1, NULL));
  runner_fixture_take_upload (fixture, "1");
  runner_fixture_answer (fixture, "HTTP/1.1 400 Bad Request\nContent-Type: application/json", "{}");
  begin_video (fixture, path);
  runner_fixture_wait (fixture);
  request = test_http_get_request (fixture->http, 0);
  g_assert_nonnull (strstr (request, "filename=\"reference.jpg\""));
  g_assert_nonnull (strstr (request, "yshown\xff\xd9\r\n"));
  g_assert_null (strstr (request, "Leak"));
  left = g_dir_open (clips, 0, NULL);
  g_assert_true (left == NULL || g_dir_read_name (left) == NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  gst_init (NULL, NULL);
#define ADD(path, profile, function) \
        g_test_add ("/runner-queue/" path, RunnerFixture, profile, runner_fixture_set_up, function, \
                    runner_fixture_tear_down)
  ADD ("hanging-uploads", profile_text, test_hanging_uploads);
  ADD ("hanging-addresses", NULL, test_hanging_addresses);
  ADD ("other-process", NULL, test_other_process);
  ADD ("reference-is-plain", profile_text, test_reference_is_plain);
#undef ADD
  return g_test_run ();
}
