/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-sound.h"

G_BEGIN_DECLS

/* How loud each small piece of a clip is. Plain data: for one thread at a time. */

typedef struct _TroupeSoundBins TroupeSoundBins;

TroupeSoundBins *troupe_sound_bins_new       (guint64                duration_ns) G_GNUC_WARN_UNUSED_RESULT;
void             troupe_sound_bins_free      (TroupeSoundBins       *self);
guint64          troupe_sound_bins_add       (TroupeSoundBins       *self,
                                              guint64                time_ns,
                                              const gint16          *samples,
                                              gsize                  n_frames,
                                              guint                  n_channels,
                                              guint                  rate);
void             troupe_sound_bins_finish    (TroupeSoundBins       *self);
void             troupe_sound_bins_measure   (const TroupeSoundBins *self,
                                              guint64                from_ns,
                                              guint64                to_ns,
                                              TroupeSoundLevels     *levels);
GBytes          *troupe_sound_bins_to_bytes  (const TroupeSoundBins *self) G_GNUC_WARN_UNUSED_RESULT;
TroupeSoundBins *troupe_sound_bins_new_bytes (guint64                duration_ns,
                                              GBytes                *bytes) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeSoundBins, troupe_sound_bins_free)

G_END_DECLS
