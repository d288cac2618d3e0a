/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-name-index.h"
#include "troupe-prompt-buffer.h"
#include "troupe-prompt-words.h"

G_BEGIN_DECLS

/* The tag of words that name nobody */
#define TROUPE_PROMPT_UNKNOWN_TAG "unknown-name"

/* Makes mentions of the words with an @ that somebody types or pastes, once the caret is out of them, and marks
 * those that name nobody. Signal: words-changed. */

#define TROUPE_TYPE_PROMPT_BINDER (troupe_prompt_binder_get_type ())
G_DECLARE_FINAL_TYPE (TroupePromptBinder, troupe_prompt_binder, TROUPE, PROMPT_BINDER, GObject)

TroupePromptBinder     *troupe_prompt_binder_new       (TroupePromptBuffer *buffer) G_GNUC_WARN_UNUSED_RESULT;
/* names: NULL while nobody is known; has to stay there until the next call */
void                    troupe_prompt_binder_set_names (TroupePromptBinder *self,
                                                        TroupeNameIndex    *names);
/* Nothing is done to the text while an input method composes */
void                    troupe_prompt_binder_set_held  (TroupePromptBinder *self,
                                                        gboolean            is_held);
/* Does now what waits, and also with the word that the caret is in */
void                    troupe_prompt_binder_finish    (TroupePromptBinder *self);
/* Of TroupePromptWord, those that name nobody */
GPtrArray              *troupe_prompt_binder_get_words (TroupePromptBinder *self);
/* What marks them */
GtkTextTag             *troupe_prompt_binder_get_tag   (TroupePromptBinder *self);
const TroupePromptWord *troupe_prompt_binder_find_word (TroupePromptBinder *self,
                                                        guint               position);

G_END_DECLS
