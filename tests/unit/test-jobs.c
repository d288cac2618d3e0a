/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>

#include "test-library.h"
#include "test-wait.h"
#include "troupe-job-error.h"
#include "troupe-job-list.h"
#include "troupe-job-place.h"
#include "troupe-job-search.h"
#include "troupe-library-error.h"
#include "troupe-library-private.h"
#include "troupe-presets.h"
#include "troupe-provider-error.h"

static gboolean
run_in_owner (TroupeConnection *connection,
              gpointer          data,
              GError          **error)
{
  return troupe_connection_run_script (connection, data, error);
}

static void
run_script (TroupeLibrary *library,
            const char    *sql)
{
  g_autoptr (GError) error = NULL;

  test_library_write (library, run_in_owner, (gpointer) sql, &error);
  g_assert_no_error (error);
}

#define ADD_JOB(id, state, created_us) \
        "INSERT INTO videos (id, provider_id, prompt, created_us)" \
        " VALUES ('v-" id "', 'practice', '\n A " id "\nin the rain', " created_us ");" \
        "INSERT INTO jobs (id, kind, video_id, provider_id, state, draft, created_us, changed_us)" \
        " VALUES ('" id "', 'create-video', 'v-" id "', 'practice', '" state "', '{}', " \
        created_us ", " created_us ");"

static char *
describe (TroupeJobList *list)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      g_autoptr (TroupeJobRecord) record = g_list_model_get_item (G_LIST_MODEL (list), i);

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", troupe_job_record_get_id (record));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
is_listed_as (TroupeJobList *list,
              const char    *expected)
{
  g_autofree char *text = describe (list);

  return g_str_equal (text, expected);
}

static const TroupeJobRow *
wait_for_row (TroupeJobRecord *record)
{
  test_wait_until (troupe_job_record_get_row (record) != NULL);
  return troupe_job_record_get_row (record);
}

static void
test_order (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = test_library_open (dir);
  g_autoptr (TroupeJobs) jobs = troupe_jobs_new (library);
  g_autoptr (TroupeJobList) all = NULL;
  g_autoptr (TroupeJobList) live = NULL;

  run_script (library,
              ADD_JOB ("done", "done", "1") ADD_JOB ("draft1", "draft", "2") ADD_JOB ("old", "running", "3")
              ADD_JOB ("draft2", "draft", "4") ADD_JOB ("lost", "unknown", "5") ADD_JOB ("failed", "failed", "6")
              "UPDATE jobs SET ended_us = created_us WHERE state IN ('done', 'failed');");
  all = troupe_job_list_new (jobs, FALSE);
  live = troupe_job_list_new (jobs, TRUE);
  g_assert_true (troupe_job_list_is_busy (all));
  test_wait_until (!troupe_job_list_is_busy (all) && !troupe_job_list_is_busy (live));
  g_assert_true (is_listed_as (all, "lost old draft1 draft2 failed done"));
  g_assert_true (is_listed_as (live, "lost old draft1 draft2"));

  run_script (library, "UPDATE jobs SET position = 0.5 WHERE id = 'draft2'");
  test_wait_until (is_listed_as (all, "lost old draft2 draft1 failed done"));
  run_script (library, "UPDATE jobs SET state = 'done', changed_us = 9 WHERE id = 'old'");
  test_wait_until (is_listed_as (all, "lost draft2 draft1 old failed done"));
  test_wait_until (is_listed_as (live, "lost draft2 draft1"));
  run_script (library, ADD_JOB ("new", "draft", "10"));
  test_wait_until (is_listed_as (live, "lost draft2 draft1 new"));
  g_assert_true (is_listed_as (all, "lost draft2 draft1 new old failed done"));
}

static void
count_items_cb (GListModel *model,
                guint       position,
                guint       n_removed,
                guint       n_added,
                guint      *count)
{
  (*count)++;
}

