/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-client.h"

G_BEGIN_DECLS

/* From 0 to 1, -1 where the provider does not tell; main thread */
typedef void (*TroupeFollowFunc) (double   progress,
                                  gpointer user_data);

/* Asks a provider about a task of its own, again and again, until it has ended. */
void          troupe_follow_async  (TroupeClient         *client,
                                    TroupeProvider       *provider,
                                    const char           *call,
                                    const char           *remote_id,
                                    TroupeFollowFunc      progress,
                                    gpointer              progress_data,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
/* Fails with what the provider says of a task that failed, and when it was cancelled */
TroupeAnswer *troupe_follow_finish (GAsyncResult         *result,
                                    GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
