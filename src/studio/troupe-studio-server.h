/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-studio-call.h"
#include "troupe-studio-store.h"

G_BEGIN_DECLS

/* The HTTP server: listens on the loopback interface only, finds the route, checks the key, takes in
 * the body, counts, and goes wrong where a rule says so. Main thread. */

#define TROUPE_TYPE_STUDIO_SERVER (troupe_studio_server_get_type ())
G_DECLARE_FINAL_TYPE (TroupeStudioServer, troupe_studio_server, TROUPE, STUDIO_SERVER, GObject)

TroupeStudioServer *troupe_studio_server_new         (const char                 *key,
                                                      TroupeStudioStore          *store,
                                                      TroupeStudioLedger         *ledger,
                                                      TroupeStudioFaults         *faults) G_GNUC_WARN_UNUSED_RESULT;
void                troupe_studio_server_add_base    (TroupeStudioServer         *self,
                                                      const TroupeStudioBase     *base,
                                                      gpointer                    user_data);
gboolean            troupe_studio_server_has_route   (TroupeStudioServer         *self,
                                                      const char                 *route);
char               *troupe_studio_server_listen      (TroupeStudioServer         *self,
                                                      guint16                     port,
                                                      GError                    **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
