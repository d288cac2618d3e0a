/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-decoder.h"

#include <libavutil/pixdesc.h>

#include "troupe-av-picture.h"

/* The limit that libavcodec has for itself; each thread holds pictures of its own. */
#define MAX_THREADS 16

/* A picture comes after that of its packet at the latest: each thread holds one back, and the order another 16. */
#define MAX_DELAY (2 * MAX_THREADS + 1)

/* The time of a frame comes out a few nanoseconds apart, depending on where a seek began. */
#define TOLERANCE_NS GST_USECOND

/* Before the decoders of others, but not before what takes those apart that have transparency */
#define RANK (GST_RANK_PRIMARY + 1)

/**
 * TroupeDecoder:
 *
 * Decodes what most videos are made of, as the decoders of gst-libav do, with two differences that a seek
 * lives by: it passes over what is not shown, and it hands on pictures where they lie.
 *
 * A seek decodes all from the key frame before it on. Only the last of that is shown; so the frames that no
 * other one is built on are left out, which takes little more than half as long, and none of the others is
 * copied. Of AV1 all are decoded: dav1d does not let itself be told.
 */
struct _TroupeDecoder
{
  GstVideoDecoder      parent_instance;

  /* Owned; all of it the streaming thread's */
  AVCodecContext      *context;
  AVPacket            *packet;
  AVFrame             *picture;
  GstVideoCodecState  *input;
  GstVideoCodecState  *output;            /* NULL before the first picture */
  GstVideoCodecFrame  *passed;            /* the newest one, until one is shown */
  AVFrame             *passed_picture;    /* what it looks like */

  gboolean             takes_meta;    /* what comes next knows rows with space between them */

  guint64              first;         /* position in the segment of the first frame that is shown, or 0 */

  int                  n_spare_threads;    /* set before there is a stream */

  /* Under the object lock: from the next packet on. Before it comes what is left of an earlier segment. */
  guint64              next_first;
};

G_DEFINE_FINAL_TYPE (TroupeDecoder, troupe_decoder, GST_TYPE_VIDEO_DECODER)

GST_DEBUG_CATEGORY_STATIC (decoder_debug);
#define GST_CAT_DEFAULT decoder_debug

typedef struct
{
  enum AVCodecID  id;
  const char     *caps;
} Codec;

static const Codec codecs[] = {
  { AV_CODEC_ID_H264, "video/x-h264, alignment = au, stream-format = { avc, avc3, byte-stream }" },
  { AV_CODEC_ID_HEVC, "video/x-h265, alignment = au, stream-format = { hvc1, hev1, byte-stream }" },
  { AV_CODEC_ID_VP8, "video/x-vp8" },
  { AV_CODEC_ID_VP9, "video/x-vp9" },
  { AV_CODEC_ID_AV1, "video/x-av1, alignment = tu, stream-format = obu-stream" },
};

static const AVCodec *
find_codec (enum AVCodecID id)
{
  const AVCodec *codec = avcodec_find_decoder (id);

  /* One that another library decodes for it, with one thread, is not what this is for. */
  if (codec == NULL || !(codec->capabilities & (AV_CODEC_CAP_FRAME_THREADS | AV_CODEC_CAP_OTHER_THREADS)))
    return NULL;

  return codec;
}

static GstCaps *
make_sink_caps (void)
{
  GstCaps *caps = gst_caps_new_empty ();

  for (guint i = 0; i < G_N_ELEMENTS (codecs); i++)
    if (find_codec (codecs[i].id) != NULL)
      gst_caps_append (caps, gst_caps_from_string (codecs[i].caps));

  return caps;
}

static void
forget_passed (TroupeDecoder *self)
{
  if (self->passed != NULL)
    gst_video_decoder_release_frame (GST_VIDEO_DECODER (self), self->passed);
  self->passed = NULL;
  av_frame_unref (self->passed_picture);
}

static void
close_codec (TroupeDecoder *self)
{
  forget_passed (self);
  avcodec_free_context (&self->context);
  g_clear_pointer (&self->input, gst_video_codec_state_unref);
  g_clear_pointer (&self->output, gst_video_codec_state_unref);
}

