/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "host-fixture.h"
#include "troupe-host-trial.h"

#define OK "HTTP/1.1 200 OK\nContent-Type: application/json"
#define ADDRESS "https://files.example.org/x%7Ey.mp4?sig=%2B"

static void
set_up (HostFixture  *fixture,
        gconstpointer user_data)
{
  g_autofree char *address = NULL;

  host_fixture_set_up (fixture, "form", "abc123secret");
  address = g_strconcat (test_http_get_base (fixture->http), "/up?token=1", NULL);
  host_fixture_set (fixture, "address", address);
  host_fixture_set (fixture, "place", "$.data.url");
}

static void
answer (TestHttp   *http,
        const char *head,
        const char *body)
{
  test_http_answer (http, head, body, strlen (body));
}

static void
test_form_publishes (HostFixture  *fixture,
                     gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupePublished) published = NULL;
  const char *request;

  host_fixture_set (fixture, "part", "upload");
  host_fixture_set (fixture, "parts", "expires=24h&note=a%20b%26c");
  answer (fixture->http, OK, "{\"data\":{\"url\":\"https:\\/\\/files.example.org\\/x%7Ey.mp4?sig=%2B\"}}");
  published = host_fixture_publish (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (published->address, ==, ADDRESS);
  g_assert_null (published->handle);
  g_assert_cmpint (published->expires, ==, 0);

  request = test_http_get_request (fixture->http, 0);
  g_assert_true (g_str_has_prefix (request, "POST /up?token=1 HTTP/1.1\r\n"));
  g_assert_nonnull (strstr (request, "\r\nAuthorization: Bearer abc123secret\r\n"));
  g_assert_nonnull (strstr (request, "name=\"expires\"\r\n\r\n24h\r\n"));
  g_assert_nonnull (strstr (request, "name=\"note\"\r\n\r\na b&c\r\n"));
  g_assert_nonnull (strstr (request, "name=\"upload\"; filename=\""));
  g_assert_nonnull (strstr (request, ".mp4\"\r\nContent-Type: video/mp4\r\n\r\n" HOST_FIXTURE_CLIP "\r\n--"));
  g_assert_null (strstr (request, "private"));
  g_assert_cmpuint (fixture->done_bytes, ==, fixture->total_bytes);
  g_assert_cmpuint (fixture->total_bytes, >, strlen (HOST_FIXTURE_CLIP));
}

/* It stands in no header then, and its setting never holds it. */
static void
test_form_sends_key_as_part (HostFixture  *fixture,
                             gconstpointer user_data)
{
  static const char *const parts[] = { "a=1&api_key={key}&b=2", "api_key=%7Bkey%7D" };
  g_autoptr (GError) error = NULL;

  host_fixture_set (fixture, "delete-place", "$.data.del");
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr (TroupePublished) published = NULL;
      const char *request;

      host_fixture_set (fixture, "parts", parts[i]);
      answer (fixture->http, OK, "{\"data\":{\"url\":\"" ADDRESS "\",\"del\":\"/del\"}}");
      fixture->done_bytes = 0;
      published = host_fixture_publish (fixture, &error);
      g_assert_no_error (error);
      request = test_http_get_request (fixture->http, i);
      g_assert_nonnull (strstr (request, "name=\"api_key\"\r\n\r\nabc123secret\r\n"));
      g_assert_null (strstr (request, "Authorization"));
      g_assert_cmpstr (troupe_host_get_setting (fixture->host, "parts"), ==, parts[i]);
    }
  answer (fixture->http, "HTTP/1.1 204 No Content", "");
  g_assert_true (host_fixture_delete (fixture, "/del", &error));
  g_assert_null (strstr (test_http_get_request (fixture->http, 2), "secret"));

  g_unsetenv ("TROUPE_HOST_KEY");
  g_assert_null (host_fixture_publish (fixture, &error));
  g_assert_error (error, TROUPE_HOST_ERROR, TROUPE_HOST_ERROR_NO_KEY);
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 3);
}

static void
test_form_reads_plain_text (HostFixture  *fixture,
                            gconstpointer user_data)
{
  g_autoptr (TroupePublished) published = NULL;

  host_fixture_set (fixture, "place", NULL);
  answer (fixture->http, "HTTP/1.1 200 OK\nContent-Type: text/plain", ADDRESS "\n");
  published = host_fixture_publish (fixture, NULL);
  g_assert_cmpstr (published->address, ==, ADDRESS);
}

