/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-job-state.h"

/* As the database keeps them */
static const char *const words[TROUPE_JOB_N_STATES] = {
  [TROUPE_JOB_STATE_DRAFT] = "draft",
  [TROUPE_JOB_STATE_PREPARING] = "preparing",
  [TROUPE_JOB_STATE_PUBLISHING] = "publishing",
  [TROUPE_JOB_STATE_SUBMITTING] = "submitting",
  [TROUPE_JOB_STATE_ACCEPTED] = "accepted",
  [TROUPE_JOB_STATE_RUNNING] = "running",
  [TROUPE_JOB_STATE_FETCHING] = "fetching",
  [TROUPE_JOB_STATE_DONE] = "done",
  [TROUPE_JOB_STATE_FAILED] = "failed",
  [TROUPE_JOB_STATE_CANCELLED] = "cancelled",
  [TROUPE_JOB_STATE_UNKNOWN] = "unknown",
};

static const char *const stops[] = {
  [TROUPE_JOB_STOP_NONE] = NULL,
  [TROUPE_JOB_STOP_ASKED] = "asked",
  [TROUPE_JOB_STOP_SENT] = "sent",
  [TROUPE_JOB_STOP_LATE] = "late",
};

/* How much of the whole is done when a state begins, as far as people feel it */
static const double progress_at[TROUPE_JOB_N_STATES] = {
  [TROUPE_JOB_STATE_DRAFT] = 0,
  [TROUPE_JOB_STATE_PREPARING] = 0.05,
  [TROUPE_JOB_STATE_PUBLISHING] = 0.35,
  [TROUPE_JOB_STATE_SUBMITTING] = 0.6,
  [TROUPE_JOB_STATE_ACCEPTED] = 0.65,
  [TROUPE_JOB_STATE_RUNNING] = 0.65,
  [TROUPE_JOB_STATE_FETCHING] = 0.9,
};

/* What an event leads to that leaves a job where it is */
#define STAYS TROUPE_JOB_N_STATES

/* Every event moves jobs from some states to one state. Once a provider said yes nothing fails any
 * more but at the provider's word; only a person's RETRY leads to another paid call. */
static const struct
{
  guint          from;    /* bits of TroupeJobState */
  guint          to;      /* TroupeJobState, or STAYS */
} moves[TROUPE_JOB_N_EVENTS] = {
#define FROM(state) (1u << TROUPE_JOB_STATE_ ## state)
  [TROUPE_JOB_EVENT_START] = {
    FROM (DRAFT), TROUPE_JOB_STATE_PREPARING
  },
  [TROUPE_JOB_EVENT_PUBLISH] = {
    FROM (PREPARING) | FROM (PUBLISHING), TROUPE_JOB_STATE_PUBLISHING
  },
  [TROUPE_JOB_EVENT_SUBMIT] = {
    FROM (PREPARING) | FROM (PUBLISHING), TROUPE_JOB_STATE_SUBMITTING
  },
  [TROUPE_JOB_EVENT_ACCEPT] = {
    FROM (SUBMITTING), TROUPE_JOB_STATE_ACCEPTED
  },
  [TROUPE_JOB_EVENT_FOLLOW] = {
    FROM (ACCEPTED), TROUPE_JOB_STATE_RUNNING
  },
  [TROUPE_JOB_EVENT_FETCH] = {
    FROM (ACCEPTED) | FROM (RUNNING), TROUPE_JOB_STATE_FETCHING
  },
  [TROUPE_JOB_EVENT_FINISH] = {
    FROM (PREPARING) | FROM (FETCHING), TROUPE_JOB_STATE_DONE
  },
  [TROUPE_JOB_EVENT_FAIL] = {
    FROM (DRAFT) | FROM (PREPARING) | FROM (PUBLISHING) | FROM (SUBMITTING) | FROM (RUNNING),
    TROUPE_JOB_STATE_FAILED
  },
  [TROUPE_JOB_EVENT_LOSE] = {
    FROM (SUBMITTING), TROUPE_JOB_STATE_UNKNOWN
  },
  [TROUPE_JOB_EVENT_CANCEL] = {
    FROM (DRAFT) | FROM (PREPARING) | FROM (PUBLISHING), TROUPE_JOB_STATE_CANCELLED
  },
  [TROUPE_JOB_EVENT_RETRY] = {
    FROM (FAILED) | FROM (CANCELLED) | FROM (UNKNOWN), TROUPE_JOB_STATE_DRAFT
  },
  [TROUPE_JOB_EVENT_REFETCH] = {
    FROM (DONE), TROUPE_JOB_STATE_FETCHING
  },
  [TROUPE_JOB_EVENT_NOTE] = {
    FROM (DRAFT) | FROM (PREPARING) | FROM (PUBLISHING) | FROM (RUNNING) | FROM (FETCHING), STAYS
  },
  [TROUPE_JOB_EVENT_FORGET] = {
    FROM (RUNNING) | FROM (FETCHING) | FROM (UNKNOWN), TROUPE_JOB_STATE_FAILED
  },
  [TROUPE_JOB_EVENT_FIND] = {
    FROM (UNKNOWN), TROUPE_JOB_STATE_ACCEPTED
  },
  [TROUPE_JOB_EVENT_STOP] = {
    FROM (RUNNING), TROUPE_JOB_STATE_CANCELLED
  },
#undef FROM
};

