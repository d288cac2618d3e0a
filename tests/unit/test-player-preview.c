/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "test-media.h"
#include "test-playback.h"
#include "test-wait.h"
#include "troupe-frame-store.h"
#include "troupe-time.h"

#define SECOND TROUPE_TIME_SECOND
#define N_DRAGGED 60

typedef struct
{
  TestPlayback      playback;
  TroupeFrameStore *store;
} Fixture;

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  test_playback_set_up (&self->playback, data);
  self->store = troupe_frame_store_new (self->playback.clip, TROUPE_FRAME_STORE_LIMIT_BYTES);
  test_wait_until (troupe_frame_store_is_idle (self->store));
  troupe_player_set_store (self->playback.player, self->store);
  test_playback_seek (&self->playback, 0);
  test_screen_forget (self->playback.screen);
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  test_playback_tear_down (&self->playback, data);
  g_assert_finalize_object (self->store);
}

static void
assert_preview (Fixture *self,
                guint    number)
{
  TroupeFrame *frame = troupe_player_get_preview (self->playback.player);

  g_assert_nonnull (frame);
  g_assert_cmpuint (test_media_read_number (g_bytes_get_data (troupe_frame_get_pixels (frame), NULL),
                                            troupe_frame_get_width (frame),
                                            troupe_frame_get_height (frame),
                                            troupe_frame_get_stride (frame), 4), ==, number);
}

/* The pipeline hears of the place where the pointer comes to rest, and of that only. */
static void
test_drag (Fixture      *self,
           gconstpointer data)
{
  TroupePlayer *player = self->playback.player;

  for (guint i = 1; i <= N_DRAGGED; i++)
    {
      guint64 time_ns = test_playback_frame_ns (&self->playback, i) + SECOND / 100;

      troupe_player_seek (player, time_ns);
      assert_preview (self, i);
      g_assert_cmpuint (troupe_player_get_position_ns (player), ==, time_ns);
      g_assert_true (troupe_player_is_seeking (player));
    }
  g_assert_cmpuint (test_screen_get_n_jumps (self->playback.screen), ==, 0);

  while (troupe_player_is_seeking (player))
    {
      assert_preview (self, N_DRAGGED);
      g_main_context_iteration (NULL, TRUE);
    }
  g_assert_null (troupe_player_get_preview (player));
  g_assert_cmpuint (test_screen_get_n_jumps (self->playback.screen), ==, 1);
  test_playback_assert_shown (&self->playback, N_DRAGGED);
  g_assert_cmpuint (troupe_player_get_position_ns (player), ==,
                    test_playback_frame_ns (&self->playback, N_DRAGGED) + SECOND / 100);
}

/* A large picture that comes while the pointer is on its way again is of another place. */
static void
test_late_picture (Fixture      *self,
                   gconstpointer data)
{
  TroupePlayer *player = self->playback.player;

  troupe_player_seek (player, test_playback_frame_ns (&self->playback, 70));
  test_wait_until (test_screen_get_n_jumps (self->playback.screen) == 1);
  for (guint i = 10; test_screen_get_number (self->playback.screen) != 70; i = 10 + (i + 1) % 50)
    {
      troupe_player_seek (player, test_playback_frame_ns (&self->playback, i));
      g_main_context_iteration (NULL, FALSE);
      assert_preview (self, i);
    }
  troupe_player_seek (player, test_playback_frame_ns (&self->playback, 5));
  test_wait_until (!troupe_player_is_seeking (player));
  g_assert_null (troupe_player_get_preview (player));
  test_playback_assert_shown (&self->playback, 5);
}

static void
test_steps (Fixture      *self,
            gconstpointer data)
{
  TroupePlayer *player = self->playback.player;
  guint64 times[N_DRAGGED];

  for (guint i = 0; i < N_DRAGGED; i++)
    {
      troupe_player_step (player, 1);
      times[i] = troupe_player_get_position_ns (player);
      g_assert_cmpuint (times[i], ==, test_playback_frame_ns (&self->playback, i + 1));
      g_assert_cmpuint (troupe_frame_get_time_ns (troupe_player_get_preview (player)) + 1000, >=,
                        times[i]);
    }
  for (guint i = N_DRAGGED; i-- > 0;)
    {
      g_assert_cmpuint (troupe_player_get_position_ns (player), ==, times[i]);
      troupe_player_step (player, -1);
    }
  g_assert_cmpuint (troupe_player_get_position_ns (player), ==, 0);
  g_assert_cmpuint (test_screen_get_n_jumps (self->playback.screen), ==, 0);
  test_wait_until (!troupe_player_is_seeking (player));
  g_assert_null (troupe_player_get_preview (player));
}

