/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-host.h"

G_BEGIN_DECLS

/* GListModel of TroupeHost: the person's hosts, of $XDG_CONFIG_HOME/troupe/hosts.ini. The file holds no key. */

#define TROUPE_TYPE_HOSTS (troupe_hosts_get_type ())
G_DECLARE_FINAL_TYPE (TroupeHosts, troupe_hosts, TROUPE, HOSTS, GObject)

TroupeHosts *troupe_hosts_new         (void) G_GNUC_WARN_UNUSED_RESULT;
TroupeHost  *troupe_hosts_find        (TroupeHosts           *self,
                                       const char            *id);
/* The one that clips go to; NULL while there is none */
TroupeHost  *troupe_hosts_get_default (TroupeHosts           *self);
void         troupe_hosts_set_default (TroupeHosts           *self,
                                       TroupeHost            *host);
/* A host with an id made from its name; not in the list until troupe_hosts_add () */
TroupeHost  *troupe_hosts_make        (TroupeHosts           *self,
                                       const char            *name,
                                       const TroupeHostKind  *kind) G_GNUC_WARN_UNUSED_RESULT;
void         troupe_hosts_add         (TroupeHosts           *self,
                                       TroupeHost            *host);
void         troupe_hosts_remove      (TroupeHosts           *self,
                                       TroupeHost            *host);
gboolean     troupe_hosts_save        (TroupeHosts           *self,
                                       GError               **error);
/* What of the file could not be used: GError each */
GPtrArray   *troupe_hosts_get_errors  (TroupeHosts           *self);

G_END_DECLS
