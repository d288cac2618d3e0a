/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-job-row.h"
#include "troupe-jobs.h"
#include "troupe-providers.h"

G_BEGIN_DECLS

/* Jobs in words. All text is translated. */

const char *troupe_job_words_get_state     (const TroupeJobRow *row);
const char *troupe_job_words_get_icon      (const TroupeJobRow *row);
const char *troupe_job_words_get_charge    (const TroupeJobRow *row);
/* What happened and what can be done, of one that needs the person; else NULL */
const char *troupe_job_words_get_note      (const TroupeJobRow *row);
/* Never empty */
char       *troupe_job_words_dup_title     (const TroupeJobRow *row) G_GNUC_WARN_UNUSED_RESULT;
/* Where it is made, how it stands, what the provider calls that */
char       *troupe_job_words_dup_state     (const TroupeJobRow *row,
                                            TroupeProviders    *providers) G_GNUC_WARN_UNUSED_RESULT;
/* How long it takes or took and when the provider last answered; now_us: since 1970 */
char       *troupe_job_words_dup_times     (const TroupeJobRow *row,
                                            gint64              now_us) G_GNUC_WARN_UNUSED_RESULT;
/* For assistive technology: all of it in one line */
char       *troupe_job_words_describe      (const TroupeJobRow *row,
                                            TroupeProviders    *providers) G_GNUC_WARN_UNUSED_RESULT;
/* NULL where the provider did not tell */
char       *troupe_job_words_dup_credits   (double              credits,
                                            const char         *unit) G_GNUC_WARN_UNUSED_RESULT;
const char *troupe_job_words_get_provider  (TroupeProviders    *providers,
                                            const char         *id);
/* All jobs, as the button in the header says it */
char       *troupe_job_words_dup_summary   (TroupeJobs         *jobs) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
