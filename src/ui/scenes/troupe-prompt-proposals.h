/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "troupe-prompt-library.h"

G_BEGIN_DECLS

/* A list of characters that may be meant, one of them selected. It takes no focus: the widget that somebody types in
 * moves the selection. Signal: chosen. */

#define TROUPE_TYPE_PROMPT_PROPOSALS (troupe_prompt_proposals_get_type ())
G_DECLARE_FINAL_TYPE (TroupePromptProposals, troupe_prompt_proposals, TROUPE, PROMPT_PROPOSALS, AdwBin)

GtkWidget  *troupe_prompt_proposals_new      (void);
/* How many there are; library is not kept */
guint       troupe_prompt_proposals_find     (TroupePromptProposals *self,
                                              TroupePromptLibrary   *library,
                                              const char            *query);
/* By n_rows; goes on at the other end */
void        troupe_prompt_proposals_move     (TroupePromptProposals *self,
                                              int                    n_rows);
/* FALSE where there is nobody */
gboolean    troupe_prompt_proposals_choose   (TroupePromptProposals *self);
/* “Ada, @ada.1, 1 of 3”, or NULL */
char       *troupe_prompt_proposals_describe (TroupePromptProposals *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
