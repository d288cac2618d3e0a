/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-clip.h"

G_BEGIN_DECLS

#define TROUPE_CUTTER_SHORT_EDGE 720

/* What the cut has to be; all 0 for what is usual */
typedef struct
{
  int      short_edge;     /* how long the shorter edge may be, in pixels; 0: TROUPE_CUTTER_SHORT_EDGE */
  gboolean drops_sound;
  guint64  max_bytes;      /* 0: no limit */
} TroupeCutForm;

/* Cuts a range into an MP4 of its own (H.264, AAC when there is sound, fast start, no metadata),
 * holding exactly the frames with start <= time < end. Written under a temporary name, flushed, renamed. */
void     troupe_cutter_cut_async  (const char           *uri,
                                   const TroupeRange    *range,
                                   const TroupeCutForm  *form,
                                   GFile                *destination,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
gboolean troupe_cutter_cut_finish (GAsyncResult         *result,
                                   GError              **error);

G_END_DECLS
