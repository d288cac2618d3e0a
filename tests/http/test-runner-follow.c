/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <gst/gst.h>

#include "runner-fixture.h"
#include "test-wait.h"
#include "troupe-follow.h"
#include "troupe-job-error.h"
#include "troupe-keys.h"
#include "troupe-library-private.h"
#include "troupe-runner-jobs.h"

#define JOB "task:7 /x"
#define QUEUED "{\"id\":\"" JOB "\",\"status\":\"queued\",\"username\":null}"

/* Makes a character while somebody waits. */
static const char profile_text[] =
  "{ \"format\": 1, \"id\": \"own\", \"name\": \"Own\", \"summary\": \"A test.\","
  "  \"base\": \"https://api.example.org\","
  "  \"auth\": { \"header\": \"Authorization\", \"prefix\": \"Bearer \" },"
  "  \"life\": { \"state\": \"active\" },"
  "  \"clip\": { \"span\": { \"min\": 1, \"max\": 3, \"step\": 1 }, \"sources\": [\"task\"],"
  "              \"short_edge\": 480 },"
  "  \"mention\": { \"template\": \"@{username} \", \"max\": 1 },"
  "  \"calls\": {"
  "    \"create-character\": { \"method\": \"POST\", \"path\": \"/make\", \"encoding\": \"json\","
  "      \"body\": { \"from_task\": \"{clip.task}\", \"timestamps\": \"{range.text}\" },"
  "      \"answer\": { \"job\": [\"$.id\"], \"status\": [\"$.status\"], \"username\": [\"$.username\"] } },"
  "    \"follow-character\": { \"method\": \"GET\", \"path\": \"/tasks/{job.id}\", \"encoding\": \"none\","
  "      \"poll\": { \"first\": 0.1, \"growth\": 1, \"max\": 0.1 },"
  "      \"answer\": { \"job\": [\"$.id\"], \"status\": [\"$.status\"], \"progress\": [\"$.progress\"],"
  "                    \"id\": [\"$.result.id\"], \"username\": [\"$.username\"],"
  "                    \"picture\": [\"$.picture\"], \"error.text\": [\"$.error.message\"],"
  "                    \"error.code\": [\"$.error.code\"] } },"
  "    \"follow-video\": { \"method\": \"GET\", \"path\": \"/videos/{job.id}\", \"encoding\": \"none\","
  "      \"poll\": { \"first\": 0.1, \"growth\": 1, \"max\": 0.1, \"missing_is_pending\": true },"
  "      \"answer\": { \"status\": [\"$.status\"], \"url\": [\"$.url\"] } } } }";

static void
answer_done (RunnerFixture *fixture)
{
  g_autofree char *body = NULL;

  body = g_strdup_printf ("{\"id\":\"" JOB "\",\"status\":\"SUCCEEDED\",\"result\":{\"id\":\"ch_9\"},"
                          "\"username\":\"chr_Ab#\",\"picture\":\"%s/picture?sig=a%%2Bb/c%%3D\"}",
                          test_http_get_base (fixture->http));
  runner_fixture_answer (fixture, OK, body);
}

static gboolean
read_row (TroupeConnection *connection,
          gpointer          data,
          GError          **error)
{
  g_autoptr (TroupeRows) rows = NULL;
  char **row = data;

  rows = troupe_connection_query (connection, error,
                                  "SELECT concat_ws ('|', state, attempts, remote_id) FROM jobs", "");
  if (rows == NULL || !troupe_rows_next (rows, error))
    return FALSE;
  *row = g_strdup (troupe_rows_get_text (rows, 0));
  return TRUE;
}

static char *
dup_row (RunnerFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  char *row = NULL;

  test_library_write (fixture->library, read_row, &row, &error);
  g_assert_no_error (error);
  return row;
}

static void
progress_cb (TroupeCharacter *character,
             GParamSpec      *pspec,
             double          *furthest)
{
  if (troupe_character_get_state (character) == TROUPE_CHARACTER_STATE_MAKING)
    *furthest = MAX (*furthest, troupe_character_get_progress (character));
}

