/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-runner-private.h"

/* A job that the person wants once more, until that stands in the journal */
typedef struct
{
  TroupeRunner *runner;
  TroupeJob    *job;
} Retry;

static void
retry_free (Retry *retry)
{
  g_clear_object (&retry->runner);
  g_clear_pointer (&retry->job, troupe_job_free);
  g_free (retry);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Retry, retry_free)

static void
retried_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (Retry) retry = user_data;
  g_autoptr (GError) error = NULL;

  if (troupe_journal_step_finish (TROUPE_JOURNAL (source), result, &error))
    troupe_runner_add_job (retry->runner, g_steal_pointer (&retry->job));
  else
    g_warning ("A job could not be tried again: %s", error->message);
}

static void
retry_found_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (Retry) retry = user_data;
  g_autoptr (GError) error = NULL;
  TroupeJobStep *step;
  TroupeJob *job;

  job = retry->job = troupe_journal_find_finish (TROUPE_JOURNAL (source), result, &error);
  if (job == NULL)
    {
      g_warning ("A job could not be tried again: %s", error->message);
      return;
    }

  step = troupe_job_step_new_retry (job);
  if (step != NULL)
    troupe_journal_step_async (TROUPE_JOURNAL (source), job, step,
                               retried_cb, g_steal_pointer (&retry));
}

/**
 * troupe_runner_retry:
 * @self: a runner
 * @character_id: a character
 *
 * Tries once more what failed. What was cut and uploaded already is used again; a ready character
 * without its picture gets the picture only, and nothing is paid. Of one that the provider works on nothing but the
 * question is repeated, where it was answered with a refusal.
 *
 * For a character whose state is unknown the person must have been asked: it may be paid twice.
 */
void
troupe_runner_retry (TroupeRunner *self,
                     const char   *character_id)
{
  Retry *retry;

  g_return_if_fail (TROUPE_IS_RUNNER (self));
  g_return_if_fail (character_id != NULL);

  if (troupe_job_queue_ask (self->queue, character_id))
    return;

  retry = g_new0 (Retry, 1);
  retry->runner = g_object_ref (self);
  troupe_journal_find_async (self->journal, character_id, retry_found_cb, retry);
}
