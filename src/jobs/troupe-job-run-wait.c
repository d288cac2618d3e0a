/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-job-run-private.h"

#include "troupe-follow.h"
#include "troupe-provider-error.h"

/* Each try is some requests already, see troupe-retry.c. Links live for hours: the pause stays far below that. */
static const TroupePoll fetch_poll = { .first_s = 1, .growth = 2, .max_s = 5 * 60 };

static void
fetch (TroupeJobRun *self)
{
  if (self->job->video != NULL)
    troupe_job_run_fetch_video (self);
  else
    troupe_job_run_fetch_picture (self);
}

/* Nobody needs to wait for the picture of a character. */
static void
set_waiting (TroupeJobRun *self,
             gboolean      is_waiting)
{
  self->is_waiting = is_waiting;
  troupe_job_run_set_doubtful (self, is_waiting && self->job->video == NULL);
}

static void
waited_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (TroupeJobRun) self = user_data;
  const gboolean is_time = troupe_waker_wait_finish (TROUPE_WAKER (source), result, NULL) || self->asks_again;

  self->asks_again = FALSE;
  troupe_job_run_set_following (self, FALSE);
  set_waiting (self, FALSE);
  if (is_time)
    fetch (self);
  else
    troupe_job_run_break_off (self);
}

/* Takes what was noted for granted: the next try brings it up again. */
static void
noted_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (TroupeJobRun) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!troupe_journal_step_finish (TROUPE_JOURNAL (source), result, &error))
    g_message ("Why a result is not here yet was not written down: %s", error->message);
  set_waiting (self, TRUE);
  troupe_waker_wait_async (self->waker, self->fetch_wait_ms, troupe_follow_is_remote (self->provider),
                           self->following, waited_cb, g_object_ref (self));
}

/**
 * troupe_job_run_can_wait:
 * @error: why something could not be fetched
 *
 * Judges a read. A network that is away and a server that is busy or broken are there again some time; a link that is
 * dead, and what is no result, stay so.
 *
 * Returns: whether it may be there later
 */
gboolean
troupe_job_run_can_wait (const GError *error)
{
  return g_error_matches (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_UNREACHABLE) ||
         g_error_matches (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_BUSY) ||
         g_error_matches (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_SERVER);
}

/**
 * troupe_job_run_wait:
 * @self: a run whose result cannot be fetched now
 * @problem: (transfer full): what the person reads meanwhile
 * @error: why
 *
 * Fetches it later, and ever more seldom, however long that takes.
 */
void
troupe_job_run_wait (TroupeJobRun  *self,
                     TroupeProblem *problem,
                     const GError  *error)
{
  TroupeJobStep *step = troupe_job_step_new (TROUPE_JOB_EVENT_NOTE);

  if (self->fetch_pace.next_ms == 0)
    troupe_pace_init (&self->fetch_pace, &fetch_poll);
  self->fetch_wait_ms = troupe_pace_next (&self->fetch_pace, FALSE, troupe_provider_error_get_retry_after (error));
  self->is_link_old = TRUE;
  g_clear_object (&self->following);
  self->following = g_cancellable_new ();
  troupe_job_run_set_following (self, TRUE);
  step->problem = problem;
  troupe_journal_step_async (self->journal, self->job, step, noted_cb, g_object_ref (self));
}

/**
 * troupe_job_run_set_room:
 * @self: a run that has not started
 * @room: how many jobs its account takes, less those that this process has of it
 *
 * Notes what the journal decides by whether the job may begin: with those of other processes there must be less.
 */
void
troupe_job_run_set_room (TroupeJobRun *self,
                         guint         room)
{
  g_return_if_fail (TROUPE_IS_JOB_RUN (self));

  self->room = room;
}

/**
 * troupe_job_run_is_full:
 * @self: a run that has ended
 *
 * Returns: whether it did not begin, for other processes have as many jobs of its account as that takes
 */
gboolean
troupe_job_run_is_full (TroupeJobRun *self)
{
  g_return_val_if_fail (TROUPE_IS_JOB_RUN (self), FALSE);

  return self->is_full;
}
