/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-frame.h"
#include "troupe-studio-character.h"

G_BEGIN_DECLS

/* The clip of a character, over and over. Blocks: worker threads only. */
typedef struct _TroupeStudioLoop TroupeStudioLoop;

TroupeStudioLoop *troupe_studio_loop_new       (TroupeStudioCharacter  *character,
                                                GCancellable           *cancellable,
                                                GError                **error) G_GNUC_WARN_UNUSED_RESULT;
void              troupe_studio_loop_free      (TroupeStudioLoop       *self);
TroupeFrame      *troupe_studio_loop_get_frame (TroupeStudioLoop       *self,
                                                guint64                 time_ns,
                                                GCancellable           *cancellable,
                                                GError                **error);
void              troupe_studio_loop_get_sound (TroupeStudioLoop       *self,
                                                guint64                 time_ns,
                                                guint8                 *sound,
                                                gsize                   n_samples);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeStudioLoop, troupe_studio_loop_free)

G_END_DECLS
