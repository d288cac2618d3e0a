/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* What servers answer about a clip. */

SoupSession *troupe_remote_new_session    (void) G_GNUC_WARN_UNUSED_RESULT;
gboolean     troupe_remote_check_status   (SoupMessage  *message,
                                           const char   *uri,
                                           GError      **error);
gboolean     troupe_remote_check_content  (SoupMessage  *message,
                                           const char   *uri,
                                           const guint8 *data,
                                           gsize         size,
                                           GError      **error);
void         troupe_remote_take_error     (GError       *soup_error,
                                           const char   *uri,
                                           GError      **error);
guint64      troupe_remote_get_total      (SoupMessage  *message);
const char  *troupe_remote_get_validator  (SoupMessage  *message);

/* Asks for the beginning of a clip. Blocks: worker threads only. */
gboolean     troupe_remote_check          (const char   *uri,
                                           guint64      *size_bytes,
                                           char        **hash,
                                           GCancellable *cancellable,
                                           GError      **error);

G_END_DECLS
