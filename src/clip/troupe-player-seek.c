/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-player-private.h"

#include "troupe-media.h"
#include "troupe-time.h"

/* Containers round the times of frames, some to a millisecond. A seek to the very edge of a frame may
 * show its neighbour, so it goes this far inside. */
#define INSIDE_NS (TROUPE_TIME_SECOND / 1000 * 3 / 2)

static gboolean
has_frame_times (TroupePlayer *self)
{
  GArray *times = troupe_clip_get_frame_times (self->clip);

  return times != NULL && times->len > 0;
}

static guint64
inside_of_frame (TroupePlayer *self,
                 guint64       frame_ns)
{
  guint64 next_ns = troupe_clip_find_frame (self->clip, frame_ns, 1);

  return frame_ns + (next_ns > frame_ns ? MIN ((next_ns - frame_ns) / 2, INSIDE_NS) : INSIDE_NS);
}

/**
 * troupe_player_frame_at:
 * @self: a player with a clip
 * @time_ns: a time in nanoseconds
 *
 * Returns: when the frame on display then begins, or @time_ns while that is not known
 */
guint64
troupe_player_frame_at (TroupePlayer *self,
                        guint64       time_ns)
{
  return has_frame_times (self) ? troupe_clip_find_frame (self->clip, time_ns, 0) : time_ns;
}

/* A little before a frame begins, where no other one does */
static guint64
before_frame (TroupePlayer *self,
              guint64       frame_ns)
{
  guint64 last_ns = troupe_clip_find_frame (self->clip, frame_ns, -1);

  return last_ns < frame_ns ? frame_ns - MIN ((frame_ns - last_ns) / 2, INSIDE_NS) : frame_ns;
}

/* Where to send a seek that is to show the frame at a time */
static guint64
start_of_seek (TroupePlayer *self,
               guint64       time_ns)
{
  if (!has_frame_times (self))
    return time_ns;

  return inside_of_frame (self, troupe_clip_find_frame (self->clip, time_ns, 0));
}

/* A round starts where the range does, in the middle of a frame if need be. */
static guint64
start_of_round (TroupePlayer *self)
{
  return MAX (self->loop.start_ns, start_of_seek (self, self->loop.start_ns));
}

/* A frame that begins where the range ends is not part of it. */
static guint64
stop_of_round (TroupePlayer *self)
{
  guint64 frame_ns;

  if (self->loop.end_ns >= troupe_clip_get_duration_ns (self->clip))
    return GST_CLOCK_TIME_NONE;
  if (!has_frame_times (self))
    return self->loop.end_ns;

  frame_ns = troupe_clip_find_frame (self->clip, self->loop.end_ns, 0);
  return self->loop.end_ns < inside_of_frame (self, frame_ns) ? frame_ns - GST_USECOND
                                                              : self->loop.end_ns;
}

static guint64
last_ns (TroupePlayer *self)
{
  return troupe_clip_find_frame (self->clip, troupe_clip_get_duration_ns (self->clip), 0);
}

static double
effective_rate (TroupePlayer *self)
{
  return self->shuttle_rate > 0 ? self->shuttle_rate : self->speed;
}

/* Notes the number of a seek in it before anything of it can arrive. */
static gboolean
send (TroupePlayer    *self,
      GstSeekFlags     flags,
      TroupePlayerSeek seek)
{
  GstEvent *event = gst_event_new_seek (effective_rate (self), GST_FORMAT_TIME,
                                        flags | GST_SEEK_FLAG_ACCURATE,
                                        GST_SEEK_TYPE_SET, (gint64) seek.start_ns,
                                        GST_SEEK_TYPE_SET, (gint64) seek.stop_ns);

  seek.seqnum = self->newest_seqnum = gst_event_get_seqnum (event);
  if (has_frame_times (self))
    seek.first_ns = before_frame (self, troupe_clip_find_frame (self->clip, seek.start_ns, 0));
  g_mutex_lock (&self->lock);
  self->round = seek;
  if (flags & GST_SEEK_FLAG_FLUSH)
    self->jump = seek;
  g_mutex_unlock (&self->lock);

  return gst_element_send_event (self->pipeline, event);
}

/**
 * troupe_player_get_first_ns:
 * @self: a player
 * @seqnum: of a seek
 *
 * Tells what a seek is for. Any thread.
 *
 * Returns: since when frames count, in nanoseconds: earlier ones are not shown. 0 when that is not known
 */
guint64
troupe_player_get_first_ns (TroupePlayer *self,
                            guint32       seqnum)
{
  guint64 first_ns = 0;

  g_mutex_lock (&self->lock);
  if (seqnum == self->jump.seqnum)
    first_ns = self->jump.first_ns;
  else if (seqnum == self->round.seqnum)
    first_ns = self->round.first_ns;
  g_mutex_unlock (&self->lock);

  return first_ns;
}

