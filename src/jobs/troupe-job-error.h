/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define TROUPE_JOB_ERROR (troupe_job_error_quark ())

typedef enum
{
  TROUPE_JOB_ERROR_STATE,          /* the job is not where that could be done; another process moved it */
  TROUPE_JOB_ERROR_INTERRUPTED,    /* Troupe ended while a paid call waited for its answer */
  TROUPE_JOB_ERROR_PROVIDER,       /* the provider of the job is not known any more */
  TROUPE_JOB_ERROR_HOST,           /* the host of the job is not known any more */
  TROUPE_JOB_ERROR_KEY,            /* the provider refuses the key, so it is not asked about a job of its own */
  TROUPE_JOB_ERROR_MISSING,        /* the provider says time and again that it has no such job */
  TROUPE_JOB_ERROR_FORGOTTEN,      /* the person gave up to find out what became of a paid call */
  TROUPE_JOB_ERROR_FETCH,          /* a result is there and cannot be had at the moment; it is tried again */
  TROUPE_JOB_ERROR_UNDECIDED,      /* sending a paid call once more did not come about; the earlier one is open */
  TROUPE_JOB_ERROR_FULL,           /* other processes have as many jobs of the account as it takes; inside only */
  TROUPE_JOB_ERROR_OPEN,           /* an order of the same character there goes on, or may have been carried out */
  TROUPE_JOB_ERROR_MOVED,          /* the account of the job has another address now; nothing of the job goes there */
} TroupeJobError;

GQuark troupe_job_error_quark (void);

G_END_DECLS
