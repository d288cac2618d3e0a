/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-connection.h"

G_BEGIN_DECLS

/* "Trpe": marks a database as a library of Troupe */
#define TROUPE_MIGRATIONS_APPLICATION_ID 0x54727065

guint    troupe_migrations_get_version (void);
gboolean troupe_migrations_run         (TroupeConnection  *connection,
                                        guint              version,
                                        GError           **error);

G_END_DECLS
