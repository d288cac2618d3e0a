/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-pace.h"

static void
begin (TroupePace *pace,
       const char *call)
{
  g_autoptr (JsonNode) node = json_from_string (call, NULL);

  troupe_pace_init (pace, json_node_get_object (node));
}

static void
test_grows_to_maximum (void)
{
  TroupePace pace;

  begin (&pace, "{\"poll\":{\"first\":3,\"growth\":2,\"max\":10}}");
  g_assert_cmpuint (troupe_pace_next (&pace, FALSE, 0), ==, 3000);
  g_assert_cmpuint (troupe_pace_next (&pace, FALSE, 0), ==, 6000);
  g_assert_cmpuint (troupe_pace_next (&pace, FALSE, 0), ==, 10000);
  g_assert_cmpuint (troupe_pace_next (&pace, FALSE, 0), ==, 10000);
}

static void
test_usual_pace (void)
{
  TroupePace pace;

  begin (&pace, "{}");
  g_assert_cmpuint (troupe_pace_next (&pace, FALSE, 0), ==, 10000);
  for (guint i = 0; i < 10; i++)
    g_assert_cmpuint (troupe_pace_next (&pace, FALSE, 0), <=, 30000);
  g_assert_cmpuint (troupe_pace_next (&pace, FALSE, 0), ==, 30000);
}

static void
test_doubles_when_busy (void)
{
  TroupePace pace;

  begin (&pace, "{\"poll\":{\"first\":10,\"growth\":1,\"max\":10}}");
  g_assert_cmpuint (troupe_pace_next (&pace, TRUE, 0), ==, 20000);
  g_assert_cmpuint (troupe_pace_next (&pace, TRUE, 0), ==, 40000);
  g_assert_cmpuint (troupe_pace_next (&pace, TRUE, 0), ==, 80000);
  g_assert_cmpuint (troupe_pace_next (&pace, TRUE, 0), ==, 120000);
  g_assert_cmpuint (troupe_pace_next (&pace, TRUE, 0), ==, 120000);
}

static void
test_waits_as_long_as_asked (void)
{
  TroupePace pace;

  begin (&pace, "{\"poll\":{\"first\":3,\"growth\":1,\"max\":3}}");
  g_assert_cmpuint (troupe_pace_next (&pace, FALSE, 20), ==, 20000);
  g_assert_cmpuint (troupe_pace_next (&pace, FALSE, 1), ==, 3000);
  g_assert_cmpuint (troupe_pace_next (&pace, FALSE, -5), ==, 3000);
  g_assert_cmpuint (troupe_pace_next (&pace, FALSE, G_MAXINT64), ==, 3600000);
  g_assert_cmpuint (troupe_pace_next (&pace, FALSE, 0), ==, 3000);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/pace/grows-to-maximum", test_grows_to_maximum);
  g_test_add_func ("/pace/usual", test_usual_pace);
  g_test_add_func ("/pace/doubles-when-busy", test_doubles_when_busy);
  g_test_add_func ("/pace/waits-as-long-as-asked", test_waits_as_long_as_asked);
  return g_test_run ();
}
