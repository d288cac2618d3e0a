/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-answer.h"
#include "troupe-provider-error.h"
#include "troupe-providers.h"

#define KEY "sk-the-key-of-the-test"

static TroupeProviders *providers;

static TroupeAnswer *
read_answer (const char *provider,
             const char *call,
             guint       status,
             const char *body,
             GError    **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  TroupeReply reply = {
    .provider_id = provider, .call = call, .http_status = status, .body = bytes, .key = KEY, .retry_after_s = -1
  };

  return troupe_answer_new (troupe_providers_find (providers, provider), &reply, error);
}

static void
assert_text (TroupeAnswer *answer,
             const char   *field,
             const char   *expected)
{
  g_autofree char *text = troupe_answer_dup_text (answer, field);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_answer_reads_character (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeAnswer) answer = NULL;

  answer = read_answer ("chainhub", "create-character", 200,
                        "{\"id\":\"ch_00000000000000000000000000000000\",\"username\":\"bluefox.quietharbor\","
                        "\"permalink\":\"https:\\/\\/sora.example\\/profile\\/bluefox.quietharbor\","
                        "\"profile_picture_url\":\"https://cdn.example.org/a%2Fraw?se=2026-12-01T00%3A00%3A00Z"
                        "&sig=x%2By/z%3D\"}", &error);
  g_assert_no_error (error);
  assert_text (answer, "id", "ch_00000000000000000000000000000000");
  assert_text (answer, "username", "bluefox.quietharbor");
  assert_text (answer, "permalink", "https://sora.example/profile/bluefox.quietharbor");
  assert_text (answer, "picture",
               "https://cdn.example.org/a%2Fraw?se=2026-12-01T00%3A00%3A00Z&sig=x%2By/z%3D");
  assert_text (answer, "nonsense", NULL);
  g_assert_finalize_object (g_steal_pointer (&answer));
}

static void
test_answer_takes_first_place_with_value (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeAnswer) answer = NULL;

  answer = read_answer ("chainhub", "create-character", 201,
                        "{\"id\":null,\"task_id\":\"\",\"character_id\":77,\"username\":[\"x\"],\"name\":\"fox\","
                        "\"profile_picture_url\":{},\"avatar\":\"https://a.example/b\",\"permalink\":false,"
                        "\"error\":null,\"code\":\"success\"}", &error);
  g_assert_no_error (error);
  assert_text (answer, "id", "77");
  assert_text (answer, "username", "fox");
  assert_text (answer, "picture", "https://a.example/b");
  assert_text (answer, "permalink", NULL);
}

static void
test_answer_reads_upload (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeAnswer) answer = NULL;

  answer = read_answer ("practice", "upload", 200,
                        "{\"success\":true,\"code\":200,\"msg\":\"ok\",\"data\":"
                        "{\"file_url\":\"http://127.0.0.1:8080/f/1.mp4\"}}", &error);
  g_assert_no_error (error);
  assert_text (answer, "url", "http://127.0.0.1:8080/f/1.mp4");
}

/* Refusals: every shape of error body that was seen */
typedef struct
{
  const char *name;
  guint       status;
  const char *body;
  int         code;
  const char *text;
  const char *said_code;
  const char *request_id;
} Refusal;

