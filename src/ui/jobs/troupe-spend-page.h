/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "troupe-library.h"
#include "troupe-providers.h"

G_BEGIN_DECLS

/* What paid calls cost, as far as providers told. Lives inside of a TroupeWindow. */

#define TROUPE_TYPE_SPEND_PAGE (troupe_spend_page_get_type ())
G_DECLARE_FINAL_TYPE (TroupeSpendPage, troupe_spend_page, TROUPE, SPEND_PAGE, AdwNavigationPage)

AdwNavigationPage *troupe_spend_page_new (TroupeLibrary   *library,
                                          TroupeProviders *providers) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
