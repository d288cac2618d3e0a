/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-answer.h"
#include "troupe-connection.h"

G_BEGIN_DECLS

/* What a provider answered about a job, as far as the journal keeps it. Plain data. */
typedef struct
{
  gint64      time_us;
  guint       http_status;    /* 0 where no answer came, which keeps the last one */
  char       *word;           /* the provider's own for the state, or NULL */
  char       *text;           /* redacted and capped, or NULL */
  double      progress;       /* from 0 to 1, -1 where it does not tell */
  int         stoppable;      /* whether the provider would end the work on it, -1 where it does not tell */
  double      reserved;       /* credits; NAN where it does not tell */
  double      reported;       /* the same */
  char       *unit;           /* of both, or NULL */
  const char *charge;         /* "charged", "refunded", "none", or NULL: not known */
} TroupeJobAnswer;

/* One of both may be NULL, or both where the provider answered with nothing */
TroupeJobAnswer *troupe_job_answer_new         (TroupeProvider         *provider,
                                                TroupeAnswer           *answer,
                                                const GError           *error) G_GNUC_WARN_UNUSED_RESULT;
/* To the paid call itself */
TroupeJobAnswer *troupe_job_answer_new_to_call (TroupeProvider         *provider,
                                                TroupeAnswer           *answer,
                                                const GError           *error) G_GNUC_WARN_UNUSED_RESULT;
/* The service ended the task, in contrast to one that failed */
gboolean         troupe_job_answer_is_cancelled (TroupeAnswer          *answer);
void             troupe_job_answer_free        (TroupeJobAnswer        *self);
/* Owner thread, in a transaction */
gboolean         troupe_job_answer_write       (const TroupeJobAnswer  *self,
                                                TroupeConnection       *connection,
                                                const char             *job_id,
                                                GError                **error);
/* The same; a paid call is about to leave. */
gboolean         troupe_job_answer_write_call  (TroupeConnection       *connection,
                                                const char             *job_id,
                                                GError                **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeJobAnswer, troupe_job_answer_free)

G_END_DECLS
