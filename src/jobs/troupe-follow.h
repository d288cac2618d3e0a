/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-client.h"
#include "troupe-waker.h"

G_BEGIN_DECLS

/* What whoever waits is told meanwhile; main thread */
typedef struct
{
  /* Every answer, the last one too: a good one, or else what it means */
  void (*answered) (TroupeAnswer *answer,
                    const GError *error,
                    gpointer      user_data);
  /* The provider says time and again that it has no such task; it goes on being asked. */
  void (*missing)  (const GError *error,
                    gpointer      user_data);
} TroupeFollowWatch;

/* Asks a provider about a task of its own, again and again, until it has ended. */
void          troupe_follow_async  (TroupeClient             *client,
                                    TroupeProvider           *provider,
                                    TroupeWaker              *waker,
                                    const char               *call,
                                    const char               *remote_id,
                                    const TroupeFollowWatch  *watch,
                                    gpointer                  watch_data,
                                    GCancellable             *cancellable,
                                    GAsyncReadyCallback       callback,
                                    gpointer                  user_data);
/* Fails with what the provider says of a task that failed, when it refuses the key, and when it was cancelled */
gboolean      troupe_follow_is_remote (TroupeProvider        *provider);
TroupeAnswer *troupe_follow_finish (GAsyncResult             *result,
                                    GError                  **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
