/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gst/video/video.h>

G_BEGIN_DECLS

/* How many samples of luma become one, across and down */
typedef struct
{
  int across;
  int down;
} TroupeFrameShrink;

gboolean troupe_frame_shrink_init  (TroupeFrameShrink       *self,
                                    const GstVideoInfo      *in,
                                    int                      width,
                                    int                      height,
                                    GstVideoInfo            *out);
void     troupe_frame_shrink_apply (const TroupeFrameShrink *self,
                                    const GstVideoFrame     *in,
                                    GstVideoFrame           *out);

G_END_DECLS
