/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-answer.h"
#include "troupe-progress.h"
#include "troupe-request.h"

G_BEGIN_DECLS

/* One SoupSession for all providers. Looks the key up, starts the Practice Studio for a builtin provider. */

#define TROUPE_TYPE_CLIENT (troupe_client_get_type ())
G_DECLARE_FINAL_TYPE (TroupeClient, troupe_client, TROUPE, CLIENT, GObject)

TroupeClient *troupe_client_new          (void) G_GNUC_WARN_UNUSED_RESULT;
/* Makes the base of a builtin provider known (starts the Studio); at once for others. */
void          troupe_client_ready_async  (TroupeClient         *self,
                                          TroupeProvider       *provider,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gboolean      troupe_client_ready_finish (TroupeClient         *self,
                                          GAsyncResult         *result,
                                          GError              **error);
void          troupe_client_send_async   (TroupeClient         *self,
                                          TroupeRequest        *request,
                                          TroupeProgressFunc    progress,
                                          gpointer              progress_data,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
TroupeAnswer *troupe_client_send_finish  (TroupeClient         *self,
                                          GAsyncResult         *result,
                                          GError              **error) G_GNUC_WARN_UNUSED_RESULT;
/* Fetches a result byte for byte as addressed, without the key unless it is the provider's own origin. */
void          troupe_client_fetch_async  (TroupeClient         *self,
                                          TroupeProvider       *provider,
                                          const char           *uri,
                                          GFile                *destination,
                                          guint64               limit_bytes,
                                          TroupeProgressFunc    progress,
                                          gpointer              progress_data,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
/* The same for a call whose answer is the result, or names its address; ends with fetch_finish */
void          troupe_client_download_async (TroupeClient       *self,
                                          TroupeRequest        *request,
                                          GFile                *destination,
                                          guint64               limit_bytes,
                                          TroupeProgressFunc    progress,
                                          gpointer              progress_data,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gboolean      troupe_client_fetch_finish (TroupeClient         *self,
                                          GAsyncResult         *result,
                                          GError              **error);

G_END_DECLS
