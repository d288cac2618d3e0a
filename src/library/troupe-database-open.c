/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-database-open.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "troupe-library-error.h"
#include "troupe-migrations.h"

#define LOCK_FILE "library.lock"

static gboolean
make_directory (const char *path,
                GError    **error)
{
  if (g_mkdir_with_parents (path, 0700) == 0)
    return TRUE;

  g_set_error (error, TROUPE_LIBRARY_ERROR, troupe_library_error_from_errno (errno),
               "%s: cannot be made: %s", path, g_strerror (errno));
  return FALSE;
}

static gboolean
is_empty (const char *path)
{
  GStatBuf status;

  return g_stat (path, &status) != 0 || status.st_size == 0;
}

/* Where there was no room for the tables SQLite leaves its own head and nothing else. */
static gboolean
is_bare (TroupeConnection *connection,
         gint64            application,
         gint64            version)
{
  gint64 n_tables;

  return application == 0 && version == 0 &&
         troupe_connection_query_integer (connection, "SELECT count (*) FROM sqlite_schema",
                                          &n_tables, NULL) && n_tables == 0;
}

static gboolean
check_version (TroupeConnection *connection,
               const char       *path,
               guint            *version,
               GError          **error)
{
  gint64 application, found;

  if (!troupe_connection_query_integer (connection, "PRAGMA application_id", &application, error) ||
      !troupe_connection_query_integer (connection, "PRAGMA user_version", &found, error))
    return FALSE;

  if (application != TROUPE_MIGRATIONS_APPLICATION_ID && !is_bare (connection, application, found))
    {
      g_set_error (error, TROUPE_LIBRARY_ERROR, TROUPE_LIBRARY_ERROR_DAMAGED,
                   "%s: is the database of another program", path);
      return FALSE;
    }
  if (found > troupe_migrations_get_version ())
    {
      g_set_error (error, TROUPE_LIBRARY_ERROR, TROUPE_LIBRARY_ERROR_NEWER,
                   "%s: has version %" G_GINT64_FORMAT ", this Troupe knows %u", path, found,
                   troupe_migrations_get_version ());
      return FALSE;
    }
  *version = (guint) found;
  return TRUE;
}

/* While a library is made there is a moment in which a crash leaves a journal: what it tells of has to be taken
 * back before anybody can read, and only a connection that writes does that. */
static int
flags_to_peek (const char *path)
{
  g_autofree char *journal = g_strconcat (path, "-journal", NULL);

  return g_file_test (journal, G_FILE_TEST_EXISTS) ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
}

/* Looks at a library without changing a byte of it; one that is missing, empty or bare has version 0. */
static gboolean
peek_version (const char *path,
              guint      *version,
              GError    **error)
{
  g_autoptr (TroupeConnection) connection = NULL;

  *version = 0;
  if (is_empty (path))
    return TRUE;

  connection = troupe_connection_open (path, flags_to_peek (path), error);
  return connection != NULL && check_version (connection, path, version, error);
}

static gboolean
flush_file (const char *path,
            GError    **error)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gboolean flushed = fd >= 0 && g_fsync (fd) == 0;
  int number = errno;

  if (fd >= 0)
    g_close (fd, NULL);
  if (flushed)
    return TRUE;

  g_set_error (error, TROUPE_LIBRARY_ERROR, troupe_library_error_from_errno (number),
               "%s: cannot be flushed: %s", path, g_strerror (number));
  return FALSE;
}

/**
 * troupe_database_keep_copy:
 * @connection: a library
 * @directory: its folder
 * @version: its version
 *
 * Keeps the library as it is now, as `library-vN.db`. Worker threads only.
 *
 * Returns: whether the copy is on the disk
 */
gboolean
troupe_database_keep_copy (TroupeConnection *connection,
                           const char       *directory,
                           guint             version,
                           GError          **error)
{
  g_autofree char *name = g_strdup_printf ("library-v%u.db", version);
  g_autofree char *path = g_build_filename (directory, name, NULL);
  g_autofree char *part = g_strconcat (path, ".part", NULL);

  g_unlink (part);    /* of a copy that was interrupted, if there is one */
  if (!troupe_connection_execute (connection, error, "VACUUM INTO ?1", "t", part) ||
      !flush_file (part, error))
    return FALSE;

  if (g_rename (part, path) == 0)
    return flush_file (directory, error);

  g_set_error (error, TROUPE_LIBRARY_ERROR, troupe_library_error_from_errno (errno),
               "%s: cannot be made: %s", path, g_strerror (errno));
  return FALSE;
}