static void
test_form_reads_expiry (HostFixture  *fixture,
                        gconstpointer user_data)
{
  static const struct { const char *json; gint64 expires; } cases[] = {
    { "\"2030-01-02T03:04:05Z\"", 1893553445 }, { "1893553445", 1893553445 }, { "1893553445000", 1893553445 },
    { "\"1893553445\"", 1893553445 }, { "null", 0 }, { "\"soon\"", 0 }, { "-5", 0 }, { "{}", 0 },
    { "\"nan\"", 0 }, { "1e300", 0 },
  };
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  host_fixture_set (fixture, "expiry-place", "$.data.ends");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = g_strconcat ("{\"data\":{\"url\":\"" ADDRESS "\",\"ends\":", cases[i].json, "}}", NULL);
      g_autoptr (TroupePublished) published = NULL;

      g_test_message ("%s", cases[i].json);
      answer (fixture->http, OK, body);
      fixture->done_bytes = 0;
      published = host_fixture_publish (fixture, NULL);
      g_assert_cmpint (published->expires, ==, cases[i].expires);
    }
  answer (fixture->http, OK, "{\"data\":{\"url\":\"" ADDRESS "\",\"ends\":3600}}");
  fixture->done_bytes = 0;
  {
    g_autoptr (TroupePublished) published = host_fixture_publish (fixture, NULL);

    g_assert_cmpint (published->expires, >=, now + 3600);
    g_assert_cmpint (published->expires, <=, now + 3600 + 600);
  }
}

static void
test_form_deletes (HostFixture  *fixture,
                   gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupePublished) published = NULL;
  const char *request;

  host_fixture_set (fixture, "header", "X-Api-Key");
  g_assert_false (troupe_host_can_delete (fixture->host));
  host_fixture_set (fixture, "delete-place", "$.data.del");
  g_assert_true (troupe_host_can_delete (fixture->host));
  answer (fixture->http, OK, "{\"data\":{\"url\":\"" ADDRESS "\",\"del\":\"/del/7?t=%7E\"}}");
  published = host_fixture_publish (fixture, NULL);
  g_assert_cmpstr (published->handle, ==, "/del/7?t=%7E");

  answer (fixture->http, "HTTP/1.1 204 No Content", "");
  g_assert_true (host_fixture_delete (fixture, published->handle, &error));
  g_assert_no_error (error);
  request = test_http_get_request (fixture->http, 1);
  g_assert_true (g_str_has_prefix (request, "DELETE /del/7?t=%7E HTTP/1.1\r\n"));
  g_assert_nonnull (strstr (request, "\r\nX-Api-Key: abc123secret\r\n"));

  answer (fixture->http, "HTTP/1.1 404 Not Found", "");
  g_assert_true (host_fixture_delete (fixture, published->handle, &error));
  answer (fixture->http, "HTTP/1.1 500 Oops", "");
  g_assert_false (host_fixture_delete (fixture, published->handle, &error));
  g_assert_error (error, TROUPE_HOST_ERROR, TROUPE_HOST_ERROR_REFUSED);
}

static void
test_form_sends_key_home_only (HostFixture  *fixture,
                               gconstpointer user_data)
{
  g_autofree char *handle = g_strconcat (test_http_get_base (fixture->other), "/del", NULL);
  g_autofree char *redirect = g_strdup_printf ("HTTP/1.1 307 Temporary Redirect\nLocation: %s/up",
                                               test_http_get_base (fixture->other));
  g_autoptr (GError) error = NULL;

  answer (fixture->other, "HTTP/1.1 204 No Content", "");
  g_assert_true (host_fixture_delete (fixture, handle, &error));
  g_assert_no_error (error);
  g_assert_null (strstr (test_http_get_request (fixture->other, 0), "secret"));

  answer (fixture->http, redirect, "");
  g_assert_null (host_fixture_publish (fixture, &error));
  g_assert_error (error, TROUPE_HOST_ERROR, TROUPE_HOST_ERROR_REFUSED);
  g_assert_cmpuint (test_http_get_n_asked (fixture->other), ==, 1);

  g_clear_error (&error);
  g_assert_false (host_fixture_delete (fixture, "http://example.org/del", &error));
  g_assert_error (error, TROUPE_HOST_ERROR, TROUPE_HOST_ERROR_REFUSED);
}

