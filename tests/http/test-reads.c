/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "test-dir.h"
#include "test-http.h"
#include "test-wait.h"
#include "troupe-client.h"
#include "troupe-keys.h"
#include "troupe-provider-error.h"

#define KEY "sk-the-key-of-the-test"
#define OK "HTTP/1.1 200 OK\nContent-Type: application/json"
#define BUSY "HTTP/1.1 429 Too Many Requests\nRetry-After: 0"

static const char profile_text[] =
  "{ \"format\": 1, \"id\": \"own\", \"name\": \"Own\", \"summary\": \"A test.\","
  "  \"base\": \"https://api.example.org\","
  "  \"auth\": { \"header\": \"Authorization\", \"prefix\": \"Bearer \" }, \"life\": { \"state\": \"active\" },"
  "  \"clip\": { \"span\": { \"min\": 1, \"max\": 2, \"step\": 1 }, \"sources\": [\"url\"], \"short_edge\": 480 },"
  "  \"mention\": { \"template\": \"@{username} \", \"max\": 1 },"
  "  \"calls\": {"
  "    \"create-character\": { \"method\": \"POST\", \"path\": \"/make\", \"encoding\": \"json\","
  "      \"body\": { \"url\": \"{clip.url}\" },"
  "      \"answer\": { \"id\": [\"$.id\"], \"username\": [\"$.username\"] } },"
  "    \"create-video\": { \"method\": \"POST\", \"path\": \"/videos\", \"encoding\": \"json\","
  "      \"body\": { \"prompt\": \"{video.prompt}\" }, \"answer\": { \"job\": [\"$.id\"] } },"
  "    \"follow-video\": { \"method\": \"GET\", \"path\": \"/videos/{job.id}\", \"encoding\": \"none\","
  "      \"answer\": { \"status\": [\"$.status\"], \"url\": [\"$.url\"] } },"
  "    \"download-video\": { \"method\": \"GET\", \"path\": \"/videos/{job.id}/content\", \"encoding\": \"none\","
  "      \"answer\": { \"url\": [\"$.video_url\", \"$.url\"] } },"
  "    \"delete-video\": { \"method\": \"DELETE\", \"path\": \"/videos/{job.id}\", \"encoding\": \"none\" } } }";

typedef struct
{
  TestHttp       *http;
  TestHttp       *other;
  TestDir        *dir;
  TroupeClient   *client;
  TroupeProvider *provider;
  GCancellable   *cancellable;
  guint           n_progress;
  guint64         total_bytes;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer user_data)
{
  g_autoptr (GBytes) json = g_bytes_new_static (profile_text, sizeof profile_text - 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeProfile) profile = troupe_profile_new (json, "own.json", &error);

  g_assert_no_error (error);
  g_setenv ("TROUPE_KEY", KEY, TRUE);
  fixture->http = test_http_new ();
  fixture->other = test_http_new ();
  fixture->dir = test_dir_new ();
  fixture->client = troupe_client_new ();
  fixture->provider = troupe_provider_new (profile, "own");
  fixture->cancellable = g_cancellable_new ();
  g_assert_true (troupe_provider_set_base (fixture->provider, test_http_get_base (fixture->http), NULL));
  troupe_keys_name_owner (TROUPE_KEY_OWNER (fixture->provider));
}

static void
tear_down (Fixture      *fixture,
           gconstpointer user_data)
{
  test_assert_finalize (fixture->client);
  test_assert_finalize (fixture->provider);
  g_clear_object (&fixture->cancellable);
  test_http_free (fixture->http);
  test_http_free (fixture->other);
  test_dir_free (fixture->dir);
}

static void
answer_text (TestHttp   *http,
             const char *head,
             const char *body)
{
  test_http_answer (http, head, body, strlen (body));
}

static TroupeRequest *
build (Fixture    *fixture,
       const char *call)
{
  g_autoptr (TroupeValues) values = troupe_values_new ();
  g_autoptr (GError) error = NULL;
  TroupeRequest *request;

  troupe_values_set (values, "job.id", "job-1");
  request = troupe_request_new (fixture->provider, call, values, &error);
  g_assert_no_error (error);
  return request;
}

