/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-cut-target.h"

#include <gst/app/gstappsrc.h>

#include "troupe-clip-error.h"
#include "troupe-media.h"

/* Pictures are large; a few keep the coder busy. */
#define MAX_WAITING_PICTURES 4

/* Ticks a second; all usual rates divide it, and 3 s at a variable rate stay exact to 11 us. */
#define VIDEO_TIMESCALE 90000

#define AUDIO_RATE 48000
#define AUDIO_BITRATE 160000

struct _TroupeCutTarget
{
  GstElement *pipeline;                         /* owned */
  GstBus     *bus;                              /* owned */
  GstAppSrc  *sources[TROUPE_CUT_N_STREAMS];    /* owned by pipeline; NULL: no such stream */
  guint64     length_ns;
  guint64     max_bytes;                        /* 0: as good as it can be */
  guint64     sound_delay_ns;
};

typedef struct
{
  const char *factory;
  guint       delay;               /* samples the sound comes late; silence stands before it */
  const char *properties[5][2];    /* name and value, up to a NULL name */
} Encoder;

/* Without B frames pictures start at 0 and need no edit list, which not every service obeys. */
static const Encoder video_encoders[] = {
  { "x264enc", 0, { { "pass", "qual" }, { "quantizer", "18" }, { "speed-preset", "veryfast" },
                    { "bframes", "0" }, { "key-int-max", "30" } } },
  { "openh264enc", 0, { { "rate-control", "bitrate" }, { "bitrate", "6000000" },
                        { "gop-size", "30" }, { "complexity", "high" } } },
};

static const Encoder audio_encoders[] = {
  { "avenc_aac", 1024, { { "bitrate", G_STRINGIFY (AUDIO_BITRATE) } } },
  { "voaacenc", 1600, { { "bitrate", G_STRINGIFY (AUDIO_BITRATE) } } },
  { "fdkaacenc", 0, { { "bitrate", G_STRINGIFY (AUDIO_BITRATE) } } },
};

static void
set_properties (GstElement    *element,
                const Encoder *encoder)
{
  for (guint i = 0; i < G_N_ELEMENTS (encoder->properties); i++)
    if (encoder->properties[i][0] != NULL)
      gst_util_set_object_arg (G_OBJECT (element), encoder->properties[i][0],
                               encoder->properties[i][1]);
}

/* Of the whole file; the rest is its index and what the coder is off. */
#define USED_FOR_CODING 0.85
#define VIDEO_BITRATE_MIN 50000

static guint64
video_bitrate (TroupeCutTarget *self,
               gboolean         has_sound)
{
  const double seconds = (double) self->length_ns / GST_SECOND;
  const double bits = self->max_bytes * 8 * USED_FOR_CODING / seconds - (has_sound ? AUDIO_BITRATE : 0);

  return (guint64) MAX (bits, VIDEO_BITRATE_MIN);
}

/* What else is installed may count in other units; its own default is not much then. */
static void
limit_bitrate (GstElement *element,
               guint64     bitrate)
{
  const char *factory = GST_OBJECT_NAME (gst_element_get_factory (element));
  g_autofree char *kilobits = g_strdup_printf ("%u", (guint) (bitrate / 1000));
  g_autofree char *bits = g_strdup_printf ("%u", (guint) bitrate);

  if (g_str_equal (factory, "x264enc"))
    {
      gst_util_set_object_arg (G_OBJECT (element), "pass", "cbr");
      gst_util_set_object_arg (G_OBJECT (element), "bitrate", kilobits);
    }
  else if (g_str_equal (factory, "openh264enc"))
    {
      gst_util_set_object_arg (G_OBJECT (element), "bitrate", bits);
    }
}

/* Takes what else is installed, for example a coder of the graphics card. */
static GstElement *
make_any_encoder (const char *format)
{
  g_autoptr (GstCaps) caps = gst_caps_from_string (format);
  GList *all = gst_element_factory_list_get_elements (GST_ELEMENT_FACTORY_TYPE_ENCODER,
                                                      GST_RANK_MARGINAL);
  GList *fitting = gst_element_factory_list_filter (all, caps, GST_PAD_SRC, FALSE);
  GstElement *element = fitting == NULL ? NULL : gst_element_factory_create (fitting->data, NULL);

  gst_plugin_feature_list_free (fitting);
  gst_plugin_feature_list_free (all);
  return element;
}

