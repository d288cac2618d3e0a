/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "troupe-hosts.h"

G_BEGIN_DECLS

/* One host in the preferences: its settings, its key, a test. */

#define TROUPE_TYPE_HOST_PAGE (troupe_host_page_get_type ())
G_DECLARE_FINAL_TYPE (TroupeHostPage, troupe_host_page, TROUPE, HOST_PAGE, AdwNavigationPage)

AdwNavigationPage *troupe_host_page_new          (TroupeHosts          *hosts,
                                                  TroupeHost           *host) G_GNUC_WARN_UNUSED_RESULT;
/* A host that is in the list once the person adds it */
AdwNavigationPage *troupe_host_page_new_for_kind (TroupeHosts          *hosts,
                                                  const TroupeHostKind *kind) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
