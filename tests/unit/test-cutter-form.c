/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <gst/gst.h>

#include "test-dir.h"
#include "test-media.h"
#include "test-wait.h"
#include "troupe-clip-error.h"
#include "troupe-cutter.h"

/* The first two seconds of a clip with sound; the content of the cut, or NULL and the error */
static GBytes *
cut (const TroupeCutForm *form,
     GError             **error)
{
  const TroupeRange range = { 0, G_GUINT64_CONSTANT (2000000000) };
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *path = test_dir_build (dir, "cut.mp4");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *source = test_media_make ("h264.mp4");
  g_autofree char *uri = g_filename_to_uri (source, NULL, NULL);
  g_autoptr (GAsyncResult) result = NULL;

  troupe_cutter_cut_async (uri, &range, form, file, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  return troupe_cutter_cut_finish (result, error) ? g_file_load_bytes (file, NULL, NULL, error) : NULL;
}

static gboolean
has_sound (GBytes *content)
{
  return memmem (g_bytes_get_data (content, NULL), g_bytes_get_size (content), "mp4a", 4) != NULL;
}

static void
test_limited_bytes (void)
{
  g_autoptr (GBytes) usual = NULL;
  g_autoptr (GBytes) same = NULL;
  g_autoptr (GBytes) smaller = NULL;
  g_autoptr (GError) error = NULL;
  TroupeCutForm form = { 0 };

  usual = cut (&form, &error);
  g_assert_no_error (error);

  form.max_bytes = g_bytes_get_size (usual);
  same = cut (&form, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (same), ==, g_bytes_get_size (usual));

  form.max_bytes = g_bytes_get_size (usual) * 6 / 10;
  smaller = cut (&form, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (smaller), <=, form.max_bytes);
  g_assert_cmpuint (g_bytes_get_size (smaller), >, form.max_bytes / 4);

  form.max_bytes = 1000;
  g_assert_null (cut (&form, &error));
  g_assert_error (error, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_TOO_LARGE);
}

static void
test_dropped_sound (void)
{
  const TroupeCutForm form = { .drops_sound = TRUE };
  g_autoptr (GBytes) usual = NULL;
  g_autoptr (GBytes) silent = NULL;
  g_autoptr (GError) error = NULL;

  usual = cut (NULL, &error);
  g_assert_no_error (error);
  g_assert_true (has_sound (usual));
  silent = cut (&form, &error);
  g_assert_no_error (error);
  g_assert_false (has_sound (silent));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  gst_init (NULL, NULL);
  g_test_add_func ("/cutter-form/limited-bytes", test_limited_bytes);
  g_test_add_func ("/cutter-form/dropped-sound", test_dropped_sound);
  return g_test_run ();
}
