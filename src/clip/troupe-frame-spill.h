/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-packed-frame.h"

G_BEGIN_DECLS

/* Where packed pictures go, in place of memory. One thread. */

typedef struct _TroupeFrameSpill TroupeFrameSpill;

TroupeFrameSpill  *troupe_frame_spill_new  (const char       *folder) G_GNUC_WARN_UNUSED_RESULT;
void               troupe_frame_spill_free (TroupeFrameSpill *self);
TroupePackedFrame *troupe_frame_spill_add  (TroupeFrameSpill *self,
                                            GBytes           *content) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeFrameSpill, troupe_frame_spill_free)

G_END_DECLS
