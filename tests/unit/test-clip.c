/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "test-wait.h"
#include "troupe-clip.h"
#include "troupe-frame-times.h"

#define MS G_GUINT64_CONSTANT (1000000)

static GArray *
times_new (const guint64 *times_ms,
           guint          n_times)
{
  GArray *times = g_array_new (FALSE, FALSE, sizeof (guint64));

  for (guint i = 0; i < n_times; i++)
    {
      guint64 time_ns = times_ms[i] * MS;

      g_array_append_val (times, time_ns);
    }
  return times;
}

#define TIMES(...) \
        times_new ((const guint64[]) { __VA_ARGS__ }, sizeof (guint64[]) { __VA_ARGS__ } / sizeof (guint64))

static TroupeClip *
clip_new (TroupeClipKind kind)
{
  TroupeClipFacts facts = { .hash = (char *) "abc", .duration_ns = 1000 * MS, .width = 320,
                            .height = 240, .frame_rate = 25, .container = (char *) "WebM" };

  return troupe_clip_new (kind == TROUPE_CLIP_KIND_REMOTE ? "https://example.org/a.webm"
                                                          : "file:///tmp/a.webm",
                          kind, "a", &facts);
}

static void
test_copies_facts (void)
{
  TroupeClip *clip = clip_new (TROUPE_CLIP_KIND_FILE);

  g_assert_cmpstr (troupe_clip_get_hash (clip), ==, "abc");
  g_assert_cmpstr (troupe_clip_get_container (clip), ==, "WebM");
  g_assert_null (troupe_clip_get_audio_codec (clip));
  g_assert_cmpint (troupe_clip_get_width (clip), ==, 320);
  g_assert_cmpstr (troupe_clip_get_media_uri (clip), ==, "file:///tmp/a.webm");
  g_assert_nonnull (troupe_clip_get_local_file (clip));
  test_assert_finalize (clip);
}

static void
test_local_file_notifies_once (void)
{
  g_autoptr (TroupeClip) clip = clip_new (TROUPE_CLIP_KIND_REMOTE);
  g_autoptr (GFile) file = g_file_new_for_path ("/tmp/cached");
  guint n_notified = 0;

  g_signal_connect_swapped (clip, "notify::local-file", G_CALLBACK (test_count_cb), &n_notified);
  g_assert_null (troupe_clip_get_local_file (clip));
  troupe_clip_set_local_file (clip, file, "def");
  troupe_clip_set_local_file (clip, file, "def");
  g_assert_cmpuint (n_notified, ==, 1);
  g_assert_cmpstr (troupe_clip_get_hash (clip), ==, "def");
  g_assert_cmpstr (troupe_clip_get_uri (clip), ==, "https://example.org/a.webm");
  g_assert_cmpstr (troupe_clip_get_media_uri (clip), ==, "file:///tmp/cached");
}

static void
test_find_frame_estimates (void)
{
  g_autoptr (TroupeClip) clip = clip_new (TROUPE_CLIP_KIND_FILE);

  g_assert_cmpuint (troupe_clip_find_frame (clip, 0, 0), ==, 0);
  g_assert_cmpuint (troupe_clip_find_frame (clip, 79 * MS, 0), ==, 40 * MS);
  g_assert_cmpuint (troupe_clip_find_frame (clip, 80 * MS, 1), ==, 120 * MS);
  g_assert_cmpuint (troupe_clip_find_frame (clip, 80 * MS, -5), ==, 0);
  g_assert_cmpuint (troupe_clip_find_frame (clip, 80 * MS, 1000), ==, 960 * MS);
  g_assert_cmpuint (troupe_clip_get_frame_number (clip, 80 * MS), ==, 2);
}