static TroupeAnswer *
ask (Fixture    *fixture,
     const char *call,
     GError    **error)
{
  g_autoptr (TroupeRequest) request = build (fixture, call);
  g_autoptr (GAsyncResult) result = NULL;

  troupe_client_send_async (fixture->client, request, NULL, NULL, fixture->cancellable, test_result_cb, &result);
  test_wait_until (result != NULL);
  return troupe_client_send_finish (fixture->client, result, error);
}

static void
test_repeats_read (Fixture      *fixture,
                   gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeAnswer) answer = NULL;

  answer_text (fixture->http, BUSY, "{}");
  answer_text (fixture->http, "HTTP/1.1 503 Unavailable\nRetry-After: Sat, 21 Nov 2020 10:00:00 GMT", "<html>");
  answer_text (fixture->http, OK, "{\"status\":\"processing\"}");
  answer = ask (fixture, "follow-video", &error);
  g_assert_no_error (error);
  g_assert_cmpint (troupe_answer_get_status (answer), ==, TROUPE_ANSWER_STATUS_RUNNING);
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      const char *request = test_http_get_request (fixture->http, i);

      g_assert_true (g_str_has_prefix (request, "GET /videos/job-1 HTTP/1.1\r\n"));
      g_assert_nonnull (strstr (request, "\r\nAuthorization: Bearer " KEY "\r\n"));
    }
}

static void
test_repeats_read_after_lost_connection (Fixture      *fixture,
                                         gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeAnswer) answer = NULL;

  answer_text (fixture->http, OK "\nContent-Length: 100", "{\"status\":");
  answer_text (fixture->http, OK, "{\"status\":\"completed\",\"url\":\"https://a.example/v.mp4\"}");
  answer = ask (fixture, "follow-video", &error);
  g_assert_no_error (error);
  g_assert_cmpint (troupe_answer_get_status (answer), ==, TROUPE_ANSWER_STATUS_DONE);
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 2);
}

static void
test_gives_up_after_three (Fixture      *fixture,
                           gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeAnswer) answer = NULL;

  for (guint i = 0; i < 4; i++)
    answer_text (fixture->http, BUSY, "{\"message\":\"slow down\"}");
  answer = ask (fixture, "follow-video", &error);
  g_assert_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_BUSY);
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 3);
}

/* A long pause is for the caller, who learns of it. */
static void
test_leaves_long_pause (Fixture      *fixture,
                        gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeAnswer) answer = NULL;

  answer_text (fixture->http, "HTTP/1.1 429 Too Many Requests\nRetry-After: 600\nX-Request-Id: r-1", "{}");
  answer = ask (fixture, "follow-video", &error);
  g_assert_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_BUSY);
  g_assert_cmpint (troupe_provider_error_get_retry_after (error), ==, 600);
  g_assert_cmpstr (troupe_provider_error_get_request_id (error), ==, "r-1");
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 1);
}

static void
test_does_not_repeat_final (Fixture      *fixture,
                            gconstpointer user_data)
{
  static const struct { const char *head, *body; int code; } answers[] = {
    { "HTTP/1.1 401 Unauthorized\nRetry-After: 0", "{}", TROUPE_PROVIDER_ERROR_KEY },
    { "HTTP/1.1 404 Not Found\nRetry-After: 0", "{}", TROUPE_PROVIDER_ERROR_REFUSED },
    { "HTTP/1.1 500 Error\nRetry-After: 0", "{}", TROUPE_PROVIDER_ERROR_SERVER },
    { "HTTP/1.1 503 Unavailable\nRetry-After: 0", "{\"error\":{\"code\":\"model_not_found\"}}",
      TROUPE_PROVIDER_ERROR_NOT_OFFERED },
    { OK "\nRetry-After: 0", "{\"status\":", TROUPE_PROVIDER_ERROR_ANSWER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TroupeAnswer) answer = NULL;

      answer_text (fixture->http, answers[i].head, answers[i].body);
      answer = ask (fixture, "follow-video", &error);
      g_assert_error (error, TROUPE_PROVIDER_ERROR, answers[i].code);
      g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, i + 1);
    }
}

