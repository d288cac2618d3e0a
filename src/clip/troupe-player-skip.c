/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-player-private.h"

/* A seek to a frame decodes all from the key frame before it on. A decoder of gst-libav leaves out what
 * no other frame is built on while it believes to be late, which takes little more than half as long. It does
 * not believe it of what lies before its segment; so it gets a longer one, and what is before the frame
 * is dropped behind it. */

/* The time of a frame comes out a few nanoseconds apart, depending on where a seek began. */
#define TOLERANCE_NS GST_USECOND

typedef struct
{
  TroupePlayer *player;         /* alive: dispose stops the streaming threads first */
  GstElement   *decoder;        /* alive: the probes are on its pads */
  GstSegment    segment;        /* as the demuxer told it */
  guint64       first;          /* position of the first frame that is shown */
  guint64       hurry;          /* position that the decoder hurries to */
  gboolean      is_late;        /* so the decoder was told */

  /* Shared with the sink's thread, written under the player's lock */
  guint64       early_ns;       /* how much longer the decoder's segment is, or 0 */
  guint32       seqnum;         /* of what told the decoder that it is late */
} Skip;

static void
set_early (Skip   *self,
           guint64 early_ns)
{
  g_mutex_lock (&self->player->lock);
  self->early_ns = early_ns;
  g_mutex_unlock (&self->player->lock);
}

static void
replace_event (GstPadProbeInfo *info,
               GstEvent        *event)
{
  gst_event_set_seqnum (event, gst_event_get_seqnum (GST_PAD_PROBE_INFO_EVENT (info)));
  gst_event_unref (GST_PAD_PROBE_INFO_EVENT (info));
  GST_PAD_PROBE_INFO_DATA (info) = event;
}

/* The first frame begins before the segment, which a seek lets begin inside of it. */
static void
take_segment (Skip            *self,
              GstPadProbeInfo *info)
{
  GstEvent *event = GST_PAD_PROBE_INFO_EVENT (info);
  guint64 early_ns = 0;
  guint64 frame_ns;
  guint64 hurry_ns;
  GstSegment segment;

  troupe_player_get_first_frame (self->player, gst_event_get_seqnum (event), &frame_ns, &hurry_ns);
  gst_event_copy_segment (event, &segment);
  self->segment = segment;
  if (segment.format == GST_FORMAT_TIME && segment.rate > 0 && hurry_ns > 0 &&
      gst_segment_position_from_stream_time_full (&segment, GST_FORMAT_TIME, frame_ns,
                                                  &self->first) > 0 &&
      gst_segment_position_from_stream_time_full (&segment, GST_FORMAT_TIME, hurry_ns,
                                                  &self->hurry) > 0)
    early_ns = MIN (segment.start, segment.time);

  set_early (self, early_ns);
  if (early_ns == 0)
    return;

  segment.start -= early_ns;
  segment.time -= early_ns;
  segment.position = segment.start;
  replace_event (info, gst_event_new_segment (&segment));
}

static void
tell (Skip   *self,
      guint64 time_ns)
{
  g_autoptr (GstPad) pad = gst_element_get_static_pad (self->decoder, "src");
  GstEvent *event = gst_event_new_qos (GST_QOS_TYPE_UNDERFLOW, 1, 0, time_ns);

  g_mutex_lock (&self->player->lock);
  self->seqnum = gst_event_get_seqnum (event);
  g_mutex_unlock (&self->player->lock);
  gst_pad_send_event (pad, event);
}

/* It is told again for each packet: a decoder forgets it at the first one after a seek, and at times
 * later. Without a seek it has to be told that it is over. */
static void
hurry (Skip      *self,
       GstBuffer *packet)
{
  guint64 start_ns = gst_segment_to_running_time (&self->segment, GST_FORMAT_TIME, self->segment.start);
  gboolean was_late = self->is_late;

  self->is_late = self->early_ns > 0 && GST_BUFFER_PTS_IS_VALID (packet) &&
                  GST_BUFFER_PTS (packet) < self->hurry;
  if (self->is_late)
    tell (self, start_ns + self->early_ns - (self->segment.start - self->hurry));
  else if (was_late)
    tell (self, 0);
}

static GstPadProbeReturn
coded_cb (GstPad          *pad,    /* streaming thread of the decoder */
          GstPadProbeInfo *info,
          gpointer         user_data)
{
  Skip *self = user_data;

  if (GST_PAD_PROBE_INFO_TYPE (info) & GST_PAD_PROBE_TYPE_BUFFER)
    hurry (self, GST_PAD_PROBE_INFO_BUFFER (info));
  else if (GST_EVENT_TYPE (GST_PAD_PROBE_INFO_EVENT (info)) == GST_EVENT_SEGMENT)
    take_segment (self, info);

  return GST_PAD_PROBE_OK;
}

