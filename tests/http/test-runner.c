/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <gst/gst.h>
#include <signal.h>
#include <sys/resource.h>

#include "runner-fixture.h"
#include "test-wait.h"
#include "troupe-job-error.h"
#include "troupe-library-error.h"
#include "troupe-provider-error.h"

static void
test_address (RunnerFixture *fixture,
              gconstpointer  user_data)
{
  g_autoptr (TroupeCharacter) character = NULL;
  g_autoptr (GFile) still = NULL;
  g_autoptr (GBytes) picture = NULL;
  g_autoptr (GError) error = NULL;

  runner_fixture_accept (fixture);
  runner_fixture_send_picture (fixture);
  character = runner_fixture_create (fixture, TROUPE_SOURCE_URL);
  g_assert_cmpint (troupe_character_get_state (character), ==, TROUPE_CHARACTER_STATE_MAKING);
  runner_fixture_wait (fixture);

  g_assert_cmpint (troupe_character_get_state (character), ==, TROUPE_CHARACTER_STATE_READY);
  g_assert_null (troupe_character_get_problem (character));
  g_assert_cmpstr (troupe_character_get_username (character), ==, "bluefox.quietharbor");
  g_assert_cmpfloat (troupe_character_get_progress (character), <, 0);
  g_assert_cmpuint (g_list_model_get_n_items (troupe_character_get_stills (character)), ==, 4);
  still = g_list_model_get_item (troupe_character_get_stills (character), 3);
  g_assert_true (g_file_query_exists (still, NULL));
  g_assert_true (g_file_query_exists (troupe_character_get_clip_file (character), NULL));
  picture = g_file_load_bytes (troupe_character_get_picture (character), NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (picture, fixture->picture));

  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 2);
  g_assert_nonnull (strstr (test_http_get_request (fixture->http, 0), "POST /make "));
  g_assert_nonnull (strstr (test_http_get_request (fixture->http, 0), "\"timestamps\":\"1,2\""));
  g_assert_nonnull (strstr (test_http_get_request (fixture->http, 0), fixture->address));
  g_assert_cmpint (runner_fixture_count (fixture, "SELECT count (*) FROM jobs WHERE request LIKE '%/clip.mp4?…%'"), ==, 1);
  g_assert_cmpint (runner_fixture_count (fixture, "SELECT count (*) FROM jobs WHERE request LIKE '%sig=%'"), ==, 0);
}

static void
test_file (RunnerFixture *fixture,
           gconstpointer  user_data)
{
  g_autoptr (TroupeCharacter) character = NULL;

  runner_fixture_take_upload (fixture, "up.mp4");
  runner_fixture_accept (fixture);
  runner_fixture_send_picture (fixture);
  character = runner_fixture_create (fixture, TROUPE_SOURCE_FILE);
  runner_fixture_wait (fixture);

  g_assert_cmpint (troupe_character_get_state (character), ==, TROUPE_CHARACTER_STATE_READY);
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 3);
  g_assert_nonnull (strstr (test_http_get_request (fixture->http, 0), "POST /upload "));
  g_assert_nonnull (strstr (test_http_get_request (fixture->http, 1),
                            "/up.mp4\""));
  g_assert_nonnull (strstr (test_http_get_request (fixture->http, 1), "\"timestamps\":\"0,1\""));
}

static void
test_task (RunnerFixture *fixture,
           gconstpointer  user_data)
{
  g_autoptr (TroupeCharacter) character = NULL;

  runner_fixture_accept (fixture);
  runner_fixture_send_picture (fixture);
  character = runner_fixture_create (fixture, TROUPE_SOURCE_TASK);
  runner_fixture_wait (fixture);

  g_assert_cmpint (troupe_character_get_state (character), ==, TROUPE_CHARACTER_STATE_READY);
  g_assert_nonnull (strstr (test_http_get_request (fixture->http, 0), "\"from_task\":\"video_1\""));
  g_assert_null (strstr (test_http_get_request (fixture->http, 0), "\"url\""));
}

static void
test_without_picture (RunnerFixture *fixture,
                      gconstpointer  user_data)
{
  g_autoptr (TroupeCharacter) character = NULL;

  runner_fixture_answer (fixture, OK, "{\"id\":\"ch_1\",\"username\":\"bluefox\"}");
  character = runner_fixture_create (fixture, TROUPE_SOURCE_URL);
  runner_fixture_wait (fixture);

  g_assert_cmpint (troupe_character_get_state (character), ==, TROUPE_CHARACTER_STATE_READY);
  g_assert_null (troupe_character_get_problem (character));
  runner_fixture_assert_shows_still (character);
}

