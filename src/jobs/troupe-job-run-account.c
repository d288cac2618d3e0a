/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-job-run-private.h"

#include "troupe-job-base.h"

/**
 * troupe_job_run_may_go_on:
 * @self: a run
 *
 * Looks whether the account is where the job was ordered. What was or is being sent was meant for there, and goes there;
 * the picture of a character that was made stands at an address of its own.
 *
 * Fails with `TROUPE_JOB_ERROR_MOVED`.
 *
 * Returns: whether the next thing may be done
 */
gboolean
troupe_job_run_may_go_on (TroupeJobRun *self,
                          GError      **error)
{
  const TroupeJobState state = self->job->state;

  return self->account == NULL || !troupe_job_state_is_live (state) || state == TROUPE_JOB_STATE_SUBMITTING ||
         state == TROUPE_JOB_STATE_ACCEPTED || (state == TROUPE_JOB_STATE_FETCHING && self->job->video == NULL) ||
         troupe_job_base_check (self->job, self->account, error);
}

/**
 * troupe_job_run_bind:
 * @self: a run that begins
 *
 * From now on all requests go to where the job was ordered, whatever address the account gets.
 */
void
troupe_job_run_bind (TroupeJobRun *self)
{
  g_clear_object (&self->provider);
  if (self->account != NULL)
    self->provider = troupe_job_base_bind (self->job, self->account);
}

/**
 * troupe_job_run_break_off:
 * @self: a run that followed its job
 *
 * Ends the run with the job where it is.
 */
void
troupe_job_run_break_off (TroupeJobRun *self)
{
  g_autoptr (GError) error = NULL;

  if (troupe_job_run_may_go_on (self, &error))
    troupe_job_run_end (self, NULL);
  else
    troupe_job_run_hold (self, error);
}

/* Nobody is asked any more about a job that belongs elsewhere. */
static void
base_changed_cb (TroupeJobRun *self)
{
  if (self->is_following && !troupe_job_run_may_go_on (self, NULL))
    g_cancellable_cancel (self->following);
}

/**
 * troupe_job_run_get_provider:
 * @self: a run
 *
 * Returns: (transfer none) (nullable): whom the job is for, `NULL` when that is not known any more
 */
TroupeProvider *
troupe_job_run_get_provider (TroupeJobRun *self)
{
  g_return_val_if_fail (TROUPE_IS_JOB_RUN (self), NULL);

  return self->account;
}

/**
 * troupe_job_run_set_provider:
 * @self: a run that has not started, or was stopped
 * @provider: (nullable): the account of its job
 *
 * Tells whom the job is for, also where its account was removed and set up again.
 */
void
troupe_job_run_set_provider (TroupeJobRun   *self,
                             TroupeProvider *provider)
{
  g_return_if_fail (TROUPE_IS_JOB_RUN (self));
  g_return_if_fail (self->task == NULL);

  if (self->account != NULL)
    g_signal_handlers_disconnect_by_data (self->account, self);
  g_set_object (&self->account, provider);
  if (provider != NULL)
    g_signal_connect_object (provider, "notify::base", G_CALLBACK (base_changed_cb), self, G_CONNECT_SWAPPED);
}
