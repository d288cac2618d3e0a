/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-encoder.h"

#include <gst/app/app.h>
#include <gst/audio/audio.h>

#include "troupe-animatic-error.h"
#include "troupe-clip-sound.h"

/* How long one look at the bus takes while pictures wait, and while the file is completed */
#define WAIT_NS (5 * GST_MSECOND)
#define END_WAIT_NS (100 * GST_MSECOND)

/* Pictures that wait for the encoder, at most */
#define MAX_WAITING 4

struct _TroupeEncoder
{
  GstElement              *pipeline;
  GstBus                  *bus;

  /* Borrowed from the pipeline */
  GstElement              *pictures;
  GstElement              *sounds;
  GstElement              *muxer;

  TroupeEncoderFunc  progress;
  gpointer                 user_data;
  guint                    n_encoded;    /* streaming thread */
};

/* Every picture keeps its place: without reordering, the video starts at 0. */
static void
tune (GstElement *element,
      const char *factory)
{
  if (g_str_equal (factory, "x264enc"))
    {
      gst_util_set_object_arg (G_OBJECT (element), "speed-preset", "veryfast");
      gst_util_set_object_arg (G_OBJECT (element), "pass", "quant");
      /* The element sets this one whatever the preset says; it takes half of the time. */
      g_object_set (element, "trellis", FALSE, NULL);
      g_object_set (element, "quantizer", 23u, "bframes", 0u, "key-int-max", 30u,
                    "rc-lookahead", 0, NULL);
    }
  else if (g_str_equal (factory, "openh264enc"))
    g_object_set (element, "bitrate", 4000000u, "gop-size", 30u, NULL);
}

/* The first one that is installed of several that do */
static GstElement *
make_element (TroupeEncoder      *self,
              const char * const *factories,
              GError            **error)
{
  for (gsize i = 0; factories[i] != NULL; i++)
    {
      GstElement *element = gst_element_factory_make (factories[i], NULL);

      if (element != NULL)
        {
          tune (element, factories[i]);
          gst_bin_add (GST_BIN (self->pipeline), element);
          return element;
        }
    }
  g_set_error (error, TROUPE_ANIMATIC_ERROR, TROUPE_ANIMATIC_ERROR_RENDER,
               "the GStreamer element %s is not installed", factories[0]);
  return NULL;
}

/* Makes and links one element after the other. */
static gboolean
add_chain (TroupeEncoder              *self,
           GstElement                 *from,
           const char * const * const *chain,
           gsize                       n_elements,
           GstElement                 *to,
           GError                    **error)
{
  for (gsize i = 0; i < n_elements; i++)
    {
      GstElement *element = make_element (self, chain[i], error);

      if (element == NULL)
        return FALSE;
      gst_element_link (from, element);
      from = element;
    }
  gst_element_link (from, to);
  return TRUE;
}

static GstElement *
new_source (TroupeEncoder *self,
            GstCaps       *caps)
{
  GstElement *source = gst_element_factory_make ("appsrc", NULL);

  g_object_set (source, "caps", caps, "format", GST_FORMAT_TIME, "max-bytes", (guint64) 0, NULL);
  gst_bin_add (GST_BIN (self->pipeline), source);
  return source;
}

static GstPadProbeReturn
encoded_cb (GstPad          *pad,    /* streaming thread */
            GstPadProbeInfo *info,
            gpointer         user_data)
{
  TroupeEncoder *self = user_data;

  /* The parser makes one buffer of each picture. */
  self->n_encoded++;
  self->progress (self->n_encoded, self->user_data);
  return GST_PAD_PROBE_OK;
}

static GstCaps *
new_sound_caps (void)
{
  GstAudioInfo info;

  gst_audio_info_set_format (&info, GST_AUDIO_FORMAT_S16, TROUPE_CLIP_SOUND_RATE,
                             TROUPE_CLIP_SOUND_CHANNELS, NULL);
  return gst_audio_info_to_caps (&info);
}

static gboolean
build (TroupeEncoder *self,
       GstCaps       *picture_caps,
       const char    *path,
       GError       **error)
{
  static const char * const convert[] = { "videoconvert", NULL };
  static const char * const h264[] = { "x264enc", "openh264enc", NULL };
  static const char * const h264_parser[] = { "h264parse", NULL };
  static const char * const audio_convert[] = { "audioconvert", NULL };
  static const char * const aac[] = { "avenc_aac", "voaacenc", "fdkaacenc", NULL };
  static const char * const aac_parser[] = { "aacparse", NULL };
  static const char * const queue[] = { "queue", NULL };
  static const char * const muxer[] = { "mp4mux", NULL };
  static const char * const sink[] = { "filesink", NULL };
  const char * const * const picture_chain[] = { convert, h264, queue, h264_parser };
  const char * const * const sound_chain[] = { audio_convert, aac, queue, aac_parser };
  g_autoptr (GstCaps) sound_caps = new_sound_caps ();
  GstElement *mux = make_element (self, muxer, error);
  GstElement *out = mux == NULL ? NULL : make_element (self, sink, error);

  if (out == NULL)
    return FALSE;
  self->muxer = mux;
  g_object_set (mux, "faststart", TRUE, NULL);
  g_object_set (out, "location", path, NULL);
  gst_element_link (mux, out);
  self->pictures = new_source (self, picture_caps);
  self->sounds = new_source (self, sound_caps);
  return add_chain (self, self->pictures, picture_chain, G_N_ELEMENTS (picture_chain), mux,
                    error) &&
         add_chain (self, self->sounds, sound_chain, G_N_ELEMENTS (sound_chain), mux, error);
}

