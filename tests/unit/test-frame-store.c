/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-frame-store.h"

#include <gst/gst.h>

#include "test-media.h"
#include "test-playback.h"
#include "test-wait.h"
#include "troupe-frame-reader.h"
#include "troupe-frame-scout.h"

#define SECOND G_GUINT64_CONSTANT (1000000000)
#define TOLERANCE_NS 100000

/* Some 150 pictures of 320 x 240 */
#define SMALL_BYTES (1024 * 1024)

#define MAX_DIFFERENCE 6.0

#define N_RANDOM 200
#define N_STEPS 100
#define N_STOPS 40

#define EDGE TROUPE_FRAME_STORE_SHORT_EDGE
#define FRAME_NS (SECOND / 30)

#define N_AT_ONCE 8
#define N_ROUNDS 20

/* Reordered, cut, in fragments, of uneven lengths, turned, without an index, of an odd size, in the colours of HD,
 * of two fields each, shown for a second each */
static const char *const kinds[] = {
  "av1.webm",
  "b-frames.mp4",
  "bt709.mp4",
  "edit-list.mp4",
  "fragmented.mp4",
  "hevc.mp4",
  "interlaced.mp4",
  "mpeg4.avi",
  "odd-size.mkv",
  "rotated-90.mp4",
  "slow.mp4",
  "theora.ogv",
  "variable-rate.mp4",
  "vp9.webm",
};

/* Real ones, each of another maker */
static const char *const footage[] = {
  "Effet_force_magnetique.ogv",
  "balle-jbart.mp4",
  "g1.avi",
  "joystick.webm",
  "kpy_uno.mp4",
  "robot.mp4",
  "tree.avi",
};

static guint
read_number (TroupeFrame *frame)
{
  return test_media_read_number (g_bytes_get_data (troupe_frame_get_pixels (frame), NULL),
                                 troupe_frame_get_width (frame), troupe_frame_get_height (frame),
                                 troupe_frame_get_stride (frame), 4);
}

static gboolean
is_near (guint64 a,
         guint64 b)
{
  return MAX (a, b) - MIN (a, b) <= TOLERANCE_NS;
}

/* Of all channels, of what the smaller one shows; JPEG and the way over small planes cost a little, other colours
 * or places a lot. */
static double
mean_difference (TroupeFrame *small,
                 TroupeFrame *large)
{
  int row_bytes = troupe_frame_get_width (small) * 4;
  int height = troupe_frame_get_height (small);
  guint64 sum = 0;

  for (int y = 0; y < height; y++)
    {
      const guint8 *a = g_bytes_get_data (troupe_frame_get_pixels (small), NULL);
      const guint8 *b = g_bytes_get_data (troupe_frame_get_pixels (large), NULL);

      a += y * troupe_frame_get_stride (small);
      b += y * troupe_frame_get_stride (large);
      for (int i = 0; i < row_bytes; i++)
        sum += ABS ((int) a[i] - (int) b[i]);
    }

  return (double) sum / (row_bytes * height);
}

/* Decoded one after the other from the beginning, without a seek; of odd sizes a column or a row is not stored. */
static void
assert_same_frame (TroupeFrameStore *store,
                   TroupeFrame      *expected,
                   const char       *kind)
{
  guint64 time_ns = troupe_frame_get_time_ns (expected);
  g_autoptr (TroupeFrame) frame = troupe_frame_store_dup_exact (store, time_ns);

  g_assert_nonnull (frame);
  g_assert_true (is_near (troupe_frame_get_time_ns (frame), time_ns));
  g_assert_cmpint (troupe_frame_get_width (frame), ==, troupe_frame_get_width (expected) / 2 * 2);
  g_assert_cmpint (troupe_frame_get_height (frame), ==, troupe_frame_get_height (expected) / 2 * 2);
  g_assert_cmpfloat (mean_difference (frame, expected), <, MAX_DIFFERENCE);

  /* The number of a turned picture stands elsewhere. */
  if (!g_str_has_prefix (kind, "rotated"))
    g_assert_cmpuint (read_number (frame), ==, read_number (expected));
}

