/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-host.h"

G_BEGIN_DECLS

/* Keys of hosts in the Secret Service, each for the origin it was entered for; where there is no service, for
 * this run only. TROUPE_HOST_KEY overrides, for scripts. */

void      troupe_host_keys_lookup_async  (TroupeHost           *host,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
/* NULL without error: none was entered. Free with troupe_secrets_free(). */
char     *troupe_host_keys_lookup_finish (GAsyncResult         *result,
                                          GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void      troupe_host_keys_store_async   (TroupeHost           *host,
                                          const char           *key,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
/* lasting: FALSE when the key is kept for this run only */
gboolean  troupe_host_keys_store_finish  (GAsyncResult         *result,
                                          gboolean             *lasting,
                                          GError              **error);
void      troupe_host_keys_clear_async   (TroupeHost           *host,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gboolean  troupe_host_keys_clear_finish  (GAsyncResult         *result,
                                          GError              **error);

G_END_DECLS
