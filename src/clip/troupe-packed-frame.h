/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-frame-file.h"

G_BEGIN_DECLS

/* A packed picture, in memory or in a file. Atomically counted, read from any thread. */

typedef struct _TroupePackedFrame TroupePackedFrame;

TroupePackedFrame *troupe_packed_frame_new         (GBytes            *content) G_GNUC_WARN_UNUSED_RESULT;
TroupePackedFrame *troupe_packed_frame_new_in_file (TroupeFrameFile   *file,
                                                    guint64            offset,
                                                    gsize              size) G_GNUC_WARN_UNUSED_RESULT;
TroupePackedFrame *troupe_packed_frame_ref         (TroupePackedFrame *self);
void               troupe_packed_frame_unref       (TroupePackedFrame *self);
gsize              troupe_packed_frame_get_size    (TroupePackedFrame *self);
GBytes            *troupe_packed_frame_read        (TroupePackedFrame *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupePackedFrame, troupe_packed_frame_unref)

G_END_DECLS