static GstElement *
make_encoder (const Encoder *encoders,
              guint          n_encoders,
              const char    *format,
              guint         *delay)
{
  for (guint i = 0; i < n_encoders; i++)
    {
      GstElement *element = gst_element_factory_make (encoders[i].factory, NULL);

      if (element != NULL)
        {
          set_properties (element, &encoders[i]);
          *delay = encoders[i].delay;
          return element;
        }
    }

  *delay = 0;
  return make_any_encoder (format);
}

static GstElement *
make_caps_filter (GstBin     *bin,
                  const char *format,
                  GError    **error)
{
  GstElement *filter = troupe_media_make_element ("capsfilter", bin, error);
  g_autoptr (GstCaps) caps = gst_caps_from_string (format);

  if (filter != NULL)
    g_object_set (filter, "caps", caps, NULL);
  return filter;
}

/* Coded data is small, so that it may wait for the other stream without a limit. */
static GstElement *
make_queue (GstBin  *bin,
            GError **error)
{
  GstElement *queue = troupe_media_make_element ("queue", bin, error);

  if (queue != NULL)
    g_object_set (queue, "max-size-buffers", 0, "max-size-bytes", 0,
                  "max-size-time", (guint64) 0, NULL);
  return queue;
}

static GstElement *
make_source (TroupeCutTarget *self,
             TroupeCutStream  stream,
             GError         **error)
{
  GstElement *source = troupe_media_make_element ("appsrc", GST_BIN (self->pipeline), error);

  if (source == NULL)
    return NULL;

  g_object_set (source, "format", GST_FORMAT_TIME, "max-bytes", (guint64) 0,
                "block", stream == TROUPE_CUT_VIDEO,
                "max-buffers", (guint64) (stream == TROUPE_CUT_VIDEO ? MAX_WAITING_PICTURES : 0),
                NULL);
  self->sources[stream] = GST_APP_SRC (source);
  return source;
}

/* Coders move times far up, together with the segment, to have room for decoding times before 0. */
static guint64
running_time (GstPad    *pad,
              GstBuffer *buffer)
{
  g_autoptr (GstEvent) event = gst_pad_get_sticky_event (pad, GST_EVENT_SEGMENT, 0);
  const GstSegment *segment;

  if (event == NULL)
    return GST_BUFFER_PTS (buffer);

  gst_event_parse_segment (event, &segment);
  return gst_segment_to_running_time (segment, GST_FORMAT_TIME, GST_BUFFER_PTS (buffer));
}

/* The name and settings of the coder are no business of whoever gets the clip. The duration counts
 * for the last picture alone, the others end where the next one begins. */
static GstPadProbeReturn
coded_cb (GstPad          *pad,    /* streaming thread */
          GstPadProbeInfo *info,
          gpointer         user_data)
{
  TroupeCutTarget *self = user_data;
  GstBuffer *buffer;
  guint64 time_ns;

  if (GST_PAD_PROBE_INFO_TYPE (info) & GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM)
    return GST_EVENT_TYPE (GST_PAD_PROBE_INFO_EVENT (info)) == GST_EVENT_TAG ? GST_PAD_PROBE_DROP
                                                                           : GST_PAD_PROBE_OK;

  buffer = gst_buffer_make_writable (GST_PAD_PROBE_INFO_BUFFER (info));
  time_ns = running_time (pad, buffer);
  GST_BUFFER_DURATION (buffer) = self->length_ns - MIN (time_ns, self->length_ns);
  GST_PAD_PROBE_INFO_DATA (info) = buffer;
  return GST_PAD_PROBE_OK;
}

