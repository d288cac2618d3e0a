/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-cut-size.h"

#include <gst/video/video.h>

/* H.264 coders take no less. */
#define MIN_EDGE 16

static int
even_edge (int    edge,
           double scale)
{
  int even = 2 * (int) (edge * scale / 2 + 0.5);

  return MAX (MIN (even, edge - edge % 2), MIN_EDGE);
}

/**
 * troupe_cut_size_new:
 * @caps: the format of the pictures, upright
 * @short_edge: how long the shorter edge may be, in pixels
 *
 * Finds the size of a cut. Safe from any thread.
 *
 * Returns: (transfer full) (nullable): the format to code, or `NULL` when @caps are no pictures
 */
GstCaps *
troupe_cut_size_new (GstCaps *caps,
                     int      short_edge)
{
  GstVideoInfo info;
  int width;
  double scale;

  if (!gst_video_info_from_caps (&info, caps))
    return NULL;

  width = (int) gst_util_uint64_scale_int_round (info.width, info.par_n, info.par_d);
  scale = MIN (1, (double) short_edge / MIN (width, info.height));
  return gst_caps_new_simple ("video/x-raw", "format", G_TYPE_STRING, "I420",
                              "width", G_TYPE_INT, even_edge (width, scale),
                              "height", G_TYPE_INT, even_edge (info.height, scale),
                              "pixel-aspect-ratio", GST_TYPE_FRACTION, 1, 1, NULL);
}
