/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-client.h"
#include "troupe-host.h"
#include "troupe-upload.h"

G_BEGIN_DECLS

/* What is to get an address, and by whom; all borrowed until the callback. */
typedef struct
{
  GFile         *file;
  const char    *media_type;
  const char    *what;       /* for TroupeUpload, or NULL */
  TroupeHost    *host;       /* the person's, or NULL */
  TroupeRequest *request;    /* the provider's upload call, where there is no host */
} TroupePublication;

/* Gives a file an address. A cancelled one may have got one all the same. */
void          troupe_publish_async  (const TroupePublication  *publication,
                                     TroupeClient             *client,
                                     TroupeProgressFunc        progress,
                                     gpointer                  progress_data,
                                     GCancellable             *cancellable,
                                     GAsyncReadyCallback       callback,
                                     gpointer                  user_data);
TroupeUpload *troupe_publish_finish (GAsyncResult             *result,
                                     GError                  **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