/**
 * troupe_job_state_next:
 * @state: where a job is
 * @event: what happened
 * @is_doubted: whether an earlier paid call of it may have been carried out, and nobody knows
 * @next: (out): where it is then
 *
 * The whole life of a job. What is sent once more and does not arrive says nothing about the first call: the job is
 * unknown as before. Safe from any thread.
 *
 * Returns: `FALSE` when @event cannot happen in @state; @next is left alone then
 */
gboolean
troupe_job_state_next (TroupeJobState  state,
                       TroupeJobEvent  event,
                       gboolean        is_doubted,
                       TroupeJobState *next)
{
  g_return_val_if_fail (state < TROUPE_JOB_N_STATES, FALSE);
  g_return_val_if_fail (event < TROUPE_JOB_N_EVENTS, FALSE);

  if ((moves[event].from & 1u << state) == 0)
    return FALSE;

  *next = moves[event].to != STAYS ? moves[event].to : state;
  if (is_doubted && state <= TROUPE_JOB_STATE_SUBMITTING &&
      (*next == TROUPE_JOB_STATE_FAILED || *next == TROUPE_JOB_STATE_CANCELLED))
    *next = TROUPE_JOB_STATE_UNKNOWN;
  return TRUE;
}

/**
 * troupe_job_state_is_live:
 * @state: where a job is
 *
 * Safe from any thread.
 *
 * Returns: whether the job goes on by itself
 */
gboolean
troupe_job_state_is_live (TroupeJobState state)
{
  return state <= TROUPE_JOB_STATE_FETCHING;
}

/**
 * troupe_job_state_is_unpaid:
 * @state: where a job is
 *
 * Safe from any thread.
 *
 * Returns: whether the job can be stopped before anything is paid
 */
gboolean
troupe_job_state_is_unpaid (TroupeJobState state)
{
  return state <= TROUPE_JOB_STATE_PUBLISHING;
}

/**
 * troupe_job_state_get_progress:
 * @state: a state of a job that goes on by itself
 * @told: what the provider tells of its part, or how much of the result is here; from 0 to 1, or -1
 *
 * Safe from any thread.
 *
 * Returns: how much of the whole is done, from 0 to 1
 */
double
troupe_job_state_get_progress (TroupeJobState state,
                               double         told)
{
  const double from = progress_at[state];

  if (told < 0)
    return from;
  if (state == TROUPE_JOB_STATE_RUNNING)
    return from + (progress_at[TROUPE_JOB_STATE_FETCHING] - from) * told;
  return state == TROUPE_JOB_STATE_FETCHING ? from + (1 - from) * told : from;
}

/**
 * troupe_job_state_to_word:
 * @state: where a job is
 *
 * Safe from any thread.
 *
 * Returns: the word that the database keeps
 */
const char *
troupe_job_state_to_word (TroupeJobState state)
{
  g_return_val_if_fail (state < TROUPE_JOB_N_STATES, NULL);

  return words[state];
}

/**
 * troupe_job_state_from_word:
 * @word: a word of the database
 * @state: (out): where the job is
 *
 * Safe from any thread.
 *
 * Returns: `FALSE` when no state has that word
 */
gboolean
troupe_job_state_from_word (const char     *word,
                            TroupeJobState *state)
{
  g_return_val_if_fail (word != NULL, FALSE);

  for (guint i = 0; i < TROUPE_JOB_N_STATES; i++)
    {
      if (g_str_equal (words[i], word))
        {
          *state = i;
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * troupe_job_stop_to_word:
 * @stop: how far the wish is that the provider ends a job
 *
 * Safe from any thread.
 *
 * Returns: (nullable): the word that the database keeps, `NULL` where there is no such wish
 */
const char *
troupe_job_stop_to_word (TroupeJobStop stop)
{
  g_return_val_if_fail (stop < G_N_ELEMENTS (stops), NULL);

  return stops[stop];
}

/**
 * troupe_job_stop_from_word:
 * @word: (nullable): a word of the database
 *
 * Safe from any thread.
 *
 * Returns: how far the wish is
 */
TroupeJobStop
troupe_job_stop_from_word (const char *word)
{
  for (guint i = 1; i < G_N_ELEMENTS (stops); i++)
    {
      if (g_strcmp0 (stops[i], word) == 0)
        return i;
    }
  return TROUPE_JOB_STOP_NONE;
}
