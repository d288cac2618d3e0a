/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Brings a remote clip into the cache ($XDG_CACHE_HOME/troupe/clips/HASH), resuming with Range what an
 * earlier run left. Properties (notify): received-bytes, total-bytes (0 when not told). */

/* How much is fetched without a person having set a limit */
#define TROUPE_DOWNLOAD_UNASKED_BYTES (G_GUINT64_CONSTANT (512) * 1024 * 1024)

#define TROUPE_TYPE_DOWNLOAD (troupe_download_get_type ())
G_DECLARE_FINAL_TYPE (TroupeDownload, troupe_download, TROUPE, DOWNLOAD, GObject)

TroupeDownload *troupe_download_new                (const char           *uri,
                                                    guint64               limit_bytes) G_GNUC_WARN_UNUSED_RESULT;
guint64         troupe_download_get_received_bytes (TroupeDownload       *self);
guint64         troupe_download_get_total_bytes    (TroupeDownload       *self);
void            troupe_download_run_async          (TroupeDownload       *self,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
GFile          *troupe_download_run_finish         (TroupeDownload       *self,
                                                    GAsyncResult         *result,
                                                    GError              **error) G_GNUC_WARN_UNUSED_RESULT;
/* What arrives, for troupe_frame_store_follow() */
const char     *troupe_download_get_incoming_uri   (TroupeDownload       *self);
/* The content hash of what has been fetched, NULL before. */
const char     *troupe_download_get_hash           (TroupeDownload       *self);

/* The file in the cache, NULL when it is not there as a whole. Looks at the disk. */
GFile          *troupe_download_find               (const char           *uri) G_GNUC_WARN_UNUSED_RESULT;
/* Blocks: worker threads only. */
GFile          *troupe_download_fetch              (const char           *uri,
                                                    GCancellable         *cancellable,
                                                    GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
