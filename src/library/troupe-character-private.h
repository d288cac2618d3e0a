/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-character-row.h"

G_BEGIN_DECLS

/* For the library, which is the only one to change a character. */

TroupeCharacter *troupe_character_new          (const char               *id) G_GNUC_WARN_UNUSED_RESULT;
void             troupe_character_take_row     (TroupeCharacter          *self,
                                                TroupeCharacterRow       *row,
                                                GFile                    *media);
void             troupe_character_set_progress (TroupeCharacter          *self,
                                                double                    progress);

G_END_DECLS