static const Refusal refusals[] = {
  { "openai", 400,
    "{\"error\":{\"message\":\"timestamps span must be 1 to 3 seconds\",\"type\":\"invalid_request_error\","
    "\"param\":\"timestamps\",\"code\":\"invalid_parameter\"}}",
    TROUPE_PROVIDER_ERROR_REFUSED, "timestamps span must be 1 to 3 seconds", "invalid_parameter", NULL },
  { "front-door", 401,
    "{\"error\":{\"message\":\"无效的令牌 (request id: 20261121000000000000000)\",\"type\":\"new_api_error\","
    "\"code\":\"\"}}",
    TROUPE_PROVIDER_ERROR_KEY, "无效的令牌", NULL, "20261121000000000000000" },
  { "relay", 400, "{\"code\":\"invalid_request\",\"message\":\"field prompt is required\",\"data\":null}",
    TROUPE_PROVIDER_ERROR_REFUSED, "field prompt is required", "invalid_request", NULL },
  { "valid-values", 400,
    "{\"error\":{\"code\":\"invalid_parameter\",\"message\":\"wrong size\",\"field\":\"size\","
    "\"valid_values\":[\"720x1280\"]}}",
    TROUPE_PROVIDER_ERROR_REFUSED, "wrong size", "invalid_parameter", NULL },
  { "chinese", 400, "{\"error\":{\"message_zh\":\"内容被拒绝\"}}",
    TROUPE_PROVIDER_ERROR_REFUSED, "内容被拒绝", NULL, NULL },
  { "upload-service", 200, "{\"success\":false,\"code\":400,\"msg\":\"too large\"}",
    TROUPE_PROVIDER_ERROR_REFUSED, "too large", "400", NULL },
  { "code-in-200", 200, "{\"code\":500,\"msg\":\"internal\",\"data\":null}",
    TROUPE_PROVIDER_ERROR_SERVER, "internal", "500", NULL },
  { "key-in-200", 200, "{\"code\":401,\"msg\":\"who are you?\"}",
    TROUPE_PROVIDER_ERROR_KEY, "who are you?", "401", NULL },
  { "detail-text", 403, "{\"detail\":\"not your model\"}",
    TROUPE_PROVIDER_ERROR_FORBIDDEN, "not your model", NULL, NULL },
  { "detail-list", 422,
    "{\"detail\":[{\"loc\":[\"body\",\"url\"],\"msg\":\"field required\",\"type\":\"missing\"},{\"msg\":\"b\"},5]}",
    TROUPE_PROVIDER_ERROR_REFUSED, "[\"body\",\"url\"]: field required; b", NULL, NULL },
  { "plain-text-error", 400, "{\"error\":\"plain words\",\"code\":\"bad\"}",
    TROUPE_PROVIDER_ERROR_REFUSED, "plain words", "bad", NULL },
  { "web-page", 502, "\xef\xbb\xbf \n<!DOCTYPE html><html><body>Bad gateway</body></html>",
    TROUPE_PROVIDER_ERROR_SERVER, NULL, NULL, NULL },
  { "error-in-200", 200, "{\"error\":{\"message\":\"refused\",\"code\":\"content_policy_violation\"},\"id\":\"x\"}",
    TROUPE_PROVIDER_ERROR_REFUSED, "refused", "content_policy_violation", NULL },
  { "relay-in-200", 200, "{\"code\":\"fail_to_fetch_task\",\"message\":\"try later\",\"data\":null}",
    TROUPE_PROVIDER_ERROR_REFUSED, "try later", "fail_to_fetch_task", NULL },
  { "fail-reason", 500, "{\"fail_reason\":\"upstream\"}",
    TROUPE_PROVIDER_ERROR_SERVER, "upstream", NULL, NULL },
  { "bare-text", 500, " out of order \n", TROUPE_PROVIDER_ERROR_SERVER, "out of order", NULL, NULL },
  { "bare-json-text", 500, "\"out of order\"", TROUPE_PROVIDER_ERROR_SERVER, "out of order", NULL, NULL },
  { "empty", 500, "", TROUPE_PROVIDER_ERROR_SERVER, NULL, NULL, NULL },
  { "broken", 500, "{\"error\":{\"mess", TROUPE_PROVIDER_ERROR_SERVER, NULL, NULL, NULL },
  { "empty-object", 400, "{}", TROUPE_PROVIDER_ERROR_REFUSED, NULL, NULL, NULL },
  { "odd-types", 400, "{\"error\":[1],\"message\":{},\"msg\":7,\"detail\":{\"a\":1},\"code\":[]}",
    TROUPE_PROVIDER_ERROR_REFUSED, NULL, NULL, NULL },
  { "int-code", 400, "{\"error\":{\"message\":\"m\",\"code\":1234}}",
    TROUPE_PROVIDER_ERROR_REFUSED, "m", "1234", NULL },
  { "blank-message", 400, "{\"error\":{\"message\":\" \"},\"msg\":\"second\"}",
    TROUPE_PROVIDER_ERROR_REFUSED, "second", NULL, NULL },
  { "balance", 402, "{\"message\":\"no money\"}", TROUPE_PROVIDER_ERROR_BALANCE, "no money", NULL, NULL },
  { "balance-by-code", 403, "{\"error\":{\"message\":\"m\",\"code\":\"insufficient_credits\"}}",
    TROUPE_PROVIDER_ERROR_BALANCE, "m", "insufficient_credits", NULL },
  { "busy", 429, "{\"message\":\"slow down\"}", TROUPE_PROVIDER_ERROR_BUSY, "slow down", NULL, NULL },
  { "busy-by-code", 400, "{\"error\":{\"message\":\"m\",\"code\":\"rate_limit_exceeded\"}}",
    TROUPE_PROVIDER_ERROR_BUSY, "m", "rate_limit_exceeded", NULL },
  { "not-found", 404, "{\"error\":{\"message\":\"Task not found\"}}",
    TROUPE_PROVIDER_ERROR_REFUSED, "Task not found", NULL, NULL },
  { "no-route", 404,
    "{\"error\":{\"message\":\"Invalid URL (POST /sora/v1/characters)\",\"type\":\"invalid_request_error\"}}",
    TROUPE_PROVIDER_ERROR_NOT_OFFERED, "Invalid URL (POST /sora/v1/characters)", NULL, NULL },
  { "no-route-web-page", 404, "<html><body>404</body></html>",
    TROUPE_PROVIDER_ERROR_NOT_OFFERED, NULL, NULL, NULL },
  { "no-model", 503,
    "{\"error\":{\"message\":\"No model\",\"code\":\"model_not_found\"}}",
    TROUPE_PROVIDER_ERROR_NOT_OFFERED, "No model", "model_not_found", NULL },
  { "no-channel", 503,
    "{\"error\":{\"message\":\"No available channel for model sora-2 under group default (request id: r1)\"}}",
    TROUPE_PROVIDER_ERROR_NOT_OFFERED, "No available channel for model sora-2 under group default", NULL, "r1" },
  { "paused", 500, "{\"code\":500,\"msg\":\"sora-2 is temporarily paused\"}",
    TROUPE_PROVIDER_ERROR_NOT_OFFERED, "sora-2 is temporarily paused", "500", NULL },
  { "key-limit", 403, "{\"error\":{\"message\":\"m\",\"code\":\"token_daily_quota_exceeded\"}}",
    TROUPE_PROVIDER_ERROR_BALANCE, "m", "token_daily_quota_exceeded", NULL },
  { "key-expired", 400, "{\"error\":{\"message\":\"m\",\"code\":\"KEY_EXPIRED\"}}",
    TROUPE_PROVIDER_ERROR_KEY, "m", "KEY_EXPIRED", NULL },
  { "content-in-500", 500, "{\"error\":{\"message\":\"m\",\"code\":\"content_policy_violation\"}}",
    TROUPE_PROVIDER_ERROR_REFUSED, "m", "content_policy_violation", NULL },
  { "outcome-unknown", 409, "{\"error\":{\"message\":\"m\",\"code\":\"paid_outcome_unknown\"}}",
    TROUPE_PROVIDER_ERROR_LOST_ANSWER, "m", "paid_outcome_unknown", NULL },
  { "other-body-arrived", 409, "{\"error\":{\"message\":\"m\",\"code\":\"idempotency_conflict\"}}",
    TROUPE_PROVIDER_ERROR_LOST_ANSWER, "m", "idempotency_conflict", NULL },
  { "code-as-text-in-200", 200, "{\"code\":\"429\",\"msg\":\"slow down\"}",
    TROUPE_PROVIDER_ERROR_BUSY, "slow down", "429", NULL },
  { "request-id-of-body", 400, "{\"error\":{\"message\":\"m\"},\"request_id\":\"req-1\"}",
    TROUPE_PROVIDER_ERROR_REFUSED, "m", NULL, "req-1" },
  { "request-id-of-error", 400, "{\"error\":{\"message\":\"m\",\"request_id\":7},\"request_id\":\"x\"}",
    TROUPE_PROVIDER_ERROR_REFUSED, "m", NULL, "7" },
  { "proxy-password", 407, "<html>who are you?</html>", TROUPE_PROVIDER_ERROR_UNREACHABLE, NULL, NULL, NULL },
  { "no-object", 200, "[]", TROUPE_PROVIDER_ERROR_ANSWER, NULL, NULL, NULL },
  { "nothing", 200, "", TROUPE_PROVIDER_ERROR_ANSWER, NULL, NULL, NULL },
  { "login-page", 200, "<!DOCTYPE html><title>Sign in</title>", TROUPE_PROVIDER_ERROR_ANSWER, NULL, NULL, NULL },
  { "truncated", 200, "{\"id\":\"ch_1\",\"usern", TROUPE_PROVIDER_ERROR_ANSWER, NULL, NULL, NULL },
  { "no-username", 200, "{\"id\":\"ch_1\"}", TROUPE_PROVIDER_ERROR_ANSWER, NULL, NULL, NULL },
  { "username-of-other-type", 200, "{\"id\":\"ch_1\",\"username\":null,\"name\":{}}",
    TROUPE_PROVIDER_ERROR_ANSWER, NULL, NULL, NULL },
};