/* No refusal of a question, no answer that nobody understands and no lost one ends a job. */
static void
test_until_done (RunnerFixture *fixture,
                 gconstpointer  user_data)
{
  g_autoptr (TroupeCharacter) character = NULL;
  g_autoptr (TroupeIdentity) identity = NULL;
  g_autoptr (GBytes) picture = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *row = NULL;
  double furthest = 0;

  runner_fixture_answer (fixture, OK, QUEUED);
  runner_fixture_answer (fixture, "HTTP/1.1 404 Not Found\nContent-Type: application/json",
                         "{\"error\":{\"message\":\"task not found\"}}");
  runner_fixture_answer (fixture, "HTTP/1.1 400 Bad Request\nContent-Type: application/json",
                         "{\"error\":{\"message\":\"no\"}}");
  runner_fixture_answer (fixture, "HTTP/1.1 200 OK\nContent-Type: text/html", "<html>Sign in</html>");
  runner_fixture_answer (fixture, OK, "{\"id\":\"" JOB "\",\"status\":\"baking\",\"progress\":\"80%\"}");
  answer_done (fixture);
  runner_fixture_send_picture (fixture);

  character = runner_fixture_create (fixture, TROUPE_SOURCE_TASK);
  g_signal_connect (character, "notify::progress", G_CALLBACK (progress_cb), &furthest);
  runner_fixture_wait (fixture);

  g_assert_cmpint (troupe_character_get_state (character), ==, TROUPE_CHARACTER_STATE_READY);
  g_assert_cmpstr (troupe_character_get_username (character), ==, "chr_Ab#");
  identity = g_list_model_get_item (troupe_character_get_identities (character), 0);
  g_assert_cmpstr (troupe_identity_get_remote_id (identity), ==, "ch_9");
  g_assert_cmpfloat (furthest, >=, 0.84);
  picture = g_file_load_bytes (troupe_character_get_picture (character), NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (picture, fixture->picture));

  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 7);
  g_assert_nonnull (strstr (test_http_get_request (fixture->http, 1), "GET /tasks/task%3A7%20%2Fx "));
  g_assert_nonnull (strstr (test_http_get_request (fixture->http, 6), "GET /picture?sig=a%2Bb/c%3D "));
  row = dup_row (fixture);
  g_assert_cmpstr (row, ==, "done|1|" JOB);
}

/* What the provider says of a failure is all that is known of it. */
static void
test_failed (RunnerFixture *fixture,
             gconstpointer  user_data)
{
  g_autoptr (TroupeCharacter) character = NULL;
  const TroupeProblem *problem;

  runner_fixture_answer (fixture, OK, QUEUED);
  runner_fixture_answer (fixture, OK,
                         "{\"status\":\"failed\",\"error\":{\"code\":\"face\",\"message\":\"A face.\"}}");
  character = runner_fixture_create (fixture, TROUPE_SOURCE_TASK);
  runner_fixture_wait (fixture);

  g_assert_cmpint (troupe_character_get_state (character), ==, TROUPE_CHARACTER_STATE_FAILED);
  runner_fixture_assert_said (character, TROUPE_PROVIDER_ERROR_FAILED);
  problem = troupe_character_get_problem (character);
  g_assert_cmpstr (problem->said, ==, "A face.");
  g_assert_cmpstr (problem->said_code, ==, "face");
}

static void
test_failed_at_once (RunnerFixture *fixture,
                     gconstpointer  user_data)
{
  g_autoptr (TroupeCharacter) character = NULL;

  runner_fixture_answer (fixture, OK, "{\"id\":\"" JOB "\",\"status\":\"failed\"}");
  character = runner_fixture_create (fixture, TROUPE_SOURCE_TASK);
  runner_fixture_wait (fixture);
  runner_fixture_assert_said (character, TROUPE_PROVIDER_ERROR_FAILED);
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 1);
}

/* A try after a failure is another paid call; one after a lost answer may be the same. */
static gboolean
read_key (TroupeConnection *connection,
          gpointer          data,
          GError          **error)
{
  g_autoptr (TroupeRows) rows = NULL;
  char **key = data;

  rows = troupe_connection_query (connection, error, "SELECT ifnull (key, id) FROM jobs", "");
  if (rows == NULL || !troupe_rows_next (rows, error))
    return FALSE;
  g_free (*key);
  *key = g_strdup (troupe_rows_get_text (rows, 0));
  return TRUE;
}

