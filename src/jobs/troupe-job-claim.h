/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-job-owner.h"
#include "troupe-job-step.h"

G_BEGIN_DECLS

/* Which process carries out which job. Owner thread, in a transaction. */

/* Fails when another process carries it out. */
gboolean   troupe_job_claim           (TroupeConnection  *connection,
                                       TroupeJobOwner    *owner,
                                       const char        *job_id,
                                       GError           **error);
/* Once it has ended and nothing of it is left to do */
gboolean   troupe_job_claim_release   (TroupeConnection  *connection,
                                       const char        *job_id,
                                       GError           **error);
/* What processes left that do not live any more: of TroupeJob */
GPtrArray *troupe_job_claim_orphans   (TroupeConnection  *connection,
                                       TroupeJobOwner    *owner,
                                       GError           **error) G_GNUC_WARN_UNUSED_RESULT;
/* Whether the job may begin: other processes that live have less than room of its account */
gboolean   troupe_job_claim_turn      (TroupeConnection  *connection,
                                       TroupeJobOwner    *owner,
                                       const char        *job_id,
                                       guint              room,
                                       GError           **error);

G_END_DECLS
