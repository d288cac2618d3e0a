/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-client.h"
#include "troupe-hosts.h"
#include "troupe-upload-list.h"
#include "troupe-video-draft.h"

G_BEGIN_DECLS

/* From 0 to 1: how much of what needs an address has one; main thread */
typedef void (*TroupeVideoOrderFunc) (double   progress,
                                      gpointer user_data);

/* What a video is ordered with; all borrowed until the callback. */
typedef struct
{
  const TroupeVideoDraft *draft;
  const char             *key;          /* tells this paid call from any other */
  TroupeProvider         *provider;
  TroupeClient           *client;
  TroupeHosts            *hosts;
  GFile                  *folder;       /* of this computer, for copies of clips */
  GPtrArray              *uploads;      /* of TroupeUpload: what has an address by now */
  gboolean                is_dry;       /* nothing is uploaded, and no address looked at */
  gboolean                is_local;     /* nothing is uploaded yet */

  TroupeVideoOrderFunc    progress;     /* or NULL */
  void                  (*looking) (gpointer user_data);    /* at an address, from now on; or NULL */
  gpointer                user_data;
} TroupeVideoNeeds;

/* Either a file that got an address, which has to be kept before the next try, or one that has to get one, or the
 * paid call */
typedef struct
{
  gboolean       lacks_upload;
  TroupeUpload  *upload;     /* or NULL */
  TroupeRequest *request;    /* or NULL */
  GPtrArray     *exports;    /* of TroupeExport; needed until the call was answered */
  GFile         *picture;    /* what travels of the person's own, where that tells more than it shows; the same; or NULL */
} TroupeVideoOrder;

void              troupe_video_order_free   (TroupeVideoOrder        *self);
void              troupe_video_order_async  (const TroupeVideoNeeds  *needs,
                                             GCancellable            *cancellable,
                                             GAsyncReadyCallback      callback,
                                             gpointer                 user_data);
TroupeVideoOrder *troupe_video_order_finish (GAsyncResult            *result,
                                             GError                 **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeVideoOrder, troupe_video_order_free)

G_END_DECLS
