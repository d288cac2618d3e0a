/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "troupe-candidate.h"
#include "troupe-clip.h"

G_BEGIN_DECLS

/* Some videos beside each other, in one loop: one of them at most is heard, one bar is for all of them. Or some ranges
 * of a clip, each in a loop of its own. Signal "used" (TroupeCandidate *): that one is wanted. */

#define TROUPE_TYPE_COMPARE_PAGE (troupe_compare_page_get_type ())
G_DECLARE_FINAL_TYPE (TroupeComparePage, troupe_compare_page, TROUPE, COMPARE_PAGE, AdwNavigationPage)

#define TROUPE_COMPARE_PAGE_MIN 2
#define TROUPE_COMPARE_PAGE_MAX 4

/* videos: of TroupeVideo, those that have a file */
AdwNavigationPage *troupe_compare_page_new            (GPtrArray  *videos) G_GNUC_WARN_UNUSED_RESULT;
/* candidates: of TroupeCandidate */
AdwNavigationPage *troupe_compare_page_new_candidates (TroupeClip *clip,
                                                       GPtrArray  *candidates) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
