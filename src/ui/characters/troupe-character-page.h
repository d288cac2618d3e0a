/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-application.h"

G_BEGIN_DECLS

/* Everything about one character. Commands on it are the actions of the window. */

#define TROUPE_TYPE_CHARACTER_PAGE (troupe_character_page_get_type ())
G_DECLARE_FINAL_TYPE (TroupeCharacterPage, troupe_character_page, TROUPE, CHARACTER_PAGE, AdwNavigationPage)

AdwNavigationPage *troupe_character_page_new (TroupeLibrary   *library,
                                              TroupeProviders *providers,
                                              TroupeCharacter *character) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
