/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-library.h"
#include "troupe-range.h"

G_BEGIN_DECLS

/* Where a person left off in a clip, kept by what is in its file. Times are nanoseconds. Main thread. */
typedef struct
{
  guint64     position_ns;
  guint64     from_ns;        /* the part of the timeline that was visible */
  guint64     length_ns;
  TroupeRange range;
} TroupeClipPlace;

/* How many clips are remembered; the one that was left longest ago goes first. */
#define TROUPE_CLIP_PLACE_LIMIT 1000

void     troupe_clip_place_load_async  (TroupeLibrary         *library,
                                        const char            *hash,
                                        GCancellable          *cancellable,
                                        GAsyncReadyCallback    callback,
                                        gpointer               user_data);
gboolean troupe_clip_place_load_finish (TroupeLibrary         *library,
                                        GAsyncResult          *result,
                                        TroupeClipPlace       *place,
                                        GError               **error);
void     troupe_clip_place_save_async  (TroupeLibrary         *library,
                                        const char            *hash,
                                        const TroupeClipPlace *place,
                                        GAsyncReadyCallback    callback,
                                        gpointer               user_data);
gboolean troupe_clip_place_save_finish (TroupeLibrary         *library,
                                        GAsyncResult          *result,
                                        GError               **error);

G_END_DECLS