static void
test_answer_refusal (gconstpointer user_data)
{
  const Refusal *r = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) copy = NULL;
  g_autoptr (TroupeAnswer) answer = read_answer ("chainhub", "create-character", r->status, r->body, &error);

  g_assert_null (answer);
  g_assert_error (error, TROUPE_PROVIDER_ERROR, r->code);
  g_test_message ("%s", error->message);
  g_assert_true (g_str_has_prefix (error->message, "chainhub: create-character: "));
  g_prefix_error_literal (&error, "job: ");
  copy = g_error_copy (error);
  g_assert_cmpstr (troupe_provider_error_get_text (copy), ==, r->text);
  g_assert_cmpstr (troupe_provider_error_get_code (copy), ==, r->said_code);
  g_assert_cmpstr (troupe_provider_error_get_request_id (copy), ==, r->request_id);
  g_assert_cmpstr (troupe_provider_error_get_raw (copy), ==, *r->body != '\0' ? r->body : NULL);
  g_assert_cmpuint (troupe_provider_error_get_http_status (copy), ==, r->status);
}

static const struct
{
  const char           *name;
  guint                 status;
  const char           *body;
  TroupeProviderSpeaker speaker;
} speeches[] = {
  { "provider", 400, "{\"error\":{\"message\":\"m\",\"type\":\"invalid_request_error\"}}",
    TROUPE_PROVIDER_SPEAKER_PROVIDER },
  { "provider's API", 500, "{\"error\":{\"message\":\"m\",\"type\":\"api_error\"}}",
    TROUPE_PROVIDER_SPEAKER_PROVIDER },
  { "front door", 401, "{\"error\":{\"message\":\"m\",\"type\":\"new_api_error\"}}",
    TROUPE_PROVIDER_SPEAKER_GATEWAY },
  { "web page", 502, "<html>Bad gateway</html>", TROUPE_PROVIDER_SPEAKER_GATEWAY },
  { "nothing", 504, "", TROUPE_PROVIDER_SPEAKER_GATEWAY },
  { "Troupe", 200, "[]", TROUPE_PROVIDER_SPEAKER_TROUPE },
};

