/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "troupe-candidate.h"

G_BEGIN_DECLS

/* A range that a person keeps, with what can be done with it: the actions "candidate.rename" and "candidate.remove" (u),
 * which its list has. Property (notify): chosen, to be compared. */

#define TROUPE_TYPE_CANDIDATE_ROW (troupe_candidate_row_get_type ())
G_DECLARE_FINAL_TYPE (TroupeCandidateRow, troupe_candidate_row, TROUPE, CANDIDATE_ROW, AdwActionRow)

GtkWidget       *troupe_candidate_row_new           (TroupeCandidate    *candidate) G_GNUC_WARN_UNUSED_RESULT;
TroupeCandidate *troupe_candidate_row_get_candidate (TroupeCandidateRow *self);
gboolean         troupe_candidate_row_is_chosen     (TroupeCandidateRow *self);
void             troupe_candidate_row_set_chosen    (TroupeCandidateRow *self,
                                                     gboolean            is_chosen);

G_END_DECLS
