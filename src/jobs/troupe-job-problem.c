/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-job-problem.h"

#include <gio/gio.h>

#include "troupe-provider-error.h"

static const char *
get_speaker (const GError *error)
{
  switch (troupe_provider_error_get_speaker (error))
    {
    case TROUPE_PROVIDER_SPEAKER_TROUPE:
      return "troupe";

    case TROUPE_PROVIDER_SPEAKER_COMPUTER:
      return "computer";

    case TROUPE_PROVIDER_SPEAKER_GATEWAY:
      return "gateway";

    case TROUPE_PROVIDER_SPEAKER_PROVIDER:
      return "provider";
    }
  return NULL;
}

/**
 * troupe_job_problem_new:
 * @error: why something failed
 *
 * Keeps an error together with what the provider itself said.
 *
 * Returns: (transfer full): a problem
 */
TroupeProblem *
troupe_job_problem_new (const GError *error)
{
  TroupeProblem *problem = troupe_problem_new (error);

  problem->said = g_strdup (troupe_provider_error_get_text (error));
  problem->said_code = g_strdup (troupe_provider_error_get_code (error));
  problem->request_id = g_strdup (troupe_provider_error_get_request_id (error));
  problem->raw = g_strdup (troupe_provider_error_get_raw (error));
  problem->speaker = g_strdup (get_speaker (error));
  problem->http_status = troupe_provider_error_get_http_status (error);
  return problem;
}

/**
 * troupe_job_problem_is_loss:
 * @error: how a paid call ended
 *
 * Judges a paid call. Only two things say that nothing was made: that nothing was sent, and the
 * provider's own word. A time-out, a page of some proxy, or an answer nobody understands do not.
 *
 * Returns: whether the call may have been carried out
 */
gboolean
troupe_job_problem_is_loss (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return FALSE;    /* before anything was sent; later it is a lost answer */
  if (error->domain != TROUPE_PROVIDER_ERROR)
    return TRUE;

  switch ((TroupeProviderError) error->code)
    {
    case TROUPE_PROVIDER_ERROR_PROFILE:
    case TROUPE_PROVIDER_ERROR_VALUE:
    case TROUPE_PROVIDER_ERROR_SOURCE:
    case TROUPE_PROVIDER_ERROR_NO_KEY:
    case TROUPE_PROVIDER_ERROR_UNREACHABLE:
    case TROUPE_PROVIDER_ERROR_STUDIO:
      return FALSE;

    case TROUPE_PROVIDER_ERROR_KEY:
    case TROUPE_PROVIDER_ERROR_BALANCE:
    case TROUPE_PROVIDER_ERROR_FORBIDDEN:
    case TROUPE_PROVIDER_ERROR_NOT_OFFERED:
    case TROUPE_PROVIDER_ERROR_REFUSED:
    case TROUPE_PROVIDER_ERROR_BUSY:
    case TROUPE_PROVIDER_ERROR_FAILED:
      return FALSE;

    case TROUPE_PROVIDER_ERROR_SERVER:
      return troupe_provider_error_get_text (error) == NULL;

    case TROUPE_PROVIDER_ERROR_LOST_ANSWER:
    case TROUPE_PROVIDER_ERROR_ANSWER:
    case TROUPE_PROVIDER_ERROR_PICTURE:
      return TRUE;
    }
  return TRUE;
}
