/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define _GNU_SOURCE    /* memmem */

#include "troupe-cutter.h"

#include <gst/gst.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include "test-dir.h"
#include "test-media.h"
#include "test-wait.h"
#include "troupe-clip-error.h"
#include "troupe-frame-scan.h"

#define MS G_GUINT64_CONSTANT (1000000)

/* The size frame numbers are read at */
#define WIDTH 160
#define HEIGHT 120

typedef struct
{
  const char *name;
  guint64     start_ms;
  guint64     end_ms;
  int         first;      /* numbers of the frames; footage carries none */
  int         last;
} Cut;

static const Cut made[] = {
  { "h264.mp4", 0, 3000, 0, 89 },
  { "h264.mp4", 700, 2233, 21, 66 },
  { "h264.mkv", 1000, 2500, 30, 74 },
  { "long.mp4", 16010, 18490, 481, 554 },
  { "long.mp4", 18500, 20000, 555, 599 },
  { "b-frames.mp4", 1010, 2790, 31, 83 },
  { "no-sound.mp4", 500, 1500, 15, 44 },
  { "short.mp4", 0, 600, 0, 17 },
  { "odd-size.mkv", 500, 1500, 15, 44 },
  { "variable-rate.mp4", 410, 2390, 14, 71 },
  { "edit-list.mp4", 500, 2000, 60, 104 },
  { "hevc.mp4", 500, 1500, 15, 44 },
  { "vp8.webm", 510, 1510, 16, 45 },
  { "vp9.webm", 510, 1510, 16, 45 },
  { "av1.webm", 510, 1510, 16, 45 },
  { "theora.ogv", 510, 1510, 16, 45 },
  { "mpeg4.avi", 1000, 2000, 29, 58 },
  { "cinepak.avi", 500, 1500, 15, 44 },
};

static const Cut footage[] = {
  { "balle-jbart.mp4", 5000, 8000 },
  { "kpy_uno.mp4", 2000, 4990 },
  { "robot.mp4", 21300, 24300 },
  { "joystick.webm", 5550, 8550 },
  { "vtest.avi", 40000, 43000 },
  { "tree.avi", 9000, 12000 },
  { "Megamind.avi", 6000, 9000 },
  { "Effet_force_magnetique.ogv", 200, 1200 },
};

typedef struct
{
  TestDir *dir;
  char    *path;
  GFile   *file;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->dir = test_dir_new ();
  fixture->path = test_dir_build (fixture->dir, "cut.mp4");
  fixture->file = g_file_new_for_path (fixture->path);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_object_unref (fixture->file);
  g_free (fixture->path);
  test_dir_free (fixture->dir);
}

static gboolean
cut (Fixture    *fixture,
     const char *source,
     guint64     start_ms,
     guint64     end_ms,
     int         short_edge,
     GError    **error)
{
  const TroupeCutForm form = { .short_edge = short_edge };
  g_autofree char *uri = g_filename_to_uri (source, NULL, NULL);
  TroupeRange range = { start_ms * MS, end_ms * MS };
  g_autoptr (GAsyncResult) result = NULL;

  troupe_cutter_cut_async (uri, &range, &form, fixture->file, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  return troupe_cutter_cut_finish (result, error);
}

static void
cut_kind (Fixture    *fixture,
          const char *kind,
          guint64     start_ms,
          guint64     end_ms,
          int         short_edge)
{
  g_autofree char *source = test_media_make (kind);
  g_autoptr (GError) error = NULL;

  cut (fixture, source, start_ms, end_ms, short_edge, &error);
  g_assert_no_error (error);
}

static GArray *
list_frames (const char *path)
{
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
  g_autoptr (GError) error = NULL;
  GArray *times = troupe_frame_scan (uri, 0, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return times;
}

static GBytes *
run (const char *const *arguments)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GBytes) output = NULL;

  process = g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  g_subprocess_communicate (process, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));
  return g_steal_pointer (&output);
}

/* What ffprobe says of the cut: entries one a line, as KEY=VALUE */
static char *
describe (Fixture    *fixture,
          const char *entries)
{
  const char *arguments[] = { "ffprobe", "-v", "error", "-show_entries", entries, "-of",
                              "default=nw=1", fixture->path, NULL };
  g_autoptr (GBytes) output = run (arguments);
  gsize size;
  const char *text = g_bytes_get_data (output, &size);

  return g_strndup (size > 0 ? text : "", size);
}

