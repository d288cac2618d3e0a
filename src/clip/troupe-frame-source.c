/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-frame-source.h"

#include <gst/app/app.h>
#include <gst/pbutils/pbutils.h>

#include "troupe-clip-error.h"
#include "troupe-decoder.h"
#include "troupe-media.h"

/* How often a waiting call looks at its cancellable. */
#define SLICE_NS (50 * GST_MSECOND)

/* One look sees one thread after the other; while one starts the next it may miss both. */
#define STALLED_LOOKS 3

/* Threads wait for one another: with one more, three seconds round a position are there in 9 % less time
 * (measured with two processors). A single key frame has one thread. */
#define SPARE_THREADS 1

/**
 * TroupeFrameSource:
 *
 * A pipeline that decodes the video of one clip and nothing else.
 *
 * Between calls it stands still, blocked by a sink that holds two decoded buffers in the format the
 * decoder likes best: most of them are only passed over, so converting all would be waste.
 */
struct _TroupeFrameSource
{
  /* Owned */
  char       *uri;
  char       *missing;     /* kind of plug-in that is not there */
  GstElement *pipeline;
  GstBus     *bus;
  GstElement *decoder;     /* atomic; NULL where it is not a TroupeDecoder */

  /* Borrowed from the pipeline */
  GstElement *sink;

  gint        is_alone;    /* atomic: one key frame is decoded and nothing else, until the next seek */
  gboolean    is_past;     /* that went to the decoder; streaming thread */
};

/* Streaming thread. */
static gboolean
propose_allocation_cb (GstAppSink *sink,
                       GstQuery   *query,
                       gpointer    user_data)
{
  /* Without it a decoder copies each picture to get rid of the space between its rows. */
  gst_query_add_allocation_meta (query, GST_VIDEO_META_API_TYPE, NULL);
  return TRUE;
}

/* Streaming thread. */
static void
pad_added_cb (GstElement *source,
              GstPad     *pad,
              gpointer    user_data)
{
  GstPad *sink_pad = user_data;

  if (!gst_pad_is_linked (sink_pad))
    gst_pad_link (pad, sink_pad);
}

/* A decoder keeps a picture back until it knows which come before it, or until its input ends. So that
 * ends behind a key frame that is to come alone. */
static GstPadProbeReturn
coded_cb (GstPad          *pad,    /* streaming thread */
          GstPadProbeInfo *info,
          gpointer         user_data)
{
  TroupeFrameSource *self = user_data;
  GstBuffer *buffer;

  if (GST_PAD_PROBE_INFO_TYPE (info) & GST_PAD_PROBE_TYPE_EVENT_FLUSH)
    {
      self->is_past = FALSE;
      return GST_PAD_PROBE_OK;
    }
  buffer = GST_PAD_PROBE_INFO_BUFFER (info);
  if (!g_atomic_int_get (&self->is_alone))
    return GST_PAD_PROBE_OK;

  if (self->is_past)
    {
      gst_pad_send_event (pad, gst_event_new_eos ());
      return GST_PAD_PROBE_DROP;
    }

  self->is_past = !GST_BUFFER_FLAG_IS_SET (buffer, GST_BUFFER_FLAG_HEADER) &&
                  !GST_BUFFER_FLAG_IS_SET (buffer, GST_BUFFER_FLAG_DELTA_UNIT);
  return GST_PAD_PROBE_OK;
}

static void
deep_element_added_cb (GstBin     *pipeline,    /* streaming thread */
                       GstBin     *bin,
                       GstElement *element,
                       gpointer    user_data)
{
  TroupeFrameSource *self = user_data;
  GstElementFactory *factory = gst_element_get_factory (element);
  g_autoptr (GstPad) pad = gst_element_get_static_pad (element, "sink");

  if (factory != NULL && pad != NULL &&
      gst_element_factory_list_is_type (factory, GST_ELEMENT_FACTORY_TYPE_DECODER |
                                        GST_ELEMENT_FACTORY_TYPE_MEDIA_VIDEO))
    gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_EVENT_FLUSH, coded_cb, self, NULL);
  if (TROUPE_IS_DECODER (element))
    {
      GstElement *before = g_atomic_pointer_exchange (&self->decoder, gst_object_ref (element));

      gst_clear_object (&before);
      if (!g_atomic_int_get (&self->is_alone))
        troupe_decoder_set_spare_threads (TROUPE_DECODER (element), SPARE_THREADS);
    }
}

