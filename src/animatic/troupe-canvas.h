/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <cairo.h>
#include <gst/video/video.h>

#include "troupe-frame.h"

G_BEGIN_DECLS

/* A rectangle in pixels */
typedef struct
{
  int x;
  int y;
  int width;
  int height;
} TroupeBox;

/* A picture that others are drawn onto. For worker threads; one thread at a time. */
typedef struct _TroupeCanvas TroupeCanvas;

TroupeCanvas    *troupe_canvas_new         (int               width,
                                            int               height) G_GNUC_WARN_UNUSED_RESULT;
void             troupe_canvas_free        (TroupeCanvas     *self);
void             troupe_canvas_draw        (TroupeCanvas     *self,
                                            TroupeFrame      *frame,
                                            const TroupeBox  *source,
                                            const TroupeBox  *destination);
cairo_t         *troupe_canvas_get_cairo   (TroupeCanvas     *self);
TroupeFrame     *troupe_canvas_dup_frame   (TroupeCanvas     *self) G_GNUC_WARN_UNUSED_RESULT;
cairo_surface_t *troupe_canvas_dup_surface (TroupeCanvas     *self) G_GNUC_WARN_UNUSED_RESULT;
GstBuffer       *troupe_canvas_dup_buffer  (TroupeCanvas     *self) G_GNUC_WARN_UNUSED_RESULT;
GstCaps         *troupe_canvas_dup_caps    (TroupeCanvas     *self,
                                            int               frame_rate) G_GNUC_WARN_UNUSED_RESULT;

/* The largest part in the middle of a picture that has a shape */
TroupeBox        troupe_box_crop           (int               width,
                                            int               height,
                                            int               shape_width,
                                            int               shape_height);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeCanvas, troupe_canvas_free)

G_END_DECLS
