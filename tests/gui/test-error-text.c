/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-error-text.h"

#include <gio/gio.h>

#include "troupe-answer.h"
#include "troupe-clip-error.h"
#include "troupe-host-error.h"
#include "troupe-job-error.h"
#include "troupe-job-words.h"
#include "troupe-profile-text.h"
#include "troupe-library-error.h"
#include "troupe-presets.h"
#include "troupe-prompt-error.h"
#include "troupe-provider-error.h"

/* A domain and its last code: whoever adds a code behind it has to add the words and the number here. */
static const struct
{
  const char *name;
  GQuark      (*quark) (void);
  int         last_code;
} domains[] = {
  { "clip", troupe_clip_error_quark, TROUPE_CLIP_ERROR_FAILED },
  { "provider", troupe_provider_error_quark, TROUPE_PROVIDER_ERROR_FAILED },
  { "library", troupe_library_error_quark, TROUPE_LIBRARY_ERROR_FAILED },
  { "host", troupe_host_error_quark, TROUPE_HOST_ERROR_NOT_MOUNTED },
  { "job", troupe_job_error_quark, TROUPE_JOB_ERROR_OPEN },
};

static TroupeErrorText *
create_text (GQuark domain,
             int    code)
{
  g_autoptr (GError) error = g_error_new_literal (domain, code, "where: what");

  return troupe_error_text_new (error);
}

static void
test_every_code (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (TroupeErrorText) other = create_text (G_IO_ERROR, G_IO_ERROR_FAILED);
  g_autoptr (GHashTable) titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int code = 0; code <= domains[i].last_code; code++)
    {
      g_autoptr (TroupeErrorText) text = create_text (domains[i].quark (), code);

      g_test_message ("%s error %d: %s", domains[i].name, code, text->title);
      g_assert_cmpstr (text->title, !=, "");
      g_assert_cmpstr (text->title, !=, other->title);
      g_assert_cmpstr (text->body, !=, "");
      g_assert_cmpstr (text->next, !=, "");
      g_assert_true (g_str_has_prefix (text->details, "where: what\nfrom: "));
      g_assert_null (text->said);
      g_assert_true (g_hash_table_add (titles, g_strdup (text->title)));
    }
}

static void
test_codec_names_what_to_install (void)
{
  g_autoptr (GError) error = g_error_new_literal (TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_CODEC,
                                                  "a.mp4: it needs “H.265”; install gst-libav");
  g_autoptr (TroupeErrorText) text = troupe_error_text_new (error);

  g_assert_cmpstr (text->next, ==, error->message);
}

static void
test_foreign_error (void)
{
  g_autoptr (TroupeErrorText) text = create_text (G_MARKUP_ERROR, G_MARKUP_ERROR_PARSE);

  g_assert_cmpstr (text->title, ==, "Something went wrong");
  g_assert_cmpstr (text->details, ==, "where: what\nfrom: computer");
}

static void
test_problem_in_full (void)
{
  g_autoptr (TroupeErrorText) text = NULL;
  g_autofree char *paragraph = NULL;
  TroupeProblem problem = {
    .domain = (char *) g_quark_to_string (TROUPE_PROVIDER_ERROR),
    .code = TROUPE_PROVIDER_ERROR_REFUSED,
    .message = (char *) "practice: create-character: HTTP 400",
    .said = (char *) "The range is too short.",
    .said_code = (char *) "invalid_range",
    .request_id = (char *) "req_1",
    .raw = (char *) "{\"error\":{}}",
    .http_status = 400,
  };

  text = troupe_error_text_new_for_problem (&problem);
  g_assert_cmpstr (text->title, ==, "Refused by the provider");
  g_assert_cmpstr (text->said, ==, "The range is too short.");
  g_assert_cmpstr (text->details, ==,
                   "practice: create-character: HTTP 400\n"
                   "HTTP: 400\n"
                   "code: invalid_range\n"
                   "request id: req_1\n"
                   "answer: {\"error\":{}}");

  paragraph = troupe_error_text_dup_paragraph (text);
  g_assert_nonnull (g_strstr_len (paragraph, -1, text->body));
  g_assert_nonnull (g_strstr_len (paragraph, -1, "“The range is too short.”"));
  g_assert_nonnull (g_strstr_len (paragraph, -1, text->next));
}

#define S *G_USEC_PER_SEC

