/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-download.h"

#include <gst/gst.h>
#include <string.h>

#include "test-http.h"
#include "test-media.h"
#include "test-wait.h"
#include "troupe-clip-error.h"

#define TAG "\nETag: \"one\""

typedef struct
{
  TestHttp       *http;
  char           *uri;
  char           *clip;         /* bytes of a video */
  gsize           size;
  TroupeDownload *download;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autofree char *path = test_media_make ("no-sound.mp4");
  g_autoptr (GError) error = NULL;

  fixture->http = test_http_new ();
  fixture->uri = g_strconcat (test_http_get_base (fixture->http), "/clip.mp4?token=secret", NULL);
  g_file_get_contents (path, &fixture->clip, &fixture->size, &error);
  g_assert_no_error (error);
  fixture->download = troupe_download_new (fixture->uri, G_MAXUINT64);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  test_assert_finalize (fixture->download);
  test_http_free (fixture->http);
  g_free (fixture->uri);
  g_free (fixture->clip);
}

static char *
head_new (const char *status,
          gsize       length,
          const char *more)
{
  return g_strdup_printf ("HTTP/1.1 %s\nContent-Type: video/mp4\nContent-Length: %" G_GSIZE_FORMAT
                          "%s", status, length, more);
}

/* Tells the length of all of the clip, and sends so much of it. */
static void
answer_whole (Fixture *fixture,
              gsize    sent_bytes)
{
  g_autofree char *head = head_new ("200 OK", fixture->size, TAG);

  test_http_answer (fixture->http, head, fixture->clip, sent_bytes);
}

static void
answer_rest (Fixture *fixture,
             gsize    start)
{
  g_autofree char *range = g_strdup_printf (TAG "\nContent-Range: bytes %" G_GSIZE_FORMAT "-%"
                                            G_GSIZE_FORMAT "/%" G_GSIZE_FORMAT, start,
                                            fixture->size - 1, fixture->size);
  g_autofree char *head = head_new ("206 Partial Content", fixture->size - start, range);

  test_http_answer (fixture->http, head, fixture->clip + start, fixture->size - start);
}

static GFile *
run (Fixture      *fixture,
     GCancellable *cancellable,
     GError      **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  troupe_download_run_async (fixture->download, cancellable, test_result_cb, &result);
  test_wait_until (result != NULL);
  return troupe_download_run_finish (fixture->download, result, error);
}

static void
assert_complete (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = run (fixture, NULL, &error);
  g_autofree char *content = NULL;
  gsize size;

  g_assert_no_error (error);
  g_file_load_contents (file, NULL, &content, &size, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (content, size, fixture->clip, fixture->size);
  g_assert_cmpuint (troupe_download_get_received_bytes (fixture->download), ==, fixture->size);
  g_assert_cmpuint (troupe_download_get_total_bytes (fixture->download), ==, fixture->size);
  g_assert_cmpuint (strlen (troupe_download_get_hash (fixture->download)), ==, 64);
}

static void
assert_fails (Fixture    *fixture,
              GQuark      domain,
              int         code,
              const char *why)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = run (fixture, NULL, &error);

  g_assert_null (file);
  g_test_message ("%s", error->message);
  g_assert_error (error, domain, code);
  g_assert_nonnull (strstr (error->message, why));
  g_assert_null (strstr (error->message, "secret"));
  g_assert_null (troupe_download_find (fixture->uri));
}

static guint
count_cached (void)
{
  g_autofree char *path = g_build_filename (g_get_user_cache_dir (), "troupe", "clips", NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  guint n_files = 0;

  while (g_dir_read_name (dir) != NULL)
    n_files++;
  return n_files;
}

static void
test_whole (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr (GFile) found = NULL;
  guint n_received = 0;
  guint n_total = 0;

  g_signal_connect_swapped (fixture->download, "notify::received-bytes", G_CALLBACK (test_count_cb),
                            &n_received);
  g_signal_connect_swapped (fixture->download, "notify::total-bytes", G_CALLBACK (test_count_cb),
                            &n_total);
  g_assert_null (troupe_download_get_hash (fixture->download));
  answer_whole (fixture, fixture->size);
  assert_complete (fixture);
  g_assert_cmpuint (n_received, >=, 1);
  g_assert_cmpuint (n_total, ==, 1);
  g_assert_cmpuint (count_cached (), ==, 1);

  found = troupe_download_find (fixture->uri);
  g_assert_nonnull (found);
  assert_complete (fixture);
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 1);
}

