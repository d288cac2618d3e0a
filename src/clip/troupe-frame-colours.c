/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-frame-colours.h"

#include <math.h>

/* GstVideoConverter (1.26) leaves the range as it is between two formats of one matrix, and takes five
 * times as long where the matrices differ. */

/* Of 16 bits, of which processors take many at once: a factor is less than 2, a sample is taken from the
 * middle and fills them, and the upper half of their product has six bits after the point. */
#define FACTOR_BITS 14
#define SAMPLE_BITS 8
#define BITS (FACTOR_BITS + SAMPLE_BITS - 16)

#define MIDDLE 128

/* Half of what is cut off at the end, and of what is cut off from up to three products */
#define ROUNDING ((1 << (BITS - 1)) + 1)

/* ITU-R BT.601, 2.5.1 */
#define JPEG_KR 0.299
#define JPEG_KB 0.114

static gint16
fraction (double value)
{
  return (gint16) lround (value * (1 << FACTOR_BITS));
}

/**
 * troupe_frame_colours_init:
 * @self: (out caller-allocates): the way
 * @from: the colours of a video in Y'CbCr
 *
 * Finds the way to the colours of JPEG. Any thread.
 *
 * With R = Y + 2 (1 - Kr) V, B = Y + 2 (1 - Kb) U and Y = Kr R + Kg G + Kb B (ITU-R BT.709, 3.2 to 3.3),
 * what is Y of one matrix is Y of another and a part of U and V, while their U and V are of each other.
 */
void
troupe_frame_colours_init (TroupeFrameColours        *self,
                           const GstVideoColorimetry *from)
{
  const GstVideoFormatInfo *format = gst_video_format_get_info (GST_VIDEO_FORMAT_I420);
  int offset[GST_VIDEO_MAX_COMPONENTS];
  int scale[GST_VIDEO_MAX_COMPONENTS];
  double kr = JPEG_KR, kb = JPEG_KB, kg;
  double y_u, y_v, luma, chroma;

  if (!gst_video_color_matrix_get_Kr_Kb (from->matrix, &kr, &kb))
    kr = JPEG_KR, kb = JPEG_KB;
  gst_video_color_range_offsets (from->range, format, offset, scale);
  luma = 255.0 / scale[0];
  chroma = 255.0 / scale[1];
  kg = 1 - kr - kb;
  y_u = 2 * (1 - kb) * (JPEG_KB - (1 - JPEG_KR - JPEG_KB) * kb / kg);
  y_v = 2 * (1 - kr) * (JPEG_KR - (1 - JPEG_KR - JPEG_KB) * kr / kg);

  self->luma_start = (gint16) lround ((MIDDLE - offset[0]) * luma * (1 << BITS));
  self->luma = fraction (luma);
  self->luma_u = fraction (y_u * chroma);
  self->luma_v = fraction (y_v * chroma);
  self->u_u = fraction ((2 * (1 - kb) - y_u) * chroma / (2 * (1 - JPEG_KB)));
  self->u_v = fraction (-y_v * chroma / (2 * (1 - JPEG_KB)));
  self->v_u = fraction (-y_u * chroma / (2 * (1 - JPEG_KR)));
  self->v_v = fraction ((2 * (1 - kr) - y_v) * chroma / (2 * (1 - JPEG_KR)));
  self->is_needed = offset[0] != 0 || self->luma_u != 0 || self->luma_v != 0;
}

static inline gint16
multiply (guint8 sample,
          gint16 factor)
{
  gint16 filled = (gint16) ((sample - MIDDLE) * (1 << SAMPLE_BITS));

  return (gint16) ((filled * factor) >> 16);
}

static inline guint8
to_sample (gint16 value)
{
  gint16 whole = (gint16) ((gint16) (value + ROUNDING) >> BITS);

  return (guint8) CLAMP (whole, 0, 255);
}

/* shift is what the chroma of each pixel adds to its luma. */
static void
apply_to_row (gint16                 factor,
              gint16                 start,
              guint8       *restrict luma,
              const gint16 *restrict shift,
              int                    width)
{
  for (int x = 0; x < width; x++)
    luma[x] = to_sample ((gint16) (multiply (luma[x], factor) + start + shift[x]));
}

static void
apply_to_chroma (const TroupeFrameColours *self,
                 guint8          *restrict u_row,
                 guint8          *restrict v_row,
                 gint16          *restrict shift,
                 int                       width)
{
  TroupeFrameColours by = *self;
  gint16 middle = MIDDLE << BITS;

  for (int x = 0; x < width; x++)
    {
      guint8 u = u_row[x];
      guint8 v = v_row[x];

      shift[2 * x] = shift[2 * x + 1] = (gint16) (multiply (u, by.luma_u) + multiply (v, by.luma_v));
      u_row[x] = to_sample ((gint16) (multiply (u, by.u_u) + multiply (v, by.u_v) + middle));
      v_row[x] = to_sample ((gint16) (multiply (u, by.v_u) + multiply (v, by.v_v) + middle));
    }
}

/**
 * troupe_frame_colours_apply:
 * @self: the way
 * @frame: a writable picture in I420
 *
 * Changes the colours of a picture in place. Any thread.
 */
void
troupe_frame_colours_apply (const TroupeFrameColours *self,
                            GstVideoFrame            *frame)
{
  int width = GST_VIDEO_FRAME_WIDTH (frame);
  int height = GST_VIDEO_FRAME_HEIGHT (frame);
  int n_columns = GST_VIDEO_FRAME_COMP_WIDTH (frame, 1);
  guint8 *planes[3];
  int strides[3];
  g_autofree gint16 *shift = NULL;

  if (!self->is_needed)
    return;

  shift = g_new (gint16, 2 * n_columns);
  for (guint i = 0; i < 3; i++)
    {
      planes[i] = GST_VIDEO_FRAME_PLANE_DATA (frame, i);
      strides[i] = GST_VIDEO_FRAME_PLANE_STRIDE (frame, i);
    }
  for (int y = 0; y < height; y++)
    {
      if (y % 2 == 0)
        apply_to_chroma (self, planes[1] + (gsize) (y / 2) * strides[1],
                         planes[2] + (gsize) (y / 2) * strides[2], shift, n_columns);
      apply_to_row (self->luma, self->luma_start, planes[0] + (gsize) y * strides[0], shift, width);
    }
}
