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
} TroupeStudioBox;

/* A picture that others are drawn onto. For worker threads; one thread at a time. */
typedef struct _TroupeStudioCanvas TroupeStudioCanvas;

TroupeStudioCanvas *troupe_studio_canvas_new        (int                    width,
                                                     int                    height) G_GNUC_WARN_UNUSED_RESULT;
void                troupe_studio_canvas_free       (TroupeStudioCanvas    *self);
void                troupe_studio_canvas_draw       (TroupeStudioCanvas    *self,
                                                     TroupeFrame           *frame,
                                                     const TroupeStudioBox *source,
                                                     const TroupeStudioBox *destination);
cairo_t            *troupe_studio_canvas_get_cairo  (TroupeStudioCanvas    *self);
TroupeFrame        *troupe_studio_canvas_dup_frame  (TroupeStudioCanvas    *self) G_GNUC_WARN_UNUSED_RESULT;
cairo_surface_t    *troupe_studio_canvas_dup_surface (TroupeStudioCanvas    *self) G_GNUC_WARN_UNUSED_RESULT;
GstBuffer          *troupe_studio_canvas_dup_buffer (TroupeStudioCanvas    *self) G_GNUC_WARN_UNUSED_RESULT;
GstCaps            *troupe_studio_canvas_dup_caps   (TroupeStudioCanvas    *self,
                                                     int                    frame_rate) G_GNUC_WARN_UNUSED_RESULT;

/* The largest part in the middle of a picture that has a shape */
TroupeStudioBox     troupe_studio_box_crop          (int                    width,
                                                     int                    height,
                                                     int                    shape_width,
                                                     int                    shape_height);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeStudioCanvas, troupe_studio_canvas_free)

G_END_DECLS