static void
test_answer_tells_who_speaks (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (speeches); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TroupeAnswer) answer = NULL;

      g_test_message ("%s", speeches[i].name);
      answer = read_answer ("chainhub", "create-character", speeches[i].status, speeches[i].body, &error);
      g_assert_null (answer);
      g_assert_cmpint (troupe_provider_error_get_speaker (error), ==, speeches[i].speaker);
    }
}

/* What the headers tell goes into errors and answers alike; the body's own word comes first. */
static void
test_answer_takes_headers (void)
{
  static const char refusal_text[] = "{\"message\":\"m (request id: a)\"}";
  static const char busy_text[] = "{\"retry_after\":9}";
  static const char fine_text[] = "{\"id\":1,\"username\":\"u\"}";
  g_autoptr (GBytes) refusal = g_bytes_new_static (refusal_text, strlen (refusal_text));
  g_autoptr (GBytes) busy = g_bytes_new_static (busy_text, strlen (busy_text));
  g_autoptr (GBytes) fine = g_bytes_new_static (fine_text, strlen (fine_text));
  TroupeReply reply = {
    .provider_id = "chainhub", .call = "create-character", .http_status = 429, .body = refusal,
    .content_type = "text/plain", .request_id = "header-id", .retry_after_s = 7
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeAnswer) answer = NULL;

  g_assert_null (troupe_answer_new (troupe_providers_find (providers, "chainhub"), &reply, &error));
  g_assert_cmpint (troupe_provider_error_get_retry_after (error), ==, 7);
  g_assert_cmpstr (troupe_provider_error_get_request_id (error), ==, "a");
  g_clear_error (&error);

  reply.body = busy;
  reply.retry_after_s = -1;
  g_assert_null (troupe_answer_new (troupe_providers_find (providers, "chainhub"), &reply, &error));
  g_assert_cmpint (troupe_provider_error_get_retry_after (error), ==, 9);
  g_assert_cmpstr (troupe_provider_error_get_request_id (error), ==, "header-id");
  g_clear_error (&error);

  reply.http_status = 200;
  reply.body = fine;
  reply.retry_after_s = 3;
  answer = troupe_answer_new (troupe_providers_find (providers, "chainhub"), &reply, &error);
  g_assert_no_error (error);
  g_assert_cmpint (troupe_answer_get_retry_after (answer), ==, 3);
}

