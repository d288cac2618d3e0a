/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-cli-error.h"

#include <gio/gio.h>

#include "troupe-animatic-error.h"
#include "troupe-cli.h"
#include "troupe-clip-error.h"
#include "troupe-host-error.h"
#include "troupe-job-error.h"
#include "troupe-library-error.h"
#include "troupe-prompt-error.h"
#include "troupe-provider-error.h"

G_DEFINE_QUARK (troupe-cli-error-quark, troupe_cli_error)

static const char *const clip_words[] = {
  [TROUPE_CLIP_ERROR_NOT_FOUND] = "not-found",
  [TROUPE_CLIP_ERROR_NOT_A_FILE] = "not-a-file",
  [TROUPE_CLIP_ERROR_EMPTY] = "empty",
  [TROUPE_CLIP_ERROR_NOT_MEDIA] = "not-media",
  [TROUPE_CLIP_ERROR_NO_VIDEO] = "no-video",
  [TROUPE_CLIP_ERROR_TRUNCATED] = "truncated",
  [TROUPE_CLIP_ERROR_CODEC] = "codec",
  [TROUPE_CLIP_ERROR_UNREACHABLE] = "unreachable",
  [TROUPE_CLIP_ERROR_PAGE] = "page",
  [TROUPE_CLIP_ERROR_TOO_LARGE] = "too-large",
  [TROUPE_CLIP_ERROR_TOO_SHORT] = "too-short",
  [TROUPE_CLIP_ERROR_RANGE] = "range",
  [TROUPE_CLIP_ERROR_TIME] = "time",
  [TROUPE_CLIP_ERROR_FAILED] = "failed",
};

static const char *const animatic_words[] = {
  [TROUPE_ANIMATIC_ERROR_PICTURE] = "picture",
  [TROUPE_ANIMATIC_ERROR_RENDER] = "render",
};

static const char *const provider_words[] = {
  [TROUPE_PROVIDER_ERROR_PROFILE] = "profile",
  [TROUPE_PROVIDER_ERROR_VALUE] = "value",
  [TROUPE_PROVIDER_ERROR_SOURCE] = "source",
  [TROUPE_PROVIDER_ERROR_NO_KEY] = "no-key",
  [TROUPE_PROVIDER_ERROR_UNREACHABLE] = "unreachable",
  [TROUPE_PROVIDER_ERROR_LOST_ANSWER] = "lost-answer",
  [TROUPE_PROVIDER_ERROR_KEY] = "key",
  [TROUPE_PROVIDER_ERROR_BALANCE] = "balance",
  [TROUPE_PROVIDER_ERROR_FORBIDDEN] = "forbidden",
  [TROUPE_PROVIDER_ERROR_NOT_OFFERED] = "not-offered",
  [TROUPE_PROVIDER_ERROR_REFUSED] = "refused",
  [TROUPE_PROVIDER_ERROR_BUSY] = "busy",
  [TROUPE_PROVIDER_ERROR_SERVER] = "server",
  [TROUPE_PROVIDER_ERROR_ANSWER] = "answer",
  [TROUPE_PROVIDER_ERROR_PICTURE] = "picture",
  [TROUPE_PROVIDER_ERROR_STUDIO] = "studio",
  [TROUPE_PROVIDER_ERROR_FAILED] = "failed",
};

static const char *const host_words[] = {
  [TROUPE_HOST_ERROR_SETTING] = "setting",
  [TROUPE_HOST_ERROR_NO_KEY] = "no-key",
  [TROUPE_HOST_ERROR_UNREACHABLE] = "unreachable",
  [TROUPE_HOST_ERROR_KEY] = "key",
  [TROUPE_HOST_ERROR_REFUSED] = "refused",
  [TROUPE_HOST_ERROR_ANSWER] = "answer",
  [TROUPE_HOST_ERROR_ADDRESS] = "address",
  [TROUPE_HOST_ERROR_NOT_MOUNTED] = "not-mounted",
};

static const char *const library_words[] = {
  [TROUPE_LIBRARY_ERROR_NEWER] = "newer",
  [TROUPE_LIBRARY_ERROR_READ_ONLY] = "read-only",
  [TROUPE_LIBRARY_ERROR_NO_SPACE] = "no-space",
  [TROUPE_LIBRARY_ERROR_DAMAGED] = "damaged",
  [TROUPE_LIBRARY_ERROR_BUSY] = "busy",
  [TROUPE_LIBRARY_ERROR_NOT_FOUND] = "not-found",
  [TROUPE_LIBRARY_ERROR_ALIAS] = "alias",
  [TROUPE_LIBRARY_ERROR_FAILED] = "failed",
};

