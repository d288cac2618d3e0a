/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-character-sort.h"
#include "troupe-library-list.h"

G_BEGIN_DECLS

/* Of TroupeCharacter, those that are not in the trash. Property besides those of every such list (notify): sort. */

#define TROUPE_TYPE_CHARACTER_LIST (troupe_character_list_get_type ())
G_DECLARE_FINAL_TYPE (TroupeCharacterList, troupe_character_list, TROUPE, CHARACTER_LIST, TroupeLibraryList)

/* library: may be opened later */
TroupeCharacterList *troupe_character_list_new      (TroupeLibrary       *library) G_GNUC_WARN_UNUSED_RESULT;
TroupeCharacterSort  troupe_character_list_get_sort (TroupeCharacterList *self);
void                 troupe_character_list_set_sort (TroupeCharacterList *self,
                                                     TroupeCharacterSort  sort);

G_END_DECLS
