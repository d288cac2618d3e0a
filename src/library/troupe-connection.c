/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-connection.h"

#include <json-glib/json-glib.h>
#include <math.h>

#include "troupe-library-error.h"

/* Another process writes for milliseconds; who waits longer is told. */
#define BUSY_TIMEOUT_MS 10000

struct _TroupeConnection
{
  /* Owned */
  sqlite3    *db;
  GHashTable *statements;    /* SQL to sqlite3_stmt */
};

static TroupeLibraryError
error_code (sqlite3 *db)
{
  int result = sqlite3_extended_errcode (db);

  if (result == SQLITE_READONLY_DBMOVED)
    return TROUPE_LIBRARY_ERROR_DAMAGED;

  switch (result & 0xff)
    {
    case SQLITE_FULL:
      return TROUPE_LIBRARY_ERROR_NO_SPACE;

    case SQLITE_READONLY:
    case SQLITE_PERM:
      return TROUPE_LIBRARY_ERROR_READ_ONLY;

    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return TROUPE_LIBRARY_ERROR_DAMAGED;

    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return TROUPE_LIBRARY_ERROR_BUSY;

    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
      return troupe_library_error_from_errno (sqlite3_system_errno (db));

    default:
      return TROUPE_LIBRARY_ERROR_FAILED;
    }
}

static void
set_error (GError **error,
           sqlite3 *db)
{
  const char *path = sqlite3_db_filename (db, "main");

  g_set_error (error, TROUPE_LIBRARY_ERROR, error_code (db), "%s: %s (SQLite %d)",
               path != NULL ? path : "library", sqlite3_errmsg (db),
               sqlite3_extended_errcode (db));
}

static sqlite3_stmt *
prepare (TroupeConnection *self,
         const char       *sql,
         GError          **error)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->statements, sql);

  if (statement != NULL)
    {
      g_assert (!sqlite3_stmt_busy (statement));
      return statement;
    }

  if (sqlite3_prepare_v3 (self->db, sql, -1, SQLITE_PREPARE_PERSISTENT,
                          &statement, NULL) != SQLITE_OK)
    {
      set_error (error, self->db);
      return NULL;
    }
  g_hash_table_insert (self->statements, g_strdup (sql), statement);
  return statement;
}

static void
bind (sqlite3_stmt *statement,
      const char   *types,
      va_list       arguments)
{
  g_assert (strlen (types) == (gsize) sqlite3_bind_parameter_count (statement));

  for (int i = 0; types[i] != '\0'; i++)
    {
      switch (types[i])
        {
        case 't':
          sqlite3_bind_text (statement, i + 1, va_arg (arguments, const char *), -1,
                             SQLITE_TRANSIENT);
          break;

        case 'i':
          sqlite3_bind_int64 (statement, i + 1, va_arg (arguments, gint64));
          break;

        case 'd':
          sqlite3_bind_double (statement, i + 1, va_arg (arguments, double));    /* NaN is NULL */
          break;

        default:
          g_assert_not_reached ();
        }
    }
}

static TroupeRows *
query (TroupeConnection *self,
       const char       *sql,
       const char       *types,
       va_list           arguments,
       GError          **error)
{
  sqlite3_stmt *statement = prepare (self, sql, error);

  if (statement != NULL)
    bind (statement, types, arguments);
  return statement;
}

/**
 * troupe_connection_open:
 * @path: the path of a database
 * @flags: of `sqlite3_open_v2()`
 *
 * Opens a database. Foreign keys are enforced. Blocks: worker threads only.
 *
 * Fails with `TROUPE_LIBRARY_ERROR_READ_ONLY`, `NO_SPACE` or `FAILED`; a file that is no database
 * fails at the first query, with `TROUPE_LIBRARY_ERROR_DAMAGED`.
 *
 * Returns: (transfer full): a connection
 */
