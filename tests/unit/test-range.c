/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-clip-error.h"
#include "troupe-range.h"

#define MS G_GUINT64_CONSTANT (1000000)
#define SECOND (1000 * MS)

static const TroupeSpan free_span = { 1 * SECOND, 3 * SECOND, 10 * MS, 0 };
static const TroupeSpan grid_span = { 1 * SECOND, 3 * SECOND, 10 * MS, 10 * MS };
static const TroupeSpan whole_span = { 1 * SECOND, 3 * SECOND, SECOND, SECOND };
static const TroupeSpan long_span = { 4 * SECOND, 8 * SECOND, SECOND, 0 };
static const TroupeSpan short_span = { 0, 2 * SECOND, 10 * MS, 0 };
static const TroupeSpan exact_span = { 2 * SECOND, 4 * SECOND, 0, 0 };

typedef enum
{
  START,
  END,
  MOVE,
} Edge;

static const struct
{
  const char       *name;
  Edge              edge;
  TroupeRangePolicy policy;
  const TroupeSpan *span;
  guint64           duration_ms;
  guint64           from_ms[2];
  guint64           wanted_ms;
  guint64           to_ms[2];
} moves[] = {
  { "start-follows", START, TROUPE_RANGE_STOP, &free_span, 10000, { 2000, 4000 }, 2500, { 2500, 4000 } },
  { "start-stops-at-maximum", START, TROUPE_RANGE_STOP, &free_span, 10000, { 2000, 4000 }, 500, { 1000, 4000 } },
  { "start-stops-at-minimum", START, TROUPE_RANGE_STOP, &free_span, 10000, { 2000, 4000 }, 3900, { 3000, 4000 } },
  { "start-stops-behind-end", START, TROUPE_RANGE_STOP, &free_span, 10000, { 2000, 4000 }, 9000, { 3000, 4000 } },
  { "start-stops-at-clip", START, TROUPE_RANGE_STOP, &free_span, 10000, { 1000, 2000 }, 0, { 0, 2000 } },
  { "start-rounds-down", START, TROUPE_RANGE_STOP, &free_span, 10000, { 2000, 4000 }, 2507, { 2500, 4000 } },
  { "start-keeps-step-from-odd-end", START, TROUPE_RANGE_STOP, &free_span, 10000, { 2003, 4003 }, 2500, { 2493, 4003 } },
  { "start-rounds-to-seconds", START, TROUPE_RANGE_STOP, &whole_span, 10000, { 2000, 4000 }, 1900, { 1000, 4000 } },
  { "start-pushes-end-at-minimum", START, TROUPE_RANGE_PUSH, &free_span, 10000, { 2000, 4000 }, 3500, { 3500, 4500 } },
  { "start-pushes-end-far", START, TROUPE_RANGE_PUSH, &free_span, 10000, { 2000, 4000 }, 8000, { 8000, 9000 } },
  { "start-pulls-end-at-maximum", START, TROUPE_RANGE_PUSH, &free_span, 10000, { 5000, 7000 }, 1000, { 1000, 4000 } },
  { "start-leaves-room", START, TROUPE_RANGE_PUSH, &free_span, 10000, { 2000, 4000 }, 9900, { 9000, 10000 } },
  { "start-is-exact-when-typed", START, TROUPE_RANGE_PUSH, &free_span, 10000, { 2000, 4000 }, 2507, { 2507, 3997 } },
  { "end-follows", END, TROUPE_RANGE_STOP, &free_span, 10000, { 2000, 4000 }, 3500, { 2000, 3500 } },
  { "end-stops-at-maximum", END, TROUPE_RANGE_STOP, &free_span, 10000, { 2000, 4000 }, 9000, { 2000, 5000 } },
  { "end-stops-at-minimum", END, TROUPE_RANGE_STOP, &free_span, 10000, { 2000, 4000 }, 0, { 2000, 3000 } },
  { "end-stops-at-clip", END, TROUPE_RANGE_STOP, &free_span, 4500, { 2000, 4000 }, 9000, { 2000, 4500 } },
  { "end-rounds-to-seconds", END, TROUPE_RANGE_STOP, &whole_span, 10000, { 2000, 4000 }, 4600, { 2000, 5000 } },
  { "end-stays-in-half-second", END, TROUPE_RANGE_STOP, &whole_span, 4700, { 2000, 3000 }, 4700, { 2000, 4000 } },
  { "end-pushes-start-at-maximum", END, TROUPE_RANGE_PUSH, &free_span, 10000, { 2000, 4000 }, 9000, { 6000, 9000 } },
  { "end-pulls-start-at-minimum", END, TROUPE_RANGE_PUSH, &free_span, 10000, { 2000, 4000 }, 2500, { 1500, 2500 } },
  { "end-leaves-room", END, TROUPE_RANGE_PUSH, &free_span, 10000, { 2000, 4000 }, 100, { 0, 1000 } },
  { "end-rounds-to-grid", END, TROUPE_RANGE_PUSH, &grid_span, 10000, { 2000, 4000 }, 4507, { 2000, 4510 } },
  { "body-follows", MOVE, 0, &free_span, 10000, { 2000, 4120 }, 5000, { 5000, 7120 } },
  { "body-stops-at-end", MOVE, 0, &free_span, 10000, { 2000, 4120 }, 9000, { 7880, 10000 } },
  { "body-keeps-to-grid", MOVE, 0, &grid_span, 9995, { 2000, 4120 }, 9000, { 7870, 9990 } },
  { "body-too-long-is-cut", MOVE, 0, &free_span, 10000, { 2000, 8000 }, 3000, { 3000, 6000 } },
  { "end-off-the-grid-is-mended", START, TROUPE_RANGE_STOP, &grid_span, 10000, { 2000, 4005 }, 2500, { 2500, 4000 } },
  { "short-clip-is-all-there-is", MOVE, 0, &free_span, 600, { 0, 600 }, 100, { 0, 600 } },
};