/* What the provider says no to fails, and can be tried again with what is ready. */
static void
test_refusals (RunnerFixture *fixture,
               gconstpointer  user_data)
{
  static const struct
  {
    const char         *head;
    const char         *body;
    TroupeProviderError code;
  } cases[] = {
    { "HTTP/1.1 401 Unauthorized", "{\"error\":{\"message\":\"bad key\"}}",
      TROUPE_PROVIDER_ERROR_KEY },
    { "HTTP/1.1 402 Payment Required", "{\"error\":{\"message\":\"pay\"}}",
      TROUPE_PROVIDER_ERROR_BALANCE },
    { "HTTP/1.1 400 Bad Request", "{\"error\":{\"message\":\"a face\",\"code\":\"face\"}}",
      TROUPE_PROVIDER_ERROR_REFUSED },
    { "HTTP/1.1 429 Too Many Requests", "{\"error\":{\"message\":\"slow\"}}",
      TROUPE_PROVIDER_ERROR_BUSY },
    { "HTTP/1.1 503 Service Unavailable", "{\"error\":{\"message\":\"no workers\"}}",
      TROUPE_PROVIDER_ERROR_SERVER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TroupeCharacter) character = NULL;
      g_autofree char *head = g_strconcat (cases[i].head, "\nContent-Type: application/json", NULL);
      const guint n_asked = test_http_get_n_asked (fixture->http);

      g_test_message ("%s", cases[i].head);
      runner_fixture_answer (fixture, head, cases[i].body);
      character = runner_fixture_create (fixture, TROUPE_SOURCE_URL);
      runner_fixture_wait (fixture);
      g_assert_cmpint (troupe_character_get_state (character), ==, TROUPE_CHARACTER_STATE_FAILED);
      runner_fixture_assert_said (character, cases[i].code);
      g_assert_nonnull (troupe_character_get_problem (character)->said);
      runner_fixture_assert_shows_still (character);

      runner_fixture_accept (fixture);
      runner_fixture_send_picture (fixture);
      runner_fixture_retry (fixture, character);
      g_assert_cmpint (troupe_character_get_state (character), ==, TROUPE_CHARACTER_STATE_READY);
      g_assert_null (troupe_character_get_problem (character));
      g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, n_asked + 3);
    }
}

/* Who knows what became of these: nothing is sent again but by a person. */
static void
test_losses (RunnerFixture *fixture,
             gconstpointer  user_data)
{
  static const struct
  {
    const char *name;
    const char *head;    /* NULL: closed without an answer */
    const char *body;
  } cases[] = {
    { "no answer", NULL, NULL },
    { "page", "HTTP/1.1 200 OK\nContent-Type: text/html", "<html>Sign in</html>" },
    { "empty", OK, "" },
    { "cut off", OK, "{\"id\":\"ch_1\",\"usern" },
    { "neither id nor name", OK, "{\"permalink\":\"https://x.example\"}" },
    { "bad gateway", "HTTP/1.1 502 Bad Gateway\nContent-Type: text/html", "<html>502</html>" },
    { "gateway timeout", "HTTP/1.1 504 Gateway Timeout\nContent-Type: text/html",
      "<html>504</html>" },
    { "broken", "HTTP/1.1 500 Internal Server Error\nContent-Type: application/json",
      "{\"error\":{\"message\":\"broken\"}}" },
    { "time-out upstream", "HTTP/1.1 408 Request Timeout\nContent-Type: application/json",
      "{\"error\":{\"message\":\"too slow\"}}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TroupeCharacter) character = NULL;
      const guint n_asked = test_http_get_n_asked (fixture->http);

      g_test_message ("%s", cases[i].name);
      if (cases[i].head != NULL)
        runner_fixture_answer (fixture, cases[i].head, cases[i].body);
      character = runner_fixture_create (fixture, TROUPE_SOURCE_URL);
      runner_fixture_wait (fixture);
      g_assert_cmpint (troupe_character_get_state (character), ==, TROUPE_CHARACTER_STATE_UNKNOWN);
      g_assert_nonnull (troupe_character_get_problem (character));
      g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, n_asked + 1);

      g_clear_object (&character);
      runner_fixture_restart (fixture);
      g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, n_asked + 1);
    }
}