static void
test_find_frame_walks_true_times (void)
{
  g_autoptr (TroupeClip) clip = clip_new (TROUPE_CLIP_KIND_FILE);
  g_autoptr (GArray) times = TIMES (40, 80, 90, 500, 960);

  troupe_clip_set_frame_times (clip, times);
  g_assert_cmpuint (troupe_clip_find_frame (clip, 0, 0), ==, 40 * MS);
  g_assert_cmpuint (troupe_clip_find_frame (clip, 89 * MS, 0), ==, 80 * MS);
  g_assert_cmpuint (troupe_clip_find_frame (clip, 90 * MS, 1), ==, 500 * MS);
  g_assert_cmpuint (troupe_clip_find_frame (clip, 499 * MS, -1), ==, 80 * MS);
  g_assert_cmpuint (troupe_clip_find_frame (clip, 5000 * MS, 3), ==, 960 * MS);
  g_assert_cmpuint (troupe_clip_find_frame (clip, 5000 * MS, G_MININT), ==, 40 * MS);
  g_assert_cmpuint (troupe_clip_get_frame_number (clip, 500 * MS), ==, 3);
  g_assert_cmpuint (troupe_clip_get_frame_number (clip, 499 * MS), ==, 2);
}

static void
test_frame_times_notify_once (void)
{
  g_autoptr (TroupeClip) clip = clip_new (TROUPE_CLIP_KIND_FILE);
  g_autoptr (GArray) times = TIMES (0, 40, 80);
  guint n_notified = 0;

  g_signal_connect_swapped (clip, "notify::frame-times", G_CALLBACK (test_count_cb), &n_notified);
  troupe_clip_set_frame_times (clip, times);
  troupe_clip_set_frame_times (clip, times);
  g_assert_cmpuint (n_notified, ==, 1);
  g_assert_true (troupe_clip_get_frame_times (clip) == times);
}

static void
test_frame_times_correct_rate (void)
{
  g_autoptr (TroupeClip) clip = clip_new (TROUPE_CLIP_KIND_FILE);
  g_autoptr (GArray) even = TIMES (0, 40, 81, 119, 160, 200, 240, 280, 320, 360, 400, 440, 480, 520,
                                   560, 600, 640, 680, 720, 760, 800, 840, 880, 920, 960);
  g_autoptr (GArray) uneven = TIMES (0, 100, 110, 980);

  troupe_clip_set_frame_times (clip, even);
  g_assert_false (troupe_clip_is_variable_rate (clip));
  g_assert_cmpfloat_with_epsilon (troupe_clip_get_frame_rate (clip), 25, 1e-9);
  g_assert_cmpuint (troupe_clip_get_duration_ns (clip), ==, 1000 * MS);

  troupe_clip_set_frame_times (clip, uneven);
  g_assert_true (troupe_clip_is_variable_rate (clip));
  g_assert_cmpfloat_with_epsilon (troupe_clip_get_frame_rate (clip), 3 / 0.98, 0.001);
}

/* The header of a file that was cut short still tells the old duration. */
static void
test_frame_times_correct_duration (void)
{
  g_autoptr (TroupeClip) clip = clip_new (TROUPE_CLIP_KIND_FILE);
  g_autoptr (GArray) times = TIMES (0, 40, 80, 120);

  troupe_clip_set_frame_times (clip, times);
  g_assert_cmpuint (troupe_clip_get_duration_ns (clip), ==, 160 * MS);
}

static void
test_twins (void)
{
  g_autoptr (GArray) times = TIMES (0, 40, 40, 120);
  g_autoptr (GArray) even = TIMES (10, 50, 90);

  g_assert_true (troupe_frame_times_have_twins (times));
  g_assert_false (troupe_frame_times_have_twins (even));
  troupe_frame_times_drop_twins (times);
  g_assert_cmpuint (times->len, ==, 3);
  g_assert_cmpuint (g_array_index (times, guint64, 2), ==, 120 * MS);
  troupe_frame_times_even_out (times, 30 * MS);
  g_assert_cmpuint (g_array_index (times, guint64, 2), ==, 60 * MS);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/clip/new/copies-facts", test_copies_facts);
  g_test_add_func ("/clip/local-file/notifies-once", test_local_file_notifies_once);
  g_test_add_func ("/clip/find-frame/estimates-before-times", test_find_frame_estimates);
  g_test_add_func ("/clip/find-frame/walks-true-times", test_find_frame_walks_true_times);
  g_test_add_func ("/clip/frame-times/notify-once", test_frame_times_notify_once);
  g_test_add_func ("/clip/frame-times/correct-rate", test_frame_times_correct_rate);
  g_test_add_func ("/clip/frame-times/correct-duration", test_frame_times_correct_duration);
  g_test_add_func ("/frame-times/twins/taken-apart", test_twins);

  return g_test_run ();
}
