/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <gst/gst.h>

#include "test-library.h"
#include "test-media.h"
#include "test-wait.h"
#include "troupe-character-list.h"
#include "troupe-character-store.h"
#include "troupe-library-picture.h"
#include "troupe-library-private.h"

#define N_MANY 10000

typedef struct
{
  guint position;
  guint n_removed;
  guint n_added;
  guint n_times;
} Change;

static void
items_changed_cb (GListModel *model,
                  guint       position,
                  guint       n_removed,
                  guint       n_added,
                  Change     *change)
{
  *change = (Change) { position, n_removed, n_added, change->n_times + 1 };
}

static GListModel *
make_list (TroupeLibrary *library)
{
  TroupeCharacterList *list = troupe_character_list_new (library);

  test_wait_until (!troupe_library_list_is_busy (TROUPE_LIBRARY_LIST (list)));
  return G_LIST_MODEL (list);
}

static TroupeCharacter *
get_loaded (GListModel *list,
            guint       position)
{
  TroupeCharacter *character = g_list_model_get_item (list, position);

  test_wait_until (troupe_character_is_loaded (character));
  return character;
}

static void
assert_aliases (GListModel *list,
                const char *expected)
{
  g_autoptr (GString) aliases = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (TroupeCharacter) character = get_loaded (list, i);

      g_string_append_printf (aliases, "%s%s", i > 0 ? "," : "",
                              troupe_character_get_alias (character));
    }
  g_assert_cmpstr (aliases->str, ==, expected);
}

/* Sets a search and waits for its answer, which must differ from what the list shows. */
static void
search (GListModel *list,
        const char *text)
{
  Change change = { 0 };
  gulong handler = g_signal_connect (list, "items-changed", G_CALLBACK (items_changed_cb), &change);

  troupe_library_list_set_search (TROUPE_LIBRARY_LIST (list), text);
  test_wait_until (change.n_times > 0);
  g_signal_handler_disconnect (list, handler);
}

static void
delete (TroupeLibrary *library,
        const char    *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  troupe_library_delete_character_async (library, id, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  troupe_library_delete_character_finish (library, result, &error);
  g_assert_no_error (error);
}

static void
test_empty (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = test_library_open (dir);
  TroupeCharacterList *list = troupe_character_list_new (library);
  guint n_busy = 0;

  g_assert_true (troupe_library_list_is_busy (TROUPE_LIBRARY_LIST (list)));
  g_signal_connect_swapped (list, "notify::busy", G_CALLBACK (test_count_cb), &n_busy);
  test_wait_until (!troupe_library_list_is_busy (TROUPE_LIBRARY_LIST (list)));
  g_assert_cmpuint (n_busy, ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (list), 0));
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (list)) == TROUPE_TYPE_CHARACTER);
  test_assert_finalize (list);
}

static void
test_library_opened_later (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (GFile) directory = g_file_new_for_path (test_dir_get_path (dir));
  g_autoptr (TroupeLibrary) library = troupe_library_new (directory);
  g_autoptr (TroupeCharacterList) list = troupe_character_list_new (library);
  g_autoptr (GAsyncResult) result = NULL;

  g_assert_true (troupe_library_list_is_busy (TROUPE_LIBRARY_LIST (list)));
  troupe_library_open_async (library, NULL, test_result_cb, &result);
  test_wait_until (!troupe_library_list_is_busy (TROUPE_LIBRARY_LIST (list)));
}

