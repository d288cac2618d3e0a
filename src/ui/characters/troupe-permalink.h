/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-client.h"
#include "troupe-identity.h"

G_BEGIN_DECLS

/* The web page of an identity. */

gboolean  troupe_permalink_is_web        (const char           *permalink);
char     *troupe_permalink_rebase        (const char           *permalink,
                                          const char           *base) G_GNUC_WARN_UNUSED_RESULT;
void      troupe_permalink_find_async    (TroupeClient         *client,
                                          TroupeProvider       *provider,
                                          TroupeIdentity       *identity,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
char     *troupe_permalink_find_finish   (GAsyncResult         *result,
                                          GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
