/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "test-library.h"

#include "test-wait.h"
#include "troupe-character-store.h"
#include "troupe-library-private.h"

static TroupeLibrary *
open_library (GFile   *directory,
              GError **error)
{
  g_autoptr (TroupeLibrary) library = troupe_library_new (directory);
  g_autoptr (GAsyncResult) result = NULL;

  troupe_library_open_async (library, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  if (!troupe_library_open_finish (library, result, error))
    return NULL;
  return g_steal_pointer (&library);
}

/**
 * test_library_open:
 * @dir: its folder
 *
 * Opens or makes a library.
 *
 * Returns: (transfer full): an open library
 */
TroupeLibrary *
test_library_open (TestDir *dir)
{
  g_autoptr (GFile) directory = g_file_new_for_path (test_dir_get_path (dir));

  return test_library_open_at (directory);
}

/**
 * test_library_open_at:
 * @directory: its folder
 *
 * Opens or makes a library in any folder.
 *
 * Returns: (transfer full): an open library
 */
TroupeLibrary *
test_library_open_at (GFile *directory)
{
  g_autoptr (GError) error = NULL;
  TroupeLibrary *library = open_library (directory, &error);

  g_assert_no_error (error);
  return library;
}

/**
 * test_library_close:
 * @library: (inout): a library
 *
 * Closes and drops a library. To drop it alone would not do: a result on its way holds it too.
 */
void
test_library_close (TroupeLibrary **library)
{
  troupe_library_close (*library);
  g_clear_object (library);
}

/**
 * test_library_fail:
 * @dir: its folder
 * @error: where to put the error
 *
 * Opens a library that cannot be opened.
 */
void
test_library_fail (TestDir *dir,
                   GError **error)
{
  g_autoptr (GFile) directory = g_file_new_for_path (test_dir_get_path (dir));

  test_library_fail_at (directory, error);
}

/**
 * test_library_fail_at:
 * @directory: a folder, which need not exist
 * @error: where to put the error
 *
 * Opens a library that cannot be opened.
 */
void
test_library_fail_at (GFile   *directory,
                      GError **error)
{
  g_assert_null (open_library (directory, error));
}

/**
 * test_library_write:
 * @library: an open library
 * @func: what to do
 * @data: for @func
 * @error: where to put an error
 *
 * Changes the library and waits until it is on the disk.
 */
void
test_library_write (TroupeLibrary     *library,
                    TroupeDatabaseFunc func,
                    gpointer           data,
                    GError           **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  troupe_library_write_async (library, func, data, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  troupe_library_write_finish (library, result, error);
}

static gboolean
add (TroupeConnection *connection,
     gpointer          data,
     GError          **error)
{
  return troupe_character_store_add (connection, data, error);
}

/**
 * test_library_add:
 * @library: an open library
 * @alias: (nullable): a free alias
 *
 * Adds a character without a job, which is ready therefore.
 *
 * Returns: (transfer full): its id
 */
char *
test_library_add (TroupeLibrary *library,
                  const char    *alias)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autoptr (GError) error = NULL;
  TroupeCharacterSeed seed = {
    .id = id,
    .alias = alias,
    .clip_title = "Clip",
    .clip_uri = "file:///clip.mp4",
    .clip_hash = "0123",
    .clip_duration_ns = 10 * (guint64) G_USEC_PER_SEC * 1000,
    .range = { .start_ns = 1000, .end_ns = 2000 },
  };

  test_library_write (library, add, &seed, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&id);
}

/**
 * test_library_load:
 * @library: an open library
 * @id: a character of it
 *
 * Returns: (transfer full): the character, loaded
 */
TroupeCharacter *
test_library_load (TroupeLibrary *library,
                   const char    *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  TroupeCharacter *character;

  troupe_library_load_character_async (library, id, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  character = troupe_library_load_character_finish (library, result, &error);
  g_assert_no_error (error);
  return character;
}

/**
 * test_library_set_notes:
 * @library: an open library
 * @character: a character of it
 * @notes: its new notes
 * @error: where to put an error
 *
 * Changes the notes and waits until they are on the disk.
 */
void
test_library_set_notes (TroupeLibrary   *library,
                        TroupeCharacter *character,
                        const char      *notes,
                        GError         **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  troupe_library_set_notes_async (library, character, notes, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  troupe_library_set_notes_finish (library, result, error);
}
