/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>
#include <linux/capability.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "test-library.h"
#include "troupe-database-open.h"
#include "troupe-library-error.h"
#include "troupe-lock.h"
#include "troupe-migrations.h"

static char *
library_path (TestDir *dir)
{
  return test_dir_build (dir, TROUPE_DATABASE_FILE);
}

static void
run_script (TestDir    *dir,
            const char *sql)
{
  g_autofree char *path = library_path (dir);
  g_autoptr (TroupeConnection) connection = NULL;
  g_autoptr (GError) error = NULL;

  connection = troupe_connection_open (path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, &error);
  g_assert_no_error (error);
  troupe_connection_run_script (connection, sql, &error);
  g_assert_no_error (error);
}

static GBytes *
read_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *content;
  gsize length;

  g_file_get_contents (path, &content, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (content, length);
}

/* Opening must fail with the code and leave the file as it is. */
static void
assert_refused (TestDir *dir,
                int      code)
{
  g_autofree char *path = library_path (dir);
  g_autoptr (GBytes) before = read_file (path);
  g_autoptr (GBytes) after = NULL;
  g_autoptr (GError) error = NULL;

  test_library_fail (dir, &error);
  g_assert_error (error, TROUPE_LIBRARY_ERROR, code);
  g_assert_nonnull (strstr (error->message, path));
  after = read_file (path);
  g_assert_true (g_bytes_equal (before, after));
}

static void
test_migrate_from_every_version (void)
{
  for (guint version = 0; version <= troupe_migrations_get_version (); version++)
    {
      g_autoptr (TestDir) dir = test_dir_new ();
      g_autofree char *path = library_path (dir);
      g_autofree char *copy_name = g_strdup_printf ("library-v%u.db", version);
      g_autofree char *copy = test_dir_build (dir, copy_name);
      g_autoptr (TroupeConnection) old = NULL;
      g_autoptr (TroupeLibrary) library = NULL;
      g_autofree char *id = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("from version %u", version);
      old = troupe_connection_open (path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, &error);
      g_assert_no_error (error);
      g_assert_true (troupe_migrations_run (old, version, &error));
      g_assert_no_error (error);
      g_clear_pointer (&old, troupe_connection_close);

      library = test_library_open (dir);
      id = test_library_add (library, NULL);
      g_assert_true (g_file_test (copy, G_FILE_TEST_EXISTS) ==
                     (version > 0 && version < troupe_migrations_get_version ()));
    }
}

static void
test_copy_is_whole (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TestDir) other = test_dir_new ();
  g_autoptr (TroupeLibrary) library = test_library_open (dir);
  g_autofree char *id = test_library_add (library, "Anna");
  g_autofree char *path = library_path (dir);
  g_autofree char *copy = test_dir_build (dir, "library-v7.db");
  g_autofree char *moved = library_path (other);
  g_autoptr (TroupeConnection) connection = NULL;
  g_autoptr (GError) error = NULL;

  connection = troupe_connection_open (path, SQLITE_OPEN_READWRITE, &error);
  g_assert_no_error (error);
  troupe_database_keep_copy (connection, test_dir_get_path (dir), 7, &error);
  g_assert_no_error (error);
  test_library_close (&library);

  g_assert_cmpint (g_rename (copy, moved), ==, 0);
  library = test_library_open (other);
  g_object_unref (test_library_load (library, id));
}

static void
test_newer_is_left_alone (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = test_library_open (dir);
  g_autofree char *id = test_library_add (library, NULL);

  test_library_close (&library);
  run_script (dir, "PRAGMA user_version = 99");
  assert_refused (dir, TROUPE_LIBRARY_ERROR_NEWER);
}

static void
test_other_programs_database (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();

  run_script (dir, "CREATE TABLE things (x); INSERT INTO things VALUES (1)");
  assert_refused (dir, TROUPE_LIBRARY_ERROR_DAMAGED);
}

static void
test_no_database (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *path = library_path (dir);
  g_autofree char *text = g_strnfill (8192, 'x');
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  assert_refused (dir, TROUPE_LIBRARY_ERROR_DAMAGED);
}

static void
test_empty_file_is_new (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *path = library_path (dir);
  g_autoptr (TroupeLibrary) library = NULL;
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, "", 0, &error);
  g_assert_no_error (error);
  library = test_library_open (dir);
  g_assert_true (troupe_library_is_open (library));
}

/* A process that was killed leaves the log, and perhaps pages that a dying disk spoilt. */
static void
test_damage_is_found_after_crash (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *path = library_path (dir);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autoptr (TroupeLibrary) library = test_library_open (dir);
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) spoilt = NULL;
  g_autoptr (GError) error = NULL;
  guint8 *bytes;
  gsize length;

  for (guint i = 0; i < 50; i++)
    g_free (test_library_add (library, NULL));
  test_library_close (&library);

  before = read_file (path);
  bytes = g_memdup2 (g_bytes_get_data (before, &length), g_bytes_get_size (before));
  for (gsize i = 4096 + 8; i < length; i += 4096)
    memset (bytes + i, 0xa5, 64);
  spoilt = g_bytes_new_take (bytes, length);
  g_file_set_contents (path, (const char *) bytes, (gssize) length, &error);
  g_assert_no_error (error);
  g_file_set_contents (log, "", 0, &error);
  g_assert_no_error (error);

  test_library_fail (dir, &error);
  g_assert_error (error, TROUPE_LIBRARY_ERROR, TROUPE_LIBRARY_ERROR_DAMAGED);
}

