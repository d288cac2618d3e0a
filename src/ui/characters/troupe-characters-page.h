/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "troupe-library.h"

G_BEGIN_DECLS

/* The gallery: search, grid of cards, what to do when there are none. Its commands on a character are the
 * actions of the window. Properties: empty, search-mode.
 * Signal: character-activated (TroupeCharacter). */

#define TROUPE_TYPE_CHARACTERS_PAGE (troupe_characters_page_get_type ())
G_DECLARE_FINAL_TYPE (TroupeCharactersPage, troupe_characters_page, TROUPE, CHARACTERS_PAGE, AdwBin)

GtkWidget *troupe_characters_page_new             (void) G_GNUC_WARN_UNUSED_RESULT;
void       troupe_characters_page_set_library     (TroupeCharactersPage *self,
                                                   TroupeLibrary        *library);
void       troupe_characters_page_expect          (TroupeCharactersPage *self,
                                                   TroupeCharacter      *character);
gboolean   troupe_characters_page_is_empty        (TroupeCharactersPage *self);
gboolean   troupe_characters_page_get_search_mode (TroupeCharactersPage *self);
void       troupe_characters_page_set_search_mode (TroupeCharactersPage *self,
                                                   gboolean              search_mode);
void       troupe_characters_page_set_key_capture (TroupeCharactersPage *self,
                                                   GtkWidget            *widget);

G_END_DECLS