static void
test_follows_library (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = test_library_open (dir);
  g_autofree char *anna = test_library_add (library, "Anna");
  g_autofree char *berta = test_library_add (library, "Berta");
  g_autofree char *carla = NULL;
  g_autoptr (GListModel) list = make_list (library);
  Change change = { 0 };

  assert_aliases (list, "Berta,Anna");
  g_signal_connect (list, "items-changed", G_CALLBACK (items_changed_cb), &change);

  carla = test_library_add (library, "Carla");
  test_wait_until (change.n_times == 1);
  g_assert_cmpuint (change.position, ==, 0);
  g_assert_cmpuint (change.n_removed, ==, 0);
  g_assert_cmpuint (change.n_added, ==, 1);
  assert_aliases (list, "Carla,Berta,Anna");

  delete (library, berta);
  test_wait_until (change.n_times == 2);
  g_assert_cmpuint (change.position, ==, 1);
  g_assert_cmpuint (change.n_removed, ==, 1);
  g_assert_cmpuint (change.n_added, ==, 0);
  assert_aliases (list, "Carla,Anna");
}

static void
test_objects_stay (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = test_library_open (dir);
  g_autofree char *anna = test_library_add (library, "Anna");
  g_autofree char *berta = test_library_add (library, "Berta");
  g_autoptr (GListModel) list = make_list (library);
  g_autoptr (TroupeCharacter) before = get_loaded (list, 1);
  g_autoptr (TroupeCharacter) after = NULL;

  search (list, "ann");
  after = g_list_model_get_item (list, 0);
  g_assert_true (before == after);
}

static gboolean
add_texts (TroupeConnection *connection,
           gpointer          data,
           GError          **error)
{
  const char *id = data;
  g_autoptr (TroupeIdentity) identity = NULL;

  identity = troupe_identity_new ("practice", "ch_1", "bluefox.quietharbor", NULL, 1);
  return troupe_connection_execute (connection, error, "INSERT INTO tags VALUES (?1, 'Küche')",
                                    "t", id) &&
         troupe_character_store_set_notes (connection, id, "from Åse’s holiday 50% off_", error) &&
         troupe_character_store_add_identity (connection, id, identity, NULL, NULL, error);
}

static void
test_search_finds (void)
{
  static const struct
  {
    const char *name;
    const char *search;
    const char *expected;
  } cases[] = {
    { "accents", "zoë", "Zoë" },
    { "without accents", "zoe", "Zoë" },
    { "start of two letters", "zo", "Zoë" },
    { "one letter", "z", "Zoë" },
    { "other case", "ZOË", "Zoë" },
    { "taken apart", "zoe\xcc\x88", "Zoë" },
    { "within a username", "harbor", "Zoë" },
    { "over the dot", "fox.qui", "Zoë" },
    { "notes", "ase", "Zoë" },
    { "tag", "kuch", "Zoë" },
    { "title", "clip", "小红花,Zoë" },
    { "two words", "fox holiday", "Zoë" },
    { "long and short word", "clip zo", "Zoë" },
    { "words of one letter", "z o", "Zoë" },
    { "one of two is nowhere", "zoe nowhere", "" },
    { "two Chinese characters", "小红", "小红花" },
    { "one Chinese character", "花", "小红花" },
    { "three Chinese characters", "小红花", "小红花" },
    { "full width", "ｚｏｅ", "Zoë" },
    { "percent", "50%", "Zoë" },
    { "underscore is no wildcard", "_off", "" },
    { "quote", "\"zoe", "" },
    { "operator", "zoe AND", "" },
    { "star", "zo*", "" },
    { "blanks", "  ", "小红花,Zoë" },
  };
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = test_library_open (dir);
  g_autofree char *zoe = test_library_add (library, "Zoë");
  g_autofree char *flower = test_library_add (library, "小红花");
  g_autoptr (GError) error = NULL;

  test_library_write (library, add_texts, zoe, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GListModel) list = NULL;

      g_test_message ("%s", cases[i].name);
      list = G_LIST_MODEL (troupe_character_list_new (library));
      troupe_library_list_set_search (TROUPE_LIBRARY_LIST (list), cases[i].search);
      test_wait_until (!troupe_library_list_is_busy (TROUPE_LIBRARY_LIST (list)));
      assert_aliases (list, cases[i].expected);
    }
}

