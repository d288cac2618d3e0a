/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "troupe-job-record.h"
#include "troupe-providers.h"

G_BEGIN_DECLS

/* One job in the list of all. Lives inside of a TroupeWindow. Property (notify): description, for assistive
 * technology. */

#define TROUPE_TYPE_JOB_ITEM (troupe_job_item_get_type ())
G_DECLARE_FINAL_TYPE (TroupeJobItem, troupe_job_item, TROUPE, JOB_ITEM, AdwBin)

GtkWidget       *troupe_job_item_new        (TroupeProviders *providers) G_GNUC_WARN_UNUSED_RESULT;
/* NULL for none */
void             troupe_job_item_set_record (TroupeJobItem   *self,
                                             TroupeJobRecord *record);
TroupeJobRecord *troupe_job_item_get_record (TroupeJobItem   *self);

G_END_DECLS
