/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <gst/gst.h>
#include <libsoup/soup.h>
#include <string.h>

#include "test-dir.h"
#include "test-media.h"
#include "test-wait.h"
#include "troupe-clip-error.h"
#include "troupe-cutter.h"
#include "troupe-download.h"
#include "troupe-probe.h"

typedef struct
{
  SoupServer *server;
  char       *base;
  char       *clip;       /* bytes of a video */
  gsize       size;
  const char *tag;        /* of that version */
  char       *ogg;        /* bytes of another video */
  gsize       ogg_size;
  guint       n_asked;
} Fixture;

/* Answers with what the path names; ranges are the business of libsoup. */
static void
asked_cb (SoupServer        *server,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           user_data)
{
  static const struct
  {
    const char *path;
    guint       status;
    const char *type;
    const char *body;
  } answers[] = {
    { "/page.mp4", 200, "text/html", "<!DOCTYPE html><html><title>Sign in</title></html>" },
    { "/mislabelled.mp4", 200, "video/mp4", "<!DOCTYPE html><html><title>Sign in</title></html>" },
    { "/picture.mp4", 200, "image/png", "\x89PNG\r\n\x1a\n....IHDR" },
    { "/empty.mp4", 416, "video/mp4", "" },    /* it has no first byte */
    { "/forbidden.mp4", 403, "text/html", "<html>no</html>" },
  };
  Fixture *fixture = user_data;

  fixture->n_asked++;
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    if (g_str_equal (path, answers[i].path))
      {
        /* The server of libsoup 3.6 asserts on a range that ends behind the content. */
        soup_message_headers_remove (soup_server_message_get_request_headers (message), "Range");
        soup_server_message_set_status (message, answers[i].status, NULL);
        soup_server_message_set_response (message, answers[i].type, SOUP_MEMORY_STATIC,
                                          answers[i].body, strlen (answers[i].body));
        return;
      }

  if (g_str_equal (path, "/my%20clip.mp4") || g_str_equal (path, "/my clip.mp4"))
    {
      soup_message_headers_replace (soup_server_message_get_response_headers (message), "ETag",
                                    fixture->tag);
      soup_server_message_set_status (message, 200, NULL);
      soup_server_message_set_response (message, "application/octet-stream", SOUP_MEMORY_STATIC,
                                        fixture->clip, fixture->size);
      return;
    }
  if (g_str_equal (path, "/beginning.ogv"))
    {
      /* As simple servers do: whatever is asked for, all of it is sent. */
      soup_message_headers_remove (soup_server_message_get_request_headers (message), "Range");
      soup_server_message_set_status (message, 200, NULL);
      soup_server_message_set_response (message, "video/ogg", SOUP_MEMORY_STATIC,
                                        fixture->ogg, fixture->ogg_size);
      return;
    }
  soup_server_message_set_status (message, 404, NULL);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autofree char *path = test_media_make ("h264.mp4");
  g_autofree char *ogg_path = test_media_make ("theora.ogv");
  g_autoptr (GError) error = NULL;
  GSList *uris;

  g_file_get_contents (path, &fixture->clip, &fixture->size, &error);
  g_assert_no_error (error);
  g_file_get_contents (ogg_path, &fixture->ogg, &fixture->ogg_size, &error);
  g_assert_no_error (error);
  fixture->tag = "\"one\"";
  fixture->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (fixture->server, NULL, asked_cb, fixture, NULL);
  soup_server_listen_local (fixture->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (fixture->server);
  fixture->base = g_uri_to_string (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  soup_server_disconnect (fixture->server);
  g_object_unref (fixture->server);
  g_free (fixture->base);
  g_free (fixture->clip);
  g_free (fixture->ogg);
}

static TroupeClip *
probe (Fixture    *fixture,
       const char *name,
       GError    **error)
{
  g_autofree char *uri = g_strconcat (fixture->base, name, NULL);
  g_autoptr (GAsyncResult) result = NULL;

  troupe_probe_async (uri, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  return troupe_probe_finish (result, error);
}

static void
test_facts (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeClip) clip = probe (fixture, "my%20clip.mp4?token=x", &error);

  g_assert_no_error (error);
  g_assert_cmpint (troupe_clip_get_kind (clip), ==, TROUPE_CLIP_KIND_REMOTE);
  g_assert_cmpstr (troupe_clip_get_title (clip), ==, "my clip");
  g_assert_cmpint (troupe_clip_get_width (clip), ==, 320);
  g_assert_cmpuint (troupe_clip_get_size_bytes (clip), ==, fixture->size);
  g_assert_nonnull (troupe_clip_get_audio_codec (clip));
  g_assert_null (troupe_clip_get_local_file (clip));
}

static void
test_hash_follows_version (Fixture      *fixture,
                           gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeClip) first = probe (fixture, "my%20clip.mp4", &error);
  g_autoptr (TroupeClip) again = probe (fixture, "my%20clip.mp4", &error);
  g_autoptr (TroupeClip) changed = NULL;

  fixture->tag = "\"two\"";
  changed = probe (fixture, "my%20clip.mp4", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (troupe_clip_get_hash (first), ==, troupe_clip_get_hash (again));
  g_assert_cmpstr (troupe_clip_get_hash (first), !=, troupe_clip_get_hash (changed));
}

static void
test_cached (Fixture      *fixture,
             gconstpointer data)
{
  g_autofree char *uri = g_strconcat (fixture->base, "my%20clip.mp4", NULL);
  g_autoptr (TroupeDownload) download = troupe_download_new (uri, G_MAXUINT64);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (TroupeClip) clip = NULL;
  g_autoptr (GError) error = NULL;

  troupe_download_run_async (download, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  file = troupe_download_run_finish (download, result, &error);
  g_assert_no_error (error);

  fixture->n_asked = 0;
  clip = probe (fixture, "my%20clip.mp4", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->n_asked, ==, 0);
  g_assert_cmpint (troupe_clip_get_kind (clip), ==, TROUPE_CLIP_KIND_REMOTE);
  g_assert_cmpstr (troupe_clip_get_uri (clip), ==, uri);
  g_assert_true (g_file_equal (troupe_clip_get_local_file (clip), file));
  g_assert_cmpstr (troupe_clip_get_hash (clip), ==, troupe_download_get_hash (download));
}

static void
test_only_from_the_beginning (Fixture      *fixture,
                              gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeClip) clip = probe (fixture, "beginning.ogv", &error);

  g_assert_no_error (error);
  g_assert_cmpint (troupe_clip_get_kind (clip), ==, TROUPE_CLIP_KIND_REMOTE);
  g_assert_nonnull (troupe_clip_get_local_file (clip));
  g_assert_cmpuint (troupe_clip_get_size_bytes (clip), ==, fixture->ogg_size);
}

static void
test_cut_from_the_beginning (Fixture      *fixture,
                             gconstpointer data)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *path = test_dir_build (dir, "cut.mp4");
  g_autofree char *uri = g_strconcat (fixture->base, "beginning.ogv", NULL);
  g_autoptr (GFile) destination = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  TroupeRange range = { GST_SECOND, 2 * GST_SECOND };

  troupe_cutter_cut_async (uri, &range, NULL, destination, NULL, test_result_cb,
                           &result);
  test_wait_until (result != NULL);
  troupe_cutter_cut_finish (result, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
}

static void
test_refused (Fixture      *fixture,
              gconstpointer data)
{
  static const struct
  {
    const char     *name;
    TroupeClipError code;
    const char     *why;
  } cases[] = {
    { "page.mp4?token=secret", TROUPE_CLIP_ERROR_PAGE, "with a page or a text" },
    { "mislabelled.mp4", TROUPE_CLIP_ERROR_PAGE, "with a page or a text" },
    { "picture.mp4", TROUPE_CLIP_ERROR_NO_VIDEO, "it is a picture" },
    { "empty.mp4", TROUPE_CLIP_ERROR_EMPTY, "the answer is empty" },
    { "forbidden.mp4?token=secret", TROUPE_CLIP_ERROR_UNREACHABLE, "403 Forbidden" },
    { "missing.mp4", TROUPE_CLIP_ERROR_UNREACHABLE, "404 Not Found" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (probe (fixture, cases[i].name, &error));
      g_test_message ("%s", error->message);
      g_assert_error (error, TROUPE_CLIP_ERROR, (int) cases[i].code);
      g_assert_nonnull (strstr (error->message, cases[i].why));
      g_assert_null (strstr (error->message, "secret"));
    }
}

static void
test_unreachable (Fixture      *fixture,
                  gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  soup_server_disconnect (fixture->server);
  g_assert_null (probe (fixture, "my%20clip.mp4", &error));
  g_assert_error (error, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_UNREACHABLE);
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

  add ("/remote-probe/facts/like-a-file", test_facts);
  add ("/remote-probe/hash/follows-version", test_hash_follows_version);
  add ("/remote-probe/cached/asks-nobody", test_cached);
  add ("/remote-probe/no-ranges/is-fetched", test_only_from_the_beginning);
  add ("/remote-probe/no-ranges/cut-is-fetched", test_cut_from_the_beginning);
  add ("/remote-probe/refused/names-the-reason", test_refused);
  add ("/remote-probe/refused/unreachable", test_unreachable);

  return g_test_run ();
}
