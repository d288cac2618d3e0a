/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <gst/gst.h>

#include "runner-fixture.h"
#include "test-wait.h"
#include "troupe-job-error.h"
#include "troupe-library-private.h"
#include "troupe-prompt-library.h"
#include "troupe-runner-jobs.h"
#include "troupe-runner-search.h"

#define JOB "task_7"
#define QUEUED "{\"id\":\"" JOB "\",\"status\":\"queued\"}"

/* Makes a character while somebody waits, and has a list. */
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
  "      \"answer\": { \"status\": [\"$.status\"], \"username\": [\"$.username\"] } },"
  "    \"list-characters\": { \"method\": \"GET\", \"path\": \"/tasks\", \"encoding\": \"none\","
  "      \"answer\": { \"items\": [\"$.data\"], \"job\": [\"$.id\"] } } } }";

static void
assert_held (TroupeCharacter *character)
{
  g_assert_cmpint (troupe_character_get_state (character), ==, TROUPE_CHARACTER_STATE_MAKING);
  runner_fixture_assert_problem (character, TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_MOVED);
  g_assert_cmpstr (troupe_character_get_problem (character)->who, ==, "Own");
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

static gboolean
act (RunnerFixture  *fixture,
     TroupeJobAction action,
     GError        **error)
{
  g_autofree char *id = dup_text (fixture, "SELECT id FROM jobs");
  g_autoptr (GAsyncResult) result = NULL;

  troupe_runner_act_async (fixture->runner, id, action, test_result_cb, &result);
  test_wait_until (result != NULL);
  return troupe_runner_act_finish (fixture->runner, result, error);
}

/* Neither what runs nor a restart asks the new address about a job of the old one; with that it goes on. */
static void
test_followed (RunnerFixture *fixture,
               gconstpointer  user_data)
{
  g_autoptr (TestHttp) other = test_http_new ();
  g_autoptr (TroupeCharacter) character = NULL;
  g_autofree char *id = NULL;

  runner_fixture_answer (fixture, OK, QUEUED);
  test_http_answer_otherwise (fixture->http, OK, QUEUED);
  character = runner_fixture_create (fixture, TROUPE_SOURCE_TASK);
  test_wait_until (test_http_count (fixture->http, "GET ") > 0);
  runner_fixture_move (fixture, test_http_get_base (other));
  runner_fixture_wait (fixture);
  assert_held (character);
  g_assert_nonnull (strstr (troupe_character_get_problem (character)->message, test_http_get_base (fixture->http)));

  runner_fixture_retry (fixture, character);    /* by the person's wish, just as little */
  assert_held (character);
  id = g_strdup (troupe_character_get_id (character));
  g_clear_object (&character);
  runner_fixture_restart (fixture);
  character = test_library_load (fixture->library, id);
  assert_held (character);
  g_assert_cmpuint (test_http_get_n_asked (other), ==, 0);

  test_http_answer_otherwise (fixture->http, OK, "{\"status\":\"succeeded\",\"username\":\"chr_1\"}");
  runner_fixture_move (fixture, test_http_get_base (fixture->http));
  runner_fixture_wait (fixture);
  g_assert_cmpint (troupe_character_get_state (character), ==, TROUPE_CHARACTER_STATE_READY);
  g_assert_null (troupe_character_get_problem (character));
}

/* What was not sent yet is sent to nobody else, and can be taken back. */
static void
test_unsent (RunnerFixture *fixture,
             gconstpointer  user_data)
{
  g_autoptr (TestHttp) other = test_http_new ();
  g_autoptr (TroupeCharacter) kept = NULL;
  g_autoptr (TroupeCharacter) unwanted = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *states = NULL;

  unwanted = runner_fixture_create (fixture, TROUPE_SOURCE_TASK);
  runner_fixture_move (fixture, test_http_get_base (other));
  runner_fixture_wait (fixture);
  assert_held (unwanted);
  g_assert_true (act (fixture, TROUPE_JOB_ACTION_CANCEL, &error));
  g_assert_no_error (error);
  runner_fixture_wait (fixture);
  runner_fixture_move (fixture, test_http_get_base (fixture->http));

  kept = runner_fixture_create (fixture, TROUPE_SOURCE_TASK);
  runner_fixture_move (fixture, test_http_get_base (other));
  runner_fixture_wait (fixture);
  assert_held (kept);
  g_assert_cmpuint (test_http_get_n_asked (other), ==, 0);
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 0);
  runner_fixture_answer (fixture, OK, "{\"status\":\"succeeded\",\"username\":\"chr_1\"}");
  runner_fixture_move (fixture, test_http_get_base (fixture->http));
  runner_fixture_wait (fixture);
  states = dup_text (fixture, "SELECT group_concat (state) FROM (SELECT state FROM jobs ORDER BY seq)");
  g_assert_cmpstr (states, ==, "cancelled,done");
}

