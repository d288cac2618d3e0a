/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-database.h"
#include "troupe-lock.h"

G_BEGIN_DECLS

/* Makes or opens the database of a directory, checked and of the current version. */
TroupeConnection *troupe_database_open_file (GFile               *directory,
                                             TroupeDatabaseFunc   tidy,
                                             gpointer             data,
                                             TroupeLock         **lock,
                                             GError             **error) G_GNUC_WARN_UNUSED_RESULT;

/* library-vN.db */
gboolean          troupe_database_keep_copy (TroupeConnection    *connection,
                                             const char          *directory,
                                             guint                version,
                                             GError             **error);

G_END_DECLS