/* What changes without moving changes the record, which is the same object for all. */
static void
test_record (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = test_library_open (dir);
  g_autoptr (TroupeJobs) jobs = troupe_jobs_new (library);
  g_autoptr (TroupeJobList) list = NULL;
  g_autoptr (TroupeJobRecord) record = NULL;
  g_autoptr (TroupeJobRecord) same = NULL;
  const TroupeJobRow *row;
  guint n_changed = 0, n_items = 0;

  run_script (library, ADD_JOB ("cat", "draft", "5"));
  list = troupe_job_list_new (jobs, FALSE);
  test_wait_until (!troupe_job_list_is_busy (list));
  record = g_list_model_get_item (G_LIST_MODEL (list), 0);
  row = wait_for_row (record);
  g_assert_cmpstr (row->title, ==, "A cat");
  g_assert_cmpint (row->kind, ==, TROUPE_JOB_KIND_VIDEO);
  g_assert_cmpstr (row->video_id, ==, "v-cat");
  g_assert_cmpint (row->charge, ==, TROUPE_JOB_CHARGE_NONE);
  g_assert_cmpint (row->started_us, ==, 0);
  g_assert_true (isnan (row->reserved) && isnan (row->reported));
  g_assert_true (row->progress < 0);

  run_script (library, "UPDATE jobs SET state = 'running', changed_us = 7, attempts = 1,"
              " request = '{\"method\":\"POST\",\"url\":\"https://a.example/v?w=1\",\"headers\":{},"
              "\"body\":{\"url\":\"https://b.example/c.mp4?sig=a%2Fb\",\"prompt\":\"Who? A \\\"fox\\\"\"}}';"
              "INSERT INTO paid_calls (job_id, key, kind, provider_id, sent_us, reserved, unit)"
              " VALUES ('cat', 'k', 'create-video', 'practice', 6, 2.5, 'credits')");
  test_wait_until (troupe_job_record_get_row (record)->state == TROUPE_JOB_STATE_RUNNING);
  g_signal_connect_swapped (record, "changed", G_CALLBACK (test_count_cb), &n_changed);
  g_signal_connect (list, "items-changed", G_CALLBACK (count_items_cb), &n_items);
  run_script (library, "UPDATE jobs SET progress = 0.25, answered_us = 8, answer_status = 200,"
              " answer_word = 'in_progress', answer = '{}'");
  test_wait_until (n_changed > 0);

  row = troupe_job_record_get_row (record);
  g_assert_cmpuint (n_changed, ==, 1);
  g_assert_cmpuint (n_items, ==, 0);
  g_assert_cmpstr (row->request, ==, "{\"method\":\"POST\",\"url\":\"https://a.example/v?w=1\",\"headers\":{},"
                   "\"body\":{\"url\":\"https://b.example/c.mp4?…\",\"prompt\":\"Who? A \\\"fox\\\"\"}}");
  g_assert_cmpfloat_with_epsilon (row->progress, 0.25, 1e-9);
  g_assert_cmpfloat_with_epsilon (row->reserved, 2.5, 1e-9);
  g_assert_cmpstr (row->unit, ==, "credits");
  g_assert_cmpstr (row->answer_word, ==, "in_progress");
  g_assert_cmpuint (row->answer_status, ==, 200);
  g_assert_cmpint (row->started_us, ==, 7);
  g_assert_cmpint (row->answered_us, ==, 8);
  g_assert_cmpint (row->charge, ==, TROUPE_JOB_CHARGE_UNKNOWN);
  same = troupe_jobs_ref_record (jobs, "cat");
  g_assert_true (same == record);
}

static void
note_state_cb (TroupeJobs *jobs,
               GPtrArray  *places,
               GString    *states)
{
  for (guint i = 0; i < places->len; i++)
    {
      const TroupeJobPlace *place = g_ptr_array_index (places, i);
      g_autoptr (TroupeJobRecord) record = troupe_jobs_ref_record (jobs, place->id);
      const TroupeJobRow *row = troupe_job_record_get_row (record);

      g_string_append_printf (states, "%s %d.", place->id, row != NULL ? (int) row->state : -1);
    }
}

