/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-answer-value.h"

static const struct
{
  const char        *word;
  TroupeAnswerStatus status;
} words[] = {
  { "queued", TROUPE_ANSWER_STATUS_QUEUED },
  { "pending", TROUPE_ANSWER_STATUS_QUEUED },
  { "submitted", TROUPE_ANSWER_STATUS_QUEUED },
  { "NOT_START", TROUPE_ANSWER_STATUS_QUEUED },
  { "NotStarted", TROUPE_ANSWER_STATUS_QUEUED },
  { "created", TROUPE_ANSWER_STATUS_QUEUED },
  { "starting", TROUPE_ANSWER_STATUS_QUEUED },
  { "preparing", TROUPE_ANSWER_STATUS_QUEUED },
  { "unknown", TROUPE_ANSWER_STATUS_QUEUED },
  { "", TROUPE_ANSWER_STATUS_QUEUED },
  { " ", TROUPE_ANSWER_STATUS_QUEUED },
  { "IN_PROGRESS", TROUPE_ANSWER_STATUS_RUNNING },
  { " in-progress\n", TROUPE_ANSWER_STATUS_RUNNING },
  { "In progress", TROUPE_ANSWER_STATUS_RUNNING },
  { "processing", TROUPE_ANSWER_STATUS_RUNNING },
  { "running", TROUPE_ANSWER_STATUS_RUNNING },
  { "generating", TROUPE_ANSWER_STATUS_RUNNING },
  { "completed", TROUPE_ANSWER_STATUS_DONE },
  { "complete", TROUPE_ANSWER_STATUS_DONE },
  { "SUCCESS", TROUPE_ANSWER_STATUS_DONE },
  { "succeeded", TROUPE_ANSWER_STATUS_DONE },
  { "succeed", TROUPE_ANSWER_STATUS_DONE },
  { "finished", TROUPE_ANSWER_STATUS_DONE },
  { "failed", TROUPE_ANSWER_STATUS_FAILED },
  { "FAILURE", TROUPE_ANSWER_STATUS_FAILED },
  { "fail", TROUPE_ANSWER_STATUS_FAILED },
  { "error", TROUPE_ANSWER_STATUS_FAILED },
  { "cancelled", TROUPE_ANSWER_STATUS_FAILED },
  { "canceled", TROUPE_ANSWER_STATUS_FAILED },
  { "expired", TROUPE_ANSWER_STATUS_FAILED },
  { "moderating", TROUPE_ANSWER_STATUS_OTHER },
  { "completed?", TROUPE_ANSWER_STATUS_OTHER },
  { "成功", TROUPE_ANSWER_STATUS_OTHER },
};

static void
test_folds_status (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_test_message ("“%s”", words[i].word);
      g_assert_cmpint (troupe_answer_value_fold_status (words[i].word, NULL), ==, words[i].status);
    }
}

static void
test_words_of_call_come_first (void)
{
  g_autoptr (JsonNode) own = json_from_string (
    "{\"queued\":[\"Waiting Room\"],\"running\":[\"completed\"],\"done\":[\"0\",\"成功\"],\"failed\":[\"created\"]}",
    NULL);
  JsonObject *object = json_node_get_object (own);

  g_assert_cmpint (troupe_answer_value_fold_status ("WAITING_ROOM", object), ==, TROUPE_ANSWER_STATUS_QUEUED);
  g_assert_cmpint (troupe_answer_value_fold_status ("completed", object), ==, TROUPE_ANSWER_STATUS_RUNNING);
  g_assert_cmpint (troupe_answer_value_fold_status ("0", object), ==, TROUPE_ANSWER_STATUS_DONE);
  g_assert_cmpint (troupe_answer_value_fold_status ("成功", object), ==, TROUPE_ANSWER_STATUS_DONE);
  g_assert_cmpint (troupe_answer_value_fold_status ("created", object), ==, TROUPE_ANSWER_STATUS_FAILED);
  g_assert_cmpint (troupe_answer_value_fold_status ("running", object), ==, TROUPE_ANSWER_STATUS_RUNNING);
  g_assert_cmpint (troupe_answer_value_fold_status ("1", object), ==, TROUPE_ANSWER_STATUS_OTHER);
}

