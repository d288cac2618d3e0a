/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "troupe-providers.h"
#include "troupe-range-model.h"

G_BEGIN_DECLS

/* A line of words, one for each provider: whether it takes the range as it is, or why not; and what makes it
 * one that all of them take. */

#define TROUPE_TYPE_FIT_CHIPS (troupe_fit_chips_get_type ())
G_DECLARE_FINAL_TYPE (TroupeFitChips, troupe_fit_chips, TROUPE, FIT_CHIPS, AdwBin)

void troupe_fit_chips_set_providers (TroupeFitChips   *self,
                                     GListModel       *providers);
void troupe_fit_chips_update        (TroupeFitChips   *self,
                                     TroupeRangeModel *model,
                                     TroupeProvider   *chosen);

G_END_DECLS