static void
test_does_not_repeat_delete (Fixture      *fixture,
                             gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeAnswer) refused = NULL;
  g_autoptr (TroupeAnswer) answer = NULL;

  answer_text (fixture->http, BUSY, "{}");
  refused = ask (fixture, "delete-video", &error);
  g_assert_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_BUSY);
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 1);
  g_clear_error (&error);

  test_http_answer (fixture->http, "HTTP/1.1 204 No Content", NULL, 0);
  answer = ask (fixture, "delete-video", &error);
  g_assert_no_error (error);
}

/* Neither the old address, whose key it is not any more, nor the new one, for which it was not built, gets it. */
static void
test_refuses_changed_address (Fixture      *fixture,
                              gconstpointer user_data)
{
  static const char *const calls[] = { "follow-video", "delete-video" };

  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_autoptr (TroupeRequest) request = build (fixture, calls[i]);
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (TroupeAnswer) answer = NULL;
      g_autoptr (GError) error = NULL;

      answer_text (fixture->http, OK, "{}");
      g_assert_true (troupe_provider_set_base (fixture->provider, test_http_get_base (fixture->other), NULL));
      troupe_keys_name_owner (TROUPE_KEY_OWNER (fixture->provider));
      troupe_client_send_async (fixture->client, request, NULL, NULL, fixture->cancellable, test_result_cb, &result);
      test_wait_until (result != NULL);
      answer = troupe_client_send_finish (fixture->client, result, &error);
      g_assert_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_VALUE);
      g_assert_nonnull (strstr (error->message, "has another address since"));
      g_assert_true (troupe_provider_set_base (fixture->provider, test_http_get_base (fixture->http), NULL));
      troupe_keys_name_owner (TROUPE_KEY_OWNER (fixture->provider));
    }
  g_assert_cmpuint (test_http_get_n_asked (fixture->http) + test_http_get_n_asked (fixture->other), ==, 0);
}

static void
test_cancelled_in_pause (Fixture      *fixture,
                         gconstpointer user_data)
{
  g_autoptr (TroupeRequest) request = build (fixture, "follow-video");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (TroupeAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  answer_text (fixture->http, "HTTP/1.1 503 Unavailable\nRetry-After: 30", "{}");
  troupe_client_send_async (fixture->client, request, NULL, NULL, fixture->cancellable, test_result_cb, &result);
  test_wait_until (test_http_get_request (fixture->http, 0) != NULL);
  g_cancellable_cancel (fixture->cancellable);
  test_wait_until (result != NULL);
  answer = troupe_client_send_finish (fixture->client, result, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 1);
}

static void
progress_cb (guint64  done_bytes,
             guint64  total_bytes,
             gpointer user_data)
{
  Fixture *fixture = user_data;

  g_assert_cmpuint (done_bytes, >, 0);
  fixture->n_progress++;
  fixture->total_bytes = total_bytes;
}

static gboolean
download (Fixture *fixture,
          guint64  limit_bytes,
          GError **error)
{
  g_autoptr (TroupeRequest) request = build (fixture, "download-video");
  g_autofree char *path = test_dir_build (fixture->dir, "video");
  g_autoptr (GFile) destination = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;

  troupe_client_download_async (fixture->client, request, destination, limit_bytes, progress_cb, fixture,
                                fixture->cancellable, test_result_cb, &result);
  test_wait_until (result != NULL);
  return troupe_client_fetch_finish (fixture->client, result, error);
}

static void
assert_downloaded (Fixture    *fixture,
                   const char *expected)
{
  g_autofree char *path = test_dir_build (fixture->dir, "video");
  g_autofree char *contents = NULL;

  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, expected);
}

static void
test_downloads (Fixture      *fixture,
                gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  const char *request;

  answer_text (fixture->http, BUSY, "{}");
  answer_text (fixture->http, "HTTP/1.1 200 OK\nContent-Type: video/mp4\nContent-Length: 9", "the video");
  g_assert_true (download (fixture, 9, &error));
  g_assert_no_error (error);
  assert_downloaded (fixture, "the video");
  g_assert_cmpuint (fixture->n_progress, ==, 1);
  g_assert_cmpuint (fixture->total_bytes, ==, 9);
  request = test_http_get_request (fixture->http, 1);
  g_assert_true (g_str_has_prefix (request, "GET /videos/job-1/content HTTP/1.1\r\n"));
  g_assert_nonnull (strstr (request, "\r\nAuthorization: Bearer " KEY "\r\n"));
}

