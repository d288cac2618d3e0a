/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtksourceview/gtksource.h>

#include "troupe-prompt.h"

G_BEGIN_DECLS

/* A prompt being edited: what GTK does to the text happens to a TroupePrompt as well, with undo and redo that know
 * mentions. Properties: can-undo-step, can-redo-step. Signals: edited, for each edit but those of undo and redo;
 * prompt-changed, once after each user action, undo or redo; caret-moved, but not by an edit. */

#define TROUPE_TYPE_PROMPT_BUFFER (troupe_prompt_buffer_get_type ())
G_DECLARE_FINAL_TYPE (TroupePromptBuffer, troupe_prompt_buffer, TROUPE, PROMPT_BUFFER, GtkSourceBuffer)

TroupePromptBuffer *troupe_prompt_buffer_new              (void) G_GNUC_WARN_UNUSED_RESULT;
const TroupePrompt *troupe_prompt_buffer_get_prompt       (TroupePromptBuffer *self);
void                troupe_prompt_buffer_set_prompt       (TroupePromptBuffer *self,
                                                           const TroupePrompt *prompt);
guint               troupe_prompt_buffer_get_caret        (TroupePromptBuffer *self);
/* TRUE where something is selected; else n_chars is 0 and position that of the caret */
gboolean            troupe_prompt_buffer_get_selection    (TroupePromptBuffer *self,
                                                           guint              *position,
                                                           guint              *n_chars);
void                troupe_prompt_buffer_select           (TroupePromptBuffer *self,
                                                           guint               position,
                                                           guint               n_chars);
/* One step to undo; the caret goes behind what is inserted */
void                troupe_prompt_buffer_replace          (TroupePromptBuffer *self,
                                                           guint               position,
                                                           guint               n_removed,
                                                           const TroupePrompt *inserted);
gboolean            troupe_prompt_buffer_can_undo_step    (TroupePromptBuffer *self);
gboolean            troupe_prompt_buffer_can_redo_step    (TroupePromptBuffer *self);
void                troupe_prompt_buffer_undo_step        (TroupePromptBuffer *self);
void                troupe_prompt_buffer_redo_step        (TroupePromptBuffer *self);

G_END_DECLS
