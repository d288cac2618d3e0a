/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "troupe-jobs.h"
#include "troupe-providers.h"

G_BEGIN_DECLS

/* All jobs: those that go on or need the person, those that wait, those that ended. Lives inside of a
 * TroupeWindow, which carries out the "job." actions. */

#define TROUPE_TYPE_JOBS_DIALOG (troupe_jobs_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TroupeJobsDialog, troupe_jobs_dialog, TROUPE, JOBS_DIALOG, AdwDialog)

AdwDialog *troupe_jobs_dialog_new       (TroupeJobs       *jobs,
                                         TroupeProviders  *providers) G_GNUC_WARN_UNUSED_RESULT;
void       troupe_jobs_dialog_show_job  (TroupeJobsDialog *self,
                                         TroupeJobRecord  *record);
/* Takes toast */
void       troupe_jobs_dialog_add_toast (TroupeJobsDialog *self,
                                         AdwToast         *toast);

G_END_DECLS
