/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What a library without characters shows. Its buttons are actions of the window and the application. */

#define TROUPE_TYPE_WELCOME_PAGE (troupe_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (TroupeWelcomePage, troupe_welcome_page, TROUPE, WELCOME_PAGE, AdwBin)

G_END_DECLS
