/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-frame.h"

#include <gst/gst.h>

#include "test-dir.h"
#include "troupe-clip-error.h"
#include "troupe-frame-reader.h"

#define WIDTH 5
#define HEIGHT 3
#define STRIDE 24

/* Rows are longer than the picture, so that a mistaken stride shows. */
static TroupeFrame *
make_frame (void)
{
  g_autoptr (GBytes) pixels = NULL;
  guint8 *data = g_malloc (STRIDE * HEIGHT);

  memset (data, 0xee, STRIDE * HEIGHT);
  for (int y = 0; y < HEIGHT; y++)
    {
      for (int x = 0; x < WIDTH; x++)
        {
          guint8 *pixel = data + y * STRIDE + x * 4;

          pixel[0] = 40 * x;
          pixel[1] = 80 * y;
          pixel[2] = 200;
          pixel[3] = 255;
        }
    }
  pixels = g_bytes_new_take (data, STRIDE * HEIGHT);
  return troupe_frame_new (1234, WIDTH, HEIGHT, STRIDE, pixels);
}

static void
test_frame_keeps_facts (void)
{
  g_autoptr (TroupeFrame) frame = make_frame ();
  g_autoptr (TroupeFrame) other = troupe_frame_ref (frame);
  const guint8 *data;

  g_clear_pointer (&frame, troupe_frame_unref);
  g_assert_cmpuint (troupe_frame_get_time_ns (other), ==, 1234);
  g_assert_cmpint (troupe_frame_get_width (other), ==, WIDTH);
  g_assert_cmpint (troupe_frame_get_height (other), ==, HEIGHT);
  g_assert_cmpuint (troupe_frame_get_stride (other), ==, STRIDE);
  data = g_bytes_get_data (troupe_frame_get_pixels (other), NULL);
  g_assert_cmpuint (data[STRIDE + 4], ==, 40);
  g_assert_cmpuint (data[STRIDE + 5], ==, 80);
}

static gpointer
count_thread (gpointer data)
{
  for (int i = 0; i < 10000; i++)
    troupe_frame_unref (troupe_frame_ref (data));

  return NULL;
}

static void
test_frame_is_counted_by_threads (void)
{
  TroupeFrame *frame = make_frame ();
  GThread *threads[4];
  GBytes *pixels = g_bytes_ref (troupe_frame_get_pixels (frame));

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("count", count_thread, frame);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_cmpint (troupe_frame_get_width (frame), ==, WIDTH);

  /* The last one frees the pixels: the reference here is the only one left. */
  troupe_frame_unref (frame);
  g_free (g_bytes_unref_to_data (pixels, &(gsize) { 0 }));
}

static TroupeFrame *
decode (GBytes *file)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *path = test_dir_build (dir, "picture");
  g_autofree char *uri = g_strconcat ("file://", path, NULL);
  g_autoptr (TroupeFrameReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  TroupeFrame *frame;

  g_file_set_contents (path, g_bytes_get_data (file, NULL), g_bytes_get_size (file), &error);
  g_assert_no_error (error);
  reader = troupe_frame_reader_new (uri, 0, NULL, &error);
  g_assert_no_error (error);
  frame = troupe_frame_reader_next (reader, NULL, &error);
  g_assert_no_error (error);
  return frame;
}

static void
assert_similar (TroupeFrame *a,
                TroupeFrame *b,
                int          tolerance)
{
  const guint8 *data_a = g_bytes_get_data (troupe_frame_get_pixels (a), NULL);
  const guint8 *data_b = g_bytes_get_data (troupe_frame_get_pixels (b), NULL);

  g_assert_cmpint (troupe_frame_get_width (a), ==, troupe_frame_get_width (b));
  g_assert_cmpint (troupe_frame_get_height (a), ==, troupe_frame_get_height (b));
  for (int y = 0; y < troupe_frame_get_height (a); y++)
    {
      for (int x = 0; x < troupe_frame_get_width (a) * 4; x++)
        {
          int difference = data_a[y * troupe_frame_get_stride (a) + x] -
                           data_b[y * troupe_frame_get_stride (b) + x];

          g_assert_cmpint (ABS (difference), <=, tolerance);
        }
    }
}

static void
test_frame_encodes (gconstpointer user_data)
{
  const char *media_type = user_data;
  gboolean is_png = g_str_equal (media_type, "image/png");
  g_autoptr (TroupeFrame) frame = make_frame ();
  g_autoptr (TroupeFrame) decoded = NULL;
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GError) error = NULL;

  file = troupe_frame_encode (frame, media_type, &error);
  g_assert_no_error (error);
  g_assert_cmpint (memcmp (g_bytes_get_data (file, NULL), is_png ? "\x89PNG" : "\xff\xd8\xff", 3),
                   ==, 0);
  decoded = decode (file);
  assert_similar (frame, decoded, is_png ? 0 : 40);
}

static void
test_frame_misses_coder (void)
{
  g_autoptr (GstElementFactory) coder = gst_element_factory_find ("pngenc");
  g_autoptr (TroupeFrame) frame = make_frame ();
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GError) error = NULL;

  gst_registry_remove_feature (gst_registry_get (), GST_PLUGIN_FEATURE (coder));
  file = troupe_frame_encode (frame, "image/png", &error);
  gst_registry_add_feature (gst_registry_get (), GST_PLUGIN_FEATURE (coder));
  g_assert_null (file);
  g_assert_error (error, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_CODEC);
  g_assert_nonnull (strstr (error->message, "image/png"));
}

int
main (int   argc,
      char *argv[])
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/frame/keeps-facts", test_frame_keeps_facts);
  g_test_add_func ("/frame/is-counted-by-threads", test_frame_is_counted_by_threads);
  g_test_add_data_func ("/frame/encodes/png", "image/png", test_frame_encodes);
  g_test_add_data_func ("/frame/encodes/jpeg", "image/jpeg", test_frame_encodes);
  g_test_add_func ("/frame/encodes/misses-coder", test_frame_misses_coder);
  return g_test_run ();
}