static void
test_resumes (Fixture      *fixture,
              gconstpointer data)
{
  g_autofree char *range = g_strdup_printf ("Range: bytes=%" G_GSIZE_FORMAT "-\r\n",
                                            fixture->size / 2);

  answer_whole (fixture, fixture->size / 2);
  assert_fails (fixture, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_UNREACHABLE, "/clip.mp4");
  answer_rest (fixture, fixture->size / 2);
  assert_complete (fixture);
  g_assert_null (strstr (test_http_get_request (fixture->http, 0), "Range:"));
  g_assert_nonnull (strstr (test_http_get_request (fixture->http, 1), range));
  g_assert_nonnull (strstr (test_http_get_request (fixture->http, 1), "\r\nIf-Range: \"one\"\r\n"));
  g_assert_cmpuint (count_cached (), ==, 1);
}

static void
test_range_ignored (Fixture      *fixture,
                    gconstpointer data)
{
  answer_whole (fixture, fixture->size / 2);
  assert_fails (fixture, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_UNREACHABLE, "");
  answer_whole (fixture, fixture->size);
  assert_complete (fixture);
}

static void
test_range_refused (Fixture      *fixture,
                    gconstpointer data)
{
  g_autofree char *refusal = head_new ("416 Range Not Satisfiable", 0, "");

  answer_whole (fixture, fixture->size / 2);
  assert_fails (fixture, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_UNREACHABLE, "");
  test_http_answer (fixture->http, refusal, "", 0);
  answer_whole (fixture, fixture->size);
  assert_complete (fixture);
  g_assert_null (strstr (test_http_get_request (fixture->http, 2), "Range:"));
}

static void
test_other_part (Fixture      *fixture,
                 gconstpointer data)
{
  answer_whole (fixture, fixture->size / 2);
  assert_fails (fixture, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_UNREACHABLE, "");
  answer_rest (fixture, fixture->size / 4);
  answer_whole (fixture, fixture->size);
  assert_complete (fixture);
}

/* Parts of two versions must not be put together. */
static void
test_unknown_version (Fixture      *fixture,
                      gconstpointer data)
{
  g_autofree char *head = head_new ("200 OK", fixture->size, "\nETag: W/\"weak\"");

  test_http_answer (fixture->http, head, fixture->clip, fixture->size / 2);
  assert_fails (fixture, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_UNREACHABLE, "");
  answer_whole (fixture, fixture->size);
  assert_complete (fixture);
  g_assert_null (strstr (test_http_get_request (fixture->http, 1), "Range:"));
}

static void
test_error_keeps_part (Fixture      *fixture,
                       gconstpointer data)
{
  g_autofree char *busy = head_new ("503 Service Unavailable", 0, "");

  answer_whole (fixture, fixture->size / 2);
  assert_fails (fixture, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_UNREACHABLE, "");
  test_http_answer (fixture->http, busy, "", 0);
  assert_fails (fixture, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_UNREACHABLE, "503");
  answer_rest (fixture, fixture->size / 2);
  assert_complete (fixture);
}

static void
limit (Fixture *fixture,
       guint64  limit_bytes)
{
  g_object_unref (fixture->download);
  fixture->download = troupe_download_new (fixture->uri, limit_bytes);
}

static void
test_limit_told (Fixture      *fixture,
                 gconstpointer data)
{
  limit (fixture, fixture->size - 1);
  answer_whole (fixture, fixture->size);
  assert_fails (fixture, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_TOO_LARGE, "the limit is");
  g_assert_cmpuint (troupe_download_get_received_bytes (fixture->download), ==, 0);
  g_assert_cmpuint (count_cached (), ==, 0);

  limit (fixture, fixture->size);
  answer_whole (fixture, fixture->size);
  assert_complete (fixture);
}

static void
test_limit_counted (Fixture      *fixture,
                    gconstpointer data)
{
  limit (fixture, fixture->size / 2);
  test_http_answer (fixture->http, "HTTP/1.1 200 OK\nContent-Type: video/mp4", fixture->clip, fixture->size);
  assert_fails (fixture, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_TOO_LARGE, "the limit is");
  g_assert_cmpuint (count_cached (), ==, 0);
}

static void
test_no_length (Fixture      *fixture,
                gconstpointer data)
{
  test_http_answer (fixture->http, "HTTP/1.1 200 OK", fixture->clip,
                    fixture->size);
  assert_complete (fixture);
}

static void
test_no_room (Fixture      *fixture,
              gconstpointer data)
{
  g_autofree char *head = head_new ("200 OK", G_MAXINT64 / 2, TAG);

  test_http_answer (fixture->http, head, fixture->clip, fixture->size);
  assert_fails (fixture, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "more are needed");
}

