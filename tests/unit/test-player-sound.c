/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "test-ear.h"
#include "test-playback.h"
#include "test-wait.h"
#include "troupe-time.h"

#define SECOND TROUPE_TIME_SECOND
#define PITCH 440    /* of the clips of tests */

typedef struct
{
  const char *name;
  double      speed;
} SpeedCase;

static const SpeedCase speeds[] = {
  { "/player/sound/pitch/quarter-speed", 0.25 },
  { "/player/sound/pitch/normal", 1 },
  { "/player/sound/pitch/double-speed", 2 },
};

static void
test_pitch (gconstpointer data)
{
  const SpeedCase *test = data;
  TestPlayback playback;
  g_autoptr (TestEar) ear = NULL;

  test_playback_set_up (&playback, "h264.mp4");
  test_playback_seek (&playback, 0);
  ear = test_ear_new (test_screen_get_sink (playback.screen));
  troupe_player_set_speed (playback.player, test->speed);
  test_playback_seek (&playback, SECOND / 2);
  troupe_player_play (playback.player);
  test_wait_until (test_ear_get_heard_ns (ear) > SECOND / 2);
  troupe_player_pause (playback.player);
  g_assert_cmpfloat_with_epsilon (test_ear_get_pitch (ear), PITCH, PITCH * 0.05);

  g_clear_pointer (&ear, test_ear_free);
  test_playback_tear_down (&playback, NULL);
}

/* Plays a moment; the tone of the clips has an amplitude of an eighth. */
static void
assert_peak (TestPlayback *self,
             TestEar      *ear,
             double        peak)
{
  test_playback_seek (self, SECOND / 2);
  troupe_player_play (self->player);
  test_wait_until (test_ear_get_heard_ns (ear) > SECOND / 10);
  troupe_player_pause (self->player);
  g_assert_cmpfloat_with_epsilon (test_ear_get_peak (ear), peak, peak / 10 + 1e-4);
}

static void
test_volume (TestPlayback *self,
             gconstpointer data)
{
  g_autoptr (TestEar) ear = NULL;

  /* What is set before there is a sink holds, too; half as loud is an eighth of the amplitude. */
  troupe_player_set_volume (self->player, 0.5);
  test_playback_seek (self, 0);
  ear = test_ear_new (test_screen_get_sink (self->screen));
  assert_peak (self, ear, 0.125 / 8);
  troupe_player_set_muted (self->player, TRUE);
  assert_peak (self, ear, 0);
  troupe_player_set_volume (self->player, 1);
  assert_peak (self, ear, 0);
  troupe_player_set_muted (self->player, FALSE);
  assert_peak (self, ear, 0.125);
}

static void
test_volume_of_next_clip (TestPlayback *self,
                          gconstpointer data)
{
  TroupeClip *other = test_playback_open_clip ("h264.mkv");
  g_autoptr (TestEar) ear = NULL;

  troupe_player_set_volume (self->player, 0.5);
  test_playback_seek (self, SECOND);
  troupe_player_set_clip (self->player, other);
  test_playback_seek (self, 0);
  ear = test_ear_new (test_screen_get_sink (self->screen));
  assert_peak (self, ear, 0.125 / 8);

  g_clear_pointer (&ear, test_ear_free);
  troupe_player_set_clip (self->player, NULL);
  g_assert_finalize_object (other);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  gst_init (&argc, &argv);

  for (guint i = 0; i < G_N_ELEMENTS (speeds); i++)
    g_test_add_data_func (speeds[i].name, &speeds[i], test_pitch);
  test_playback_add ("/player/sound/volume/reaches-sink", "h264.mp4", test_volume);
  test_playback_add ("/player/sound/volume/stays-for-next-clip", "h264.mp4", test_volume_of_next_clip);

  return g_test_run ();
}
