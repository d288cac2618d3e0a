/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "test-library.h"
#include "test-wait.h"
#include "troupe-library-error.h"
#include "troupe-library-private.h"
#include "troupe-character-store.h"
#include "troupe-library-videos.h"
#include "troupe-sent-prompt.h"
#include "troupe-video-list.h"
#include "troupe-video-store.h"

/* A video with its job, as the journal has it; the ids are those that tests use */
typedef struct
{
  const char *id;
  const char *prompt;
  const char *provider_id;
  const char *alias;       /* in its cast, or NULL */
  const char *state;       /* of its job */
  const char *file;        /* or NULL */
} Made;

static const Made made[] = {
  { "fox", "A Füchsin runs", "practice", "Zoë", "done", "videos/fox.mp4" },
  { "bear", "A bear sleeps", "practice", NULL, "running", NULL },
  { "crow", "A crow, 花 and Zo", "chainhub", "Bert", "failed", NULL },
  { "lost", "A fox is lost", "chainhub", NULL, "done", NULL },
};

static gboolean
add_one (TroupeConnection *connection,
         const Made       *video,
         GError          **error)
{
  const TroupeVideoSeed seed = { video->id, video->provider_id, video->prompt, "{}" };
  const TroupeVideoResult result = { video->file, NULL, 1000, 3000000000, 320, 240 };

  return troupe_video_store_add (connection, &seed, error) &&
         (video->alias == NULL ||
          troupe_video_store_add_cast (connection, video->id, NULL, video->alias, error)) &&
         troupe_connection_execute (connection, error,
                                    "INSERT INTO jobs (id, kind, video_id, provider_id, state, draft,"
                                    " created_us, changed_us) VALUES ('job-' || ?1, 'create-video', ?1, ?2,"
                                    " ?3, '{}', 0, 0)", "ttt", video->id, video->provider_id,
                                    video->state) &&
         (video->file == NULL ||
          troupe_video_store_set_result (connection, video->id, &result, error));
}

static gboolean
add_all (TroupeConnection *connection,
         gpointer          data,
         GError          **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (made); i++)
    {
      if (!add_one (connection, &made[i], error))
        return FALSE;
    }
  return TRUE;
}

static TroupeLibrary *
open_library (TestDir *dir)
{
  TroupeLibrary *library = test_library_open (dir);
  g_autoptr (GError) error = NULL;

  test_library_write (library, add_all, NULL, &error);
  g_assert_no_error (error);
  return library;
}

static char *
join_ids (GListModel *list)
{
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (TroupeVideo) video = g_list_model_get_item (list, i);

      test_wait_until (troupe_video_is_loaded (video));
      g_string_append_printf (ids, "%s%s", i > 0 ? "," : "", troupe_video_get_id (video));
    }
  return g_string_free_and_steal (g_steal_pointer (&ids));
}

static gboolean
has_ids (GListModel *list,
         const char *expected)
{
  g_autofree char *ids = join_ids (list);

  return g_str_equal (ids, expected);
}

