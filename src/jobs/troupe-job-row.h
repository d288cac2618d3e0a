/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-connection.h"
#include "troupe-job-state.h"
#include "troupe-problem.h"

G_BEGIN_DECLS

typedef enum
{
  TROUPE_JOB_KIND_CHARACTER,
  TROUPE_JOB_KIND_VIDEO,
  TROUPE_JOB_KIND_REMIX,
} TroupeJobKind;

/* What became of the credits of a job's last paid call */
typedef enum
{
  TROUPE_JOB_CHARGE_UNKNOWN,     /* nobody told */
  TROUPE_JOB_CHARGE_NONE,        /* nothing was sent, or the provider said no at once */
  TROUPE_JOB_CHARGE_CHARGED,
  TROUPE_JOB_CHARGE_REFUNDED,
} TroupeJobCharge;

/* What a person can do about a job */
typedef enum
{
  TROUPE_JOB_ACTION_CANCEL = 1 << 0,        /* nothing was sent: stopping it costs nothing */
  TROUPE_JOB_ACTION_RETRY = 1 << 1,         /* another paid call, after one of which nothing came */
  TROUPE_JOB_ACTION_SEND_AGAIN = 1 << 2,    /* the same, though the last one may have been paid: ask first */
  TROUPE_JOB_ACTION_LOOK_FOR = 1 << 3,      /* where the provider has a list */
  TROUPE_JOB_ACTION_FORGET = 1 << 4,        /* nobody wants to know any more what became of it */
  TROUPE_JOB_ACTION_ASK = 1 << 5,           /* ask the provider now */
  TROUPE_JOB_ACTION_REFETCH = 1 << 6,       /* bring home what is missing; pays nothing */
  TROUPE_JOB_ACTION_MOVE = 1 << 7,          /* to another place among those that wait */
  TROUPE_JOB_ACTION_STOP = 1 << 8,          /* ask the provider to end it; what was paid may be lost */
  TROUPE_JOB_ACTION_EDIT = 1 << 9,          /* compose it anew, which takes back one that goes on */
} TroupeJobAction;

/* Where a job stands in a list of all jobs */
typedef enum
{
  TROUPE_JOB_GROUP_LIVE,       /* goes on, or needs the person: the newest first */
  TROUPE_JOB_GROUP_WAITING,    /* drafts, in the order in which they go out */
  TROUPE_JOB_GROUP_ENDED,      /* the last one first */
} TroupeJobGroup;

/* What the journal tells people of one job. Plain data; times are microseconds since 1970, 0 where there is
 * none. */
typedef struct
{
  char           *id;
  TroupeJobKind   kind;
  char           *title;              /* alias of the character, or the first line of the prompt */
  char           *character_id;       /* that it makes, or NULL */
  char           *video_id;           /* that it makes, or NULL */
  char           *provider_id;
  TroupeJobState  state;
  TroupeProblem  *problem;            /* or NULL; who said it, HTTP status, request id and the raw answer */
  char           *remote_id;          /* what the provider calls it, or NULL */
  guint           attempts;           /* paid calls that may have gone out */
  gboolean        is_doubted;         /* one of them may have been carried out, and nobody knows */
  gboolean        is_in_trash;        /* its character or its video is */
  gboolean        has_wish;           /* another process was told what the person wants of it */
  gboolean        lacks_result;       /* done, and what was made is not all here */
  gboolean        is_stoppable;       /* the provider says that it would end it */
  TroupeJobStop   stop;               /* how far the wish is that it does; with state CANCELLED it did */

  gint64          created_us;
  gint64          changed_us;
  gint64          started_us;         /* of the present try */
  gint64          ended_us;
  gint64          answered_us;        /* of the last answer */
  gint64          usual_us;           /* that such a job takes at its provider, of one that goes on; 0: not known */

  double          progress;           /* from 0 to 1 as the provider tells, or of the result is here; -1: not known */
  guint           answer_status;      /* of HTTP, 0 where none came */
  char           *answer_word;        /* the provider's own for the state, or NULL */
  char           *answer;             /* its text, without keys and signed addresses, capped; or NULL */
  char           *request;            /* the paid call: JSON, the key masked; or NULL */

  double          reserved;           /* credits, as the answer to the paid call told; NAN: not known */
  double          reported;           /* credits, as the last answer told; NAN: not known */
  double          last_cost;          /* of its kind there, where it may be sent again; NAN: nobody told */
  char           *last_unit;          /* or NULL */
  char           *unit;               /* of both, as the profile names it; or NULL */
  TroupeJobCharge charge;

  double          position;           /* among those that wait */
  gint64          revision;
} TroupeJobRow;

void            troupe_job_row_free         (TroupeJobRow        *self);
/* Owner thread; of TroupeJobRow */
GPtrArray      *troupe_job_row_load         (TroupeConnection    *connection,
                                             const char *const   *ids,
                                             GError             **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray      *troupe_job_row_load_changed (TroupeConnection    *connection,
                                             gint64               since,
                                             GError             **error) G_GNUC_WARN_UNUSED_RESULT;
TroupeJobGroup  troupe_job_row_get_group    (const TroupeJobRow  *self);
/* In ascending order within the group */
double          troupe_job_row_get_place    (const TroupeJobRow  *self);
TroupeJobAction troupe_job_row_get_actions  (const TroupeJobRow  *self);
/* Whether it cannot go on without the person */
gboolean        troupe_job_row_needs_person (const TroupeJobRow  *self);
/* The paid call as a command line, NULL before it was built */
char           *troupe_job_row_dup_curl     (const TroupeJobRow  *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeJobRow, troupe_job_row_free)

G_END_DECLS
