/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-clip.h"
#include "troupe-frame.h"

G_BEGIN_DECLS

/* The thumbnails of a clip, decoded on an own thread, those asked for last first. Main thread.
 * Signal "changed": a thumbnail arrived (at most once a main loop turn). */

#define TROUPE_TYPE_FILMSTRIP (troupe_filmstrip_get_type ())
G_DECLARE_FINAL_TYPE (TroupeFilmstrip, troupe_filmstrip, TROUPE, FILMSTRIP, GObject)

TroupeFilmstrip *troupe_filmstrip_new       (TroupeClip      *clip,
                                             int              short_edge) G_GNUC_WARN_UNUSED_RESULT;
/* Wants one thumbnail in the middle of each of n_cells equal parts of the given time. */
void             troupe_filmstrip_request   (TroupeFilmstrip *self,
                                             guint64          from_ns,
                                             guint64          to_ns,
                                             guint            n_cells);
/* Wants the frame that begins at a time before all others. */
void             troupe_filmstrip_look      (TroupeFilmstrip *self,
                                             guint64          time_ns);
/* The nearest thumbnail there is, borrowed. */
TroupeFrame     *troupe_filmstrip_get_frame (TroupeFilmstrip *self,
                                             guint64          time_ns);
void             troupe_filmstrip_stop      (TroupeFilmstrip *self);

G_END_DECLS