static TroupeVideo *
load (TroupeLibrary *library,
      const char    *id,
      GError       **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  troupe_library_load_video_async (library, id, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  return troupe_library_load_video_finish (library, result, error);
}

static void
change (TroupeLibrary *library,
        void         (*func) (TroupeLibrary *, const char *, GCancellable *, GAsyncReadyCallback, gpointer),
        const char    *id,
        GError       **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  func (library, id, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  troupe_library_change_video_finish (library, result, error);
}

static void
test_finds (void)
{
  static const struct
  {
    const char      *name;
    const char      *search;
    const char      *provider_id;
    TroupeVideoShow  show;
    TroupeVideoSort  sort;
    const char      *expected;
  } cases[] = {
    { "all", NULL, NULL, TROUPE_VIDEO_SHOW_ALL, TROUPE_VIDEO_SORT_NEWEST, "lost,crow,bear,fox" },
    { "oldest first", NULL, NULL, TROUPE_VIDEO_SHOW_ALL, TROUPE_VIDEO_SORT_OLDEST, "fox,bear,crow,lost" },
    { "a word, without its accent", "fuchsin", NULL, TROUPE_VIDEO_SHOW_ALL, TROUPE_VIDEO_SORT_NEWEST, "fox" },
    { "whom it casts", "zoe", NULL, TROUPE_VIDEO_SHOW_ALL, TROUPE_VIDEO_SORT_NEWEST, "fox" },
    { "two letters, of prompts and names", "zo", NULL, TROUPE_VIDEO_SHOW_ALL, TROUPE_VIDEO_SORT_NEWEST, "crow,fox" },
    { "short and long words", "花 bert", NULL, TROUPE_VIDEO_SHOW_ALL, TROUPE_VIDEO_SORT_NEWEST, "crow" },
    { "one of two is nowhere", "bear nowhere", NULL, TROUPE_VIDEO_SHOW_ALL, TROUPE_VIDEO_SORT_NEWEST, "" },
    { "a provider", NULL, "practice", TROUPE_VIDEO_SHOW_ALL, TROUPE_VIDEO_SORT_NEWEST, "bear,fox" },
    { "ready", NULL, NULL, TROUPE_VIDEO_SHOW_READY, TROUPE_VIDEO_SORT_NEWEST, "fox" },
    { "being made", NULL, NULL, TROUPE_VIDEO_SHOW_MAKING, TROUPE_VIDEO_SORT_NEWEST, "bear" },
    { "in trouble", NULL, NULL, TROUPE_VIDEO_SHOW_TROUBLE, TROUPE_VIDEO_SORT_NEWEST, "lost,crow" },
    { "in trouble there", "lost", "chainhub", TROUPE_VIDEO_SHOW_TROUBLE, TROUPE_VIDEO_SORT_NEWEST, "lost" },
    { "starred", NULL, NULL, TROUPE_VIDEO_SHOW_STARRED, TROUPE_VIDEO_SORT_NEWEST, "" },
  };
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = open_library (dir);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TroupeVideoList) list = troupe_video_list_new (library);
      g_autofree char *ids = NULL;

      troupe_library_list_set_search (TROUPE_LIBRARY_LIST (list), cases[i].search);
      troupe_video_list_set_provider_id (list, cases[i].provider_id);
      troupe_video_list_set_show (list, cases[i].show);
      troupe_video_list_set_sort (list, cases[i].sort);
      test_wait_until (!troupe_library_list_is_busy (TROUPE_LIBRARY_LIST (list)));
      ids = join_ids (G_LIST_MODEL (list));
      g_test_message ("%s: %s", cases[i].name, ids);
      g_assert_cmpstr (ids, ==, cases[i].expected);
    }
}

static void
test_rows (void)
{
  static const TroupeVideoState states[] = {
    TROUPE_VIDEO_STATE_MISSING, TROUPE_VIDEO_STATE_FAILED, TROUPE_VIDEO_STATE_MAKING, TROUPE_VIDEO_STATE_READY
  };
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = open_library (dir);
  TroupeVideoList *list = troupe_video_list_new (library);

  test_wait_until (!troupe_library_list_is_busy (TROUPE_LIBRARY_LIST (list)));
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr (TroupeVideo) video = g_list_model_get_item (G_LIST_MODEL (list), i);

      test_wait_until (troupe_video_is_loaded (video));
      g_assert_cmpint (troupe_video_get_state (video), ==, states[i]);
      if (states[i] != TROUPE_VIDEO_STATE_READY)
        continue;
      g_assert_cmpstr (troupe_video_get_prompt (video), ==, "A Füchsin runs");
      g_assert_cmpstr (troupe_video_get_cast (video)[0], ==, "Zoë");
      g_assert_null (troupe_video_get_cast (video)[1]);
      g_assert_cmpstr (troupe_video_get_job_id (video), ==, "job-fox");
      g_assert_cmpint (troupe_video_get_height (video), ==, 240);
      g_assert_true (g_str_has_suffix (g_file_peek_path (troupe_video_get_file (video)), "/media/videos/fox.mp4"));
    }
  test_assert_finalize (list);
}