static gboolean
troupe_decoder_stop (GstVideoDecoder *decoder)
{
  close_codec (TROUPE_DECODER (decoder));
  return TRUE;
}

static void
set_extradata (AVCodecContext *context,
               GstCaps        *caps)
{
  const GValue *value = gst_structure_get_value (gst_caps_get_structure (caps, 0), "codec_data");
  gsize size;

  if (value == NULL)
    return;

  size = gst_buffer_get_size (gst_value_get_buffer (value));
  context->extradata = av_mallocz (size + AV_INPUT_BUFFER_PADDING_SIZE);
  context->extradata_size = (int) gst_buffer_extract (gst_value_get_buffer (value), 0,
                                                      context->extradata, size);
}

static const AVCodec *
find_codec_for (GstCaps *caps)
{
  for (guint i = 0; i < G_N_ELEMENTS (codecs); i++)
    {
      g_autoptr (GstCaps) taken = gst_caps_from_string (codecs[i].caps);

      if (gst_caps_can_intersect (caps, taken))
        return find_codec (codecs[i].id);
    }

  return NULL;
}

static GstFlowReturn troupe_decoder_drain (GstVideoDecoder *decoder);

/* A stream may change in the middle. */
static gboolean
troupe_decoder_set_format (GstVideoDecoder    *decoder,
                           GstVideoCodecState *state)
{
  TroupeDecoder *self = TROUPE_DECODER (decoder);
  const AVCodec *codec = find_codec_for (state->caps);

  if (self->context != NULL)
    troupe_decoder_drain (decoder);
  close_codec (self);
  if (codec == NULL)
    return FALSE;

  self->input = gst_video_codec_state_ref (state);
  self->context = avcodec_alloc_context3 (codec);
  self->context->thread_count = MIN ((int) g_get_num_processors () + self->n_spare_threads, MAX_THREADS);
  self->context->flags |= AV_CODEC_FLAG_OUTPUT_CORRUPT;    /* a damaged picture tells more than none */
  set_extradata (self->context, state->caps);

  if (avcodec_open2 (self->context, codec, NULL) == 0)
    return TRUE;

  close_codec (self);
  return FALSE;
}

static gboolean
troupe_decoder_decide_allocation (GstVideoDecoder *decoder,
                                  GstQuery        *query)
{
  TROUPE_DECODER (decoder)->takes_meta =
    gst_query_find_allocation_meta (query, GST_VIDEO_META_API_TYPE, NULL);

  return GST_VIDEO_DECODER_CLASS (troupe_decoder_parent_class)->decide_allocation (decoder, query);
}

/* Pictures */

static gboolean
is_as_before (TroupeDecoder *self,
              GstVideoFormat format)
{
  const GstVideoInfo *info;

  if (self->output == NULL)
    return FALSE;

  info = &self->output->info;
  return GST_VIDEO_INFO_FORMAT (info) == format && info->width == self->picture->width &&
         info->height == self->picture->height &&
         !troupe_av_picture_brings_fields (self->picture, self->input->caps, info);
}

static gboolean
negotiate (TroupeDecoder *self)
{
  GstVideoDecoder *decoder = GST_VIDEO_DECODER (self);
  GstVideoFormat format = troupe_av_picture_get_format (self->picture);

  /* What comes next may have been exchanged. */
  if (is_as_before (self, format))
    return !gst_pad_needs_reconfigure (GST_VIDEO_DECODER_SRC_PAD (self)) || gst_video_decoder_negotiate (decoder);

  if (format == GST_VIDEO_FORMAT_UNKNOWN)
    {
      GST_ELEMENT_ERROR (self, STREAM, FORMAT, (NULL),
                         ("no such pictures: %s", av_get_pix_fmt_name (self->picture->format)));
      return FALSE;
    }

  g_clear_pointer (&self->output, gst_video_codec_state_unref);
  self->output = gst_video_decoder_set_output_state (decoder, format, (guint) self->picture->width,
                                                     (guint) self->picture->height, self->input);
  troupe_av_picture_complete (self->picture, self->input->caps, &self->output->info);
  return gst_video_decoder_negotiate (decoder);
}

