/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "troupe-hosts.h"
#include "troupe-jobs.h"
#include "troupe-runner.h"
#include "troupe-scenes.h"

G_BEGIN_DECLS

/* Owns what outlives pages: library, jobs, providers, hosts, runner. */

#define TROUPE_TYPE_APPLICATION (troupe_application_get_type ())
G_DECLARE_FINAL_TYPE (TroupeApplication, troupe_application, TROUPE, APPLICATION, AdwApplication)

TroupeApplication *troupe_application_new                 (void) G_GNUC_WARN_UNUSED_RESULT;
void               troupe_application_open_library_async  (TroupeApplication    *self,
                                                           GCancellable         *cancellable,
                                                           GAsyncReadyCallback   callback,
                                                           gpointer              user_data);
gboolean           troupe_application_open_library_finish (TroupeApplication    *self,
                                                           GAsyncResult         *result,
                                                           GError              **error);
TroupeLibrary     *troupe_application_get_library         (TroupeApplication    *self);
TroupeProviders   *troupe_application_get_providers       (TroupeApplication    *self);
TroupeHosts       *troupe_application_get_hosts           (TroupeApplication    *self);
TroupeRunner      *troupe_application_get_runner          (TroupeApplication    *self);
TroupeJobs        *troupe_application_get_jobs            (TroupeApplication    *self);
TroupeScenes      *troupe_application_get_scenes          (TroupeApplication    *self);

G_END_DECLS
