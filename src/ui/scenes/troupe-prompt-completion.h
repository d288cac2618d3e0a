/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-prompt-buffer.h"
#include "troupe-prompt-library.h"

G_BEGIN_DECLS

/* The popup with characters below the @ that somebody types at. The keys it wants never reach the text, the others
 * all do. Signal: chosen. */

#define TROUPE_TYPE_PROMPT_COMPLETION (troupe_prompt_completion_get_type ())
G_DECLARE_FINAL_TYPE (TroupePromptCompletion, troupe_prompt_completion, TROUPE, PROMPT_COMPLETION, GObject)

/* view: with a TroupePromptBuffer; not kept alive */
TroupePromptCompletion *troupe_prompt_completion_new         (GtkTextView            *view) G_GNUC_WARN_UNUSED_RESULT;
/* library: NULL while none is loaded; borrowed until the next call */
void                    troupe_prompt_completion_set_library (TroupePromptCompletion *self,
                                                              TroupePromptLibrary    *library);
/* It stays closed while an input method composes */
void                    troupe_prompt_completion_set_held    (TroupePromptCompletion *self,
                                                              gboolean                is_held);
/* Also where nothing was typed just now: the key for it was pressed */
void                    troupe_prompt_completion_open        (TroupePromptCompletion *self);
void                    troupe_prompt_completion_close       (TroupePromptCompletion *self);
gboolean                troupe_prompt_completion_is_open     (TroupePromptCompletion *self);
/* From size_allocate() of the view */
void                    troupe_prompt_completion_present     (TroupePromptCompletion *self);

G_END_DECLS