static GstFlowReturn
copy (TroupeDecoder      *self,
      GstVideoCodecFrame *frame)
{
  GstFlowReturn result = gst_video_decoder_allocate_output_frame (GST_VIDEO_DECODER (self), frame);

  if (result == GST_FLOW_OK &&
      !troupe_av_picture_copy (self->picture, &self->output->info, frame->output_buffer))
    result = GST_FLOW_ERROR;

  return result;
}

/* No picture comes of packets that were left out or damaged. */
static void
forget_lost (TroupeDecoder            *self,
             const GstVideoCodecFrame *newest)
{
  GstVideoDecoder *decoder = GST_VIDEO_DECODER (self);
  GList *frames = gst_video_decoder_get_frames (decoder);

  for (GList *l = frames; l != NULL; l = l->next)
    {
      GstVideoCodecFrame *frame = l->data;

      if (frame->system_frame_number + MAX_DELAY < newest->system_frame_number)
        gst_video_decoder_release_frame (decoder, frame);
      else
        gst_video_codec_frame_unref (frame);
    }
  g_list_free (frames);
}

static gboolean
is_passed (TroupeDecoder      *self,
           GstVideoCodecFrame *frame)
{
  return GST_CLOCK_TIME_IS_VALID (frame->pts) && frame->pts + TOLERANCE_NS < self->first;
}

/* The first frame begins before the segment, which a seek lets begin inside of it. */
static void
clip_first (TroupeDecoder      *self,
            GstVideoCodecFrame *frame)
{
  guint64 start = GST_VIDEO_DECODER_INPUT_SEGMENT (self).start;

  if (self->first == 0 || !GST_CLOCK_TIME_IS_VALID (frame->pts) || frame->pts >= start)
    return;

  if (GST_CLOCK_TIME_IS_VALID (frame->duration))
    frame->duration -= MIN (frame->duration, start - frame->pts);
  frame->pts = start;
}

static GstFlowReturn
fill (TroupeDecoder      *self,
      GstVideoCodecFrame *frame)
{
  if (!negotiate (self))
    return GST_PAD_IS_FLUSHING (GST_VIDEO_DECODER_SRC_PAD (self)) ? GST_FLOW_FLUSHING : GST_FLOW_NOT_NEGOTIATED;
  if (!self->takes_meta)
    return copy (self, frame);

  frame->output_buffer = troupe_av_picture_wrap (self->picture, &self->output->info);
  return GST_FLOW_OK;
}

static GstFlowReturn
show (TroupeDecoder      *self,
      GstVideoCodecFrame *frame)
{
  GstVideoDecoder *decoder = GST_VIDEO_DECODER (self);
  GstFlowReturn result;

  clip_first (self, frame);
  result = fill (self, frame);
  if (result != GST_FLOW_OK)
    {
      gst_video_decoder_release_frame (decoder, frame);
      return result;
    }

  troupe_av_picture_set_flags (self->picture, frame->output_buffer);
  return gst_video_decoder_finish_frame (decoder, frame);
}

static void
swap_pictures (TroupeDecoder *self)
{
  AVFrame *picture = self->picture;

  self->picture = self->passed_picture;
  self->passed_picture = picture;
}

static GstFlowReturn
hand_on (TroupeDecoder *self)
{
  GstVideoCodecFrame *frame = NULL;

  GST_LOG_OBJECT (self, "decoded frame %" G_GINT64_FORMAT, self->picture->pts);
  if (self->picture->pts != AV_NOPTS_VALUE)
    frame = gst_video_decoder_get_frame (GST_VIDEO_DECODER (self), (int) self->picture->pts);
  if (frame == NULL)
    return GST_FLOW_OK;

  forget_lost (self, frame);
  forget_passed (self);
  if (!is_passed (self, frame))
    return show (self, frame);

  self->passed = frame;
  swap_pictures (self);
  return GST_FLOW_OK;
}

