/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "troupe-cli.h"
#include "troupe-job-row.h"
#include "troupe-job-search.h"

G_BEGIN_DECLS

/* Jobs as the commands print them */

/* is_whole: with the request and the answer */
JsonObject *troupe_cli_job_describe           (const TroupeJobRow       *row,
                                               gboolean                  is_whole) G_GNUC_WARN_UNUSED_RESULT;
JsonObject *troupe_cli_job_describe_candidate (const TroupeJobCandidate *candidate) G_GNUC_WARN_UNUSED_RESULT;
/* "jobs wait" */
void        troupe_cli_wait                   (TroupeCli                *cli,
                                               char                    **arguments);

G_END_DECLS
