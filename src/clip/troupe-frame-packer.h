/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gst/video/video.h>

#include "troupe-frame.h"

G_BEGIN_DECLS

/* Packs decoded buffers of one format into small upright JPEG pictures. Worker threads, one at a time. */

typedef struct _TroupeFramePacker TroupeFramePacker;

TroupeFramePacker *troupe_frame_packer_new  (int                         short_edge) G_GNUC_WARN_UNUSED_RESULT;
void               troupe_frame_packer_free (TroupeFramePacker          *self);
GBytes            *troupe_frame_packer_pack (TroupeFramePacker          *self,
                                             GstSample                  *sample,
                                             GstVideoOrientationMethod   orientation,
                                             GError                    **error) G_GNUC_WARN_UNUSED_RESULT;

TroupeFrame       *troupe_frame_unpack      (GBytes                     *packed,
                                             guint64                     time_ns,
                                             int                         short_edge) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeFramePacker, troupe_frame_packer_free)

G_END_DECLS
