/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Secrets in the Secret Service, each for one owner and one origin; where there is no service, or a locked one,
 * for this run only. Main thread. */

typedef enum
{
  TROUPE_SECRET_PROVIDER,
  TROUPE_SECRET_HOST,
} TroupeSecretOwner;

void      troupe_secrets_lookup_async  (TroupeSecretOwner     owner,
                                        const char           *id,
                                        const char           *origin,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
/* NULL without error: there is none. Free with troupe_secrets_free (). */
char     *troupe_secrets_lookup_finish (GAsyncResult         *result,
                                        GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void      troupe_secrets_free          (char                 *secret);
/* label: what the keyring calls it */
void      troupe_secrets_store_async   (TroupeSecretOwner     owner,
                                        const char           *id,
                                        const char           *origin,
                                        const char           *label,
                                        const char           *secret,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
/* lasting: FALSE when it is kept for this run only */
gboolean  troupe_secrets_store_finish  (GAsyncResult         *result,
                                        gboolean             *lasting,
                                        GError              **error);
void      troupe_secrets_clear_async   (TroupeSecretOwner     owner,
                                        const char           *id,
                                        const char           *origin,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
gboolean  troupe_secrets_clear_finish  (GAsyncResult         *result,
                                        GError              **error);

G_END_DECLS
