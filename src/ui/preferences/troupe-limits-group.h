/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "troupe-provider.h"

G_BEGIN_DECLS

/* The person's own limits of a range at a provider. */

#define TROUPE_TYPE_LIMITS_GROUP (troupe_limits_group_get_type ())
G_DECLARE_FINAL_TYPE (TroupeLimitsGroup, troupe_limits_group, TROUPE, LIMITS_GROUP, AdwPreferencesGroup)

/* Changes go to the provider at once; saving them is the caller's. */
void troupe_limits_group_set_provider (TroupeLimitsGroup *self,
                                       TroupeProvider    *provider);

G_END_DECLS