/* What is on display then, as FFmpeg tells, and when the next one follows; -1 where it does not know */
static void
look_up (GArray *times,
         double  time,
         double *shown,
         double *next)
{
  guint n = 0;

  while (n + 1 < times->len && g_array_index (times, double, n + 1) <= time)
    n++;
  *shown = g_array_index (times, double, n);
  *next = n + 1 < times->len ? g_array_index (times, double, n + 1) : G_MAXDOUBLE;
}

static void
assert_random_times (TroupeFrameStore *store,
                     TroupeClip       *clip,
                     const char       *path)
{
  g_autoptr (GArray) times = test_media_ask_ffprobe (path);
  double duration = troupe_clip_get_duration_ns (clip) / 1e9;
  double tolerance = TOLERANCE_NS / 1e9;
  guint n_compared = 0;

  while (n_compared < N_RANDOM)
    {
      double time = g_test_rand_double_range (g_array_index (times, double, 0), duration);
      double shown, next;
      guint64 found_ns = 0;

      /* Where two frames meet, rounding decides. */
      look_up (times, time, &shown, &next);
      if (shown < 0 || time - shown <= tolerance || next - time <= tolerance)
        continue;

      g_assert_true (troupe_frame_store_find (store, (guint64) (time * 1e9), 0, &found_ns));
      g_assert_cmpfloat_with_epsilon (found_ns / 1e9, shown, tolerance);
      n_compared++;
    }
}

/* From the middle outward, so that it takes more than one way through the clip */
static void
fill_from_middle (TroupeFrameStore *store,
                  TroupeClip       *clip)
{
  troupe_frame_store_set_focus (store, troupe_clip_get_duration_ns (clip) / 2);
  test_wait_until (troupe_frame_store_is_idle (store));
  g_assert_true (troupe_frame_store_is_covered (store, 0, G_MAXUINT64));
}

static void
test_footage (gconstpointer data)
{
  g_autofree char *path = test_media_footage (data);
  g_autoptr (TroupeClip) clip = path != NULL ? test_playback_open_file (path) : NULL;
  g_autoptr (TroupeFrameStore) store = NULL;

  if (path == NULL)
    return;

  store = troupe_frame_store_new (clip, TROUPE_FRAME_STORE_LIMIT_BYTES);
  fill_from_middle (store, clip);
  assert_random_times (store, clip, path);
}

