/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-problem.h"

G_BEGIN_DECLS

/* Errors of jobs, as they are kept and judged. */

/* With what the provider itself said */
TroupeProblem *troupe_job_problem_new      (const GError        *error) G_GNUC_WARN_UNUSED_RESULT;
GError        *troupe_job_problem_to_error (const TroupeProblem *problem) G_GNUC_WARN_UNUSED_RESULT;
/* Whether a paid call that ended so may have been carried out all the same */
gboolean       troupe_job_problem_is_loss  (const GError        *error);

G_END_DECLS
