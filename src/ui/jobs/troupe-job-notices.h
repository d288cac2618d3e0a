/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "troupe-jobs.h"

G_BEGIN_DECLS

/* Tells the desktop when all that went on has ended while nobody looked: once for all of it, taken back when the
 * person looks. */

#define TROUPE_TYPE_JOB_NOTICES (troupe_job_notices_get_type ())
G_DECLARE_FINAL_TYPE (TroupeJobNotices, troupe_job_notices, TROUPE, JOB_NOTICES, GObject)

TroupeJobNotices *troupe_job_notices_new (GtkApplication *app,
                                          TroupeJobs     *jobs) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