static void
test_move (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  TroupeRange range = { moves[i].from_ms[0] * MS, moves[i].from_ms[1] * MS };
  guint64 wanted_ns = moves[i].wanted_ms * MS;
  guint64 duration_ns = moves[i].duration_ms * MS;
  TroupeRange moved;

  switch (moves[i].edge)
    {
    case START:
      moved = troupe_range_with_start (&range, wanted_ns, moves[i].span, duration_ns,
                                       moves[i].policy);
      break;

    case END:
      moved = troupe_range_with_end (&range, wanted_ns, moves[i].span, duration_ns,
                                     moves[i].policy);
      break;

    case MOVE:
      moved = troupe_range_moved_to (&range, wanted_ns, moves[i].span, duration_ns);
      break;

    default:
      g_assert_not_reached ();
    }

  g_assert_cmpuint (moved.start_ns, ==, moves[i].to_ms[0] * MS);
  g_assert_cmpuint (moved.end_ns, ==, moves[i].to_ms[1] * MS);
}

static void
test_default (void)
{
  static const struct
  {
    const TroupeSpan *span;
    guint64           duration_ms;
    guint64           around_ms;
    guint64           expected_ms[2];
  } cases[] = {
    { &free_span, 10000, 0, { 0, 3000 } },
    { &free_span, 10000, 5000, { 3500, 6500 } },
    { &free_span, 10000, 10000, { 7000, 10000 } },
    { &free_span, 2374, 1000, { 0, 2370 } },
    { &whole_span, 2900, 0, { 0, 2000 } },
    { &exact_span, 10000, 0, { 0, 3000 } },
    { &exact_span, 2374, 0, { 0, 2374 } },
    { &long_span, 10000, 0, { 0, 4000 } },
    { &short_span, 10000, 0, { 0, 2000 } },
    { &free_span, 600, 300, { 0, 600 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TroupeRange range = troupe_range_default (cases[i].span, cases[i].duration_ms * MS,
                                                cases[i].around_ms * MS);

      g_test_message ("case %u", i);
      g_assert_cmpuint (range.start_ns, ==, cases[i].expected_ms[0] * MS);
      g_assert_cmpuint (range.end_ns, ==, cases[i].expected_ms[1] * MS);
    }
}

static void
test_check (void)
{
  static const struct
  {
    const TroupeSpan *span;
    guint64           duration_ms;
    guint64           range_ms[2];
    int               code;    /* -1: none */
  } cases[] = {
    { &free_span, 10000, { 0, 3000 }, -1 },
    { &free_span, 10000, { 3, 1003 }, -1 },
    { &grid_span, 10000, { 3, 1003 }, TROUPE_CLIP_ERROR_RANGE },
    { &free_span, 10000, { 0, 990 }, TROUPE_CLIP_ERROR_RANGE },
    { &free_span, 10000, { 0, 3010 }, TROUPE_CLIP_ERROR_RANGE },
    { &free_span, 10000, { 0, 1005 }, TROUPE_CLIP_ERROR_RANGE },
    { &free_span, 10000, { 8000, 10010 }, TROUPE_CLIP_ERROR_RANGE },
    { &free_span, 10000, { 3000, 3000 }, TROUPE_CLIP_ERROR_RANGE },
    { &free_span, 10000, { 3000, 1000 }, TROUPE_CLIP_ERROR_RANGE },
    { &free_span, 600, { 0, 600 }, TROUPE_CLIP_ERROR_TOO_SHORT },
    { &free_span, 600, { 0, 3000 }, TROUPE_CLIP_ERROR_TOO_SHORT },
    { &whole_span, 900, { 0, 900 }, TROUPE_CLIP_ERROR_TOO_SHORT },
    { NULL, 10000, { 1, 10000 }, -1 },
    { NULL, 10000, { 0, 10001 }, TROUPE_CLIP_ERROR_RANGE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TroupeRange range = { cases[i].range_ms[0] * MS, cases[i].range_ms[1] * MS };
      g_autoptr (GError) error = NULL;
      gboolean is_good = troupe_range_check (&range, cases[i].span, cases[i].duration_ms * MS,
                                             &error);

      g_test_message ("case %u: %s", i, error == NULL ? "good" : error->message);
      g_assert_cmpint (is_good, ==, cases[i].code < 0);
      if (!is_good)
        g_assert_error (error, TROUPE_CLIP_ERROR, cases[i].code);
    }
}

static guint64
random_ns (guint64 limit_ns)
{
  guint64 ns = (guint64) (g_test_rand_double () * limit_ns);

  /* Round times are where edges meet. */
  return g_test_rand_bit () ? ns - ns % (100 * MS) : ns;
}

static TroupeSpan
random_span (void)
{
  static const guint64 steps[] = { 0, 1, 10 * MS, 40 * MS, 100 * MS, 500 * MS, SECOND, 33333333 };
  TroupeSpan span;

  span.step_ns = steps[g_test_rand_int_range (0, G_N_ELEMENTS (steps))];
  span.grid_ns = steps[g_test_rand_int_range (0, G_N_ELEMENTS (steps) - 1)];
  span.min_ns = random_ns (3 * SECOND);
  span.max_ns = span.min_ns + random_ns (5 * SECOND);
  return span;
}

static TroupeRange
random_move (const TroupeRange *range,
             const TroupeSpan  *span,
             guint64            duration_ns)
{
  guint64 wanted_ns = random_ns (duration_ns + 2 * SECOND);
  TroupeRange moved;

  switch (g_test_rand_int_range (0, 5))
    {
    case 0:
      moved = troupe_range_with_start (range, wanted_ns, span, duration_ns, TROUPE_RANGE_STOP);
      g_assert_cmpuint (moved.end_ns, ==, range->end_ns);
      return moved;

    case 1:
      moved = troupe_range_with_end (range, wanted_ns, span, duration_ns, TROUPE_RANGE_STOP);
      g_assert_cmpuint (moved.start_ns, ==, range->start_ns);
      return moved;

    case 2:
      return troupe_range_with_start (range, wanted_ns, span, duration_ns, TROUPE_RANGE_PUSH);

    case 3:
      return troupe_range_with_end (range, wanted_ns, span, duration_ns, TROUPE_RANGE_PUSH);

    default:
      moved = troupe_range_moved_to (range, wanted_ns, span, duration_ns);
      g_assert_cmpuint (moved.end_ns - moved.start_ns, ==, range->end_ns - range->start_ns);
      return moved;
    }
}

static void
test_random (void)
{
  guint n_tried = 0;

  for (guint i = 0; i < 5000; i++)
    {
      TroupeSpan span = random_span ();
      guint64 duration_ns = random_ns (20 * SECOND);
      TroupeRange range = troupe_range_default (&span, duration_ns, random_ns (20 * SECOND));
      g_autoptr (GError) error = NULL;

      if (!troupe_range_check (&range, &span, duration_ns, &error))
        {
          g_assert_error (error, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_TOO_SHORT);
          continue;
        }
      for (guint j = 0; j < 20; j++, n_tried++)
        {
          range = random_move (&range, &span, duration_ns);
          troupe_range_check (&range, &span, duration_ns, &error);
          g_assert_no_error (error);
        }
    }
  g_assert_cmpuint (n_tried, >, 10000);
}

/* A range that another provider's span made invalid becomes valid with the first change. */
static void
test_random_mended (void)
{
  for (guint i = 0; i < 20000; i++)
    {
      TroupeSpan span = random_span ();
      guint64 duration_ns = random_ns (20 * SECOND);
      guint64 wanted_ns = random_ns (22 * SECOND);
      TroupeRange range = { random_ns (22 * SECOND), random_ns (22 * SECOND) };
      TroupeRange moved[] = {
        troupe_range_with_start (&range, wanted_ns, &span, duration_ns, TROUPE_RANGE_STOP),
        troupe_range_with_start (&range, wanted_ns, &span, duration_ns, TROUPE_RANGE_PUSH),
        troupe_range_with_end (&range, wanted_ns, &span, duration_ns, TROUPE_RANGE_STOP),
        troupe_range_with_end (&range, wanted_ns, &span, duration_ns, TROUPE_RANGE_PUSH),
        troupe_range_moved_to (&range, wanted_ns, &span, duration_ns),
      };

      for (guint j = 0; j < G_N_ELEMENTS (moved); j++)
        {
          g_autoptr (GError) error = NULL;

          if (!troupe_range_check (&moved[j], &span, duration_ns, &error))
            g_assert_error (error, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_TOO_SHORT);
        }
    }
}

static void
test_format (void)
{
  static const TroupeSpan odd_span = { SECOND, 3 * SECOND, 40 * MS, 0 };
  static const struct
  {
    const TroupeSpan *span;
    TroupeRange       range;
    const char       *text;
  } cases[] = {
    { &free_span, { 1 * SECOND, 3 * SECOND }, "1,3" },
    { &free_span, { 0, 2500 * MS }, "0,2.5" },
    { &free_span, { 12400 * MS, 14250 * MS }, "12.4,14.25" },
    { &free_span, { 10 * MS, 1010 * MS }, "0.01,1.01" },
    { &grid_span, { 100 * SECOND, 102 * SECOND }, "100,102" },
    { &whole_span, { 7 * SECOND, 10 * SECOND }, "7,10" },
    { &odd_span, { 0, 2040 * MS }, "0,2.04" },
    { NULL, { 1, 1500 * MS }, "0.000000001,1.5" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = troupe_range_format (&cases[i].range, cases[i].span);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    TroupeRange range;
  } cases[] = {
    { "1,3", { 1 * SECOND, 3 * SECOND } },
    { " 0.5 , 2.25 ", { 500 * MS, 2250 * MS } },
    { ".5,1.", { 500 * MS, 1000 * MS } },
    { "0.000000001,1.5", { 1, 1500 * MS } },
  };
  static const char *const wrong[] = { "", "1", "1,", ",1", "1,2,3", "3,1", "1,1", "a,b", "1:00,1:03",
                                       "-1,2", "1e3,2e3", "nan,inf", "1,9999999999", "1;3", "+1,3" };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TroupeRange range;
      g_autoptr (GError) error = NULL;

      troupe_range_parse (cases[i].text, &range, &error);
      g_assert_no_error (error);
      g_assert_true (troupe_range_equal (&range, &cases[i].range));
    }
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      TroupeRange range = { 7, 8 };
      g_autoptr (GError) error = NULL;

      g_test_message ("“%s”", wrong[i]);
      g_assert_false (troupe_range_parse (wrong[i], &range, &error));
      g_assert_error (error, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_RANGE);
      g_assert_cmpuint (range.start_ns, ==, 7);
    }
}

static void
test_parse_returns_what_format_wrote (void)
{
  for (guint i = 0; i < 1000; i++)
    {
      TroupeRange range = { random_ns (10000 * SECOND), 0 };
      TroupeRange parsed;
      g_autofree char *text = NULL;

      range.end_ns = range.start_ns + 1 + random_ns (10 * SECOND);
      text = troupe_range_format (&range, NULL);
      g_assert_true (troupe_range_parse (text, &parsed, NULL));
      g_assert_true (troupe_range_equal (&range, &parsed));
    }
}

static const struct
{
  const char       *name;
  const TroupeSpan *a;
  const TroupeSpan *b;
  gboolean          is_met;
  TroupeSpan        both;
} intersections[] = {
  { "free-and-whole", &free_span, &whole_span, TRUE, { SECOND, 3 * SECOND, SECOND, SECOND } },
  { "whole-and-short", &whole_span, &short_span, TRUE, { SECOND, 2 * SECOND, SECOND, SECOND } },
  { "grid-and-exact", &grid_span, &exact_span, TRUE, { 2 * SECOND, 3 * SECOND, 10 * MS, 10 * MS } },
  { "long-and-short", &long_span, &short_span, FALSE, { 0 } },
  { "longer-than-the-clip", &exact_span, &long_span, FALSE, { 0 } },
};

/* Either way round; what cannot be met changes nothing. */
static void
test_intersect (gconstpointer data)
{
  guint n = GPOINTER_TO_UINT (data);
  guint64 duration_ns = 3500 * MS;

  for (guint i = 0; i < 2; i++)
    {
      const TroupeSpan *first = i == 0 ? intersections[n].a : intersections[n].b;
      const TroupeSpan *second = i == 0 ? intersections[n].b : intersections[n].a;
      TroupeSpan both = *first;

      g_assert_cmpint (troupe_span_intersect (&both, second, duration_ns), ==, intersections[n].is_met);
      if (intersections[n].is_met)
        g_assert_cmpmem (&both, sizeof both, &intersections[n].both, sizeof both);
      else
        g_assert_cmpmem (&both, sizeof both, first, sizeof both);
    }
}

static void
test_rebased (void)
{
  TroupeRange range = { 5 * SECOND, 7 * SECOND };
  TroupeRange rebased = troupe_range_rebased (&range);

  g_assert_cmpuint (rebased.start_ns, ==, 0);
  g_assert_cmpuint (rebased.end_ns, ==, 2 * SECOND);
  g_assert_false (troupe_range_equal (&range, &rebased));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      g_autofree char *path = g_strconcat ("/range/move/", moves[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_move);
    }
  for (guint i = 0; i < G_N_ELEMENTS (intersections); i++)
    {
      g_autofree char *path = g_strconcat ("/span/intersect/", intersections[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_intersect);
    }
  g_test_add_func ("/range/default/three-seconds-or-nearest", test_default);
  g_test_add_func ("/range/check/names-what-is-wrong", test_check);
  g_test_add_func ("/range/random/every-operation-ends-valid", test_random);
  g_test_add_func ("/range/random/every-operation-mends", test_random_mended);
  g_test_add_func ("/range/format/as-sent", test_format);
  g_test_add_func ("/range/parse/as-pasted", test_parse);
  g_test_add_func ("/range/parse/returns-what-format-wrote", test_parse_returns_what_format_wrote);
  g_test_add_func ("/range/rebased/starts-at-zero", test_rebased);

  return g_test_run ();
}
