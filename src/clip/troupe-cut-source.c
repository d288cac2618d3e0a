/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-cut-source.h"

#include <gst/app/gstappsink.h>
#include <gst/audio/audio.h>

#include "troupe-clip-error.h"
#include "troupe-cut-size.h"
#include "troupe-frame-scan.h"
#include "troupe-frame-times.h"
#include "troupe-media.h"

#define SLICE (100 * GST_MSECOND)

/* A range that begins earlier is reached by decoding from the start, which is always exact. */
#define SEEK_FROM_NS (4 * GST_SECOND)

/* Key frames before the one asked for: some containers place their marks a little late. */
#define SEEK_AHEAD_NS (1 * GST_SECOND)

/* Enough to tell whether a container has a time for each frame */
#define N_SAMPLED_FRAMES 60

/* Containers round the times of sound; it is not to make the cut longer than its range. */
#define ROUNDING_NS (1 * GST_MSECOND)

struct _TroupeCutSource
{
  const char      *uri;             /* borrowed */
  TroupeRange      range;
  TroupeCutForm    form;
  GstElement      *pipeline;        /* owned */
  GstBus          *bus;             /* owned */
  GArray          *frame_times;     /* owned; NULL where the container tells the times */

  /* Set before the target is there, read by streaming threads after that */
  gboolean         has_video;
  gboolean         has_sound;
  GstElement      *sound_sink;      /* owned by pipeline */
  TroupeCutTarget *target;          /* borrowed */

  /* The streaming thread of the pictures */
  GstElement      *size_filter;     /* owned by pipeline */
  guint            n_decoded;
  guint            n_frames;        /* in the range */
  GstBuffer       *waiting;         /* owned; its duration is known when the next one comes */
  GstCaps         *waiting_caps;    /* owned */
  guint64          waiting_ns;
  gboolean         has_ended[TROUPE_CUT_N_STREAMS];
};

/* The size is known when the picture is upright, which it is from the first picture on: the tag with
 * the rotation comes after the first caps. Later changes are scaled to the same size. */
static GstPadProbeReturn
upright_cb (GstPad          *pad,    /* streaming thread */
            GstPadProbeInfo *info,
            gpointer         user_data)
{
  TroupeCutSource *self = user_data;
  g_autoptr (GstCaps) size = NULL;
  GstEvent *event;
  GstCaps *caps;

  if (GST_PAD_PROBE_INFO_TYPE (info) & GST_PAD_PROBE_TYPE_BUFFER)
    return GST_PAD_PROBE_REMOVE;

  event = GST_PAD_PROBE_INFO_EVENT (info);
  if (GST_EVENT_TYPE (event) == GST_EVENT_CAPS)
    {
      gst_event_parse_caps (event, &caps);
      size = troupe_cut_size_new (caps, self->form.short_edge);
      g_object_set (self->size_filter, "caps", size, NULL);
    }
  return GST_PAD_PROBE_OK;
}

/* Pictures */

static void
push_waiting (TroupeCutSource *self,
              guint64          next_ns)
{
  GstBuffer *buffer = g_steal_pointer (&self->waiting);

  /* The first picture is the one on display where the cut begins. */
  GST_BUFFER_PTS (buffer) = self->n_frames == 1 ? 0 : self->waiting_ns - self->range.start_ns;
  GST_BUFFER_DTS (buffer) = GST_CLOCK_TIME_NONE;
  GST_BUFFER_DURATION (buffer) = next_ns - self->range.start_ns - GST_BUFFER_PTS (buffer);
  troupe_cut_target_push (self->target, TROUPE_CUT_VIDEO, self->waiting_caps, buffer);
}

static void
end_video (TroupeCutSource *self)
{
  if (self->has_ended[TROUPE_CUT_VIDEO])
    return;

  self->has_ended[TROUPE_CUT_VIDEO] = TRUE;
  if (self->waiting != NULL)
    push_waiting (self, self->range.end_ns);
  if (self->n_frames > 0)
    troupe_cut_target_end (self->target, TROUPE_CUT_VIDEO);
  else
    gst_element_post_message (self->pipeline,
                              gst_message_new_application (GST_OBJECT (self->pipeline),
                                                           gst_structure_new_empty ("no-frames")));
}

