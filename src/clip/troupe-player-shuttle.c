/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-player-private.h"

/* Backwards a pipeline would decode a whole group of pictures and hold all of it, which is gigabytes
 * for some clips. Seeks show as many frames as the computer manages, at the right time. */

static gboolean
back_cb (gpointer user_data)
{
  TroupePlayer *self = user_data;    /* alive: shuttle_stop() removes the source */

  self->shuttle_id = 0;
  troupe_player_shuttle_back (self);

  return G_SOURCE_REMOVE;
}

/* Where the way back has come to by now */
static guint64
due_ns (TroupePlayer *self)
{
  double back_ns = (g_get_monotonic_time () - self->shuttle_us) * 1000.0 * -self->shuttle_rate;

  return back_ns < self->shuttle_ns ? self->shuttle_ns - (guint64) back_ns : 0;
}

static void
wait_for (TroupePlayer *self,
          guint64       time_ns)
{
  double delay_ms = (due_ns (self) - time_ns) / 1e6 / -self->shuttle_rate;

  if (self->shuttle_id == 0)
    self->shuttle_id = g_timeout_add ((guint) delay_ms + 1, back_cb, self);
}

/**
 * troupe_player_shuttle_stop:
 * @self: a player
 *
 * Ends going back or forth. The pipeline keeps its rate until the next seek.
 */
void
troupe_player_shuttle_stop (TroupePlayer *self)
{
  g_clear_handle_id (&self->shuttle_id, g_source_remove);
  if (self->shuttle_rate > 0)
    self->is_stale = TRUE;
  self->shuttle_rate = 0;
}

/**
 * troupe_player_shuttle_rebase:
 * @self: a player
 *
 * Goes back from where the player is now.
 */
void
troupe_player_shuttle_rebase (TroupePlayer *self)
{
  self->shuttle_us = g_get_monotonic_time ();
  self->shuttle_ns = self->position_ns;
}

/**
 * troupe_player_shuttle_back:
 * @self: a player that is ready and goes back
 *
 * Shows the frame that is due, or waits until one is.
 */
void
troupe_player_shuttle_back (TroupePlayer *self)
{
  guint64 time_ns = troupe_clip_find_frame (self->clip, self->position_ns, 0);
  guint64 next_ns = troupe_clip_find_frame (self->clip, due_ns (self), 0);

  if (time_ns == 0)
    troupe_player_pause (self);
  else if (next_ns < time_ns)
    troupe_player_request (self, next_ns);
  else
    wait_for (self, time_ns - 1);
}

/**
 * troupe_player_shuttle:
 * @self: a player
 * @rate: how fast, from `-TROUPE_PLAYER_SHUTTLE_MAX` to `TROUPE_PLAYER_SHUTTLE_MAX`; 0 pauses
 *
 * Plays at a rate of its own until it plays or pauses otherwise; the speed that is set stays.
 *
 * Negative rates go back, without sound. At the beginning and the end it pauses.
 */
void
troupe_player_shuttle (TroupePlayer *self,
                       double        rate)
{
  g_return_if_fail (TROUPE_IS_PLAYER (self));
  g_return_if_fail (ABS (rate) <= TROUPE_PLAYER_SHUTTLE_MAX);

  if (self->clip == NULL || self->pipeline == NULL)
    return;

  if (G_APPROX_VALUE (rate, 0, 1e-6))
    {
      troupe_player_pause (self);
      return;
    }

  troupe_player_shuttle_stop (self);
  troupe_player_settle (self);
  self->shuttle_rate = rate;
  troupe_player_set_playing (self, TRUE);
  troupe_player_apply_state (self);
  if (rate > 0)
    {
      troupe_player_refresh (self);
      return;
    }

  troupe_player_shuttle_rebase (self);
  if (self->state == TROUPE_PLAYER_READY)
    troupe_player_shuttle_back (self);
}