static gboolean
check_integrity (TroupeConnection *connection,
                 const char       *path,
                 GError          **error)
{
  g_autoptr (TroupeRows) rows = NULL;

  rows = troupe_connection_query (connection, error, "PRAGMA quick_check (1)", "");
  if (rows == NULL || !troupe_rows_next (rows, error))
    return FALSE;
  if (g_str_equal (troupe_rows_get_text (rows, 0), "ok"))
    return TRUE;

  g_set_error (error, TROUPE_LIBRARY_ERROR, TROUPE_LIBRARY_ERROR_DAMAGED,
               "%s: is damaged: %s", path, troupe_rows_get_text (rows, 0));
  return FALSE;
}

static gboolean
bring_forward (TroupeConnection *connection,
               const char       *directory,
               guint             version,
               gboolean          alone,
               GError          **error)
{
  if (version == troupe_migrations_get_version ())
    return TRUE;

  if (!alone)
    {
      g_set_error (error, TROUPE_LIBRARY_ERROR, TROUPE_LIBRARY_ERROR_BUSY,
                   "%s: an older Troupe has the library open", directory);
      return FALSE;
    }
  return (version == 0 ||
          troupe_database_keep_copy (connection, directory, version, error)) &&
         troupe_migrations_run (connection, troupe_migrations_get_version (), error);
}

/* The log of the last owner is gone when it closed the library as it should. */
static gboolean
was_interrupted (const char *path)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);

  return g_file_test (log, G_FILE_TEST_EXISTS);
}

static TroupeConnection *
open_alone_or_not (const char        *directory,
                   TroupeDatabaseFunc tidy,
                   gpointer           data,
                   gboolean           alone,
                   GError           **error)
{
  g_autoptr (TroupeConnection) connection = NULL;
  g_autofree char *path = g_build_filename (directory, TROUPE_DATABASE_FILE, NULL);
  gboolean interrupted = alone && was_interrupted (path);
  guint version;

  if (!peek_version (path, &version, error))
    return NULL;

  connection = troupe_connection_open (path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error);
  if (connection == NULL ||
      !troupe_connection_execute (connection, error, "PRAGMA journal_mode = WAL", "") ||
      !troupe_connection_execute (connection, error, "PRAGMA synchronous = FULL", "") ||
      (interrupted && !check_integrity (connection, path, error)) ||
      !bring_forward (connection, directory, version, alone, error) ||
      (alone && !tidy (connection, data, error)))
    return NULL;

  return g_steal_pointer (&connection);
}

/**
 * troupe_database_open_file:
 * @directory: the folder of the library; made where it is missing
 * @tidy: runs while no other process has the library open, and not at all when one has
 * @data: for @tidy
 * @lock: (out) (transfer full): keep it until the connection is closed
 *
 * Opens the database of a library. Worker threads only.
 *
 * After an owner that did not close it, its integrity is checked. An older version is copied to
 * `library-vN.db` and brought forward.
 *
 * Fails with `TROUPE_LIBRARY_ERROR_NEWER`, `DAMAGED`, `READ_ONLY`, `NO_SPACE`, `BUSY` or `FAILED`;
 * the database is then as it was.
 *
 * Returns: (transfer full): a connection
 */
TroupeConnection *
troupe_database_open_file (GFile             *directory,
                           TroupeDatabaseFunc tidy,
                           gpointer           data,
                           TroupeLock       **lock,
                           GError           **error)
{
  g_autoptr (TroupeConnection) connection = NULL;
  g_autoptr (TroupeLock) held = NULL;
  g_autoptr (GFile) lock_file = g_file_get_child (directory, LOCK_FILE);
  gboolean alone;

  if (!make_directory (g_file_peek_path (directory), error))
    return NULL;

  held = troupe_lock_new (lock_file, error);
  if (held == NULL)
    return NULL;

  alone = troupe_lock_try (held);
  if (!alone && !troupe_lock_join (held, error))
    return NULL;

  connection = open_alone_or_not (g_file_peek_path (directory), tidy, data, alone, error);
  if (connection == NULL || !troupe_lock_join (held, error))
    return NULL;

  *lock = g_steal_pointer (&held);
  return g_steal_pointer (&connection);
}
