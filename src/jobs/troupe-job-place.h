/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-job-row.h"

G_BEGIN_DECLS

/* Where a job stands in a list of all of them */
typedef struct
{
  char           *id;
  TroupeJobGroup  group;
  double          place;    /* in ascending order within the group */
} TroupeJobPlace;

void       troupe_job_place_free     (TroupeJobPlace    *self);
/* Of rows */
GPtrArray *troupe_job_place_list_new (GPtrArray         *rows) G_GNUC_WARN_UNUSED_RESULT;
/* Of all jobs, or of those that have not ended; in order. Owner thread. */
GPtrArray *troupe_job_place_load     (TroupeConnection  *connection,
                                      gboolean           live_only,
                                      GError           **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeJobPlace, troupe_job_place_free)

G_END_DECLS
