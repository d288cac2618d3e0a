/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-sound-source.h"

#include <gst/app/app.h>
#include <gst/audio/audio.h>

#include "troupe-clip-error.h"
#include "troupe-media.h"

/* How often a waiting call looks at its cancellable. */
#define SLICE_NS (50 * GST_MSECOND)

/* One look may miss a thread that is just being started. */
#define STALLED_LOOKS 3

/* Enough that the decoder seldom waits, and never more than half a second of sound */
#define MAX_BUFFERS 16

/**
 * TroupeSoundSource:
 *
 * A pipeline that decodes the first sound track of a clip, and nothing else. Between calls it stands
 * still, blocked by its sink.
 */
struct _TroupeSoundSource
{
  /* Owned */
  char       *uri;
  GstElement *pipeline;
  GstBus     *bus;

  /* Borrowed from the pipeline */
  GstElement *sink;
};

/* Streaming thread. */
static void
pad_added_cb (GstElement *decoder,
              GstPad     *pad,
              gpointer    user_data)
{
  GstPad *sink_pad = user_data;

  if (!gst_pad_is_linked (sink_pad))
    gst_pad_link (pad, sink_pad);
}

static void
set_up_sink (GstElement *sink)
{
  g_autoptr (GstCaps) caps = gst_caps_new_simple ("audio/x-raw",
                                                  "format", G_TYPE_STRING, GST_AUDIO_NE (S16),
                                                  "layout", G_TYPE_STRING, "interleaved",
                                                  NULL);

  g_object_set (sink,
                "async", FALSE,
                "caps", caps,
                "enable-last-sample", FALSE,
                "max-buffers", MAX_BUFFERS,
                "sync", FALSE,
                NULL);
}

static gboolean
build_pipeline (TroupeSoundSource *self,
                GError           **error)
{
  g_autoptr (GstCaps) caps = gst_caps_new_empty_simple ("audio/x-raw");
  GstElement *decoder;
  GstElement *converter;

  self->pipeline = gst_object_ref_sink (gst_pipeline_new ("sound-source"));
  troupe_media_tame_decoders (GST_BIN (self->pipeline));
  self->bus = gst_element_get_bus (self->pipeline);
  decoder = troupe_media_make_element ("uridecodebin", GST_BIN (self->pipeline), error);
  if (decoder == NULL)
    return FALSE;
  converter = troupe_media_make_element ("audioconvert", GST_BIN (self->pipeline), error);
  if (converter == NULL)
    return FALSE;
  self->sink = troupe_media_make_element ("appsink", GST_BIN (self->pipeline), error);
  if (self->sink == NULL)
    return FALSE;

  set_up_sink (self->sink);
  gst_util_set_object_arg (G_OBJECT (converter), "dithering", "none");    /* silence is silent */
  gst_element_link (converter, self->sink);
  g_object_set (decoder, "uri", self->uri, "caps", caps, "expose-all-streams", FALSE, NULL);
  g_signal_connect_data (decoder, "pad-added", G_CALLBACK (pad_added_cb),
                         gst_element_get_static_pad (converter, "sink"),
                         (GClosureNotify) gst_object_unref, 0);

  return TRUE;
}

/**
 * troupe_sound_source_new:
 * @uri: the address of a clip that has sound
 * @error: return location for an error
 *
 * Starts to decode a clip; that this fails is seen at the first pull.
 *
 * Fails with `TROUPE_CLIP_ERROR_CODEC` when an element that all clips need is not installed.
 *
 * Returns: (transfer full): a source that stands at the beginning
 */
TroupeSoundSource *
troupe_sound_source_new (const char *uri,
                         GError    **error)
{
  g_autoptr (TroupeSoundSource) self = g_new0 (TroupeSoundSource, 1);

  self->uri = g_strdup (uri);
  if (!build_pipeline (self, error))
    return NULL;

  gst_element_set_state (self->pipeline, GST_STATE_PLAYING);    /* a failure comes over the bus */
  return g_steal_pointer (&self);
}