static void
test_all_frames (gconstpointer data)
{
  const char *kind = data;
  g_autofree char *path = test_media_make (kind);
  g_autoptr (TroupeClip) clip = test_playback_open_file (path);
  g_autoptr (TroupeFrameStore) store = troupe_frame_store_new (clip, TROUPE_FRAME_STORE_LIMIT_BYTES);
  g_autoptr (TroupeFrameReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  TroupeFrame *frame;
  guint n_frames = 0;

  fill_from_middle (store, clip);
  assert_random_times (store, clip, path);

  reader = troupe_frame_reader_new (troupe_clip_get_media_uri (clip), TROUPE_FRAME_STORE_SHORT_EDGE,
                                    NULL, &error);
  g_assert_no_error (error);
  while ((frame = troupe_frame_reader_next (reader, NULL, &error)) != NULL)
    {
      assert_same_frame (store, frame, kind);
      troupe_frame_unref (frame);
      n_frames++;
    }
  g_assert_no_error (error);
  g_assert_cmpuint (troupe_frame_store_get_n_frames (store), ==, n_frames);
}

static void
test_true_times (gconstpointer data)
{
  g_autoptr (TroupeClip) clip = test_playback_open_clip (data);
  g_autoptr (TroupeFrameStore) store = troupe_frame_store_new (clip, TROUPE_FRAME_STORE_LIMIT_BYTES);
  GArray *times = troupe_clip_get_frame_times (clip);

  test_wait_until (troupe_frame_store_is_idle (store));
  g_assert_cmpuint (troupe_frame_store_get_n_frames (store), ==, times->len);
  for (guint i = 0; i < times->len; i++)
    {
      guint64 time_ns = g_array_index (times, guint64, i);
      guint64 found_ns = 0;

      g_assert_true (troupe_frame_store_find (store, time_ns + SECOND / 500, 0, &found_ns));
      g_assert_true (is_near (found_ns, time_ns));
    }
}

static void
test_steps (gconstpointer data)
{
  g_autoptr (TroupeClip) clip = test_playback_open_clip (data);
  g_autoptr (TroupeFrameStore) store = troupe_frame_store_new (clip, TROUPE_FRAME_STORE_LIMIT_BYTES);
  guint n_steps = MIN (N_STEPS, troupe_clip_get_frame_times (clip)->len - 2);
  guint64 inside_ns = troupe_clip_find_frame (clip, 0, 0) + SECOND / 500;
  guint64 first_ns = 0;
  guint64 time_ns = 0;

  test_wait_until (troupe_frame_store_is_idle (store));
  g_assert_true (troupe_frame_store_find (store, inside_ns, 1, &first_ns));
  g_assert_false (troupe_frame_store_find (store, first_ns, -2, &time_ns));

  time_ns = first_ns;
  for (guint i = 0; i < n_steps; i++)
    {
      guint64 next_ns = 0;

      g_assert_true (troupe_frame_store_find (store, time_ns, 1, &next_ns));
      g_assert_cmpuint (next_ns, >, time_ns);
      g_assert_true (is_near (next_ns, troupe_clip_find_frame (clip, time_ns + SECOND / 500, 1)));
      time_ns = next_ns;
    }
  for (guint i = 0; i < n_steps; i++)
    g_assert_true (troupe_frame_store_find (store, time_ns, -1, &time_ns));
  g_assert_cmpuint (time_ns, ==, first_ns);
}

static void
test_focus (void)
{
  g_autoptr (TroupeClip) clip = test_playback_open_clip ("long.mp4");
  g_autoptr (TroupeFrameStore) store = troupe_frame_store_new (clip, TROUPE_FRAME_STORE_LIMIT_BYTES);
  g_autoptr (TroupeFrame) near = NULL;
  g_autoptr (TroupeFrame) exact = NULL;

  g_assert_null (troupe_frame_store_dup_exact (store, 15 * SECOND));
  troupe_frame_store_set_focus (store, 15 * SECOND);
  test_wait_until ((exact = troupe_frame_store_dup_exact (store, 15 * SECOND)) != NULL);
  g_assert_cmpuint (read_number (exact), ==, 450);
  test_wait_until (troupe_frame_store_is_covered (store, 14 * SECOND, 16 * SECOND));

  /* What is far away comes last. */
  g_assert_false (troupe_frame_store_is_covered (store, 0, SECOND));
  near = troupe_frame_store_dup_nearest (store, 15 * SECOND + SECOND / 60, EDGE);
  g_assert_cmpuint (read_number (near), ==, 450);
}

static gboolean
is_near_exact (TroupeFrameStore *store,
               guint64           time_ns)
{
  g_autoptr (TroupeFrame) frame = troupe_frame_store_dup_nearest (store, time_ns, EDGE);

  return frame != NULL && read_number (frame) == (guint) (time_ns / FRAME_NS);
}

/* Parts as narrow as a frame, far from any key frame and from all that there is room for */
static void
test_show (void)
{
  g_autoptr (TroupeClip) clip = test_playback_open_clip ("long.mp4");
  g_autoptr (TroupeFrameStore) store = troupe_frame_store_new (clip, SMALL_BYTES);

  test_wait_until (troupe_frame_store_is_idle (store));
  g_assert_cmpuint (troupe_frame_store_find_nearest (store, 15 * SECOND), <, 12 * SECOND);
  troupe_frame_store_show (store, 15 * SECOND, 15 * SECOND + 6 * FRAME_NS, 6);
  for (guint i = 0; i < 6; i++)
    test_wait_until (is_near_exact (store, 15 * SECOND + FRAME_NS * i + FRAME_NS / 2));
  g_assert_null (troupe_frame_store_dup_exact (store, 15 * SECOND));
}

/* What is stored ends after some five seconds; key frames lie at 0, 250 and 500. */
static void
test_landmarks (void)
{
  g_autoptr (TroupeClip) clip = test_playback_open_clip ("long.mp4");
  g_autoptr (TroupeFrameStore) store = troupe_frame_store_new (clip, SMALL_BYTES);

  test_wait_until (troupe_frame_store_is_idle (store));
  g_assert_false (troupe_frame_store_is_covered (store, 250 * FRAME_NS, 251 * FRAME_NS));
  troupe_frame_store_show (store, 0, SECOND, 4);
  test_wait_until (is_near (troupe_frame_store_find_nearest (store, 19 * SECOND), 500 * FRAME_NS));
  test_wait_until (is_near (troupe_frame_store_find_nearest (store, 9 * SECOND), 250 * FRAME_NS));
  g_assert_cmpuint (troupe_frame_store_get_size_bytes (store), <=, SMALL_BYTES);
}

static void
test_newest_show_wins (void)
{
  g_autoptr (TroupeClip) clip = test_playback_open_clip ("long.mp4");
  g_autoptr (TroupeFrameStore) store = troupe_frame_store_new (clip, SMALL_BYTES);
  guint n_changed = 0;

  test_wait_until (troupe_frame_store_is_idle (store));
  g_signal_connect_swapped (store, "changed", G_CALLBACK (test_count_cb), &n_changed);
  troupe_frame_store_show (store, 0, 20 * SECOND, 500);
  troupe_frame_store_show (store, 15 * SECOND, 15 * SECOND + FRAME_NS, 1);
  test_wait_until (is_near_exact (store, 15 * SECOND + FRAME_NS / 2));

  /* The 500 would have needed as many turns. */
  g_assert_cmpuint (n_changed, <, 20);
}

static void
test_look (void)
{
  g_autoptr (TroupeClip) clip = test_playback_open_clip ("long.mp4");
  g_autoptr (TroupeFrameStore) store = troupe_frame_store_new (clip, SMALL_BYTES);
  g_autoptr (TroupeFrame) small = NULL;

  test_wait_until (troupe_frame_store_is_idle (store));
  troupe_frame_store_show (store, 0, 20 * SECOND, 500);
  troupe_frame_store_look (store, 12 * SECOND);
  troupe_frame_store_look (store, 16 * SECOND);
  test_wait_until (is_near_exact (store, 16 * SECOND));
  g_assert_false (is_near_exact (store, 19 * SECOND));

  small = troupe_frame_store_dup_nearest (store, 16 * SECOND, 50);
  g_assert_cmpint (troupe_frame_get_height (small), >=, 50);
  g_assert_cmpint (troupe_frame_get_height (small), <, 100);
}

static void
look_again_cb (TroupeFrameStore *store)
{
  troupe_frame_store_look (store, G_MAXUINT64);
  troupe_frame_store_look (store, 16 * SECOND + FRAME_NS / 2);
}

/* Between two frames, so that the one which is got is not of the time that is asked for */
static void
test_look_ends (void)
{
  g_autoptr (TroupeClip) clip = test_playback_open_clip ("long.mp4");
  g_autoptr (TroupeFrameStore) store = troupe_frame_store_new (clip, SMALL_BYTES);
  g_autoptr (TroupeFrameStore) clock = NULL;
  guint n_changed = 0;

  test_wait_until (troupe_frame_store_is_idle (store));
  g_signal_connect_swapped (store, "changed", G_CALLBACK (test_count_cb), &n_changed);
  g_signal_connect (store, "changed", G_CALLBACK (look_again_cb), NULL);
  look_again_cb (store);
  test_wait_until (is_near_exact (store, 16 * SECOND + FRAME_NS / 2));
  clock = troupe_frame_store_new (clip, SMALL_BYTES);
  test_wait_until (troupe_frame_store_is_idle (clock));

  /* That the store is idle, the key frame, and the frame itself */
  g_assert_cmpuint (n_changed, <=, 3);
}

/* On the thread of a scout */
static gboolean
found_cb (GBytes  *packed,
          guint64  time_ns,
          gpointer user_data)
{
  g_atomic_int_inc ((int *) user_data);
  g_main_context_wakeup (NULL);
  return FALSE;
}

/* The first seek of a decoder may come while its pipeline is still on its way to play. On the way both
 * once waited for each other, now and then: hence so many at the same time. */
static void
test_many_at_once (void)
{
  g_autoptr (TroupeClip) clip = test_playback_open_clip ("theora.ogv");
  TroupeFrameScout *scouts[N_AT_ONCE];
  int n_found[N_AT_ONCE];

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      for (guint i = 0; i < N_AT_ONCE; i++)
        {
          n_found[i] = 0;
          scouts[i] = troupe_frame_scout_new (troupe_clip_get_media_uri (clip), 45, found_cb,
                                              &n_found[i]);
          troupe_frame_scout_look (scouts[i], 3 * SECOND / 2, FALSE);
        }
      for (guint i = 0; i < N_AT_ONCE; i++)
        test_wait_until (g_atomic_int_get (&n_found[i]) == 1);
      for (guint i = 0; i < N_AT_ONCE; i++)
        troupe_frame_scout_free (scouts[i]);
    }
}