/* Another program can begin and end a job between two looks: who hears of it first then can tell all of it. */
static void
test_change_comes_with_row (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = test_library_open (dir);
  g_autoptr (TroupeJobs) jobs = troupe_jobs_new (library);
  g_autoptr (GString) states = g_string_new (NULL);
  g_autofree char *expected = g_strdup_printf ("cat %d.", TROUPE_JOB_STATE_FAILED);
  g_autoptr (GAsyncResult) first = NULL;

  /* Answered after the first look, as the database has one thread. */
  troupe_jobs_load_async (jobs, "none", NULL, test_result_cb, &first);
  test_wait_until (first != NULL);
  g_signal_connect (jobs, "changed", G_CALLBACK (note_state_cb), states);
  run_script (library, ADD_JOB ("cat", "failed", "5"));
  test_wait_until (states->len > 0);
  g_assert_cmpstr (states->str, ==, expected);
}

static void
test_load (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = test_library_open (dir);
  g_autoptr (TroupeJobs) jobs = troupe_jobs_new (library);
  g_autoptr (GAsyncResult) found = NULL;
  g_autoptr (GAsyncResult) missing = NULL;
  g_autoptr (TroupeJobRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  run_script (library, ADD_JOB ("cat", "draft", "5"));
  troupe_jobs_load_async (jobs, "cat", NULL, test_result_cb, &found);
  troupe_jobs_load_async (jobs, "dog", NULL, test_result_cb, &missing);
  test_wait_until (found != NULL && missing != NULL);
  record = troupe_jobs_load_finish (jobs, found, &error);
  g_assert_no_error (error);
  g_assert_nonnull (troupe_job_record_get_row (record));
  g_assert_null (troupe_jobs_load_finish (jobs, missing, &error));
  g_assert_error (error, TROUPE_LIBRARY_ERROR, TROUPE_LIBRARY_ERROR_NOT_FOUND);
}

/* Of a character the name is its alias, which may change. */
static void
test_character_gives_title (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = test_library_open (dir);
  g_autoptr (TroupeJobs) jobs = troupe_jobs_new (library);
  g_autoptr (TroupeJobRecord) record = troupe_jobs_ref_record (jobs, "job");
  g_autofree char *id = test_library_add (library, "Anna");
  g_autofree char *sql = g_strdup_printf ("INSERT INTO jobs (id, kind, character_id, provider_id, state, draft,"
                                          " created_us, changed_us) VALUES ('job', 'create-character',"
                                          " '%s', 'practice', 'failed', '{}', 1, 1)", id);

  run_script (library, sql);
  g_assert_cmpstr (wait_for_row (record)->title, ==, "Anna");
  g_assert_cmpint (troupe_job_row_get_actions (troupe_job_record_get_row (record)), ==,
                   TROUPE_JOB_ACTION_RETRY | TROUPE_JOB_ACTION_EDIT);
  run_script (library, "UPDATE characters SET alias = 'Berta', deleted_us = 1");
  test_wait_until (g_str_equal (troupe_job_record_get_row (record)->title, "Berta"));
  g_assert_true (troupe_job_record_get_row (record)->is_in_trash);
  g_assert_cmpint (troupe_job_row_get_actions (troupe_job_record_get_row (record)), ==, 0);
}

static void
test_another_process_writes (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) here = test_library_open (dir);
  g_autoptr (TroupeLibrary) there = test_library_open (dir);
  g_autoptr (TroupeJobs) jobs = troupe_jobs_new (here);
  g_autoptr (TroupeJobList) list = troupe_job_list_new (jobs, TRUE);
  g_autoptr (TroupeJobRecord) record = NULL;

  test_wait_until (!troupe_job_list_is_busy (list));
  run_script (there, ADD_JOB ("cat", "running", "5"));
  test_wait_until (is_listed_as (list, "cat"));
  g_assert_cmpuint (troupe_jobs_get_n_live (jobs), ==, 1);
  record = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_cmpint (wait_for_row (record)->state, ==, TROUPE_JOB_STATE_RUNNING);

  run_script (there, "UPDATE jobs SET progress = 0.5");
  test_wait_until (troupe_job_record_get_row (record)->progress > 0.4);
  run_script (there, "UPDATE jobs SET state = 'unknown'");
  test_wait_until (troupe_jobs_get_n_waiting (jobs) == 1);
  g_assert_cmpuint (troupe_jobs_get_n_live (jobs), ==, 0);
  g_assert_true (is_listed_as (list, "cat"));
}

