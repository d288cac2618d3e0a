/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-error-text.h"

#include <gio/gio.h>

#include "troupe-clip-error.h"
#include "troupe-host-error.h"
#include "troupe-job-error.h"
#include "troupe-library-error.h"
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
  { "host", troupe_host_error_quark, TROUPE_HOST_ERROR_ADDRESS },
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

/* Who it is stands in the title, and what becomes of the order in the body, whatever the provider says. */
static void
test_kept_order (void)
{
  static const struct { int code; const char *title; } cases[] = {
    { TROUPE_JOB_ERROR_KEY, "ChainHub refuses the key" },
    { TROUPE_JOB_ERROR_MISSING, "ChainHub does not know the order" },
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
  g_test_add_func ("/error-text/problem/in-full", test_problem_in_full);

  return g_test_run ();
}
