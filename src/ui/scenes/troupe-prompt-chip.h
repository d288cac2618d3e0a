/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "troupe-prompt-library.h"

G_BEGIN_DECLS

/* A mention as it stands in the text: picture and alias, and a warning where its provider does not know it. */

#define TROUPE_TYPE_PROMPT_CHIP (troupe_prompt_chip_get_type ())
G_DECLARE_FINAL_TYPE (TroupePromptChip, troupe_prompt_chip, TROUPE, PROMPT_CHIP, GtkWidget)

/* library: may be NULL; not kept */
GtkWidget  *troupe_prompt_chip_new             (const TroupeMention *mention,
                                                TroupePromptLibrary *library);
void        troupe_prompt_chip_update          (TroupePromptChip    *self,
                                                TroupePromptLibrary *library);
/* For assistive technology */
const char *troupe_prompt_chip_get_description (TroupePromptChip    *self);

G_END_DECLS