static void
test_summary (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = test_library_open (dir);
  g_autoptr (TroupeJobs) jobs = troupe_jobs_new (library);
  g_autoptr (GError) no = g_error_new_literal (TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_KEY, "no");
  g_autoptr (TroupeProblem) problem = troupe_problem_new (no);
  g_autofree char *json = troupe_problem_to_json (problem);
  g_autofree char *refuse = g_strdup_printf ("UPDATE jobs SET problem = '%s' WHERE id = 'b'", json);
  double progress;

  g_assert_cmpfloat_with_epsilon (troupe_jobs_get_progress (jobs), -1, 1e-9);
  run_script (library, ADD_JOB ("a", "draft", "1") ADD_JOB ("b", "running", "2"));
  test_wait_until (troupe_jobs_get_n_live (jobs) == 2);
  progress = troupe_jobs_get_progress (jobs);
  g_assert_cmpfloat (progress, >, 0);
  g_assert_cmpuint (troupe_jobs_get_n_waiting (jobs), ==, 0);

  run_script (library, "UPDATE jobs SET progress = 0.5 WHERE id = 'b'");
  test_wait_until (troupe_jobs_get_progress (jobs) > progress);
  progress = troupe_jobs_get_progress (jobs);
  run_script (library, refuse);
  g_assert_cmpuint (troupe_jobs_get_n_going (jobs), ==, 2);
  test_wait_until (troupe_jobs_get_n_waiting (jobs) == 1);
  g_assert_cmpuint (troupe_jobs_get_n_going (jobs), ==, 1);

  /* What ended stays part of the whole while others go on. */
  run_script (library, "UPDATE jobs SET state = 'done', problem = NULL WHERE id = 'b'");
  test_wait_until (troupe_jobs_get_n_live (jobs) == 1);
  g_assert_cmpfloat_with_epsilon (troupe_jobs_get_progress (jobs), 0.5, 1e-9);
  run_script (library, "UPDATE jobs SET state = 'failed'");
  test_wait_until (troupe_jobs_get_n_live (jobs) == 0);
  g_assert_cmpfloat_with_epsilon (troupe_jobs_get_progress (jobs), -1, 1e-9);
  g_assert_cmpuint (troupe_jobs_get_n_waiting (jobs), ==, 0);
}

#define ADD_DONE(id, provider, kind, took_s) \
        "INSERT INTO jobs (id, kind, provider_id, state, draft, created_us, changed_us)" \
        " VALUES ('" id "', '" kind "', '" provider "', 'draft', '{}', 1, 1);" \
        "UPDATE jobs SET state = 'running', changed_us = 1000000 WHERE id = '" id "';" \
        "UPDATE jobs SET state = 'done', changed_us = 1000000 + " took_s " * 1000000 WHERE id = '" id "';"

/* What took long once does not count, nor what others made, or another call. */
static void
test_usual_time (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = test_library_open (dir);
  g_autoptr (TroupeJobs) jobs = troupe_jobs_new (library);
  g_autoptr (TroupeJobRecord) record = NULL;

  run_script (library, ADD_JOB ("live", "draft", "1") "UPDATE jobs SET state = 'running', changed_us = 5");
  record = troupe_jobs_ref_record (jobs, "live");
  g_assert_cmpint (wait_for_row (record)->usual_us, ==, 0);

  run_script (library, ADD_DONE ("a", "practice", "create-video", "40") ADD_DONE ("b", "practice", "create-video", "30")
              ADD_DONE ("c", "practice", "create-video", "90000") ADD_DONE ("d", "evolink", "create-video", "7")
              ADD_DONE ("e", "practice", "create-character", "8")
              "UPDATE jobs SET progress = 0.5 WHERE id = 'live'");
  test_wait_until (wait_for_row (record)->usual_us == 40 * G_USEC_PER_SEC);

  run_script (library, "UPDATE jobs SET state = 'done', changed_us = 6 WHERE id = 'live'");
  test_wait_until (wait_for_row (record)->usual_us == 0);
}