static void
test_loss_is_sent_again_by_person (RunnerFixture *fixture,
                                   gconstpointer  user_data)
{
  g_autoptr (TroupeCharacter) character = runner_fixture_create (fixture, TROUPE_SOURCE_URL);

  runner_fixture_wait (fixture);
  g_assert_cmpint (troupe_character_get_state (character), ==, TROUPE_CHARACTER_STATE_UNKNOWN);
  runner_fixture_accept (fixture);
  runner_fixture_send_picture (fixture);
  runner_fixture_retry (fixture, character);
  g_assert_cmpint (troupe_character_get_state (character), ==, TROUPE_CHARACTER_STATE_READY);
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 3);
}

/* That it could not be sent again says nothing of the first time. */
static void
test_loss_outlives_another_try (RunnerFixture *fixture,
                                gconstpointer  user_data)
{
  g_autoptr (TroupeCharacter) character = runner_fixture_create (fixture, TROUPE_SOURCE_URL);

  runner_fixture_wait (fixture);
  fixture->loses_calls = TRUE;
  g_unsetenv ("TROUPE_KEY");
  runner_fixture_retry (fixture, character);
  g_assert_cmpint (troupe_character_get_state (character), ==, TROUPE_CHARACTER_STATE_UNKNOWN);
  runner_fixture_assert_problem (character, TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_UNDECIDED);

  g_setenv ("TROUPE_KEY", KEY, TRUE);
  runner_fixture_accept (fixture);
  runner_fixture_send_picture (fixture);
  runner_fixture_retry (fixture, character);
  g_assert_cmpint (troupe_character_get_state (character), ==, TROUPE_CHARACTER_STATE_READY);
}

static void
test_unreachable (RunnerFixture *fixture,
                  gconstpointer  user_data)
{
  g_autoptr (TroupeCharacter) character = NULL;

  fixture->loses_calls = TRUE;
  runner_fixture_move (fixture, "http://127.0.0.1:1");
  character = runner_fixture_create (fixture, TROUPE_SOURCE_URL);
  runner_fixture_wait (fixture);
  g_assert_cmpint (troupe_character_get_state (character), ==, TROUPE_CHARACTER_STATE_FAILED);
  runner_fixture_assert_said (character, TROUPE_PROVIDER_ERROR_UNREACHABLE);
}

/* The upload is used again as long as the provider has the same address, and did not refuse. */
static void
test_upload_is_used_again (RunnerFixture *fixture,
                           gconstpointer  user_data)
{
  g_autoptr (TroupeCharacter) character = NULL;

  runner_fixture_take_upload (fixture, "up.mp4");
  runner_fixture_answer (fixture, "HTTP/1.1 402 Payment Required\nContent-Type: application/json",
                         "{\"error\":{\"message\":\"pay\"}}");
  character = runner_fixture_create (fixture, TROUPE_SOURCE_FILE);
  runner_fixture_wait (fixture);
  runner_fixture_assert_said (character, TROUPE_PROVIDER_ERROR_BALANCE);

  runner_fixture_answer (fixture, "HTTP/1.1 400 Bad Request\nContent-Type: application/json",
                         "{\"error\":{\"message\":\"cannot fetch\"}}");
  runner_fixture_retry (fixture, character);
  runner_fixture_assert_said (character, TROUPE_PROVIDER_ERROR_REFUSED);
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 3);

  runner_fixture_take_upload (fixture, "new.mp4");
  runner_fixture_accept (fixture);
  runner_fixture_send_picture (fixture);
  runner_fixture_retry (fixture, character);
  g_assert_cmpint (troupe_character_get_state (character), ==, TROUPE_CHARACTER_STATE_READY);
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 6);
  g_assert_nonnull (strstr (test_http_get_request (fixture->http, 4), "new.mp4"));
}

static void
test_upload_fails (RunnerFixture *fixture,
                   gconstpointer  user_data)
{
  g_autoptr (TroupeCharacter) character = runner_fixture_create (fixture, TROUPE_SOURCE_FILE);

  runner_fixture_wait (fixture);
  g_assert_cmpint (troupe_character_get_state (character), ==, TROUPE_CHARACTER_STATE_FAILED);
  runner_fixture_assert_said (character, TROUPE_PROVIDER_ERROR_SERVER);
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 1);
}