static double
describe_number (Fixture    *fixture,
                 const char *entry)
{
  g_autofree char *text = describe (fixture, entry);

  return g_ascii_strtod (strchr (text, '=') + 1, NULL);
}

/* The frames of the source that the cut is to hold, by their times in the cut. */
static GArray *
expect_frames (const char *source,
               guint64     start_ns,
               guint64     end_ns)
{
  g_autoptr (GArray) all = list_frames (source);
  GArray *expected = g_array_new (FALSE, FALSE, sizeof (guint64));

  for (guint i = 0; i < all->len; i++)
    {
      guint64 time_ns = g_array_index (all, guint64, i);
      guint64 cut_ns = expected->len == 0 ? 0 : time_ns - start_ns;

      if (time_ns >= start_ns && time_ns < end_ns)
        g_array_append_val (expected, cut_ns);
    }
  return expected;
}

static void
assert_frames (Fixture    *fixture,
               const char *source,
               const Cut  *expected)
{
  g_autoptr (GArray) wanted = expect_frames (source, expected->start_ms * MS,
                                             expected->end_ms * MS);
  g_autoptr (GArray) times = list_frames (fixture->path);

  g_assert_cmpuint (wanted->len, >, 0);
  g_assert_cmpuint (times->len, ==, wanted->len);
  for (guint i = 0; i < times->len; i++)
    g_assert_cmpuint (ABS ((gint64) g_array_index (times, guint64, i) -
                           (gint64) g_array_index (wanted, guint64, i)), <, MS / 50);
}

static void
assert_numbers (Fixture *fixture,
                int      first,
                int      last)
{
  const char *arguments[] = { "ffmpeg", "-v", "error", "-nostdin", "-i", fixture->path, "-vf",
                              "scale=" G_STRINGIFY (WIDTH) ":" G_STRINGIFY (HEIGHT), "-fps_mode",
                              "passthrough", "-f", "rawvideo", "-pix_fmt", "gray", "-", NULL };
  g_autoptr (GBytes) pixels = run (arguments);
  gsize size;
  const guint8 *data = g_bytes_get_data (pixels, &size);

  g_assert_cmpuint (size, >, 0);
  g_assert_cmpint (test_media_read_number (data, WIDTH, HEIGHT, WIDTH, 1), ==, first);
  g_assert_cmpint (test_media_read_number (data + size - WIDTH * HEIGHT, WIDTH, HEIGHT, WIDTH, 1),
                   ==, last);
}

static void
assert_exact (Fixture    *fixture,
              const char *source,
              const Cut  *expected)
{
  g_autoptr (GError) error = NULL;
  double length = (expected->end_ms - expected->start_ms) / 1000.0;

  cut (fixture, source, expected->start_ms, expected->end_ms, TROUPE_CUTTER_SHORT_EDGE, &error);
  g_assert_no_error (error);
  assert_frames (fixture, source, expected);
  g_assert_cmpfloat_with_epsilon (describe_number (fixture, "format=duration"), length, 0.0005);
}

static void
test_made (Fixture      *fixture,
           gconstpointer data)
{
  const Cut *expected = data;
  g_autofree char *source = test_media_make (expected->name);

  assert_exact (fixture, source, expected);
  assert_numbers (fixture, expected->first, expected->last);
}

static void
test_footage (Fixture      *fixture,
              gconstpointer data)
{
  const Cut *expected = data;
  g_autofree char *source = test_media_footage (expected->name);

  if (source != NULL)
    assert_exact (fixture, source, expected);
}

static void
assert_size (Fixture    *fixture,
             const char *kind,
             int         short_edge,
             int         width,
             int         height)
{
  cut_kind (fixture, kind, 0, 500, short_edge);
  g_assert_cmpfloat_with_epsilon (describe_number (fixture, "stream=width"), width, 0.1);
  g_assert_cmpfloat_with_epsilon (describe_number (fixture, "stream=height"), height, 0.1);
}

