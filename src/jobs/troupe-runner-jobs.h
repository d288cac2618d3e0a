/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-job-row.h"
#include "troupe-runner.h"

G_BEGIN_DECLS

/* What a person does about jobs. Main thread. */

/* action: one of those that the job's row allows; SEND_AGAIN only after the person was told that it may be paid twice.
 * A job that another process carries out is left to that process, which is told. */
void     troupe_runner_act_async  (TroupeRunner         *self,
                                   const char           *job_id,
                                   TroupeJobAction       action,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
/* remote_id: what the provider calls a job whose answer was lost; ends with act_finish, too */
void     troupe_runner_adopt_async (TroupeRunner        *self,
                                    const char          *job_id,
                                    const char          *remote_id,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data);
gboolean troupe_runner_act_finish (TroupeRunner         *self,
                                   GAsyncResult         *result,
                                   GError              **error);

typedef enum
{
  TROUPE_JOB_MOVE_FIRST,
  TROUPE_JOB_MOVE_UP,
  TROUPE_JOB_MOVE_DOWN,
} TroupeJobMove;

/* Another place for a job among those that wait */
void     troupe_runner_move_async  (TroupeRunner        *self,
                                    const char          *job_id,
                                    TroupeJobMove        move,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data);
gboolean troupe_runner_move_finish (TroupeRunner        *self,
                                    GAsyncResult        *result,
                                    GError             **error);

G_END_DECLS
