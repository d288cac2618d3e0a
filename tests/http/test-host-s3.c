/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "host-fixture.h"

#define SECRET "the/secret+of=a bucket"

static void
set_up (HostFixture  *fixture,
        gconstpointer user_data)
{
  host_fixture_set_up (fixture, "s3", SECRET);
  host_fixture_set (fixture, "endpoint", test_http_get_base (fixture->http));
  host_fixture_set (fixture, "bucket", "clips");
  host_fixture_set (fixture, "prefix", "a b");
  host_fixture_set (fixture, "access-key", "AKID");
  host_fixture_set (fixture, "hours", "2");
}

static void
test_s3_publishes (HostFixture  *fixture,
                   gconstpointer user_data)
{
  g_autofree char *base = g_strconcat (test_http_get_base (fixture->http), "/clips/a%20b/", NULL);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupePublished) published = NULL;
  const char *request;

  test_http_answer (fixture->http, "HTTP/1.1 200 OK\nContent-Length: 0", "", 0);
  published = host_fixture_publish (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->done_bytes, ==, strlen (HOST_FIXTURE_CLIP));
  g_assert_true (g_str_has_prefix (published->address, base));
  g_assert_nonnull (strstr (published->address, ".mp4?X-Amz-"));
  g_assert_nonnull (strstr (published->address, "&X-Amz-Expires=7200&"));
  g_assert_true (g_str_has_prefix (published->handle, "a b/"));
  g_assert_cmpint (published->expires, >=, now + 7200);
  g_assert_cmpint (published->expires, <=, now + 7200 + 600);

  request = test_http_get_request (fixture->http, 0);
  g_assert_true (g_str_has_prefix (request, "PUT /clips/a%20b/"));
  g_assert_nonnull (strstr (request, "\r\nContent-Type: video/mp4\r\n"));
  g_assert_true (g_str_has_suffix (request, "\r\n\r\n" HOST_FIXTURE_CLIP));
  g_assert_null (strstr (request, "private"));
  g_assert_null (strstr (request, "secret"));
  g_assert_null (strstr (request, "Authorization"));
}

static void
test_s3_deletes (HostFixture  *fixture,
                 gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;

  test_http_answer (fixture->http, "HTTP/1.1 204 No Content", "", 0);
  g_assert_true (host_fixture_delete (fixture, "a b/x.mp4", &error));
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (test_http_get_request (fixture->http, 0), "DELETE /clips/a%20b/x.mp4?X-Amz-"));
}

static void
test_s3_tells_refusal (HostFixture  *fixture,
                       gconstpointer user_data)
{
  static const char body[] =
    "<?xml version=\"1.0\"?>\n<Error><Code>RequestTimeTooSkewed</Code>\n<Message>The clock is wrong.</Message></Error>";
  g_autoptr (GError) error = NULL;

  test_http_answer (fixture->http, "HTTP/1.1 403 Forbidden", body, sizeof body - 1);
  g_assert_null (host_fixture_publish (fixture, &error));
  g_assert_error (error, TROUPE_HOST_ERROR, TROUPE_HOST_ERROR_KEY);
  g_assert_true (g_str_has_suffix (error->message, "answers 403 Forbidden: RequestTimeTooSkewed: The clock is wrong."));
}

static void
test_s3_needs_key (HostFixture  *fixture,
                   gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_unsetenv ("TROUPE_HOST_KEY");
  g_assert_null (host_fixture_publish (fixture, &error));
  g_assert_error (error, TROUPE_HOST_ERROR, TROUPE_HOST_ERROR_NO_KEY);
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 0);
}

static void
test_s3_is_cancelled (HostFixture  *fixture,
                      gconstpointer user_data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  test_http_hang (fixture->http);
  troupe_host_publish_async (fixture->host, fixture->clip, "video/mp4", NULL, NULL, fixture->cancellable,
                             test_result_cb, &result);
  test_wait_until (test_http_get_request (fixture->http, 0) != NULL);
  g_cancellable_cancel (fixture->cancellable);
  test_wait_until (result != NULL);
  g_assert_null (troupe_host_publish_finish (fixture->host, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

#define ADD(path, func) g_test_add ("/host-s3/" path, HostFixture, NULL, set_up, func, host_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("publishes", test_s3_publishes);
  ADD ("deletes", test_s3_deletes);
  ADD ("tells-refusal", test_s3_tells_refusal);
  ADD ("needs-key", test_s3_needs_key);
  ADD ("is-cancelled", test_s3_is_cancelled);
  return g_test_run ();
}