static const struct
{
  const char *json;
  double      progress;
} progresses[] = {
  { "0", 0 }, { "67", 0.67 }, { "100", 1 }, { "1", 0.01 }, { "120", 1 }, { "1.0", 1 }, { "0.67", 0.67 },
  { "67.5", 0.675 }, { "\"67%\"", 0.67 }, { "\"67 % \"", 0.67 }, { "\"67\"", 0.67 }, { "\"0.67\"", 0.67 },
  { "\"0.5%\"", 0.005 }, { "\"100%\"", 1 }, { "\"1\"", 0.01 }, { "-1", -1 }, { "\"\"", -1 }, { "\"soon\"", -1 },
  { "\"67 of 100\"", -1 }, { "\"%\"", -1 }, { "\"nan\"", -1 }, { "\"inf\"", -1 }, { "1e400", -1 }, { "null", -1 },
  { "true", -1 }, { "[50]", -1 }, { "{}", -1 },
};

static void
test_reads_progress (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (progresses); i++)
    {
      g_autoptr (JsonNode) node = json_from_string (progresses[i].json, NULL);

      g_test_message ("%s", progresses[i].json);
      g_assert_cmpfloat_with_epsilon (troupe_answer_value_get_progress (node), progresses[i].progress, 1e-9);
    }
}

static const struct
{
  const char *json;
  const char *time;
} times[] = {
  { "1766681833", "2025-12-25T16:57:13Z" },
  { "1766681833000", "2025-12-25T16:57:13Z" },
  { "1766681833.5", "2025-12-25T16:57:13.500000Z" },
  { "\"1766681833\"", "2025-12-25T16:57:13Z" },
  { "\"1766681833000\"", "2025-12-25T16:57:13Z" },
  { "99999999999", "5138-11-16T09:46:39Z" },
  { "100000000000", "1973-03-03T09:46:40Z" },
  { "\"2026-11-24T10:00:00+08:00\"", "2026-11-24T10:00:00+08" },
  { "\"2026-11-24 10:00:00\"", "2026-11-24T10:00:00Z" },
  { "\"2026-11-24T10:00:00Z\"", "2026-11-24T10:00:00Z" },
  { "0", NULL }, { "-5", NULL }, { "1e300", NULL }, { "1e400", NULL }, { "\"tomorrow\"", NULL },
  { "\"72 hours\"", NULL }, { "\"\"", NULL }, { "null", NULL }, { "true", NULL }, { "[]", NULL },
};

static void
test_reads_time (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autoptr (JsonNode) node = json_from_string (times[i].json, NULL);
      g_autoptr (GDateTime) time = troupe_answer_value_dup_time (node);
      g_autofree char *text = time != NULL ? g_date_time_format_iso8601 (time) : NULL;

      g_test_message ("%s", times[i].json);
      g_assert_cmpstr (text, ==, times[i].time);
    }
}

static const struct
{
  const char *json;
  const char *text;
} texts[] = {
  { "\"a\"", "a" }, { "\" \\n\"", NULL }, { "\" a \"", " a " }, { "\"chr_Ab12Cd34#\"", "chr_Ab12Cd34#" }, { "\"\"", NULL }, { "7", "7" },
  { "-7", "-7" }, { "9007199254740993", "9007199254740993" }, { "0.1", "0.1" }, { "17.25", "17.25" },
  { "null", NULL }, { "false", NULL }, { "[\"a\"]", NULL }, { "{}", NULL },
};

static void
test_reads_text (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (JsonNode) node = json_from_string (texts[i].json, NULL);
      g_autofree char *text = troupe_answer_value_dup_text (node);

      g_test_message ("%s", texts[i].json);
      g_assert_cmpstr (text, ==, texts[i].text);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/answer-value/folds-status", test_folds_status);
  g_test_add_func ("/answer-value/words-of-call-come-first", test_words_of_call_come_first);
  g_test_add_func ("/answer-value/reads-progress", test_reads_progress);
  g_test_add_func ("/answer-value/reads-time", test_reads_time);
  g_test_add_func ("/answer-value/reads-text", test_reads_text);
  return g_test_run ();
}
