/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-character-draft.h"
#include "troupe-client.h"
#include "troupe-hosts.h"

G_BEGIN_DECLS

/* The requests that a draft leads to, built and not sent. */

void      troupe_dry_run_async  (const TroupeCharacterDraft  *draft,
                                 TroupeProvider              *provider,
                                 TroupeClient                *client,
                                 TroupeHosts                 *hosts,
                                 GCancellable                *cancellable,
                                 GAsyncReadyCallback          callback,
                                 gpointer                     user_data);
JsonNode *troupe_dry_run_finish (GAsyncResult                *result,
                                 GError                     **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
