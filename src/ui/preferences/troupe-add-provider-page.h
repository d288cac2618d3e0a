/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "troupe-client.h"
#include "troupe-providers.h"

G_BEGIN_DECLS

/* Where a provider is added: from a preset, or from a file. For a preferences dialog. */

#define TROUPE_TYPE_ADD_PROVIDER_PAGE (troupe_add_provider_page_get_type ())
G_DECLARE_FINAL_TYPE (TroupeAddProviderPage, troupe_add_provider_page, TROUPE, ADD_PROVIDER_PAGE, AdwNavigationPage)

AdwNavigationPage *troupe_add_provider_page_new (TroupeProviders *providers,
                                                 TroupeClient    *client) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