static guint64
stream_time (GstSample *sample)
{
  return gst_segment_to_stream_time (gst_sample_get_segment (sample), GST_FORMAT_TIME,
                                     GST_BUFFER_PTS (gst_sample_get_buffer (sample)));
}

static guint64
frame_time (TroupeCutSource *self,
            GstSample       *sample)
{
  guint n = self->n_decoded++;

  if (self->frame_times == NULL)
    return stream_time (sample);
  return n < self->frame_times->len ? g_array_index (self->frame_times, guint64, n) : G_MAXUINT64;
}

static GstFlowReturn
take_picture (TroupeCutSource *self,
              GstSample       *sample)
{
  guint64 time_ns = frame_time (self, sample);

  if (self->has_ended[TROUPE_CUT_VIDEO])
    return GST_FLOW_EOS;
  if (time_ns >= self->range.end_ns)
    {
      end_video (self);
      return GST_FLOW_EOS;
    }
  if (time_ns < self->range.start_ns || (self->waiting != NULL && time_ns <= self->waiting_ns))
    return GST_FLOW_OK;

  if (self->waiting != NULL)
    push_waiting (self, time_ns);
  self->n_frames++;
  self->waiting_ns = time_ns;
  self->waiting = gst_buffer_copy (gst_sample_get_buffer (sample));
  gst_caps_replace (&self->waiting_caps, gst_sample_get_caps (sample));
  return GST_FLOW_OK;
}

static GstFlowReturn
new_picture_cb (GstAppSink *sink,    /* streaming thread */
                gpointer    user_data)
{
  g_autoptr (GstSample) sample = gst_app_sink_pull_sample (sink);

  return sample == NULL ? GST_FLOW_EOS : take_picture (user_data, sample);
}

static void
pictures_ended_cb (GstAppSink *sink,    /* streaming thread */
                   gpointer    user_data)
{
  end_video (user_data);
}

/* Saves turning and scaling what lies outside the range. */
static GstPadProbeReturn
decoded_cb (GstPad          *pad,    /* streaming thread */
            GstPadProbeInfo *info,
            gpointer         user_data)
{
  TroupeCutSource *self = user_data;
  g_autoptr (GstEvent) event = gst_pad_get_sticky_event (pad, GST_EVENT_SEGMENT, 0);
  const GstSegment *segment;
  guint64 time_ns;

  if (self->target == NULL || event == NULL)
    return GST_PAD_PROBE_OK;

  gst_event_parse_segment (event, &segment);
  time_ns = gst_segment_to_stream_time (segment, GST_FORMAT_TIME,
                                        GST_BUFFER_PTS (GST_PAD_PROBE_INFO_BUFFER (info)));
  return time_ns < self->range.start_ns ? GST_PAD_PROBE_DROP : GST_PAD_PROBE_OK;
}

/* Sound */

static void
end_audio (TroupeCutSource *self)
{
  if (self->has_ended[TROUPE_CUT_AUDIO])
    return;

  self->has_ended[TROUPE_CUT_AUDIO] = TRUE;
  troupe_cut_target_end (self->target, TROUPE_CUT_AUDIO);
}

