/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "troupe-provider.h"

G_BEGIN_DECLS

/* Where the key of a provider is entered and removed; says where it is kept. */

#define TROUPE_TYPE_KEY_GROUP (troupe_key_group_get_type ())
G_DECLARE_FINAL_TYPE (TroupeKeyGroup, troupe_key_group, TROUPE, KEY_GROUP, AdwPreferencesGroup)

void troupe_key_group_set_provider (TroupeKeyGroup *self,
                                    TroupeProvider *provider);

G_END_DECLS
