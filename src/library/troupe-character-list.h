/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-library.h"

G_BEGIN_DECLS

typedef enum
{
  TROUPE_CHARACTER_SORT_NEWEST,
  TROUPE_CHARACTER_SORT_ALIAS,
} TroupeCharacterSort;

/* GListModel of TroupeCharacter: the ids that match, in order; each row is read when somebody asks for it
 * (TroupeCharacter:loaded). Follows the library's signals. Properties: search, sort, busy. */

#define TROUPE_TYPE_CHARACTER_LIST (troupe_character_list_get_type ())
G_DECLARE_FINAL_TYPE (TroupeCharacterList, troupe_character_list, TROUPE, CHARACTER_LIST, GObject)

TroupeCharacterList *troupe_character_list_new        (TroupeLibrary       *library) G_GNUC_WARN_UNUSED_RESULT;
void                 troupe_character_list_set_search (TroupeCharacterList *self,
                                                       const char          *search);
void                 troupe_character_list_set_sort   (TroupeCharacterList *self,
                                                       TroupeCharacterSort  sort);
/* A first answer has come; before that the list is empty because nothing is known yet */
gboolean             troupe_character_list_is_busy    (TroupeCharacterList *self);

G_END_DECLS