static void
test_play (Fixture      *self,
           gconstpointer data)
{
  TroupePlayer *player = self->playback.player;

  troupe_player_seek (player, test_playback_frame_ns (&self->playback, 60));
  assert_preview (self, 60);
  troupe_player_play (player);
  test_wait_until (test_screen_get_n_played (self->playback.screen) > 2);
  test_wait_until (troupe_player_get_preview (player) == NULL);
  g_assert_cmpuint (test_screen_get_played (self->playback.screen, 0).number, >=, 60);

  /* What plays goes on from the large picture. */
  troupe_player_seek (player, test_playback_frame_ns (&self->playback, 30));
  g_assert_null (troupe_player_get_preview (player));
  troupe_player_pause (player);
  test_wait_until (!troupe_player_is_seeking (player));
}

static void
test_other_clip (Fixture      *self,
                 gconstpointer data)
{
  TroupePlayer *player = self->playback.player;

  troupe_player_seek (player, SECOND);
  g_assert_nonnull (troupe_player_get_preview (player));
  troupe_player_set_clip (player, NULL);
  g_assert_null (troupe_player_get_preview (player));
  g_assert_false (troupe_player_is_seeking (player));

  /* The store belonged to the clip before. */
  troupe_player_set_clip (player, self->playback.clip);
  troupe_player_seek (player, SECOND);
  g_assert_null (troupe_player_get_preview (player));
  test_wait_until (!troupe_player_is_seeking (player));
}

/* Whether something near is shown, or the large picture was quicker */
static gboolean
is_nearer (TestPlayback *self,
           guint64       time_ns)
{
  TroupeFrame *preview = troupe_player_get_preview (self->player);

  if (preview != NULL)
    g_assert_cmpuint (test_screen_get_n_jumps (self->screen), ==, 0);
  return preview == NULL || troupe_frame_get_time_ns (preview) < time_ns;
}

/* Something is shown at once, then something nearer, then the large picture. */
static void
test_cold (TestPlayback *self,
           gconstpointer data)
{
  g_autoptr (TroupeFrameStore) store = troupe_frame_store_new (self->clip, 500 * 1024);
  TroupeFrame *frame;

  troupe_player_set_store (self->player, store);
  test_playback_seek (self, 19 * SECOND);
  test_wait_until (troupe_frame_store_is_idle (store));
  g_assert_false (troupe_frame_store_is_covered (store, 0, SECOND));
  test_screen_forget (self->screen);
  troupe_player_seek (self->player, SECOND / 2);
  g_assert_nonnull (troupe_player_get_preview (self->player));
  test_wait_until (is_nearer (self, SECOND));
  test_wait_until (!troupe_player_is_seeking (self->player));
  test_playback_assert_shown (self, 15);

  test_wait_until ((frame = troupe_frame_store_dup_exact (store, SECOND)) != NULL);
  troupe_frame_unref (frame);
  troupe_player_seek (self->player, SECOND);
  g_assert_nonnull (troupe_player_get_preview (self->player));
  troupe_player_set_store (self->player, NULL);
  test_wait_until (!troupe_player_is_seeking (self->player));
  g_assert_null (troupe_player_get_preview (self->player));
}

