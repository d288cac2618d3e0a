/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-library-list.h"
#include "troupe-video-query.h"

G_BEGIN_DECLS

/* Of TroupeVideo, those that are not in the trash. Properties besides those of every such list (notify): show,
 * sort, provider-id. */

#define TROUPE_TYPE_VIDEO_LIST (troupe_video_list_get_type ())
G_DECLARE_FINAL_TYPE (TroupeVideoList, troupe_video_list, TROUPE, VIDEO_LIST, TroupeLibraryList)

/* library: may be opened later */
TroupeVideoList *troupe_video_list_new             (TroupeLibrary    *library) G_GNUC_WARN_UNUSED_RESULT;
TroupeVideoShow  troupe_video_list_get_show        (TroupeVideoList  *self);
void             troupe_video_list_set_show        (TroupeVideoList  *self,
                                                    TroupeVideoShow   show);
TroupeVideoSort  troupe_video_list_get_sort        (TroupeVideoList  *self);
void             troupe_video_list_set_sort        (TroupeVideoList  *self,
                                                    TroupeVideoSort   sort);
const char      *troupe_video_list_get_provider_id (TroupeVideoList  *self);
void             troupe_video_list_set_provider_id (TroupeVideoList  *self,
                                                    const char       *provider_id);

G_END_DECLS
