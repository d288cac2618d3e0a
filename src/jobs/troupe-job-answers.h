/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-job-answer.h"
#include "troupe-library.h"

G_BEGIN_DECLS

/* Answers on their way into the journal: those of one second become one transaction, however many jobs are
 * followed. Main thread. */

typedef struct _TroupeJobAnswers TroupeJobAnswers;

TroupeJobAnswers *troupe_job_answers_new   (TroupeLibrary     *library) G_GNUC_WARN_UNUSED_RESULT;
void              troupe_job_answers_free  (TroupeJobAnswers  *self);
/* Takes answer; an earlier one of the job that is not written yet goes. */
void              troupe_job_answers_take  (TroupeJobAnswers  *self,
                                            const char        *job_id,
                                            TroupeJobAnswer   *answer);
/* How much of its result is here, from 0 to 1 */
void              troupe_job_answers_take_share
                                           (TroupeJobAnswers  *self,
                                            const char        *job_id,
                                            double             share);
/* The one that is not written yet, to be written with something else; or NULL */
TroupeJobAnswer  *troupe_job_answers_steal (TroupeJobAnswers  *self,
                                            const char        *job_id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