/* The store comes by the large picture on its way. The pipeline is asked when all round it is stored. */
static void
test_full_size (TestPlayback *self,
                gconstpointer data)
{
  g_autoptr (TroupeFrameStore) store = troupe_frame_store_new (self->clip, TROUPE_FRAME_STORE_LIMIT_BYTES);
  guint64 time_ns = 7 * SECOND + SECOND / 2 + SECOND / 100;
  TroupeFrame *preview;
  TroupeFrame *full;

  test_wait_until (troupe_frame_store_is_covered (store, 0, SECOND / 10));
  troupe_frame_store_set_paused (store, TRUE);
  g_assert_false (troupe_frame_store_is_covered (store, time_ns, time_ns));
  g_assert_false (troupe_frame_store_want_full (store, time_ns));    /* it works elsewhere */

  troupe_player_set_store (self->player, store);
  test_screen_forget (self->screen);
  troupe_player_seek (self->player, time_ns);
  test_wait_until ((preview = troupe_player_get_preview (self->player)) == NULL ||
                   troupe_frame_get_width (preview) == troupe_clip_get_width (self->clip));
  g_assert_nonnull (preview);
  g_assert_cmpuint (test_screen_get_n_jumps (self->screen), ==, 0);
  g_assert_cmpuint (troupe_frame_get_time_ns (preview), <=, time_ns);
  g_assert_true (troupe_frame_store_is_covered (store, time_ns, time_ns));
  full = troupe_frame_ref (preview);

  /* The same place again: what is there is not exchanged for something smaller. */
  troupe_player_seek (self->player, time_ns);
  g_assert_true (troupe_player_get_preview (self->player) == full);
  troupe_frame_unref (full);
  test_wait_until (!troupe_player_is_seeking (self->player));
  g_assert_null (troupe_player_get_preview (self->player));
  g_assert_cmpuint (test_screen_get_n_jumps (self->screen), ==, 1);
  test_playback_assert_shown (self, 225);

  /* A store that goes away takes nothing with it. */
  troupe_player_seek (self->player, 4 * SECOND);
  troupe_player_set_store (self->player, NULL);
  test_wait_until (!troupe_player_is_seeking (self->player));
  test_playback_assert_shown (self, 120);
}

static int
preview_edge (Fixture *self,
              guint64  time_ns)
{
  TroupeFrame *frame;

  troupe_player_seek (self->playback.player, time_ns);
  frame = troupe_player_get_preview (self->playback.player);
  return frame != NULL ? troupe_frame_get_height (frame) : 0;
}

/* In a part of the clip pictures are as large as they are seen, and of the right frames. */
static void
test_close_ups (Fixture      *self,
                gconstpointer data)
{
  TroupePlayer *player = self->playback.player;
  TroupeRange part = { SECOND / 2, SECOND };
  TroupeRange other = { SECOND, 3 * SECOND / 2 };

  g_assert_cmpint (preview_edge (self, 3 * SECOND / 4), ==, 360);
  test_wait_until (!troupe_player_is_seeking (player));
  troupe_player_set_close_ups (player, &part, 650);
  test_wait_until (preview_edge (self, part.end_ns - SECOND / 50) == 720);
  for (guint i = 12; i < 24; i++)
    {
      g_autoptr (TroupeFrame) stored = troupe_frame_store_dup_exact (self->store, i * SECOND / 24 + SECOND / 100);

      g_assert_cmpint (preview_edge (self, i * SECOND / 24 + SECOND / 100), ==, 720);
      g_assert_cmpuint (troupe_frame_get_time_ns (troupe_player_get_preview (player)) / 1000000, ==,
                        troupe_frame_get_time_ns (stored) / 1000000);
      assert_preview (self, i);
    }
  g_assert_cmpint (preview_edge (self, SECOND + SECOND / 3), ==, 360);
  g_assert_cmpint (preview_edge (self, SECOND / 3), ==, 360);

  /* Where the picture is small the small ones will do. */
  troupe_player_set_close_ups (player, &other, 300);
  g_assert_cmpint (preview_edge (self, 3 * SECOND / 4), ==, 360);
  test_wait_until (!troupe_player_is_seeking (player));
}

#define add(path, kind, test) g_test_add ((path), Fixture, (kind), set_up, (test), tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  gst_init (NULL, NULL);

  add ("/player-preview/drag/asks-the-pipeline-once", "b-frames.mp4", test_drag);
  add ("/player-preview/drag/late-picture-is-not-seen", "b-frames.mp4", test_late_picture);
  add ("/player-preview/step/and-back", "variable-rate.mp4", test_steps);
  add ("/player-preview/drag/close-ups-of-a-part", "4k.mp4", test_close_ups);
  add ("/player-preview/play/hides-it", "h264.mp4", test_play);
  add ("/player-preview/clip/another-one", "h264.mp4", test_other_clip);
  test_playback_add ("/player-preview/cold/asks-at-once", "long.mp4", test_cold);
  test_playback_add ("/player-preview/cold/full-size-on-the-way", "large.mp4", test_full_size);

  return g_test_run ();
}