typedef struct
{
  int     n_found;
  guint64 found_ns;
} Found;

/* On the thread of a scout */
static gboolean
found_at_cb (GBytes  *packed,
             guint64  time_ns,
             gpointer user_data)
{
  Found *found = user_data;

  found->found_ns = time_ns;
  return found_cb (packed, time_ns, &found->n_found);
}

/* One key frame is the one before many places: it is not decoded for each of them. */
static void
test_same_key_frame (void)
{
  g_autoptr (TroupeClip) clip = test_playback_open_clip ("long.mp4");
  Found found = { 0 };
  guint64 key_ns;
  TroupeFrameScout *scout = troupe_frame_scout_new (troupe_clip_get_media_uri (clip), 45, found_at_cb,
                                                    &found);

  g_assert_true (troupe_frame_scout_look (scout, 16 * SECOND, FALSE));
  test_wait_until (g_atomic_int_get (&found.n_found) == 1);
  key_ns = found.found_ns;
  g_assert_cmpuint (key_ns, >, 0);
  g_assert_cmpuint (key_ns, <, 16 * SECOND - 1);

  g_assert_false (troupe_frame_scout_look (scout, 16 * SECOND, FALSE));
  g_assert_false (troupe_frame_scout_look (scout, 16 * SECOND - 1, FALSE));
  g_assert_false (troupe_frame_scout_look (scout, key_ns, FALSE));
  g_assert_true (troupe_frame_scout_look (scout, 16 * SECOND, TRUE));
  test_wait_until (g_atomic_int_get (&found.n_found) == 2);
  g_assert_true (troupe_frame_scout_look (scout, key_ns - 1, FALSE));
  test_wait_until (g_atomic_int_get (&found.n_found) == 3);
  troupe_frame_scout_free (scout);
}

