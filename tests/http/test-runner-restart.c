/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <gst/gst.h>

#include "runner-fixture.h"
#include "test-wait.h"
#include "troupe-job-error.h"
#include "troupe-library-private.h"

typedef struct
{
  const char *id;
  const char *state;
} Rewind;

/* Puts a finished job back into a state, as a process that ended there would have left it. */
static gboolean
rewind_in_owner (TroupeConnection *connection,
                 gpointer          data,
                 GError          **error)
{
  const Rewind *back = data;
  gboolean was_accepted = g_str_equal (back->state, "accepted") ||
                          g_str_equal (back->state, "fetching");

  return troupe_connection_execute (connection, error,
                                    "UPDATE jobs SET state = ?1, problem = NULL"
                                    " WHERE character_id = ?2", "tt", back->state, back->id) &&
         troupe_connection_execute (connection, error,
                                    "DELETE FROM pictures WHERE kind = 'avatar'", "") &&
         (was_accepted || troupe_connection_execute (connection, error,
                                                     "DELETE FROM identities", ""));
}

static char *
make_and_rewind (RunnerFixture *fixture,
                 TroupeSource   source,
                 const char    *state)
{
  g_autoptr (TroupeCharacter) character = NULL;
  g_autoptr (GError) error = NULL;
  Rewind back = { .state = state };

  if (source == TROUPE_SOURCE_FILE)
    runner_fixture_take_upload (fixture, "up.mp4");
  runner_fixture_accept (fixture);
  runner_fixture_send_picture (fixture);
  character = runner_fixture_create (fixture, source);
  runner_fixture_wait (fixture);
  g_assert_cmpint (troupe_character_get_state (character), ==, TROUPE_CHARACTER_STATE_READY);

  back.id = troupe_character_get_id (character);
  test_library_write (fixture->library, rewind_in_owner, &back, &error);
  g_assert_no_error (error);
  return g_strdup (back.id);
}

static void
test_goes_on (RunnerFixture *fixture,
              gconstpointer  user_data)
{
  static const struct
  {
    const char  *state;
    TroupeSource source;
    guint        n_asked;    /* after the restart: what had not been done, and nothing twice */
  } cases[] = {
    { "draft", TROUPE_SOURCE_URL, 2 },
    { "preparing", TROUPE_SOURCE_URL, 2 },
    { "preparing", TROUPE_SOURCE_FILE, 2 },    /* the upload is there already */
    { "publishing", TROUPE_SOURCE_FILE, 2 },   /* the same */
    { "accepted", TROUPE_SOURCE_URL, 1 },
    { "fetching", TROUPE_SOURCE_URL, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TroupeCharacter) character = NULL;
      g_autofree char *id = make_and_rewind (fixture, cases[i].source, cases[i].state);
      const guint n_asked = test_http_get_n_asked (fixture->http);

      g_test_message ("%s", cases[i].state);
      if (cases[i].n_asked == 3)
        runner_fixture_take_upload (fixture, "up.mp4");
      if (cases[i].n_asked >= 2)
        runner_fixture_accept (fixture);
      runner_fixture_send_picture (fixture);
      runner_fixture_restart (fixture);

      character = test_library_load (fixture->library, id);
      g_assert_cmpint (troupe_character_get_state (character), ==, TROUPE_CHARACTER_STATE_READY);
      g_assert_null (troupe_character_get_problem (character));
      g_assert_cmpstr (troupe_character_get_username (character), ==, "bluefox.quietharbor");
      g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, n_asked + cases[i].n_asked);
    }
}

static void
test_sent_is_not_sent_again (RunnerFixture *fixture,
                             gconstpointer  user_data)
{
  g_autofree char *id = make_and_rewind (fixture, TROUPE_SOURCE_URL, "submitting");
  const guint n_asked = test_http_get_n_asked (fixture->http);
  g_autoptr (TroupeCharacter) character = NULL;

  runner_fixture_restart (fixture);
  character = test_library_load (fixture->library, id);
  g_assert_cmpint (troupe_character_get_state (character), ==, TROUPE_CHARACTER_STATE_UNKNOWN);
  runner_fixture_assert_problem (character, TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_INTERRUPTED);
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, n_asked);
}

static void
test_ended_stays_ended (RunnerFixture *fixture,
                        gconstpointer  user_data)
{
  static const char *const states[] = { "done", "failed", "cancelled", "unknown" };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autofree char *id = make_and_rewind (fixture, TROUPE_SOURCE_URL, states[i]);
      const guint n_asked = test_http_get_n_asked (fixture->http);

      g_test_message ("%s", states[i]);
      runner_fixture_restart (fixture);
      g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, n_asked);
    }
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
  ADD ("/runner-restart/goes-on", test_goes_on);
  ADD ("/runner-restart/sent-is-not-sent-again", test_sent_is_not_sent_again);
  ADD ("/runner-restart/ended-stays-ended", test_ended_stays_ended);
#undef ADD
  return g_test_run ();
}
