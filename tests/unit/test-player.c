/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <gst/gst.h>

#include "test-playback.h"
#include "test-wait.h"
#include "troupe-time.h"

#define SECOND TROUPE_TIME_SECOND
#define RATE 30

static int n_decoded;    /* atomic */

static void
test_defaults (void)
{
  g_autoptr (TestScreen) screen = test_screen_new ();
  TroupePlayer *player = test_playback_new_player (screen);

  g_assert_null (troupe_player_get_clip (player));
  g_assert_null (troupe_player_get_error (player));
  g_assert_null (troupe_player_get_loop_range (player));
  g_assert_false (troupe_player_is_playing (player));
  g_assert_false (troupe_player_is_seeking (player));
  g_assert_false (troupe_player_is_muted (player));
  g_assert_cmpuint (troupe_player_get_position_ns (player), ==, 0);
  g_assert_cmpfloat_with_epsilon (troupe_player_get_speed (player), 1, 1e-6);
  g_assert_cmpfloat_with_epsilon (troupe_player_get_volume (player), 1, 1e-6);

  /* Without a clip nothing happens. */
  troupe_player_play (player);
  troupe_player_seek (player, SECOND);
  troupe_player_step (player, 1);
  troupe_player_shuttle (player, -1);
  g_assert_false (troupe_player_is_playing (player));
  g_assert_false (troupe_player_is_seeking (player));
  g_assert_finalize_object (player);
}

static void
test_setters (void)
{
  g_autoptr (TestScreen) screen = test_screen_new ();
  g_autoptr (TroupePlayer) player = test_playback_new_player (screen);
  guint n_speed = 0, n_volume = 0, n_muted = 0;

  g_signal_connect_swapped (player, "notify::speed", G_CALLBACK (test_count_cb), &n_speed);
  g_signal_connect_swapped (player, "notify::volume", G_CALLBACK (test_count_cb), &n_volume);
  g_signal_connect_swapped (player, "notify::muted", G_CALLBACK (test_count_cb), &n_muted);
  for (int i = 0; i < 2; i++)
    {
      troupe_player_set_speed (player, 0.5);
      troupe_player_set_volume (player, 0.25);
      troupe_player_set_muted (player, TRUE);
    }
  g_assert_cmpuint (n_speed, ==, 1);
  g_assert_cmpuint (n_volume, ==, 1);
  g_assert_cmpuint (n_muted, ==, 1);
}

static void
test_plays_to_end (TestPlayback *self,
                   gconstpointer data)
{
  guint n_position = 0;

  test_playback_seek (self, test_playback_frame_ns (self, 75));
  g_signal_connect_swapped (self->player, "notify::position-ns", G_CALLBACK (test_count_cb),
                            &n_position);
  troupe_player_play (self->player);
  g_assert_true (troupe_player_is_playing (self->player));
  test_wait_until (!troupe_player_is_playing (self->player));
  test_wait_until (!troupe_player_is_seeking (self->player));
  test_playback_assert_shown (self, 3 * RATE - 1);

  /* Once a frame at most, and once for the picture it ends on */
  g_assert_cmpuint (n_position, >, 5);
  g_assert_cmpuint (n_position, <=, 15 + 1);

  /* Again from the beginning */
  test_screen_forget (self->screen);
  troupe_player_play (self->player);
  test_wait_until (test_screen_get_n_played (self->screen) > 5);
  for (guint i = 0; i < 5; i++)
    g_assert_cmpuint (test_screen_get_played (self->screen, i).number, ==, i);
}

static void
test_paused_is_quiet (TestPlayback *self,
                      gconstpointer data)
{
  test_playback_seek (self, SECOND);
  while (g_main_context_pending (NULL))
    g_main_context_iteration (NULL, FALSE);

  /* Neither a source that is ready nor one that waits for its time */
  g_assert_true (g_main_context_acquire (NULL));
  {
    int priority, timeout_ms;
    GPollFD fds[64];

    g_main_context_prepare (NULL, &priority);
    g_main_context_query (NULL, priority, &timeout_ms, fds, G_N_ELEMENTS (fds));
    g_assert_cmpint (timeout_ms, ==, -1);
  }
  g_main_context_release (NULL);
}