/* For example "VP8 decoder (gst-plugins-good (vpx) or gst-libav)" */
static char *
describe_missing (GstMessage *message)
{
  const GstStructure *structure = gst_message_get_structure (message);
  g_autofree char *what = gst_missing_plugin_message_get_description (message);
  const char *media_type = NULL;
  GstCaps *caps;

  if (gst_structure_get (structure, "detail", GST_TYPE_CAPS, &caps, NULL))
    {
      media_type = gst_structure_get_name (gst_caps_get_structure (caps, 0));
      gst_caps_unref (caps);
    }

  return g_strdup_printf ("%s (%s)", what, troupe_media_plugin_for (media_type));
}

static GError *
new_error (TroupeFrameSource *self,
           GstMessage        *message)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = troupe_media_dup_name (self->uri);

  gst_message_parse_error (message, &error, NULL);
  if (self->missing != NULL)
    return g_error_new (TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_CODEC, "%s: not installed: %s", name,
                        self->missing);

  /* Of a clip without video no stream is of use to the decoder; that looks like a missing plug-in,
   * but no message said which. */
  if (g_error_matches (error, GST_CORE_ERROR, GST_CORE_ERROR_MISSING_PLUGIN))
    return g_error_new (TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_NO_VIDEO, "%s holds no video", name);

  return troupe_media_error_new (error, self->uri);
}

static gboolean
handle_message (TroupeFrameSource *self,
                GstMessage        *message,
                GError           **error)
{
  if (gst_is_missing_plugin_message (message))
    {
      g_free (self->missing);
      self->missing = describe_missing (message);
    }

  if (GST_MESSAGE_TYPE (message) != GST_MESSAGE_ERROR)
    return TRUE;

  g_propagate_error (error, new_error (self, message));
  return FALSE;
}

static gboolean
handle_messages (TroupeFrameSource *self,
                 GError           **error)
{
  while (TRUE)
    {
      g_autoptr (GstMessage) message = gst_bus_pop (self->bus);

      if (message == NULL)
        return TRUE;
      if (!handle_message (self, message, error))
        return FALSE;
    }
}

static void
set_up_sink (GstElement *sink)
{
  GstAppSinkCallbacks callbacks = { .propose_allocation = propose_allocation_cb };
  g_autoptr (GstCaps) caps = gst_caps_new_empty_simple ("video/x-raw");

  g_object_set (sink,
                "async", FALSE,
                "caps", caps,
                "enable-last-sample", FALSE,
                "max-buffers", 2,
                "sync", FALSE,
                NULL);
  gst_app_sink_set_callbacks (GST_APP_SINK (sink), &callbacks, NULL, NULL);
}

static gboolean
build_pipeline (TroupeFrameSource *self,
                GError           **error)
{
  g_autoptr (GstCaps) caps = gst_caps_from_string ("video/x-raw(ANY)");
  GstElement *decoder;
  GstPad *pad;

  self->pipeline = gst_object_ref_sink (gst_pipeline_new ("frame-source"));
  troupe_media_tame_decoders (GST_BIN (self->pipeline));
  g_signal_connect (self->pipeline, "deep-element-added", G_CALLBACK (deep_element_added_cb), self);
  self->bus = gst_element_get_bus (self->pipeline);
  decoder = troupe_media_make_element ("uridecodebin", GST_BIN (self->pipeline), error);
  if (decoder == NULL)
    return FALSE;
  self->sink = troupe_media_make_element ("appsink", GST_BIN (self->pipeline), error);
  if (self->sink == NULL)
    return FALSE;

  set_up_sink (self->sink);
  pad = gst_element_get_static_pad (self->sink, "sink");
  g_object_set (decoder, "uri", self->uri, "caps", caps, "expose-all-streams", FALSE, NULL);
  g_signal_connect_data (decoder, "pad-added", G_CALLBACK (pad_added_cb), pad,
                         (GClosureNotify) gst_object_unref, 0);

  return TRUE;
}