static const char *const job_words[] = {
  [TROUPE_JOB_ERROR_STATE] = "state",
  [TROUPE_JOB_ERROR_INTERRUPTED] = "interrupted",
  [TROUPE_JOB_ERROR_KEY] = "key",
  [TROUPE_JOB_ERROR_MISSING] = "missing",
  [TROUPE_JOB_ERROR_FORGOTTEN] = "forgotten",
  [TROUPE_JOB_ERROR_FETCH] = "fetch",
  [TROUPE_JOB_ERROR_UNDECIDED] = "undecided",
  [TROUPE_JOB_ERROR_FULL] = "full",
  [TROUPE_JOB_ERROR_OPEN] = "open",
  [TROUPE_JOB_ERROR_MOVED] = "moved",
};

static const char *const prompt_words[] = {
  [TROUPE_PROMPT_ERROR_DRAFT] = "draft",
  [TROUPE_PROMPT_ERROR_CHOICE] = "choice",
  [TROUPE_PROMPT_ERROR_TOO_MANY] = "too-many",
};

static char *
dup_io_word (int code)
{
  g_autoptr (GEnumClass) class = g_type_class_ref (G_TYPE_IO_ERROR_ENUM);
  GEnumValue *value = g_enum_get_value (class, code);

  return g_strconcat ("io.", value != NULL ? value->value_nick : "failed", NULL);
}

/**
 * troupe_cli_error_dup_word:
 * @error: an error
 *
 * Returns: (transfer full): its module and what it is, in words that scripts may rely on
 */
char *
troupe_cli_error_dup_word (const GError *error)
{
  const struct
  {
    GQuark             domain;
    const char        *module;
    const char *const *words;
    gsize              n_words;
  } domains[] = {
    { TROUPE_CLIP_ERROR, "clip", clip_words, G_N_ELEMENTS (clip_words) },
    { TROUPE_ANIMATIC_ERROR, "animatic", animatic_words, G_N_ELEMENTS (animatic_words) },
    { TROUPE_PROVIDER_ERROR, "provider", provider_words, G_N_ELEMENTS (provider_words) },
    { TROUPE_HOST_ERROR, "host", host_words, G_N_ELEMENTS (host_words) },
    { TROUPE_LIBRARY_ERROR, "library", library_words, G_N_ELEMENTS (library_words) },
    { TROUPE_JOB_ERROR, "job", job_words, G_N_ELEMENTS (job_words) },
    { TROUPE_PROMPT_ERROR, "prompt", prompt_words, G_N_ELEMENTS (prompt_words) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (domains); i++)
    {
      if (domains[i].domain == error->domain && (gsize) error->code < domains[i].n_words &&
          domains[i].words[error->code] != NULL)
        return g_strdup_printf ("%s.%s", domains[i].module, domains[i].words[error->code]);
    }
  if (g_error_matches (error, TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_PROVIDER))
    return g_strdup ("provider.not-found");
  if (g_error_matches (error, TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_HOST))
    return g_strdup ("host.not-found");
  if (error->domain == TROUPE_CLI_ERROR)
    return g_strdup ("usage");
  if (error->domain == G_IO_ERROR)
    return dup_io_word (error->code);
  return g_strdup ("failed");
}

static void
set_text (JsonObject *object,
          const char *name,
          const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
}

static JsonObject *
describe_answer (const GError *error)
{
  JsonObject *said = json_object_new ();
  gboolean is_gateway = troupe_provider_error_get_speaker (error) == TROUPE_PROVIDER_SPEAKER_GATEWAY;

  json_object_set_int_member (said, "status", troupe_provider_error_get_http_status (error));
  json_object_set_string_member (said, "by", is_gateway ? "gateway" : "provider");
  set_text (said, "text", troupe_provider_error_get_text (error));
  set_text (said, "code", troupe_provider_error_get_code (error));
  set_text (said, "request_id", troupe_provider_error_get_request_id (error));
  if (troupe_provider_error_get_retry_after (error) >= 0)
    json_object_set_int_member (said, "retry_after", troupe_provider_error_get_retry_after (error));
  set_text (said, "answer", troupe_provider_error_get_raw (error));
  return said;
}

/**
 * troupe_cli_error_describe:
 * @error: an error
 *
 * Describes an error for scripts. Where an answer came, `said` tells what was in it: its HTTP `status`, `by` whom it
 * was written, the `text`, `code` and `request_id`, for how many seconds to wait (`retry_after`), and the whole
 * `answer`, without keys and signed addresses.
 *
 * Returns: (transfer full): `{"code", "message", "said"?}`
 */
JsonObject *
troupe_cli_error_describe (const GError *error)
{
  JsonObject *described = json_object_new ();
  g_autofree char *word = troupe_cli_error_dup_word (error);

  json_object_set_string_member (described, "code", word);
  json_object_set_string_member (described, "message", error->message);
  if (troupe_provider_error_get_http_status (error) != 0)
    json_object_set_object_member (described, "said", describe_answer (error));
  return described;
}