/* What the lost call reserved nobody can know: the last one that was told of is the best guess. */
static void
test_last_cost (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = test_library_open (dir);
  g_autoptr (TroupeJobs) jobs = troupe_jobs_new (library);
  g_autoptr (TroupeJobRecord) record = NULL;

  run_script (library, ADD_JOB ("lost", "unknown", "1"));
  record = troupe_jobs_ref_record (jobs, "lost");
  g_assert_true (isnan (wait_for_row (record)->last_cost));

  run_script (library,
              "INSERT INTO paid_calls (job_id, key, kind, provider_id, sent_us, reserved, reported, unit) VALUES"
              " ('a', 'a', 'create-video', 'practice', 1, 50, NULL, 'credits'),"
              " ('b', 'b', 'create-video', 'practice', 2, 50, 40, 'points'),"
              " ('c', 'c', 'create-video', 'evolink', 3, 7, 7, 'credits'),"
              " ('d', 'd', 'create-character', 'practice', 4, 8, 8, 'credits'),"
              " ('lost', 'lost', 'create-video', 'practice', 5, NULL, NULL, NULL);"
              "UPDATE jobs SET progress = 0.5 WHERE id = 'lost'");
  test_wait_until (!isnan (wait_for_row (record)->last_cost));
  g_assert_cmpfloat_with_epsilon (wait_for_row (record)->last_cost, 40, 0.01);
  g_assert_cmpstr (wait_for_row (record)->last_unit, ==, "points");
}

static gboolean
count_places_in_owner (TroupeConnection *connection,
                       gpointer          data,
                       GError          **error)
{
  g_autoptr (GPtrArray) places = troupe_job_place_load (connection, FALSE, error);
  guint *n_places = data;

  *n_places = places != NULL ? places->len : 0;
  return places != NULL;
}

#define N_MANY 10000

/* Only rows that are looked at are read; what changes elsewhere reads itself. */
static void
test_many (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = test_library_open (dir);
  g_autoptr (TroupeJobs) jobs = troupe_jobs_new (library);
  g_autoptr (TroupeJobList) list = NULL;
  g_autoptr (TroupeJobRecord) first = NULL;
  g_autoptr (TroupeJobRecord) last = NULL;
  guint n_places, n_items = 0;
  g_autoptr (GError) error = NULL;

  run_script (library,
              "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)"
              " INSERT INTO jobs (id, kind, provider_id, state, draft, created_us, changed_us)"
              " SELECT printf ('job-%05d', i), 'create-video', 'practice',"
              "  CASE WHEN i > 9500 THEN 'running' ELSE 'done' END, '{}', i, i FROM n;"
              "UPDATE jobs SET ended_us = created_us WHERE state = 'done'");
  test_library_write (library, count_places_in_owner, &n_places, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_places, ==, N_MANY);

  list = troupe_job_list_new (jobs, FALSE);
  test_wait_until (!troupe_job_list_is_busy (list));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, N_MANY);
  first = g_list_model_get_item (G_LIST_MODEL (list), 0);
  last = g_list_model_get_item (G_LIST_MODEL (list), N_MANY - 1);
  g_assert_cmpstr (troupe_job_record_get_id (first), ==, "job-10000");
  g_assert_cmpstr (troupe_job_record_get_id (last), ==, "job-00001");
  wait_for_row (last);
  g_assert_cmpuint (troupe_jobs_get_n_live (jobs), ==, 500);

  g_signal_connect (list, "items-changed", G_CALLBACK (count_items_cb), &n_items);
  run_script (library, "UPDATE jobs SET progress = 0.5 WHERE state = 'running'");
  test_wait_until (wait_for_row (first)->progress > 0.4);
  g_assert_cmpuint (n_items, ==, 0);
}

static void
test_finalize (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = test_library_open (dir);
  TroupeJobs *jobs = troupe_jobs_new (library);
  TroupeJobList *list = troupe_job_list_new (jobs, FALSE);

  test_wait_until (!troupe_job_list_is_busy (list));
  test_assert_finalize (g_steal_pointer (&list));
  test_assert_finalize (g_steal_pointer (&jobs));
}

#define ITEM(id, created, more) "{\"id\":\"" id "\",\"status\":\"completed\",\"created_at\":" created more "}"
#define FOX ",\"prompt\":\" A fox\\n\""
#define CHARACTER ",\"model\":\"sora-character\""