static gboolean
link_to_muxer (TroupeCutTarget *self,
               GstElement      *queue,
               GstElement      *muxer,
               TroupeCutStream  stream)
{
  gboolean is_video = stream == TROUPE_CUT_VIDEO;
  g_autoptr (GstPad) sink_pad = gst_element_request_pad_simple (muxer, is_video ? "video_%u"
                                                                                : "audio_%u");
  g_autoptr (GstPad) pad = gst_element_get_static_pad (queue, "src");

  g_object_set (sink_pad, "trak-timescale", is_video ? VIDEO_TIMESCALE : AUDIO_RATE, NULL);
  gst_pad_add_probe (sink_pad,
                     is_video ? GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM
                              : GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM,
                     coded_cb, self, NULL);
  return gst_pad_link (pad, sink_pad) == GST_PAD_LINK_OK;
}

static gboolean
fail_without_encoder (GError    **error,
                      const char *codec,
                      const char *modules)
{
  g_set_error (error, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_CODEC,
               "No encoder for %s is installed; install %s", codec, modules);
  return FALSE;
}

static gboolean
add_video (TroupeCutTarget *self,
           GstElement      *muxer,
           gboolean         has_sound,
           GError         **error)
{
  GstBin *bin = GST_BIN (self->pipeline);
  GstElement *source = make_source (self, TROUPE_CUT_VIDEO, error);
  GstElement *converter = troupe_media_make_element ("videoconvert", bin, error);
  GstElement *parser = troupe_media_make_element ("h264parse", bin, error);
  GstElement *queue = make_queue (bin, error);
  GstElement *encoder;
  guint delay;

  if (source == NULL || converter == NULL || parser == NULL || queue == NULL)
    return FALSE;

  encoder = make_encoder (video_encoders, G_N_ELEMENTS (video_encoders), "video/x-h264",
                          &delay);
  if (encoder == NULL)
    return fail_without_encoder (error, "H.264",
                                 "gst-plugins-ugly (x264) or gst-plugins-bad (openh264)");

  if (self->max_bytes > 0)
    limit_bitrate (encoder, video_bitrate (self, has_sound));
  gst_bin_add (bin, encoder);
  return gst_element_link_many (source, converter, encoder, parser, queue, NULL) &&
         link_to_muxer (self, queue, muxer, TROUPE_CUT_VIDEO);
}

static gboolean
add_audio (TroupeCutTarget *self,
           GstElement      *muxer,
           GError         **error)
{
  GstBin *bin = GST_BIN (self->pipeline);
  GstElement *source = make_source (self, TROUPE_CUT_AUDIO, error);
  GstElement *converter = troupe_media_make_element ("audioconvert", bin, error);
  GstElement *resampler = troupe_media_make_element ("audioresample", bin, error);
  GstElement *filter = make_caps_filter (bin, "audio/x-raw,channels=[1,2],rate="
                                         G_STRINGIFY (AUDIO_RATE), error);
  GstElement *queue = make_queue (bin, error);
  GstElement *encoder;
  guint delay;

  if (source == NULL || converter == NULL || resampler == NULL || filter == NULL || queue == NULL)
    return FALSE;

  encoder = make_encoder (audio_encoders, G_N_ELEMENTS (audio_encoders),
                          "audio/mpeg,mpegversion=4", &delay);
  if (encoder == NULL)
    return fail_without_encoder (error, "AAC", "gst-libav, or gst-plugins-bad (fdkaac or voaac)");

  self->sound_delay_ns = gst_util_uint64_scale_int (delay, GST_SECOND, AUDIO_RATE);
  gst_bin_add (bin, encoder);
  return gst_element_link_many (source, converter, resampler, filter, encoder, queue, NULL) &&
         link_to_muxer (self, queue, muxer, TROUPE_CUT_AUDIO);
}

static gboolean
build (TroupeCutTarget *self,
       const char      *path,
       gboolean         has_sound,
       GError         **error)
{
  GstBin *bin = GST_BIN (self->pipeline);
  GstElement *muxer = troupe_media_make_element ("mp4mux", bin, error);
  GstElement *sink = troupe_media_make_element ("filesink", bin, error);
  g_autofree char *temporary = g_strconcat (path, ".data", NULL);

  if (muxer == NULL || sink == NULL)
    return FALSE;

  g_object_set (muxer, "faststart", TRUE, "faststart-file", temporary, NULL);
  g_object_set (sink, "location", path, NULL);
  if (gst_element_link (muxer, sink) && add_video (self, muxer, has_sound, error) &&
      (!has_sound || add_audio (self, muxer, error)))
    return TRUE;

  if (error != NULL && *error == NULL)
    g_set_error (error, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_FAILED,
                 "The parts of GStreamer that write an MP4 do not fit together");
  return FALSE;
}

