/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-av-picture.h"

#include <libavutil/imgutils.h>

typedef struct
{
  enum AVPixelFormat from;
  GstVideoFormat     to;
} Format;

/* What the decoders of H.264, HEVC, VP8, VP9 and AV1 make */
static const Format formats[] = {
  { AV_PIX_FMT_YUV420P, GST_VIDEO_FORMAT_I420 },
  { AV_PIX_FMT_YUVJ420P, GST_VIDEO_FORMAT_I420 },
  { AV_PIX_FMT_YUV422P, GST_VIDEO_FORMAT_Y42B },
  { AV_PIX_FMT_YUVJ422P, GST_VIDEO_FORMAT_Y42B },
  { AV_PIX_FMT_YUV444P, GST_VIDEO_FORMAT_Y444 },
  { AV_PIX_FMT_YUVJ444P, GST_VIDEO_FORMAT_Y444 },
  { AV_PIX_FMT_YUV420P10LE, GST_VIDEO_FORMAT_I420_10LE },
  { AV_PIX_FMT_YUV422P10LE, GST_VIDEO_FORMAT_I422_10LE },
  { AV_PIX_FMT_YUV444P10LE, GST_VIDEO_FORMAT_Y444_10LE },
  { AV_PIX_FMT_YUV420P12LE, GST_VIDEO_FORMAT_I420_12LE },
  { AV_PIX_FMT_YUV422P12LE, GST_VIDEO_FORMAT_I422_12LE },
  { AV_PIX_FMT_YUV444P12LE, GST_VIDEO_FORMAT_Y444_12LE },
  { AV_PIX_FMT_GRAY8, GST_VIDEO_FORMAT_GRAY8 },
  { AV_PIX_FMT_GRAY10LE, GST_VIDEO_FORMAT_GRAY10_LE16 },
  { AV_PIX_FMT_GBRP, GST_VIDEO_FORMAT_GBR },
  { AV_PIX_FMT_GBRP10LE, GST_VIDEO_FORMAT_GBR_10LE },
  { AV_PIX_FMT_GBRP12LE, GST_VIDEO_FORMAT_GBR_12LE },
};

/**
 * troupe_av_picture_get_format:
 * @picture: a decoded picture
 *
 * Returns: how its samples lie, or `GST_VIDEO_FORMAT_UNKNOWN`
 */
GstVideoFormat
troupe_av_picture_get_format (const AVFrame *picture)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if ((int) formats[i].from == picture->format)
      return formats[i].to;

  return GST_VIDEO_FORMAT_UNKNOWN;
}

static void
complete_colours (const AVFrame       *picture,
                  GstVideoColorimetry *colours)
{
  if (colours->range == GST_VIDEO_COLOR_RANGE_UNKNOWN && picture->color_range != AVCOL_RANGE_UNSPECIFIED)
    colours->range = picture->color_range == AVCOL_RANGE_JPEG ? GST_VIDEO_COLOR_RANGE_0_255
                                                              : GST_VIDEO_COLOR_RANGE_16_235;
  if (colours->matrix == GST_VIDEO_COLOR_MATRIX_UNKNOWN)
    colours->matrix = gst_video_color_matrix_from_iso (picture->colorspace);
  if (colours->primaries == GST_VIDEO_COLOR_PRIMARIES_UNKNOWN)
    colours->primaries = gst_video_color_primaries_from_iso (picture->color_primaries);
  if (colours->transfer == GST_VIDEO_TRANSFER_UNKNOWN)
    colours->transfer = gst_video_transfer_function_from_iso (picture->color_trc);
}

/**
 * troupe_av_picture_brings_fields:
 * @picture: a decoded picture
 * @told: what the container or a parser told of the stream
 * @info: what was made of that, and of earlier pictures
 *
 * Returns: whether this is the first one of two fields, and only pictures tell of those
 */
gboolean
troupe_av_picture_brings_fields (const AVFrame      *picture,
                                 GstCaps            *told,
                                 const GstVideoInfo *info)
{
  return (picture->flags & AV_FRAME_FLAG_INTERLACED) && !GST_VIDEO_INFO_IS_INTERLACED (info) &&
         !gst_structure_has_field (gst_caps_get_structure (told, 0), "interlace-mode");
}

/**
 * troupe_av_picture_complete:
 * @picture: a decoded picture
 * @told: what the container or a parser told of the stream
 * @info: (inout): what is made of that
 *
 * Adds what only the picture tells.
 */