static void
test_picture_cannot_be_fetched (RunnerFixture *fixture,
                                gconstpointer  user_data)
{
  static const struct
  {
    const char *name;
    const char *head;
    const char *body;
  } cases[] = {
    { "dead link", "HTTP/1.1 404 Not Found\nContent-Type: text/plain", "gone" },
    { "page", "HTTP/1.1 200 OK\nContent-Type: text/html", "<!DOCTYPE html><html>Sign in</html>" },
    { "no picture", "HTTP/1.1 200 OK\nContent-Type: image/png", "\x89PNG\r\n\x1a\nnonsense" },
    { "empty", "HTTP/1.1 200 OK\nContent-Type: image/png", "" },
    { "more than 20 MiB", "HTTP/1.1 200 OK\nContent-Type: image/png\nContent-Length: 20971521", "\x89PNG" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TroupeCharacter) character = NULL;
      const guint n_asked = test_http_get_n_asked (fixture->http);

      g_test_message ("%s", cases[i].name);
      runner_fixture_accept (fixture);
      runner_fixture_answer (fixture, cases[i].head, cases[i].body);
      character = runner_fixture_create (fixture, TROUPE_SOURCE_URL);
      runner_fixture_wait (fixture);
      g_assert_cmpint (troupe_character_get_state (character), ==, TROUPE_CHARACTER_STATE_READY);
      runner_fixture_assert_said (character, TROUPE_PROVIDER_ERROR_PICTURE);
      g_assert_cmpstr (troupe_character_get_username (character), ==, "bluefox.quietharbor");
      runner_fixture_assert_shows_still (character);
      g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, n_asked + 2);

      runner_fixture_send_picture (fixture);
      runner_fixture_retry (fixture, character);
      g_assert_null (troupe_character_get_problem (character));
      g_assert_nonnull (strstr (g_file_peek_path (troupe_character_get_picture (character)),
                                "avatar"));
      g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, n_asked + 3);
      g_assert_nonnull (strstr (test_http_get_request (fixture->http, n_asked + 2),
                                "GET /picture "));
    }
}

static void
test_cancel_before_sending (RunnerFixture *fixture,
                            gconstpointer  user_data)
{
  g_autoptr (TroupeCharacter) character = runner_fixture_create (fixture, TROUPE_SOURCE_FILE);
  guint n_removed = 0;

  g_signal_connect_swapped (fixture->library, "character-removed", G_CALLBACK (test_count_cb),
                            &n_removed);
  g_assert_true (troupe_runner_cancel (fixture->runner, troupe_character_get_id (character)));
  runner_fixture_wait (fixture);
  g_assert_cmpuint (n_removed, ==, 1);
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 0);
  g_assert_false (troupe_runner_cancel (fixture->runner, troupe_character_get_id (character)));
}

static void
test_cancel_while_uploading (RunnerFixture *fixture,
                             gconstpointer  user_data)
{
  g_autoptr (TroupeCharacter) character = NULL;
  guint n_removed = 0;

  test_http_hang (fixture->http);
  character = runner_fixture_create (fixture, TROUPE_SOURCE_FILE);
  g_signal_connect_swapped (fixture->library, "character-removed", G_CALLBACK (test_count_cb),
                            &n_removed);
  test_wait_until (test_http_get_request (fixture->http, 0) != NULL);
  g_assert_true (troupe_runner_cancel (fixture->runner, troupe_character_get_id (character)));
  runner_fixture_wait (fixture);
  g_assert_cmpuint (n_removed, ==, 1);
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 1);
}

static void
test_cancel_too_late (RunnerFixture *fixture,
                      gconstpointer  user_data)
{
  g_autoptr (TroupeCharacter) character = NULL;

  test_http_hang (fixture->http);
  character = runner_fixture_create (fixture, TROUPE_SOURCE_URL);
  test_wait_until (test_http_get_request (fixture->http, 0) != NULL);
  g_assert_false (troupe_runner_cancel (fixture->runner, troupe_character_get_id (character)));
  test_http_let_go (fixture->http);
  runner_fixture_wait (fixture);
  g_assert_cmpint (troupe_character_get_state (character), ==, TROUPE_CHARACTER_STATE_UNKNOWN);
}