static gboolean
finish_bear (TroupeConnection *connection,
             gpointer          data,
             GError          **error)
{
  const TroupeVideoResult result = { "videos/bear.mp4", NULL, 1, 1, 1, 1 };

  return troupe_video_store_set_result (connection, "bear", &result, error) &&
         troupe_connection_execute (connection, error, "UPDATE jobs SET state = 'done'"
                                    " WHERE video_id = 'bear'", "");
}

/* By nothing but its job, which the journal writes */
static void
test_follows_jobs (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = open_library (dir);
  g_autoptr (TroupeVideoList) list = troupe_video_list_new (library);
  g_autoptr (TroupeVideo) bear = load (library, "bear", NULL);
  g_autoptr (GError) error = NULL;
  guint n_states = 0;

  troupe_video_list_set_show (list, TROUPE_VIDEO_SHOW_READY);
  test_wait_until (has_ids (G_LIST_MODEL (list), "fox"));
  g_signal_connect_swapped (bear, "notify::state", G_CALLBACK (test_count_cb), &n_states);
  troupe_object_table_set_progress (troupe_library_get_videos (library), "bear", 0.5);
  g_assert_cmpfloat_with_epsilon (troupe_video_get_progress (bear), 0.5, 0.001);
  test_library_write (library, finish_bear, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (troupe_video_get_state (bear), ==, TROUPE_VIDEO_STATE_READY);
  g_assert_cmpuint (n_states, ==, 1);
  test_wait_until (has_ids (G_LIST_MODEL (list), "bear,fox"));
}

static void
star (TroupeLibrary      *library,
      const char         *id,
      GCancellable       *cancellable,
      GAsyncReadyCallback callback,
      gpointer            user_data)
{
  troupe_library_set_starred_async (library, id, TRUE, cancellable, callback, user_data);
}

static void
test_star_and_trash (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = open_library (dir);
  g_autoptr (TroupeVideoList) list = troupe_video_list_new (library);
  g_autoptr (TroupeVideo) fox = load (library, "fox", NULL);
  g_autoptr (TroupeVideo) gone = NULL;
  g_autoptr (GError) error = NULL;

  test_wait_until (has_ids (G_LIST_MODEL (list), "lost,crow,bear,fox"));
  change (library, star, "fox", &error);
  g_assert_no_error (error);
  g_assert_true (troupe_video_is_starred (fox));

  change (library, troupe_library_delete_video_async, "crow", &error);
  g_assert_no_error (error);
  test_wait_until (has_ids (G_LIST_MODEL (list), "lost,bear,fox"));
  gone = load (library, "crow", &error);
  g_assert_null (gone);
  g_assert_error (error, TROUPE_LIBRARY_ERROR, TROUPE_LIBRARY_ERROR_NOT_FOUND);
  g_clear_error (&error);

  change (library, troupe_library_restore_video_async, "crow", &error);
  g_assert_no_error (error);
  test_wait_until (has_ids (G_LIST_MODEL (list), "lost,crow,bear,fox"));
  change (library, troupe_library_restore_video_async, "crow", &error);
  g_assert_error (error, TROUPE_LIBRARY_ERROR, TROUPE_LIBRARY_ERROR_NOT_FOUND);
}

static gboolean
age_in_trash (TroupeConnection *connection,
              gpointer          data,
              GError          **error)
{
  return troupe_connection_execute (connection, error, "UPDATE videos SET deleted_us = 1 WHERE id = 'fox'", "");
}

/* After 30 days nothing of it is left. */
static void
test_purge (void)
{
  static const char *const files[] = { "videos/fox.mp4", "videos/fox.json", "pictures/fox-poster.jpg" };
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = open_library (dir);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (test_dir_get_path (dir), "media", files[i], NULL);

      g_assert_true (g_file_set_contents (path, "x", 1, NULL));
    }
  test_library_write (library, age_in_trash, NULL, &error);
  g_assert_no_error (error);
  test_library_close (&library);
  library = test_library_open (dir);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (test_dir_get_path (dir), "media", files[i], NULL);

      g_test_message ("%s", files[i]);
      g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
    }
  change (library, troupe_library_restore_video_async, "fox", &error);
  g_assert_error (error, TROUPE_LIBRARY_ERROR, TROUPE_LIBRARY_ERROR_NOT_FOUND);
}

