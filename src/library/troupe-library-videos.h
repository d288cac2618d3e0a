/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-library.h"
#include "troupe-video-query.h"
#include "troupe-video.h"

G_BEGIN_DECLS

/* The videos of a library; see TroupeVideoList for all of them. Main thread. */

/* The ids that match, in order */
void         troupe_library_find_videos_async   (TroupeLibrary           *self,
                                                 const TroupeVideoQuery  *query,
                                                 GCancellable            *cancellable,
                                                 GAsyncReadyCallback      callback,
                                                 gpointer                 user_data);
GPtrArray   *troupe_library_find_videos_finish  (TroupeLibrary           *self,
                                                 GAsyncResult            *result,
                                                 GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
void         troupe_library_load_video_async    (TroupeLibrary           *self,
                                                 const char              *id,
                                                 GCancellable            *cancellable,
                                                 GAsyncReadyCallback      callback,
                                                 gpointer                 user_data);
TroupeVideo *troupe_library_load_video_finish   (TroupeLibrary           *self,
                                                 GAsyncResult            *result,
                                                 GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
/* Each of these ends with troupe_library_change_video_finish(). */
void         troupe_library_set_starred_async   (TroupeLibrary           *self,
                                                 const char              *id,
                                                 gboolean                 starred,
                                                 GCancellable            *cancellable,
                                                 GAsyncReadyCallback      callback,
                                                 gpointer                 user_data);
/* Its provider has deleted it. */
void         troupe_library_set_video_gone_async
                                                (TroupeLibrary           *self,
                                                 const char              *id,
                                                 GCancellable            *cancellable,
                                                 GAsyncReadyCallback      callback,
                                                 gpointer                 user_data);
/* Into the trash (30 days), and back out of it: undo */
void         troupe_library_delete_video_async  (TroupeLibrary           *self,
                                                 const char              *id,
                                                 GCancellable            *cancellable,
                                                 GAsyncReadyCallback      callback,
                                                 gpointer                 user_data);
void         troupe_library_restore_video_async (TroupeLibrary           *self,
                                                 const char              *id,
                                                 GCancellable            *cancellable,
                                                 GAsyncReadyCallback      callback,
                                                 gpointer                 user_data);
gboolean     troupe_library_change_video_finish (TroupeLibrary           *self,
                                                 GAsyncResult            *result,
                                                 GError                 **error);

G_END_DECLS