static void
test_form_tells_what_fails (HostFixture  *fixture,
                            gconstpointer user_data)
{
  static const struct { const char *head, *body; TroupeHostError code; const char *pattern; } cases[] = {
    { "HTTP/1.1 401 Unauthorized", "bad key abc123secret", TROUPE_HOST_ERROR_KEY,
      "box: http://127.0.0.1:* answers 401 Unauthorized: bad key ••••" },
    { "HTTP/1.1 413 Too Big", "<html>no", TROUPE_HOST_ERROR_REFUSED,
      "box: http://127.0.0.1:* answers 413 Request Entity Too Large" },
    { OK, "{\"data\":{\"url\":\"clip.mp4\"}}", TROUPE_HOST_ERROR_ANSWER, "box: the answer holds no address at $.data.url" },
    { OK, "{\"data\":[]}", TROUPE_HOST_ERROR_ANSWER, "box: the answer holds no address at $.data.url" },
    { OK, "<html>", TROUPE_HOST_ERROR_ANSWER, "box: the answer holds no address at $.data.url, it is no JSON" },
    { OK "\nContent-Length: 900", "{\"data\"", TROUPE_HOST_ERROR_UNREACHABLE, "box: *" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      answer (fixture->http, cases[i].head, cases[i].body);
      fixture->done_bytes = 0;
      g_assert_null (host_fixture_publish (fixture, &error));
      g_test_message ("%s", error->message);
      g_assert_error (error, TROUPE_HOST_ERROR, (int) cases[i].code);
      g_assert_true (g_pattern_match_simple (cases[i].pattern, error->message));
      g_assert_null (strstr (error->message, "secret"));
    }
}

static void
test_form_is_sent_once (HostFixture  *fixture,
                        gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;

  test_http_drop (fixture->http);
  answer (fixture->http, OK, "{\"data\":{\"url\":\"" ADDRESS "\"}}");
  g_assert_null (host_fixture_publish (fixture, &error));
  g_assert_error (error, TROUPE_HOST_ERROR, TROUPE_HOST_ERROR_UNREACHABLE);
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 1);
}

static void
test_form_is_cancelled (HostFixture  *fixture,
                        gconstpointer user_data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  test_http_hang (fixture->http);
  troupe_host_publish_async (fixture->host, fixture->clip, "video/mp4", NULL, NULL, fixture->cancellable,
                             test_result_cb, &result);
  test_wait_until (test_http_get_request (fixture->http, 0) != NULL);
  g_assert_null (result);
  g_cancellable_cancel (fixture->cancellable);
  test_wait_until (result != NULL);
  g_assert_null (troupe_host_publish_finish (fixture->host, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  g_clear_error (&error);
  g_assert_null (host_fixture_publish (fixture, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 1);
}

static void
test_trial (HostFixture  *fixture,
            gconstpointer user_data)
{
  g_autofree char *body = g_strdup_printf ("{\"data\":{\"url\":\"%s/x.mp4\",\"del\":\"/del\"}}",
                                           test_http_get_base (fixture->other));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (TroupeHostTrial) trial = NULL;
  g_autoptr (GError) error = NULL;

  host_fixture_set (fixture, "delete-place", "$.data.del");
  answer (fixture->http, OK, body);
  answer (fixture->other, "HTTP/1.1 200 OK\nContent-Type: video/mp4\nContent-Length: 32", "");
  answer (fixture->http, "HTTP/1.1 500 Oops", "");
  troupe_host_trial_async (fixture->host, fixture->cancellable, test_result_cb, &result);
  test_wait_until (result != NULL);
  trial = troupe_host_trial_finish (fixture->host, result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (trial->probe->verdict, ==, TROUPE_ADDRESS_FINE);
  g_assert_cmpint (trial->probe->reach, ==, TROUPE_REACH_COMPUTER);
  g_assert_true (trial->can_delete);
  g_assert_error (trial->delete_error, TROUPE_HOST_ERROR, TROUPE_HOST_ERROR_REFUSED);
  g_assert_true (g_str_has_prefix (test_http_get_request (fixture->http, 1), "DELETE /del "));
}

#define ADD(path, func) g_test_add ("/host-form/" path, HostFixture, NULL, set_up, func, host_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("publishes", test_form_publishes);
  ADD ("reads-plain-text", test_form_reads_plain_text);
  ADD ("sends-key-as-part", test_form_sends_key_as_part);
  ADD ("reads-expiry", test_form_reads_expiry);
  ADD ("deletes", test_form_deletes);
  ADD ("sends-key-home-only", test_form_sends_key_home_only);
  ADD ("tells-what-fails", test_form_tells_what_fails);
  ADD ("is-sent-once", test_form_is_sent_once);
  ADD ("is-cancelled", test_form_is_cancelled);
  ADD ("trial", test_trial);
  return g_test_run ();
}