static GstFlowReturn
take_sound (TroupeCutSource *self,
            GstSample       *sample)
{
  guint64 time_ns = stream_time (sample);
  GstCaps *caps = gst_sample_get_caps (sample);
  GstAudioInfo info;
  GstSegment segment;
  GstBuffer *buffer;

  if (self->has_ended[TROUPE_CUT_AUDIO])
    return GST_FLOW_EOS;
  if (!GST_CLOCK_TIME_IS_VALID (time_ns) || !gst_audio_info_from_caps (&info, caps))
    return GST_FLOW_OK;
  if (time_ns >= self->range.end_ns)
    {
      end_audio (self);
      return GST_FLOW_EOS;
    }

  gst_segment_init (&segment, GST_FORMAT_TIME);
  segment.start = self->range.start_ns + troupe_cut_target_get_sound_delay_ns (self->target);
  segment.stop = self->range.end_ns - ROUNDING_NS;
  buffer = gst_buffer_copy (gst_sample_get_buffer (sample));
  GST_BUFFER_PTS (buffer) = time_ns;
  buffer = gst_audio_buffer_clip (buffer, &segment, info.rate, info.bpf);
  if (buffer == NULL)
    return GST_FLOW_OK;

  GST_BUFFER_PTS (buffer) -= segment.start;
  troupe_cut_target_push (self->target, TROUPE_CUT_AUDIO, caps, buffer);
  return GST_FLOW_OK;
}

static GstFlowReturn
new_sound_cb (GstAppSink *sink,    /* streaming thread */
              gpointer    user_data)
{
  g_autoptr (GstSample) sample = gst_app_sink_pull_sample (sink);

  return sample == NULL ? GST_FLOW_EOS : take_sound (user_data, sample);
}

static void
sound_ended_cb (GstAppSink *sink,    /* streaming thread */
                gpointer    user_data)
{
  TroupeCutSource *self = user_data;

  if (self->target != NULL && self->has_sound)
    end_audio (self);
}

/* The pipeline */

static GstElement *
add (TroupeCutSource *self,
     const char      *factory)
{
  g_autoptr (GError) error = NULL;
  GstElement *element = troupe_media_make_element (factory, GST_BIN (self->pipeline), &error);

  if (element == NULL)
    GST_ELEMENT_ERROR (self->pipeline, CORE, MISSING_PLUGIN, ("%s", error->message), (NULL));
  return element;
}

static GstElement *
add_sink (TroupeCutSource *self,
          GstFlowReturn   (*new_sample) (GstAppSink *sink, gpointer user_data),
          void            (*eos) (GstAppSink *sink, gpointer user_data))
{
  GstAppSinkCallbacks callbacks = { .new_sample = new_sample, .eos = eos };
  GstElement *sink = add (self, "appsink");

  if (sink == NULL)
    return NULL;

  g_object_set (sink, "sync", FALSE, "max-buffers", 2, NULL);
  gst_app_sink_set_callbacks (GST_APP_SINK (sink), &callbacks, self, NULL);
  return sink;
}

static void
start_branch (GstPad      *pad,
              GstElement **elements,
              guint        n_elements)
{
  g_autoptr (GstPad) sink_pad = NULL;

  for (guint i = 0; i < n_elements; i++)
    if (elements[i] == NULL)
      return;
  /* add() has posted the reason */

  for (guint i = n_elements - 1; i > 0; i--)
    gst_element_link (elements[i - 1], elements[i]);
  sink_pad = gst_element_get_static_pad (elements[0], "sink");
  gst_pad_link (pad, sink_pad);
  for (guint i = n_elements; i > 0; i--)
    gst_element_sync_state_with_parent (elements[i - 1]);
}

static void
add_video_branch (TroupeCutSource *self,
                  GstPad          *pad)
{
  GstElement *elements[] = {
    add (self, "videoconvert"), add (self, "videoflip"), add (self, "videoscale"),
    add (self, "videoconvert"), add (self, "capsfilter"),
    add_sink (self, new_picture_cb, pictures_ended_cb),
  };
  g_autoptr (GstPad) upright_pad = NULL;

  self->has_video = TRUE;
  self->size_filter = elements[4];
  if (elements[1] != NULL && elements[4] != NULL)
    {
      /* Follows the rotation that the container or the stream tells. */
      gst_util_set_object_arg (G_OBJECT (elements[1]), "video-direction", "auto");
      upright_pad = gst_element_get_static_pad (elements[1], "src");
      gst_pad_add_probe (upright_pad,
                         GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM,
                         upright_cb, self, NULL);
    }
  if (self->frame_times == NULL)
    gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, decoded_cb, self, NULL);
  start_branch (pad, elements, G_N_ELEMENTS (elements));
}

