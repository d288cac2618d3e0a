/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>

#include "test-library.h"
#include "test-wait.h"
#include "troupe-job-error.h"
#include "troupe-journal.h"
#include "troupe-library-error.h"
#include "troupe-library-private.h"
#include "troupe-provider-error.h"

static TroupeJob *
make_job (void)
{
  TroupeJob *job = troupe_job_new ();

  job->id = g_uuid_string_random ();
  job->character_id = g_uuid_string_random ();
  job->provider_id = g_strdup ("practice");
  job->clip_uri = g_strdup ("https://example.org/a.mp4");
  job->media_uri = g_strdup ("file:///cache/a.mp4");
  job->source = TROUPE_SOURCE_URL;
  job->address = g_strdup ("https://example.org/a.mp4");
  job->range = (TroupeRange) { 1000, 2000 };
  return job;
}

static TroupeJob *
try_add (TroupeJournal   *journal,
         const TroupeJob *job,
         GError         **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  const TroupeCharacterSeed seed = {
    .id = job->character_id,
    .clip_title = "Clip",
    .clip_uri = job->clip_uri,
    .range = job->range,
  };

  troupe_journal_add_async (journal, job, &seed, test_result_cb, &result);
  test_wait_until (result != NULL);
  return troupe_journal_add_finish (journal, result, error);
}

