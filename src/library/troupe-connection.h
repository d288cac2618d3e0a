/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* An open SQLite database whose statements are prepared once and kept. For one thread at a time. */

typedef struct _TroupeConnection TroupeConnection;

/* The rows of one query, borrowed from the connection until they are ended. A query is not run
 * again while its rows are read. */
typedef sqlite3_stmt TroupeRows;

TroupeConnection *troupe_connection_open          (const char        *path,
                                                   int                flags,
                                                   GError           **error) G_GNUC_WARN_UNUSED_RESULT;
void              troupe_connection_close         (TroupeConnection  *self);
gboolean          troupe_connection_begin         (TroupeConnection  *self,
                                                   GError           **error);
gboolean          troupe_connection_commit        (TroupeConnection  *self,
                                                   GError           **error);
void              troupe_connection_roll_back     (TroupeConnection  *self);
gboolean          troupe_connection_run_script    (TroupeConnection  *self,
                                                   const char        *sql,
                                                   GError           **error);
TroupeRows       *troupe_connection_query         (TroupeConnection  *self,
                                                   GError           **error,
                                                   const char        *sql,
                                                   const char        *types,
                                                   ...) G_GNUC_WARN_UNUSED_RESULT;
gboolean          troupe_connection_execute       (TroupeConnection  *self,
                                                   GError           **error,
                                                   const char        *sql,
                                                   const char        *types,
                                                   ...);
gboolean          troupe_connection_query_integer (TroupeConnection  *self,
                                                   const char        *sql,
                                                   gint64            *value,
                                                   GError           **error);
guint             troupe_connection_count_changed (TroupeConnection  *self);
/* A parameter for json_each */
char             *troupe_connection_format_list   (const char *const *texts) G_GNUC_WARN_UNUSED_RESULT;
gboolean          troupe_rows_next                (TroupeRows        *rows,
                                                   GError           **error);
const char       *troupe_rows_get_text            (TroupeRows        *rows,
                                                   int                column);
gint64            troupe_rows_get_integer         (TroupeRows        *rows,
                                                   int                column);
double            troupe_rows_get_double          (TroupeRows        *rows,
                                                   int                column);
GPtrArray        *troupe_rows_collect_texts       (TroupeRows        *rows,
                                                   GError           **error) G_GNUC_WARN_UNUSED_RESULT;
void              troupe_rows_end                 (TroupeRows        *rows);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeConnection, troupe_connection_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeRows, troupe_rows_end)

G_END_DECLS
