/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "test-library.h"
#include "test-wait.h"
#include "troupe-character-store.h"
#include "troupe-candidates.h"
#include "troupe-clip-place.h"
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
set_alias (TroupeLibrary   *library,
           TroupeCharacter *character,
           const char      *alias,
           GError         **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  troupe_library_set_alias_async (library, character, alias, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  troupe_library_set_alias_finish (library, result, error);
}

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
test_open_makes_folders (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *clips = test_dir_build (dir, "media/clips");
  g_autofree char *pictures = test_dir_build (dir, "media/pictures");
  TroupeLibrary *library = test_library_open (dir);

  g_assert_true (troupe_library_is_open (library));
  g_assert_true (g_file_test (clips, G_FILE_TEST_IS_DIR));
  g_assert_true (g_file_test (pictures, G_FILE_TEST_IS_DIR));
  test_assert_finalize (library);
}

static void
test_character_survives_restart (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = test_library_open (dir);
  g_autofree char *id = test_library_add (library, "Zoë");
  g_autoptr (TroupeCharacter) character = NULL;
  const TroupeRange *range;

  test_library_close (&library);
  library = test_library_open (dir);
  character = test_library_load (library, id);

  g_assert_cmpstr (troupe_character_get_id (character), ==, id);
  g_assert_cmpstr (troupe_character_get_alias (character), ==, "Zoë");
  g_assert_cmpstr (troupe_character_get_notes (character), ==, "");
  g_assert_false (troupe_character_is_favourite (character));
  g_assert_cmpstr (troupe_character_get_clip_title (character), ==, "Clip");
  g_assert_cmpstr (troupe_character_get_clip_uri (character), ==, "file:///clip.mp4");
  g_assert_cmpstr (troupe_character_get_clip_hash (character), ==, "0123");
  g_assert_cmpuint (troupe_character_get_clip_duration_ns (character), ==, 10000000000);
  range = troupe_character_get_range (character);
  g_assert_cmpuint (range->start_ns, ==, 1000);
  g_assert_cmpuint (range->end_ns, ==, 2000);
  g_assert_cmpint (troupe_character_get_created_us (character), >, 0);
  g_assert_cmpint (troupe_character_get_state (character), ==, TROUPE_CHARACTER_STATE_READY);
  g_assert_null (troupe_character_get_problem (character));
  g_assert_null (troupe_character_get_picture (character));
  g_assert_null (troupe_character_get_clip_file (character));
  g_assert_null (troupe_character_get_username (character));
  g_assert_cmpuint (g_list_model_get_n_items (troupe_character_get_stills (character)), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (troupe_character_get_identities (character)), ==, 0);
}

static void
test_character_is_one_object (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = test_library_open (dir);
  g_autofree char *id = test_library_add (library, NULL);
  TroupeCharacter *first = test_library_load (library, id);
  g_autoptr (TroupeCharacter) second = test_library_load (library, id);

  g_assert_true (first == second);
  g_clear_object (&second);
  test_assert_finalize (first);
  second = test_library_load (library, id);
  g_assert_cmpstr (troupe_character_get_alias (second), ==, "Clip");
}

static void
test_load_missing (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = test_library_open (dir);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  troupe_library_load_character_async (library, "nobody\"]", NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  g_assert_null (troupe_library_load_character_finish (library, result, &error));
  g_assert_error (error, TROUPE_LIBRARY_ERROR, TROUPE_LIBRARY_ERROR_NOT_FOUND);
}

static void
test_alias_default_counts (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = test_library_open (dir);

  for (guint i = 1; i <= 3; i++)
    {
      g_autofree char *id = test_library_add (library, NULL);
      g_autoptr (TroupeCharacter) character = test_library_load (library, id);
      g_autofree char *expected = i == 1 ? g_strdup ("Clip") : g_strdup_printf ("Clip %u", i);

      g_assert_cmpstr (troupe_character_get_alias (character), ==, expected);
    }
}

static void
test_alias_notifies_once (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = test_library_open (dir);
  g_autofree char *id = test_library_add (library, "Anna");
  g_autoptr (TroupeCharacter) character = test_library_load (library, id);
  g_autoptr (GError) error = NULL;
  guint n_notified = 0, n_changed = 0;

  g_signal_connect_swapped (character, "notify::alias", G_CALLBACK (test_count_cb), &n_notified);
  g_signal_connect_swapped (library, "character-changed", G_CALLBACK (test_count_cb), &n_changed);

  set_alias (library, character, " Berta\n the   Great ", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (troupe_character_get_alias (character), ==, "Berta the Great");
  g_assert_cmpuint (n_notified, ==, 1);
  g_assert_cmpuint (n_changed, ==, 1);

  set_alias (library, character, "Berta the Great", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_notified, ==, 1);
}

static void
test_alias_refused (void)
{
  static const struct
  {
    const char *name;
    const char *alias;
  } cases[] = {
    { "empty", "" },
    { "blank", " \t\n" },
    { "taken", "Anna" },
    { "taken in other case", "aNNA" },
    { "taken in full width", "Ａｎｎａ" },
  };
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = test_library_open (dir);
  g_autofree char *anna = test_library_add (library, "Anna");
  g_autofree char *id = test_library_add (library, "Berta");
  g_autoptr (TroupeCharacter) character = test_library_load (library, id);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].name);
      set_alias (library, character, cases[i].alias, &error);
      g_assert_error (error, TROUPE_LIBRARY_ERROR, TROUPE_LIBRARY_ERROR_ALIAS);
      g_assert_cmpstr (troupe_character_get_alias (character), ==, "Berta");
    }
}