static TroupeJob *
add_job (TroupeJournal *journal)
{
  g_autoptr (TroupeJob) job = make_job ();
  g_autoptr (GError) error = NULL;
  TroupeJob *added = try_add (journal, job, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (added->id, ==, job->id);
  return added;
}

static void
take_step (TroupeJournal *journal,
           TroupeJob     *job,
           TroupeJobStep *step,
           GError       **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  troupe_journal_step_async (journal, job, step, test_result_cb, &result);
  test_wait_until (result != NULL);
  troupe_journal_step_finish (journal, result, error);
}

static void
move (TroupeJournal *journal,
      TroupeJob     *job,
      TroupeJobEvent event)
{
  g_autoptr (GError) error = NULL;

  take_step (journal, job, troupe_job_step_new (event), &error);
  g_assert_no_error (error);
}

static void
move_to_submitting (TroupeJournal *journal,
                    TroupeJob     *job)
{
  move (journal, job, TROUPE_JOB_EVENT_START);
  move (journal, job, TROUPE_JOB_EVENT_SUBMIT);
}

static TroupeProblem *
make_problem (TroupeProviderError code)
{
  g_autoptr (GError) error = g_error_new_literal (TROUPE_PROVIDER_ERROR, (int) code, "no");

  return troupe_problem_new (error);
}

static TroupeJob *
find_job (TroupeJournal *journal,
          const char    *character_id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  TroupeJob *job;

  troupe_journal_find_async (journal, character_id, test_result_cb, &result);
  test_wait_until (result != NULL);
  job = troupe_journal_find_finish (journal, result, &error);
  g_assert_no_error (error);
  return job;
}

static GPtrArray *
take_over (TroupeJournal *journal)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *jobs;

  troupe_journal_take_over_async (journal, NULL, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  jobs = troupe_journal_take_over_finish (journal, result, &error);
  g_assert_no_error (error);
  return jobs;
}

static void
test_draft_is_read_back (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = test_library_open (dir);
  g_autoptr (TroupeJournal) journal = troupe_journal_new (library);
  g_autoptr (TroupeJob) job = add_job (journal);
  g_autoptr (TroupeJob) back = find_job (journal, job->character_id);
  g_autoptr (TroupeCharacter) character = test_library_load (library, job->character_id);

  g_assert_cmpstr (back->id, ==, job->id);
  g_assert_cmpstr (back->provider_id, ==, "practice");
  g_assert_cmpint (back->state, ==, TROUPE_JOB_STATE_DRAFT);
  g_assert_cmpint (back->source, ==, TROUPE_SOURCE_URL);
  g_assert_cmpstr (back->address, ==, job->address);
  g_assert_cmpstr (back->media_uri, ==, job->media_uri);
  g_assert_cmpstr (back->clip_uri, ==, job->clip_uri);
  g_assert_cmpstr (back->alias, ==, "Clip");
  g_assert_null (back->task_id);
  g_assert_null (back->problem);
  g_assert_cmpuint (back->range.end_ns, ==, 2000);
  g_assert_cmpint (troupe_character_get_state (character), ==, TROUPE_CHARACTER_STATE_MAKING);
}

static gboolean
read_row (TroupeConnection *connection,
          gpointer          data,
          GError          **error)
{
  g_autoptr (TroupeRows) rows = NULL;
  char **row = data;

  rows = troupe_connection_query (connection, error,
                                  "SELECT concat_ws ('|', state, attempts, remote_id, request, p.charge, p.reported, p.unit, answer_status,"
                                  " stoppable)"
                                  " FROM jobs AS j JOIN paid_calls AS p ON p.job_id = j.id", "");
  if (rows == NULL || !troupe_rows_next (rows, error))
    return FALSE;
  *row = g_strdup (troupe_rows_get_text (rows, 0));
  return TRUE;
}

static void
test_whole_way (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = test_library_open (dir);
  g_autoptr (TroupeJournal) journal = troupe_journal_new (library);
  g_autoptr (TroupeJob) job = add_job (journal);
  g_autoptr (TroupeJob) back = NULL;
  g_autoptr (TroupeCharacter) character = test_library_load (library, job->character_id);
  g_autoptr (GBytes) content = g_bytes_new_static ("x", 1);
  g_autoptr (GError) error = NULL;
  g_autofree char *row = NULL;
  TroupeJobStep *step;

  move (journal, job, TROUPE_JOB_EVENT_START);

  step = troupe_job_step_new (TROUPE_JOB_EVENT_PUBLISH);
  step->clip_file = g_strdup ("clips/a.mp4");
  step->stills = g_ptr_array_new_with_free_func ((GDestroyNotify) troupe_picture_free);
  g_ptr_array_add (step->stills, troupe_picture_new ("pictures/1.jpg", 7, content));
  take_step (journal, job, step, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (job->n_stills, ==, 1);
  g_assert_nonnull (troupe_character_get_clip_file (character));

  step = troupe_job_step_new (TROUPE_JOB_EVENT_SUBMIT);
  step->request = g_strdup ("{}");
  step->upload = troupe_upload_new ("https://up.example/1", "https://api.example", NULL, NULL, 0);
  take_step (journal, job, step, &error);
  g_assert_no_error (error);

  step = troupe_job_step_new (TROUPE_JOB_EVENT_ACCEPT);
  step->identity = troupe_identity_new ("practice", "ch_1", "blue.fox", NULL, 5);
  step->picture_url = g_strdup ("https://pic.example/1");
  step->answer = g_new0 (TroupeJobAnswer, 1);
  *step->answer = (TroupeJobAnswer) {
    .time_us = 5, .http_status = 201, .progress = -1, .reserved = 2, .reported = 1.5, .unit = g_strdup ("credits"),
    .charge = "charged", .stoppable = TRUE,    /* which only a video is */
  };
  step->remote_id = g_strdup ("ch_1");
  take_step (journal, job, step, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (troupe_character_get_username (character), ==, "blue.fox");
  g_assert_cmpint (troupe_character_get_state (character), ==, TROUPE_CHARACTER_STATE_MAKING);

  move (journal, job, TROUPE_JOB_EVENT_FETCH);
  back = find_job (journal, job->character_id);
  g_assert_cmpstr (back->picture_url, ==, "https://pic.example/1");
  g_assert_cmpuint (back->uploads->len, ==, 1);
  g_assert_cmpstr (((TroupeUpload *) back->uploads->pdata[0])->address, ==, "https://up.example/1");
  g_assert_cmpstr (((TroupeUpload *) back->uploads->pdata[0])->base, ==, "https://api.example");
  g_assert_cmpstr (back->key, ==, job->id);
  g_assert_cmpstr (back->remote_id, ==, "ch_1");
  g_assert_true (back->has_identity);
  g_assert_cmpstr (back->clip_file, ==, "clips/a.mp4");
  g_assert_cmpuint (back->n_stills, ==, 1);

  step = troupe_job_step_new (TROUPE_JOB_EVENT_FINISH);
  step->avatar = troupe_picture_new ("pictures/2.png", 0, content);
  take_step (journal, job, step, &error);
  g_assert_no_error (error);
  g_assert_cmpint (troupe_character_get_state (character), ==, TROUPE_CHARACTER_STATE_READY);
  g_assert_true (g_str_has_suffix (g_file_peek_path (troupe_character_get_picture (character)),
                                   "/media/pictures/2.png"));

  test_library_write (library, read_row, &row, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (row, ==, "done|1|ch_1|{}|charged|1.5|credits|201");
}

static void
test_wrong_event_changes_nothing (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = test_library_open (dir);
  g_autoptr (TroupeJournal) journal = troupe_journal_new (library);
  g_autoptr (TroupeJob) job = add_job (journal);
  g_autoptr (TroupeCharacter) character = test_library_load (library, job->character_id);
  g_autoptr (GError) error = NULL;
  TroupeJobStep *step = troupe_job_step_new (TROUPE_JOB_EVENT_ACCEPT);

  step->identity = troupe_identity_new ("practice", "ch_1", "blue.fox", NULL, 5);
  take_step (journal, job, step, &error);
  g_assert_error (error, TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_STATE);
  g_assert_cmpint (job->state, ==, TROUPE_JOB_STATE_DRAFT);
  g_assert_null (troupe_character_get_username (character));
}

static void
test_moved_by_another_process (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = test_library_open (dir);
  g_autoptr (TroupeJournal) journal = troupe_journal_new (library);
  g_autoptr (TroupeJob) job = add_job (journal);
  g_autoptr (TroupeJob) other = find_job (journal, job->character_id);
  g_autoptr (GError) error = NULL;

  move (journal, other, TROUPE_JOB_EVENT_START);
  take_step (journal, job, troupe_job_step_new (TROUPE_JOB_EVENT_START), &error);
  g_assert_error (error, TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_STATE);
}

static void
test_failure_stays_with_character (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = test_library_open (dir);
  g_autoptr (TroupeJournal) journal = troupe_journal_new (library);
  g_autoptr (TroupeJob) job = add_job (journal);
  g_autoptr (TroupeCharacter) character = test_library_load (library, job->character_id);
  g_autoptr (GError) error = NULL;
  TroupeJobStep *step = troupe_job_step_new (TROUPE_JOB_EVENT_FAIL);

  move_to_submitting (journal, job);
  step->problem = make_problem (TROUPE_PROVIDER_ERROR_BALANCE);
  take_step (journal, job, step, &error);
  g_assert_no_error (error);
  g_assert_cmpint (troupe_character_get_state (character), ==, TROUPE_CHARACTER_STATE_FAILED);
  g_assert_true (troupe_problem_matches (troupe_character_get_problem (character),
                                         TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_BALANCE));

  move (journal, job, TROUPE_JOB_EVENT_RETRY);
  g_assert_cmpint (troupe_character_get_state (character), ==, TROUPE_CHARACTER_STATE_MAKING);
  g_assert_null (troupe_character_get_problem (character));
}

static void
test_cancel_puts_into_trash (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = test_library_open (dir);
  g_autoptr (TroupeJournal) journal = troupe_journal_new (library);
  g_autoptr (TroupeJob) job = add_job (journal);
  guint n_removed = 0;

  g_signal_connect_swapped (library, "character-removed", G_CALLBACK (test_count_cb), &n_removed);
  move (journal, job, TROUPE_JOB_EVENT_CANCEL);
  g_assert_cmpuint (n_removed, ==, 1);
  g_assert_cmpint (job->state, ==, TROUPE_JOB_STATE_CANCELLED);
}

static void
test_retry_steps (void)
{
  static const struct
  {
    const char         *name;
    TroupeJobState      state;
    TroupeProviderError problem;
    int                 event;    /* -1: none */
    gboolean            forgets;
  } cases[] = {
    { "going on", TROUPE_JOB_STATE_PREPARING, 0, -1, FALSE },
    { "failed", TROUPE_JOB_STATE_FAILED, TROUPE_PROVIDER_ERROR_KEY, TROUPE_JOB_EVENT_RETRY, FALSE },
    { "refused", TROUPE_JOB_STATE_FAILED, TROUPE_PROVIDER_ERROR_REFUSED,
      TROUPE_JOB_EVENT_RETRY, TRUE },
    { "unknown", TROUPE_JOB_STATE_UNKNOWN, TROUPE_PROVIDER_ERROR_LOST_ANSWER,
      TROUPE_JOB_EVENT_RETRY, FALSE },
    { "picture", TROUPE_JOB_STATE_DONE, TROUPE_PROVIDER_ERROR_PICTURE,
      TROUPE_JOB_EVENT_REFETCH, FALSE },
    { "done", TROUPE_JOB_STATE_DONE, TROUPE_PROVIDER_ERROR_KEY, -1, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TroupeJob) job = make_job ();
      g_autoptr (TroupeJobStep) step = NULL;

      g_test_message ("%s", cases[i].name);
      job->state = cases[i].state;
      job->problem = make_problem (cases[i].problem);
      step = troupe_job_step_new_retry (job);
      if (cases[i].event < 0)
        {
          g_assert_null (step);
          continue;
        }
      g_assert_cmpint (step->event, ==, cases[i].event);
      g_assert_cmpint (step->distrusts_uploads, ==, cases[i].forgets);
    }
}

static void
test_take_over (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = test_library_open (dir);
  g_autoptr (TroupeJournal) journal = troupe_journal_new (library);
  g_autoptr (TroupeJob) draft = add_job (journal);
  g_autoptr (TroupeJob) sent = add_job (journal);
  g_autoptr (TroupeJob) failed = add_job (journal);
  g_autoptr (GPtrArray) jobs = NULL;
  g_autoptr (TroupeCharacter) character = NULL;
  g_autoptr (GError) error = NULL;

  move_to_submitting (journal, sent);
  move (journal, failed, TROUPE_JOB_EVENT_FAIL);
  test_library_close (&library);
  test_assert_finalize (g_steal_pointer (&journal));

  library = test_library_open (dir);
  journal = troupe_journal_new (library);
  character = test_library_load (library, sent->character_id);
  g_assert_cmpint (troupe_character_get_state (character), ==, TROUPE_CHARACTER_STATE_MAKING);
  jobs = take_over (journal);
  g_assert_cmpuint (jobs->len, ==, 1);
  g_assert_cmpstr (((TroupeJob *) g_ptr_array_index (jobs, 0))->id, ==, draft->id);
  g_assert_cmpint (troupe_character_get_state (character), ==, TROUPE_CHARACTER_STATE_UNKNOWN);
  g_assert_true (troupe_problem_matches (troupe_character_get_problem (character),
                                         TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_INTERRUPTED));
}

static void
test_take_over_spares_the_living (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) here = test_library_open (dir);
  g_autoptr (TroupeLibrary) there = test_library_open (dir);
  g_autoptr (TroupeJournal) mine = troupe_journal_new (here);
  g_autoptr (TroupeJournal) theirs = troupe_journal_new (there);
  g_autoptr (TroupeJob) job = add_job (theirs);
  g_autoptr (GPtrArray) jobs = NULL;
  g_autoptr (GPtrArray) own = NULL;

  move_to_submitting (theirs, job);
  jobs = take_over (mine);
  g_assert_cmpuint (jobs->len, ==, 0);
  own = take_over (theirs);
  g_assert_cmpuint (own->len, ==, 0);
  move (theirs, job, TROUPE_JOB_EVENT_LOSE);
}

static void
keep_name_cb (TroupeJournal *journal,
              const char    *name,
              char         **kept)
{
  g_set_str (kept, name);
}

/* Whoever ends, the others take over at once, and nothing that they carry out themselves. */
static void
test_take_over_from_who_ends (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) here = test_library_open (dir);
  g_autoptr (TroupeLibrary) there = test_library_open (dir);
  g_autoptr (TroupeJournal) mine = troupe_journal_new (here);
  g_autoptr (TroupeJournal) theirs = troupe_journal_new (there);
  g_autoptr (TroupeJob) own = add_job (mine);
  g_autoptr (TroupeJob) draft = add_job (theirs);
  g_autoptr (TroupeJob) sent = add_job (theirs);
  g_autoptr (GPtrArray) nothing = take_over (mine);
  g_autoptr (GPtrArray) jobs = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (TroupeJob) back = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;

  g_assert_cmpuint (nothing->len, ==, 0);
  g_signal_connect (mine, "process-ended", G_CALLBACK (keep_name_cb), &name);
  move_to_submitting (theirs, sent);
  take_step (mine, draft, troupe_job_step_new (TROUPE_JOB_EVENT_START), &error);
  g_assert_error (error, TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_STATE);
  g_clear_error (&error);

  test_library_close (&there);
  test_assert_finalize (g_steal_pointer (&theirs));
  test_wait_until (name != NULL);
  troupe_journal_take_over_async (mine, name, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  jobs = troupe_journal_take_over_finish (mine, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (jobs->len, ==, 1);
  g_assert_cmpstr (((TroupeJob *) g_ptr_array_index (jobs, 0))->id, ==, draft->id);
  back = find_job (mine, sent->character_id);
  g_assert_cmpint (back->state, ==, TROUPE_JOB_STATE_UNKNOWN);
  move (mine, draft, TROUPE_JOB_EVENT_START);
  move (mine, own, TROUPE_JOB_EVENT_START);
}

/* Nothing is lost by it: the character stays, and a new try has the key of the lost call. */
static void
test_forget (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = test_library_open (dir);
  g_autoptr (TroupeJournal) journal = troupe_journal_new (library);
  g_autoptr (TroupeJob) job = add_job (journal);
  g_autoptr (TroupeCharacter) character = test_library_load (library, job->character_id);
  g_autoptr (TroupeJobStep) again = NULL;
  g_autoptr (GError) error = NULL;

  move_to_submitting (journal, job);
  move (journal, job, TROUPE_JOB_EVENT_LOSE);
  take_step (journal, job, troupe_job_step_new_forget (), &error);
  g_assert_no_error (error);
  g_assert_cmpint (job->state, ==, TROUPE_JOB_STATE_FAILED);
  g_assert_cmpint (troupe_character_get_state (character), ==, TROUPE_CHARACTER_STATE_FAILED);
  g_assert_true (troupe_problem_matches (troupe_character_get_problem (character), TROUPE_JOB_ERROR,
                                         TROUPE_JOB_ERROR_FORGOTTEN));
  again = troupe_job_step_new_retry (job);
  g_assert_null (again->key);
}

/* A paid call that may have been carried out is not forgotten over another that does not go out: the job stays
 * unknown with its key, and its character where it is. */
static void
test_doubt_outlives_tries (void)
{
  static const TroupeJobEvent ends[] = { TROUPE_JOB_EVENT_CANCEL, TROUPE_JOB_EVENT_FAIL, TROUPE_JOB_EVENT_FAIL };
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = test_library_open (dir);
  g_autoptr (TroupeJournal) journal = troupe_journal_new (library);
  g_autoptr (TroupeJob) job = add_job (journal);
  g_autoptr (TroupeCharacter) character = test_library_load (library, job->character_id);
  g_autofree char *key = g_strdup (job->key);

  move_to_submitting (journal, job);
  move (journal, job, TROUPE_JOB_EVENT_LOSE);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      TroupeJobStep *end = troupe_job_step_new (ends[i]);
      g_autoptr (TroupeJob) read = find_job (journal, job->character_id);
      g_autoptr (GError) error = NULL;

      take_step (journal, read, troupe_job_step_new_retry (read), &error);
      g_assert_no_error (error);
      if (i == 2)    /* the last one goes out, and is refused */
        move_to_submitting (journal, read);
      end->answer = g_new0 (TroupeJobAnswer, 1);
      *end->answer = (TroupeJobAnswer) { .reserved = NAN, .reported = NAN, .charge = i == 2 ? "none" : NULL };
      take_step (journal, read, end, &error);
      g_assert_no_error (error);

      g_assert_cmpint (read->state, ==, TROUPE_JOB_STATE_UNKNOWN);
      g_assert_cmpstr (read->key, ==, key);
      g_assert_cmpint (troupe_character_get_state (character), ==, TROUPE_CHARACTER_STATE_UNKNOWN);
      g_assert_true (troupe_problem_matches (troupe_character_get_problem (character), TROUPE_JOB_ERROR,
                                             TROUPE_JOB_ERROR_UNDECIDED));
    }
}

static TroupeJob *
make_again (const TroupeJob *job,
            const char      *provider_id)
{
  TroupeJob *again = make_job ();

  g_set_str (&again->character_id, job->character_id);
  g_set_str (&again->provider_id, provider_id);
  again->is_again = TRUE;
  return again;
}

/* To order it there once more would pay for it twice, without a question. */
static void
test_again (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = test_library_open (dir);
  g_autoptr (TroupeJournal) journal = troupe_journal_new (library);
  g_autoptr (TroupeJob) job = add_job (journal);
  g_autoptr (TroupeJob) same = make_again (job, "practice");
  g_autoptr (TroupeJob) other = make_again (job, "another");
  g_autoptr (TroupeJob) elsewhere = NULL;
  g_autoptr (TroupeJob) added = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (try_add (journal, same, &error));    /* it waits */
  g_assert_error (error, TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_OPEN);
  g_clear_error (&error);
  move_to_submitting (journal, job);
  move (journal, job, TROUPE_JOB_EVENT_LOSE);
  g_assert_null (try_add (journal, same, &error));
  g_assert_error (error, TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_OPEN);
  g_clear_error (&error);

  elsewhere = try_add (journal, other, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (elsewhere->id, ==, other->id);
  g_assert_cmpstr (elsewhere->alias, ==, "Clip");
  take_step (journal, job, troupe_job_step_new_forget (), &error);
  g_assert_no_error (error);
  added = try_add (journal, same, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (added->id, ==, same->id);
}

static void
test_find_missing (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeLibrary) library = test_library_open (dir);
  g_autoptr (TroupeJournal) journal = troupe_journal_new (library);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  troupe_journal_find_async (journal, "nobody", test_result_cb, &result);
  test_wait_until (result != NULL);
  g_assert_null (troupe_journal_find_finish (journal, result, &error));
  g_assert_error (error, TROUPE_LIBRARY_ERROR, TROUPE_LIBRARY_ERROR_NOT_FOUND);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/journal/draft-is-read-back", test_draft_is_read_back);
  g_test_add_func ("/journal/whole-way", test_whole_way);
  g_test_add_func ("/journal/wrong-event-changes-nothing", test_wrong_event_changes_nothing);
  g_test_add_func ("/journal/moved-by-another-process", test_moved_by_another_process);
  g_test_add_func ("/journal/failure-stays-with-character", test_failure_stays_with_character);
  g_test_add_func ("/journal/cancel-puts-into-trash", test_cancel_puts_into_trash);
  g_test_add_func ("/journal/retry-steps", test_retry_steps);
  g_test_add_func ("/journal/take-over", test_take_over);
  g_test_add_func ("/journal/take-over/spares-the-living", test_take_over_spares_the_living);
  g_test_add_func ("/journal/take-over/from-who-ends", test_take_over_from_who_ends);
  g_test_add_func ("/journal/forget", test_forget);
  g_test_add_func ("/journal/doubt-outlives-tries", test_doubt_outlives_tries);
  g_test_add_func ("/journal/again", test_again);
  g_test_add_func ("/journal/find/missing", test_find_missing);
  return g_test_run ();
}
