/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "troupe-scene-travel.h"

G_BEGIN_DECLS

/* Says before a video is made what of its scene leaves this computer, and lets the person choose by which host. Hidden
 * where nothing does. Signal "chosen": by the person. */

#define TROUPE_TYPE_TRAVEL_GROUP (troupe_travel_group_get_type ())
G_DECLARE_FINAL_TYPE (TroupeTravelGroup, troupe_travel_group, TROUPE, TRAVEL_GROUP, AdwPreferencesGroup)

/* travel: NULL for nothing */
void        troupe_travel_group_show     (TroupeTravelGroup       *self,
                                          const TroupeSceneTravel *travel,
                                          TroupeProvider          *provider,
                                          TroupeHosts             *hosts);
/* The id of the host that is chosen; NULL: the provider itself, or there is nothing to choose */
const char *troupe_travel_group_get_host (TroupeTravelGroup       *self);

G_END_DECLS