static void
test_key_of_tries (RunnerFixture *fixture,
                   gconstpointer  user_data)
{
  g_autoptr (TroupeCharacter) character = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;

  character = runner_fixture_create (fixture, TROUPE_SOURCE_TASK);
  runner_fixture_wait (fixture);
  g_assert_cmpint (troupe_character_get_state (character), ==, TROUPE_CHARACTER_STATE_UNKNOWN);
  test_library_write (fixture->library, read_key, &first, &error);
  g_assert_no_error (error);

  runner_fixture_answer (fixture, OK, "{\"id\":\"" JOB "\",\"status\":\"failed\"}");
  runner_fixture_retry (fixture, character);
  test_library_write (fixture->library, read_key, &second, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (second, ==, first);

  runner_fixture_answer (fixture, OK, "{\"id\":\"" JOB "\",\"status\":\"failed\"}");
  runner_fixture_retry (fixture, character);
  test_library_write (fixture->library, read_key, &third, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (third, !=, second);
}

/* Puts the job back to where a process that ended would have left it. */
static gboolean
rewind_in_owner (TroupeConnection *connection,
                 gpointer          data,
                 GError          **error)
{
  return troupe_connection_execute (connection, error, "UPDATE jobs SET state = ?1", "t", data) &&
         troupe_connection_execute (connection, error, "DELETE FROM identities", "");
}

static void
test_goes_on_after_restart (RunnerFixture *fixture,
                            gconstpointer  user_data)
{
  static const char *const states[] = { "accepted", "running" };
  g_autofree char *id = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr (TroupeCharacter) character = NULL;
      g_autoptr (GError) error = NULL;
      const guint n_asked = test_http_get_n_asked (fixture->http);

      g_test_message ("%s", states[i]);
      if (i == 0)
        {
          runner_fixture_answer (fixture, OK, QUEUED);
          answer_done (fixture);
          runner_fixture_send_picture (fixture);
          character = runner_fixture_create (fixture, TROUPE_SOURCE_TASK);
          runner_fixture_wait (fixture);
          id = g_strdup (troupe_character_get_id (character));
          g_clear_object (&character);
        }
      test_library_write (fixture->library, rewind_in_owner, (gpointer) states[i], &error);
      g_assert_no_error (error);

      answer_done (fixture);
      runner_fixture_send_picture (fixture);
      runner_fixture_restart (fixture);
      character = test_library_load (fixture->library, id);
      g_assert_cmpint (troupe_character_get_state (character), ==, TROUPE_CHARACTER_STATE_READY);
      g_assert_cmpstr (troupe_character_get_username (character), ==, "chr_Ab#");
      /* Nothing is paid again. */
      g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, n_asked + (i == 0 ? 5 : 2));
    }
}

static gboolean
count_running (TroupeConnection *connection,
               gpointer          data,
               GError          **error)
{
  return troupe_connection_query_integer (connection,
                                          "SELECT count (*) FROM jobs WHERE state = 'running'", data,
                                          error);
}

/* A job that waits for its provider keeps no other one from its turn. */
static void
test_others_have_their_turn (RunnerFixture *fixture,
                             gconstpointer  user_data)
{
  g_autoptr (GPtrArray) characters = g_ptr_array_new_with_free_func (g_object_unref);
  gint64 n_running = 0;

  test_http_answer_otherwise (fixture->http, OK, QUEUED);
  for (guint i = 0; i < 3; i++)
    g_ptr_array_add (characters, runner_fixture_create (fixture, TROUPE_SOURCE_TASK));
  while (n_running < 3)
    {
      g_autoptr (GError) error = NULL;

      test_library_write (fixture->library, count_running, &n_running, &error);
      g_assert_no_error (error);
    }

  test_http_answer_otherwise (fixture->http, OK, "{\"id\":\"" JOB "\",\"status\":\"failed\"}");
  runner_fixture_wait (fixture);
}

