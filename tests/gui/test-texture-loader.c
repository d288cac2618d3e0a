/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-texture-loader.h"

#include "test-dir.h"
#include "test-wait.h"

/* What a picture of 300 x 200, scaled to a short edge of 100, takes in the cache */
#define PICTURE_BYTES (150 * 100 * 4)

static GFile *
make_picture (TestDir    *dir,
              const char *name)
{
  g_autofree char *path = test_dir_build (dir, name);
  g_autoptr (GBytes) pixels = g_bytes_new_take (g_malloc0 (300 * 200 * 4), 300 * 200 * 4);
  g_autoptr (GdkTexture) texture = NULL;

  texture = gdk_memory_texture_new (300, 200, GDK_MEMORY_R8G8B8A8, pixels, 300 * 4);
  g_assert_true (gdk_texture_save_to_png (texture, path));

  return g_file_new_for_path (path);
}

static GFile *
make_text (TestDir    *dir,
           const char *name,
           const char *content)
{
  g_autofree char *path = test_dir_build (dir, name);

  g_assert_true (g_file_set_contents (path, content, -1, NULL));

  return g_file_new_for_path (path);
}

static GdkTexture *
load (TroupeTextureLoader *loader,
      GFile               *file,
      GCancellable        *cancellable,
      GError             **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  troupe_texture_loader_load_async (loader, file, 100, cancellable, test_result_cb, &result);
  test_wait_until (result != NULL);

  return troupe_texture_loader_load_finish (loader, result, error);
}

static void
keep (TroupeTextureLoader *loader,
      GFile               *file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = load (loader, file, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (texture);
}

static void
test_scales_to_short_edge (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (GFile) file = make_picture (dir, "a.png");
  g_autoptr (TroupeTextureLoader) loader = troupe_texture_loader_new (PICTURE_BYTES);
  g_autoptr (GdkTexture) texture = NULL;

  g_assert_null (troupe_texture_loader_lookup (loader, file, 100));
  texture = load (loader, file, NULL, NULL);
  g_assert_cmpint (gdk_texture_get_width (texture), ==, 150);
  g_assert_cmpint (gdk_texture_get_height (texture), ==, 100);
  g_assert_true (troupe_texture_loader_lookup (loader, file, 100) == texture);
  g_assert_null (troupe_texture_loader_lookup (loader, file, 101));
}

static void
test_keeps_those_used_last (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (GFile) a = make_picture (dir, "a.png");
  g_autoptr (GFile) b = make_picture (dir, "b.png");
  g_autoptr (GFile) c = make_picture (dir, "c.png");
  g_autoptr (TroupeTextureLoader) loader = troupe_texture_loader_new (2 * PICTURE_BYTES);

  keep (loader, a);
  keep (loader, b);
  g_assert_nonnull (troupe_texture_loader_lookup (loader, a, 100));    /* used after b */
  keep (loader, c);

  g_assert_nonnull (troupe_texture_loader_lookup (loader, a, 100));
  g_assert_null (troupe_texture_loader_lookup (loader, b, 100));
  g_assert_nonnull (troupe_texture_loader_lookup (loader, c, 100));
}

static void
test_refuses_what_is_no_picture (gconstpointer data)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (GFile) file = make_text (dir, "a.png", data);
  g_autoptr (TroupeTextureLoader) loader = troupe_texture_loader_new (PICTURE_BYTES);
  g_autoptr (GError) error = NULL;

  g_assert_null (load (loader, file, NULL, &error));
  g_assert_nonnull (error);
  g_assert_true (error->domain == GDK_PIXBUF_ERROR);
  g_assert_null (troupe_texture_loader_lookup (loader, file, 100));
}

static void
test_missing_file (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *path = test_dir_build (dir, "a.png");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (TroupeTextureLoader) loader = troupe_texture_loader_new (PICTURE_BYTES);
  g_autoptr (GError) error = NULL;

  g_assert_null (load (loader, file, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
test_cancelled (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (GFile) file = make_picture (dir, "a.png");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  TroupeTextureLoader *loader = troupe_texture_loader_new (PICTURE_BYTES);
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (load (loader, file, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  test_assert_finalize (loader);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/texture-loader/load/scales-to-short-edge", test_scales_to_short_edge);
  g_test_add_func ("/texture-loader/cache/keeps-those-used-last", test_keeps_those_used_last);
  g_test_add_data_func ("/texture-loader/load/empty", "", test_refuses_what_is_no_picture);
  g_test_add_data_func ("/texture-loader/load/text", "no picture at all", test_refuses_what_is_no_picture);
  g_test_add_data_func ("/texture-loader/load/truncated", "\x89PNG\r\n\x1a\n", test_refuses_what_is_no_picture);
  g_test_add_func ("/texture-loader/load/missing-file", test_missing_file);
  g_test_add_func ("/texture-loader/load/cancelled", test_cancelled);

  return g_test_run ();
}