/* A person need not wait for an address that is gone for good. */
static void
test_forgotten (RunnerFixture *fixture,
                gconstpointer  user_data)
{
  g_autoptr (TestHttp) other = test_http_new ();
  g_autoptr (TroupeCharacter) character = NULL;
  g_autoptr (GError) error = NULL;

  runner_fixture_answer (fixture, OK, QUEUED);
  test_http_answer_otherwise (fixture->http, OK, QUEUED);
  character = runner_fixture_create (fixture, TROUPE_SOURCE_TASK);
  test_wait_until (test_http_count (fixture->http, "GET ") > 0);
  g_assert_false (act (fixture, TROUPE_JOB_ACTION_FORGET, &error));
  g_assert_error (error, TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_STATE);
  g_clear_error (&error);

  runner_fixture_move (fixture, test_http_get_base (other));
  runner_fixture_wait (fixture);
  g_assert_true (act (fixture, TROUPE_JOB_ACTION_FORGET, &error));
  g_assert_no_error (error);
  test_wait_until (troupe_character_get_state (character) == TROUPE_CHARACTER_STATE_FAILED);
  runner_fixture_move (fixture, test_http_get_base (fixture->http));    /* wakes nobody */
  g_assert_false (troupe_runner_is_busy (fixture->runner));
}

