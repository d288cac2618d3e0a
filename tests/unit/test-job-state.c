/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-job-state.h"

/* A row is a state, a column an event: the letter of the next state, or a dot where the event
 * cannot happen. Events: Start Publish Submit Accept Follow Fetch fInish fAil Lose Cancel Retry rEfetch Note Forget
 * finD stOp */
static const struct
{
  TroupeJobState state;
  const char    *next;
} expected[] = {
  /*                               SPSAFFIALCRENFDO */
  { TROUPE_JOB_STATE_DRAFT, "p......f.c......" },
  { TROUPE_JOB_STATE_PREPARING, ".us...df.c......" },
  { TROUPE_JOB_STATE_PUBLISHING, ".us....f.c......" },
  { TROUPE_JOB_STATE_SUBMITTING, "...a...f?......." },
  { TROUPE_JOB_STATE_ACCEPTED, "....rt.........." },
  { TROUPE_JOB_STATE_RUNNING, ".....t.f....r..c" },
  { TROUPE_JOB_STATE_FETCHING, "......d........." },
  { TROUPE_JOB_STATE_DONE, "...........t...." },
  { TROUPE_JOB_STATE_FAILED, "..........D....." },
  { TROUPE_JOB_STATE_CANCELLED, "..........D....." },
  { TROUPE_JOB_STATE_UNKNOWN, "..........D..fa." },
};

static const char letters[] = "Dpusartdfc?";

static void
test_next_everywhere (void)
{
  g_assert_cmpuint (G_N_ELEMENTS (expected), ==, TROUPE_JOB_N_STATES);

  for (guint i = 0; i < TROUPE_JOB_N_STATES; i++)
    {
      g_assert_cmpuint (expected[i].state, ==, i);
      for (guint event = 0; event < TROUPE_JOB_N_EVENTS; event++)
        {
          const char letter = expected[i].next[event];
          TroupeJobState next = TROUPE_JOB_N_STATES;

          g_test_message ("state %u, event %u", i, event);
          g_assert_cmpint (troupe_job_state_next (i, event, &next), ==, letter != '.');
          if (letter == '.')
            g_assert_cmpuint (next, ==, TROUPE_JOB_N_STATES);
          else
            g_assert_cmpint (letters[next], ==, letter);
        }
    }
}

/* From where on a way, if there is one, leads to the paid call without a person */
static gboolean
leads_to_submitting (TroupeJobState state,
                     guint          seen)
{
  if (state == TROUPE_JOB_STATE_SUBMITTING)
    return TRUE;
  if (seen & 1u << state)
    return FALSE;

  for (guint event = 0; event < TROUPE_JOB_EVENT_RETRY; event++)
    {
      TroupeJobState next;

      if (troupe_job_state_next (state, event, &next) &&
          leads_to_submitting (next, seen | 1u << state))
        return TRUE;
    }
  return FALSE;
}

static void
test_nothing_is_paid_twice (void)
{
  for (guint event = 0; event < TROUPE_JOB_EVENT_RETRY; event++)
    {
      TroupeJobState next;

      if (troupe_job_state_next (TROUPE_JOB_STATE_SUBMITTING, event, &next))
        g_assert_false (leads_to_submitting (next, 0));
    }
}

static void
test_accepted_ends_at_home (void)
{
  TroupeJobState next;

  g_assert_false (troupe_job_state_next (TROUPE_JOB_STATE_ACCEPTED, TROUPE_JOB_EVENT_FAIL, &next));
  g_assert_false (troupe_job_state_next (TROUPE_JOB_STATE_ACCEPTED, TROUPE_JOB_EVENT_LOSE, &next));
  g_assert_false (troupe_job_state_next (TROUPE_JOB_STATE_FETCHING, TROUPE_JOB_EVENT_FAIL, &next));
  g_assert_false (troupe_job_state_next (TROUPE_JOB_STATE_FETCHING, TROUPE_JOB_EVENT_LOSE, &next));
}

static void
test_live_states_go_on (void)
{
  for (guint state = 0; state < TROUPE_JOB_N_STATES; state++)
    {
      gboolean goes_on = FALSE;

      for (guint event = 0; event < TROUPE_JOB_EVENT_RETRY; event++)
        {
          TroupeJobState next;

          goes_on |= troupe_job_state_next (state, event, &next);
        }
      g_assert_cmpint (troupe_job_state_is_live (state), ==, goes_on);
    }
}

static void
test_unpaid_states_can_be_stopped (void)
{
  for (guint state = 0; state < TROUPE_JOB_N_STATES; state++)
    {
      TroupeJobState next;

      g_assert_cmpint (troupe_job_state_is_unpaid (state), ==,
                       troupe_job_state_next (state, TROUPE_JOB_EVENT_CANCEL, &next));
    }
}

static void
test_words_round_trip (void)
{
  TroupeJobState back;

  for (guint state = 0; state < TROUPE_JOB_N_STATES; state++)
    {
      g_assert_true (troupe_job_state_from_word (troupe_job_state_to_word (state), &back));
      g_assert_cmpuint (back, ==, state);
    }
  g_assert_false (troupe_job_state_from_word ("sleeping", &back));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/job-state/next/everywhere", test_next_everywhere);
  g_test_add_func ("/job-state/next/nothing-is-paid-twice", test_nothing_is_paid_twice);
  g_test_add_func ("/job-state/next/accepted-ends-at-home", test_accepted_ends_at_home);
  g_test_add_func ("/job-state/live-states-go-on", test_live_states_go_on);
  g_test_add_func ("/job-state/unpaid-states-can-be-stopped", test_unpaid_states_can_be_stopped);
  g_test_add_func ("/job-state/words-round-trip", test_words_round_trip);
  return g_test_run ();
}
