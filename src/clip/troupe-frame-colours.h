/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gst/video/video.h>

G_BEGIN_DECLS

/* From the colours of a video to those of JPEG: BT.601 in full range. Fractions of 65536. */
typedef struct
{
  gboolean is_needed;
  int      luma_offset;
  int      luma;          /* of itself */
  int      luma_u;
  int      luma_v;
  int      u_u;
  int      u_v;
  int      v_u;
  int      v_v;
} TroupeFrameColours;

void troupe_frame_colours_init  (TroupeFrameColours        *self,
                                 const GstVideoColorimetry *from);
void troupe_frame_colours_apply (const TroupeFrameColours  *self,
                                 GstVideoFrame             *frame);

G_END_DECLS
