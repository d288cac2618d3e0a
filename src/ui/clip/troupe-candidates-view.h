/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "troupe-candidates.h"
#include "troupe-range-model.h"

G_BEGIN_DECLS

/* The ranges of a clip that a person keeps: to be named, used and compared. */

#define TROUPE_TYPE_CANDIDATES_VIEW (troupe_candidates_view_get_type ())
G_DECLARE_FINAL_TYPE (TroupeCandidatesView, troupe_candidates_view, TROUPE, CANDIDATES_VIEW, AdwBin)

void troupe_candidates_view_set_model      (TroupeCandidatesView *self,
                                            TroupeRangeModel     *model);
void troupe_candidates_view_set_candidates (TroupeCandidatesView *self,
                                            TroupeCandidates     *candidates);
/* Keeps a range with what speaks for it, unless it is kept already */
void troupe_candidates_view_keep           (TroupeCandidatesView *self,
                                            const TroupeRange    *range,
                                            const char           *note);

G_END_DECLS
