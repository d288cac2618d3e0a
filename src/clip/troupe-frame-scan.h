/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "troupe-streams.h"

G_BEGIN_DECLS

/* Reads the presentation time of every frame on display. Blocks: worker threads only. */
GArray *troupe_frame_scan (const char    *uri,
                           guint          max_frames,
                           gboolean      *is_timed,
                           TroupeStreams *streams,
                           GCancellable  *cancellable,
                           GError       **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