/* What is wanted may be damaged, and nothing come after it: the nearest picture is shown then. */
static GstFlowReturn
show_passed (TroupeDecoder *self)
{
  GstFlowReturn result = GST_FLOW_OK;

  if (self->passed == NULL)
    return GST_FLOW_OK;

  swap_pictures (self);
  result = show (self, g_steal_pointer (&self->passed));
  av_frame_unref (self->picture);

  return result;
}

static GstFlowReturn
take_pictures (TroupeDecoder *self)
{
  GstFlowReturn result = GST_FLOW_OK;
  int error = 0;

  /* Whole pictures may follow a damaged one. */
  while (result == GST_FLOW_OK && (error >= 0 || error == AVERROR_INVALIDDATA))
    {
      error = avcodec_receive_frame (self->context, self->picture);
      if (error >= 0)
        result = hand_on (self);
      else if (error != AVERROR (EAGAIN) && error != AVERROR_EOF)
        GST_VIDEO_DECODER_ERROR (self, 1, STREAM, DECODE, (NULL), ("%s", av_err2str (error)), result);
      av_frame_unref (self->picture);
    }

  return result;
}

/* Packets */

/* While a clip is played, as few as a slow computer needs */
static gboolean
may_leave_out (TroupeDecoder      *self,
               GstVideoCodecFrame *frame)
{
  return is_passed (self, frame) ||
         gst_video_decoder_get_max_decode_time (GST_VIDEO_DECODER (self), frame) < 0;
}

static GstFlowReturn
troupe_decoder_handle_frame (GstVideoDecoder    *decoder,
                             GstVideoCodecFrame *frame)
{
  TroupeDecoder *self = TROUPE_DECODER (decoder);
  gsize size = gst_buffer_get_size (frame->input_buffer);
  GstFlowReturn result = GST_FLOW_OK;
  int error;

  if (size == 0 || av_new_packet (self->packet, (int) size) < 0)
    {
      gst_video_decoder_release_frame (decoder, frame);
      return size == 0 ? GST_FLOW_OK : GST_FLOW_ERROR;
    }

  GST_OBJECT_LOCK (self);
  self->first = self->next_first;
  GST_OBJECT_UNLOCK (self);
  gst_buffer_extract (frame->input_buffer, 0, self->packet->data, size);
  self->packet->pts = frame->system_frame_number;    /* all that is done with it is to copy it to the picture */
  self->context->skip_frame = may_leave_out (self, frame) ? AVDISCARD_NONREF : AVDISCARD_DEFAULT;
  gst_video_codec_frame_unref (frame);

  error = avcodec_send_packet (self->context, self->packet);
  av_packet_unref (self->packet);
  if (error < 0)
    GST_VIDEO_DECODER_ERROR (self, 1, STREAM, DECODE, (NULL), ("%s", av_err2str (error)), result);

  return result == GST_FLOW_OK ? take_pictures (self) : result;
}

static GstFlowReturn
troupe_decoder_drain (GstVideoDecoder *decoder)
{
  TroupeDecoder *self = TROUPE_DECODER (decoder);
  GstFlowReturn result;

  if (self->context == NULL)
    return GST_FLOW_OK;

  avcodec_send_packet (self->context, NULL);
  result = take_pictures (self);
  if (result == GST_FLOW_OK)
    result = show_passed (self);
  avcodec_flush_buffers (self->context);

  return result;
}

static gboolean
troupe_decoder_flush (GstVideoDecoder *decoder)
{
  TroupeDecoder *self = TROUPE_DECODER (decoder);

  forget_passed (self);
  if (self->context != NULL)
    avcodec_flush_buffers (self->context);

  return TRUE;
}

static void
troupe_decoder_finalize (GObject *object)
{
  TroupeDecoder *self = TROUPE_DECODER (object);

  close_codec (self);
  av_packet_free (&self->packet);
  av_frame_free (&self->passed_picture);
  av_frame_free (&self->picture);

  G_OBJECT_CLASS (troupe_decoder_parent_class)->finalize (object);
}

