/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gst/video/video.h>

G_BEGIN_DECLS

/* From the colours of a video to those of JPEG: BT.601 in full range. Fractions of 16384. */
typedef struct
{
  gboolean is_needed;
  gint16   luma_start;    /* what the middle becomes, in 64 parts */
  gint16   luma;          /* of itself */
  gint16   luma_u;
  gint16   luma_v;
  gint16   u_u;
  gint16   u_v;
  gint16   v_u;
  gint16   v_v;
} TroupeFrameColours;

void troupe_frame_colours_init  (TroupeFrameColours        *self,
                                 const GstVideoColorimetry *from);
void troupe_frame_colours_apply (const TroupeFrameColours  *self,
                                 GstVideoFrame             *frame);

G_END_DECLS
