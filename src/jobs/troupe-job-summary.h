/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-job-row.h"

G_BEGIN_DECLS

/* How all jobs are that have not ended, in a few numbers */
typedef struct
{
  guint       n_live;       /* that go on */
  guint       n_going;      /* of them, that do so without the person */
  guint       n_waiting;    /* that need the person */
  guint       n_moving;     /* whose bytes move: they are prepared, sent or fetched */
  double      progress;     /* of those that go on, each from 0 to 1, added up */
  GHashTable *live;         /* of their ids */
} TroupeJobSummary;

void     troupe_job_summary_clear (TroupeJobSummary  *self);
/* Owner thread */
gboolean troupe_job_summary_read  (TroupeJobSummary  *self,
                                   TroupeConnection  *connection,
                                   GError           **error);

G_END_DECLS
