/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-prompt.h"

G_BEGIN_DECLS

/* Undo and redo of a prompt being edited. It takes the place of the history of GtkTextBuffer, which knows no
 * mentions. The view tells of each edit once it has happened in the buffer, and repeats in the buffer what undo and
 * redo did to the prompt. GtkTextView's actions text.undo and text.redo stay those of the buffer also in a subclass that
 * installs its own (4.18, tried): a view needs other ones, for the keys and for its menu. Main thread. */

typedef struct _TroupePromptHistory TroupePromptHistory;

/* Repeats an edit in a view: n_removed characters go, inserted comes, the caret goes behind it */
typedef void (*TroupePromptReplay) (guint               position,
                                    guint               n_removed,
                                    const TroupePrompt *inserted,
                                    gpointer            user_data);

TroupePromptHistory *troupe_prompt_history_new       (TroupePrompt        *prompt) G_GNUC_WARN_UNUSED_RESULT;
void                 troupe_prompt_history_free      (TroupePromptHistory *self);
/* The one way to edit the prompt while there is a history */
void                 troupe_prompt_history_replace   (TroupePromptHistory *self,
                                                      guint                position,
                                                      guint                n_removed,
                                                      const TroupePrompt  *inserted);
/* Edits in between are one step; may be nested */
void                 troupe_prompt_history_begin     (TroupePromptHistory *self);
void                 troupe_prompt_history_end       (TroupePromptHistory *self);
/* What is typed from now on is another step: the caret was moved */
void                 troupe_prompt_history_pause     (TroupePromptHistory *self);
gboolean             troupe_prompt_history_can_undo  (TroupePromptHistory *self);
gboolean             troupe_prompt_history_can_redo  (TroupePromptHistory *self);
void                 troupe_prompt_history_undo      (TroupePromptHistory *self,
                                                      TroupePromptReplay   replay,
                                                      gpointer             user_data);
void                 troupe_prompt_history_redo      (TroupePromptHistory *self,
                                                      TroupePromptReplay   replay,
                                                      gpointer             user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupePromptHistory, troupe_prompt_history_free)

G_END_DECLS
