/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-frame-turn.h"

/* How to read the stored picture to get the upright one. */
typedef struct
{
  gboolean swaps_axes;
  gboolean from_right;
  gboolean from_bottom;
} Turn;

static const Turn turns[] = {
  [GST_VIDEO_ORIENTATION_IDENTITY] = { FALSE, FALSE, FALSE },
  [GST_VIDEO_ORIENTATION_90R] = { TRUE, FALSE, TRUE },
  [GST_VIDEO_ORIENTATION_180] = { FALSE, TRUE, TRUE },
  [GST_VIDEO_ORIENTATION_90L] = { TRUE, TRUE, FALSE },
  [GST_VIDEO_ORIENTATION_HORIZ] = { FALSE, TRUE, FALSE },
  [GST_VIDEO_ORIENTATION_VERT] = { FALSE, FALSE, TRUE },
  [GST_VIDEO_ORIENTATION_UL_LR] = { TRUE, FALSE, FALSE },
  [GST_VIDEO_ORIENTATION_UR_LL] = { TRUE, TRUE, TRUE },
};

/* Where the upright picture begins in the stored one, and how far on its next pixel and row are */
typedef struct
{
  gssize start;
  gssize step_column;
  gssize step_row;
  int    width;
  int    height;
} Walk;

static const Turn *
find_turn (GstVideoOrientationMethod orientation)
{
  return &turns[(guint) orientation < G_N_ELEMENTS (turns) ? orientation
                                                           : GST_VIDEO_ORIENTATION_IDENTITY];
}

static Walk
plan_walk (const Turn *turn,
           int         stride,
           int         width,
           int         height)
{
  gssize step_x = turn->from_right ? -1 : 1;
  gssize step_y = turn->from_bottom ? -stride : stride;

  return (Walk) {
           .start = (turn->from_right ? width - 1 : 0) +
                    (turn->from_bottom ? (gssize) stride * (height - 1) : 0),
           .step_column = turn->swaps_axes ? step_y : step_x,
           .step_row = turn->swaps_axes ? step_x : step_y,
           .width = turn->swaps_axes ? height : width,
           .height = turn->swaps_axes ? width : height,
  };
}

/**
 * troupe_frame_turn_fit:
 * @in: the format of decoded buffers
 * @short_edge: the largest short edge in pixels, or 0 for the full size
 * @width: (out): in pixels, before the turn
 * @height: (out): in pixels, before the turn
 *
 * Chooses the size on square pixels, made smaller until the short edge fits; pictures never grow.
 */
void
troupe_frame_turn_fit (const GstVideoInfo *in,
                       int                 short_edge,
                       int                *width,
                       int                *height)
{
  double scale = 1;
  double shown_width = (double) in->width * in->par_n / in->par_d;
  double edge = MIN (shown_width, in->height);

  if (short_edge > 0 && edge > short_edge)
    scale = short_edge / edge;

  *width = MAX ((int) (shown_width * scale + 0.5), 1);
  *height = MAX ((int) (in->height * scale + 0.5), 1);
}

/**
 * troupe_frame_turn_swaps:
 * @orientation: how a picture is turned
 *
 * Returns: whether its width becomes its height
 */
gboolean
troupe_frame_turn_swaps (GstVideoOrientationMethod orientation)
{
  return find_turn (orientation)->swaps_axes;
}

/**
 * troupe_frame_turn_pixels:
 * @orientation: how the picture is turned
 * @in: its pixels, without space between the rows
 * @width: in pixels
 * @height: in pixels
 * @out: (out caller-allocates): the upright picture, without space between the rows
 *
 * Turns a picture of four bytes a pixel.
 */
void
troupe_frame_turn_pixels (GstVideoOrientationMethod orientation,
                          const guint32            *in,
                          int                       width,
                          int                       height,
                          guint32                  *out)
{
  Walk walk = plan_walk (find_turn (orientation), width, width, height);

  for (int y = 0; y < walk.height; y++)
    {
      const guint32 *pixel = in + walk.start + y * walk.step_row;

      for (int x = 0; x < walk.width; x++)
        out[(gsize) y * walk.width + x] = pixel[x * walk.step_column];
    }
}

/**
 * troupe_frame_turn_plane:
 * @orientation: how the picture is turned
 * @in: one plane of it, a byte a sample
 * @stride: bytes from one row to the next
 * @width: in samples
 * @height: in samples
 * @out: (out caller-allocates): the upright plane, without space between the rows
 *
 * Turns one plane of a picture.
 */
void
troupe_frame_turn_plane (GstVideoOrientationMethod orientation,
                         const guint8             *in,
                         int                       stride,
                         int                       width,
                         int                       height,
                         guint8                   *out)
{
  Walk walk = plan_walk (find_turn (orientation), stride, width, height);

  for (int y = 0; y < walk.height; y++)
    {
      const guint8 *sample = in + walk.start + y * walk.step_row;

      for (int x = 0; x < walk.width; x++)
        out[(gsize) y * walk.width + x] = sample[x * walk.step_column];
    }
}
