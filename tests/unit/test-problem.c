/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <gio/gio.h>

#include "troupe-library-error.h"
#include "troupe-problem.h"

static TroupeProblem *
make_problem (void)
{
  g_autoptr (GError) error = NULL;
  TroupeProblem *problem;

  error = g_error_new_literal (TROUPE_LIBRARY_ERROR, TROUPE_LIBRARY_ERROR_NO_SPACE,
                               "the disk “x” is full");
  problem = troupe_problem_new (error);
  problem->said = g_strdup ("余额不足");
  problem->said_code = g_strdup ("insufficient_quota");
  problem->request_id = g_strdup ("req-1");
  problem->raw = g_strdup ("{\"error\":\n\"x\"}");
  problem->who = g_strdup ("ChainHub");
  problem->speaker = g_strdup ("gateway");
  problem->http_status = 402;
  return problem;
}

static void
test_new_keeps_error (void)
{
  g_autoptr (TroupeProblem) problem = make_problem ();

  g_assert_cmpstr (problem->domain, ==, "troupe-library-error-quark");
  g_assert_cmpint (problem->code, ==, TROUPE_LIBRARY_ERROR_NO_SPACE);
  g_assert_cmpstr (problem->message, ==, "the disk “x” is full");
}

static void
test_json_round_trip (void)
{
  g_autoptr (TroupeProblem) problem = make_problem ();
  g_autofree char *json = troupe_problem_to_json (problem);
  g_autoptr (TroupeProblem) back = troupe_problem_from_json (json);

  g_assert_true (troupe_problem_equal (problem, back));
  g_assert_cmpstr (back->raw, ==, problem->raw);
  g_assert_cmpstr (back->speaker, ==, "gateway");
  g_assert_cmpuint (back->http_status, ==, 402);
}

static void
test_json_without_answer (void)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "late");
  g_autoptr (TroupeProblem) problem = troupe_problem_new (error);
  g_autofree char *json = troupe_problem_to_json (problem);
  g_autoptr (TroupeProblem) back = troupe_problem_from_json (json);

  g_assert_true (troupe_problem_equal (problem, back));
  g_assert_null (back->said);
  g_assert_null (back->raw);
}

static void
test_json_refused (void)
{
  static const char *const cases[] = { "", "nonsense", "[]", "{}", "{\"domain\":\"x\"}", "null" };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i]);
      g_assert_null (troupe_problem_from_json (cases[i]));
    }
}

static void
test_copy_is_equal (void)
{
  g_autoptr (TroupeProblem) problem = make_problem ();
  g_autoptr (TroupeProblem) copy = troupe_problem_copy (problem);

  g_assert_true (troupe_problem_equal (problem, copy));
  g_assert_false (problem->said == copy->said);
}

static void
test_equal_sees_every_field (void)
{
  g_autoptr (TroupeProblem) problem = make_problem ();
  char **texts[] = { &problem->domain, &problem->message, &problem->said, &problem->said_code,
                     &problem->request_id, &problem->raw, &problem->who };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (TroupeProblem) other = troupe_problem_copy (problem);

      g_set_str (texts[i], "different");
      g_assert_false (troupe_problem_equal (problem, other));
    }
  g_assert_false (troupe_problem_equal (problem, NULL));
  g_assert_true (troupe_problem_equal (NULL, NULL));
}

static void
test_matches (void)
{
  g_autoptr (TroupeProblem) problem = make_problem ();
  const GQuark domain = TROUPE_LIBRARY_ERROR;

  g_assert_true (troupe_problem_matches (problem, domain, TROUPE_LIBRARY_ERROR_NO_SPACE));
  g_assert_false (troupe_problem_matches (problem, domain, TROUPE_LIBRARY_ERROR_NEWER));
  g_assert_false (troupe_problem_matches (problem, G_IO_ERROR, TROUPE_LIBRARY_ERROR_NO_SPACE));
  g_assert_false (troupe_problem_matches (NULL, domain, TROUPE_LIBRARY_ERROR_NO_SPACE));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/problem/new/keeps-error", test_new_keeps_error);
  g_test_add_func ("/problem/json/round-trip", test_json_round_trip);
  g_test_add_func ("/problem/json/without-answer", test_json_without_answer);
  g_test_add_func ("/problem/json/refused", test_json_refused);
  g_test_add_func ("/problem/copy/is-equal", test_copy_is_equal);
  g_test_add_func ("/problem/equal/sees-every-field", test_equal_sees_every_field);
  g_test_add_func ("/problem/matches", test_matches);
  return g_test_run ();
}
