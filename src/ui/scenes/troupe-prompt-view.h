/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtksourceview/gtksource.h>

#include "troupe-prompt-library.h"

G_BEGIN_DECLS

/* Where somebody writes a prompt: text in which characters stand as chips. Signals: changed, after each edit;
 * show-character and create-identity, of the id of a character; adopt, of a name that nobody has. */

#define TROUPE_TYPE_PROMPT_VIEW (troupe_prompt_view_get_type ())
G_DECLARE_FINAL_TYPE (TroupePromptView, troupe_prompt_view, TROUPE, PROMPT_VIEW, GtkSourceView)

GtkWidget          *troupe_prompt_view_new            (void);
/* Until the next edit; words that are being written are no mentions yet, see finish */
const TroupePrompt *troupe_prompt_view_get_prompt     (TroupePromptView    *self);
/* prompt: NULL for an empty one */
void                troupe_prompt_view_set_prompt     (TroupePromptView    *self,
                                                       const TroupePrompt  *prompt);
/* library: NULL while none is loaded; borrowed until the next call, so set another one before you free it */
void                troupe_prompt_view_set_library    (TroupePromptView    *self,
                                                       TroupePromptLibrary *library);
void                troupe_prompt_view_insert_mention (TroupePromptView    *self,
                                                       const char          *character_id);
/* Call it before a prompt is sent */
void                troupe_prompt_view_finish         (TroupePromptView    *self);

G_END_DECLS
