/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

#include "troupe-progress.h"
#include "troupe-provider.h"

G_BEGIN_DECLS

/* Brings a result from its address to a file: whole and on disk, or not there at all. */

void     troupe_result_fetch_async  (SoupSession          *session,
                                     TroupeProvider       *provider,
                                     const char           *key,
                                     const char           *call,
                                     GUri                 *uri,
                                     GFile                *destination,
                                     guint64               limit_bytes,
                                     TroupeProgressFunc    progress,
                                     gpointer              progress_data,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
gboolean troupe_result_fetch_finish (GAsyncResult         *result,
                                     GError              **error);

G_END_DECLS