static void
test_search_follows_changes (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = test_library_open (dir);
  g_autofree char *id = test_library_add (library, "Anna");
  g_autoptr (TroupeCharacter) character = test_library_load (library, id);
  g_autoptr (GListModel) list = make_list (library);
  g_autoptr (GAsyncResult) result = NULL;

  search (list, "berta");
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 0);
  troupe_library_set_alias_async (library, character, "Berta", NULL, test_result_cb, &result);
  test_wait_until (g_list_model_get_n_items (list) == 1);
  search (list, "anna");
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 0);
}

static void
test_newest_search_wins (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = test_library_open (dir);
  g_autofree char *anna = test_library_add (library, "Anna");
  g_autofree char *berta = test_library_add (library, "Berta");
  g_autoptr (GListModel) list = make_list (library);
  Change change = { 0 };

  g_signal_connect (list, "items-changed", G_CALLBACK (items_changed_cb), &change);
  troupe_library_list_set_search (TROUPE_LIBRARY_LIST (list), "anna");
  troupe_library_list_set_search (TROUPE_LIBRARY_LIST (list), "nobody");
  troupe_library_list_set_search (TROUPE_LIBRARY_LIST (list), "berta");
  test_wait_until (change.n_times > 0);
  assert_aliases (list, "Berta");
  g_assert_cmpuint (change.n_times, ==, 1);
}

static void
test_sort_by_alias (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = test_library_open (dir);
  g_autofree char *ten = test_library_add (library, "Clip 10");
  g_autofree char *two = test_library_add (library, "Clip 2");
  g_autofree char *anna = test_library_add (library, "Anna");
  g_autoptr (GListModel) list = make_list (library);
  guint n_notified = 0;

  g_signal_connect_swapped (list, "notify::sort", G_CALLBACK (test_count_cb), &n_notified);
  assert_aliases (list, "Anna,Clip 2,Clip 10");
  search (list, "clip 1");
  assert_aliases (list, "Clip 10");
  search (list, "");
  troupe_character_list_set_sort (TROUPE_CHARACTER_LIST (list), TROUPE_CHARACTER_SORT_ALIAS);
  troupe_character_list_set_sort (TROUPE_CHARACTER_LIST (list), TROUPE_CHARACTER_SORT_ALIAS);
  g_assert_cmpuint (n_notified, ==, 1);
  assert_aliases (list, "Anna,Clip 2,Clip 10");
}

static void
test_search_notifies_once (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = test_library_open (dir);
  g_autoptr (TroupeCharacterList) list = troupe_character_list_new (library);
  guint n_notified = 0;

  g_assert_cmpstr (troupe_library_list_get_search (TROUPE_LIBRARY_LIST (list)), ==, "");
  g_signal_connect_swapped (list, "notify::search", G_CALLBACK (test_count_cb), &n_notified);
  troupe_library_list_set_search (TROUPE_LIBRARY_LIST (list), NULL);
  g_assert_cmpuint (n_notified, ==, 0);
  troupe_library_list_set_search (TROUPE_LIBRARY_LIST (list), "a");
  troupe_library_list_set_search (TROUPE_LIBRARY_LIST (list), "a");
  g_assert_cmpuint (n_notified, ==, 1);
  g_assert_cmpstr (troupe_library_list_get_search (TROUPE_LIBRARY_LIST (list)), ==, "a");
}

static gboolean
add_many (TroupeConnection *connection,
          gpointer          data,
          GError          **error)
{
  for (guint i = 0; i < N_MANY; i++)
    {
      g_autofree char *id = g_uuid_string_random ();
      g_autofree char *alias = g_strdup_printf ("Ändrée Müller %u", i);
      g_autofree char *username = g_strdup_printf ("user%u.quietharbor", i);
      g_autoptr (TroupeIdentity) identity = NULL;
      TroupeCharacterSeed seed = {
        .id = id,
        .alias = alias,
        .clip_title = "Holiday",
        .clip_uri = "file:///clip.mp4",
      };

      identity = troupe_identity_new ("practice", id, username, NULL, i);
      if (!troupe_character_store_add (connection, &seed, error) ||
          !troupe_character_store_add_identity (connection, id, identity, NULL, NULL, error))
        return FALSE;
    }
  return TRUE;
}

