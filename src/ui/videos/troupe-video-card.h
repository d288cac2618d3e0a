/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "troupe-video.h"

G_BEGIN_DECLS

/* A video in the gallery: its poster, what it is of, how it stands. Properties (notify): video, description. */

#define TROUPE_TYPE_VIDEO_CARD (troupe_video_card_get_type ())
G_DECLARE_FINAL_TYPE (TroupeVideoCard, troupe_video_card, TROUPE, VIDEO_CARD, AdwBin)

GtkWidget   *troupe_video_card_new             (void) G_GNUC_WARN_UNUSED_RESULT;
TroupeVideo *troupe_video_card_get_video       (TroupeVideoCard *self);
void         troupe_video_card_set_video       (TroupeVideoCard *self,
                                                TroupeVideo     *video);
const char  *troupe_video_card_get_description (TroupeVideoCard *self);

G_END_DECLS
