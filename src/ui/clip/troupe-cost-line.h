/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "troupe-library.h"
#include "troupe-provider.h"

G_BEGIN_DECLS

/* Says what a character will cost: what is known of its provider, or what the last one there cost. */

#define TROUPE_TYPE_COST_LINE (troupe_cost_line_get_type ())
G_DECLARE_FINAL_TYPE (TroupeCostLine, troupe_cost_line, TROUPE, COST_LINE, AdwBin)

void troupe_cost_line_show (TroupeCostLine *self,
                            TroupeLibrary  *library,
                            TroupeProvider *provider);

G_END_DECLS
