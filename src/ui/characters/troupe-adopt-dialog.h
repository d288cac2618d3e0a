/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "troupe-library.h"
#include "troupe-provider.h"

G_BEGIN_DECLS

/* Takes a character that its provider knows, and nobody here made, into the library. */

#define TROUPE_TYPE_ADOPT_DIALOG (troupe_adopt_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TroupeAdoptDialog, troupe_adopt_dialog, TROUPE, ADOPT_DIALOG, AdwDialog)

/* username: without the @ */
AdwDialog *troupe_adopt_dialog_new (TroupeLibrary  *library,
                                    TroupeProvider *provider,
                                    const char     *username) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
