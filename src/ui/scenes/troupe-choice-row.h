/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "troupe-profile.h"

G_BEGIN_DECLS

/* One of a few texts, as buttons side by side; those with a shape show it. Property (notify): choice. */

#define TROUPE_TYPE_CHOICE_ROW (troupe_choice_row_get_type ())
G_DECLARE_FINAL_TYPE (TroupeChoiceRow, troupe_choice_row, TROUPE, CHOICE_ROW, AdwPreferencesRow)

/* possible: which of those can be chosen now; why: what is said of the others. Hidden when nothing is offered. */
void        troupe_choice_row_offer      (TroupeChoiceRow      *self,
                                          TroupeVideoChoice     kind,
                                          const char * const   *offered,
                                          const char * const   *possible,
                                          const char           *why,
                                          const char           *choice);
/* NULL while nothing is chosen */
const char *troupe_choice_row_get_choice (TroupeChoiceRow      *self);

G_END_DECLS
