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
  const char    *doubted;    /* the same while an earlier paid call is open */
} expected[] = {
  /*                               SPSAFFIALCRENFDO */
  { TROUPE_JOB_STATE_DRAFT, "p......f.c..D...", "p......?.?..D..." },
  { TROUPE_JOB_STATE_PREPARING, ".us...df.c..p...", ".us...d?.?..p..." },
  { TROUPE_JOB_STATE_PUBLISHING, ".us....f.c..u...", ".us....?.?..u..." },
  { TROUPE_JOB_STATE_SUBMITTING, "...a...f?.......", "...a...??......." },
  { TROUPE_JOB_STATE_ACCEPTED, "....rt..........", "....rt.........." },
  { TROUPE_JOB_STATE_RUNNING, ".....t.f....rf.c", ".....t.f....rf.c" },
  { TROUPE_JOB_STATE_FETCHING, "......d.....tf..", "......d.....tf.." },
  { TROUPE_JOB_STATE_DONE, "...........t....", "...........t...." },
  { TROUPE_JOB_STATE_FAILED, "..........D.....", "..........D....." },
  { TROUPE_JOB_STATE_CANCELLED, "..........D.....", "..........D....." },
  { TROUPE_JOB_STATE_UNKNOWN, "..........D..fa.", "..........D..fa." },
};

static const char letters[] = "Dpusartdfc?";

static void
check_row (TroupeJobState state,
           gboolean       is_doubted,
           const char    *row)
{
  for (guint event = 0; event < TROUPE_JOB_N_EVENTS; event++)
    {
      TroupeJobState next = TROUPE_JOB_N_STATES;

      g_test_message ("state %u, event %u, doubted %d", state, event, is_doubted);
      g_assert_cmpint (troupe_job_state_next (state, event, is_doubted, &next), ==, row[event] != '.');
      if (row[event] == '.')
        g_assert_cmpuint (next, ==, TROUPE_JOB_N_STATES);
      else
        g_assert_cmpint (letters[next], ==, row[event]);
    }
}

static void
test_next_everywhere (void)
{
  g_assert_cmpuint (G_N_ELEMENTS (expected), ==, TROUPE_JOB_N_STATES);

  for (guint i = 0; i < TROUPE_JOB_N_STATES; i++)
    {
      g_assert_cmpuint (expected[i].state, ==, i);
      check_row (i, FALSE, expected[i].next);
      check_row (i, TRUE, expected[i].doubted);
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

      if (troupe_job_state_next (state, event, FALSE, &next) &&
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

      if (troupe_job_state_next (TROUPE_JOB_STATE_SUBMITTING, event, FALSE, &next))
        g_assert_false (leads_to_submitting (next, 0));
    }
}

/* Whatever becomes of sending it once more: only the provider's yes, or the person, ends the doubt. */
static void
test_doubt_stays (void)
{
  for (guint state = 0; state <= TROUPE_JOB_STATE_SUBMITTING; state++)
    {
      for (guint event = 0; event < TROUPE_JOB_N_EVENTS; event++)
        {
          TroupeJobState next;

          if (troupe_job_state_next (state, event, TRUE, &next))
            g_assert_true (next <= TROUPE_JOB_STATE_ACCEPTED || next == TROUPE_JOB_STATE_UNKNOWN ||
                           event == TROUPE_JOB_EVENT_FINISH);
        }
    }
}

static void
test_accepted_ends_at_home (void)
{
  TroupeJobState next;

  g_assert_false (troupe_job_state_next (TROUPE_JOB_STATE_ACCEPTED, TROUPE_JOB_EVENT_FAIL, FALSE, &next));
  g_assert_false (troupe_job_state_next (TROUPE_JOB_STATE_ACCEPTED, TROUPE_JOB_EVENT_LOSE, FALSE, &next));
  g_assert_false (troupe_job_state_next (TROUPE_JOB_STATE_FETCHING, TROUPE_JOB_EVENT_FAIL, FALSE, &next));
  g_assert_false (troupe_job_state_next (TROUPE_JOB_STATE_FETCHING, TROUPE_JOB_EVENT_LOSE, FALSE, &next));
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

          goes_on |= troupe_job_state_next (state, event, FALSE, &next);
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
                       troupe_job_state_next (state, TROUPE_JOB_EVENT_CANCEL, FALSE, &next));
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
  g_test_add_func ("/job-state/next/doubt-stays", test_doubt_stays);
  g_test_add_func ("/job-state/next/accepted-ends-at-home", test_accepted_ends_at_home);
  g_test_add_func ("/job-state/live-states-go-on", test_live_states_go_on);
  g_test_add_func ("/job-state/unpaid-states-can-be-stopped", test_unpaid_states_can_be_stopped);
  g_test_add_func ("/job-state/words-round-trip", test_words_round_trip);
  return g_test_run ();
}
