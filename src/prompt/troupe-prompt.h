/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-mention.h"

G_BEGIN_DECLS

/* Text with mentions. A value: copied, compared, used by one thread at a time.
 *
 * Positions count Unicode code points, as the offsets of a GtkTextIter do, and a mention takes up one of them.
 * In the text it is the character TROUPE_PROMPT_MENTION, U+FFFC, which is also what GtkTextBuffer has for a child
 * anchor or a paintable. So both sides count alike, and the view gets for nothing what a mention must do: one
 * Backspace deletes it, one arrow key passes it, it is selected as a whole and no letter can get into it. As a
 * tagged alias in the text it would need all of that by hand, would lose its tag with each undo, and the letters
 * of an input method could end up within.
 *
 * The price: the undo of GtkTextBuffer records neither anchors nor paintables (4.18, tried: an insertion of one is
 * no step, the steps before it then act on places that have moved and delete other letters, and what was deleted
 * with one comes back without it). A view of a prompt therefore switches it off (gtk_text_buffer_set_enable_undo)
 * and uses TroupePromptHistory, which knows mentions. */

#define TROUPE_PROMPT_MENTION 0xfffc
#define TROUPE_PROMPT_MENTION_UTF8 "\xef\xbf\xbc"

typedef struct _TroupePrompt TroupePrompt;

TroupePrompt        *troupe_prompt_new             (const char          *text) G_GNUC_WARN_UNUSED_RESULT;
TroupePrompt        *troupe_prompt_copy            (const TroupePrompt  *self) G_GNUC_WARN_UNUSED_RESULT;
void                 troupe_prompt_free            (TroupePrompt        *self);
gboolean             troupe_prompt_equal           (const TroupePrompt  *self,
                                                    const TroupePrompt  *other);

/* With U+FFFC for each mention */
const char          *troupe_prompt_get_text        (const TroupePrompt  *self);
guint                troupe_prompt_get_n_chars     (const TroupePrompt  *self);
guint                troupe_prompt_get_n_mentions  (const TroupePrompt  *self);
const TroupeMention *troupe_prompt_get_mention     (const TroupePrompt  *self,
                                                    guint                index);
/* NULL where a letter is */
const TroupeMention *troupe_prompt_get_mention_at  (const TroupePrompt  *self,
                                                    guint                position);
TroupePrompt        *troupe_prompt_slice           (const TroupePrompt  *self,
                                                    guint                position,
                                                    guint                n_chars) G_GNUC_WARN_UNUSED_RESULT;

/* Edits. A position behind the end is a mistake of the caller. */
void                 troupe_prompt_insert          (TroupePrompt        *self,
                                                    guint                position,
                                                    const TroupePrompt  *inserted);
void                 troupe_prompt_insert_text     (TroupePrompt        *self,
                                                    guint                position,
                                                    const char          *text);
void                 troupe_prompt_insert_mention  (TroupePrompt        *self,
                                                    guint                position,
                                                    const TroupeMention *mention);
void                 troupe_prompt_delete          (TroupePrompt        *self,
                                                    guint                position,
                                                    guint                n_chars);
void                 troupe_prompt_replace_mention (TroupePrompt        *self,
                                                    guint                position,
                                                    const TroupeMention *mention);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupePrompt, troupe_prompt_free)

G_END_DECLS
