/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gst/video/video.h>

#include "troupe-frame.h"

G_BEGIN_DECLS

/* Turns decoded buffers of one format into upright frames of square pixels. Worker threads. */

typedef struct _TroupeFrameConverter TroupeFrameConverter;

TroupeFrameConverter *troupe_frame_converter_new      (GstCaps                    *caps,
                                                       GstVideoOrientationMethod   orientation,
                                                       int                         short_edge,
                                                       GError                    **error) G_GNUC_WARN_UNUSED_RESULT;
void                  troupe_frame_converter_free     (TroupeFrameConverter       *self);
gboolean              troupe_frame_converter_fits     (TroupeFrameConverter       *self,
                                                       GstCaps                    *caps,
                                                       GstVideoOrientationMethod   orientation);
TroupeFrame          *troupe_frame_converter_convert  (TroupeFrameConverter       *self,
                                                       GstBuffer                  *buffer,
                                                       guint64                     time_ns,
                                                       GError                    **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeFrameConverter, troupe_frame_converter_free)

G_END_DECLS
