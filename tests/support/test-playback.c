/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "test-playback.h"

#include "test-media.h"
#include "test-wait.h"
#include "troupe-probe.h"

/**
 * test_playback_open_file:
 * @path: of a video
 *
 * Probes and scans a clip.
 *
 * Returns: (transfer full): the clip with its frame times
 */
TroupeClip *
test_playback_open_file (const char *path)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) times_result = NULL;
  g_autoptr (GError) error = NULL;
  TroupeClip *clip;

  troupe_probe_async (path, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  clip = troupe_probe_finish (result, &error);
  g_assert_no_error (error);

  troupe_probe_frame_times_async (clip, NULL, test_result_cb, &times_result);
  test_wait_until (times_result != NULL);
  g_assert_true (troupe_probe_frame_times_finish (times_result, &error));
  g_assert_no_error (error);

  return clip;
}

/**
 * test_playback_open_clip:
 * @kind: what test_media_make() makes
 *
 * Makes a clip, and does as test_playback_open_file().
 *
 * Returns: (transfer full): the clip with its frame times
 */
TroupeClip *
test_playback_open_clip (const char *kind)
{
  g_autofree char *path = test_media_make (kind);

  return test_playback_open_file (path);
}

/**
 * test_playback_new_player:
 * @screen: what shows the pictures; it outlives the player
 *
 * Returns: (transfer full): a player without a clip
 */
TroupePlayer *
test_playback_new_player (TestScreen *screen)
{
  return g_object_new (TROUPE_TYPE_PLAYER, "video-sink", test_screen_get_sink (screen), NULL);
}

/**
 * test_playback_set_up:
 * @self: a fixture
 * @data: what test_media_make() makes
 *
 * Opens a clip in a player.
 */
void
test_playback_set_up (TestPlayback *self,
                      gconstpointer data)
{
  self->screen = test_screen_new ();
  self->clip = test_playback_open_clip (data);
  self->player = test_playback_new_player (self->screen);
  troupe_player_set_clip (self->player, self->clip);
}

/**
 * test_playback_tear_down:
 * @self: a fixture
 * @data: what it was set up with
 *
 * Frees all of it, and makes sure that nothing else holds it and that there was no error.
 */
void
test_playback_tear_down (TestPlayback *self,
                         gconstpointer data)
{
  g_assert_null (troupe_player_get_error (self->player));
  g_assert_finalize_object (self->player);
  g_assert_finalize_object (self->clip);
  test_screen_free (self->screen);
}

/**
 * test_playback_frame_ns:
 * @self: a fixture
 * @number: of a frame, from 0
 *
 * Returns: when it begins
 */
guint64
test_playback_frame_ns (TestPlayback *self,
                        guint         number)
{
  return troupe_clip_find_frame (self->clip, 0, (int) number);
}

/**
 * test_playback_seek:
 * @self: a fixture
 * @time_ns: a time in nanoseconds
 *
 * Seeks and waits for the picture.
 */
void
test_playback_seek (TestPlayback *self,
                    guint64       time_ns)
{
  troupe_player_seek (self->player, time_ns);
  test_wait_until (!troupe_player_is_seeking (self->player));
}

/**
 * test_playback_assert_shown:
 * @self: a fixture
 * @number: of a frame, from 0
 *
 * Makes sure that the frame is on the screen and that the position says so, too.
 */
void
test_playback_assert_shown (TestPlayback *self,
                            guint         number)
{
  g_assert_cmpuint (test_screen_get_number (self->screen), ==, number);
  g_assert_cmpuint (troupe_clip_get_frame_number (self->clip,
                                                  troupe_player_get_position_ns (self->player)), ==,
                    number);
}