/**
 * troupe_frame_source_new:
 * @uri: the address of a clip
 * @is_alone: whether nothing is wanted of its beginning but one key frame
 * @error: return location for an error
 *
 * Starts to decode a clip; that this fails is seen at the first pull.
 *
 * Fails with `TROUPE_CLIP_ERROR_CODEC` when an element that all clips need is not installed.
 *
 * Returns: (transfer full): a source that stands before the first frame
 */
TroupeFrameSource *
troupe_frame_source_new (const char *uri,
                         gboolean    is_alone,
                         GError    **error)
{
  g_autoptr (TroupeFrameSource) self = g_new0 (TroupeFrameSource, 1);

  self->uri = g_strdup (uri);
  self->is_alone = is_alone;
  if (!build_pipeline (self, error))
    return NULL;

  gst_element_set_state (self->pipeline, GST_STATE_PLAYING);    /* a failure comes over the bus */
  return g_steal_pointer (&self);
}

/* The thread that brings the pipeline to PLAYING holds its lock and waits for the sink, which waits for
 * a pull: flushing the sink ends both. Nothing here may take that lock before. */
static void
let_go (TroupeFrameSource *self)
{
  g_autoptr (GstPad) pad = gst_element_get_static_pad (self->sink, "sink");

  gst_pad_send_event (pad, gst_event_new_flush_start ());
}

/**
 * troupe_frame_source_free:
 * @self: (transfer full): a source
 *
 * Stops decoding and waits for its threads.
 */
void
troupe_frame_source_free (TroupeFrameSource *self)
{
  if (self->sink != NULL)
    let_go (self);
  if (self->pipeline != NULL)
    gst_element_set_state (self->pipeline, GST_STATE_NULL);
  gst_clear_object (&self->decoder);
  gst_clear_object (&self->bus);
  gst_clear_object (&self->pipeline);
  g_clear_pointer (&self->missing, g_free);
  g_clear_pointer (&self->uri, g_free);
  g_free (self);
}

static void
set_stalled_error (TroupeFrameSource *self,
                   GError           **error)
{
  g_autofree char *name = troupe_media_dup_name (self->uri);

  g_set_error (error, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_TRUNCATED,
               "%s is damaged: the streams it should hold cannot be found", name);
}

/**
 * troupe_frame_source_pull:
 * @self: a source
 * @cancellable: (nullable): ends the call within 100 ms
 * @sample: (out) (nullable): the next decoded buffer, or `NULL` at the end
 * @error: return location for an error
 *
 * Takes the next decoded buffer that is shown.
 *
 * Fails with `TROUPE_CLIP_ERROR_NOT_FOUND`, `_NOT_MEDIA`, `_NO_VIDEO`, `_TRUNCATED`, `_CODEC` (it
 * names what is not installed), `_UNREACHABLE` or `_FAILED`.
 *
 * Returns: whether it went well
 */
gboolean
troupe_frame_source_pull (TroupeFrameSource *self,
                          GCancellable      *cancellable,
                          GstSample        **sample,
                          GError           **error)
{
  GstAppSink *sink = GST_APP_SINK (self->sink);
  guint n_stalled = 0;

  while (n_stalled < STALLED_LOOKS)
    {
      gboolean is_at_end = gst_app_sink_is_eos (sink);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;

      *sample = gst_app_sink_try_pull_sample (sink, is_at_end ? 0 : SLICE_NS);
      if (*sample != NULL && troupe_frame_source_get_time (*sample) != GST_CLOCK_TIME_NONE)
        return TRUE;
      if (*sample != NULL)
        {
          /* It lies outside its segment: an edit list cuts it off. */
          g_clear_pointer (sample, gst_sample_unref);
          continue;
        }
      if (!handle_messages (self, error))
        return FALSE;
      if (is_at_end)
        return TRUE;

      n_stalled = troupe_media_is_stalled (GST_BIN (self->pipeline)) ? n_stalled + 1 : 0;
    }

  set_stalled_error (self, error);
  return FALSE;
}

static void
pass_over (TroupeFrameSource *self,
           guint64            position)
{
  GstElement *decoder = g_atomic_pointer_get (&self->decoder);

  if (decoder != NULL)
    troupe_decoder_pass_over (TROUPE_DECODER (decoder), position);
}

