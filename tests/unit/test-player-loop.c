/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "test-playback.h"
#include "test-wait.h"
#include "troupe-time.h"

#define SECOND TROUPE_TIME_SECOND
#define RATE 30

#define LENGTH 8
#define N_ROUNDS 4

static void
test_loop (TestPlayback *self,
           gconstpointer data)
{
  const TroupeRange range = { test_playback_frame_ns (self, 40),
                              test_playback_frame_ns (self, 40 + LENGTH) };
  TestShown before = { 0 };

  troupe_player_set_loop_range (self->player, &range);
  troupe_player_play (self->player);
  test_wait_until (test_screen_get_n_played (self->screen) >= N_ROUNDS * LENGTH);
  troupe_player_pause (self->player);

  for (guint i = 0; i < N_ROUNDS * LENGTH; i++)
    {
      TestShown shown = test_screen_get_played (self->screen, i);

      g_assert_cmpuint (shown.number, ==, 40 + i % LENGTH);
      if (i > 0 && i % LENGTH == 0)
        g_assert_cmpuint (shown.running_ns, <, before.running_ns + SECOND / RATE + SECOND / 20);
      before = shown;
    }
  g_assert_cmpuint (test_screen_get_n_jumps (self->screen), <=, 1);
}

static void
test_loop_edges_change (TestPlayback *self,
                        gconstpointer data)
{
  const TroupeRange first = { SECOND, 2 * SECOND };
  const TroupeRange second = { test_playback_frame_ns (self, 75), test_playback_frame_ns (self, 81) };
  guint n_loop = 0, n;

  g_signal_connect_swapped (self->player, "notify::loop-range", G_CALLBACK (test_count_cb), &n_loop);
  troupe_player_set_loop_range (self->player, &first);
  troupe_player_set_loop_range (self->player, &first);
  g_assert_cmpuint (n_loop, ==, 1);
  g_assert_true (troupe_range_equal (troupe_player_get_loop_range (self->player), &first));

  troupe_player_play (self->player);
  test_wait_until (test_screen_get_n_played (self->screen) > 5);
  troupe_player_set_loop_range (self->player, &second);
  g_assert_true (troupe_player_is_playing (self->player));
  test_wait_until (!troupe_player_is_seeking (self->player));
  n = test_screen_get_n_played (self->screen) + 1;
  test_wait_until (test_screen_get_n_played (self->screen) > n + 12);
  for (guint i = 0; i < 12; i++)
    {
      g_assert_cmpuint (test_screen_get_played (self->screen, n + i).number, >=, 75);
      g_assert_cmpuint (test_screen_get_played (self->screen, n + i).number, <, 81);
    }

  /* Without the loop it goes on behind it, and to the end. */
  troupe_player_set_loop_range (self->player, NULL);
  g_assert_null (troupe_player_get_loop_range (self->player));
  test_wait_until (!troupe_player_is_playing (self->player));
  test_wait_until (!troupe_player_is_seeking (self->player));
  test_playback_assert_shown (self, 3 * RATE - 1);
}

static void
test_loop_of_whole_clip (TestPlayback *self,
                         gconstpointer data)
{
  const TroupeRange all = { 0, troupe_clip_get_duration_ns (self->clip) };

  troupe_player_set_loop_range (self->player, &all);
  troupe_player_seek (self->player, test_playback_frame_ns (self, 85));
  troupe_player_play (self->player);
  test_wait_until (test_screen_get_n_played (self->screen) >= 15);
  for (guint i = 0; i < 15; i++)
    g_assert_cmpuint (test_screen_get_played (self->screen, i).number, ==, (85 + i) % (3 * RATE));
}

static void
test_loop_paused_keeps_picture (TestPlayback *self,
                                gconstpointer data)
{
  const TroupeRange range = { test_playback_frame_ns (self, 30), test_playback_frame_ns (self, 35) };

  test_playback_seek (self, 2 * SECOND);
  troupe_player_set_loop_range (self->player, &range);
  g_assert_false (troupe_player_is_seeking (self->player));
  test_playback_assert_shown (self, 60);

  test_screen_forget (self->screen);
  troupe_player_play (self->player);
  test_wait_until (test_screen_get_n_played (self->screen) > 10);
  for (guint i = 0; i < 10; i++)
    g_assert_cmpuint (test_screen_get_played (self->screen, i).number, ==, 30 + i % 5);
}

static GstElement *
find_queue (TestPlayback *self)
{
  g_autoptr (GstObject) top = gst_object_ref (GST_OBJECT (test_screen_get_sink (self->screen)));
  GstObject *parent;

  while ((parent = gst_object_get_parent (top)) != NULL)
    {
      gst_object_unref (top);
      top = parent;
    }
  return gst_bin_get_by_name (GST_BIN (top), "vqueue");
}

static guint
n_ahead (GstElement *queue)
{
  guint n_buffers;

  g_object_get (queue, "current-level-buffers", &n_buffers, NULL);
  return n_buffers;
}

/* Else each round would begin with the decoder's way from the last key frame, seconds before it. */
static void
test_loop_decodes_ahead (TestPlayback *self,
                         gconstpointer data)
{
  const TroupeRange range = { test_playback_frame_ns (self, 200), test_playback_frame_ns (self, 240) };
  g_autoptr (GstElement) queue = NULL;

  test_playback_seek (self, 0);
  queue = find_queue (self);
  g_assert_cmpuint (n_ahead (queue), <=, 3);
  troupe_player_set_loop_range (self->player, &range);
  troupe_player_play (self->player);
  test_wait_until (n_ahead (queue) > 10);

  /* A picture that is only looked at is not waited for by more. */
  test_playback_seek (self, 0);
  troupe_player_pause (self->player);
  test_playback_seek (self, SECOND);
  g_assert_cmpuint (n_ahead (queue), <=, 3);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  gst_init (&argc, &argv);

  test_playback_add ("/player/loop/plays-range-only/mp4", "h264.mp4", test_loop);
  test_playback_add ("/player/loop/plays-range-only/b-frames", "b-frames.mp4", test_loop);
  test_playback_add ("/player/loop/plays-range-only/mkv", "h264.mkv", test_loop);
  test_playback_add ("/player/loop/plays-range-only/no-sound", "no-sound.mp4", test_loop);
  test_playback_add ("/player/loop/plays-range-only/vp9", "vp9.webm", test_loop);
  test_playback_add ("/player/loop/plays-range-only/theora", "theora.ogv", test_loop);
  test_playback_add ("/player/loop/plays-range-only/avi", "mpeg4.avi", test_loop);
  test_playback_add ("/player/loop/edges-change-while-playing", "h264.mp4", test_loop_edges_change);
  test_playback_add ("/player/loop/whole-clip", "h264.mp4", test_loop_of_whole_clip);
  test_playback_add ("/player/loop/paused-keeps-picture", "h264.mp4", test_loop_paused_keeps_picture);

  test_playback_add ("/player/loop/decodes-ahead", "long.mp4", test_loop_decodes_ahead);

  return g_test_run ();
}