typedef struct
{
  const char *character_id;
  const char *alias;         /* its new one, or NULL: it is cast and sent */
} Rename;

/* Casts the character in the bear's video, whose call goes out twice */
static gboolean
send_or_rename (TroupeConnection *connection,
                gpointer          data,
                GError          **error)
{
  const Rename *rename = data;

  if (rename->alias != NULL)
    return troupe_character_store_set_alias (connection, rename->character_id, rename->alias, error);
  return troupe_connection_execute (connection, error, "UPDATE videos SET scene = '{\"cast\":\"' || ?1 || '\"}'"
                                    " WHERE id = 'bear'", "t", rename->character_id) &&
         troupe_video_store_add_cast (connection, "bear", rename->character_id, "Ada", error) &&
         troupe_connection_execute (connection, error, "INSERT INTO paid_calls (job_id, key, kind, provider_id, sent_us)"
                                    " VALUES ('job-fox', 'a', 'create-video', 'practice', 1),"
                                    " ('job-bear', 'b', 'create-video', 'practice', 2),"
                                    " ('job-bear', 'c', 'create-video', 'practice', 3),"
                                    " ('job-none', 'd', 'create-character', 'practice', 4)", "");
}

static char *
find_prompts (TroupeLibrary *library,
              const char    *words)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GListModel) found = NULL;
  g_autoptr (GString) texts = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  troupe_sent_prompt_find_async (library, words, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  found = troupe_sent_prompt_find_finish (library, result, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < g_list_model_get_n_items (found); i++)
    {
      g_autoptr (TroupeSentPrompt) prompt = g_list_model_get_item (found, i);
      g_autoptr (TroupeScene) scene = troupe_sent_prompt_dup_scene (prompt);

      g_string_append_printf (texts, "%s %u;", troupe_sent_prompt_get_text (prompt),
                              troupe_sent_prompt_get_n_sent (prompt));
      g_assert_null (scene->id);
      g_assert_cmpstr (troupe_prompt_get_text (scene->prompt), ==, troupe_sent_prompt_get_text (prompt));
    }
  return g_string_free_and_steal (g_steal_pointer (&texts));
}

static void
assert_prompts (TroupeLibrary *library,
                const char    *words,
                const char    *expected)
{
  g_autofree char *found = find_prompts (library, words);

  g_assert_cmpstr (found, ==, expected);
}

/* What was sent stays when the video goes, and is found by what its characters are called now. */
static void
test_sent_prompts (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  TroupeLibrary *library = open_library (dir);
  g_autoptr (TroupeVideoList) list = troupe_video_list_new (library);
  g_autofree char *character = test_library_add (library, "Ada");
  Rename rename = { character, NULL };
  g_autoptr (GError) error = NULL;

  assert_prompts (library, NULL, "");
  test_library_write (library, send_or_rename, &rename, &error);
  g_assert_no_error (error);
  assert_prompts (library, NULL, "A bear sleeps 2;A Füchsin runs 1;");
  assert_prompts (library, "zoe fuchs", "A Füchsin runs 1;");
  assert_prompts (library, "eva", "");

  rename.alias = "Eva";
  test_library_write (library, send_or_rename, &rename, &error);
  g_assert_no_error (error);
  assert_prompts (library, "eva", "A bear sleeps 2;");
  assert_prompts (library, "ada", "A bear sleeps 2;");
  troupe_library_list_set_search (TROUPE_LIBRARY_LIST (list), "eva");
  test_wait_until (has_ids (G_LIST_MODEL (list), "bear"));

  change (library, troupe_library_delete_video_async, "fox", &error);
  g_assert_no_error (error);
  assert_prompts (library, NULL, "A bear sleeps 2;A Füchsin runs 1;");
  g_clear_object (&list);
  test_library_close (&library);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/video-list/finds", test_finds);
  g_test_add_func ("/video-list/rows", test_rows);
  g_test_add_func ("/video-list/follows-jobs", test_follows_jobs);
  g_test_add_func ("/video-list/star-and-trash", test_star_and_trash);
  g_test_add_func ("/video-list/purge", test_purge);
  g_test_add_func ("/sent-prompt/kept-and-found", test_sent_prompts);
  return g_test_run ();
}