static void
measure (GListModel *list,
         const char *text,
         guint       expected)
{
  gint64 start_us = g_get_monotonic_time ();

  search (list, text);
  g_test_message ("\"%s\": %u of %u in %.1f ms", text, g_list_model_get_n_items (list), N_MANY,
                  (g_get_monotonic_time () - start_us) / 1e3);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, expected);
}

static void
test_many (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = test_library_open (dir);
  g_autoptr (GListModel) list = NULL;
  g_autoptr (GPtrArray) held = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;

  test_library_write (library, add_many, NULL, &error);
  g_assert_no_error (error);
  list = make_list (library);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, N_MANY);

  /* What a grid holds of the middle of the list */
  for (guint i = 5000; i < 5200; i++)
    g_ptr_array_add (held, g_list_model_get_item (list, i));
  test_wait_until (troupe_character_is_loaded (g_ptr_array_index (held, 199)));
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *alias = g_strdup_printf ("Ändrée Müller %u", N_MANY - 1 - 5000 - i);

      g_assert_true (troupe_character_is_loaded (g_ptr_array_index (held, i)));
      g_assert_cmpstr (troupe_character_get_alias (g_ptr_array_index (held, i)), ==, alias);
    }

  measure (list, "1", 3439);
  measure (list, "12", 299);
  measure (list, "mu", N_MANY);
  measure (list, "mull 9", 3439);
  measure (list, "user9999.", 1);
  measure (list, "nobody", 0);
  measure (list, "", N_MANY);
}

static gboolean
add_avatar (TroupeConnection *connection,
            gpointer          data,
            GError          **error)
{
  return troupe_character_store_add_avatar (connection, data, "pictures/made.png", "ff", error);
}

/* It stays the picture when the provider makes one afterwards. */
static void
test_chosen_picture (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  TroupeLibrary *library = test_library_open (dir);
  g_autofree char *id = test_library_add (library, NULL);
  g_autoptr (TroupeCharacter) character = test_library_load (library, id);
  g_autofree char *path = test_media_make ("h264.mp4");
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) chosen = NULL;

  troupe_library_use_frame_async (library, id, uri, GST_SECOND / 2, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  g_assert_true (troupe_library_use_frame_finish (library, result, &error));
  g_assert_no_error (error);
  g_assert_nonnull (troupe_character_get_picture (character));
  chosen = g_object_ref (troupe_character_get_picture (character));
  g_assert_true (g_file_query_exists (chosen, NULL));

  test_library_write (library, add_avatar, id, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_equal (troupe_character_get_picture (character), chosen));
  g_clear_object (&character);
  test_library_close (&library);
}

int
main (int   argc,
      char *argv[])
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/character-list/empty", test_empty);
  g_test_add_func ("/character-list/library-opened-later", test_library_opened_later);
  g_test_add_func ("/character-list/follows-library", test_follows_library);
  g_test_add_func ("/character-list/objects-stay", test_objects_stay);
  g_test_add_func ("/character-list/search/finds", test_search_finds);
  g_test_add_func ("/character-list/search/follows-changes", test_search_follows_changes);
  g_test_add_func ("/character-list/search/newest-wins", test_newest_search_wins);
  g_test_add_func ("/character-list/search/notifies-once", test_search_notifies_once);
  g_test_add_func ("/character-list/sort/by-alias", test_sort_by_alias);
  g_test_add_func ("/character-list/picture/chosen-one-stays", test_chosen_picture);
  g_test_add_func ("/character-list/many", test_many);
  return g_test_run ();
}