TroupeConnection *
troupe_connection_open (const char *path,
                        int         flags,
                        GError    **error)
{
  g_autoptr (TroupeConnection) self = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_new0 (TroupeConnection, 1);
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                            (GDestroyNotify) sqlite3_finalize);
  if (sqlite3_open_v2 (path, &self->db, flags | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
    {
      set_error (error, self->db);
      return NULL;
    }

  sqlite3_extended_result_codes (self->db, TRUE);
  sqlite3_busy_timeout (self->db, BUSY_TIMEOUT_MS);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  return g_steal_pointer (&self);
}

/**
 * troupe_connection_close:
 * @self: (transfer full): a connection
 *
 * Closes the database; the last one to do so brings the log into the file.
 */
void
troupe_connection_close (TroupeConnection *self)
{
  g_hash_table_unref (self->statements);
  if (sqlite3_close (self->db) != SQLITE_OK)
    g_warning ("The library could not be closed: %s", sqlite3_errmsg (self->db));
  g_free (self);
}

/**
 * troupe_connection_begin:
 * @self: a connection
 *
 * Begins a transaction that writes; waits for another process that does.
 *
 * Returns: whether it has begun
 */
gboolean
troupe_connection_begin (TroupeConnection *self,
                         GError          **error)
{
  return troupe_connection_execute (self, error, "BEGIN IMMEDIATE", "");
}

/**
 * troupe_connection_commit:
 * @self: a connection with a transaction
 *
 * Ends the transaction; when that fails nothing of it remains.
 *
 * Returns: whether all of it is on the disk
 */
gboolean
troupe_connection_commit (TroupeConnection *self,
                          GError          **error)
{
  if (troupe_connection_execute (self, error, "COMMIT", ""))
    return TRUE;

  troupe_connection_roll_back (self);
  return FALSE;
}

/**
 * troupe_connection_roll_back:
 * @self: a connection
 *
 * Forgets what the transaction did, if there still is one.
 */
void
troupe_connection_roll_back (TroupeConnection *self)
{
  g_autoptr (GError) error = NULL;

  /* SQLite itself rolls back when the disk is full. */
  if (sqlite3_get_autocommit (self->db))
    return;

  if (!troupe_connection_execute (self, &error, "ROLLBACK", ""))
    g_warning ("A transaction could not be undone: %s", error->message);
}

/**
 * troupe_connection_run_script:
 * @self: a connection
 * @sql: any number of statements
 *
 * Runs statements that are needed once.
 *
 * Returns: whether all of them succeeded
 */
gboolean
troupe_connection_run_script (TroupeConnection *self,
                              const char       *sql,
                              GError          **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (sqlite3_exec (self->db, sql, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;

  set_error (error, self->db);
  return FALSE;
}

/**
 * troupe_connection_query:
 * @self: a connection
 * @error: where to put an error
 * @sql: one statement
 * @types: what each of its parameters is: `t` a text or `NULL`, `i` a `gint64`, `d` a double or `NAN` for NULL
 * @...: the parameters
 *
 * Starts a query. Read it with troupe_rows_next(), end it with troupe_rows_end().
 *
 * Returns: (transfer full): its rows
 */
TroupeRows *
troupe_connection_query (TroupeConnection *self,
                         GError          **error,
                         const char       *sql,
                         const char       *types,
                         ...)
{
  TroupeRows *rows;
  va_list arguments;

  g_return_val_if_fail (self != NULL, NULL);

  va_start (arguments, types);
  rows = query (self, sql, types, arguments, error);
  va_end (arguments);
  return rows;
}

/**
 * troupe_connection_execute:
 * @self: a connection
 * @error: where to put an error
 * @sql: one statement
 * @types: as of troupe_connection_query()
 * @...: the parameters
 *
 * Runs a statement to its end; rows are dropped.
 *
 * Returns: whether it succeeded
 */
gboolean
troupe_connection_execute (TroupeConnection *self,
                           GError          **error,
                           const char       *sql,
                           const char       *types,
                           ...)
{
  g_autoptr (TroupeRows) rows = NULL;
  g_autoptr (GError) failure = NULL;
  va_list arguments;

  g_return_val_if_fail (self != NULL, FALSE);

  va_start (arguments, types);
  rows = query (self, sql, types, arguments, error);
  va_end (arguments);
  if (rows == NULL)
    return FALSE;

  while (troupe_rows_next (rows, &failure))
    ;
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * troupe_connection_query_integer:
 * @self: a connection
 * @sql: one statement without parameters, with a row
 * @value: (out): the first column of its first row
 *
 * Asks for one number.
 *
 * Returns: whether there is one
 */
gboolean
troupe_connection_query_integer (TroupeConnection *self,
                                 const char       *sql,
                                 gint64           *value,
                                 GError          **error)
{
  g_autoptr (TroupeRows) rows = troupe_connection_query (self, error, sql, "");

  if (rows == NULL || !troupe_rows_next (rows, error))
    return FALSE;

  *value = troupe_rows_get_integer (rows, 0);
  return TRUE;
}

/**
 * troupe_connection_count_changed:
 * @self: a connection
 *
 * Returns: how many rows the last INSERT, UPDATE or DELETE touched
 */
guint
troupe_connection_count_changed (TroupeConnection *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return (guint) sqlite3_changes (self->db);
}

/**
 * troupe_rows_next:
 * @rows: rows
 *
 * Goes on to the first or the next row.
 *
 * Returns: `FALSE` at the end, and with @error set when reading failed
 */
gboolean
troupe_rows_next (TroupeRows *rows,
                  GError    **error)
{
  int result = sqlite3_step (rows);

  if (result == SQLITE_ROW)
    return TRUE;

  if (result != SQLITE_DONE)
    set_error (error, sqlite3_db_handle (rows));
  return FALSE;
}

/**
 * troupe_rows_get_text:
 * @rows: rows at one of them
 * @column: from 0
 *
 * Returns: (nullable): the text, valid until the next row
 */
const char *
troupe_rows_get_text (TroupeRows *rows,
                      int         column)
{
  return (const char *) sqlite3_column_text (rows, column);
}

/**
 * troupe_rows_get_integer:
 * @rows: rows at one of them
 * @column: from 0
 *
 * Returns: the number, 0 for NULL
 */
gint64
troupe_rows_get_integer (TroupeRows *rows,
                         int         column)
{
  return sqlite3_column_int64 (rows, column);
}

/**
 * troupe_rows_get_double:
 * @rows: rows at one of them
 * @column: from 0
 *
 * Returns: the number, `NAN` for NULL
 */
double
troupe_rows_get_double (TroupeRows *rows,
                        int         column)
{
  if (sqlite3_column_type (rows, column) == SQLITE_NULL)
    return NAN;
  return sqlite3_column_double (rows, column);
}

/**
 * troupe_rows_collect_texts:
 * @rows: (transfer none): rows
 *
 * Reads the first column of all rows that are left.
 *
 * Returns: (transfer container) (element-type utf8): its texts
 */
GPtrArray *
troupe_rows_collect_texts (TroupeRows *rows,
                           GError    **error)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) failure = NULL;

  while (troupe_rows_next (rows, &failure))
    g_ptr_array_add (texts, g_strdup (troupe_rows_get_text (rows, 0)));
  if (failure == NULL)
    return g_steal_pointer (&texts);

  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/**
 * troupe_rows_end:
 * @rows: (transfer full): rows
 *
 * Gives the query back to its connection.
 */
void
troupe_rows_end (TroupeRows *rows)
{
  sqlite3_reset (rows);
  sqlite3_clear_bindings (rows);
}

/**
 * troupe_connection_format_list:
 * @texts: (array zero-terminated=1): texts
 *
 * Writes texts so that a query can read them with `json_each`. Safe from any thread.
 *
 * Returns: (transfer full): a JSON array
 */
char *
troupe_connection_format_list (const char *const *texts)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  for (guint i = 0; texts[i] != NULL; i++)
    json_array_add_string_element (array, texts[i]);
  json_node_take_array (node, array);
  return json_to_string (node, FALSE);
}
