/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "troupe-client.h"
#include "troupe-providers.h"

G_BEGIN_DECLS

/* The list of providers in the preferences. */

#define TROUPE_TYPE_PROVIDERS_PAGE (troupe_providers_page_get_type ())
G_DECLARE_FINAL_TYPE (TroupeProvidersPage, troupe_providers_page, TROUPE, PROVIDERS_PAGE, AdwPreferencesPage)

void troupe_providers_page_set_providers (TroupeProvidersPage *self,
                                          TroupeProviders     *providers,
                                          TroupeClient        *client);
void troupe_providers_page_add_file      (TroupeProvidersPage *self,
                                          GFile               *file);

G_END_DECLS
