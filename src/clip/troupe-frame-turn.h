/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gst/video/video.h>

G_BEGIN_DECLS

/* How stored pictures are made smaller and turned to stand upright. Any thread. */

void     troupe_frame_turn_fit       (const GstVideoInfo        *in,
                                      int                        short_edge,
                                      int                       *width,
                                      int                       *height);
gboolean troupe_frame_turn_swaps     (GstVideoOrientationMethod  orientation);
void     troupe_frame_turn_pixels    (GstVideoOrientationMethod  orientation,
                                      const guint32             *in,
                                      int                        width,
                                      int                        height,
                                      guint32                   *out);
void     troupe_frame_turn_plane     (GstVideoOrientationMethod  orientation,
                                      const guint8              *in,
                                      int                        stride,
                                      int                        width,
                                      int                        height,
                                      guint8                    *out);

G_END_DECLS