static void
test_seek_lands (TestPlayback *self,
                 gconstpointer data)
{
  static const guint numbers[] = { 0, 1, 45, 44, 89, 7, 88, 30 };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      /* To its first nanosecond, and to somewhere inside */
      test_playback_seek (self, test_playback_frame_ns (self, numbers[i]));
      test_playback_assert_shown (self, numbers[i]);
      test_playback_seek (self, test_playback_frame_ns (self, numbers[i]) + SECOND / RATE * 2 / 3);
      test_playback_assert_shown (self, numbers[i]);
    }

  test_playback_seek (self, G_MAXUINT64);
  g_assert_cmpuint (test_screen_get_number (self->screen), ==, 3 * RATE - 1);
}

/* Decoders tell of each frame; any thread */
static void
log_cb (GstDebugCategory *category,
        GstDebugLevel     level,
        const char       *file,
        const char       *function,
        int               line,
        GObject          *object,
        GstDebugMessage  *message,
        gpointer          user_data)
{
  if (g_str_equal (gst_debug_category_get_name (category), "troupe-decoder") &&
      g_str_has_prefix (gst_debug_message_get (message), "decoded"))
    g_atomic_int_inc (&n_decoded);
}

/* Nearly half of the frames are such that no other one is built on. */
static void
test_seek_skips (TestPlayback *self,
                 gconstpointer data)
{
  static const guint numbers[] = { 88, 79, 84 };

  test_playback_seek (self, 0);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_atomic_int_set (&n_decoded, 0);
      test_playback_seek (self, test_playback_frame_ns (self, numbers[i]));
      test_playback_assert_shown (self, numbers[i]);
      g_assert_cmpint (g_atomic_int_get (&n_decoded), >, (int) numbers[i] / 3);
      g_assert_cmpint (g_atomic_int_get (&n_decoded), <, (int) numbers[i] * 3 / 4);
    }
}

static void
test_newest_seek_wins (TestPlayback *self,
                       gconstpointer data)
{
  guint n_seeking = 0;

  test_playback_seek (self, 0);
  test_screen_forget (self->screen);
  g_signal_connect_swapped (self->player, "notify::seeking", G_CALLBACK (test_count_cb), &n_seeking);
  for (guint i = 0; i < 30; i++)
    {
      guint64 time_ns = test_playback_frame_ns (self, 20 + i * 17);

      troupe_player_seek (self->player, time_ns);
      g_assert_true (troupe_player_is_seeking (self->player));
      g_assert_cmpuint (troupe_player_get_position_ns (self->player), ==, time_ns);
      if (i % 10 == 9)
        g_main_context_iteration (NULL, FALSE);
    }
  test_wait_until (!troupe_player_is_seeking (self->player));

  g_assert_cmpuint (test_screen_get_number (self->screen), ==, 20 + 29 * 17);
  g_assert_cmpuint (test_screen_get_most_in_flight (self->screen), ==, 1);
  g_assert_cmpuint (test_screen_get_n_jumps (self->screen), <=, 5);
  g_assert_cmpuint (n_seeking, ==, 2);
}

#define N_STEPS 16

static void
test_step (TestPlayback *self,
           gconstpointer data)
{
  GArray *times = troupe_clip_get_frame_times (self->clip);
  g_autofree guint *numbers = g_new0 (guint, N_STEPS + 1);

  test_playback_seek (self, test_playback_frame_ns (self, 0));
  for (guint i = 0; i <= N_STEPS; i++)
    {
      g_assert_cmpuint (troupe_player_get_position_ns (self->player), ==,
                        g_array_index (times, guint64, i));
      numbers[i] = test_screen_get_number (self->screen);
      g_assert_true (i == 0 || numbers[i] > numbers[i - 1]);
      if (i == N_STEPS)
        break;
      troupe_player_step (self->player, 1);
      test_wait_until (!troupe_player_is_seeking (self->player));
    }
  for (guint i = N_STEPS; i > 0; i--)
    {
      troupe_player_step (self->player, -1);
      test_wait_until (!troupe_player_is_seeking (self->player));
      g_assert_cmpuint (troupe_player_get_position_ns (self->player), ==,
                        g_array_index (times, guint64, i - 1));
      g_assert_cmpuint (test_screen_get_number (self->screen), ==, numbers[i - 1]);
    }

  /* The first frame stops it. */
  troupe_player_step (self->player, -5);
  test_wait_until (!troupe_player_is_seeking (self->player));
  g_assert_cmpuint (troupe_player_get_position_ns (self->player), ==, g_array_index (times, guint64, 0));
  g_assert_cmpuint (test_screen_get_number (self->screen), ==, numbers[0]);
}

