/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "troupe-frame-review.h"
#include "troupe-provider.h"
#include "troupe-range-model.h"
#include "troupe-sound.h"

G_BEGIN_DECLS

/* What may be wrong with a range, each with what mends it, and the best ranges of its length. */

#define TROUPE_TYPE_RANGE_CHECKS (troupe_range_checks_get_type ())
G_DECLARE_FINAL_TYPE (TroupeRangeChecks, troupe_range_checks, TROUPE, RANGE_CHECKS, AdwBin)

void troupe_range_checks_set_model    (TroupeRangeChecks *self,
                                       TroupeRangeModel  *model);
void troupe_range_checks_set_evidence (TroupeRangeChecks *self,
                                       TroupeFrameReview *review,
                                       TroupeSound       *sound);
void troupe_range_checks_set_provider (TroupeRangeChecks *self,
                                       TroupeProvider    *provider);

G_END_DECLS