/* Whom nobody answers keeps no other from anything. */
static void
test_hanging (RunnerFixture *fixture,
              gconstpointer  user_data)
{
  g_autoptr (GPtrArray) characters = g_ptr_array_new_with_free_func (g_object_unref);

  test_http_hang (fixture->http);
  test_http_hang (fixture->http);
  test_http_hang (fixture->http);
  for (guint i = 0; i < 4; i++)
    {
      if (i == 3)
        {
          runner_fixture_accept (fixture);
          runner_fixture_send_picture (fixture);
        }
      g_ptr_array_add (characters, runner_fixture_create (fixture, TROUPE_SOURCE_URL));
      test_wait_until (test_http_get_request (fixture->http, i) != NULL);
    }
  test_wait_until (troupe_character_get_state (g_ptr_array_index (characters, 3)) == TROUPE_CHARACTER_STATE_READY);
  g_assert_cmpint (troupe_character_get_state (g_ptr_array_index (characters, 0)), ==, TROUPE_CHARACTER_STATE_MAKING);
  test_http_let_go (fixture->http);
  runner_fixture_wait (fixture);
}

static void
test_two_at_once (RunnerFixture *fixture,
                  gconstpointer  user_data)
{
  g_autoptr (GPtrArray) characters = g_ptr_array_new_with_free_func (g_object_unref);
  TroupeCharacter *last;

  troupe_provider_set_jobs_at_once (fixture->provider, 2);
  test_http_hang (fixture->http);
  test_http_hang (fixture->http);
  for (guint i = 0; i < 4; i++)
    g_ptr_array_add (characters, runner_fixture_create (fixture, TROUPE_SOURCE_URL));
  test_wait_until (test_http_get_request (fixture->http, 1) != NULL);
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 2);
  last = g_ptr_array_index (characters, 3);
  g_assert_true (troupe_runner_cancel (fixture->runner, troupe_character_get_id (last)));

  runner_fixture_accept (fixture);
  runner_fixture_send_picture (fixture);
  test_http_let_go (fixture->http);
  runner_fixture_wait (fixture);
  g_assert_cmpint (troupe_character_get_state (g_ptr_array_index (characters, 2)), ==,
                   TROUPE_CHARACTER_STATE_READY);
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 4);
}