/**
 * troupe_sound_source_free:
 * @self: (transfer full): a source
 *
 * Stops decoding and waits for its threads.
 */
void
troupe_sound_source_free (TroupeSoundSource *self)
{
  /* The thread that brings the pipeline to PLAYING holds its lock and waits for the sink. */
  if (self->sink != NULL)
    {
      g_autoptr (GstPad) pad = gst_element_get_static_pad (self->sink, "sink");

      gst_pad_send_event (pad, gst_event_new_flush_start ());
    }
  if (self->pipeline != NULL)
    gst_element_set_state (self->pipeline, GST_STATE_NULL);
  gst_clear_object (&self->bus);
  gst_clear_object (&self->pipeline);
  g_clear_pointer (&self->uri, g_free);
  g_free (self);
}

static gboolean
check_bus (TroupeSoundSource *self,
           GError           **error)
{
  g_autoptr (GstMessage) message = gst_bus_pop_filtered (self->bus, GST_MESSAGE_ERROR);

  if (message == NULL)
    return TRUE;

  g_propagate_error (error, troupe_media_error_from_bus (message, self->uri));
  return FALSE;
}

/* What lies outside of its segment is not heard: an edit list cuts it off. */
static void
hand_out (GstSample      *sample,
          TroupeSoundFunc func,
          gpointer        user_data)
{
  GstBuffer *buffer = gst_sample_get_buffer (sample);
  guint64 time_ns = gst_segment_to_stream_time (gst_sample_get_segment (sample), GST_FORMAT_TIME,
                                                GST_BUFFER_PTS (buffer));
  GstAudioInfo info;
  GstMapInfo map;

  if (!GST_CLOCK_TIME_IS_VALID (time_ns) ||
      !gst_audio_info_from_caps (&info, gst_sample_get_caps (sample)) ||
      !gst_buffer_map (buffer, &map, GST_MAP_READ))
    return;

  func (time_ns, (const gint16 *) (gconstpointer) map.data, map.size / GST_AUDIO_INFO_BPF (&info),
        (guint) GST_AUDIO_INFO_CHANNELS (&info), (guint) GST_AUDIO_INFO_RATE (&info), user_data);
  gst_buffer_unmap (buffer, &map);
}

/**
 * troupe_sound_source_pull:
 * @self: a source
 * @func: (scope call): gets the next piece of sound, if there is one
 * @user_data: data for @func
 * @cancellable: (nullable): ends the call within 100 ms
 * @is_at_end: (out): whether nothing more comes
 * @error: return location for an error
 *
 * Takes the next piece of sound.
 *
 * Fails with `TROUPE_CLIP_ERROR` and `G_IO_ERROR_CANCELLED`.
 *
 * Returns: whether it went well
 */
gboolean
troupe_sound_source_pull (TroupeSoundSource *self,
                          TroupeSoundFunc    func,
                          gpointer           user_data,
                          GCancellable      *cancellable,
                          gboolean          *is_at_end,
                          GError           **error)
{
  GstAppSink *sink = GST_APP_SINK (self->sink);
  guint n_stalled = 0;

  *is_at_end = FALSE;
  while (!*is_at_end && n_stalled < STALLED_LOOKS)
    {
      g_autoptr (GstSample) sample = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;

      *is_at_end = gst_app_sink_is_eos (sink);
      sample = gst_app_sink_try_pull_sample (sink, *is_at_end ? 0 : SLICE_NS);
      if (sample != NULL)
        {
          *is_at_end = FALSE;
          hand_out (sample, func, user_data);
          return TRUE;
        }
      if (!check_bus (self, error))
        return FALSE;
      n_stalled = troupe_media_is_stalled (GST_BIN (self->pipeline)) ? n_stalled + 1 : 0;
    }
  if (*is_at_end)
    return TRUE;

  g_set_error_literal (error, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_TRUNCATED, "no sound comes");
  return FALSE;
}
