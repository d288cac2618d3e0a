/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-packed-frame.h"

G_BEGIN_DECLS

/* Packed pictures of a clip by their times, and which parts of it they are all of. Not locked. */

/* Frames of one time come out so far apart at most, depending on where a seek began. */
#define TROUPE_FRAME_SHELF_TOLERANCE_NS 100000

#define TROUPE_FRAME_SHELF_NONE G_MAXUINT

typedef struct _TroupeFrameShelf TroupeFrameShelf;

TroupeFrameShelf  *troupe_frame_shelf_new             (gsize              limit_bytes) G_GNUC_WARN_UNUSED_RESULT;
void               troupe_frame_shelf_free            (TroupeFrameShelf  *self);
gboolean           troupe_frame_shelf_add             (TroupeFrameShelf  *self,
                                                       guint64            time_ns,
                                                       TroupePackedFrame *packed,
                                                       guint64            focus_ns);
void               troupe_frame_shelf_cover           (TroupeFrameShelf  *self,
                                                       guint64            from_ns,
                                                       guint64            to_ns);
gboolean           troupe_frame_shelf_is_covered      (TroupeFrameShelf  *self,
                                                       guint64            time_ns);
guint64            troupe_frame_shelf_get_cover_start (TroupeFrameShelf  *self,
                                                       guint64            time_ns);
guint64            troupe_frame_shelf_get_cover_end   (TroupeFrameShelf  *self,
                                                       guint64            time_ns);
guint              troupe_frame_shelf_get_n_frames    (TroupeFrameShelf  *self);
gsize              troupe_frame_shelf_get_size_bytes  (TroupeFrameShelf  *self);
gboolean           troupe_frame_shelf_has_room        (TroupeFrameShelf  *self,
                                                       guint64            focus_ns,
                                                       guint64            time_ns);
guint              troupe_frame_shelf_find            (TroupeFrameShelf  *self,
                                                       guint64            time_ns);
guint              troupe_frame_shelf_find_nearest    (TroupeFrameShelf  *self,
                                                       guint64            time_ns);
guint64            troupe_frame_shelf_get_distance    (TroupeFrameShelf  *self,
                                                       guint              n,
                                                       guint64            time_ns);
guint64            troupe_frame_shelf_get_time        (TroupeFrameShelf  *self,
                                                       guint              n);
TroupePackedFrame *troupe_frame_shelf_get_packed      (TroupeFrameShelf  *self,
                                                       guint              n);
void               troupe_frame_shelf_drop            (TroupeFrameShelf  *self,
                                                       guint              n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeFrameShelf, troupe_frame_shelf_free)

G_END_DECLS
