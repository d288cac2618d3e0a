/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "test-dir.h"
#include "test-http.h"
#include "test-wait.h"
#include "troupe-host-error.h"
#include "troupe-host.h"

#define SECRET "the/secret+of=a bucket"
#define CLIP "the bytes of a clip"

typedef struct
{
  TestDir      *dir;
  TestHttp     *http;
  TroupeHost   *host;
  GFile        *clip;
  GCancellable *cancellable;
  guint64       done_bytes;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer user_data)
{
  const char *settings[][2] = {
    { "bucket", "clips" }, { "prefix", "a b" }, { "access-key", "AKID" }, { "hours", "2" },
  };
  g_autofree char *path = NULL;

  g_setenv ("TROUPE_HOST_KEY", SECRET, TRUE);
  fixture->dir = test_dir_new ();
  fixture->http = test_http_new ();
  fixture->host = troupe_host_new ("s3", "S3", troupe_host_kind_find ("s3"));
  fixture->cancellable = g_cancellable_new ();
  path = test_dir_build (fixture->dir, "my private name.webm");
  fixture->clip = g_file_new_for_path (path);
  g_assert_true (g_file_set_contents (path, CLIP, -1, NULL));
  g_assert_true (troupe_host_set_setting (fixture->host, "endpoint", test_http_get_base (fixture->http), NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (settings); i++)
    g_assert_true (troupe_host_set_setting (fixture->host, settings[i][0], settings[i][1], NULL));
}

static void
tear_down (Fixture      *fixture,
           gconstpointer user_data)
{
  g_object_unref (fixture->clip);
  g_object_unref (fixture->cancellable);
  test_assert_finalize (fixture->host);
  test_http_free (fixture->http);
  test_dir_free (fixture->dir);
}

static void
progress_cb (guint64  done_bytes,
             guint64  total_bytes,
             gpointer user_data)
{
  Fixture *fixture = user_data;

  g_assert_cmpuint (total_bytes, ==, strlen (CLIP));
  fixture->done_bytes = done_bytes;
}

static TroupePublished *
publish (Fixture *fixture,
         GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  troupe_host_publish_async (fixture->host, fixture->clip, "video/webm", progress_cb, fixture,
                             fixture->cancellable, test_result_cb, &result);
  test_wait_until (result != NULL);
  return troupe_host_publish_finish (fixture->host, result, error);
}

static void
test_s3_publishes (Fixture      *fixture,
                   gconstpointer user_data)
{
  g_autofree char *base = g_strconcat (test_http_get_base (fixture->http), "/clips/a%20b/", NULL);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupePublished) published = NULL;
  const char *request;

  test_http_answer (fixture->http, "HTTP/1.1 200 OK\nContent-Length: 0", "", 0);
  published = publish (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->done_bytes, ==, strlen (CLIP));
  g_assert_true (g_str_has_prefix (published->address, base));
  g_assert_nonnull (strstr (published->address, ".webm?X-Amz-"));
  g_assert_nonnull (strstr (published->address, "&X-Amz-Expires=7200&"));
  g_assert_true (g_str_has_prefix (published->handle, "a b/"));
  g_assert_cmpint (published->expires, >=, now + 7200);
  g_assert_cmpint (published->expires, <=, now + 7200 + 600);

  request = test_http_get_request (fixture->http, 0);
  g_assert_true (g_str_has_prefix (request, "PUT /clips/a%20b/"));
  g_assert_nonnull (strstr (request, "\r\nContent-Type: video/webm\r\n"));
  g_assert_true (g_str_has_suffix (request, "\r\n\r\n" CLIP));
  g_assert_null (strstr (request, "private"));
  g_assert_null (strstr (request, "secret"));
  g_assert_null (strstr (request, "Authorization"));
}

static void
test_s3_deletes (Fixture      *fixture,
                 gconstpointer user_data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  test_http_answer (fixture->http, "HTTP/1.1 204 No Content", "", 0);
  troupe_host_delete_async (fixture->host, "a b/x.mp4", NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  g_assert_true (troupe_host_delete_finish (fixture->host, result, &error));
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (test_http_get_request (fixture->http, 0), "DELETE /clips/a%20b/x.mp4?X-Amz-"));
}

static void
test_s3_tells_refusal (Fixture      *fixture,
                       gconstpointer user_data)
{
  static const char body[] =
    "<?xml version=\"1.0\"?>\n<Error><Code>RequestTimeTooSkewed</Code>\n<Message>The clock is wrong.</Message></Error>";
  g_autoptr (GError) error = NULL;

  test_http_answer (fixture->http, "HTTP/1.1 403 Forbidden", body, sizeof body - 1);
  g_assert_null (publish (fixture, &error));
  g_assert_error (error, TROUPE_HOST_ERROR, TROUPE_HOST_ERROR_KEY);
  g_assert_true (g_str_has_suffix (error->message, "answers 403 Forbidden: RequestTimeTooSkewed: The clock is wrong."));
}

static void
test_s3_needs_key (Fixture      *fixture,
                   gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_unsetenv ("TROUPE_HOST_KEY");
  g_assert_null (publish (fixture, &error));
  g_assert_error (error, TROUPE_HOST_ERROR, TROUPE_HOST_ERROR_NO_KEY);
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 0);
}

static void
test_s3_is_cancelled (Fixture      *fixture,
                      gconstpointer user_data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  test_http_hang (fixture->http);
  troupe_host_publish_async (fixture->host, fixture->clip, "video/webm", NULL, NULL, fixture->cancellable,
                             test_result_cb, &result);
  test_wait_until (test_http_get_request (fixture->http, 0) != NULL);
  g_cancellable_cancel (fixture->cancellable);
  test_wait_until (result != NULL);
  g_assert_null (troupe_host_publish_finish (fixture->host, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

#define ADD(path, func) g_test_add ("/host-s3/" path, Fixture, NULL, set_up, func, tear_down)

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
