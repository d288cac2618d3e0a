/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "troupe-prompt-library.h"

G_BEGIN_DECLS

/* A popup in which somebody looks for a character. Signal: chosen. */

#define TROUPE_TYPE_PROMPT_PICKER (troupe_prompt_picker_get_type ())
G_DECLARE_FINAL_TYPE (TroupePromptPicker, troupe_prompt_picker, TROUPE, PROMPT_PICKER, GtkPopover)

GtkWidget *troupe_prompt_picker_new  (void);
/* library: has to be there for as long as it is open */
void       troupe_prompt_picker_open (TroupePromptPicker  *self,
                                      TroupePromptLibrary *library);

G_END_DECLS
