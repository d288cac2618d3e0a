/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-job-row.h"
#include "troupe-providers.h"

G_BEGIN_DECLS

/* What there is to know of a job, one thing each; see troupe_job_facts_get(). */
typedef struct
{
  const char *title;                                     /* untranslated */
  char     *(*dup_text) (const TroupeJobRow *row,
                         TroupeProviders    *providers);    /* NULL where there is nothing */
} TroupeJobFact;

const TroupeJobFact *troupe_job_facts_get (guint *n_facts);

G_END_DECLS
