/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "test-library.h"
#include "test-wait.h"
#include "troupe-character-store.h"
#include "troupe-library-error.h"
#include "troupe-library-private.h"

typedef void (*EditFunc) (TroupeLibrary      *library,
                          const char         *id,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data);

typedef gboolean (*FinishFunc) (TroupeLibrary *library,
                                GAsyncResult  *result,
                                GError       **error);

static void
edit (TroupeLibrary *library,
      EditFunc       func,
      FinishFunc     finish,
      const char    *id,
      GError       **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  func (library, id, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  finish (library, result, error);
}

static void
delete (TroupeLibrary *library,
        const char    *id,
        GError       **error)
{
  edit (library, troupe_library_delete_character_async, troupe_library_delete_character_finish, id,
        error);
}

static void
restore (TroupeLibrary *library,
         const char    *id,
         GError       **error)
{
  edit (library, troupe_library_restore_character_async,
        troupe_library_restore_character_finish, id, error);
}

static GPtrArray *
find (TroupeLibrary *library,
      const char    *search)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *ids;

  troupe_library_find_async (library, search, TROUPE_CHARACTER_SORT_NEWEST, NULL,
                             test_result_cb, &result);
  test_wait_until (result != NULL);
  ids = troupe_library_find_finish (library, result, &error);
  g_assert_no_error (error);
  return ids;
}

static void
test_trash_and_back (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = test_library_open (dir);
  g_autofree char *id = test_library_add (library, "Anna");
  g_autofree char *other = NULL;
  g_autoptr (TroupeCharacter) character = test_library_load (library, id);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = NULL;
  guint n_added = 0, n_removed = 0;

  g_signal_connect_swapped (library, "character-added", G_CALLBACK (test_count_cb), &n_added);
  g_signal_connect_swapped (library, "character-removed", G_CALLBACK (test_count_cb), &n_removed);

  delete (library, id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_removed, ==, 1);
  found = find (library, NULL);
  g_assert_cmpuint (found->len, ==, 0);

  delete (library, id, &error);
  g_assert_error (error, TROUPE_LIBRARY_ERROR, TROUPE_LIBRARY_ERROR_NOT_FOUND);
  g_clear_error (&error);

  other = test_library_add (library, "anna");
  restore (library, id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_added, ==, 2);
  g_assert_cmpstr (troupe_character_get_alias (character), ==, "Anna 2");

  restore (library, id, &error);
  g_assert_error (error, TROUPE_LIBRARY_ERROR, TROUPE_LIBRARY_ERROR_NOT_FOUND);
}

typedef struct
{
  const char *id;
  const char *file;
} Owned;

static gboolean
own_files (TroupeConnection *connection,
           gpointer          data,
           GError          **error)
{
  const Owned *owned = data;

  return troupe_character_store_set_clip_file (connection, owned->id, "clips/a.mp4", error) &&
         troupe_character_store_add_still (connection, owned->id, "pictures/a.jpg", 5, "ff",
                                           error) &&
         troupe_character_store_add_avatar (connection, owned->id, "pictures/b.png", "ff", error);
}

static gboolean
age_trash (TroupeConnection *connection,
           gpointer          data,
           GError          **error)
{
  const gint64 *days = data;

  return troupe_connection_execute (connection, error,
                                    "UPDATE characters SET deleted_us = deleted_us - ?1", "i",
                                    *days * 24 * 60 * 60 * G_USEC_PER_SEC);
}

static void
put_file (TestDir    *dir,
          const char *name)
{
  g_autofree char *path = test_dir_build (dir, name);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, "x", 1, &error);
  g_assert_no_error (error);
}

