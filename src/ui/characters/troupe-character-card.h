/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "troupe-character.h"

G_BEGIN_DECLS

/* A character in the gallery. Properties: character; description, what assistive technology says. */

#define TROUPE_TYPE_CHARACTER_CARD (troupe_character_card_get_type ())
G_DECLARE_FINAL_TYPE (TroupeCharacterCard, troupe_character_card, TROUPE, CHARACTER_CARD, AdwBin)

GtkWidget       *troupe_character_card_new           (void) G_GNUC_WARN_UNUSED_RESULT;
TroupeCharacter *troupe_character_card_get_character (TroupeCharacterCard *self);
void             troupe_character_card_set_character (TroupeCharacterCard *self,
                                                      TroupeCharacter     *character);
const char      *troupe_character_card_get_description (TroupeCharacterCard *self);

G_END_DECLS
