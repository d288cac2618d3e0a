/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Asks which job of a provider is the one whose answer was lost. Responses: "cancel", "choose". */

#define TROUPE_TYPE_CANDIDATES_DIALOG (troupe_candidates_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TroupeCandidatesDialog, troupe_candidates_dialog, TROUPE, CANDIDATES_DIALOG, AdwAlertDialog)

/* candidates: of TroupeJobCandidate, not empty */
AdwAlertDialog *troupe_candidates_dialog_new        (GPtrArray              *candidates) G_GNUC_WARN_UNUSED_RESULT;
/* What the provider calls the chosen one */
const char     *troupe_candidates_dialog_get_chosen (TroupeCandidatesDialog *self);

G_END_DECLS