static void
test_size (Fixture      *fixture,
           gconstpointer data)
{
  assert_size (fixture, "no-sound.mp4", 720, 320, 240);
  assert_size (fixture, "no-sound.mp4", 120, 160, 120);
  assert_size (fixture, "no-sound.mp4", 101, 134, 102);
  assert_size (fixture, "odd-size.mkv", 720, 320, 240);
  assert_size (fixture, "4k.mp4", 720, 1280, 720);
}

static void
test_upright (Fixture      *fixture,
              gconstpointer data)
{
  g_autofree char *side_data = NULL;

  assert_size (fixture, "rotated-90.mp4", 720, 240, 320);
  side_data = describe (fixture, "stream_side_data=rotation");
  g_assert_null (strstr (side_data, "rotation"));
  assert_size (fixture, "rotated-180.mp4", 720, 320, 240);
}

static void
test_streams (Fixture      *fixture,
              gconstpointer data)
{
  g_autofree char *with_sound = NULL;
  g_autofree char *silent = NULL;

  cut_kind (fixture, "h264.mp4", 500, 1500, 720);
  with_sound = describe (fixture, "stream=codec_name");
  g_assert_cmpstr (with_sound, ==, "codec_name=h264\ncodec_name=aac\n");

  cut_kind (fixture, "no-sound.mp4", 500, 1500, 720);
  silent = describe (fixture, "stream=codec_name");
  g_assert_cmpstr (silent, ==, "codec_name=h264\n");
}

/* Boxes are a big-endian length and a name, ISO/IEC 14496-12, 4.2. */
static gsize
find_box (const char *data,
          gsize       size,
          const char *name)
{
  for (gsize offset = 0; offset + 8 <= size;)
    {
      guint32 length;

      if (memcmp (data + offset + 4, name, 4) == 0)
        return offset;
      memcpy (&length, data + offset, 4);
      offset += GUINT32_FROM_BE (length);
    }
  g_assert_not_reached ();
}

static void
test_fast_start (Fixture      *fixture,
                 gconstpointer data)
{
  g_autofree char *content = NULL;
  gsize size;

  cut_kind (fixture, "h264.mp4", 500, 1500, 720);
  g_assert_true (g_file_get_contents (fixture->path, &content, &size, NULL));
  g_assert_cmpuint (find_box (content, size, "moov"), <, find_box (content, size, "mdat"));
}

static gboolean
contains (const char *path,
          const char *text)
{
  g_autofree char *content = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  return memmem (content, size, text, strlen (text)) != NULL;
}

static void
test_metadata (Fixture      *fixture,
               gconstpointer data)
{
  g_autofree char *source = test_media_make ("h264.mp4");
  g_autofree char *tagged = test_dir_build (fixture->dir, "tagged.mov");
  const char *arguments[] = {
    "ffmpeg", "-v", "error", "-nostdin", "-i", source, "-c", "copy", "-movflags", "use_metadata_tags",
    "-metadata", "title=Secret Title", "-metadata", "location=+48.1+011.5/",
    "-metadata", "com.apple.quicktime.model=Secret Phone", "-metadata:s:v", "handler_name=Secret Lens",
    tagged, NULL
  };
  g_autoptr (GBytes) nothing = run (arguments);
  g_autoptr (GError) error = NULL;

  g_assert_true (contains (tagged, "Secret Title"));
  g_assert_true (contains (tagged, "Secret Phone"));
  g_assert_true (contains (tagged, "+48.1"));

  cut (fixture, tagged, 500, 1500, 720, &error);
  g_assert_no_error (error);
  g_assert_false (contains (fixture->path, "Secret"));
  g_assert_false (contains (fixture->path, "+48.1"));
}

static guint
count_files (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (test_dir_get_path (fixture->dir), 0, NULL);
  guint n_files = 0;

  while (g_dir_read_name (dir) != NULL)
    n_files++;
  return n_files;
}

