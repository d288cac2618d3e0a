/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "troupe-provider.h"

G_BEGIN_DECLS

/* The person's own limits of a range at a provider. */

#define TROUPE_TYPE_LIMITS_ROW (troupe_limits_row_get_type ())
G_DECLARE_FINAL_TYPE (TroupeLimitsRow, troupe_limits_row, TROUPE, LIMITS_ROW, AdwExpanderRow)

/* Changes go to the provider at once; saving them is the caller's. */
void troupe_limits_row_set_provider (TroupeLimitsRow *self,
                                     TroupeProvider  *provider);

G_END_DECLS
