/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-character-row.h"

G_BEGIN_DECLS

/* The one object of each character, for as long as anybody holds it. Main thread. */

typedef struct _TroupeCharacterTable TroupeCharacterTable;

TroupeCharacterTable *troupe_character_table_new          (GFile                *media) G_GNUC_WARN_UNUSED_RESULT;
void                  troupe_character_table_free         (TroupeCharacterTable *self);
/* Not loaded when nobody has it yet */
TroupeCharacter      *troupe_character_table_ref          (TroupeCharacterTable *self,
                                                           const char           *id) G_GNUC_WARN_UNUSED_RESULT;
void                  troupe_character_table_take_row     (TroupeCharacterTable *self,
                                                           TroupeCharacterRow   *row);
/* From 0 to 1 while it is being made in this process, -1 afterwards */
void                  troupe_character_table_set_progress (TroupeCharacterTable *self,
                                                           const char           *id,
                                                           double                progress);

G_END_DECLS