static void
test_answer_hides_key (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeAnswer) answer = NULL;

  answer = read_answer ("chainhub", "create-character", 401,
                        "{\"error\":{\"message\":\"Wrong key " KEY " (request id: " KEY ")\",\"code\":\"" KEY "\"},"
                        "\"u\":\"https://a.example/?sig=secret\"}", &error);
  g_assert_null (answer);
  g_assert_null (strstr (error->message, "the-key"));
  g_assert_null (strstr (troupe_provider_error_get_text (error), "the-key"));
  g_assert_null (strstr (troupe_provider_error_get_code (error), "the-key"));
  g_assert_null (strstr (troupe_provider_error_get_request_id (error), "the-key"));
  g_assert_null (strstr (troupe_provider_error_get_raw (error), "the-key"));
  g_assert_null (strstr (troupe_provider_error_get_raw (error), "secret"));
}

static void
test_answer_caps_raw (void)
{
  g_autoptr (GString) body = g_string_new ("<html>");
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeAnswer) answer = NULL;
  const char *raw;

  while (body->len < 64 * 1024)
    g_string_append (body, "äöü");
  g_string_append (body, "</html>");
  answer = read_answer ("chainhub", "create-character", 500, body->str, &error);
  g_assert_null (answer);
  raw = troupe_provider_error_get_raw (error);
  g_assert_cmpuint (strlen (raw), <=, 64 * 1024);
  g_assert_cmpuint (strlen (raw), >, 64 * 1024 - 4);
  g_assert_true (g_str_has_prefix (body->str, raw));
}

static void
test_answer_refuses_deep_nesting (void)
{
  g_autoptr (GString) body = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeAnswer) answer = NULL;

  g_string_set_size (body, 4 * 1024 * 1024);
  memset (body->str, '[', body->len);
  answer = read_answer ("chainhub", "create-character", 200, body->str, &error);
  g_assert_null (answer);
  g_assert_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_ANSWER);
}

static void
test_answer_reads_nested_places (void)
{
  static const char * const bodies[] = {
    "{}", "{\"data\":null}", "{\"data\":\"x\"}", "{\"data\":[]}", "{\"data\":{\"file_url\":[]}}", "{\"data\":{}}",
    "{\"data\":[{\"file_url\":\"x\"}]}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TroupeAnswer) answer = read_answer ("practice", "upload", 200, bodies[i], &error);

      g_test_message ("%s", bodies[i]);
      g_assert_null (answer);
      g_assert_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_ANSWER);
      g_assert_cmpstr (error->message, ==, "practice: upload: the answer has no \"url\" (HTTP 200)");
    }
}

static void
test_provider_error_of_other_domain (void)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "x");

  g_assert_null (troupe_provider_error_get_text (error));
  g_assert_null (troupe_provider_error_get_code (error));
  g_assert_null (troupe_provider_error_get_request_id (NULL));
  g_assert_null (troupe_provider_error_get_raw (error));
  g_assert_cmpint (troupe_provider_error_get_retry_after (error), ==, -1);
  g_assert_cmpint (troupe_provider_error_get_speaker (error), ==, TROUPE_PROVIDER_SPEAKER_COMPUTER);
  g_assert_cmpint (troupe_provider_error_get_obstacle (NULL), ==, TROUPE_PROVIDER_OBSTACLE_NONE);
  g_assert_cmpuint (troupe_provider_error_get_http_status (error), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/answer/reads-character", test_answer_reads_character);
  g_test_add_func ("/answer/takes-first-place-with-value", test_answer_takes_first_place_with_value);
  g_test_add_func ("/answer/reads-upload", test_answer_reads_upload);
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *path = g_strconcat ("/answer/refusal/", refusals[i].name, NULL);

      g_test_add_data_func (path, &refusals[i], test_answer_refusal);
    }
  g_test_add_func ("/answer/tells-who-speaks", test_answer_tells_who_speaks);
  g_test_add_func ("/answer/takes-headers", test_answer_takes_headers);
  g_test_add_func ("/answer/hides-key", test_answer_hides_key);
  g_test_add_func ("/answer/caps-raw", test_answer_caps_raw);
  g_test_add_func ("/answer/refuses-deep-nesting", test_answer_refuses_deep_nesting);
  g_test_add_func ("/answer/reads-nested-places", test_answer_reads_nested_places);
  g_test_add_func ("/provider-error/of-other-domain", test_provider_error_of_other_domain);
  providers = troupe_providers_new ();
  status = g_test_run ();
  g_clear_object (&providers);
  return status;
}