/**
 * troupe_cut_target_new:
 * @path: the file to write; beside it `.data` is used while writing
 * @length_ns: how long it is to be, in nanoseconds
 * @has_sound: whether there will be sound
 * @max_bytes: how large the file may be, 0 for as good as it can be
 * @error: return location for an error
 *
 * Prepares an MP4 with H.264 and, with sound, AAC. Worker threads only. Fails with
 * `TROUPE_CLIP_ERROR_CODEC`, which names what to install.
 *
 * Returns: (transfer full): a target
 */
TroupeCutTarget *
troupe_cut_target_new (const char *path,
                       guint64     length_ns,
                       gboolean    has_sound,
                       guint64     max_bytes,
                       GError    **error)
{
  g_autoptr (TroupeCutTarget) self = g_new0 (TroupeCutTarget, 1);

  self->length_ns = length_ns;
  self->max_bytes = max_bytes;
  self->pipeline = gst_object_ref_sink (gst_pipeline_new (NULL));
  self->bus = gst_element_get_bus (self->pipeline);
  return build (self, path, has_sound, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * troupe_cut_target_free:
 * @self: (transfer full): a target into which nobody pushes any more
 *
 * Frees a target; a file that is not complete stays as it is.
 */
void
troupe_cut_target_free (TroupeCutTarget *self)
{
  gst_element_set_state (self->pipeline, GST_STATE_NULL);
  gst_clear_object (&self->bus);
  gst_clear_object (&self->pipeline);
  g_free (self);
}

/**
 * troupe_cut_target_start:
 * @self: a target
 *
 * Makes it take what is pushed.
 */
void
troupe_cut_target_start (TroupeCutTarget *self)
{
  gst_element_set_state (self->pipeline, GST_STATE_PLAYING);
}

/**
 * troupe_cut_target_stop:
 * @self: a target
 *
 * Stops writing. What is pushed from now on is dropped, and whoever waits to push goes on.
 */
void
troupe_cut_target_stop (TroupeCutTarget *self)
{
  gst_element_set_state (self->pipeline, GST_STATE_NULL);
}

/**
 * troupe_cut_target_get_bus:
 * @self: a target
 *
 * Returns: (transfer none): where it tells of its end (`GST_MESSAGE_EOS`) and of errors
 */
GstBus *
troupe_cut_target_get_bus (TroupeCutTarget *self)
{
  return self->bus;
}

/**
 * troupe_cut_target_get_sound_delay_ns:
 * @self: a target
 *
 * Coders of AAC put silence before the sound, which an MP4 cannot leave out without an edit list.
 * Sound that is pushed from this much later on is in time with the pictures, and as long as they.
 *
 * Returns: how late sound comes, in nanoseconds
 */
guint64
troupe_cut_target_get_sound_delay_ns (TroupeCutTarget *self)
{
  return self->sound_delay_ns;
}

/**
 * troupe_cut_target_push:
 * @self: a started target
 * @stream: which stream
 * @caps: the raw format of @buffer
 * @buffer: (transfer full): pictures or sound, with the time from the start of the cut
 *
 * Adds to a stream; blocks while pictures wait to be coded. Any thread.
 */
void
troupe_cut_target_push (TroupeCutTarget *self,
                        TroupeCutStream  stream,
                        GstCaps         *caps,
                        GstBuffer       *buffer)
{
  gst_app_src_set_caps (self->sources[stream], caps);
  /* A pipeline that does not take it has put the reason on its bus. */
  gst_app_src_push_buffer (self->sources[stream], buffer);
}

/**
 * troupe_cut_target_end:
 * @self: a started target
 * @stream: which stream
 *
 * Ends a stream; with the last one the file is finished. Any thread.
 */
void
troupe_cut_target_end (TroupeCutTarget *self,
                       TroupeCutStream  stream)
{
  gst_app_src_end_of_stream (self->sources[stream]);
}
