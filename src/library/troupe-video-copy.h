/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-video.h"

G_BEGIN_DECLS

/* A copy of a video for somewhere else: its story goes along within, where that harms nothing. Main thread. */

/* video: with a file; destination is replaced */
void     troupe_video_copy_async  (TroupeVideo          *video,
                                   GFile                *destination,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
gboolean troupe_video_copy_finish (GAsyncResult         *result,
                                   GError              **error);

G_END_DECLS