static void
check_limit_cb (TroupeFrameStore *store)
{
  g_assert_cmpuint (troupe_frame_store_get_size_bytes (store), <=, SMALL_BYTES);
}

static void
test_limit (void)
{
  g_autoptr (TroupeClip) clip = test_playback_open_clip ("long.mp4");
  g_autoptr (TroupeFrameStore) store = troupe_frame_store_new (clip, SMALL_BYTES);

  g_signal_connect (store, "changed", G_CALLBACK (check_limit_cb), NULL);
  test_wait_until (troupe_frame_store_is_idle (store));
  g_assert_true (troupe_frame_store_is_covered (store, 0, SECOND));
  g_assert_false (troupe_frame_store_is_covered (store, 15 * SECOND, 16 * SECOND));
  g_assert_cmpuint (troupe_frame_store_get_size_bytes (store), >, SMALL_BYTES / 2);

  troupe_frame_store_set_focus (store, 15 * SECOND);
  g_assert_false (troupe_frame_store_is_idle (store));
  test_wait_until (troupe_frame_store_is_idle (store));
  g_assert_true (troupe_frame_store_is_covered (store, 14 * SECOND + SECOND / 2,
                                                15 * SECOND + SECOND / 2));
  g_assert_false (troupe_frame_store_is_covered (store, 0, SECOND));
}

