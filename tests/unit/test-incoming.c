/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-incoming.h"

#include <gst/gst.h>
#include <stdio.h>

#include "test-media.h"
#include "test-wait.h"
#include "troupe-frame-store.h"

#define SECOND G_GUINT64_CONSTANT (1000000000)

/* A clip somewhere else, of three seconds, that comes into a file */
typedef struct
{
  char             *path;
  char             *part_path;
  char             *content;
  gsize             size;
  TroupeIncoming   *incoming;
  TroupeClip       *clip;
  TroupeFrameStore *store;
} Fixture;

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  TroupeClipFacts facts = { .duration_ns = 3 * SECOND, .width = 320, .height = 240 };
  g_autofree char *media = test_media_make (data);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (media, &self->content, &self->size, &error));
  self->path = g_build_filename (g_get_user_cache_dir (), "clip", NULL);
  self->part_path = g_strconcat (self->path, ".part", NULL);
  g_assert_cmpint (g_mkdir_with_parents (g_get_user_cache_dir (), 0700), ==, 0);
  self->incoming = troupe_incoming_new (self->path, self->part_path);
  self->clip = troupe_clip_new ("http://127.0.0.1:9/clip", TROUPE_CLIP_KIND_REMOTE, "clip", &facts);
  self->store = troupe_frame_store_new (self->clip, TROUPE_FRAME_STORE_LIMIT_BYTES);
  troupe_frame_store_follow (self->store, troupe_incoming_get_uri (self->incoming));
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  g_assert_finalize_object (self->store);
  g_assert_finalize_object (self->clip);
  troupe_incoming_end (self->incoming);
  troupe_incoming_unref (self->incoming);
  g_free (self->content);
  g_free (self->part_path);
  g_free (self->path);
}

/* What is there stays as it is. */
static void
receive (Fixture *self,
         double   share)
{
  gsize received = (gsize) (self->size * share);
  FILE *file = fopen (self->part_path, "r+");

  if (file == NULL)
    file = fopen (self->part_path, "w");
  g_assert_cmpuint (fwrite (self->content, 1, received, file), ==, received);
  g_assert_cmpint (fclose (file), ==, 0);
  troupe_incoming_advance (self->incoming, received, self->size);
}

static guint
number_at (Fixture *self,
           guint64  time_ns)
{
  g_autoptr (TroupeFrame) frame = troupe_frame_store_dup_exact (self->store, time_ns);

  g_assert_nonnull (frame);
  return test_media_read_number (g_bytes_get_data (troupe_frame_get_pixels (frame), NULL),
                                 troupe_frame_get_width (frame), troupe_frame_get_height (frame),
                                 troupe_frame_get_stride (frame), 4);
}

/* What is there is decoded, and the rest when it comes. */
static void
test_fills (Fixture      *self,
            gconstpointer data)
{
  g_assert_false (troupe_frame_store_is_idle (self->store));
  receive (self, 0.6);
  test_wait_until (troupe_frame_store_is_covered (self->store, 0, SECOND));
  g_assert_false (troupe_frame_store_is_covered (self->store, 0, 5 * SECOND / 2));
  g_assert_cmpuint (number_at (self, SECOND / 2), ==, 15);
  receive (self, 1);
  troupe_incoming_end (self->incoming);
  test_wait_until (troupe_frame_store_is_idle (self->store));
  g_assert_true (troupe_frame_store_is_covered (self->store, 0, G_MAXUINT64));
  g_assert_cmpuint (troupe_frame_store_get_n_frames (self->store), ==, 90);
  g_assert_cmpuint (number_at (self, 5 * SECOND / 2), ==, 75);
}

/* What came stays, and is not taken for all of the clip. */
static void
test_breaks_off (Fixture      *self,
                 gconstpointer data)
{
  receive (self, 0.6);
  test_wait_until (troupe_frame_store_is_covered (self->store, 0, SECOND));
  if (g_str_has_suffix (data, ".mkv"))    /* its server did not tell how large it is */
    troupe_incoming_advance (self->incoming, (guint64) (self->size * 0.6), 0);
  troupe_incoming_end (self->incoming);
  test_wait_until (troupe_frame_store_is_idle (self->store));
  g_assert_cmpuint (number_at (self, SECOND / 2), ==, 15);
  g_assert_false (troupe_frame_store_is_covered (self->store, 0, G_MAXUINT64));
}

/* Parts of two versions would be no clip. */
static void
test_begins_anew (Fixture      *self,
                  gconstpointer data)
{
  receive (self, 0.3);
  test_wait_until (troupe_frame_store_get_n_frames (self->store) > 0);
  troupe_incoming_advance (self->incoming, 0, self->size);
  receive (self, 1);
  test_wait_until (troupe_frame_store_is_idle (self->store));
  g_assert_false (troupe_frame_store_is_covered (self->store, 0, G_MAXUINT64));
}

/* Before anything came, and while it waits for more: tear_down() does it. */
static void
test_is_left (Fixture      *self,
              gconstpointer data)
{
}

static void
test_is_left_waiting (Fixture      *self,
                      gconstpointer data)
{
  receive (self, 0.5);
  test_wait_until (troupe_frame_store_get_n_frames (self->store) > 10);
}

#define add(path, kind, test) g_test_add ((path), Fixture, (kind), set_up, (test), tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  gst_init (NULL, NULL);

  add ("/incoming/fills-the-store/index-first", "index-first.mp4", test_fills);
  add ("/incoming/fills-the-store/mkv", "h264.mkv", test_fills);
  add ("/incoming/fills-the-store/vp9", "vp9.webm", test_fills);
  add ("/incoming/breaks-off/known-size", "index-first.mp4", test_breaks_off);
  add ("/incoming/breaks-off/unknown-size", "h264.mkv", test_breaks_off);
  add ("/incoming/begins-anew", "index-first.mp4", test_begins_anew);
  add ("/incoming/is-left/at-once", "index-first.mp4", test_is_left);
  add ("/incoming/is-left/waiting", "index-first.mp4", test_is_left_waiting);

  return g_test_run ();
}
