/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  TROUPE_JOB_STATE_DRAFT,         /* waits for its turn */
  TROUPE_JOB_STATE_PREPARING,     /* the clip is being cut */
  TROUPE_JOB_STATE_PUBLISHING,    /* the cut is being uploaded */
  TROUPE_JOB_STATE_SUBMITTING,    /* the paid call may be on its way */
  TROUPE_JOB_STATE_ACCEPTED,      /* the provider has it, and its id is kept */
  TROUPE_JOB_STATE_RUNNING,       /* the provider works on it */
  TROUPE_JOB_STATE_FETCHING,      /* the result is being brought home */
  TROUPE_JOB_STATE_DONE,
  TROUPE_JOB_STATE_FAILED,        /* nothing was made; may be tried again */
  TROUPE_JOB_STATE_CANCELLED,     /* before anything was paid, or by the provider at the person's wish */
  TROUPE_JOB_STATE_UNKNOWN,       /* the paid call went out and nobody knows what became of it */
} TroupeJobState;

#define TROUPE_JOB_N_STATES (TROUPE_JOB_STATE_UNKNOWN + 1)

typedef enum
{
  TROUPE_JOB_EVENT_START,      /* it is its turn */
  TROUPE_JOB_EVENT_PUBLISH,    /* the cut is ready and has to be uploaded, or now has its address */
  TROUPE_JOB_EVENT_SUBMIT,     /* all that the paid call needs is ready */
  TROUPE_JOB_EVENT_ACCEPT,     /* the provider said yes */
  TROUPE_JOB_EVENT_FOLLOW,     /* the provider says that it takes time */
  TROUPE_JOB_EVENT_FETCH,      /* there is a result to bring home */
  TROUPE_JOB_EVENT_FINISH,     /* all is on the disk, or cannot be had any more; or there is nothing to pay for */
  TROUPE_JOB_EVENT_FAIL,       /* something before the paid call failed, or the provider said no */
  TROUPE_JOB_EVENT_LOSE,       /* the paid call may have arrived and there is no answer to it */
  TROUPE_JOB_EVENT_CANCEL,     /* the person wants it no more */
  TROUPE_JOB_EVENT_RETRY,      /* the person wants it once more */
  TROUPE_JOB_EVENT_REFETCH,    /* the person wants the rest of the result */
  TROUPE_JOB_EVENT_NOTE,       /* asking the provider about it, or fetching it, does not work, or works again */
  TROUPE_JOB_EVENT_FORGET,     /* the person does not want to know any more what became of it */
  TROUPE_JOB_EVENT_FIND,       /* it was found in the provider's list */
  TROUPE_JOB_EVENT_STOP,       /* the provider ended it, as the person wished */
} TroupeJobEvent;

#define TROUPE_JOB_N_EVENTS (TROUPE_JOB_EVENT_STOP + 1)

/* How far the wish is that the provider ends what it works on */
typedef enum
{
  TROUPE_JOB_STOP_NONE,
  TROUPE_JOB_STOP_ASKED,    /* it stands in the journal; the provider will be, or was asked */
  TROUPE_JOB_STOP_SENT,     /* the provider took it; what it then says of the job counts */
  TROUPE_JOB_STOP_LATE,     /* it was too late, or the provider would not */
} TroupeJobStop;

/* Pure; safe from any thread. */
gboolean    troupe_job_state_next      (TroupeJobState   state,
                                        TroupeJobEvent   event,
                                        gboolean         is_doubted,
                                        TroupeJobState  *next);
/* Whether it goes on by itself */
gboolean    troupe_job_state_is_live   (TroupeJobState   state);
/* Whether stopping it costs nothing */
gboolean    troupe_job_state_is_unpaid (TroupeJobState   state);
/* How much of the whole is done, from 0 to 1; told: what the provider tells of its part, -1 where it does not */
double      troupe_job_state_get_progress (TroupeJobState state,
                                           double         told);
const char *troupe_job_state_to_word   (TroupeJobState   state);
gboolean    troupe_job_state_from_word (const char      *word,
                                        TroupeJobState  *state);
const char *troupe_job_stop_to_word    (TroupeJobStop    stop);
TroupeJobStop troupe_job_stop_from_word (const char     *word);

G_END_DECLS