static GstPadProbeReturn
clip_picture (Skip            *self,
              GstPadProbeInfo *info)
{
  GstBuffer *buffer = GST_PAD_PROBE_INFO_BUFFER (info);
  guint64 cut_ns;

  if (!GST_BUFFER_PTS_IS_VALID (buffer) || GST_BUFFER_PTS (buffer) >= self->segment.start)
    return GST_PAD_PROBE_OK;
  if (GST_BUFFER_PTS (buffer) + TOLERANCE_NS < self->first)
    return GST_PAD_PROBE_DROP;

  cut_ns = self->segment.start - GST_BUFFER_PTS (buffer);
  buffer = gst_buffer_make_writable (buffer);
  GST_BUFFER_PTS (buffer) = self->segment.start;
  if (GST_BUFFER_DURATION_IS_VALID (buffer))
    GST_BUFFER_DURATION (buffer) -= MIN (GST_BUFFER_DURATION (buffer), cut_ns);
  GST_PAD_PROBE_INFO_DATA (info) = buffer;
  return GST_PAD_PROBE_OK;
}

static GstPadProbeReturn
decoded_cb (GstPad          *pad,    /* streaming thread of the decoder */
            GstPadProbeInfo *info,
            gpointer         user_data)
{
  Skip *self = user_data;

  if (self->early_ns == 0)
    return GST_PAD_PROBE_OK;
  if (GST_PAD_PROBE_INFO_TYPE (info) & GST_PAD_PROBE_TYPE_BUFFER)
    return clip_picture (self, info);
  if (GST_EVENT_TYPE (GST_PAD_PROBE_INFO_EVENT (info)) == GST_EVENT_SEGMENT)
    replace_event (info, gst_event_new_segment (&self->segment));

  return GST_PAD_PROBE_OK;
}

/* The sink counts from the start of its own segment. */
static GstPadProbeReturn
late_cb (GstPad          *pad,    /* streaming thread of the sink */
         GstPadProbeInfo *info,
         gpointer         user_data)
{
  Skip *self = user_data;
  GstEvent *event = GST_PAD_PROBE_INFO_EVENT (info);
  GstQOSType type;
  double proportion;
  GstClockTimeDiff diff;
  GstClockTime time_ns;
  guint64 early_ns;

  if (GST_EVENT_TYPE (event) != GST_EVENT_QOS)
    return GST_PAD_PROBE_OK;

  g_mutex_lock (&self->player->lock);
  early_ns = gst_event_get_seqnum (event) != self->seqnum ? self->early_ns : 0;
  g_mutex_unlock (&self->player->lock);
  gst_event_parse_qos (event, &type, &proportion, &diff, &time_ns);
  if (early_ns > 0)
    replace_event (info, gst_event_new_qos (type, proportion, diff, time_ns + early_ns));

  return GST_PAD_PROBE_OK;
}

static void
watch (GstPad             *pad,
       GstPadProbeType     type,
       GstPadProbeCallback func,
       Skip               *skip)
{
  gst_pad_add_probe (pad, type, func, g_atomic_rc_box_acquire (skip), g_atomic_rc_box_release);
}

static void
deep_element_added_cb (GstBin     *pipeline,    /* streaming thread */
                       GstBin     *bin,
                       GstElement *element,
                       gpointer    user_data)
{
  g_autoptr (GstPad) sink = gst_element_get_static_pad (element, "sink");
  g_autoptr (GstPad) source = gst_element_get_static_pad (element, "src");
  Skip *skip;

  /* Only those of gst-libav have it. */
  if (g_object_class_find_property (G_OBJECT_GET_CLASS (element), "skip-frame") == NULL ||
      g_object_class_find_property (G_OBJECT_GET_CLASS (element), "max-threads") == NULL)
    return;

  /* While one thread parses, copies and hands on, the others are to have enough to do: with only as many as
   * there are processors an exact seek takes a quarter longer (measured with two). */
  g_object_set (element, "max-threads", (int) g_get_num_processors () + 2, NULL);
  skip = g_atomic_rc_box_new0 (Skip);
  skip->player = user_data;
  skip->decoder = element;
  watch (sink, GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM, coded_cb, skip);
  watch (source, GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM, decoded_cb, skip);
  watch (source, GST_PAD_PROBE_TYPE_EVENT_UPSTREAM, late_cb, skip);
  g_atomic_rc_box_release (skip);
}

/**
 * troupe_player_skip_unseen:
 * @self: a player with a pipeline that is still empty
 *
 * Lets the decoders pass over what a seek does not show, and keeps all processors busy with the rest.
 */
void
troupe_player_skip_unseen (TroupePlayer *self)
{
  g_signal_connect (self->pipeline, "deep-element-added", G_CALLBACK (deep_element_added_cb), self);
}
