/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-frame.h"
#include "troupe-range.h"

G_BEGIN_DECLS

/* The frames of a short part of a clip, larger than a frame store has them. Main thread. */

#define TROUPE_FRAME_CLOSE_UPS_SHORT_EDGE  720
#define TROUPE_FRAME_CLOSE_UPS_LIMIT_BYTES (32 * 1024 * 1024)

typedef struct _TroupeFrameCloseUps TroupeFrameCloseUps;

TroupeFrameCloseUps *troupe_frame_close_ups_new        (const char          *uri) G_GNUC_WARN_UNUSED_RESULT;
void                 troupe_frame_close_ups_free       (TroupeFrameCloseUps *self);
void                 troupe_frame_close_ups_set_part   (TroupeFrameCloseUps *self,
                                                        const TroupeRange   *part,
                                                        int                  short_edge);
void                 troupe_frame_close_ups_set_paused (TroupeFrameCloseUps *self,
                                                        gboolean             is_paused);
TroupeFrame         *troupe_frame_close_ups_dup        (TroupeFrameCloseUps *self,
                                                        guint64              time_ns) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeFrameCloseUps, troupe_frame_close_ups_free)

G_END_DECLS