static void
watch_progress (TroupeEncoder *self)
{
  g_autoptr (GstPad) pad = gst_element_get_static_pad (self->muxer, "video_0");

  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, encoded_cb, self, NULL);
}

/* Waits up to a time for one of the messages; an error counts always. */
static gboolean
wait_for (TroupeEncoder *self,
          GstClockTime   time_ns,
          gboolean      *is_over,
          GError       **error)
{
  g_autoptr (GstMessage) message =
    gst_bus_timed_pop_filtered (self->bus, time_ns, GST_MESSAGE_ERROR | GST_MESSAGE_EOS);

  *is_over = message != NULL && GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS;
  if (message != NULL && GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR)
    {
      gst_message_parse_error (message, error, NULL);
      return FALSE;
    }
  return TRUE;
}

/**
 * troupe_encoder_new:
 * @path: a file, written over
 * @picture_caps: the form of the pictures
 * @comment: (nullable): what the file says about itself
 * @progress: called on a streaming thread
 * @user_data: for @progress
 * @error: return location for an error
 *
 * Starts to write a video.
 *
 * Fails with `TROUPE_ANIMATIC_ERROR_RENDER` when an element of GStreamer is missing.
 *
 * Returns: (transfer full): the encoder
 */
TroupeEncoder *
troupe_encoder_new (const char       *path,
                    GstCaps          *picture_caps,
                    const char       *comment,
                    TroupeEncoderFunc progress,
                    gpointer          user_data,
                    GError          **error)
{
  g_autoptr (TroupeEncoder) self = g_new0 (TroupeEncoder, 1);

  self->pipeline = gst_object_ref_sink (gst_pipeline_new (NULL));
  self->bus = gst_element_get_bus (self->pipeline);
  self->progress = progress;
  self->user_data = user_data;
  if (!build (self, picture_caps, path, error))
    return NULL;
  if (comment != NULL)
    gst_tag_setter_add_tags (GST_TAG_SETTER (self->muxer), GST_TAG_MERGE_REPLACE, GST_TAG_COMMENT, comment, NULL);
  watch_progress (self);
  gst_element_set_state (self->pipeline, GST_STATE_PLAYING);
  return g_steal_pointer (&self);
}

/**
 * troupe_encoder_free:
 * @self: (transfer full): an encoder
 *
 * Stops and frees an encoder.
 */
void
troupe_encoder_free (TroupeEncoder *self)
{
  gst_element_set_state (self->pipeline, GST_STATE_NULL);
  gst_object_unref (self->bus);
  gst_object_unref (self->pipeline);
  g_free (self);
}

/**
 * troupe_encoder_push:
 * @self: an encoder
 * @picture: (transfer full): a picture with its time
 * @sound: (transfer full): the sound of the same time
 * @error: return location for an error
 *
 * Adds to the end, and waits while much is still to be encoded.
 *
 * Fails with an error of GStreamer.
 *
 * Returns: whether that went well
 */
gboolean
troupe_encoder_push (TroupeEncoder *self,
                     GstBuffer     *picture,
                     GstBuffer     *sound,
                     GError       **error)
{
  gboolean is_over;

  /* What the sources do not take any more ends in an error on the bus. */
  gst_app_src_push_buffer (GST_APP_SRC (self->sounds), sound);
  gst_app_src_push_buffer (GST_APP_SRC (self->pictures), picture);
  while (gst_app_src_get_current_level_buffers (GST_APP_SRC (self->pictures)) > MAX_WAITING)
    if (!wait_for (self, WAIT_NS, &is_over, error))
      return FALSE;
  return wait_for (self, 0, &is_over, error);
}

/**
 * troupe_encoder_finish:
 * @self: an encoder
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Encodes what is left and completes the file.
 *
 * Fails with an error of GStreamer or `G_IO_ERROR_CANCELLED`.
 *
 * Returns: whether the file is complete
 */
gboolean
troupe_encoder_finish (TroupeEncoder *self,
                       GCancellable  *cancellable,
                       GError       **error)
{
  gboolean is_over = FALSE;

  gst_app_src_end_of_stream (GST_APP_SRC (self->sounds));
  gst_app_src_end_of_stream (GST_APP_SRC (self->pictures));
  while (!is_over)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !wait_for (self, END_WAIT_NS, &is_over, error))
      return FALSE;
  return TRUE;
}