/* The administrator may write everywhere; a thread and those it starts can lay that right down. */
static void
set_override (gboolean may_override)
{
  struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };
  struct __user_cap_data_struct sets[_LINUX_CAPABILITY_U32S_3];
  const guint32 rights = 1u << CAP_DAC_OVERRIDE | 1u << CAP_DAC_READ_SEARCH;

  g_assert_cmpint (syscall (SYS_capget, &header, sets), ==, 0);
  sets[0].effective = may_override ? sets[0].permitted : sets[0].effective & ~rights;
  g_assert_cmpint (syscall (SYS_capset, &header, sets), ==, 0);
}

static void
test_read_only_directory (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = test_library_open (dir);
  g_autofree char *id = test_library_add (library, "Anna");

  test_library_close (&library);
  g_assert_cmpint (g_chmod (test_dir_get_path (dir), 0500), ==, 0);
  set_override (FALSE);
  assert_refused (dir, TROUPE_LIBRARY_ERROR_READ_ONLY);
  set_override (TRUE);
  g_assert_cmpint (g_chmod (test_dir_get_path (dir), 0700), ==, 0);

  library = test_library_open (dir);
  g_object_unref (test_library_load (library, id));
}

static void
test_read_only_parent (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *inner = test_dir_build (dir, "share");
  g_autofree char *data = g_build_filename (inner, "troupe", NULL);
  g_autoptr (GFile) directory = g_file_new_for_path (data);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (inner, 0500), ==, 0);
  set_override (FALSE);
  test_library_fail_at (directory, &error);
  set_override (TRUE);
  g_assert_error (error, TROUPE_LIBRARY_ERROR, TROUPE_LIBRARY_ERROR_READ_ONLY);
}

/* A limit on the size of files is the full disk that a test can make. */
static void
limit_file_size (rlim_t bytes)
{
  struct rlimit limit;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = bytes;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static void
test_no_space_at_first (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = NULL;
  g_autoptr (GError) error = NULL;

  limit_file_size (20000);
  test_library_fail (dir, &error);
  limit_file_size (RLIM_INFINITY);
  g_assert_error (error, TROUPE_LIBRARY_ERROR, TROUPE_LIBRARY_ERROR_NO_SPACE);

  library = test_library_open (dir);
}

static void
test_no_space (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = test_library_open (dir);
  g_autofree char *id = test_library_add (library, "Anna");
  g_autoptr (TroupeCharacter) character = test_library_load (library, id);
  g_autofree char *notes = g_strnfill (4000000, 'x');
  g_autoptr (GError) error = NULL;

  limit_file_size (1000000);
  test_library_set_notes (library, character, notes, &error);
  limit_file_size (RLIM_INFINITY);
  g_assert_error (error, TROUPE_LIBRARY_ERROR, TROUPE_LIBRARY_ERROR_NO_SPACE);
  g_clear_error (&error);

  test_library_set_notes (library, character, "There is room again", &error);
  g_assert_no_error (error);
  g_clear_object (&character);
  test_library_close (&library);
  library = test_library_open (dir);
  character = test_library_load (library, id);
  g_assert_cmpstr (troupe_character_get_notes (character), ==, "There is room again");
}

static void
test_lock_alone_and_together (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *path = test_dir_build (dir, "x.lock");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeLock) first = troupe_lock_new (file, &error);
  g_autoptr (TroupeLock) second = troupe_lock_new (file, &error);

  g_assert_no_error (error);
  g_assert_true (troupe_lock_try (first));
  g_assert_false (troupe_lock_try (second));
  g_assert_true (troupe_lock_join (first, &error));
  g_assert_true (troupe_lock_join (second, &error));
  g_assert_false (troupe_lock_try (second));
  g_clear_pointer (&first, troupe_lock_free);
  g_assert_true (troupe_lock_try (second));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/database/migrate/from-every-version", test_migrate_from_every_version);
  g_test_add_func ("/database/migrate/copy-is-whole", test_copy_is_whole);
  g_test_add_func ("/database/newer-is-left-alone", test_newer_is_left_alone);
  g_test_add_func ("/database/damaged/other-programs-database", test_other_programs_database);
  g_test_add_func ("/database/damaged/no-database", test_no_database);
  g_test_add_func ("/database/damaged/is-found-after-crash", test_damage_is_found_after_crash);
  g_test_add_func ("/database/empty-file-is-new", test_empty_file_is_new);
  g_test_add_func ("/database/read-only/directory", test_read_only_directory);
  g_test_add_func ("/database/read-only/parent", test_read_only_parent);
  g_test_add_func ("/database/no-space/at-first", test_no_space_at_first);
  g_test_add_func ("/database/no-space/later", test_no_space);
  g_test_add_func ("/lock/alone-and-together", test_lock_alone_and_together);
  return g_test_run ();
}