static void
add_audio_branch (TroupeCutSource *self,
                  GstPad          *pad)
{
  GstElement *elements[] = {
    add (self, "audioconvert"), add (self, "capsfilter"),
    add_sink (self, new_sound_cb, sound_ended_cb),
  };
  g_autoptr (GstCaps) caps = gst_caps_from_string ("audio/x-raw,format=S16LE,layout=interleaved");

  self->has_sound = TRUE;
  self->sound_sink = elements[2];
  if (elements[1] != NULL)
    g_object_set (elements[1], "caps", caps, NULL);
  start_branch (pad, elements, G_N_ELEMENTS (elements));
}

/* The first picture and the first sound, as a player would choose. */
static void
pad_added_cb (GstElement *decoder,    /* streaming thread */
              GstPad     *pad,
              gpointer    user_data)
{
  TroupeCutSource *self = user_data;
  g_autoptr (GstCaps) caps = gst_pad_query_caps (pad, NULL);
  const char *name = gst_caps_is_any (caps) || gst_caps_is_empty (caps)
                     ? "" : gst_structure_get_name (gst_caps_get_structure (caps, 0));

  if (g_str_has_prefix (name, "video/") && !self->has_video)
    {
      add_video_branch (self, pad);
    }
  else if (g_str_has_prefix (name, "audio/") && self->sound_sink == NULL && !self->form.drops_sound)
    {
      add_audio_branch (self, pad);
    }
  else
    {
      GstElement *elements[] = { add (self, "fakesink") };

      start_branch (pad, elements, G_N_ELEMENTS (elements));
    }
}

static gboolean
build (TroupeCutSource *self,
       GError         **error)
{
  GstElement *decoder = troupe_media_make_element ("uridecodebin", GST_BIN (self->pipeline),
                                                   error);

  if (decoder == NULL)
    return FALSE;

  g_object_set (decoder, "uri", self->uri, "force-sw-decoders", TRUE, NULL);
  g_signal_connect (decoder, "pad-added", G_CALLBACK (pad_added_cb), self);
  return TRUE;
}

static gboolean
wait_until_paused (TroupeCutSource *self,
                   GCancellable    *cancellable,
                   GError         **error)
{
  g_autoptr (GstMessage) message = NULL;

  while (message == NULL)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      message = gst_bus_timed_pop_filtered (self->bus, SLICE, GST_MESSAGE_ASYNC_DONE |
                                            GST_MESSAGE_ERROR);
    }
  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ASYNC_DONE)
    return TRUE;

  g_propagate_error (error, troupe_media_error_from_bus (message, self->uri));
  return FALSE;
}

static gboolean
is_seekable (TroupeCutSource *self)
{
  g_autoptr (GstQuery) query = gst_query_new_seeking (GST_FORMAT_TIME);
  gboolean seekable = FALSE;

  if (gst_element_query (self->pipeline, query))
    gst_query_parse_seeking (query, NULL, &seekable, NULL, NULL);
  return seekable;
}

/* Goes to a key frame, not to the start of the range: there the decoder would give the picture before
 * it the time of the start. */
static gboolean
seek (TroupeCutSource *self,
      GCancellable    *cancellable,
      GError         **error)
{
  if (self->frame_times != NULL || self->range.start_ns < SEEK_FROM_NS || !is_seekable (self))
    return TRUE;

  gst_element_seek_simple (self->pipeline, GST_FORMAT_TIME,
                           GST_SEEK_FLAG_FLUSH | GST_SEEK_FLAG_KEY_UNIT | GST_SEEK_FLAG_SNAP_BEFORE,
                           self->range.start_ns - SEEK_AHEAD_NS);
  return wait_until_paused (self, cancellable, error);
}

