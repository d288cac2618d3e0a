/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-player-private.h"

/* Every frame that reaches the sink moves the position; nothing asks the pipeline by the clock. */

static guint64
asked_for (TroupePlayer *self,
           guint64       time_ns,
           guint32       seqnum)
{
  const TroupePlayerSeek *seek = seqnum == self->jump.seqnum ? &self->jump : &self->round;

  return time_ns == seek->start_ns ? seek->asked_ns : time_ns;
}

static void
take_arrived (TroupePlayer *self)
{
  guint64 time_ns;
  guint32 seqnum;

  g_mutex_lock (&self->lock);
  time_ns = self->arrived_ns;
  seqnum = self->arrived_seqnum;
  g_mutex_unlock (&self->lock);

  /* What only the store shows yet has its position. */
  if (self->clip != NULL && self->state == TROUPE_PLAYER_READY && !self->is_unasked &&
      GST_CLOCK_TIME_IS_VALID (time_ns))
    troupe_player_set_position (self, asked_for (self, time_ns, seqnum));
}

static gboolean
arrived_idle (gpointer user_data)
{
  TroupePlayer *self = user_data;    /* alive: unwatch_frames() removes the source */

  g_mutex_lock (&self->lock);
  self->notify_id = 0;
  g_mutex_unlock (&self->lock);
  take_arrived (self);

  return G_SOURCE_REMOVE;
}

/* Streaming thread, under the lock. time_ns is GST_CLOCK_TIME_NONE when no picture is there. */
static void
arrive (TroupePlayer *self,
        guint64       time_ns)
{
  self->arrived_ns = time_ns;
  self->arrived_seqnum = self->segment_seqnum;
  if (self->notify_id == 0)
    self->notify_id = g_idle_add_full (G_PRIORITY_DEFAULT, arrived_idle, self, NULL);
}

static void
handle_event (TroupePlayer *self,
              GstEvent     *event)
{
  if (GST_EVENT_TYPE (event) == GST_EVENT_SEGMENT)
    {
      gst_event_copy_segment (event, &self->segment);
      self->segment_seqnum = gst_event_get_seqnum (event);
    }
  else if (GST_EVENT_TYPE (event) == GST_EVENT_EOS || GST_EVENT_TYPE (event) == GST_EVENT_GAP)
    {
      arrive (self, GST_CLOCK_TIME_NONE);
    }
}

static GstPadProbeReturn
frame_cb (GstPad          *pad,    /* streaming thread */
          GstPadProbeInfo *info,
          gpointer         user_data)
{
  TroupePlayer *self = user_data;    /* alive: dispose stops the streaming threads first */
  GstBuffer *buffer = GST_PAD_PROBE_INFO_BUFFER (info);

  g_mutex_lock (&self->lock);
  if (GST_PAD_PROBE_INFO_TYPE (info) & GST_PAD_PROBE_TYPE_BUFFER)
    arrive (self, gst_segment_to_stream_time (&self->segment, GST_FORMAT_TIME,
                                              GST_BUFFER_PTS (buffer)));
  else
    handle_event (self, GST_PAD_PROBE_INFO_EVENT (info));
  g_mutex_unlock (&self->lock);

  return GST_PAD_PROBE_OK;
}

static gboolean
has_landed (TroupePlayer *self)
{
  gboolean is_newer;

  g_mutex_lock (&self->lock);
  is_newer = gst_util_seqnum_compare (self->arrived_seqnum, self->jump.seqnum) >= 0;
  g_mutex_unlock (&self->lock);

  return is_newer;
}

/**
 * troupe_player_prerolled:
 * @self: a player
 *
 * Goes on when a picture is there: the next seek is sent, or the last one has landed.
 */
void
troupe_player_prerolled (TroupePlayer *self)
{
  /* A pause just before the seek tells of a picture, too. */
  if (self->state == TROUPE_PLAYER_SEEKING && !has_landed (self))
    return;

  self->state = TROUPE_PLAYER_READY;
  if (self->has_wanted)
    troupe_player_send_wanted (self);
  troupe_player_landed (self);
  take_arrived (self);
  troupe_player_apply_state (self);
  troupe_player_update_seeking (self);
  if (self->state == TROUPE_PLAYER_READY && self->shuttle_rate < 0)
    troupe_player_shuttle_back (self);
}

/**
 * troupe_player_watch_frames:
 * @self: a player with a video sink
 *
 * Follows what reaches the sink.
 */
void
troupe_player_watch_frames (TroupePlayer *self)
{
  gst_segment_init (&self->segment, GST_FORMAT_TIME);
  self->sink_pad = gst_element_get_static_pad (self->video_sink, "sink");
  self->probe_id = gst_pad_add_probe (self->sink_pad, GST_PAD_PROBE_TYPE_BUFFER |
                                      GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM, frame_cb, self, NULL);
}

/**
 * troupe_player_unwatch_frames:
 * @self: a player without a pipeline
 *
 * Ends what troupe_player_watch_frames() began.
 */
void
troupe_player_unwatch_frames (TroupePlayer *self)
{
  if (self->sink_pad != NULL)
    gst_pad_remove_probe (self->sink_pad, self->probe_id);
  gst_clear_object (&self->sink_pad);
  g_clear_handle_id (&self->notify_id, g_source_remove);
}
