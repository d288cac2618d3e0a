/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "troupe-character.h"
#include "troupe-providers.h"

G_BEGIN_DECLS

/* What a character is called at one provider, with its link. Lives inside of a TroupeWindow. */

#define TROUPE_TYPE_IDENTITY_ROW (troupe_identity_row_get_type ())
G_DECLARE_FINAL_TYPE (TroupeIdentityRow, troupe_identity_row, TROUPE, IDENTITY_ROW, AdwActionRow)

GtkWidget *troupe_identity_row_new (TroupeProviders *providers,
                                    TroupeCharacter *character,
                                    TroupeIdentity  *identity) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
