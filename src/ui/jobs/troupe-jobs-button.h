/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "troupe-jobs.h"

G_BEGIN_DECLS

/* Opens the jobs and shows how they are, all together. */

#define TROUPE_TYPE_JOBS_BUTTON (troupe_jobs_button_get_type ())
G_DECLARE_FINAL_TYPE (TroupeJobsButton, troupe_jobs_button, TROUPE, JOBS_BUTTON, GtkButton)

GtkWidget *troupe_jobs_button_new      (void) G_GNUC_WARN_UNUSED_RESULT;
void       troupe_jobs_button_set_jobs (TroupeJobsButton *self,
                                        TroupeJobs       *jobs);

G_END_DECLS
