/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-prompt-buffer.h"

G_BEGIN_DECLS

/* Marks the words of a prompt that are spelt wrong, but no names. The checker and its dictionaries are those of
 * libspelling. Its own adapter for text buffers is not used: GtkTextBuffer tells it of each letter but not of child
 * anchors, so it counts wrong behind the first mention and ends the program where it notices (0.4.8 with GTK 4.18);
 * a new one after each mention leaks what the old one knew. */

#define TROUPE_TYPE_PROMPT_SPELLER (troupe_prompt_speller_get_type ())
G_DECLARE_FINAL_TYPE (TroupePromptSpeller, troupe_prompt_speller, TROUPE, PROMPT_SPELLER, GObject)

/* settings: of the application */
TroupePromptSpeller *troupe_prompt_speller_new         (TroupePromptBuffer  *buffer,
                                                        GSettings           *settings) G_GNUC_WARN_UNUSED_RESULT;
/* The corrections of the word at the caret, an empty list where there are none; NULL where it is not wrong */
char               **troupe_prompt_speller_correct     (TroupePromptSpeller *self) G_GNUC_WARN_UNUSED_RESULT;
/* What the word at the caret becomes */
void                 troupe_prompt_speller_replace     (TroupePromptSpeller *self,
                                                        const char          *correction);
/* From now on the word at the caret is right: in this prompt, or in all programs */
void                 troupe_prompt_speller_ignore      (TroupePromptSpeller *self);
void                 troupe_prompt_speller_add         (TroupePromptSpeller *self);
/* Of the dictionaries that are there, for the actions spelling.check-spelling and spelling.spelling-language */
GMenuModel          *troupe_prompt_speller_create_menu (TroupePromptSpeller *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
