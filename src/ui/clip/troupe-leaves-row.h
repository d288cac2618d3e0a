/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "troupe-travel.h"

G_BEGIN_DECLS

/* Says before anything happens what leaves this computer, where to and for how long. */

#define TROUPE_TYPE_LEAVES_ROW (troupe_leaves_row_get_type ())
G_DECLARE_FINAL_TYPE (TroupeLeavesRow, troupe_leaves_row, TROUPE, LEAVES_ROW, AdwExpanderRow)

/* host: the one that the draft names, or NULL */
void troupe_leaves_row_show        (TroupeLeavesRow            *self,
                                    const TroupeCharacterDraft *draft,
                                    TroupeProvider             *provider,
                                    TroupeHost                 *host);
/* The same of what is known already; NULL: nothing is sent, and the row is hidden */
void troupe_leaves_row_show_travel (TroupeLeavesRow            *self,
                                    const TroupeTravel         *travel,
                                    TroupeProvider             *provider,
                                    TroupeHost                 *host);

G_END_DECLS
