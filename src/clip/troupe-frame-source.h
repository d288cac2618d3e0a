/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <gst/video/video.h>

G_BEGIN_DECLS

/* Decoded buffers of a clip in the order of their times. Blocks: worker threads only. */

typedef struct _TroupeFrameSource TroupeFrameSource;

TroupeFrameSource         *troupe_frame_source_new             (const char         *uri,
                                                                gboolean            is_alone,
                                                                GError            **error);
void                       troupe_frame_source_free            (TroupeFrameSource  *self);
gboolean                   troupe_frame_source_pull            (TroupeFrameSource  *self,
                                                                GCancellable       *cancellable,
                                                                GstSample         **sample,
                                                                GError            **error);
gboolean                   troupe_frame_source_seek            (TroupeFrameSource  *self,
                                                                guint64             time_ns,
                                                                gboolean            is_alone,
                                                                GError            **error);
void                       troupe_frame_source_hurry           (TroupeFrameSource  *self,
                                                                GstSample          *sample,
                                                                guint64             time_ns);
guint64                    troupe_frame_source_get_duration    (TroupeFrameSource  *self);
guint64                    troupe_frame_source_get_time        (GstSample          *sample);
GstVideoOrientationMethod  troupe_frame_source_get_orientation (TroupeFrameSource  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeFrameSource, troupe_frame_source_free)

G_END_DECLS
