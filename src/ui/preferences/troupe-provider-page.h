/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "troupe-client.h"
#include "troupe-providers.h"

G_BEGIN_DECLS

/* One provider in the preferences: address, key, and the facts of its profile. */

#define TROUPE_TYPE_PROVIDER_PAGE (troupe_provider_page_get_type ())
G_DECLARE_FINAL_TYPE (TroupeProviderPage, troupe_provider_page, TROUPE, PROVIDER_PAGE, AdwNavigationPage)

AdwNavigationPage *troupe_provider_page_new       (TroupeProviders *providers,
                                                   TroupeClient    *client,
                                                   TroupeProvider  *provider) G_GNUC_WARN_UNUSED_RESULT;
/* Begins with what has to be entered */
AdwNavigationPage *troupe_provider_page_new_added (TroupeProviders *providers,
                                                   TroupeClient    *client,
                                                   TroupeProvider  *provider) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
