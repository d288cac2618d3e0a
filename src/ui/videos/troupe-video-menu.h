/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "troupe-video.h"

G_BEGIN_DECLS

typedef enum
{
  TROUPE_VIDEO_MENU_CARD,
  TROUPE_VIDEO_MENU_PAGE,
} TroupeVideoMenuPlace;

GMenuModel *troupe_video_menu_new       (TroupeVideo          *video,
                                         TroupeVideoMenuPlace  place) G_GNUC_WARN_UNUSED_RESULT;
gboolean    troupe_video_menu_can_remix (TroupeVideo          *video);

G_END_DECLS
