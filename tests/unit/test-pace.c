/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-pace.h"

static void
begin (TroupePace *pace,
       double      first_s,
       double      growth,
       double      max_s)
{
  const TroupePoll poll = { .first_s = first_s, .growth = growth, .max_s = max_s };

  troupe_pace_init (pace, &poll);
}

static void
test_grows_to_maximum (void)
{
  TroupePace pace;

  begin (&pace, 3, 2, 10);
  g_assert_cmpuint (troupe_pace_next (&pace, FALSE, -1), ==, 3000);
  g_assert_cmpuint (troupe_pace_next (&pace, FALSE, -1), ==, 6000);
  g_assert_cmpuint (troupe_pace_next (&pace, FALSE, -1), ==, 10000);
  g_assert_cmpuint (troupe_pace_next (&pace, FALSE, -1), ==, 10000);
}

static void
test_doubles_when_busy (void)
{
  TroupePace pace;

  begin (&pace, 10, 1, 10);
  g_assert_cmpuint (troupe_pace_next (&pace, TRUE, -1), ==, 20000);
  g_assert_cmpuint (troupe_pace_next (&pace, TRUE, -1), ==, 40000);
  g_assert_cmpuint (troupe_pace_next (&pace, TRUE, -1), ==, 80000);
  g_assert_cmpuint (troupe_pace_next (&pace, TRUE, -1), ==, 120000);
  g_assert_cmpuint (troupe_pace_next (&pace, TRUE, -1), ==, 120000);
}

static void
test_waits_as_long_as_asked (void)
{
  TroupePace pace;

  begin (&pace, 3, 1, 3);
  g_assert_cmpuint (troupe_pace_next (&pace, FALSE, 20), ==, 20000);
  g_assert_cmpuint (troupe_pace_next (&pace, FALSE, 1), ==, 3000);
  g_assert_cmpuint (troupe_pace_next (&pace, FALSE, -5), ==, 3000);
  g_assert_cmpuint (troupe_pace_next (&pace, FALSE, G_MAXINT), ==, 3600000);
  g_assert_cmpuint (troupe_pace_next (&pace, FALSE, -1), ==, 3000);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/pace/grows-to-maximum", test_grows_to_maximum);
  g_test_add_func ("/pace/doubles-when-busy", test_doubles_when_busy);
  g_test_add_func ("/pace/waits-as-long-as-asked", test_waits_as_long_as_asked);
  return g_test_run ();
}
