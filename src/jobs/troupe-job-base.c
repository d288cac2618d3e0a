/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-job-base.h"

#include "troupe-job-error.h"

/**
 * troupe_job_base_get:
 * @account: an account
 *
 * Returns: (transfer none) (nullable): its address, `NULL` where none was entered, and for what this computer serves
 *   itself at another one each time
 */
const char *
troupe_job_base_get (TroupeProvider *account)
{
  return troupe_profile_is_builtin (troupe_provider_get_profile (account)) ? NULL : troupe_provider_get_base (account);
}

/**
 * troupe_job_base_check:
 * @job: a job
 * @account: its account
 *
 * Looks whether the account is where it was when the job was ordered. One of before that was kept belongs to where the
 * account is.
 *
 * Fails with `TROUPE_JOB_ERROR_MOVED`.
 *
 * Returns: whether it is
 */
gboolean
troupe_job_base_check (const TroupeJob *job,
                       TroupeProvider  *account,
                       GError         **error)
{
  const char *base = troupe_job_base_get (account);

  if (job->base == NULL || g_strcmp0 (job->base, base) == 0 ||
      troupe_profile_is_builtin (troupe_provider_get_profile (account)))
    return TRUE;
  g_set_error (error, TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_MOVED,
               "the order belongs to %s, and the address of “%s” is %s now: nothing of it is sent there",
               job->base, troupe_provider_get_id (account), base != NULL ? base : "none");
  return FALSE;
}

/**
 * troupe_job_base_bind:
 * @job: a job; one of before its address was kept gets that of @account
 * @account: its account
 *
 * Whatever becomes of the address of @account, what is asked of the provider that is returned goes to where the job was
 * ordered, and so does the key of there.
 *
 * Returns: (transfer full): whom the requests of @job are for
 */
TroupeProvider *
troupe_job_base_bind (TroupeJob      *job,
                      TroupeProvider *account)
{
  if (job->base == NULL)
    job->base = g_strdup (troupe_job_base_get (account));
  if (job->base == NULL || troupe_profile_is_builtin (troupe_provider_get_profile (account)))
    return g_object_ref (account);
  return troupe_provider_new_at (account, job->base);
}
