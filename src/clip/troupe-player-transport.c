/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-player-private.h"

/**
 * troupe_player_play:
 * @self: a player
 *
 * Plays at the speed that is set. At the end, or outside of the loop, it starts at the beginning of the
 * clip or of the loop. After an error it tries again.
 */
void
troupe_player_play (TroupePlayer *self)
{
  g_return_if_fail (TROUPE_IS_PLAYER (self));

  if (self->clip == NULL)
    return;

  troupe_player_shuttle_stop (self);
  if (self->state == TROUPE_PLAYER_CLOSED)
    {
      troupe_player_clear_error (self);
      troupe_player_open (self, troupe_clip_get_media_uri (self->clip));
    }
  if (self->state == TROUPE_PLAYER_CLOSED)
    return;

  troupe_player_settle (self);
  troupe_player_set_playing (self, TRUE);
  troupe_player_begin (self);
  troupe_player_apply_state (self);
}

/**
 * troupe_player_pause:
 * @self: a player
 *
 * Pauses on the frame on display.
 */
void
troupe_player_pause (TroupePlayer *self)
{
  g_return_if_fail (TROUPE_IS_PLAYER (self));

  troupe_player_shuttle_stop (self);
  troupe_player_set_playing (self, FALSE);
  troupe_player_apply_state (self);
}

/**
 * troupe_player_is_playing:
 * @self: a player
 *
 * Returns: whether it plays, in either direction, or will as soon as there is enough data
 */
gboolean
troupe_player_is_playing (TroupePlayer *self)
{
  g_return_val_if_fail (TROUPE_IS_PLAYER (self), FALSE);

  return self->is_playing;
}

/**
 * troupe_player_seek:
 * @self: a player
 * @time_ns: a time of the clip, in nanoseconds; later than its end is its end
 *
 * Shows the frame at a time, exactly. It goes on playing if it does so.
 *
 * One seek is in flight at a time; of those asked for meanwhile the newest is done next. What a store
 * has is shown at once, and the pipeline is asked when nothing new has been asked for 80 ms, and the store
 * is not on its way to the same frame.
 */
void
troupe_player_seek (TroupePlayer *self,
                    guint64       time_ns)
{
  g_return_if_fail (TROUPE_IS_PLAYER (self));

  if (self->clip == NULL || self->pipeline == NULL)
    return;

  troupe_player_scrub (self, time_ns);
  troupe_player_shuttle_rebase (self);
}

/**
 * troupe_player_is_seeking:
 * @self: a player
 *
 * Returns: whether the wanted picture is not there yet
 */
gboolean
troupe_player_is_seeking (TroupePlayer *self)
{
  g_return_val_if_fail (TROUPE_IS_PLAYER (self), FALSE);

  return self->is_seeking;
}

/**
 * troupe_player_step:
 * @self: a player
 * @n_frames: how many frames to go on, or back when negative
 *
 * Pauses, and shows another frame of the list of true frame times. The first and the last one stop it.
 */
void
troupe_player_step (TroupePlayer *self,
                    int           n_frames)
{
  g_return_if_fail (TROUPE_IS_PLAYER (self));

  if (self->clip == NULL || self->pipeline == NULL)
    return;

  troupe_player_pause (self);
  troupe_player_scrub (self, troupe_clip_find_frame (self->clip, self->position_ns, n_frames));
}

/**
 * troupe_player_has_moved:
 * @self: a player
 *
 * Tells whether the position is what somebody asked for: without that it is where the first frame is,
 * which is not known before that frame is there.
 *
 * Returns: whether it was sought, stepped or played since its clip was set
 */
gboolean
troupe_player_has_moved (TroupePlayer *self)
{
  g_return_val_if_fail (TROUPE_IS_PLAYER (self), FALSE);

  return self->has_moved;
}

/**
 * troupe_player_get_loop_range:
 * @self: a player
 *
 * Returns: (transfer none) (nullable): what is played over and over
 */
const TroupeRange *
troupe_player_get_loop_range (TroupePlayer *self)
{
  g_return_val_if_fail (TROUPE_IS_PLAYER (self), NULL);

  return self->has_loop ? &self->loop : NULL;
}

/**
 * troupe_player_set_loop_range:
 * @self: a player with a clip
 * @range: (nullable): what to play over and over, or `NULL` for the clip, once
 *
 * Sets or ends the loop. Playing goes on, paused it stays; only a player that plays outside of @range
 * goes to its start.
 */
void
troupe_player_set_loop_range (TroupePlayer      *self,
                              const TroupeRange *range)
{
  g_return_if_fail (TROUPE_IS_PLAYER (self));
  g_return_if_fail (range == NULL || range->start_ns < range->end_ns);

  if (range == NULL)
    {
      troupe_player_clear_loop (self);
      return;
    }
  if (self->has_loop && troupe_range_equal (&self->loop, range))
    return;

  self->loop = *range;
  self->has_loop = TRUE;
  g_object_notify (G_OBJECT (self), "loop-range");
  if (self->pipeline != NULL)
    troupe_player_refresh (self);
}

/**
 * troupe_player_set_volume:
 * @self: a player
 * @volume: the loudness from 0 to 1, as people hear it (a cubic scale)
 *
 * Sets the loudness.
 */
void
troupe_player_set_volume (TroupePlayer *self,
                          double        volume)
{
  g_return_if_fail (TROUPE_IS_PLAYER (self));
  g_return_if_fail (volume >= 0 && volume <= 1);

  if (G_APPROX_VALUE (self->volume, volume, 1e-6))
    return;

  self->volume = volume;
  troupe_player_apply_volume (self);
  g_object_notify (G_OBJECT (self), "volume");
}

/**
 * troupe_player_get_volume:
 * @self: a player
 *
 * Returns: the loudness
 */
double
troupe_player_get_volume (TroupePlayer *self)
{
  g_return_val_if_fail (TROUPE_IS_PLAYER (self), 1);

  return self->volume;
}

/**
 * troupe_player_set_muted:
 * @self: a player
 * @is_muted: whether the sound is off
 *
 * Switches the sound off or on; the volume stays.
 */
void
troupe_player_set_muted (TroupePlayer *self,
                         gboolean      is_muted)
{
  g_return_if_fail (TROUPE_IS_PLAYER (self));

  if (self->is_muted == is_muted)
    return;

  self->is_muted = is_muted;
  troupe_player_apply_volume (self);
  g_object_notify (G_OBJECT (self), "muted");
}

/**
 * troupe_player_is_muted:
 * @self: a player
 *
 * Returns: whether the sound is off
 */
gboolean
troupe_player_is_muted (TroupePlayer *self)
{
  g_return_val_if_fail (TROUPE_IS_PLAYER (self), FALSE);

  return self->is_muted;
}
