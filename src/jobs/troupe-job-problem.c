/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-job-problem.h"

#include <gio/gio.h>

#include "troupe-provider-error.h"

/* As they are kept */
static const char * const speakers[] = {
  [TROUPE_PROVIDER_SPEAKER_TROUPE] = "troupe",
  [TROUPE_PROVIDER_SPEAKER_COMPUTER] = "computer",
  [TROUPE_PROVIDER_SPEAKER_GATEWAY] = "gateway",
  [TROUPE_PROVIDER_SPEAKER_PROVIDER] = "provider",
};

static TroupeProviderSpeaker
find_speaker (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (speakers); i++)
    if (g_strcmp0 (speakers[i], name) == 0)
      return i;
  return TROUPE_PROVIDER_SPEAKER_PROVIDER;    /* of before it was kept */
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
  problem->speaker = g_strdup (speakers[troupe_provider_error_get_speaker (error)]);
  problem->http_status = troupe_provider_error_get_http_status (error);
  return problem;
}

/**
 * troupe_job_problem_to_error:
 * @problem: what was kept
 *
 * Makes the error again, with what the provider itself said.
 *
 * Returns: (transfer full): the error
 */
GError *
troupe_job_problem_to_error (const TroupeProblem *problem)
{
  TroupeProviderSaid said = {
    .http_status = problem->http_status, .text = problem->said, .code = problem->said_code,
    .request_id = problem->request_id, .raw = problem->raw, .retry_after_s = -1,
    .speaker = find_speaker (problem->speaker),
  };
  GQuark domain = g_quark_from_string (problem->domain);

  if (domain != TROUPE_PROVIDER_ERROR)
    return g_error_new_literal (domain, problem->code, problem->message);
  return troupe_provider_error_new_said ((TroupeProviderError) problem->code, &said, problem->message);
}

/* What stands between Troupe and the one who makes it says these, whatever words come with them: it has no
 * answer, or broke down over the call, and nobody tells how far that had come. */
static gboolean
is_undecided (const GError *error)
{
  static const guint statuses[] = { 408, 500, 502, 504, 520, 521, 522, 523, 524 };
  const guint status = troupe_provider_error_get_http_status (error);

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      if (statuses[i] == status)
        return TRUE;
    }
  return FALSE;
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
    case TROUPE_PROVIDER_ERROR_BUSY:
    case TROUPE_PROVIDER_ERROR_FAILED:
      return FALSE;

    case TROUPE_PROVIDER_ERROR_REFUSED:
      return is_undecided (error);

    case TROUPE_PROVIDER_ERROR_SERVER:
      return is_undecided (error) || troupe_provider_error_get_text (error) == NULL;

    case TROUPE_PROVIDER_ERROR_LOST_ANSWER:
    case TROUPE_PROVIDER_ERROR_ANSWER:
    case TROUPE_PROVIDER_ERROR_PICTURE:
      return TRUE;
    }
  return TRUE;
}
