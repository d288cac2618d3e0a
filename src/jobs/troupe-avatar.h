/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-client.h"
#include "troupe-picture.h"

G_BEGIN_DECLS

/* Brings a provider's picture of a character into the media folder: fetched, seen to be a picture, kept
 * as JPEG or PNG. */
void           troupe_avatar_fetch_async  (TroupeClient         *client,
                                           TroupeProvider       *provider,
                                           const char           *url,
                                           GFile                *media,
                                           const char           *character_id,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
TroupePicture *troupe_avatar_fetch_finish (GAsyncResult         *result,
                                           GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