/* At second 1000: for how long a job goes on, when its provider last answered, how long others took */
static void
test_job_times (void)
{
  static const struct { gint64 started_us, answered_us, usual_us; const char *text; } cases[] = {
    { 0, 0, 0, "" },
    { 988 S, 0, 0, "For 12 s" },
    { 988 S, 0, 52 S, "For 12 s · about 40 s left" },
    { 988 S, 0, 50 S, "For 12 s · about 40 s left" },
    { 988 S, 0, 300 S, "For 12 s · about 5 min 0 s left" },
    { 988 S, 0, 12 S, "For 12 s" },
    { 900 S, 988 S, 0, "For 1 min 40 s, last answer 12 s ago" },
    { 900 S, 999 S, 190 S, "For 1 min 40 s, last answer 1 s ago · about 1 min 30 s left" },
    { 1060 S, 0, 0, "For 0 s" },    /* the clock was set back */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const TroupeJobRow row = {
        .state = TROUPE_JOB_STATE_RUNNING, .started_us = cases[i].started_us, .answered_us = cases[i].answered_us,
        .usual_us = cases[i].usual_us
      };
      g_autofree char *text = troupe_job_words_dup_times (&row, 1000 S);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* Who it is stands in the title, and what becomes of the order in the body, whatever the provider says. */
static void
test_kept_order (void)
{
  static const struct { int code; const char *title; } cases[] = {
    { TROUPE_JOB_ERROR_KEY, "ChainHub refuses the key" },
    { TROUPE_JOB_ERROR_MISSING, "ChainHub does not know the order" },
    { TROUPE_JOB_ERROR_MOVED, "ChainHub has another address now" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TroupeProblem problem = {
        .domain = (char *) g_quark_to_string (TROUPE_JOB_ERROR),
        .code = cases[i].code,
        .message = (char *) "chainhub: follow-video: HTTP 401",
        .who = (char *) "ChainHub",
        .said_code = (char *) "key_expired",
      };
      g_autoptr (TroupeErrorText) text = troupe_error_text_new_for_problem (&problem);

      g_assert_cmpstr (text->title, ==, cases[i].title);
      g_assert_nonnull (strstr (text->body, " is kept"));
    }
}

/* What a known code means replaces the words for its kind; the title stays. */
static void
test_known_codes (void)
{
  static const struct { const char *code, *body; } cases[] = {
    { "content_policy_violation", "*filter*" }, { "CAMEO_NOT_FOUND", "*no character*" },
    { "key_daily_quota_exhausted", "*today*" }, { "model_not_found", "*Nobody*" },
    { "image_dimension_mismatch", "*size*" }, { "paid_outcome_unknown", "*may have been carried out*" },
    { "never_heard_of", "The provider does not accept the request." }, { "400", "The provider does not*" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TroupeProviderSaid said = { .http_status = 400, .code = cases[i].code, .text = "上游", .retry_after_s = -1 };
      g_autoptr (GError) error = NULL;
      g_autoptr (TroupeErrorText) text = NULL;

      said.speaker = TROUPE_PROVIDER_SPEAKER_GATEWAY;
      error = troupe_provider_error_new_said (TROUPE_PROVIDER_ERROR_REFUSED, &said, "where: what");
      text = troupe_error_text_new (error);
      g_test_message ("%s: %s", cases[i].code, text->body);
      g_assert_true (g_pattern_match_simple (cases[i].body, text->body));
      g_assert_cmpstr (text->title, ==, "Refused by the provider");
      g_assert_cmpstr (text->said, ==, "上游");
      g_assert_cmpstr (text->said_by, ==, "A gateway before the provider says");
      g_assert_nonnull (strstr (text->details, "\nfrom: gateway\n"));
    }
}

/* What EvoLink documents of its errors, row by row. HTTP 200 stands for a task that failed; its code stands in the
 * answer about it. The codes are JSON: some pages have numbers. */
static const struct
{
  guint       http_status;
  const char *code;
  const char *title;
  const char *body;
  const char *next;
} evolink_errors[] = {
#define REFUSED "Refused by the provider"
#define BALANCE "Not enough balance"
#define FORBIDDEN "Not allowed"
#define NOT_OFFERED "Not offered"
#define FAILED "Failed at the provider"
#define FILTER "*filter*", "Use another range*"
#define SUPPLIER "Nobody behind this provider*", "Try again later*"
#define MACHINES "*machines*not your fault*", "Try again later."
  { 400, "\"invalid_request\"", REFUSED, "*does not accept the request*", "Read what*" },
  { 400, "\"invalid_task_id\"", REFUSED, "*does not know this task*", "Start it again." },
  { 401, "\"unauthorized\"", "Key refused", "*does not accept the key*", "Check the key*" },
  { 401, "401", "Key refused", "*does not accept the key*", "Check the key*" },
  { 402, "\"insufficient_quota\"", BALANCE, "*cannot pay*", "Add to the balance*" },
  { 403, "\"model_access_denied\"", FORBIDDEN, "*may not use the model*", "Allow the model*" },
  { 413, "413", REFUSED, "*does not accept the request*", "Read what*" },
  { 429, "\"rate_limit_exceeded\"", "Too many requests", "*asks for a pause*", "Try again in some minutes." },
  { 500, "\"internal_error\"", "Error at the provider", MACHINES },
  { 502, "502", "Error at the provider", "*on the provider’s side*", "Try again later." },
  { 503, "503", "Error at the provider", "*on the provider’s side*", "Try again later." },

  { 402, "\"insufficient_user_quota\"", BALANCE, "*cannot pay*", "Add to the balance*" },
  { 402, "\"quota_not_enough\"", BALANCE, "*cannot pay*", "Add to the balance*" },
  { 402, "\"account_balance_insufficient\"", BALANCE, "*cannot pay*", "Add to the balance*" },
  { 402, "\"insufficient_token_quota\"", BALANCE, "This key has spent*", "Raise the limit*" },
  { 402, "\"key_quota_exhausted\"", BALANCE, "This key has spent*", "Raise the limit*" },
  { 402, "\"token_daily_quota_exceeded\"", BALANCE, "*for today.", "Try again tomorrow*" },
  { 402, "\"key_daily_quota_exhausted\"", BALANCE, "*for today.", "Try again tomorrow*" },
  { 401, "\"key_disabled\"", "Key refused", "*switched off*", "Switch it on*" },
  { 401, "\"key_expired\"", "Key refused", "*has expired*", "Make a new key*" },
  { 403, "\"key_model_not_allowed\"", FORBIDDEN, "*may not use the model*", "Allow the model*" },
  { 403, "\"user_disabled\"", FORBIDDEN, "*is blocked*", "Ask the provider*" },
  { 400, "\"content_policy_violation\"", REFUSED, FILTER },
  { 400, "\"content_filter\"", REFUSED, FILTER },
  { 400, "\"sensitive_content\"", REFUSED, FILTER },
  { 400, "\"moderation_blocked\"", REFUSED, FILTER },
  { 400, "\"input_moderation_failed\"", REFUSED, FILTER },
  { 503, "\"no_available_channel\"", NOT_OFFERED, SUPPLIER },
  { 503, "\"model_unavailable\"", NOT_OFFERED, SUPPLIER },
  { 503, "\"channel_selection_failed\"", NOT_OFFERED, SUPPLIER },
  { 503, "\"service_unavailable\"", "Error at the provider", MACHINES },
  { 409, "\"idempotency_conflict\"", "Answer lost", "*another request*", "Look at the provider*" },
  { 409, "\"paid_outcome_unknown\"", "Answer lost", "*may have been carried out*", "Wait some minutes*" },

  { 200, "\"content_policy_violation\"", FAILED, FILTER },
  { 200, "\"invalid_parameters\"", FAILED, "*a value of the request*", "*change the range or the settings." },
  { 200, "\"image_processing_error\"", FAILED, "*could not use the picture*", "Use another picture." },
  { 200, "\"image_dimension_mismatch\"", FAILED, "*does not have the size*", "Use a picture of that size*" },
  { 200, "\"request_cancelled\"", FAILED, "*was cancelled at the provider*", "Send it again*" },
  { 200, "\"generation_failed_no_content\"", FAILED, "*produced nothing*", "Change the prompt*" },
  { 200, "\"service_error\"", FAILED, MACHINES },
  { 200, "\"service_unavailable\"", FAILED, MACHINES },
  { 200, "\"resource_exhausted\"", FAILED, MACHINES },
  { 200, "\"generation_timeout\"", FAILED, MACHINES },
  { 200, "\"quota_exceeded\"", FAILED, MACHINES },
  { 200, "\"resource_not_found\"", FAILED, "*does not know this task*", "Start it again." },
  { 200, "\"upstream_error\"", FAILED, MACHINES },
  { 200, "\"model_unavailable\"", FAILED, SUPPLIER },
  { 200, "\"unknown_error\"", FAILED, MACHINES },
};

static GError *
read_evolink_error (TroupeProvider *provider,
                    guint           http_status,
                    const char     *code)
{
  static const char task[] = "\"id\":\"task-unified-1767917446-5lqy8zzv\",\"status\":\"failed\",\"progress\":40,";
  g_autofree char *text = g_strdup_printf ("{%s\"error\":{\"code\":%s,\"message\":\"their words\"},"
                                           "\"request_id\":\"req_7\"}", http_status == 200 ? task : "", code);
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  const TroupeReply reply = {
    .provider_id = "evolink", .call = "follow-character", .http_status = http_status, .body = body,
    .retry_after_s = -1,
  };
  g_autoptr (TroupeAnswer) answer = NULL;
  GError *error = NULL;

  answer = troupe_answer_new (provider, &reply, &error);
  return answer != NULL ? troupe_answer_dup_failure (answer) : error;
}

static void
assert_contains (const char *text,
                 const char *part)
{
  g_assert_nonnull (strstr (text, part));
}

static void
test_evolink (void)
{
  g_autoptr (TroupePresets) presets = troupe_presets_new ();
  g_autoptr (TroupeProvider) provider = troupe_provider_new (troupe_presets_find (presets, "evolink"), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (evolink_errors); i++)
    {
      g_autoptr (GError) error = read_evolink_error (provider, evolink_errors[i].http_status, evolink_errors[i].code);
      g_autoptr (TroupeErrorText) text = troupe_error_text_new (error);
      g_auto (GStrv) quoted = g_strsplit (evolink_errors[i].code, "\"", 3);

      g_test_message ("%u %s: %s: %s %s", evolink_errors[i].http_status, evolink_errors[i].code, text->title,
                      text->body, text->next);
      g_assert_cmpstr (text->title, ==, evolink_errors[i].title);
      g_assert_true (g_pattern_match_simple (evolink_errors[i].body, text->body));
      g_assert_true (g_pattern_match_simple (evolink_errors[i].next, text->next));
      g_assert_cmpstr (text->said, ==, "their words");
      assert_contains (text->details, quoted[1] != NULL ? quoted[1] : quoted[0]);
      assert_contains (text->details, "request id: req_7");
    }
}

/* What is known of a service stands beside its name, with its day where the profile has one. */
static void
test_life (void)
{
  static const struct { const char *life; const char *text; } cases[] = {
    { "\"state\": \"active\"", NULL },
    { "\"state\": \"paused\"", "Paused" },
    { "\"state\": \"paused\", \"date\": \"2020-01-02\", \"note\": \"It rests.\"", "Paused since *2020*" },
    { "\"state\": \"closed\", \"date\": \"2020-01-02\", \"note\": \"It ended.\"", "Closed since *2020*" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *json = g_strdup_printf (
        "{ \"format\": 1, \"id\": \"own\", \"name\": \"Own\", \"summary\": \"A test.\","
        "  \"base\": \"https://api.example.org\", \"life\": { %s },"
        "  \"auth\": { \"header\": \"Authorization\", \"prefix\": \"Bearer \" },"
        "  \"clip\": { \"span\": { \"min\": 1, \"max\": 3, \"step\": 1 }, \"sources\": [\"url\"], \"short_edge\": 480 },"
        "  \"mention\": { \"template\": \"@{username} \", \"max\": 1 },"
        "  \"calls\": { \"create-character\": { \"method\": \"POST\", \"path\": \"/make\", \"encoding\": \"json\","
        "      \"body\": { \"url\": \"{clip.url}\", \"timestamps\": \"{range.text}\" },"
        "      \"answer\": { \"id\": [\"$.id\"], \"username\": [\"$.username\"] } } } }", cases[i].life);
      g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
      g_autoptr (GError) error = NULL;
      g_autoptr (TroupeProfile) profile = troupe_profile_new (bytes, "own.json", &error);
      g_autofree char *text = NULL;

      g_assert_no_error (error);
      text = troupe_profile_text_dup_life (profile);
      g_test_message ("%s", text);
      g_assert_true (text == NULL ? cases[i].text == NULL : g_pattern_match_simple (cases[i].text, text));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (domains); i++)
    {
      g_autofree char *path = g_strdup_printf ("/error-text/every-code/%s", domains[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_every_code);
    }
  g_test_add_func ("/error-text/job/order-is-kept", test_kept_order);
  g_test_add_func ("/error-text/codec/names-what-to-install", test_codec_names_what_to_install);
  g_test_add_func ("/error-text/foreign-error", test_foreign_error);
  g_test_add_func ("/error-text/known-codes", test_known_codes);
  g_test_add_func ("/error-text/evolink", test_evolink);
  g_test_add_func ("/error-text/problem/in-full", test_problem_in_full);
  g_test_add_func ("/job-words/times", test_job_times);
  g_test_add_func ("/profile-text/dup-life/names-the-day", test_life);

  return g_test_run ();
}
