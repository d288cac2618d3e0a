/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-frame-shelf.h"

G_BEGIN_DECLS

/* The small pictures of clips on disk, a file for each: $XDG_CACHE_HOME/troupe/frames/HASH. */

#define TROUPE_FRAME_CACHE_LIMIT_BYTES (G_GUINT64_CONSTANT (1024) * 1024 * 1024)

char     *troupe_frame_cache_dup_folder  (void) G_GNUC_WARN_UNUSED_RESULT;
char     *troupe_frame_cache_dup_path    (const char           *hash) G_GNUC_WARN_UNUSED_RESULT;

/* Block: worker threads only. */
gboolean  troupe_frame_cache_load        (const char           *path,
                                          TroupeFrameShelf     *shelf,
                                          GError              **error);
gboolean  troupe_frame_cache_save        (const char           *path,
                                          GArray               *times,
                                          GPtrArray            *pictures,
                                          guint64               limit_bytes,
                                          GError              **error);

G_END_DECLS
