/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "troupe-hosts.h"

G_BEGIN_DECLS

/* The person's hosts: a page of the preferences. */

#define TROUPE_TYPE_HOSTS_PAGE (troupe_hosts_page_get_type ())
G_DECLARE_FINAL_TYPE (TroupeHostsPage, troupe_hosts_page, TROUPE, HOSTS_PAGE, AdwPreferencesPage)

void troupe_hosts_page_set_hosts (TroupeHostsPage *self,
                                  TroupeHosts     *hosts);

G_END_DECLS