static gboolean
is_in_loop (TroupePlayer *self,
            guint64       time_ns)
{
  return self->has_loop && time_ns >= self->loop.start_ns && time_ns < self->loop.end_ns;
}

/**
 * troupe_player_send_wanted:
 * @self: a player that is ready, with a wanted position
 *
 * Sends the seek to the wanted position; when its picture is there troupe-player-frames.c tells.
 */
void
troupe_player_send_wanted (TroupePlayer *self)
{
  gboolean is_round = is_in_loop (self, self->wanted_ns);
  GstSeekFlags flags = GST_SEEK_FLAG_FLUSH | (is_round ? GST_SEEK_FLAG_SEGMENT : 0);
  TroupePlayerSeek jump = {
    .asked_ns = self->wanted_ns,
    .start_ns = start_of_seek (self, self->wanted_ns),
    .stop_ns = is_round ? stop_of_round (self) : GST_CLOCK_TIME_NONE,
  };

  self->has_wanted = FALSE;
  self->is_stale = self->has_loop && !is_round;
  self->state = TROUPE_PLAYER_SEEKING;
  if (!send (self, flags, jump))
    {
      /* A server that does not serve parts: the picture stays until the clip is in the cache. */
      g_autofree char *name = troupe_media_dup_name (self->uri);

      g_debug ("%s cannot be sought", name);
      self->state = TROUPE_PLAYER_READY;
    }
  troupe_player_update_seeking (self);
}

/**
 * troupe_player_request:
 * @self: a player with a clip
 * @time_ns: where to go, in nanoseconds
 *
 * Wants a position: at once, or when the seek in flight has landed unless a newer one is wanted.
 */
void
troupe_player_request (TroupePlayer *self,
                       guint64       time_ns)
{
  troupe_player_stop_rest (self);
  self->wanted_ns = MIN (time_ns, troupe_clip_get_duration_ns (self->clip));
  self->has_wanted = TRUE;
  if (self->state == TROUPE_PLAYER_READY)
    troupe_player_send_wanted (self);
  else
    troupe_player_update_seeking (self);
  troupe_player_set_position (self, self->wanted_ns);
}

/**
 * troupe_player_go_on:
 * @self: a player
 * @seqnum: of the seek whose part of the clip has been read to its end
 *
 * Lets the next round follow, or what is behind the loop when that was switched off; without a gap,
 * because what is on its way to the sinks is played first.
 */
void
troupe_player_go_on (TroupePlayer *self,
                     guint32       seqnum)
{
  TroupePlayerSeek round = { .stop_ns = GST_CLOCK_TIME_NONE };

  if (seqnum != self->newest_seqnum || self->has_wanted)
    return;

  if (self->has_loop)
    {
      round.asked_ns = self->loop.start_ns;
      round.start_ns = start_of_round (self);
      round.stop_ns = stop_of_round (self);
      send (self, GST_SEEK_FLAG_SEGMENT, round);
      return;
    }

  round.start_ns = GST_CLOCK_TIME_IS_VALID (self->round.stop_ns) ?
                   self->round.stop_ns : start_of_seek (self, last_ns (self));
  round.asked_ns = round.start_ns;
  send (self, 0, round);
}

/**
 * troupe_player_begin:
 * @self: a player that is to play
 *
 * Goes to where playing begins: the start when it is at the end or outside of the loop.
 */
void
troupe_player_begin (TroupePlayer *self)
{
  if (self->has_loop && !is_in_loop (self, self->position_ns))
    troupe_player_request (self, self->loop.start_ns);
  else if (!self->has_loop && self->position_ns >= last_ns (self))
    troupe_player_request (self, 0);
  else if (self->is_stale)
    troupe_player_request (self, self->position_ns);
}

/**
 * troupe_player_refresh:
 * @self: a player with a clip
 *
 * Lets the pipeline play with the loop and the speed that are asked for now, from where it is.
 */
void
troupe_player_refresh (TroupePlayer *self)
{
  self->is_stale = TRUE;
  if (self->is_playing)
    troupe_player_begin (self);
}

/**
 * troupe_player_end:
 * @self: a player that has played to the end
 *
 * Starts the next round of a loop, else pauses on the last frame.
 */
void
troupe_player_end (TroupePlayer *self)
{
  if (self->has_wanted)
    return;
  if (self->has_loop)
    {
      troupe_player_request (self, self->loop.start_ns);
      return;
    }

  troupe_player_pause (self);
  /* A busy computer may have dropped it. */
  troupe_player_request (self, has_frame_times (self) ? last_ns (self) : self->position_ns);
}
