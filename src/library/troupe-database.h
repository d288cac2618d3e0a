/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "troupe-connection.h"

G_BEGIN_DECLS

/* The database of a library, on an owner thread of its own that does one thing after the other.
 * The object belongs to the main thread. */

#define TROUPE_TYPE_DATABASE (troupe_database_get_type ())
G_DECLARE_FINAL_TYPE (TroupeDatabase, troupe_database, TROUPE, DATABASE, GObject)

#define TROUPE_DATABASE_FILE "library.db"

/* Runs on the owner thread. data is borrowed, and nobody else looks at it meanwhile. */
typedef gboolean (*TroupeDatabaseFunc) (TroupeConnection  *connection,
                                        gpointer           data,
                                        GError           **error);

TroupeDatabase *troupe_database_new         (GFile                *directory) G_GNUC_WARN_UNUSED_RESULT;
/* tidy: runs while no other process has the library open, and not at all when one has */
void            troupe_database_open_async  (TroupeDatabase       *self,
                                             TroupeDatabaseFunc    tidy,
                                             gpointer              data,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
gboolean        troupe_database_open_finish (TroupeDatabase       *self,
                                             GAsyncResult         *result,
                                             GError              **error);
/* data must live until the callback. A cancelled call that has not begun is left out. */
void            troupe_database_run_async   (TroupeDatabase       *self,
                                             TroupeDatabaseFunc    func,
                                             gpointer              data,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
gboolean        troupe_database_run_finish  (TroupeDatabase       *self,
                                             GAsyncResult         *result,
                                             GError              **error);
/* Waits for what was asked for, then closes. For the end of a program. */
void            troupe_database_close       (TroupeDatabase       *self);

G_END_DECLS
