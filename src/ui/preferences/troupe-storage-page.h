/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Where things are kept, in the preferences. */

#define TROUPE_TYPE_STORAGE_PAGE (troupe_storage_page_get_type ())
G_DECLARE_FINAL_TYPE (TroupeStoragePage, troupe_storage_page, TROUPE, STORAGE_PAGE, AdwPreferencesPage)

G_END_DECLS