/* Another store is the clock: while it decodes all of the clip, the one that rests gets nowhere. */
static void
test_pause (void)
{
  g_autoptr (TroupeClip) clip = test_playback_open_clip ("h264.mp4");
  g_autoptr (TroupeFrameStore) store = troupe_frame_store_new (clip, TROUPE_FRAME_STORE_LIMIT_BYTES);
  g_autoptr (TroupeFrameStore) clock = NULL;

  troupe_frame_store_set_paused (store, TRUE);
  clock = troupe_frame_store_new (clip, TROUPE_FRAME_STORE_LIMIT_BYTES);
  test_wait_until (troupe_frame_store_is_idle (clock));
  g_assert_cmpuint (troupe_frame_store_get_n_frames (store), <=, 3);

  troupe_frame_store_set_paused (store, FALSE);
  test_wait_until (troupe_frame_store_is_idle (store));
  g_assert_true (troupe_frame_store_is_covered (store, 0, G_MAXUINT64));
}

static void
test_stop (void)
{
  g_autoptr (TroupeClip) clip = test_playback_open_clip ("long.mp4");

  for (guint i = 0; i < N_STOPS; i++)
    {
      TroupeFrameStore *store = troupe_frame_store_new (clip, TROUPE_FRAME_STORE_LIMIT_BYTES);

      test_wait_until (troupe_frame_store_get_n_frames (store) >= i);
      if (i % 2 == 1)
        troupe_frame_store_set_focus (store, i * SECOND / 2);
      if (i % 3 == 1)
        troupe_frame_store_set_paused (store, TRUE);
      if (i % 4 == 1)
        troupe_frame_store_stop (store);
      g_assert_finalize_object (store);
    }
}

static void
test_damaged_clip (void)
{
  g_autoptr (TroupeClip) clip = test_playback_open_clip ("truncated.mkv");
  g_autoptr (TroupeFrameStore) store = troupe_frame_store_new (clip, TROUPE_FRAME_STORE_LIMIT_BYTES);
  g_autoptr (TroupeFrame) frame = NULL;

  /* It comes to an end, with what there is. */
  test_wait_until (troupe_frame_store_is_idle (store));
  frame = troupe_frame_store_dup_nearest (store, SECOND / 2, EDGE);
  g_assert_nonnull (frame);
  g_assert_cmpuint (read_number (frame), ==, 15);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  gst_init (NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *path = g_strconcat ("/frame-store/all-frames/", kinds[i], NULL);

      g_test_add_data_func (path, kinds[i], test_all_frames);
    }
  for (guint i = 0; i < G_N_ELEMENTS (footage); i++)
    {
      g_autofree char *path = g_strconcat ("/frame-store/footage/", footage[i], NULL);

      g_test_add_data_func (path, footage[i], test_footage);
    }
  g_test_add_data_func ("/frame-store/times/reordered", "b-frames.mp4", test_true_times);
  g_test_add_data_func ("/frame-store/times/uneven", "variable-rate.mp4", test_true_times);
  g_test_add_data_func ("/frame-store/times/cut", "edit-list.mp4", test_true_times);
  g_test_add_data_func ("/frame-store/steps/reordered", "b-frames.mp4", test_steps);
  g_test_add_data_func ("/frame-store/steps/fragmented", "fragmented.mp4", test_steps);
  g_test_add_data_func ("/frame-store/steps/uneven", "variable-rate.mp4", test_steps);
  g_test_add_func ("/frame-store/focus/comes-first", test_focus);
  g_test_add_func ("/frame-store/limit/is-kept", test_limit);
  g_test_add_func ("/frame-store/show/fills-every-part-exactly", test_show);
  g_test_add_func ("/frame-store/show/key-frames-of-all", test_landmarks);
  g_test_add_func ("/frame-store/show/newest-wins", test_newest_show_wins);
  g_test_add_func ("/frame-store/show/many-at-once", test_many_at_once);
  g_test_add_func ("/frame-store/look/same-key-frame-once", test_same_key_frame);
  g_test_add_func ("/frame-store/look/comes-before-all-that-is-on-show", test_look);
  g_test_add_func ("/frame-store/look/comes-to-an-end", test_look_ends);
  g_test_add_func ("/frame-store/pause/gets-nowhere", test_pause);
  g_test_add_func ("/frame-store/stop/at-any-time", test_stop);
  g_test_add_func ("/frame-store/damaged/comes-to-an-end", test_damaged_clip);

  return g_test_run ();
}
