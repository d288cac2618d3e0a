/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "troupe-jobs.h"
#include "troupe-library.h"
#include "troupe-providers.h"
#include "troupe-video.h"

G_BEGIN_DECLS

/* One video: it plays, with what it was made of and what can be done with it; or why there is none. */

#define TROUPE_TYPE_VIDEO_PAGE (troupe_video_page_get_type ())
G_DECLARE_FINAL_TYPE (TroupeVideoPage, troupe_video_page, TROUPE, VIDEO_PAGE, AdwNavigationPage)

AdwNavigationPage *troupe_video_page_new (TroupeLibrary   *library,
                                          TroupeProviders *providers,
                                          TroupeJobs      *jobs,
                                          TroupeVideo     *video) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
