/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-frame-cache.h"

#include <glib/gstdio.h>
#include <gst/gst.h>
#include <utime.h>

#include "test-media.h"
#include "test-playback.h"
#include "test-wait.h"
#include "troupe-frame-store.h"

#define SECOND G_GUINT64_CONSTANT (1000000000)
#define N_PICTURES 100
#define PICTURE_BYTES 1000
#define LIMIT_BYTES (1024 * 1024)

static void
save (const char *path,
      guint64     limit_bytes)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_autoptr (GPtrArray) pictures = g_ptr_array_new_with_free_func ((GDestroyNotify) troupe_packed_frame_unref);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_PICTURES; i++)
    {
      guint64 time_ns = i * SECOND / 25;
      guint8 picture[PICTURE_BYTES];
      g_autoptr (GBytes) content = NULL;

      memset (picture, (int) i, PICTURE_BYTES);
      content = g_bytes_new (picture, PICTURE_BYTES);
      g_array_append_val (times, time_ns);
      g_ptr_array_add (pictures, troupe_packed_frame_new (content));
    }
  g_assert_true (troupe_frame_cache_save (path, times, pictures, limit_bytes, &error));
  g_assert_no_error (error);
}

static void
test_keeps (void)
{
  g_autofree char *path = troupe_frame_cache_dup_path ("abc");
  g_autoptr (TroupeFrameShelf) shelf = troupe_frame_shelf_new (LIMIT_BYTES);
  g_autoptr (GError) error = NULL;

  g_assert_false (troupe_frame_cache_load (path, shelf, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);

  save (path, LIMIT_BYTES);
  g_assert_true (troupe_frame_cache_load (path, shelf, &error));
  g_assert_no_error (error);

  /* What is open stays when the file goes. */
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpuint (troupe_frame_shelf_get_n_frames (shelf), ==, N_PICTURES);
  g_assert_cmpuint (troupe_frame_shelf_get_cover_end (shelf, 0), ==, G_MAXUINT64);
  for (guint i = 0; i < N_PICTURES; i++)
    {
      gsize size;
      g_autoptr (GBytes) content = troupe_packed_frame_read (troupe_frame_shelf_get_packed (shelf, i));
      const guint8 *picture = g_bytes_get_data (content, &size);

      g_assert_cmpuint (troupe_frame_shelf_get_time (shelf, i), ==, i * SECOND / 25);
      g_assert_cmpuint (size, ==, PICTURE_BYTES);
      g_assert_cmpuint (picture[0], ==, i);
      g_assert_cmpuint (picture[PICTURE_BYTES - 1], ==, i);
    }
}

/* Any byte of the header or of an entry, and any end that is not its own */
static void
test_damaged (void)
{
  g_autofree char *path = troupe_frame_cache_dup_path ("abc");
  g_autofree char *content = NULL;
  gsize length;

  save (path, LIMIT_BYTES);
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  for (gsize at = 0; at < 400; at++)
    {
      g_autoptr (TroupeFrameShelf) shelf = troupe_frame_shelf_new (LIMIT_BYTES);
      g_autoptr (GError) error = NULL;
      gsize cut = at < 100 ? at * length / 100 : length;

      content[at] ^= 0x40;
      g_assert_true (g_file_set_contents (path, content, (gssize) cut, NULL));
      content[at] ^= 0x40;
      g_assert_false (troupe_frame_cache_load (path, shelf, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      g_assert_cmpuint (troupe_frame_shelf_get_n_frames (shelf), ==, 0);
    }

  /* The next one takes its place. */
  save (path, LIMIT_BYTES);
  {
    g_autoptr (TroupeFrameShelf) shelf = troupe_frame_shelf_new (LIMIT_BYTES);

    g_assert_true (troupe_frame_cache_load (path, shelf, NULL));
  }
}

static void
test_limit (void)
{
  static const char *const names[] = { "a", "b", "c", "d" };
  char *paths[G_N_ELEMENTS (names)];
  g_autoptr (TroupeFrameShelf) shelf = troupe_frame_shelf_new (LIMIT_BYTES);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    paths[i] = troupe_frame_cache_dup_path (names[i]);
  for (guint i = 0; i < 3; i++)
    {
      struct utimbuf times = { 1000000 + i, 1000000 + i };

      save (paths[i], LIMIT_BYTES);
      g_assert_cmpint (utime (paths[i], &times), ==, 0);
    }

  /* The oldest was used last. */
  g_assert_true (troupe_frame_cache_load (paths[0], shelf, NULL));
  save (paths[3], 3 * N_PICTURES * (PICTURE_BYTES + 100));
  g_assert_true (g_file_test (paths[0], G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (paths[1], G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (paths[2], G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (paths[3], G_FILE_TEST_EXISTS));

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_free (paths[i]);
}

static char *
store_once (TroupeClip *clip)
{
  g_autoptr (TroupeFrameStore) store = troupe_frame_store_new (clip, TROUPE_FRAME_STORE_LIMIT_BYTES);
  char *path = troupe_frame_cache_dup_path (troupe_clip_get_hash (clip));

  test_wait_until (g_file_test (path, G_FILE_TEST_EXISTS));

  return path;
}

/* A store that rests decodes nothing, so that what it has comes from disk. */
static void
test_second_opening (void)
{
  g_autoptr (TroupeClip) clip = test_playback_open_clip ("h264.mp4");
  g_autofree char *path = store_once (clip);
  g_autoptr (TroupeFrameStore) store = NULL;
  g_autoptr (TroupeFrame) frame = NULL;

  store = troupe_frame_store_new (clip, TROUPE_FRAME_STORE_LIMIT_BYTES);
  troupe_frame_store_set_paused (store, TRUE);
  test_wait_until (troupe_frame_store_is_covered (store, 0, G_MAXUINT64));
  g_assert_cmpuint (troupe_frame_store_get_n_frames (store), ==, 90);
  frame = troupe_frame_store_dup_exact (store, SECOND);
  g_assert_nonnull (frame);
  g_assert_cmpuint (test_media_read_number (g_bytes_get_data (troupe_frame_get_pixels (frame), NULL),
                                            troupe_frame_get_width (frame),
                                            troupe_frame_get_height (frame),
                                            troupe_frame_get_stride (frame), 4), ==, 30);
}

static void
test_damaged_picture (void)
{
  g_autoptr (TroupeClip) clip = test_playback_open_clip ("h264.mp4");
  g_autofree char *path = store_once (clip);
  g_autofree char *content = NULL;
  g_autofree char *mended = NULL;
  g_autoptr (TroupeFrameStore) store = NULL;
  TroupeFrame *frame;
  gsize length, mended_length;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  memset (content + length / 2, 0, length / 2);
  g_assert_true (g_file_set_contents (path, content, (gssize) length, NULL));

  store = troupe_frame_store_new (clip, TROUPE_FRAME_STORE_LIMIT_BYTES);
  test_wait_until (troupe_frame_store_is_covered (store, 0, G_MAXUINT64));
  g_assert_null (troupe_frame_store_dup_exact (store, 2 * SECOND));
  test_wait_until ((frame = troupe_frame_store_dup_exact (store, 2 * SECOND)) != NULL);
  troupe_frame_unref (frame);

  /* The file is replaced, as far as its damage was seen. */
  do
    {
      g_main_context_iteration (NULL, TRUE);
      g_clear_pointer (&mended, g_free);
      g_assert_true (g_file_get_contents (path, &mended, &mended_length, NULL));
    }
  while (mended_length == length && memcmp (mended, content, length) == 0);
}

/* What is shown stays to be seen, and what is opened next is kept again. */
static void
test_deleted (void)
{
  g_autoptr (TroupeClip) clip = test_playback_open_clip ("h264.mp4");
  g_autofree char *path = store_once (clip);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *again = NULL;
  g_autoptr (TroupeFrameStore) store = NULL;

  store = troupe_frame_store_new (clip, TROUPE_FRAME_STORE_LIMIT_BYTES);
  test_wait_until (troupe_frame_store_is_covered (store, 0, G_MAXUINT64));
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  for (guint i = 0; i < 90; i++)
    {
      g_autoptr (TroupeFrame) frame = troupe_frame_store_dup_exact (store, i * SECOND / 30 + SECOND / 100);

      g_assert_nonnull (frame);
    }

  again = store_once (clip);
  g_assert_cmpstr (again, ==, path);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  gst_init (NULL, NULL);

  g_test_add_func ("/frame-cache/save/keeps-all", test_keeps);
  g_test_add_func ("/frame-cache/load/refuses-damage", test_damaged);
  g_test_add_func ("/frame-cache/limit/longest-unused-goes", test_limit);
  g_test_add_func ("/frame-cache/store/second-opening", test_second_opening);
  g_test_add_func ("/frame-cache/store/mends-picture", test_damaged_picture);
  g_test_add_func ("/frame-cache/store/is-deleted-meanwhile", test_deleted);

  return g_test_run ();
}