/* Where the container does not tell times, pictures are counted from the start. */
static gboolean
find_frame_times (TroupeCutSource *self,
                  GCancellable    *cancellable,
                  GError         **error)
{
  gboolean is_timed;
  g_autoptr (GArray) times = troupe_frame_scan (self->uri, N_SAMPLED_FRAMES, &is_timed, NULL,
                                                cancellable, error);

  if (times == NULL)
    return FALSE;
  if (is_timed)
    return TRUE;

  self->frame_times = troupe_frame_scan (self->uri, 0, NULL, NULL, cancellable, error);
  return self->frame_times != NULL;
}

/* A track may be empty, or end before the range. In this state a sink ends only without any sound. */
static void
check_sound (TroupeCutSource *self)
{
  if (self->sound_sink != NULL && gst_app_sink_is_eos (GST_APP_SINK (self->sound_sink)))
    self->has_sound = FALSE;
}

static gboolean
check_video (TroupeCutSource *self,
             GError         **error)
{
  g_autofree char *name = NULL;

  if (self->has_video)
    return TRUE;

  name = troupe_media_dup_name (self->uri);
  g_set_error (error, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_CODEC,
               "%s: no decoder for its picture is installed", name);
  return FALSE;
}

/**
 * troupe_cut_source_new:
 * @uri: the clip; must stay as long as the source
 * @range: what to decode
 * @form: what the cut has to be
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Opens a clip and goes to a range of it. Worker threads only; blocks until the first picture is
 * decoded. Fails as troupe_frame_scan() does.
 *
 * Returns: (transfer full): a source
 */
TroupeCutSource *
troupe_cut_source_new (const char          *uri,
                       const TroupeRange   *range,
                       const TroupeCutForm *form,
                       GCancellable        *cancellable,
                       GError             **error)
{
  g_autoptr (TroupeCutSource) self = g_new0 (TroupeCutSource, 1);

  self->uri = uri;
  self->range = *range;
  self->form = *form;
  self->pipeline = gst_object_ref_sink (gst_pipeline_new (NULL));
  troupe_media_tame_decoders (GST_BIN (self->pipeline));
  self->bus = gst_element_get_bus (self->pipeline);
  if (!find_frame_times (self, cancellable, error) || !build (self, error))
    return NULL;

  gst_element_set_state (self->pipeline, GST_STATE_PAUSED);
  if (!wait_until_paused (self, cancellable, error) || !check_video (self, error) ||
      !seek (self, cancellable, error))
    return NULL;

  check_sound (self);
  return g_steal_pointer (&self);
}

/**
 * troupe_cut_source_free:
 * @self: (transfer full): a source
 *
 * Stops decoding; nothing is pushed any more when this returns.
 */
void
troupe_cut_source_free (TroupeCutSource *self)
{
  gst_element_set_state (self->pipeline, GST_STATE_NULL);
  gst_clear_object (&self->bus);
  gst_clear_object (&self->pipeline);
  gst_clear_buffer (&self->waiting);
  gst_clear_caps (&self->waiting_caps);
  g_clear_pointer (&self->frame_times, g_array_unref);
  g_free (self);
}

/**
 * troupe_cut_source_has_sound:
 * @self: a source
 *
 * Returns: whether sound can be decoded
 */
gboolean
troupe_cut_source_has_sound (TroupeCutSource *self)
{
  return self->has_sound;
}

/**
 * troupe_cut_source_start:
 * @self: a source
 * @target: a started target, which must stay until the source is freed
 *
 * Decodes the range into @target, and ends the streams of it.
 */
void
troupe_cut_source_start (TroupeCutSource *self,
                         TroupeCutTarget *target)
{
  self->target = target;
  gst_element_set_state (self->pipeline, GST_STATE_PLAYING);
}

/**
 * troupe_cut_source_get_bus:
 * @self: a source
 *
 * Returns: (transfer none): where it tells of errors, and with an application message that no picture
 *   lies in the range
 */
GstBus *
troupe_cut_source_get_bus (TroupeCutSource *self)
{
  return self->bus;
}
