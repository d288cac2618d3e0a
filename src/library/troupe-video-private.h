/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-object-table.h"
#include "troupe-video-row.h"

G_BEGIN_DECLS

/* For the library, which is the only one to change a video. */

extern const TroupeObjectKind troupe_video_kind;

G_END_DECLS