/* What may have been carried out is neither looked for elsewhere nor sent there again; another order is. */
static void
test_lost (RunnerFixture *fixture,
           gconstpointer  user_data)
{
  g_autoptr (TestHttp) other = test_http_new ();
  g_autoptr (TroupeCharacter) character = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  runner_fixture_answer (fixture, "HTTP/1.1 502 Bad Gateway\nContent-Type: text/html", "<html>");
  character = runner_fixture_create (fixture, TROUPE_SOURCE_TASK);
  runner_fixture_wait (fixture);
  g_assert_cmpint (troupe_character_get_state (character), ==, TROUPE_CHARACTER_STATE_UNKNOWN);
  runner_fixture_move (fixture, test_http_get_base (other));
  id = dup_text (fixture, "SELECT id FROM jobs");
  troupe_runner_look_for_async (fixture->runner, id, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  g_assert_null (troupe_runner_look_for_finish (fixture->runner, result, &error));
  g_assert_error (error, TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_MOVED);
  runner_fixture_retry (fixture, character);
  assert_held (character);
  g_assert_cmpuint (test_http_get_n_asked (other), ==, 0);

  runner_fixture_move (fixture, test_http_get_base (fixture->http));
  runner_fixture_answer (fixture, "HTTP/1.1 400 Bad Request\nContent-Type: application/json",
                         "{\"error\":{\"message\":\"no\"}}");
  runner_fixture_wait (fixture);
  g_assert_cmpuint (test_http_count (fixture->http, "POST "), ==, 2);
}

/* An order that was refused, and is given again, is for where the account is then. */
static void
test_ordered_again (RunnerFixture *fixture,
                    gconstpointer  user_data)
{
  g_autoptr (TestHttp) other = test_http_new ();
  g_autoptr (TroupeCharacter) character = NULL;
  g_autofree char *base = NULL;

  runner_fixture_answer (fixture, "HTTP/1.1 400 Bad Request\nContent-Type: application/json",
                         "{\"error\":{\"message\":\"no\"}}");
  character = runner_fixture_create (fixture, TROUPE_SOURCE_TASK);
  runner_fixture_wait (fixture);
  g_assert_cmpint (troupe_character_get_state (character), ==, TROUPE_CHARACTER_STATE_FAILED);
  fixture->loses_calls = TRUE;    /* one of them goes elsewhere */
  test_http_answer_otherwise (other, OK, "{\"status\":\"succeeded\",\"username\":\"chr_1\"}");
  runner_fixture_move (fixture, test_http_get_base (other));
  runner_fixture_retry (fixture, character);
  g_assert_cmpint (troupe_character_get_state (character), ==, TROUPE_CHARACTER_STATE_READY);
  base = dup_text (fixture, "SELECT base FROM jobs");
  g_assert_cmpstr (base, ==, test_http_get_base (other));
}

static gboolean
forget_bases (TroupeConnection *connection,
              gpointer          data,
              GError          **error)
{
  return troupe_connection_execute (connection, error, "UPDATE jobs SET base = NULL, owner = NULL", "");
}

/* A job of before is one of where the account is. */
static void
test_old (RunnerFixture *fixture,
          gconstpointer  user_data)
{
  g_autofree char *state = NULL;
  g_autoptr (GError) error = NULL;

  runner_fixture_answer (fixture, OK, QUEUED);
  test_http_answer_otherwise (fixture->http, OK, QUEUED);
  g_object_unref (runner_fixture_create (fixture, TROUPE_SOURCE_TASK));
  test_wait_until (test_http_count (fixture->http, "GET ") > 0);
  test_library_write (fixture->library, forget_bases, NULL, &error);
  g_assert_no_error (error);
  test_http_answer_otherwise (fixture->http, OK, "{\"status\":\"failed\"}");
  runner_fixture_restart (fixture);
  state = dup_text (fixture, "SELECT state FROM jobs");
  g_assert_cmpstr (state, ==, "failed");
}

/* What a prompt would call somebody there now, NULL where nobody knows them */
static char *
dup_username (RunnerFixture   *fixture,
              TroupeCharacter *character)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (TroupePromptLibrary) people = NULL;
  g_autoptr (GError) error = NULL;

  troupe_prompt_library_load_async (fixture->library, fixture->provider, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  people = troupe_prompt_library_load_finish (fixture->library, result, &error);
  g_assert_no_error (error);
  return g_strdup (troupe_prompt_library_find (people, troupe_character_get_id (character))->username);
}

/* A prompt that names somebody of another address would be paid for, and show somebody else. */
static void
test_known (RunnerFixture *fixture,
            gconstpointer  user_data)
{
  g_autoptr (TestHttp) other = test_http_new ();
  g_autoptr (TroupeCharacter) character = NULL;
  g_autofree char *here = NULL, *there = NULL, *back = NULL;

  runner_fixture_answer (fixture, OK, "{\"status\":\"succeeded\",\"username\":\"chr_1\"}");
  character = runner_fixture_create (fixture, TROUPE_SOURCE_TASK);
  runner_fixture_wait (fixture);
  here = dup_username (fixture, character);
  runner_fixture_move (fixture, test_http_get_base (other));
  there = dup_username (fixture, character);
  runner_fixture_move (fixture, test_http_get_base (fixture->http));
  back = dup_username (fixture, character);
  g_assert_cmpstr (here, ==, "chr_1");
  g_assert_cmpstr (there, ==, NULL);
  g_assert_cmpstr (back, ==, "chr_1");
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
  ADD ("/runner-moved/followed-is-held", test_followed);
  ADD ("/runner-moved/unsent-is-held", test_unsent);
  ADD ("/runner-moved/held-can-be-forgotten", test_forgotten);
  ADD ("/runner-moved/lost-is-held", test_lost);
  ADD ("/runner-moved/ordered-again-goes-to-the-new-address", test_ordered_again);
  ADD ("/runner-moved/who-is-known-there-is-nobody-here", test_known);
  ADD ("/runner-moved/old-belongs-to-where-the-account-is", test_old);
  return g_test_run ();
}