static gboolean
read_text (TroupeConnection *connection,
           gpointer          data,
           GError          **error)
{
  char **text = data;
  g_autoptr (TroupeRows) rows = troupe_connection_query (connection, error, *text, "");

  if (rows == NULL || !troupe_rows_next (rows, error))
    return FALSE;
  *text = g_strdup (troupe_rows_get_text (rows, 0));
  return TRUE;
}

static char *
dup_text (RunnerFixture *fixture,
          const char    *sql)
{
  g_autoptr (GError) error = NULL;
  char *text = (char *) sql;

  test_library_write (fixture->library, read_text, &text, &error);
  g_assert_no_error (error);
  return text;
}

static void
wait_for_text (RunnerFixture *fixture,
               const char    *sql,
               const char    *expected)
{
  gboolean is_there = FALSE;

  while (!is_there)
    {
      g_autofree char *text = dup_text (fixture, sql);

      is_there = g_strcmp0 (text, expected) == 0;
    }
}

/* An account that may have one job at a time: the others wait, and go out in the order that the person wants. */
static void
test_waits_for_account (RunnerFixture *fixture,
                        gconstpointer  user_data)
{
  g_autoptr (GPtrArray) characters = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *last = NULL;
  g_autofree char *order = NULL;

  troupe_provider_set_jobs_at_once (fixture->provider, 1);
  test_http_answer_otherwise (fixture->http, OK, QUEUED);
  for (guint i = 0; i < 4; i++)
    g_ptr_array_add (characters, runner_fixture_create (fixture, TROUPE_SOURCE_TASK));
  wait_for_text (fixture, "SELECT group_concat (state) FROM (SELECT state FROM jobs ORDER BY seq)",
                 "running,draft,draft,draft");

  last = dup_text (fixture, "SELECT id FROM jobs WHERE seq = 4");
  troupe_runner_move_async (fixture->runner, last, TROUPE_JOB_MOVE_FIRST, test_result_cb, &result);
  test_wait_until (result != NULL);
  g_assert_true (troupe_runner_move_finish (fixture->runner, result, &error));
  g_clear_object (&result);
  troupe_runner_move_async (fixture->runner, last, TROUPE_JOB_MOVE_DOWN, test_result_cb, &result);
  test_wait_until (result != NULL);
  g_assert_true (troupe_runner_move_finish (fixture->runner, result, &error));
  g_assert_no_error (error);

  test_http_answer_otherwise (fixture->http, OK, "{\"id\":\"" JOB "\",\"status\":\"failed\"}");
  runner_fixture_wait (fixture);
  order = dup_text (fixture, "SELECT group_concat (seq) FROM (SELECT seq FROM jobs ORDER BY started_us)");
  g_assert_cmpstr (order, ==, "1,2,4,3");

  g_clear_object (&result);
  troupe_runner_move_async (fixture->runner, last, TROUPE_JOB_MOVE_UP, test_result_cb, &result);
  test_wait_until (result != NULL);
  g_assert_false (troupe_runner_move_finish (fixture->runner, result, &error));
  g_assert_error (error, TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_STATE);
}

static void
assert_kept (TroupeCharacter *character,
             int              code)
{
  g_assert_cmpint (troupe_character_get_state (character), ==, TROUPE_CHARACTER_STATE_MAKING);
  runner_fixture_assert_problem (character, TROUPE_JOB_ERROR, code);
  g_assert_cmpstr (troupe_character_get_problem (character)->who, ==, "Own");
}

