/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-clip.h"

G_BEGIN_DECLS

#define TROUPE_CUTTER_SHORT_EDGE 720

/* Cuts a range into an MP4 of its own (H.264, AAC when there is sound, fast start, no metadata),
 * holding exactly the frames with start <= time < end. Written under a temporary name, flushed, renamed. */
void     troupe_cutter_cut_async  (const char           *uri,
                                   const TroupeRange    *range,
                                   int                   short_edge,
                                   GFile                *destination,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
gboolean troupe_cutter_cut_finish (GAsyncResult         *result,
                                   GError              **error);

G_END_DECLS
