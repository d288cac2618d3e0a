/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* One decoded picture: R8G8B8A8, straight alpha, atomically counted, read-only from any thread. */

#define TROUPE_TYPE_FRAME (troupe_frame_get_type ())

typedef struct _TroupeFrame TroupeFrame;

GType        troupe_frame_get_type    (void);
TroupeFrame *troupe_frame_new         (guint64       time_ns,
                                       int           width,
                                       int           height,
                                       gsize         stride,
                                       GBytes       *pixels) G_GNUC_WARN_UNUSED_RESULT;
TroupeFrame *troupe_frame_ref         (TroupeFrame  *self);
void         troupe_frame_unref       (TroupeFrame  *self);
guint64      troupe_frame_get_time_ns (TroupeFrame  *self);
int          troupe_frame_get_width   (TroupeFrame  *self);
int          troupe_frame_get_height  (TroupeFrame  *self);
gsize        troupe_frame_get_stride  (TroupeFrame  *self);
GBytes      *troupe_frame_get_pixels  (TroupeFrame  *self);

/* Encodes as image/png or image/jpeg. Blocks: worker threads only. */
GBytes      *troupe_frame_encode      (TroupeFrame  *self,
                                       const char   *media_type,
                                       GError      **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeFrame, troupe_frame_unref)

G_END_DECLS
