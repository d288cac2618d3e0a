/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "troupe-library.h"

G_BEGIN_DECLS

/* Gives a character another name; closes when the library has taken it. */

#define TROUPE_TYPE_RENAME_DIALOG (troupe_rename_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TroupeRenameDialog, troupe_rename_dialog, TROUPE, RENAME_DIALOG, AdwDialog)

AdwDialog *troupe_rename_dialog_new (TroupeLibrary   *library,
                                     TroupeCharacter *character) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
