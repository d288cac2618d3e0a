/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "test-dir.h"
#include "test-media.h"
#include "test-wait.h"

static void
test_dir_removes_tree (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *path = g_strdup (test_dir_get_path (dir));
  g_autofree char *deep = test_dir_build (dir, "a/b");

  g_assert_cmpint (g_mkdir_with_parents (deep, 0700), ==, 0);
  g_clear_pointer (&dir, test_dir_free);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_media_carries_frame_numbers (void)
{
  g_autofree char *path = test_media_make ("h264.mp4");

  for (guint number = 0; number < 90; number += 29)
    {
      g_autoptr (GSubprocess) ffmpeg = NULL;
      g_autoptr (GBytes) pixels = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *filter = g_strdup_printf ("select=eq(n\\,%u),scale=160:120", number);

      ffmpeg = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "ffmpeg", "-v", "error",
                                 "-nostdin", "-i", path, "-vf", filter, "-frames:v", "1",
                                 "-f", "rawvideo", "-pix_fmt", "gray", "-", NULL);
      g_assert_no_error (error);
      g_subprocess_communicate (ffmpeg, NULL, NULL, &pixels, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (g_bytes_get_size (pixels), ==, 160 * 120);
      g_assert_cmpuint (test_media_read_number (g_bytes_get_data (pixels, NULL), 160, 120, 160, 1),
                        ==, number);
    }
}

/* What another test has begun to read meanwhile stays. */
static void
test_media_first_stays (void)
{
  static const char script[] =
    "import os, pathlib, sys, media\n"
    "os.environ['TEST_BUILD_DIR'] = sys.argv[1]\n"
    "path = pathlib.Path(sys.argv[1], 'tests/media/both')\n"
    "def make_beside_another(out):\n"
    "    out.write_text('second')\n"
    "    path.write_text('first')\n"
    "media.DERIVED['both'] = make_beside_another\n"
    "assert pathlib.Path(media.make('both')).read_text() == 'first'\n"
    "assert os.listdir(path.parent) == ['both']\n";
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (GSubprocess) python = NULL;
  g_autoptr (GError) error = NULL;

  python = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, "python3", "-c", script,
                             test_dir_get_path (dir), NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (python, NULL, &error));
}

static void
finish_late_thread (GTask        *task,
                    gpointer      source,
                    gpointer      task_data,
                    GCancellable *cancellable)
{
  g_task_return_boolean (task, TRUE);
}

static void
test_wait_outlasts_thread (void)
{
  g_autoptr (GAsyncResult) result = NULL;
  GObject *object = g_object_new (G_TYPE_OBJECT, NULL);
  g_autoptr (GTask) task = g_task_new (object, NULL, test_result_cb, &result);

  g_task_run_in_thread (task, finish_late_thread);
  test_wait_until (result != NULL);
  g_assert_true (g_task_propagate_boolean (task, NULL));
  g_clear_object (&task);
  g_clear_object (&result);
  test_assert_finalize (object);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/support/dir/removes-tree", test_dir_removes_tree);
  g_test_add_func ("/support/media/carries-frame-numbers", test_media_carries_frame_numbers);
  g_test_add_func ("/support/media/first-stays", test_media_first_stays);
  g_test_add_func ("/support/wait/outlasts-thread", test_wait_outlasts_thread);
  return g_test_run ();
}
