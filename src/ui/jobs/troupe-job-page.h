/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "troupe-job-record.h"
#include "troupe-providers.h"

G_BEGIN_DECLS

/* All that is known of one job. Lives inside of a TroupeWindow. */

#define TROUPE_TYPE_JOB_PAGE (troupe_job_page_get_type ())
G_DECLARE_FINAL_TYPE (TroupeJobPage, troupe_job_page, TROUPE, JOB_PAGE, AdwNavigationPage)

AdwNavigationPage *troupe_job_page_new (TroupeProviders *providers,
                                        TroupeJobRecord *record) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