static void
test_wrong_content (Fixture      *fixture,
                    gconstpointer data)
{
  static const struct
  {
    const char *head;
    const char *body;
    int         code;
    const char *why;
  } cases[] = {
    { "HTTP/1.1 200 OK\nContent-Type: text/html",
      "<!DOCTYPE html><title>Sign in</title>", TROUPE_CLIP_ERROR_PAGE, "not with a video" },
    { "HTTP/1.1 200 OK\nContent-Type: video/mp4",
      "<!DOCTYPE html><title>Sign in</title>", TROUPE_CLIP_ERROR_PAGE, "not with a video" },
    { "HTTP/1.1 200 OK\nContent-Type: application/json",
      "{\"error\": 1}", TROUPE_CLIP_ERROR_PAGE, "not with a video" },
    { "HTTP/1.1 200 OK\nContent-Type: image/png",
      "\x89PNG\r\n\x1a\n....IHDR", TROUPE_CLIP_ERROR_NO_VIDEO, "a picture" },
    { "HTTP/1.1 200 OK\nContent-Type: video/mp4\nContent-Length: 0",
      "", TROUPE_CLIP_ERROR_EMPTY, "empty" },
    { "HTTP/1.1 404 Not Found\nContent-Type: text/html",
      "<html>", TROUPE_CLIP_ERROR_UNREACHABLE, "404 Not Found" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      test_http_answer (fixture->http, cases[i].head, cases[i].body, strlen (cases[i].body));
      assert_fails (fixture, TROUPE_CLIP_ERROR, cases[i].code, cases[i].why);
      g_assert_cmpuint (count_cached (), ==, 0);
    }
}

static void
test_redirected (Fixture      *fixture,
                 gconstpointer data)
{
  g_autofree char *location = g_strdup_printf ("\nLocation: %s/elsewhere.mp4",
                                               test_http_get_base (fixture->http));
  g_autofree char *head = head_new ("302 Found", 0, location);

  test_http_answer (fixture->http, head, "", 0);
  answer_whole (fixture, fixture->size);
  assert_complete (fixture);
  g_assert_true (g_str_has_prefix (test_http_get_request (fixture->http, 1), "GET /elsewhere.mp4 "));
}

static void
test_refused (Fixture      *fixture,
              gconstpointer data)
{
  test_http_free (fixture->http);
  fixture->http = NULL;
  assert_fails (fixture, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_UNREACHABLE, "cannot be reached");
  fixture->http = test_http_new ();
}

static gboolean
cancel_idle (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_REMOVE;
}

static void
test_cancelled (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (GCancellable) before = g_cancellable_new ();
  g_autoptr (GCancellable) during = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (before);
  g_assert_null (run (fixture, before, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  test_http_hang (fixture->http);
  troupe_download_run_async (fixture->download, during, test_result_cb, &result);
  test_wait_until (test_http_get_n_asked (fixture->http) > 0);
  g_idle_add (cancel_idle, during);
  test_wait_until (result != NULL);
  g_assert_null (troupe_download_run_finish (fixture->download, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  test_http_let_go (fixture->http);

  answer_whole (fixture, fixture->size);
  assert_complete (fixture);
}

/* Two at a time: the second one waits for the first and finds the file. */
static void
test_twice (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr (TroupeDownload) other = troupe_download_new (fixture->uri, G_MAXUINT64);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;

  answer_whole (fixture, fixture->size);
  troupe_download_run_async (other, NULL, test_result_cb, &result);
  assert_complete (fixture);
  test_wait_until (result != NULL);
  file = troupe_download_run_finish (other, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 1);
}

static void
add (const char *path,
     void      (*test) (Fixture *fixture, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  gst_init (&argc, &argv);

  add ("/download/whole/is-cached", test_whole);
  add ("/download/resume/asks-for-the-rest", test_resumes);
  add ("/download/resume/range-ignored", test_range_ignored);
  add ("/download/resume/range-refused", test_range_refused);
  add ("/download/resume/other-part", test_other_part);
  add ("/download/resume/unknown-version", test_unknown_version);
  add ("/download/resume/error-keeps-part", test_error_keeps_part);
  add ("/download/limit/from-the-length", test_limit_told);
  add ("/download/limit/while-counting", test_limit_counted);
  add ("/download/length/not-told", test_no_length);
  add ("/download/room/too-little", test_no_room);
  add ("/download/content/wrong", test_wrong_content);
  add ("/download/address/redirected", test_redirected);
  add ("/download/address/refused", test_refused);
  add ("/download/cancel/before-and-during", test_cancelled);
  add ("/download/twice/one-connection", test_twice);

  return g_test_run ();
}
