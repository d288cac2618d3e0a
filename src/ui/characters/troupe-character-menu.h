/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-character.h"

G_BEGIN_DECLS

/* What can be done with a character now, as a menu of the window's "character." actions. */

typedef enum
{
  TROUPE_CHARACTER_MENU_CARD,    /* in the gallery: begins with Open */
  TROUPE_CHARACTER_MENU_PAGE,    /* on the character's own page */
} TroupeCharacterMenuPlace;

GMenuModel *troupe_character_menu_new (TroupeCharacter          *character,
                                       TroupeCharacterMenuPlace  place) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
