/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "troupe-prompt-library.h"

G_BEGIN_DECLS

/* A character that may be meant: picture, alias, username. */

#define TROUPE_TYPE_PROMPT_PROPOSAL (troupe_prompt_proposal_get_type ())
G_DECLARE_FINAL_TYPE (TroupePromptProposal, troupe_prompt_proposal, TROUPE, PROMPT_PROPOSAL, GtkListBoxRow)

GtkWidget  *troupe_prompt_proposal_new              (void);
/* library is not kept */
void        troupe_prompt_proposal_set_character    (TroupePromptProposal *self,
                                                     TroupePromptLibrary  *library,
                                                     const char           *character_id);
const char *troupe_prompt_proposal_get_character_id (TroupePromptProposal *self);
/* For assistive technology */
const char *troupe_prompt_proposal_get_description  (TroupePromptProposal *self);

G_END_DECLS
