/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-job.h"
#include "troupe-provider.h"

G_BEGIN_DECLS

/* A job belongs to the address that its account had when it was ordered. Another one would be given its paid call, or
 * be asked for what it never made. */

/* Of a job that is ordered now; NULL where the address means nothing */
const char     *troupe_job_base_get   (TroupeProvider   *account);
gboolean        troupe_job_base_check (const TroupeJob  *job,
                                       TroupeProvider   *account,
                                       GError          **error);
/* Whom the requests of the job are for */
TroupeProvider *troupe_job_base_bind  (TroupeJob        *job,
                                       TroupeProvider   *account) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