static void
test_alias_any_script (void)
{
  static const char *const aliases[] = {
    "小红", "Ёлка", "ليلى", "नीला", "🦊", "İpek", "o'Hara \"the\" %s",
  };
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = test_library_open (dir);

  for (guint i = 0; i < G_N_ELEMENTS (aliases); i++)
    {
      g_autofree char *id = test_library_add (library, aliases[i]);
      g_autoptr (TroupeCharacter) character = test_library_load (library, id);
      g_autoptr (GPtrArray) found = find (library, aliases[i]);

      g_assert_cmpstr (troupe_character_get_alias (character), ==, aliases[i]);
      g_assert_cmpuint (found->len, ==, 1);
      g_assert_cmpstr (g_ptr_array_index (found, 0), ==, id);
    }
}

static void
test_alias_is_cut (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = test_library_open (dir);
  g_autoptr (GString) name = g_string_new (NULL);
  g_autofree char *id = NULL;
  g_autoptr (TroupeCharacter) character = NULL;

  for (guint i = 0; i < 300; i++)
    g_string_append (name, "é");
  id = test_library_add (library, name->str);
  character = test_library_load (library, id);
  g_assert_cmpint (g_utf8_strlen (troupe_character_get_alias (character), -1), ==, 120);
}

static void
test_notes_and_favourite (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = test_library_open (dir);
  g_autofree char *id = test_library_add (library, NULL);
  g_autoptr (TroupeCharacter) character = test_library_load (library, id);
  g_autoptr (GAsyncResult) noted = NULL;
  g_autoptr (GAsyncResult) liked = NULL;
  g_autoptr (GError) error = NULL;
  guint n_notes = 0, n_favourite = 0;

  g_signal_connect_swapped (character, "notify::notes", G_CALLBACK (test_count_cb), &n_notes);
  g_signal_connect_swapped (character, "notify::favourite", G_CALLBACK (test_count_cb),
                            &n_favourite);
  troupe_library_set_notes_async (library, character, "Two\nlines", NULL, test_result_cb, &noted);
  troupe_library_set_favourite_async (library, character, TRUE, NULL, test_result_cb, &liked);
  test_wait_until (noted != NULL && liked != NULL);

  troupe_library_set_notes_finish (library, noted, &error);
  g_assert_no_error (error);
  troupe_library_set_favourite_finish (library, liked, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (troupe_character_get_notes (character), ==, "Two\nlines");
  g_assert_true (troupe_character_is_favourite (character));
  g_assert_cmpuint (n_notes, ==, 1);
  g_assert_cmpuint (n_favourite, ==, 1);
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
add_identity (TroupeConnection *connection,
              gpointer          data,
              GError          **error)
{
  const Owned *owned = data;
  g_autoptr (TroupeIdentity) identity = NULL;

  identity = troupe_identity_new ("practice", "ch_1", owned->file, "https://x.example/1", 77);
  return troupe_character_store_add_identity (connection, owned->id, identity, NULL, NULL, error);
}

static void
test_identity_and_files_show (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = test_library_open (dir);
  g_autofree char *id = test_library_add (library, NULL);
  g_autoptr (TroupeCharacter) character = test_library_load (library, id);
  g_autofree char *picture = test_dir_build (dir, "media/pictures/b.png");
  g_autoptr (TroupeIdentity) identity = NULL;
  g_autoptr (GError) error = NULL;
  Owned owned = { .id = id, .file = "blue.fox" };
  guint n_username = 0, n_picture = 0, n_clip_file = 0;

  g_signal_connect_swapped (character, "notify::username", G_CALLBACK (test_count_cb), &n_username);
  g_signal_connect_swapped (character, "notify::picture", G_CALLBACK (test_count_cb), &n_picture);
  g_signal_connect_swapped (character, "notify::clip-file", G_CALLBACK (test_count_cb),
                            &n_clip_file);
  test_library_write (library, own_files, &owned, &error);
  g_assert_no_error (error);
  test_library_write (library, add_identity, &owned, &error);
  g_assert_no_error (error);

  g_assert_cmpuint (n_username, ==, 1);
  g_assert_cmpuint (n_picture, ==, 1);
  g_assert_cmpuint (n_clip_file, ==, 1);
  g_assert_cmpstr (troupe_character_get_username (character), ==, "blue.fox");
  g_assert_cmpstr (g_file_peek_path (troupe_character_get_picture (character)), ==, picture);
  g_assert_cmpuint (g_list_model_get_n_items (troupe_character_get_stills (character)), ==, 1);
  identity = g_list_model_get_item (troupe_character_get_identities (character), 0);
  g_assert_cmpstr (troupe_identity_get_provider_id (identity), ==, "practice");
  g_assert_cmpstr (troupe_identity_get_remote_id (identity), ==, "ch_1");
  g_assert_cmpstr (troupe_identity_get_permalink (identity), ==, "https://x.example/1");
  g_assert_cmpint (troupe_identity_get_created_us (identity), ==, 77);
}

static void
test_write_failure_changes_nothing (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = test_library_open (dir);
  g_autofree char *id = test_library_add (library, NULL);
  g_autoptr (TroupeCharacter) character = test_library_load (library, id);
  g_autoptr (GError) error = NULL;
  Owned owned = { .id = "nobody" };

  test_library_write (library, own_files, &owned, &error);
  g_assert_error (error, TROUPE_LIBRARY_ERROR, TROUPE_LIBRARY_ERROR_NOT_FOUND);
  g_assert_null (troupe_character_get_clip_file (character));
  g_clear_error (&error);
  set_alias (library, character, "Still works", &error);
  g_assert_no_error (error);
}

static void
test_cancelled_before_it_begins (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = test_library_open (dir);
  g_autofree char *id = test_library_add (library, "Anna");
  g_autoptr (TroupeCharacter) character = test_library_load (library, id);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  troupe_library_set_alias_async (library, character, "Berta", cancellable,
                                  test_result_cb, &result);
  test_wait_until (result != NULL);
  g_assert_false (troupe_library_set_alias_finish (library, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpstr (troupe_character_get_alias (character), ==, "Anna");
}

static void
test_closed_fails (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = test_library_open (dir);
  g_autoptr (GError) error = NULL;

  troupe_library_close (library);
  g_assert_false (troupe_library_is_open (library));
  delete (library, "x", &error);
  g_assert_error (error, TROUPE_LIBRARY_ERROR, TROUPE_LIBRARY_ERROR_FAILED);
}

static void
keep_id_cb (TroupeLibrary *library,
            const char    *id,
            char         **kept)
{
  g_set_str (kept, id);
}

/* Another process is another library object: both have a thread and a connection of their own. */
static void
test_others_changes_are_noticed (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) here = test_library_open (dir);
  g_autoptr (TroupeLibrary) there = test_library_open (dir);
  g_autofree char *id = NULL;
  g_autofree char *added = NULL;
  g_autofree char *removed = NULL;
  g_autoptr (TroupeCharacter) mine = NULL;
  g_autoptr (TroupeCharacter) theirs = NULL;
  g_autoptr (GError) error = NULL;

  g_signal_connect (here, "character-added", G_CALLBACK (keep_id_cb), &added);
  g_signal_connect (here, "character-removed", G_CALLBACK (keep_id_cb), &removed);
  id = test_library_add (there, "Anna");
  test_wait_until (added != NULL);
  g_assert_cmpstr (added, ==, id);

  mine = test_library_load (here, id);
  theirs = test_library_load (there, id);
  set_alias (there, theirs, "Berta", &error);
  g_assert_no_error (error);
  test_wait_until (g_str_equal (troupe_character_get_alias (mine), "Berta"));

  delete (there, id, &error);
  g_assert_no_error (error);
  test_wait_until (removed != NULL);
  g_assert_cmpstr (removed, ==, id);
}

static void
test_progress_reaches_later_objects (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = test_library_open (dir);
  g_autofree char *id = test_library_add (library, NULL);
  TroupeObjectTable *table = troupe_library_get_characters (library);
  g_autoptr (TroupeCharacter) character = NULL;

  troupe_object_table_set_progress (table, id, 0.5);
  character = test_library_load (library, id);
  g_assert_cmpfloat_with_epsilon (troupe_character_get_progress (character), 0.5, 0.001);
  troupe_object_table_set_progress (table, id, -1);
  g_assert_cmpfloat_with_epsilon (troupe_character_get_progress (character), -1, 0.001);
}

/* Where a person left off in a clip */

static gboolean
load_place (TroupeLibrary   *library,
            const char      *hash,
            TroupeClipPlace *place,
            GError         **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  troupe_clip_place_load_async (library, hash, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);

  return troupe_clip_place_load_finish (library, result, place, error);
}

static void
save_place (TroupeLibrary         *library,
            const char            *hash,
            const TroupeClipPlace *place)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  troupe_clip_place_save_async (library, hash, place, test_result_cb, &result);
  test_wait_until (result != NULL);
  g_assert_true (troupe_clip_place_save_finish (library, result, &error));
  g_assert_no_error (error);
}

static void
test_clip_places (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  TroupeLibrary *library = test_library_open (dir);
  TroupeClipPlace first = { 1, 2, 3, { 4, 5 } };
  TroupeClipPlace second = { 10, 20, G_MAXINT64, { 40, 50 } };
  TroupeClipPlace read;
  g_autoptr (GError) error = NULL;

  g_assert_false (load_place (library, "aa", &read, &error));
  g_assert_error (error, TROUPE_LIBRARY_ERROR, TROUPE_LIBRARY_ERROR_NOT_FOUND);
  g_clear_error (&error);

  save_place (library, "aa", &second);
  save_place (library, "aa", &first);
  save_place (library, "bb", &second);
  test_library_close (&library);

  library = test_library_open (dir);
  g_assert_true (load_place (library, "aa", &read, &error));
  g_assert_no_error (error);
  g_assert_cmpmem (&read, sizeof read, &first, sizeof first);
  g_assert_true (load_place (library, "bb", &read, &error));
  g_assert_cmpmem (&read, sizeof read, &second, sizeof second);
  test_library_close (&library);
}

static void
keep (TroupeCandidates *candidates,
      guint64           start_ns,
      const char       *name)
{
  TroupeRange range = { start_ns, start_ns + 1 };
  g_autoptr (TroupeCandidate) candidate = troupe_candidate_new (&range, name, "sharp");

  troupe_candidates_insert (candidates, g_list_model_get_n_items (G_LIST_MODEL (candidates)), candidate);
}

static void
assert_names (TroupeCandidates *candidates,
              const char       *names)
{
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (candidates)), ==, strlen (names));
  for (guint i = 0; names[i] != '\0'; i++)
    {
      g_autoptr (TroupeCandidate) candidate = g_list_model_get_item (G_LIST_MODEL (candidates), i);

      g_assert_cmpint (troupe_candidate_get_name (candidate)[0], ==, names[i]);
      g_assert_cmpstr (troupe_candidate_get_note (candidate), ==, "sharp");
    }
}

