/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Lists the table of troupe-accelerators.h. */

#define TROUPE_TYPE_SHORTCUTS_DIALOG (troupe_shortcuts_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TroupeShortcutsDialog, troupe_shortcuts_dialog, TROUPE, SHORTCUTS_DIALOG, AdwDialog)

AdwDialog *troupe_shortcuts_dialog_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
