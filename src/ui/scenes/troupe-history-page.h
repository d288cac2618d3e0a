/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "troupe-providers.h"
#include "troupe-sent-prompt.h"

G_BEGIN_DECLS

/* Every prompt that was sent, found by its words. Signal: reused (TroupeSentPrompt). */

#define TROUPE_TYPE_HISTORY_PAGE (troupe_history_page_get_type ())
G_DECLARE_FINAL_TYPE (TroupeHistoryPage, troupe_history_page, TROUPE, HISTORY_PAGE, AdwNavigationPage)

AdwNavigationPage *troupe_history_page_new (TroupeLibrary    *library,
                                            TroupeProviders  *providers) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