static void
troupe_decoder_class_init (TroupeDecoderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GstElementClass *element_class = GST_ELEMENT_CLASS (klass);
  GstVideoDecoderClass *decoder_class = GST_VIDEO_DECODER_CLASS (klass);
  g_autoptr (GstCaps) sink_caps = make_sink_caps ();
  g_autoptr (GstCaps) source_caps = gst_caps_from_string (GST_VIDEO_CAPS_MAKE (GST_VIDEO_FORMATS_ALL));

  GST_DEBUG_CATEGORY_INIT (decoder_debug, "troupe-decoder", 0, "the decoder of Troupe");
  object_class->finalize = troupe_decoder_finalize;
  decoder_class->set_format = troupe_decoder_set_format;
  decoder_class->decide_allocation = troupe_decoder_decide_allocation;
  decoder_class->handle_frame = troupe_decoder_handle_frame;
  decoder_class->drain = troupe_decoder_drain;
  decoder_class->finish = troupe_decoder_drain;
  decoder_class->flush = troupe_decoder_flush;
  decoder_class->stop = troupe_decoder_stop;
  gst_element_class_add_pad_template (element_class, gst_pad_template_new ("sink", GST_PAD_SINK,
                                                                           GST_PAD_ALWAYS, sink_caps));
  gst_element_class_add_pad_template (element_class, gst_pad_template_new ("src", GST_PAD_SRC,
                                                                           GST_PAD_ALWAYS, source_caps));
  gst_element_class_set_static_metadata (element_class, "Video decoder", "Codec/Decoder/Video",
                                         "Passes over what a seek does not show", "The Troupe contributors");
}

static void
troupe_decoder_init (TroupeDecoder *self)
{
  GstVideoDecoder *decoder = GST_VIDEO_DECODER (self);

  self->packet = av_packet_alloc ();
  self->picture = av_frame_alloc ();
  self->passed_picture = av_frame_alloc ();
  gst_video_decoder_set_packetized (decoder, TRUE);
  gst_video_decoder_set_needs_format (decoder, TRUE);
  /* What comes next may want a shape of pixels that the coded stream does not name. */
  gst_video_decoder_set_use_default_pad_acceptcaps (decoder, TRUE);
  GST_PAD_SET_ACCEPT_TEMPLATE (GST_VIDEO_DECODER_SINK_PAD (decoder));
}

/**
 * troupe_decoder_register:
 *
 * Lets all pipelines of the program use this decoder where it is of use. It may be called more than once.
 */
void
troupe_decoder_register (void)
{
  static gsize is_done = 0;

  if (g_once_init_enter (&is_done))
    {
      /* What it tells on the terminal comes over the bus as well. */
      av_log_set_level (AV_LOG_QUIET);
      gst_element_register (NULL, "troupedecoder", RANK, TROUPE_TYPE_DECODER);
      g_once_init_leave (&is_done, 1);
    }
}

/**
 * troupe_decoder_pass_over:
 * @self: a decoder
 * @first: the position in its segment of the first frame that is shown, or 0
 *
 * Tells what a seek is for. Frames before @first are not handed on, and those that no other one is built on
 * are not decoded. It holds from the next packet on, until something else is told. Any thread.
 */
void
troupe_decoder_pass_over (TroupeDecoder *self,
                          guint64        first)
{
  g_return_if_fail (TROUPE_IS_DECODER (self));

  GST_OBJECT_LOCK (self);
  self->next_first = first;
  GST_OBJECT_UNLOCK (self);
}

/**
 * troupe_decoder_set_spare_threads:
 * @self: a decoder that has not got a stream yet
 * @n_threads: how many threads it has besides one for each processor
 *
 * Gives the processors something to do while threads wait for one another: a seek is quicker with more, and
 * what else the program does is slower.
 */
void
troupe_decoder_set_spare_threads (TroupeDecoder *self,
                                  int            n_threads)
{
  g_return_if_fail (TROUPE_IS_DECODER (self));
  g_return_if_fail (n_threads >= 0);

  self->n_spare_threads = n_threads;
}
