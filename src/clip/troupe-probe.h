/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-clip.h"

G_BEGIN_DECLS

/* Opens a source: a path, a file: or http(s): address. */
void        troupe_probe_async              (const char           *source,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
TroupeClip *troupe_probe_finish             (GAsyncResult         *result,
                                             GError              **error) G_GNUC_WARN_UNUSED_RESULT;

/* Reads the true presentation time of every frame; the clip notifies frame-times. */
void        troupe_probe_frame_times_async  (TroupeClip           *clip,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
gboolean    troupe_probe_frame_times_finish (GAsyncResult         *result,
                                             GError              **error);

G_END_DECLS
