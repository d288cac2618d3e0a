/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "troupe-clip-error.h"
#include "troupe-time.h"

#define MS G_GUINT64_CONSTANT (1000000)
#define SECOND TROUPE_TIME_SECOND
#define BASE (10 * SECOND)
#define RATE 30.0

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    guint64     time_ns;
  } cases[] = {
    { "75", 75 * SECOND },
    { " 75 ", 75 * SECOND },
    { "0", 0 },
    { "75.25", 75250 * MS },
    { "75,25", 75250 * MS },
    { ".5", 500 * MS },
    { "1:15", 75 * SECOND },
    { "1:15.25", 75250 * MS },
    { "1:15,25", 75250 * MS },
    { "90:00", 5400 * SECOND },
    { "1:02:03.5", 3723500 * MS },
    { "0:0:0.000000001", 1 },
    { "1:15:06f", 75200 * MS },
    { "1:02:03:15f", 3723500 * MS },
    { "6f", 200 * MS },
    { "90f", 3 * SECOND },
    { "15:06f", 15200 * MS },
    { "+0.5", 10500 * MS },
    { "-0.5", 9500 * MS },
    { "−0,5", 9500 * MS },
    { "+1:00", 70 * SECOND },
    { "-6f", 9800 * MS },
    { "-10", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint64 time_ns;
      g_autoptr (GError) error = NULL;

      g_test_message ("“%s”", cases[i].text);
      troupe_time_parse (cases[i].text, BASE, RATE, &time_ns, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (time_ns, ==, cases[i].time_ns);
    }
}

static void
test_parse_refuses (void)
{
  static const struct
  {
    const char *text;
    const char *why;
  } cases[] = {
    { "", "expected seconds" },
    { " ", "expected seconds" },
    { "+", "expected seconds" },
    { "abc", "expected seconds" },
    { "1.2.3", "expected seconds" },
    { "1e3", "expected seconds" },
    { "--1", "expected seconds" },
    { "1:", "expected seconds" },
    { ":30", "expected minutes" },
    { "1.5:30", "expected minutes" },
    { "x:00:00", "expected hours" },
    { "1:60", "seconds after minutes" },
    { "1:60:00", "minutes after hours" },
    { "1:2:3:4", "too many parts" },
    { "1:2:3:4:5f", "too many parts" },
    { "1:30f", "not so many" },
    { "f", "whole number of frames" },
    { "1.5f", "whole number of frames" },
    { "-10.5", "before the start" },
    { "1234567890", "expected seconds" },
    { "1000000:00:00", "too long" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint64 time_ns = 7;
      g_autoptr (GError) error = NULL;

      g_test_message ("“%s”", cases[i].text);
      g_assert_false (troupe_time_parse (cases[i].text, BASE, RATE, &time_ns, &error));
      g_assert_error (error, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_TIME);
      g_assert_nonnull (strstr (error->message, cases[i].why));
      g_assert_cmpuint (time_ns, ==, 7);
    }
}

static void
test_parse_needs_rate_for_frames (void)
{
  guint64 time_ns;
  g_autoptr (GError) error = NULL;

  g_assert_false (troupe_time_parse ("1:15:06f", 0, 0, &time_ns, &error));
  g_assert_error (error, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_TIME);
}

static void
test_format (void)
{
  static const struct
  {
    guint64     time_ns;
    guint       decimals;
    const char *text;
  } cases[] = {
    { 0, 0, "0:00" },
    { 0, 2, "0:00.00" },
    { 75250 * MS, 2, "1:15.25" },
    { 75250 * MS, 1, "1:15.3" },
    { 75250 * MS, 3, "1:15.250" },
    { 59999 * MS, 2, "1:00.00" },
    { 3723500 * MS, 1, "1:02:03.5" },
    { 3599999 * MS, 0, "1:00:00" },
    { 36000 * SECOND, 0, "10:00:00" },
    { 1, 9, "0:00.000000001" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = troupe_time_format (cases[i].time_ns, cases[i].decimals);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_parse_reads_format (void)
{
  for (guint i = 0; i < 1000; i++)
    {
      guint64 time_ns = (guint64) g_test_rand_double_range (0, 20000) * SECOND + 125 * MS;
      guint64 parsed_ns;
      g_autofree char *text = troupe_time_format (time_ns, 3);

      g_assert_true (troupe_time_parse (text, 0, 0, &parsed_ns, NULL));
      g_assert_cmpuint (parsed_ns, ==, time_ns);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/time/parse/as-people-type", test_parse);
  g_test_add_func ("/time/parse/says-what-is-wrong", test_parse_refuses);
  g_test_add_func ("/time/parse/needs-rate-for-frames", test_parse_needs_rate_for_frames);
  g_test_add_func ("/time/format/rounds-and-carries", test_format);
  g_test_add_func ("/time/parse/reads-what-format-wrote", test_parse_reads_format);

  return g_test_run ();
}
