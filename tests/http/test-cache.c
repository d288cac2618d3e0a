/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-cache.h"

#include <gst/gst.h>
#include <libsoup/soup.h>

#include "test-dir.h"
#include "test-media.h"
#include "test-wait.h"
#include "troupe-cutter.h"
#include "troupe-download.h"
#include "troupe-probe.h"

typedef struct
{
  SoupServer        *server;
  char              *uri;
  char              *bytes;      /* of a video */
  gsize              size;
  gboolean           is_slow;    /* only the first half is sent, until it is let go */
  SoupServerMessage *waiting;
} Fixture;

/* Answers with the video; ranges are the business of libsoup. */
static void
asked_cb (SoupServer        *server,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           user_data)
{
  Fixture *self = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  SoupMessageBody *body = soup_server_message_get_response_body (message);

  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  if (!self->is_slow)
    {
      soup_message_body_append (body, SOUP_MEMORY_STATIC, self->bytes, self->size);
      return;
    }

  soup_message_headers_set_content_length (headers, self->size);
  soup_message_body_append (body, SOUP_MEMORY_STATIC, self->bytes, self->size / 2);
  self->waiting = g_object_ref (message);
}

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  g_autofree char *path = test_media_make ("h264.mp4");
  g_autofree char *base = NULL;
  g_autoptr (GError) error = NULL;
  GSList *uris;

  g_file_get_contents (path, &self->bytes, &self->size, &error);
  g_assert_no_error (error);
  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, asked_cb, self, NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  base = g_uri_to_string (uris->data);
  self->uri = g_strconcat (base, "clip.mp4", NULL);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  g_clear_object (&self->waiting);
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
  g_free (self->uri);
  g_free (self->bytes);
}

static TroupeClip *
open_clip (Fixture *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  TroupeClip *clip;

  troupe_probe_async (self->uri, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  clip = troupe_probe_finish (result, &error);
  g_assert_no_error (error);

  return clip;
}

static GFile *
download (Fixture *self)
{
  TroupeDownload *run = troupe_download_new (self->uri, G_MAXUINT64);
  GAsyncResult *result = NULL;
  g_autoptr (GError) error = NULL;
  GFile *file;

  troupe_download_run_async (run, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  file = troupe_download_run_finish (run, result, &error);
  g_assert_no_error (error);
  g_object_unref (result);
  test_assert_finalize (run);    /* it holds the file */

  return file;
}

static void
clear (void)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  troupe_cache_clear_async (NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  g_assert_true (troupe_cache_clear_finish (result, &error));
  g_assert_no_error (error);
}

static guint64
measure (void)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint64 size_bytes;

  troupe_cache_measure_async (NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  g_assert_true (troupe_cache_measure_finish (result, &size_bytes, &error));
  g_assert_no_error (error);

  return size_bytes;
}

static void
assert_can_be_cut (TroupeClip *clip)
{
  const TroupeRange range = { GST_SECOND, GST_SECOND * 3 / 2 };
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *path = test_dir_build (dir, "cut.mp4");
  g_autoptr (GFile) destination = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  troupe_cutter_cut_async (troupe_clip_get_media_uri (clip), &range, NULL,
                           destination, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  troupe_cutter_cut_finish (result, &error);
  g_assert_no_error (error);
}

static void
test_empty (void)
{
  g_assert_cmpuint (measure (), ==, 0);
  clear ();
}

static void
test_clear (Fixture      *self,
            gconstpointer data)
{
  g_autoptr (GFile) file = download (self);

  g_assert_cmpuint (measure (), ==, self->size);
  clear ();
  g_assert_cmpuint (measure (), ==, 0);
  g_assert_false (g_file_query_exists (file, NULL));
}

static void
test_clear_fetched (Fixture      *self,
                    gconstpointer data)
{
  TroupeClip *clip = open_clip (self);
  g_autoptr (GFile) file = download (self);

  troupe_clip_set_local_file (clip, file, NULL);
  soup_server_disconnect (self->server);
  clear ();
  assert_can_be_cut (clip);

  g_assert_finalize_object (clip);
  clear ();
  g_assert_cmpuint (measure (), ==, 0);
}

static void
test_clear_found (Fixture      *self,
                  gconstpointer data)
{
  g_autoptr (GFile) file = download (self);
  g_autoptr (TroupeClip) clip = open_clip (self);
  g_autoptr (TroupeClip) again = open_clip (self);

  soup_server_disconnect (self->server);
  g_clear_object (&again);
  clear ();
  assert_can_be_cut (clip);
}

static void
test_clear_while_fetching (Fixture      *self,
                           gconstpointer data)
{
  g_autoptr (TroupeDownload) run = troupe_download_new (self->uri, G_MAXUINT64);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  SoupMessageBody *body;

  self->is_slow = TRUE;
  troupe_download_run_async (run, NULL, test_result_cb, &result);
  test_wait_until (troupe_download_get_received_bytes (run) > 0);
  clear ();

  body = soup_server_message_get_response_body (self->waiting);
  soup_message_body_append (body, SOUP_MEMORY_STATIC, self->bytes + self->size / 2,
                            self->size - self->size / 2);
  soup_server_message_unpause (self->waiting);
  test_wait_until (result != NULL);
  file = troupe_download_run_finish (run, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (measure (), ==, self->size);
}

static void
add (const char *path,
     void      (*test) (Fixture *self, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  gst_init (&argc, &argv);

  g_test_add_func ("/cache/empty/is-no-error", test_empty);
  add ("/cache/clear/frees-the-disk", test_clear);
  add ("/cache/clear/keeps-what-an-open-clip-fetched", test_clear_fetched);
  add ("/cache/clear/keeps-what-an-open-clip-found", test_clear_found);
  add ("/cache/clear/keeps-what-is-being-fetched", test_clear_while_fetching);

  return g_test_run ();
}