static void
test_failed (Fixture      *fixture,
             gconstpointer data)
{
  static const struct
  {
    const char     *kind;
    guint64         range_ms[2];
    TroupeClipError code;
  } cases[] = {
    { "h264.mp4", { 5000, 7000 }, TROUPE_CLIP_ERROR_RANGE },
    { "h264.mp4", { 2970, 2999 }, TROUPE_CLIP_ERROR_RANGE },
    { "truncated.mp4", { 0, 1000 }, TROUPE_CLIP_ERROR_TRUNCATED },
    { "text.mp4", { 0, 1000 }, TROUPE_CLIP_ERROR_NOT_MEDIA },
    { "audio.mp4", { 0, 1000 }, TROUPE_CLIP_ERROR_NO_VIDEO },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *source = test_media_make (cases[i].kind);
      g_autoptr (GError) error = NULL;

      g_assert_false (cut (fixture, source, cases[i].range_ms[0], cases[i].range_ms[1], 720, &error));
      g_test_message ("%s", error->message);
      g_assert_error (error, TROUPE_CLIP_ERROR, (int) cases[i].code);
      g_assert_cmpuint (count_files (fixture), ==, 0);
    }
}

static void
limit_file_size (rlim_t bytes)
{
  struct rlimit limit;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = bytes;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static void
test_no_space (Fixture      *fixture,
               gconstpointer data)
{
  g_autofree char *source = test_media_make ("h264.mp4");
  g_autoptr (GError) error = NULL;

  limit_file_size (4096);
  g_assert_false (cut (fixture, source, 0, 2000, 720, &error));
  limit_file_size (RLIM_INFINITY);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_assert_nonnull (strstr (error->message, "no space is left"));
  g_assert_cmpuint (count_files (fixture), ==, 0);
}

static void
test_no_folder (Fixture      *fixture,
                gconstpointer data)
{
  g_autofree char *source = test_media_make ("no-sound.mp4");
  g_autoptr (GError) error = NULL;

  g_clear_object (&fixture->file);
  fixture->file = g_file_new_build_filename (test_dir_get_path (fixture->dir), "none", "cut.mp4",
                                             NULL);
  g_assert_false (cut (fixture, source, 0, 1000, 720, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
test_replaces (Fixture      *fixture,
               gconstpointer data)
{
  g_assert_true (g_file_set_contents (fixture->path, "old", 3, NULL));
  cut_kind (fixture, "no-sound.mp4", 0, 500, 720);
  g_assert_false (contains (fixture->path, "old"));
  g_assert_cmpuint (count_files (fixture), ==, 1);
}

static gboolean
cancel_idle (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_REMOVE;
}

static void
test_cancelled (Fixture      *fixture,
                gconstpointer data)
{
  g_autofree char *source = test_media_make ("long.mp4");
  g_autofree char *uri = g_filename_to_uri (source, NULL, NULL);
  TroupeRange range = { 1000 * MS, 19000 * MS };

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;

      if (i == 0)
        g_cancellable_cancel (cancellable);
      troupe_cutter_cut_async (uri, &range, NULL, fixture->file, cancellable, test_result_cb, &result);
      if (i == 1)
        g_idle_add (cancel_idle, cancellable);
      test_wait_until (result != NULL);
      g_assert_false (troupe_cutter_cut_finish (result, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpuint (count_files (fixture), ==, 0);
    }
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

  for (guint i = 0; i < G_N_ELEMENTS (made); i++)
    {
      g_autofree char *path = g_strdup_printf ("/cutter/made/%s-from-%" G_GUINT64_FORMAT, made[i].name,
                                               made[i].start_ms);

      g_test_add (path, Fixture, &made[i], set_up, test_made, tear_down);
    }
  for (guint i = 0; i < G_N_ELEMENTS (footage); i++)
    {
      g_autofree char *path = g_strconcat ("/cutter/footage/", footage[i].name, NULL);

      g_test_add (path, Fixture, &footage[i], set_up, test_footage, tear_down);
    }
  add ("/cutter/size/short-edge-and-even", test_size);
  add ("/cutter/rotation/is-baked-in", test_upright);
  add ("/cutter/streams/sound-when-there-is", test_streams);
  add ("/cutter/file/index-comes-first", test_fast_start);
  add ("/cutter/file/no-metadata", test_metadata);
  add ("/cutter/file/replaces", test_replaces);
  add ("/cutter/failure/leaves-nothing", test_failed);
  add ("/cutter/failure/no-folder", test_no_folder);
  add ("/cutter/failure/no-space", test_no_space);
  add ("/cutter/cancel/leaves-nothing", test_cancelled);

  return g_test_run ();
}