static gboolean
has_file (TestDir    *dir,
          const char *name)
{
  g_autofree char *path = test_dir_build (dir, name);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
test_trash_is_emptied (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = test_library_open (dir);
  g_autofree char *id = test_library_add (library, "Anna");
  g_autoptr (GError) error = NULL;
  Owned owned = { .id = id };
  gint64 days = 29;

  put_file (dir, "media/clips/a.mp4");
  put_file (dir, "media/pictures/a.jpg");
  put_file (dir, "media/pictures/b.png");
  put_file (dir, "media/pictures/stranger.png");
  test_library_write (library, own_files, &owned, &error);
  g_assert_no_error (error);
  delete (library, id, &error);
  g_assert_no_error (error);

  test_library_write (library, age_trash, &days, &error);
  g_assert_no_error (error);
  test_library_close (&library);
  library = test_library_open (dir);
  g_assert_true (has_file (dir, "media/clips/a.mp4"));

  days = 2;
  test_library_write (library, age_trash, &days, &error);
  g_assert_no_error (error);
  test_library_close (&library);
  library = test_library_open (dir);
  g_assert_false (has_file (dir, "media/clips/a.mp4"));
  g_assert_false (has_file (dir, "media/pictures/a.jpg"));
  g_assert_false (has_file (dir, "media/pictures/b.png"));
  g_assert_true (has_file (dir, "media/pictures/stranger.png"));
  restore (library, id, &error);
  g_assert_error (error, TROUPE_LIBRARY_ERROR, TROUPE_LIBRARY_ERROR_NOT_FOUND);
}

static gboolean
add_fetching_job (TroupeConnection *connection,
                  gpointer          data,
                  GError          **error)
{
  return troupe_connection_run_script (connection,
                                       "INSERT INTO videos (id, provider_id, prompt, created_us) VALUES ('v', 'p', '', 1);"
                                       " INSERT INTO jobs (id, kind, video_id, provider_id, state, draft, created_us,"
                                       " changed_us) VALUES ('j', 'create-video', 'v', 'p', 'fetching', '{}', 1, 1)", error);
}

/* What a job was fetching it goes on with. */
static void
test_half_fetched_files_stay (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = test_library_open (dir);
  g_autoptr (GError) error = NULL;

  test_library_write (library, add_fetching_job, NULL, &error);
  g_assert_no_error (error);
  test_library_close (&library);
  put_file (dir, "media/videos/v.mp4.0123456789abcdef.part");
  put_file (dir, "media/videos/v.mp4.0123456789abcdef.version");
  put_file (dir, "media/videos/w.mp4.0123456789abcdef.part");
  put_file (dir, "media/videos/w.mp4.0123456789abcdef.version");
  library = test_library_open (dir);
  g_assert_true (has_file (dir, "media/videos/v.mp4.0123456789abcdef.part"));
  g_assert_true (has_file (dir, "media/videos/v.mp4.0123456789abcdef.version"));
  g_assert_false (has_file (dir, "media/videos/w.mp4.0123456789abcdef.part"));
  g_assert_false (has_file (dir, "media/videos/w.mp4.0123456789abcdef.version"));
}

static void
test_half_written_files_go (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = test_library_open (dir);

  test_library_close (&library);
  put_file (dir, "media/clips/a.mp4.X7ZPQ1");
  put_file (dir, "media/clips/.a.mp4");
  put_file (dir, "media/pictures/a-avatar.part");
  put_file (dir, "media/clips/a.mp4");
  library = test_library_open (dir);
  g_assert_false (has_file (dir, "media/clips/a.mp4.X7ZPQ1"));
  g_assert_false (has_file (dir, "media/clips/.a.mp4"));
  g_assert_false (has_file (dir, "media/pictures/a-avatar.part"));
  g_assert_true (has_file (dir, "media/clips/a.mp4"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/trash/and-back", test_trash_and_back);
  g_test_add_func ("/trash/is-emptied", test_trash_is_emptied);
  g_test_add_func ("/trash/half-written-files-go", test_half_written_files_go);
  g_test_add_func ("/trash/half-fetched-files-stay", test_half_fetched_files_stay);
  return g_test_run ();
}