void
troupe_av_picture_complete (const AVFrame *picture,
                            GstCaps       *told,
                            GstVideoInfo  *info)
{
  const GstStructure *structure = gst_caps_get_structure (told, 0);

  complete_colours (picture, &info->colorimetry);
  if (!gst_structure_has_field (structure, "pixel-aspect-ratio") && picture->sample_aspect_ratio.num > 0)
    {
      info->par_n = picture->sample_aspect_ratio.num;
      info->par_d = picture->sample_aspect_ratio.den;
    }
  if (troupe_av_picture_brings_fields (picture, told, info))
    info->interlace_mode = GST_VIDEO_INTERLACE_MODE_MIXED;
}

static void
unref_plane (gpointer data)
{
  AVBufferRef *plane = data;

  av_buffer_unref (&plane);
}

/**
 * troupe_av_picture_wrap:
 * @picture: a decoded picture
 * @info: its format and size
 *
 * Lends a picture from where it lies. The decoder goes on to look at it, so nobody may write there.
 *
 * Returns: (transfer full): a buffer that can only be read
 */
GstBuffer *
troupe_av_picture_wrap (const AVFrame      *picture,
                        const GstVideoInfo *info)
{
  guint n_planes = GST_VIDEO_INFO_N_PLANES (info);
  GstBuffer *buffer = gst_buffer_new ();
  gsize offsets[GST_VIDEO_MAX_PLANES] = { 0 };
  int strides[GST_VIDEO_MAX_PLANES] = { 0 };
  gsize end = 0;

  for (guint i = 0; i < n_planes; i++)
    {
      guint8 *data = picture->data[i];
      AVBufferRef *plane = av_buffer_ref (av_frame_get_plane_buffer (picture, (int) i));
      gsize left = (gsize) (plane->data + plane->size - data);
      gsize size = MIN (left, (gsize) picture->linesize[i] * (gsize) GST_VIDEO_INFO_COMP_HEIGHT (info, i));

      gst_buffer_append_memory (buffer, gst_memory_new_wrapped (GST_MEMORY_FLAG_READONLY, data, size, 0,
                                                                size, plane, unref_plane));
      offsets[i] = end;
      strides[i] = picture->linesize[i];
      end += size;
    }
  gst_buffer_add_video_meta_full (buffer, GST_VIDEO_FRAME_FLAG_NONE, GST_VIDEO_INFO_FORMAT (info),
                                  (guint) info->width, (guint) info->height, n_planes, offsets, strides);

  return buffer;
}

/**
 * troupe_av_picture_copy:
 * @picture: a decoded picture
 * @info: its format and size
 * @buffer: where there is room for it
 *
 * Returns: whether @buffer could be written to
 */
gboolean
troupe_av_picture_copy (const AVFrame      *picture,
                        const GstVideoInfo *info,
                        GstBuffer          *buffer)
{
  GstVideoFrame to;

  if (!gst_video_frame_map (&to, info, buffer, GST_MAP_WRITE))
    return FALSE;

  for (guint i = 0; i < GST_VIDEO_FRAME_N_PLANES (&to); i++)
    av_image_copy_plane (GST_VIDEO_FRAME_PLANE_DATA (&to, i), GST_VIDEO_FRAME_PLANE_STRIDE (&to, i),
                         picture->data[i], picture->linesize[i],
                         av_image_get_linesize (picture->format, picture->width, (int) i),
                         GST_VIDEO_FRAME_COMP_HEIGHT (&to, i));
  gst_video_frame_unmap (&to);

  return TRUE;
}

/**
 * troupe_av_picture_set_flags:
 * @picture: a decoded picture
 * @buffer: what it is handed on in
 *
 * Notes what is told with each picture: damage, and the order of fields.
 */
void
troupe_av_picture_set_flags (const AVFrame *picture,
                             GstBuffer     *buffer)
{
  if (picture->flags & AV_FRAME_FLAG_CORRUPT)
    GST_BUFFER_FLAG_SET (buffer, GST_BUFFER_FLAG_CORRUPTED);
  if (!(picture->flags & AV_FRAME_FLAG_INTERLACED))
    return;

  GST_BUFFER_FLAG_SET (buffer, GST_VIDEO_BUFFER_FLAG_INTERLACED);
  if (picture->flags & AV_FRAME_FLAG_TOP_FIELD_FIRST)
    GST_BUFFER_FLAG_SET (buffer, GST_VIDEO_BUFFER_FLAG_TFF);
  if (picture->repeat_pict > 0)
    GST_BUFFER_FLAG_SET (buffer, GST_VIDEO_BUFFER_FLAG_RFF);
}
