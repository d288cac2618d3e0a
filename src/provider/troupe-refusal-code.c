/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-refusal-code.h"

#include <string.h>

/* Codes say more than the status they come with; the words of them are in text. */
static const struct
{
  const char         *code;
  TroupeProviderError meaning;
} codes[] = {
  { "unauthorized", TROUPE_PROVIDER_ERROR_KEY },
  { "invalid_api_key", TROUPE_PROVIDER_ERROR_KEY },
  { "key_disabled", TROUPE_PROVIDER_ERROR_KEY },
  { "key_expired", TROUPE_PROVIDER_ERROR_KEY },
  { "insufficient_credits", TROUPE_PROVIDER_ERROR_BALANCE },
  { "insufficient_quota", TROUPE_PROVIDER_ERROR_BALANCE },
  { "insufficient_user_quota", TROUPE_PROVIDER_ERROR_BALANCE },
  { "quota_not_enough", TROUPE_PROVIDER_ERROR_BALANCE },
  { "account_balance_insufficient", TROUPE_PROVIDER_ERROR_BALANCE },
  { "insufficient_token_quota", TROUPE_PROVIDER_ERROR_BALANCE },
  { "key_quota_exhausted", TROUPE_PROVIDER_ERROR_BALANCE },
  { "token_daily_quota_exceeded", TROUPE_PROVIDER_ERROR_BALANCE },
  { "key_daily_quota_exhausted", TROUPE_PROVIDER_ERROR_BALANCE },
  { "model_access_denied", TROUPE_PROVIDER_ERROR_FORBIDDEN },
  { "key_model_not_allowed", TROUPE_PROVIDER_ERROR_FORBIDDEN },
  { "user_disabled", TROUPE_PROVIDER_ERROR_FORBIDDEN },
  { "model_not_found", TROUPE_PROVIDER_ERROR_NOT_OFFERED },
  { "no_available_channel", TROUPE_PROVIDER_ERROR_NOT_OFFERED },
  { "channel_selection_failed", TROUPE_PROVIDER_ERROR_NOT_OFFERED },
  { "model_unavailable", TROUPE_PROVIDER_ERROR_NOT_OFFERED },
  { "rate_limit_exceeded", TROUPE_PROVIDER_ERROR_BUSY },
  { "content_policy_violation", TROUPE_PROVIDER_ERROR_REFUSED },
  { "content_filter", TROUPE_PROVIDER_ERROR_REFUSED },
  { "sensitive_content", TROUPE_PROVIDER_ERROR_REFUSED },
  { "moderation_blocked", TROUPE_PROVIDER_ERROR_REFUSED },
  { "input_moderation_failed", TROUPE_PROVIDER_ERROR_REFUSED },
  /* The first of two requests with the same key did arrive: it is not decided yet, or was a different one. */
  { "paid_outcome_unknown", TROUPE_PROVIDER_ERROR_LOST_ANSWER },
  { "idempotency_conflict", TROUPE_PROVIDER_ERROR_LOST_ANSWER },
};

static const struct
{
  guint               status;
  TroupeProviderError meaning;
} statuses[] = {
  { 401, TROUPE_PROVIDER_ERROR_KEY },
  { 402, TROUPE_PROVIDER_ERROR_BALANCE },
  { 403, TROUPE_PROVIDER_ERROR_FORBIDDEN },
  { 407, TROUPE_PROVIDER_ERROR_UNREACHABLE },
  { 429, TROUPE_PROVIDER_ERROR_BUSY },
};

static gboolean
contains (const char *text,
          const char *part)
{
  g_autofree char *folded = text != NULL ? g_ascii_strdown (text, -1) : NULL;

  return folded != NULL && strstr (folded, part) != NULL;
}

/* The ways without a code of their own in which gateways say that they have no such service any more */
static gboolean
is_not_offered (guint       status,
                const char *text,
                gboolean    is_web_page)
{
  if (status == 404 && (contains (text, "invalid url") || is_web_page))
    return TRUE;
  if (contains (text, "no available channel") || contains (text, "channel not found"))
    return TRUE;
  return status >= 500 && contains (text, "paused");
}

/**
 * troupe_refusal_code_classify:
 * @status: the HTTP status, or the one that a body with status 200 means
 * @code: (nullable): the code of the error, a text or a number as text
 * @text: (nullable): its sentence
 * @is_web_page: whether the body is one
 *
 * Finds out what kind of failure a refusal is: a known code tells, then the sentence, then the status.
 *
 * Safe from any thread.
 *
 * Returns: the kind
 */
TroupeProviderError
troupe_refusal_code_classify (guint       status,
                              const char *code,
                              const char *text,
                              gboolean    is_web_page)
{
  for (gsize i = 0; code != NULL && i < G_N_ELEMENTS (codes); i++)
    if (g_ascii_strcasecmp (codes[i].code, code) == 0)
      return codes[i].meaning;
  if (is_not_offered (status, text, is_web_page))
    return TROUPE_PROVIDER_ERROR_NOT_OFFERED;
  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (statuses[i].status == status)
      return statuses[i].meaning;
  return status >= 500 ? TROUPE_PROVIDER_ERROR_SERVER : TROUPE_PROVIDER_ERROR_REFUSED;
}
