/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* From where a host can be reached, by its network address. */

typedef enum
{
  TROUPE_REACH_COMPUTER,    /* from this computer only */
  TROUPE_REACH_NETWORK,     /* from the same network, or from nowhere: private, link-local, multicast, reserved */
  TROUPE_REACH_PUBLIC,
} TroupeReach;

TroupeReach troupe_reach_of_address    (GInetAddress         *address);
/* The smallest of all addresses that a name or a literal stands for */
void        troupe_reach_lookup_async  (const char           *host,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
gboolean    troupe_reach_lookup_finish (GAsyncResult         *result,
                                        TroupeReach          *reach,
                                        GError              **error);

G_END_DECLS
