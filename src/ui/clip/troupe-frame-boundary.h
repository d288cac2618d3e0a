/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-clip.h"

G_BEGIN_DECLS

/* Where one may cut between frames: each frame begins at a boundary, and the clip ends at the last one. */

guint64 troupe_frame_boundary_near  (TroupeClip        *clip,
                                     guint64            time_ns);
guint64 troupe_frame_boundary_step  (TroupeClip        *clip,
                                     guint64            time_ns,
                                     int                n_frames);
guint64 troupe_frame_boundary_first (TroupeClip        *clip,
                                     const TroupeRange *range);
guint64 troupe_frame_boundary_last  (TroupeClip        *clip,
                                     const TroupeRange *range);

G_END_DECLS
