/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-code-text.h"

#include <glib/gi18n.h>

static const TroupeCodeText filtered = {
  NC_("error body", "The provider’s filter turned this away. Most often it is about faces of real people, famous ones, brands, violence or minors."),
  NC_("error step", "Use another range or another video, or other words in the prompt, then try again."),
};
static const TroupeCodeText character_gone = {
  NC_("error body", "The provider knows no character of that name. It may have been deleted, or belong to another service."),
  NC_("error step", "Check the names in the prompt."),
};
static const TroupeCodeText character_forbidden = {
  NC_("error body", "The character exists, but its owner does not let others use it."),
  NC_("error step", "Use another character."),
};
static const TroupeCodeText mentions = {
  NC_("error body", "The prompt names more characters than the provider allows."),
  NC_("error step", "Name fewer characters."),
};
static const TroupeCodeText key_spent = {
  NC_("error body", "This key has spent all it was allowed to."),
  NC_("error step", "Raise the limit of the key at the provider, or enter another key in Preferences."),
};
static const TroupeCodeText key_spent_today = {
  NC_("error body", "This key has spent all it was allowed to for today."),
  NC_("error step", "Try again tomorrow, or raise the daily limit at the provider."),
};
static const TroupeCodeText key_off = {
  NC_("error body", "The key was switched off at the provider."),
  NC_("error step", "Switch it on there, or enter another key in Preferences."),
};
static const TroupeCodeText key_old = {
  NC_("error body", "The key has expired."),
  NC_("error step", "Make a new key at the provider, and enter it in Preferences."),
};
static const TroupeCodeText key_narrow = {
  NC_("error body", "This key may not use the model."),
  NC_("error step", "Allow the model for the key at the provider, or enter another key in Preferences."),
};
static const TroupeCodeText account_blocked = {
  NC_("error body", "The account at the provider is blocked."),
  NC_("error step", "Ask the provider why."),
};
static const TroupeCodeText no_supplier = {
  NC_("error body", "Nobody behind this provider makes this at the moment, or ever again."),
  NC_("error step", "Try again later, or choose another provider."),
};
static const TroupeCodeText wrong_value = {
  NC_("error body", "The provider does not accept a value of the request."),
  NC_("error step", "Read what the provider says, then change the range or the settings."),
};
static const TroupeCodeText wrong_length = {
  NC_("error body", "The model does not make videos of this length."),
  NC_("error step", "Choose another length or another model."),
};
static const TroupeCodeText wrong_size = {
  NC_("error body", "The model does not make videos of this size."),
  NC_("error step", "Choose another size or another model."),
};
static const TroupeCodeText picture_unreadable = {
  NC_("error body", "The provider could not use the picture."),
  NC_("error step", "Use another picture."),
};
static const TroupeCodeText picture_size = {
  NC_("error body", "The picture does not have the size that was chosen for the video."),
  NC_("error step", "Use a picture of that size, or choose another size."),
};
static const TroupeCodeText cancelled = {
  NC_("error body", "The work was cancelled at the provider."),
  NC_("error step", "Send it again if you still want it."),
};
static const TroupeCodeText nothing_made = {
  NC_("error body", "The provider’s model produced nothing."),
  NC_("error step", "Change the prompt or the video a little, then try again."),
};
static const TroupeCodeText machines = {
  NC_("error body", "The provider’s machines failed or had too much to do. That is not your fault."),
  NC_("error step", "Try again later."),
};
static const TroupeCodeText task_gone = {
  NC_("error body", "The provider does not know this task any more; it may be too old."),
  NC_("error step", "Start it again."),
};
static const TroupeCodeText undecided = {
  NC_("error body", "The provider does not know yet what became of the first attempt. It may have been carried out and paid."),
  NC_("error step", "Wait some minutes, then look at the provider before you send it again."),
};
static const TroupeCodeText other_request = {
  NC_("error body", "The provider has already seen another request under the same number."),
  NC_("error step", "Look at the provider before you send it again."),
};

static const struct
{
  const char           *code;
  const TroupeCodeText *text;
} codes[] = {
  { "content_policy_violation", &filtered },
  { "content_filter", &filtered },
  { "sensitive_content", &filtered },
  { "moderation_blocked", &filtered },
  { "input_moderation_failed", &filtered },
  { "cameo_not_found", &character_gone },
  { "cameo_permission_denied", &character_forbidden },
  { "too_many_users_mentioned", &mentions },
  { "insufficient_token_quota", &key_spent },
  { "key_quota_exhausted", &key_spent },
  { "token_daily_quota_exceeded", &key_spent_today },
  { "key_daily_quota_exhausted", &key_spent_today },
  { "key_disabled", &key_off },
  { "key_expired", &key_old },
  { "key_model_not_allowed", &key_narrow },
  { "model_access_denied", &key_narrow },
  { "user_disabled", &account_blocked },
  { "model_not_found", &no_supplier },
  { "no_available_channel", &no_supplier },
  { "model_unavailable", &no_supplier },
  { "channel_selection_failed", &no_supplier },
  { "invalid_parameter", &wrong_value },
  { "invalid_parameters", &wrong_value },
  { "invalid_model_for_duration", &wrong_length },
  { "invalid_model_for_size", &wrong_size },
  { "image_processing_error", &picture_unreadable },
  { "image_dimension_mismatch", &picture_size },
  { "request_cancelled", &cancelled },
  { "generation_failed_no_content", &nothing_made },
  { "service_error", &machines },
  { "service_unavailable", &machines },
  { "resource_exhausted", &machines },
  { "generation_timeout", &machines },
  { "quota_exceeded", &machines },
  { "upstream_error", &machines },
  { "unknown_error", &machines },
  { "internal_error", &machines },
  { "resource_not_found", &task_gone },
  { "task_not_found", &task_gone },
  { "invalid_task_id", &task_gone },
  { "paid_outcome_unknown", &undecided },
  { "idempotency_conflict", &other_request },
};

/**
 * troupe_code_text_find:
 * @code: (nullable): the code of a provider's error
 *
 * Looks up what a code means. Safe from any thread.
 *
 * Returns: (nullable) (transfer none): its words, `NULL` for a code nobody here knows and for one that says
 *   no more than the kind of the error
 */
const TroupeCodeText *
troupe_code_text_find (const char *code)
{
  for (gsize i = 0; code != NULL && i < G_N_ELEMENTS (codes); i++)
    if (g_ascii_strcasecmp (codes[i].code, code) == 0)
      return codes[i].text;
  return NULL;
}
