/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-identity.h"
#include "troupe-job-answer.h"
#include "troupe-job.h"
#include "troupe-picture.h"
#include "troupe-video-home.h"

G_BEGIN_DECLS

/* One step of a job, with what came of it; all but the event may be missing. */
typedef struct
{
  TroupeJobEvent  event;
  TroupeProblem  *problem;
  TroupeJobAnswer *answer;             /* that brought it about */
  char           *request;             /* JSON, the key masked */
  TroupeUpload   *upload;              /* another one */
  gboolean        distrusts_uploads;   /* those there are may not serve once more */
  char           *key;                 /* a new one */
  char           *base;                /* where it is ordered with that */
  char           *remote_id;           /* what the provider calls the job */
  guint           room;                /* of START: how many of the account others may have, 0: that does not matter */
  TroupeJobStop   stop;                /* what became of that wish; NONE: nothing new */
  char           *clip_file;
  GPtrArray      *stills;              /* of TroupePicture */
  TroupeIdentity *identity;
  char           *picture_url;
  TroupePicture  *avatar;
  TroupeVideoHome *video;              /* that came home */
} TroupeJobStep;

TroupeJobStep *troupe_job_step_new  (TroupeJobEvent  event) G_GNUC_WARN_UNUSED_RESULT;
/* What the person's wish to try again means for a job, NULL when there is nothing to try */
TroupeJobStep *troupe_job_step_new_retry (const TroupeJob *job) G_GNUC_WARN_UNUSED_RESULT;
TroupeJobStep *troupe_job_step_new_forget (void) G_GNUC_WARN_UNUSED_RESULT;
TroupeJobStep *troupe_job_step_new_find (const char *remote_id) G_GNUC_WARN_UNUSED_RESULT;
/* Before it is written: what an earlier paid call of the job, of which nobody knows, makes of a failure */
void           troupe_job_step_keep_doubt (TroupeJobStep   *self,
                                           const TroupeJob *job);
void           troupe_job_step_free (TroupeJobStep  *self);
/* Owner thread, in a transaction */
gboolean       troupe_job_step_write (const TroupeJobStep  *self,
                                      TroupeConnection     *connection,
                                      const TroupeJob      *job,
                                      GError              **error);
/* Takes self, after it was written */
void           troupe_job_step_apply (TroupeJobStep        *self,
                                      TroupeJob            *job);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeJobStep, troupe_job_step_free)

G_END_DECLS