/* Faster than pictures come: each of them counts. */
static void
test_steps_add_up (TestPlayback *self,
                   gconstpointer data)
{
  test_playback_seek (self, SECOND);
  troupe_player_play (self->player);
  troupe_player_pause (self->player);
  test_playback_seek (self, SECOND);
  for (guint i = 0; i < 20; i++)
    troupe_player_step (self->player, 1);
  test_wait_until (!troupe_player_is_seeking (self->player));
  test_playback_assert_shown (self, 50);
}

static void
test_step_pauses (TestPlayback *self,
                  gconstpointer data)
{
  troupe_player_play (self->player);
  test_wait_until (test_screen_get_n_played (self->screen) > 5);
  troupe_player_step (self->player, 1);
  g_assert_false (troupe_player_is_playing (self->player));
  test_wait_until (!troupe_player_is_seeking (self->player));
  test_playback_assert_shown (self, test_screen_get_number (self->screen));
}

static void
test_pause_position (TestPlayback *self,
                     gconstpointer data)
{
  troupe_player_play (self->player);
  test_wait_until (test_screen_get_n_played (self->screen) > 10);
  troupe_player_pause (self->player);
  test_wait_until (test_screen_is_still (self->screen));
  while (g_main_context_pending (NULL))
    g_main_context_iteration (NULL, FALSE);
  test_playback_assert_shown (self, test_screen_get_number (self->screen));
}

static void
test_speed_keeps_position (TestPlayback *self,
                           gconstpointer data)
{
  static const double speeds[] = { 2, 0.25, 1, 1.5 };
  guint n;

  test_playback_seek (self, SECOND);
  for (guint i = 0; i < G_N_ELEMENTS (speeds); i++)
    {
      troupe_player_set_speed (self->player, speeds[i]);
      test_wait_until (!troupe_player_is_seeking (self->player));
      test_playback_assert_shown (self, 30);
    }

  /* While it plays, too: nothing is left out and nothing comes twice but the frame on display. */
  test_screen_forget (self->screen);
  troupe_player_play (self->player);
  test_wait_until (test_screen_get_n_played (self->screen) > 3);
  troupe_player_set_speed (self->player, 0.5);
  n = test_screen_get_n_played (self->screen);
  test_wait_until (test_screen_get_n_played (self->screen) > n + 5);
  for (guint i = 1; i < n + 5; i++)
    {
      guint before = test_screen_get_played (self->screen, i - 1).number;
      guint number = test_screen_get_played (self->screen, i).number;

      g_assert_cmpuint (number, <=, before + 1);
      g_assert_cmpuint (number + 1, >=, before);
    }
}

static void
test_speed_is_true (TestPlayback *self,
                    gconstpointer data)
{
  TestShown first, last;

  troupe_player_set_speed (self->player, 0.5);
  troupe_player_play (self->player);
  test_wait_until (test_screen_get_n_played (self->screen) > 20);
  first = test_screen_get_played (self->screen, 5);
  last = test_screen_get_played (self->screen, 15);
  g_assert_cmpuint (last.number - first.number, ==, 10);
  g_assert_cmpuint ((last.running_ns - first.running_ns + SECOND / 1000) / (SECOND / 100), ==,
                    2 * 10 * 100 / RATE);
}

static void
test_shuttle_back (TestPlayback *self,
                   gconstpointer data)
{
  guint64 before_ns;

  test_playback_seek (self, 2 * SECOND);
  troupe_player_shuttle (self->player, -2);
  g_assert_true (troupe_player_is_playing (self->player));
  before_ns = 2 * SECOND;
  for (guint i = 0; i < 5; i++)
    {
      test_wait_until (troupe_player_get_position_ns (self->player) < before_ns);
      before_ns = troupe_player_get_position_ns (self->player);
    }
  g_assert_cmpuint (test_screen_get_most_in_flight (self->screen), ==, 1);

  /* It pauses at the beginning. */
  test_wait_until (!troupe_player_is_playing (self->player));
  test_wait_until (!troupe_player_is_seeking (self->player));
  test_playback_assert_shown (self, 0);
}

