/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-sound-bins.h"

G_BEGIN_DECLS

/* The sound of clips on disk, a file for each: $XDG_CACHE_HOME/troupe/sounds/HASH. */

#define TROUPE_SOUND_CACHE_LIMIT_BYTES (G_GUINT64_CONSTANT (64) * 1024 * 1024)

char            *troupe_sound_cache_dup_path (const char             *hash) G_GNUC_WARN_UNUSED_RESULT;

/* Block: worker threads only. */
TroupeSoundBins *troupe_sound_cache_load     (const char             *path,
                                              guint64                 duration_ns,
                                              GError                **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean         troupe_sound_cache_save     (const char             *path,
                                              const TroupeSoundBins  *bins,
                                              guint64                 limit_bytes,
                                              GError                **error);

G_END_DECLS