static void
test_provider_is_gone (RunnerFixture *fixture,
                       gconstpointer  user_data)
{
  g_autoptr (TroupeCharacterDraft) draft = runner_fixture_new_draft (fixture, TROUPE_SOURCE_URL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_set_str (&draft->provider_id, "nobody");
  troupe_runner_create_character_async (fixture->runner, draft, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  g_assert_null (troupe_runner_create_character_finish (fixture->runner, result, &error));
  g_assert_error (error, TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_PROVIDER);
}

static void
test_alias_is_taken (RunnerFixture *fixture,
                     gconstpointer  user_data)
{
  g_autoptr (TroupeCharacterDraft) draft = runner_fixture_new_draft (fixture, TROUPE_SOURCE_URL);
  g_autofree char *other = test_library_add (fixture->library, "Anna");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  draft->alias = g_strdup ("anna");
  troupe_runner_create_character_async (fixture->runner, draft, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  g_assert_null (troupe_runner_create_character_finish (fixture->runner, result, &error));
  g_assert_error (error, TROUPE_LIBRARY_ERROR, TROUPE_LIBRARY_ERROR_ALIAS);
  g_assert_false (troupe_runner_is_busy (fixture->runner));
}

static void
limit_file_size (rlim_t bytes)
{
  struct rlimit limit;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = bytes;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static void
test_no_space_for_character (RunnerFixture *fixture,
                             gconstpointer  user_data)
{
  g_autoptr (TroupeCharacterDraft) draft = runner_fixture_new_draft (fixture, TROUPE_SOURCE_URL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  limit_file_size (4096);
  troupe_runner_create_character_async (fixture->runner, draft, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  limit_file_size (RLIM_INFINITY);
  g_assert_null (troupe_runner_create_character_finish (fixture->runner, result, &error));
  g_assert_error (error, TROUPE_LIBRARY_ERROR, TROUPE_LIBRARY_ERROR_NO_SPACE);
  g_assert_false (troupe_runner_is_busy (fixture->runner));
}

static void
test_no_space_for_clip (RunnerFixture *fixture,
                        gconstpointer  user_data)
{
  g_autoptr (TroupeCharacter) character = NULL;

  /* The log of the database begins anew, so that only the clip is too large. */
  runner_fixture_use_clip (fixture, "4k.mp4", 1);
  runner_fixture_restart (fixture);
  limit_file_size (250000);
  character = runner_fixture_create (fixture, TROUPE_SOURCE_URL);
  runner_fixture_wait (fixture);
  limit_file_size (RLIM_INFINITY);
  g_assert_cmpint (troupe_character_get_state (character), ==, TROUPE_CHARACTER_STATE_FAILED);
  g_assert_nonnull (troupe_character_get_problem (character));
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 0);

  runner_fixture_accept (fixture);
  runner_fixture_send_picture (fixture);
  runner_fixture_retry (fixture, character);
  g_assert_cmpint (troupe_character_get_state (character), ==, TROUPE_CHARACTER_STATE_READY);
}

static void
test_key_stays_out (RunnerFixture *fixture,
                    gconstpointer  user_data)
{
  g_autoptr (TroupeCharacter) character = NULL;

  /* A provider that says the key in its refusal */
  runner_fixture_answer (fixture, "HTTP/1.1 401 Unauthorized\nContent-Type: application/json",
                         "{\"error\":{\"message\":\"the key " KEY " is wrong\"}}");
  character = runner_fixture_create (fixture, TROUPE_SOURCE_URL);
  runner_fixture_wait (fixture);
  g_assert_nonnull (strstr (test_http_get_request (fixture->http, 0), KEY));
  g_assert_cmpint (troupe_character_get_state (character), ==, TROUPE_CHARACTER_STATE_FAILED);
  g_assert_false (runner_fixture_library_holds (fixture, KEY));
  g_assert_true (runner_fixture_library_holds (fixture, fixture->address));
}

static void
test_dry_run (RunnerFixture *fixture,
              gconstpointer  user_data)
{
  g_autoptr (TroupeCharacterDraft) draft = runner_fixture_new_draft (fixture, TROUPE_SOURCE_FILE);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (JsonNode) requests = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  JsonObject *object, *part;

  troupe_runner_dry_run_async (fixture->runner, draft, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  requests = troupe_runner_dry_run_finish (fixture->runner, result, &error);
  g_assert_no_error (error);

  text = json_to_string (requests, FALSE);
  g_assert_null (strstr (text, KEY));
  object = json_object_get_object_member (json_node_get_object (requests), "request");
  g_assert_cmpstr (json_object_get_string_member (object, "method"), ==, "POST");
  g_assert_true (g_str_has_suffix (json_object_get_string_member (object, "url"), "/make"));
  object = json_object_get_object_member (object, "body");
  g_assert_cmpstr (json_object_get_string_member (object, "timestamps"), ==, "0,1");
  object = json_object_get_object_member (json_node_get_object (requests), "upload");
  part = json_array_get_object_element (json_object_get_array_member (object, "body"), 0);
  g_assert_cmpstr (json_object_get_string_member (part, "filename"), ==, "clip.mp4");
  g_assert_cmpint (json_object_get_int_member (part, "size"), >, 1000);
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  gst_init (NULL, NULL);
#define ADD(path, function) \
        g_test_add (path, RunnerFixture, NULL, runner_fixture_set_up, function, \
                    runner_fixture_tear_down)
  ADD ("/runner/create/address", test_address);
  ADD ("/runner/create/file", test_file);
  ADD ("/runner/create/task", test_task);
  ADD ("/runner/create/without-picture", test_without_picture);
  ADD ("/runner/refusals", test_refusals);
  ADD ("/runner/losses", test_losses);
  ADD ("/runner/losses/are-sent-again-by-person", test_loss_is_sent_again_by_person);
  ADD ("/runner/losses/outlive-another-try", test_loss_outlives_another_try);
  ADD ("/runner/unreachable", test_unreachable);
  ADD ("/runner/upload/is-used-again", test_upload_is_used_again);
  ADD ("/runner/upload/fails", test_upload_fails);
  ADD ("/runner/picture-cannot-be-fetched", test_picture_cannot_be_fetched);
  ADD ("/runner/cancel/before-sending", test_cancel_before_sending);
  ADD ("/runner/cancel/while-uploading", test_cancel_while_uploading);
  ADD ("/runner/cancel/too-late", test_cancel_too_late);
  ADD ("/runner/two-at-once", test_two_at_once);
  ADD ("/runner/hanging-block-nobody", test_hanging);
  ADD ("/runner/provider-is-gone", test_provider_is_gone);
  ADD ("/runner/alias-is-taken", test_alias_is_taken);
  ADD ("/runner/no-space/for-character", test_no_space_for_character);
  ADD ("/runner/no-space/for-clip", test_no_space_for_clip);
  ADD ("/runner/key-stays-out", test_key_stays_out);
  ADD ("/runner/dry-run", test_dry_run);
#undef ADD
  return g_test_run ();
}