/* What a provider lists, and what may be the fox that was sent at second 100000 to sora-2; b is known */
static const struct
{
  const char *name;
  const char *profile;
  const char *items;
  const char *found;
  const char *certain;
  gboolean    makes_character;    /* instead: it has no prompt, and another model */
} searches[] = {
  { "nothing", "openai-compatible", "", "", NULL },
  { "the-prompt", "openai-compatible", ITEM ("a", "100001", FOX) "," ITEM ("c", "100001", ",\"prompt\":\"A cat\""),
    "a", "a" },
  { "known", "openai-compatible", ITEM ("b", "100001", FOX), "", NULL },
  { "another-time", "openai-compatible", ITEM ("a", "99000", FOX) "," ITEM ("c", "104000", FOX), "", NULL },
  { "two", "openai-compatible", ITEM ("a", "100060", FOX) "," ITEM ("c", "100002", FOX), "ca", NULL },
  { "a-name-of-its-own", "openai-compatible", ITEM ("a", "100001", FOX ",\"model\":\"wan\""), "a", NULL },
  { "no-prompt", "evolink", ITEM ("a", "100001", ",\"model\":\"sora-2\"") ","
    ITEM ("c", "100001", ",\"model\":\"veo\""), "a", NULL },
  { "no-time", "openai-compatible", ITEM ("a", "null", FOX) "," ITEM ("c", "100001", FOX), "ca", "c" },
  { "a-character", "evolink", ITEM ("a", "100060", CHARACTER) "," ITEM ("b", "100001", CHARACTER) ","
    ITEM ("c", "100002", CHARACTER) "," ITEM ("d", "100001", ",\"model\":\"sora-2\"") ","
    ITEM ("e", "90000", CHARACTER), "ca", NULL, TRUE },
};

static void
test_search (gconstpointer user_data)
{
  const gsize i = GPOINTER_TO_SIZE (user_data);
  g_autoptr (TroupePresets) presets = troupe_presets_new ();
  g_autoptr (TroupeProvider) provider = troupe_provider_new (troupe_presets_find (presets, searches[i].profile), NULL);
  g_autofree char *body = g_strdup_printf ("{\"data\":[%s]}", searches[i].items);
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  const TroupeReply reply = {
    .provider_id = "p", .call = troupe_job_search_get_list (provider, searches[i].makes_character),
    .http_status = 200, .body = bytes, .retry_after_s = -1
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeAnswer) answer = troupe_answer_new (provider, &reply, &error);
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GString) found = g_string_new (NULL);
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GPtrArray) candidates = NULL;
  const TroupeJobSought sought = {
    .prompt = searches[i].makes_character ? NULL : "A fox",
    .model = searches[i].makes_character ? "sora-character" : "sora-2",
    .sent_us = 100000 * G_GINT64_CONSTANT (1000000), .known = known
  };
  const TroupeJobCandidate *certain;

  g_assert_no_error (error);
  items = troupe_answer_dup_items (answer);
  g_hash_table_add (known, (gpointer) "b");
  candidates = troupe_job_search_filter (&sought, items);
  for (guint j = 0; j < candidates->len; j++)
    g_string_append (found, ((TroupeJobCandidate *) candidates->pdata[j])->remote_id);
  g_assert_cmpstr (found->str, ==, searches[i].found);
  certain = troupe_job_search_get_certain (candidates);
  g_assert_cmpstr (certain != NULL ? certain->remote_id : NULL, ==, searches[i].certain);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/jobs/order", test_order);
  g_test_add_func ("/jobs/record", test_record);
  g_test_add_func ("/jobs/change-comes-with-row", test_change_comes_with_row);
  g_test_add_func ("/jobs/load", test_load);
  g_test_add_func ("/jobs/character-gives-title", test_character_gives_title);
  g_test_add_func ("/jobs/another-process-writes", test_another_process_writes);
  g_test_add_func ("/jobs/summary", test_summary);
  g_test_add_func ("/jobs/usual-time", test_usual_time);
  g_test_add_func ("/jobs/last-cost", test_last_cost);
  g_test_add_func ("/jobs/many", test_many);
  g_test_add_func ("/jobs/finalize", test_finalize);
  for (gsize i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      g_autofree char *path = g_strconcat ("/jobs/search/", searches[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_search);
    }
  return g_test_run ();
}
