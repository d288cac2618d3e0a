/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "test-media.h"

#define N_BITS 10

/**
 * test_media_make:
 * @kind: a name of the table in `media.py`, for example `h264.mp4`
 *
 * Makes a video, or takes the one an earlier test made. Blocks.
 *
 * Returns: (transfer full): its absolute path; others read it too, so copy it before changing it
 */
char *
test_media_make (const char *kind)
{
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                              "python3", MEDIA_SCRIPT, kind, NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));
  return g_steal_pointer (&output);
}

/**
 * test_media_footage:
 * @name: a file name
 *
 * Finds a real video that nobody here made. Where there is none the running test is skipped.
 *
 * Returns: (transfer full) (nullable): its absolute path, or `NULL` when the test is to return
 */
char *
test_media_footage (const char *name)
{
  g_autofree char *path = NULL;

  path = g_build_filename (g_getenv ("TEST_FOOTAGE_DIR"), name, NULL);
  if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return g_steal_pointer (&path);
  g_test_skip ("the real footage that dev unpacks is not there");
  return NULL;
}

/**
 * test_media_ask_ffprobe:
 * @path: of a video
 *
 * Asks FFmpeg when the frames of a video are shown. Blocks.
 *
 * Returns: (transfer full) (element-type double): the times in seconds, in the order of the frames; -1 for one that
 *   it does not know
 */
GArray *
test_media_ask_ffprobe (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *output = NULL;
  g_auto (GStrv) lines = NULL;
  GArray *times = g_array_new (FALSE, FALSE, sizeof (double));

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "ffprobe", "-v", "error",
                              "-select_streams", "v:0", "-show_entries",
                              "frame=best_effort_timestamp_time", "-of", "csv=p=0", path, NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);

  lines = g_strsplit (output, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      /* Frames that come out of the decoder last have no time in AVI. */
      double time = g_ascii_isdigit (lines[i][0]) ? g_ascii_strtod (lines[i], NULL) : -1;

      if (*lines[i] != '\0')
        g_array_append_val (times, time);
    }
  return times;
}

/**
 * test_media_read_number:
 * @pixels: a picture of a video made by test_media_make(), at any size
 * @width: in pixels
 * @height: in pixels
 * @stride: bytes from row to row
 * @bytes_per_pixel: the first of them is red, green, blue or luma
 *
 * Reads the number of the frame, which stands as white and black squares along the upper edge.
 *
 * Returns: the number, from 0 to 1023
 */
guint
test_media_read_number (const guint8 *pixels,
                        int           width,
                        int           height,
                        gsize         stride,
                        int           bytes_per_pixel)
{
  const guint8 *row = pixels + height / 30 * stride;
  guint number = 0;

  for (int bit = 0; bit < N_BITS; bit++)
    {
      int x = (2 * bit + 1) * width / (2 * N_BITS * 2);

      if (row[x * bytes_per_pixel] > 127)
        number |= 1u << bit;
    }
  return number;
}
