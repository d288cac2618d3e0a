/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Keeps folders with files that can be made again to a size. When a file was used is its time. */
void troupe_cache_room_make (const char *path,
                             guint64     limit_bytes,
                             guint64     size_bytes);

G_END_DECLS
