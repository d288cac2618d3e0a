/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-frame-spill.h"

#include <glib/gstdio.h>
#include <gst/gst.h>
#include <signal.h>
#include <sys/resource.h>

#include "test-playback.h"
#include "test-wait.h"
#include "troupe-frame-cache.h"
#include "troupe-frame-store.h"

#define MB (1024 * 1024)

/* Some five seconds of a clip of twenty */
#define STORE_BYTES MB

static GBytes *
make_content (guint8 value)
{
  guint8 *data = g_malloc (MB);

  memset (data, value, MB);
  return g_bytes_new_take (data, MB);
}

static void
check_content (TroupePackedFrame *frame,
               guint8             value)
{
  g_autoptr (GBytes) expected = make_content (value);
  g_autoptr (GBytes) content = troupe_packed_frame_read (frame);

  g_assert_nonnull (content);
  g_assert_true (g_bytes_equal (content, expected));
}

/* How many files that have no name any more the program has open below a folder */
static guint
count_unnamed (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename ("/proc/self/fd", name, NULL);
      g_autofree char *target = g_file_read_link (path, NULL);

      if (target != NULL && g_str_has_prefix (target, folder) && g_str_has_suffix (target, " (deleted)"))
        n++;
    }

  return n;
}

static guint64
resident_bytes (void)
{
  g_autofree char *text = NULL;
  guint64 size = 0;
  guint64 resident = 0;

  g_assert_true (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL));
  g_assert_cmpint (sscanf (text, "%" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT, &size, &resident), ==, 2);

  return resident * 4096;
}

/* What was read counts, too: it is not to stay. */
static void
test_memory (void)
{
  g_autofree char *folder = troupe_frame_cache_dup_folder ();
  g_autoptr (GPtrArray) frames = g_ptr_array_new_with_free_func ((GDestroyNotify) troupe_packed_frame_unref);
  g_autoptr (TroupeFrameSpill) spill = troupe_frame_spill_new (folder);
  g_autoptr (GDir) dir = NULL;
  guint64 before = resident_bytes ();

  for (guint8 i = 0; i < 100; i++)
    {
      g_autoptr (GBytes) content = make_content (i);

      g_ptr_array_add (frames, troupe_frame_spill_add (spill, content));
      check_content (g_ptr_array_index (frames, i), i);
    }
  g_assert_cmpuint (resident_bytes (), <, before + 50 * MB);

  dir = g_dir_open (folder, 0, NULL);
  g_assert_null (g_dir_read_name (dir));
}

/* A file goes with its pictures, and not before. */
static void
test_files (void)
{
  g_autofree char *folder = troupe_frame_cache_dup_folder ();
  g_autoptr (GPtrArray) frames = g_ptr_array_new_with_free_func ((GDestroyNotify) troupe_packed_frame_unref);
  TroupeFrameSpill *spill = troupe_frame_spill_new (folder);

  for (guint8 i = 0; i < 40; i++)
    {
      g_autoptr (GBytes) content = make_content (i);

      g_ptr_array_add (frames, troupe_frame_spill_add (spill, content));
    }
  troupe_frame_spill_free (spill);
  g_assert_cmpuint (count_unnamed (folder), ==, 5);
  for (guint8 i = 0; i < 40; i++)
    check_content (g_ptr_array_index (frames, i), i);

  g_ptr_array_remove_range (frames, 0, 15);
  g_assert_cmpuint (count_unnamed (folder), ==, 4);
  g_ptr_array_set_size (frames, 0);
  g_assert_cmpuint (count_unnamed (folder), ==, 0);
}

static void
test_no_folder (void)
{
  g_autofree char *folder = troupe_frame_cache_dup_folder ();
  g_autofree char *parent = g_path_get_dirname (folder);
  g_autoptr (TroupeFrameSpill) spill = troupe_frame_spill_new (folder);
  g_autoptr (GBytes) content = make_content (3);
  g_autoptr (TroupePackedFrame) frame = NULL;
  g_autoptr (TroupePackedFrame) later = NULL;

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_assert_true (g_file_set_contents (folder, "", 0, NULL));
  frame = troupe_frame_spill_add (spill, content);
  check_content (frame, 3);

  /* It is tried again. */
  g_assert_cmpint (g_unlink (folder), ==, 0);
  later = troupe_frame_spill_add (spill, content);
  check_content (later, 3);
  g_assert_cmpuint (count_unnamed (folder), ==, 1);
}

static void
test_full_disk (void)
{
  g_autofree char *folder = troupe_frame_cache_dup_folder ();
  g_autoptr (TroupeFrameSpill) spill = troupe_frame_spill_new (folder);
  g_autoptr (GPtrArray) frames = g_ptr_array_new_with_free_func ((GDestroyNotify) troupe_packed_frame_unref);
  struct rlimit limit;
  rlim_t soft;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  soft = limit.rlim_cur;
  limit.rlim_cur = MB + MB / 2;
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  for (guint8 i = 0; i < 3; i++)
    {
      g_autoptr (GBytes) content = make_content (i);

      g_ptr_array_add (frames, troupe_frame_spill_add (spill, content));
    }
  limit.rlim_cur = soft;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  for (guint8 i = 0; i < 3; i++)
    check_content (g_ptr_array_index (frames, i), i);
}

/* Somebody else shortens it: no signal, and no picture. */
static void
test_cut_file (void)
{
  g_autofree char *path = troupe_frame_cache_dup_path ("cut");
  g_autofree char *folder = troupe_frame_cache_dup_folder ();
  g_autoptr (TroupeFrameFile) file = NULL;
  g_autoptr (TroupePackedFrame) frame = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "0123456789", 10, NULL));
  file = troupe_frame_file_open (path, &error);
  g_assert_no_error (error);
  g_assert_null (troupe_frame_file_read (file, 5, 6));
  g_assert_null (troupe_frame_file_read (file, G_MAXUINT64, 1));
  frame = troupe_packed_frame_new_in_file (file, 5, 5);
  g_assert_cmpint (truncate (path, 7), ==, 0);
  g_assert_null (troupe_packed_frame_read (frame));
}

/* Its pictures are on disk though not all of the clip is stored; they go with the store. */
static void
test_store (void)
{
  g_autofree char *folder = troupe_frame_cache_dup_folder ();
  g_autoptr (TroupeClip) clip = test_playback_open_clip ("long.mp4");
  TroupeFrameStore *store = troupe_frame_store_new (clip, STORE_BYTES);
  g_autoptr (TroupeFrameStore) next = NULL;

  test_wait_until (troupe_frame_store_is_idle (store));
  g_assert_cmpuint (count_unnamed (folder), ==, 1);
  troupe_frame_store_stop (store);
  g_object_unref (store);

  next = troupe_frame_store_new (clip, STORE_BYTES);
  test_wait_until (troupe_frame_store_is_idle (next));
  g_assert_cmpuint (count_unnamed (folder), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  gst_init (NULL, NULL);

  g_test_add_func ("/frame-spill/memory/is-not-taken", test_memory);
  g_test_add_func ("/frame-spill/files/go-with-their-pictures", test_files);
  g_test_add_func ("/frame-spill/folder/cannot-be-made", test_no_folder);
  g_test_add_func ("/frame-spill/disk/is-full", test_full_disk);
  g_test_add_func ("/frame-spill/file/is-cut", test_cut_file);
  g_test_add_func ("/frame-spill/store/goes-there", test_store);

  return g_test_run ();
}