/* The part that came before the connection broke is not kept. */
static void
test_downloads_again_after_lost_connection (Fixture      *fixture,
                                            gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;

  answer_text (fixture->http, "HTTP/1.1 200 OK\nContent-Length: 100", "another");
  answer_text (fixture->http, "HTTP/1.1 200 OK\nContent-Length: 9", "the video");
  g_assert_true (download (fixture, 100, &error));
  g_assert_no_error (error);
  assert_downloaded (fixture, "the video");
}

#define SIGNED "/v%2Fraw?se=2026-12-01T00%3A00%3A00Z&sig=x%2By/z%3D"

static void
test_downloads_from_named_address (Fixture      *fixture,
                                   gconstpointer user_data)
{
  g_autofree char *body = g_strconcat ("{\"id\":\"job-1\",\"url\":\"", test_http_get_base (fixture->other),
                                       SIGNED "\"}", NULL);
  g_autoptr (GError) error = NULL;

  answer_text (fixture->http, OK, body);
  answer_text (fixture->other, "HTTP/1.1 200 OK\nContent-Type: video/mp4", "the video");
  g_assert_true (download (fixture, 100, &error));
  g_assert_no_error (error);
  assert_downloaded (fixture, "the video");
  g_assert_true (g_str_has_prefix (test_http_get_request (fixture->other, 0), "GET " SIGNED " HTTP/1.1\r\n"));
  g_assert_null (strstr (test_http_get_request (fixture->other, 0), "the-key"));
}

static void
assert_download_fails (Fixture    *fixture,
                       const char *head,
                       const char *body,
                       GQuark      domain,
                       int         code,
                       const char *pattern)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = test_dir_build (fixture->dir, "video");

  answer_text (fixture->http, head, body);
  g_assert_false (download (fixture, 9000000000000000000u, &error));
  g_assert_error (error, domain, code);
  g_test_message ("%s", error->message);
  g_assert_true (g_pattern_match_simple (pattern, error->message));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_download_fails (Fixture      *fixture,
                     gconstpointer user_data)
{
  assert_download_fails (fixture, "HTTP/1.1 400 Bad Request\nContent-Type: application/json",
                         "{\"error\":{\"message\":\"Task is not completed yet, current status: NOT_START\","
                         "\"type\":\"invalid_request_error\"}}",
                         TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_REFUSED,
                         "own: download-video: Task is not completed yet, current status: NOT_START (HTTP 400)");
  assert_download_fails (fixture, OK, "{\"id\":\"job-1\"}", TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_ANSWER,
                         "own: download-video: a web page or a message (application/json) instead of the result*");
  assert_download_fails (fixture, OK, "{\"error\":{\"message\":\"m\",\"code\":\"unauthorized\"}}",
                         TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_KEY, "own: download-video: m (HTTP 200)");
  assert_download_fails (fixture, OK, "{\"url\":\"file:///etc/passwd\"}", TROUPE_PROVIDER_ERROR,
                         TROUPE_PROVIDER_ERROR_ANSWER, "own: download-video: redirected to no address (HTTP 200)");
  assert_download_fails (fixture, "HTTP/1.1 200 OK\nContent-Type: video/mp4\nContent-Length: 8000000000000000000",
                         "the video", G_IO_ERROR, G_IO_ERROR_NO_SPACE, "*/video: 8.0?EB more are needed, *");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, function) g_test_add ("/reads/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("repeated", test_repeats_read);
  ADD ("repeated-after-lost-connection", test_repeats_read_after_lost_connection);
  ADD ("three-times-at-most", test_gives_up_after_three);
  ADD ("long-pause-is-left", test_leaves_long_pause);
  ADD ("final-is-not-repeated", test_does_not_repeat_final);
  ADD ("delete-is-not-repeated", test_does_not_repeat_delete);
  ADD ("changed-address-is-refused", test_refuses_changed_address);
  ADD ("cancelled-in-pause", test_cancelled_in_pause);
  ADD ("download", test_downloads);
  ADD ("download-after-lost-connection", test_downloads_again_after_lost_connection);
  ADD ("download-from-named-address", test_downloads_from_named_address);
  ADD ("download-fails", test_download_fails);
  return g_test_run ();
}
