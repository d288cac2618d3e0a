/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "troupe-library.h"
#include "troupe-providers.h"
#include "troupe-video.h"

G_BEGIN_DECLS

/* The gallery of videos. Properties (notify): empty, search-mode. Signal: video-activated (TroupeVideo). */

#define TROUPE_TYPE_VIDEOS_PAGE (troupe_videos_page_get_type ())
G_DECLARE_FINAL_TYPE (TroupeVideosPage, troupe_videos_page, TROUPE, VIDEOS_PAGE, AdwBin)

GtkWidget *troupe_videos_page_new             (void) G_GNUC_WARN_UNUSED_RESULT;
/* library: open; providers: to choose from, NULL for none */
void       troupe_videos_page_set_library     (TroupeVideosPage *self,
                                               TroupeLibrary    *library,
                                               TroupeProviders  *providers);
gboolean   troupe_videos_page_is_empty        (TroupeVideosPage *self);
gboolean   troupe_videos_page_get_search_mode (TroupeVideosPage *self);
void       troupe_videos_page_set_search_mode (TroupeVideosPage *self,
                                               gboolean          search_mode);
void       troupe_videos_page_set_key_capture (TroupeVideosPage *self,
                                               GtkWidget        *widget);

G_END_DECLS
