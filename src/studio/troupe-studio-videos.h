/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-studio-characters.h"
#include "troupe-studio-video.h"

G_BEGIN_DECLS

/* All video jobs of the studio, and the workshop that makes them, one after the other. Main thread. */

#define TROUPE_TYPE_STUDIO_VIDEOS (troupe_studio_videos_get_type ())
G_DECLARE_FINAL_TYPE (TroupeStudioVideos, troupe_studio_videos, TROUPE, STUDIO_VIDEOS, GObject)

TroupeStudioVideos *troupe_studio_videos_new        (TroupeStudioStore       *store,
                                                     TroupeStudioCharacters  *characters) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray          *troupe_studio_videos_get_all    (TroupeStudioVideos      *self);
GPtrArray          *troupe_studio_videos_get_new    (TroupeStudioVideos      *self);
TroupeStudioVideo  *troupe_studio_videos_find       (TroupeStudioVideos      *self,
                                                     const char              *id);
GFile              *troupe_studio_videos_get_file   (TroupeStudioVideos      *self,
                                                     TroupeStudioVideo       *video) G_GNUC_WARN_UNUSED_RESULT;
GFile              *troupe_studio_videos_get_result (TroupeStudioVideos      *self,
                                                     const char              *id,
                                                     GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
void                troupe_studio_videos_add_async  (TroupeStudioVideos      *self,
                                                     TroupeStudioVideo       *video,
                                                     GAsyncReadyCallback      callback,
                                                     gpointer                 user_data);
gboolean            troupe_studio_videos_add_finish (TroupeStudioVideos      *self,
                                                     GAsyncResult            *result,
                                                     GError                 **error);
void                troupe_studio_videos_remove     (TroupeStudioVideos      *self,
                                                     TroupeStudioVideo       *video);
void                troupe_studio_videos_stop       (TroupeStudioVideos      *self);
gboolean            troupe_studio_videos_is_busy    (TroupeStudioVideos      *self);

G_END_DECLS
