/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-character-sort.h"
#include "troupe-library.h"

G_BEGIN_DECLS

/* GListModel of TroupeCharacter: the ids that match, in order; each row is read when somebody asks for it
 * (TroupeCharacter:loaded). Follows the library, which may be opened later. Properties (notify): search,
 * sort, busy. */

#define TROUPE_TYPE_CHARACTER_LIST (troupe_character_list_get_type ())
G_DECLARE_FINAL_TYPE (TroupeCharacterList, troupe_character_list, TROUPE, CHARACTER_LIST, GObject)

TroupeCharacterList *troupe_character_list_new        (TroupeLibrary       *library) G_GNUC_WARN_UNUSED_RESULT;
const char          *troupe_character_list_get_search (TroupeCharacterList *self);
void                 troupe_character_list_set_search (TroupeCharacterList *self,
                                                       const char          *search);
TroupeCharacterSort  troupe_character_list_get_sort   (TroupeCharacterList *self);
void                 troupe_character_list_set_sort   (TroupeCharacterList *self,
                                                       TroupeCharacterSort  sort);
/* A first answer has not come yet; the list is empty because nothing is known */
gboolean             troupe_character_list_is_busy    (TroupeCharacterList *self);

G_END_DECLS
