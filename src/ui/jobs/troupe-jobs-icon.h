/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How far all jobs are: a disc that fills up like the hand of a clock, a sign while none goes on. */

#define TROUPE_TYPE_JOBS_ICON (troupe_jobs_icon_get_type ())
G_DECLARE_FINAL_TYPE (TroupeJobsIcon, troupe_jobs_icon, TROUPE, JOBS_ICON, GtkWidget)

GtkWidget *troupe_jobs_icon_new          (void) G_GNUC_WARN_UNUSED_RESULT;
/* progress: from 0 to 1, -1 where nothing goes on; is_marked: something needs the person */
void       troupe_jobs_icon_set_progress (TroupeJobsIcon  *self,
                                          double           progress,
                                          gboolean         is_marked);

G_END_DECLS
