/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-clip.h"
#include "troupe-frame.h"

G_BEGIN_DECLS

/* The small pictures of all frames of a clip, decoded once on own threads, nearest the focus first.
 * Main thread. Signal "changed": there are more (at most once a main loop turn, and every 50 ms of those
 * that nobody waits for). */

#define TROUPE_FRAME_STORE_SHORT_EDGE  360
#define TROUPE_FRAME_STORE_LIMIT_BYTES (192 * 1024 * 1024)

#define TROUPE_TYPE_FRAME_STORE (troupe_frame_store_get_type ())
G_DECLARE_FINAL_TYPE (TroupeFrameStore, troupe_frame_store, TROUPE, FRAME_STORE, GObject)

TroupeFrameStore *troupe_frame_store_new            (TroupeClip       *clip,
                                                     gsize             limit_bytes) G_GNUC_WARN_UNUSED_RESULT;
void              troupe_frame_store_follow         (TroupeFrameStore *self,
                                                     const char       *uri);
void              troupe_frame_store_set_focus      (TroupeFrameStore *self,
                                                     guint64           time_ns);
void              troupe_frame_store_set_paused     (TroupeFrameStore *self,
                                                     gboolean          is_paused);
void              troupe_frame_store_stop           (TroupeFrameStore *self);
void              troupe_frame_store_show           (TroupeFrameStore *self,
                                                     guint64           from_ns,
                                                     guint64           to_ns,
                                                     guint             n_parts);
void              troupe_frame_store_look           (TroupeFrameStore *self,
                                                     guint64           time_ns);
gboolean          troupe_frame_store_want_full      (TroupeFrameStore *self,
                                                     guint64           time_ns);
TroupeFrame      *troupe_frame_store_take_full      (TroupeFrameStore *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean          troupe_frame_store_has_surroundings (TroupeFrameStore *self);
TroupeFrame      *troupe_frame_store_dup_exact      (TroupeFrameStore *self,
                                                     guint64           time_ns) G_GNUC_WARN_UNUSED_RESULT;
TroupeFrame      *troupe_frame_store_dup_nearest    (TroupeFrameStore *self,
                                                     guint64           time_ns,
                                                     int               short_edge) G_GNUC_WARN_UNUSED_RESULT;
guint64           troupe_frame_store_find_nearest   (TroupeFrameStore *self,
                                                     guint64           time_ns);
gboolean          troupe_frame_store_find           (TroupeFrameStore *self,
                                                     guint64           time_ns,
                                                     int               n_frames,
                                                     guint64          *found_ns);
gboolean          troupe_frame_store_is_covered     (TroupeFrameStore *self,
                                                     guint64           from_ns,
                                                     guint64           to_ns);
gboolean          troupe_frame_store_is_idle        (TroupeFrameStore *self);
guint             troupe_frame_store_get_n_frames   (TroupeFrameStore *self);
gsize             troupe_frame_store_get_size_bytes (TroupeFrameStore *self);

G_END_DECLS