/**
 * troupe_frame_source_seek:
 * @self: a source
 * @time_ns: a time in nanoseconds
 * @is_alone: whether nothing is wanted but one key frame
 * @error: return location for an error
 *
 * Goes to a key frame at or before that time, as well as the container knows where one is. When that is
 * to come alone it is there sooner, and the end follows it.
 *
 * Fails like troupe_frame_source_pull().
 *
 * Returns: whether it went well
 */
gboolean
troupe_frame_source_seek (TroupeFrameSource *self,
                          guint64            time_ns,
                          gboolean           is_alone,
                          GError           **error)
{
  g_autoptr (GstPad) pad = gst_element_get_static_pad (self->sink, "sink");
  g_autofree char *name = NULL;
  GstEvent *seek = gst_event_new_seek (1.0, GST_FORMAT_TIME,
                                       GST_SEEK_FLAG_FLUSH | GST_SEEK_FLAG_KEY_UNIT |
                                       GST_SEEK_FLAG_SNAP_BEFORE,
                                       GST_SEEK_TYPE_SET, time_ns,
                                       GST_SEEK_TYPE_NONE, GST_CLOCK_TIME_NONE);

  g_atomic_int_set (&self->is_alone, is_alone);
  pass_over (self, 0);
  /* Not through the pipeline: see let_go(). */
  if (gst_pad_push_event (pad, seek))
    return TRUE;

  if (!handle_messages (self, error))
    return FALSE;

  name = troupe_media_dup_name (self->uri);
  g_set_error (error, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_FAILED,
               "%s cannot be read from %" GST_TIME_FORMAT " on", name, GST_TIME_ARGS (time_ns));
  return FALSE;
}

/**
 * troupe_frame_source_hurry:
 * @self: a source
 * @sample: the buffer pulled last
 * @time_ns: a time in nanoseconds
 *
 * Lets the decoder pass over the frames before @time_ns, until the next seek; some decoders do not.
 */
void
troupe_frame_source_hurry (TroupeFrameSource *self,
                           GstSample         *sample,
                           guint64            time_ns)
{
  const GstSegment *segment = gst_sample_get_segment (sample);
  guint64 position = gst_segment_position_from_stream_time (segment, GST_FORMAT_TIME, time_ns);

  pass_over (self, position != GST_CLOCK_TIME_NONE ? position : 0);
}

/**
 * troupe_frame_source_get_duration:
 * @self: a source that a buffer has been pulled from
 *
 * Returns: the length in nanoseconds, or `G_MAXINT64` when it is not known
 */
guint64
troupe_frame_source_get_duration (TroupeFrameSource *self)
{
  gint64 duration_ns;

  if (gst_element_query_duration (self->pipeline, GST_FORMAT_TIME, &duration_ns))
    return duration_ns;

  return G_MAXINT64;
}

/**
 * troupe_frame_source_get_time:
 * @sample: a decoded buffer
 *
 * Returns: when it begins to be shown, in nanoseconds from the start of the clip, or
 *   `GST_CLOCK_TIME_NONE` when it is not shown
 */
guint64
troupe_frame_source_get_time (GstSample *sample)
{
  return gst_segment_to_stream_time (gst_sample_get_segment (sample), GST_FORMAT_TIME,
                                     GST_BUFFER_PTS (gst_sample_get_buffer (sample)));
}

/**
 * troupe_frame_source_get_orientation:
 * @self: a source that a buffer has been pulled from
 *
 * Returns: how its pictures are turned to stand upright
 */
GstVideoOrientationMethod
troupe_frame_source_get_orientation (TroupeFrameSource *self)
{
  g_autoptr (GstPad) pad = gst_element_get_static_pad (self->sink, "sink");
  GstVideoOrientationMethod orientation = GST_VIDEO_ORIENTATION_IDENTITY;
  GstEvent *event;

  for (guint i = 0; (event = gst_pad_get_sticky_event (pad, GST_EVENT_TAG, i)) != NULL; i++)
    {
      GstTagList *tags;

      gst_event_parse_tag (event, &tags);
      gst_video_orientation_from_tag (tags, &orientation);
      gst_event_unref (event);
    }

  return orientation;
}