/* Nobody asks with a key that was refused, until another one was entered, the person asks, or Troupe starts. */
static void
test_refused_key (RunnerFixture *fixture,
                  gconstpointer  user_data)
{
  static const char refused[] = "{\"error\":{\"message\":\"Invalid token\"}}";
  g_autoptr (TroupeCharacter) character = NULL;
  g_autofree char *row = NULL;
  g_autofree char *id = NULL;

  runner_fixture_answer (fixture, OK, QUEUED);
  runner_fixture_answer (fixture, "HTTP/1.1 401 Unauthorized\nContent-Type: application/json", refused);
  character = runner_fixture_create (fixture, TROUPE_SOURCE_TASK);
  runner_fixture_wait (fixture);
  assert_kept (character, TROUPE_JOB_ERROR_KEY);
  g_assert_cmpstr (troupe_character_get_problem (character)->said, ==, "Invalid token");
  row = dup_row (fixture);
  g_assert_cmpstr (row, ==, "running|1|" JOB);

  runner_fixture_answer (fixture, "HTTP/1.1 403 Forbidden\nContent-Type: application/json", refused);
  g_signal_emit_by_name (fixture->provider, "key-changed");
  g_assert_true (troupe_runner_is_busy (fixture->runner));
  runner_fixture_wait (fixture);
  assert_kept (character, TROUPE_JOB_ERROR_KEY);
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 3);

  runner_fixture_answer (fixture, "HTTP/1.1 401 Unauthorized\nContent-Type: application/json", refused);
  runner_fixture_retry (fixture, character);
  assert_kept (character, TROUPE_JOB_ERROR_KEY);
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 4);

  id = g_strdup (troupe_character_get_id (character));
  g_clear_object (&character);
  answer_done (fixture);
  runner_fixture_send_picture (fixture);
  runner_fixture_restart (fixture);
  character = test_library_load (fixture->library, id);
  g_assert_cmpint (troupe_character_get_state (character), ==, TROUPE_CHARACTER_STATE_READY);
  g_assert_null (troupe_character_get_problem (character));
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 6);
}

/* A job that the provider denies is asked about ever more seldom, and nobody waits for it; where the profile says
 * that this only means “not yet”, nothing of that happens. */
static void
test_missing (RunnerFixture *fixture,
              gconstpointer  user_data)
{
  static const char gone[] = "HTTP/1.1 404 Not Found\nContent-Type: application/json";
  static const char denied[] = "{\"error\":{\"message\":\"task not found\"}}";
  static const char made[] = "{\"status\":\"completed\",\"url\":\"https://x.example/v\"}";
  g_autoptr (TroupeWaker) waker = troupe_waker_new (NULL);
  g_autoptr (TroupeProvider) lenient = troupe_provider_new (troupe_provider_get_profile (fixture->provider), NULL);
  g_autoptr (TestHttp) http = test_http_new ();
  g_autoptr (TroupeCharacter) character = NULL;
  g_autoptr (TroupeAnswer) answer = NULL;
  g_autoptr (GAsyncResult) stored = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (troupe_provider_set_base (lenient, test_http_get_base (http), NULL));
  troupe_keys_store_async (TROUPE_KEY_OWNER (lenient), KEY, NULL, test_result_cb, &stored);
  test_wait_until (stored != NULL);
  runner_fixture_answer (fixture, OK, QUEUED);
  for (guint i = 0; i < 3; i++)
    {
      runner_fixture_answer (fixture, gone, denied);
      test_http_answer (http, gone, denied, strlen (denied));
    }
  test_http_answer (http, OK, made, strlen (made));
  troupe_follow_async (fixture->client, lenient, waker, "follow-video", JOB, NULL, NULL, NULL, test_result_cb, &result);
  character = runner_fixture_create (fixture, TROUPE_SOURCE_TASK);
  runner_fixture_wait (fixture);
  assert_kept (character, TROUPE_JOB_ERROR_MISSING);
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 4);
  test_wait_until (result != NULL);    /* at the pace of the profile */
  answer = troupe_follow_finish (result, &error);
  g_assert_no_error (error);

  runner_fixture_answer (fixture, OK, QUEUED);
  troupe_runner_retry (fixture->runner, troupe_character_get_id (character));
  test_wait_until (troupe_character_get_problem (character) == NULL);
  g_assert_true (troupe_runner_is_busy (fixture->runner));
  answer_done (fixture);
  runner_fixture_send_picture (fixture);
  runner_fixture_wait (fixture);
  g_assert_cmpint (troupe_character_get_state (character), ==, TROUPE_CHARACTER_STATE_READY);
}

