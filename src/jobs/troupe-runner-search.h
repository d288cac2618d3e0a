/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-job-search.h"
#include "troupe-runner.h"

G_BEGIN_DECLS

/* What became of a job whose answer was lost. Main thread. */

/* Those in the provider's list that may be it, the likeliest first; of TroupeJobCandidate. Nothing is paid. */
void       troupe_runner_look_for_async  (TroupeRunner         *self,
                                          const char           *job_id,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
GPtrArray *troupe_runner_look_for_finish (TroupeRunner         *self,
                                          GAsyncResult         *result,
                                          GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
