/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "troupe-problem.h"

G_BEGIN_DECLS

/* A kept failure in full: what, why, who said it, what next; the raw answer one click away. */

#define TROUPE_TYPE_PROBLEM_VIEW (troupe_problem_view_get_type ())
G_DECLARE_FINAL_TYPE (TroupeProblemView, troupe_problem_view, TROUPE, PROBLEM_VIEW, AdwBin)

GtkWidget *troupe_problem_view_new         (void) G_GNUC_WARN_UNUSED_RESULT;
void       troupe_problem_view_set_problem (TroupeProblemView   *self,
                                            const TroupeProblem *problem);
void       troupe_problem_view_set_action  (TroupeProblemView   *self,
                                            const char          *title,
                                            const char          *action_name,
                                            const char          *target);

G_END_DECLS
