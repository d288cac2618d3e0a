/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-frame.h"

G_BEGIN_DECLS

/* Single pictures of a clip from anywhere in it, decoded on an own thread. Any thread. */

typedef struct _TroupeFrameScout TroupeFrameScout;

/* A place in a clip, and whether its very frame is meant or the key frame before it */
typedef struct
{
  guint64  time_ns;
  gboolean is_exact;
} TroupeFrameLook;

/* On the thread of the scout, and never after troupe_frame_scout_free(). Returns whether pictures that were
 * handed over before gave way to this one. */
typedef gboolean (*TroupeFrameScoutFunc) (GBytes   *packed,
                                          guint64   time_ns,
                                          gpointer  user_data);

TroupeFrameScout *troupe_frame_scout_new       (const char           *uri,
                                                int                   short_edge,
                                                TroupeFrameScoutFunc  func,
                                                gpointer              user_data) G_GNUC_WARN_UNUSED_RESULT;
void              troupe_frame_scout_free      (TroupeFrameScout     *self);
void              troupe_frame_scout_set_held  (TroupeFrameScout     *self,
                                                gboolean              is_held);
void              troupe_frame_scout_set_ready (TroupeFrameScout     *self,
                                                gboolean              is_ready);
gboolean          troupe_frame_scout_is_open   (TroupeFrameScout     *self);
gboolean          troupe_frame_scout_look      (TroupeFrameScout     *self,
                                                guint64               time_ns,
                                                gboolean              is_exact);
void              troupe_frame_scout_want      (TroupeFrameScout     *self,
                                                GArray               *looks);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeFrameScout, troupe_frame_scout_free)

G_END_DECLS