static void
test_shuttle_forth (TestPlayback *self,
                    gconstpointer data)
{
  TestShown first, last;

  troupe_player_shuttle (self->player, 4);
  test_wait_until (test_screen_get_n_played (self->screen) > 20);
  first = test_screen_get_played (self->screen, 5);
  last = test_screen_get_played (self->screen, 17);
  g_assert_cmpuint (last.number - first.number, ==, 12);
  g_assert_cmpuint ((last.running_ns - first.running_ns + SECOND / 1000) / (SECOND / 100), ==, 10);
  g_assert_cmpfloat_with_epsilon (troupe_player_get_speed (self->player), 1, 1e-6);

  troupe_player_shuttle (self->player, 0);
  g_assert_false (troupe_player_is_playing (self->player));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  gst_init (&argc, &argv);

  gst_debug_remove_log_function (NULL);
  gst_debug_add_log_function (log_cb, NULL, NULL);
  gst_debug_set_threshold_for_name ("troupe-decoder", GST_LEVEL_LOG);

  g_test_add_func ("/player/defaults", test_defaults);
  g_test_add_func ("/player/setters/notify-once", test_setters);
  test_playback_add ("/player/play/pauses-on-last-frame", "h264.mp4", test_plays_to_end);
  test_playback_add ("/player/play/without-sound", "no-sound.mp4", test_plays_to_end);
  test_playback_add ("/player/play/theora", "theora.ogv", test_plays_to_end);
  test_playback_add ("/player/pause/wakes-nothing", "h264.mp4", test_paused_is_quiet);
  test_playback_add ("/player/pause/tells-frame-on-display", "h264.mp4", test_pause_position);
  test_playback_add ("/player/seek/lands/mp4", "h264.mp4", test_seek_lands);
  test_playback_add ("/player/seek/lands/b-frames", "b-frames.mp4", test_seek_lands);
  test_playback_add ("/player/seek/lands/fragmented", "fragmented.mp4", test_seek_lands);
  test_playback_add ("/player/seek/lands/mkv", "h264.mkv", test_seek_lands);
  test_playback_add ("/player/seek/lands/no-sound", "no-sound.mp4", test_seek_lands);
  test_playback_add ("/player/seek/lands/hevc", "hevc.mp4", test_seek_lands);
  test_playback_add ("/player/seek/lands/vp8", "vp8.webm", test_seek_lands);
  test_playback_add ("/player/seek/lands/vp9", "vp9.webm", test_seek_lands);
  test_playback_add ("/player/seek/lands/av1", "av1.webm", test_seek_lands);
  test_playback_add ("/player/seek/lands/theora", "theora.ogv", test_seek_lands);
  test_playback_add ("/player/seek/lands/avi", "mpeg4.avi", test_seek_lands);
  test_playback_add ("/player/seek/skips-what-is-not-shown", "b-frames.mp4", test_seek_skips);
  test_playback_add ("/player/seek/newest-wins", "long.mp4", test_newest_seek_wins);
  test_playback_add ("/player/step/there-and-back/variable-rate", "variable-rate.mp4", test_step);
  test_playback_add ("/player/step/there-and-back/b-frames", "b-frames.mp4", test_step);
  test_playback_add ("/player/step/there-and-back/fragmented", "fragmented.mp4", test_step);
  test_playback_add ("/player/step/there-and-back/edit-list", "edit-list.mp4", test_step);
  test_playback_add ("/player/step/there-and-back/theora", "theora.ogv", test_step);
  test_playback_add ("/player/step/adds-up", "h264.mp4", test_steps_add_up);
  test_playback_add ("/player/step/pauses", "h264.mp4", test_step_pauses);
  test_playback_add ("/player/speed/keeps-position", "h264.mp4", test_speed_keeps_position);
  test_playback_add ("/player/speed/is-true", "h264.mp4", test_speed_is_true);
  test_playback_add ("/player/shuttle/back", "h264.mp4", test_shuttle_back);
  test_playback_add ("/player/shuttle/forth", "h264.mp4", test_shuttle_forth);

  return g_test_run ();
}