/* One that a quick person kept before the others are read is among them. */
static void
test_candidates (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  TroupeLibrary *library = test_library_open (dir);
  TroupeCandidates *first = troupe_candidates_new (), *again = troupe_candidates_new ();
  guint n_changes = 0;

  g_signal_connect_swapped (first, "items-changed", G_CALLBACK (test_count_cb), &n_changes);
  troupe_candidates_open (first, library, "aa");
  test_wait_until (n_changes > 0);
  keep (first, 1, "A");
  keep (first, 2, "B");
  keep (first, 3, "C");
  troupe_candidates_rename (first, troupe_candidates_find (first, &(TroupeRange) { 3, 4 }), "D");
  troupe_candidates_remove (first, 1);
  assert_names (first, "AD");

  keep (again, 3, "X: the same as D");
  keep (again, 9, "E");
  troupe_candidates_open (again, library, "aa");
  test_wait_until (g_list_model_get_n_items (G_LIST_MODEL (again)) == 3);
  assert_names (again, "AXE");

  g_object_unref (again);
  g_object_unref (first);
  test_library_close (&library);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/library/open/makes-folders", test_open_makes_folders);
  g_test_add_func ("/library/character/survives-restart", test_character_survives_restart);
  g_test_add_func ("/library/character/is-one-object", test_character_is_one_object);
  g_test_add_func ("/library/load/missing", test_load_missing);
  g_test_add_func ("/library/alias/default-counts", test_alias_default_counts);
  g_test_add_func ("/library/alias/notifies-once", test_alias_notifies_once);
  g_test_add_func ("/library/alias/refused", test_alias_refused);
  g_test_add_func ("/library/alias/any-script", test_alias_any_script);
  g_test_add_func ("/library/alias/is-cut", test_alias_is_cut);
  g_test_add_func ("/library/notes-and-favourite", test_notes_and_favourite);
  g_test_add_func ("/library/identity-and-files-show", test_identity_and_files_show);
  g_test_add_func ("/library/write/failure-changes-nothing", test_write_failure_changes_nothing);
  g_test_add_func ("/library/write/cancelled-before-it-begins", test_cancelled_before_it_begins);
  g_test_add_func ("/library/closed-fails", test_closed_fails);
  g_test_add_func ("/library/others/changes-are-noticed", test_others_changes_are_noticed);
  g_test_add_func ("/library/clip-places/are-kept", test_clip_places);
  g_test_add_func ("/library/candidates/are-kept", test_candidates);
  g_test_add_func ("/library/progress/reaches-later-objects", test_progress_reaches_later_objects);
  return g_test_run ();
}
