/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef void (*TroupeFetchProgress) (guint64  received_bytes,
                                     guint64  total_bytes,
                                     gpointer user_data);

/* Fetches an address into a file, going on where an earlier try stopped. Blocks: worker threads only. */
gboolean  troupe_fetch               (const char           *uri,
                                      const char           *path,
                                      guint64               limit_bytes,
                                      TroupeFetchProgress   progress,
                                      gpointer              user_data,
                                      GCancellable         *cancellable,
                                      GError              **error);
char     *troupe_fetch_dup_part_path (const char           *path) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
