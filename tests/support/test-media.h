/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char   *test_media_make        (const char   *kind) G_GNUC_WARN_UNUSED_RESULT;
char   *test_media_footage     (const char   *name) G_GNUC_WARN_UNUSED_RESULT;
GArray *test_media_ask_ffprobe (const char   *path) G_GNUC_WARN_UNUSED_RESULT;
guint   test_media_read_number (const guint8 *pixels,
                                int           width,
                                int           height,
                                gsize         stride,
                                int           bytes_per_pixel);

G_END_DECLS
