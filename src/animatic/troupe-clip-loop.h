/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-frame.h"
#include "troupe-animatic-script.h"

G_BEGIN_DECLS

/* The clip of a character, over and over. Blocks: worker threads only. */
typedef struct _TroupeClipLoop TroupeClipLoop;

TroupeClipLoop *troupe_clip_loop_new       (TroupeActor      *actor,
                                            GCancellable     *cancellable,
                                            GError          **error) G_GNUC_WARN_UNUSED_RESULT;
void            troupe_clip_loop_free      (TroupeClipLoop   *self);
TroupeFrame    *troupe_clip_loop_get_frame (TroupeClipLoop   *self,
                                            guint64           time_ns,
                                            GCancellable     *cancellable,
                                            GError          **error);
void            troupe_clip_loop_get_sound (TroupeClipLoop   *self,
                                            guint64           time_ns,
                                            guint8           *sound,
                                            gsize             n_samples);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeClipLoop, troupe_clip_loop_free)

G_END_DECLS
