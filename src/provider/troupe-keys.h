/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-provider.h"

G_BEGIN_DECLS

/* Keys in the Secret Service; where there is none, for this run only. TROUPE_KEY overrides, for scripts. */

void      troupe_keys_lookup_async  (TroupeProvider       *provider,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
/* NULL without error: none was entered. Free with troupe_keys_free(). */
char     *troupe_keys_lookup_finish (GAsyncResult         *result,
                                     GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void      troupe_keys_free          (char                 *key);
void      troupe_keys_store_async   (TroupeProvider       *provider,
                                     const char           *key,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
/* lasting: FALSE when the key is kept for this run only */
gboolean  troupe_keys_store_finish  (GAsyncResult         *result,
                                     gboolean             *lasting,
                                     GError              **error);
void      troupe_keys_clear_async   (TroupeProvider       *provider,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
gboolean  troupe_keys_clear_finish  (GAsyncResult         *result,
                                     GError              **error);

G_END_DECLS