static void
test_cancelled (RunnerFixture *fixture,
                gconstpointer  user_data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (TroupeWaker) waker = troupe_waker_new (NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  troupe_follow_async (fixture->client, fixture->provider, waker, "follow-character", JOB, NULL, NULL,
                       cancellable, test_result_cb, &result);
  g_cancellable_cancel (cancellable);
  test_wait_until (result != NULL);
  g_assert_null (troupe_follow_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 0);
}

/* One job that is to be asked about much later stops as soon as the key was refused to another one. */
static void
test_refusal_counts_for_all (RunnerFixture *fixture,
                             gconstpointer  user_data)
{
  g_autoptr (TroupeCharacter) patient = NULL;
  g_autoptr (TroupeCharacter) refused = NULL;

  runner_fixture_answer (fixture, OK, QUEUED);
  runner_fixture_answer (fixture, OK "\nRetry-After: 3000", QUEUED);
  patient = runner_fixture_create (fixture, TROUPE_SOURCE_TASK);
  test_wait_until (test_http_get_n_asked (fixture->http) == 2);
  runner_fixture_answer (fixture, OK, QUEUED);
  runner_fixture_answer (fixture, "HTTP/1.1 401 Unauthorized\nContent-Type: application/json", "{}");
  refused = runner_fixture_create (fixture, TROUPE_SOURCE_TASK);
  runner_fixture_wait (fixture);
  assert_kept (patient, TROUPE_JOB_ERROR_KEY);
  assert_kept (refused, TROUPE_JOB_ERROR_KEY);
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 4);

  test_http_answer_otherwise (fixture->http, OK, "{\"id\":\"" JOB "\",\"status\":\"failed\"}");
  g_signal_emit_by_name (fixture->provider, "key-changed");
  runner_fixture_wait (fixture);
  g_assert_cmpint (troupe_character_get_state (patient), ==, TROUPE_CHARACTER_STATE_FAILED);
  g_assert_cmpint (troupe_character_get_state (refused), ==, TROUPE_CHARACTER_STATE_FAILED);
}

static void
test_account_comes_back (RunnerFixture *fixture,
                         gconstpointer  user_data)
{
  g_autoptr (TroupeProvider) account = NULL;
  g_autofree char *state = NULL;

  account = g_object_ref (troupe_providers_add (fixture->providers, troupe_provider_get_profile (fixture->provider)));
  g_assert_true (troupe_provider_set_base (account, test_http_get_base (fixture->http), NULL));
  g_assert_cmpstr (troupe_provider_get_id (account), ==, "own");
  runner_fixture_answer (fixture, OK, QUEUED);
  g_object_unref (runner_fixture_create (fixture, TROUPE_SOURCE_TASK));
  wait_for_text (fixture, "SELECT state FROM jobs", "running");
  troupe_providers_remove (fixture->providers, account);
  runner_fixture_restart (fixture);
  state = dup_text (fixture, "SELECT state FROM jobs");
  g_assert_cmpstr (state, ==, "running");

  test_http_answer_otherwise (fixture->http, OK, "{\"id\":\"" JOB "\",\"status\":\"failed\"}");
  troupe_providers_restore (fixture->providers, account, 0);
  runner_fixture_wait (fixture);
  g_clear_pointer (&state, g_free);
  state = dup_text (fixture, "SELECT state FROM jobs");
  g_assert_cmpstr (state, ==, "failed");
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
  ADD ("/runner-follow/until-done", test_until_done);
  ADD ("/runner-follow/failed", test_failed);
  ADD ("/runner-follow/failed-at-once", test_failed_at_once);
  ADD ("/runner-follow/key-of-tries", test_key_of_tries);
  ADD ("/runner-follow/goes-on-after-restart", test_goes_on_after_restart);
  ADD ("/runner-follow/others-have-their-turn", test_others_have_their_turn);
  ADD ("/runner-follow/refused-key", test_refused_key);
  ADD ("/runner-follow/missing", test_missing);
  ADD ("/runner-follow/cancelled", test_cancelled);
  ADD ("/runner-follow/waits-for-account", test_waits_for_account);
  ADD ("/runner-follow/refusal-counts-for-all", test_refusal_counts_for_all);
  ADD ("/runner-follow/account-comes-back", test_account_comes_back);
#undef ADD
  return g_test_run ();
}
