/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-client.h"
#include "troupe-hosts.h"
#include "troupe-upload.h"
#include "troupe-video-draft.h"

G_BEGIN_DECLS

/* What a video needs to be sent: the paid call, the copies of clips that go with it, what was published. */
typedef struct
{
  TroupeRequest *request;
  GPtrArray     *exports;    /* of TroupeExport; needed until the call was answered */
  GPtrArray     *uploads;    /* of TroupeUpload */
} TroupeVideoOrder;

void              troupe_video_order_free   (TroupeVideoOrder        *self);
/* draft must live until the callback; folder: for copies; is_dry: nothing is uploaded */
void              troupe_video_order_async  (const TroupeVideoDraft  *draft,
                                             const char              *key,
                                             TroupeProvider          *provider,
                                             TroupeClient            *client,
                                             TroupeHosts             *hosts,
                                             GFile                   *folder,
                                             gboolean                 is_dry,
                                             GCancellable            *cancellable,
                                             GAsyncReadyCallback      callback,
                                             gpointer                 user_data);
TroupeVideoOrder *troupe_video_order_finish (GAsyncResult            *result,
                                             GError                 **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeVideoOrder, troupe_video_order_free)

G_END_DECLS
