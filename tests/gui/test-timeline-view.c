/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-timeline-view.h"

#include "troupe-time.h"

#define SECOND TROUPE_TIME_SECOND
#define FRAME_NS (SECOND / 25)

/* One hour at 25 frames a second in 1000 pixels */
static TroupeTimelineView
hour (void)
{
  TroupeTimelineView view = { 0 };

  troupe_timeline_view_set_clip (&view, 3600 * SECOND, FRAME_NS);
  troupe_timeline_view_set_width (&view, 1000);

  return view;
}

/* Ten seconds in 1000 pixels */
static TroupeTimelineView
short_clip (void)
{
  TroupeTimelineView view = { 0 };

  troupe_timeline_view_set_clip (&view, 10 * SECOND, FRAME_NS);
  troupe_timeline_view_set_width (&view, 1000);

  return view;
}

static void
test_map_ends (void)
{
  TroupeTimelineView view = hour ();

  g_assert_cmpfloat_with_epsilon (troupe_timeline_view_get_x (&view, 0), 0, 1e-6);
  g_assert_cmpfloat_with_epsilon (troupe_timeline_view_get_x (&view, 3600 * SECOND), 1000, 1e-6);
  g_assert_cmpuint (troupe_timeline_view_get_time (&view, 500), ==, 1800 * SECOND);
}

static void
test_map_clamps_time (void)
{
  TroupeTimelineView view = hour ();

  g_assert_cmpuint (troupe_timeline_view_get_time (&view, -50), ==, 0);
  g_assert_cmpuint (troupe_timeline_view_get_time (&view, 1050), ==, 3600 * SECOND);
}

/* A clip may turn out longer than its file claims, or shorter. */
static void
test_correct (void)
{
  TroupeTimelineView view = short_clip ();

  troupe_timeline_view_correct (&view, 11 * SECOND, FRAME_NS);
  g_assert_false (troupe_timeline_view_is_zoomed (&view));
  troupe_timeline_view_show (&view, 2 * SECOND, 4 * SECOND);
  troupe_timeline_view_correct (&view, 5 * SECOND, FRAME_NS);
  g_assert_cmpuint (troupe_timeline_view_get_time (&view, 0), ==, SECOND);
  g_assert_cmpuint (troupe_timeline_view_get_time (&view, 1000), ==, 5 * SECOND);
}

static void
test_map_without_width (void)
{
  TroupeTimelineView view = { 0 };

  troupe_timeline_view_set_clip (&view, SECOND, FRAME_NS);
  g_assert_cmpuint (troupe_timeline_view_get_time (&view, 10), ==, 0);
  troupe_timeline_view_zoom (&view, 2, 10);
  troupe_timeline_view_pan (&view, 10);
  troupe_timeline_view_set_width (&view, 100);
  g_assert_cmpuint (troupe_timeline_view_get_time (&view, 100), ==, SECOND);
}

static void
test_zoom_keeps_pivot (void)
{
  TroupeTimelineView view = hour ();
  guint64 before_ns = troupe_timeline_view_get_time (&view, 700);

  for (int i = 0; i < 20; i++)
    {
      troupe_timeline_view_zoom (&view, 1.25, 700);
      g_assert_cmpuint (troupe_timeline_view_get_time (&view, 700) / 1000, ==, before_ns / 1000);
    }
  g_assert_true (troupe_timeline_view_is_zoomed (&view));
}

static void
test_zoom_reaches_single_frames (void)
{
  TroupeTimelineView view = hour ();
  double frame_width;

  troupe_timeline_view_zoom (&view, 1e9, 500);
  frame_width = view.width * FRAME_NS / view.length_ns;
  g_assert_cmpfloat (frame_width, >=, 8);
  g_assert_cmpfloat (frame_width, <=, 40);
}

static void
test_zoom_out_shows_all (void)
{
  TroupeTimelineView view = hour ();

  troupe_timeline_view_zoom (&view, 100, 900);
  troupe_timeline_view_zoom (&view, 0.001, 100);
  g_assert_false (troupe_timeline_view_is_zoomed (&view));
  g_assert_cmpfloat_with_epsilon (view.from_ns, 0, 1e-6);
}

static void
test_zoom_stays_inside (void)
{
  TroupeTimelineView view = hour ();

  troupe_timeline_view_zoom (&view, 10, 1000);
  troupe_timeline_view_zoom (&view, 0.5, 0);
  g_assert_cmpfloat (view.from_ns, >=, 0);
  g_assert_cmpfloat (view.from_ns + view.length_ns, <=, 3600.0 * SECOND + 1);
}

static void
test_pan_stops_at_ends (void)
{
  TroupeTimelineView view = hour ();

  troupe_timeline_view_zoom (&view, 10, 0);
  troupe_timeline_view_pan (&view, -100);
  g_assert_cmpuint (troupe_timeline_view_get_time (&view, 0), ==, 0);
  troupe_timeline_view_pan (&view, 1e9);
  g_assert_cmpuint (troupe_timeline_view_get_time (&view, 1000), ==, 3600 * SECOND);
}

static void
test_pan_moves_by_pixels (void)
{
  TroupeTimelineView view = hour ();
  guint64 time_ns;

  troupe_timeline_view_zoom (&view, 10, 500);
  time_ns = troupe_timeline_view_get_time (&view, 300);
  troupe_timeline_view_pan (&view, 100);
  g_assert_cmpfloat_with_epsilon (troupe_timeline_view_get_x (&view, time_ns), 200, 1e-3);
}

static void
test_reveal (void)
{
  TroupeTimelineView view = hour ();

  g_assert_false (troupe_timeline_view_reveal (&view, 3000 * SECOND));
  troupe_timeline_view_zoom (&view, 60, 0);
  g_assert_false (troupe_timeline_view_reveal (&view, 30 * SECOND));
  g_assert_true (troupe_timeline_view_reveal (&view, 100 * SECOND));
  g_assert_cmpfloat_with_epsilon (troupe_timeline_view_get_x (&view, 100 * SECOND), 100, 1e-3);
  g_assert_true (troupe_timeline_view_reveal (&view, 80 * SECOND));
  g_assert_cmpfloat_with_epsilon (troupe_timeline_view_get_x (&view, 80 * SECOND), 900, 1e-3);
}

static void
test_width_keeps_times (void)
{
  TroupeTimelineView view = hour ();
  guint64 from_ns;

  troupe_timeline_view_zoom (&view, 10, 500);
  from_ns = troupe_timeline_view_get_time (&view, 0);
  troupe_timeline_view_set_width (&view, 400);
  g_assert_cmpuint (troupe_timeline_view_get_time (&view, 0), ==, from_ns);
}

typedef struct
{
  const char         *name;
  TroupeRange         range;
  double              x;
  double              reach;
  TroupeTimelinePart  part;
} PickCase;

/* In 10 s on 1000 pixels, 1 s is 100 pixels. */
static const PickCase pick_cases[] = {
  { "far-left", { 3 * SECOND, 6 * SECOND }, 100, 24, TROUPE_TIMELINE_PART_PLAYHEAD },
  { "far-right", { 3 * SECOND, 6 * SECOND }, 700, 24, TROUPE_TIMELINE_PART_PLAYHEAD },
  { "outside-start", { 3 * SECOND, 6 * SECOND }, 277, 24, TROUPE_TIMELINE_PART_START },
  { "on-start", { 3 * SECOND, 6 * SECOND }, 300, 24, TROUPE_TIMELINE_PART_START },
  { "just-inside-start", { 3 * SECOND, 6 * SECOND }, 303, 24, TROUPE_TIMELINE_PART_START },
  { "body-beside-start", { 3 * SECOND, 6 * SECOND }, 306, 24, TROUPE_TIMELINE_PART_BODY },
  { "body", { 3 * SECOND, 6 * SECOND }, 450, 24, TROUPE_TIMELINE_PART_BODY },
  { "on-end", { 3 * SECOND, 6 * SECOND }, 600, 24, TROUPE_TIMELINE_PART_END },
  { "outside-end", { 3 * SECOND, 6 * SECOND }, 623, 24, TROUPE_TIMELINE_PART_END },
  { "beyond-end", { 3 * SECOND, 6 * SECOND }, 625, 24, TROUPE_TIMELINE_PART_PLAYHEAD },
  { "touch-reaches-farther", { 3 * SECOND, 6 * SECOND }, 640, 44, TROUPE_TIMELINE_PART_END },
  { "narrow-body-stays-free", { 3 * SECOND, 3 * SECOND + SECOND / 10 }, 305, 44,
    TROUPE_TIMELINE_PART_BODY },
  { "narrow-start", { 3 * SECOND, 3 * SECOND + SECOND / 10 }, 302, 44,
    TROUPE_TIMELINE_PART_START },
  { "narrow-end", { 3 * SECOND, 3 * SECOND + SECOND / 10 }, 308, 44, TROUPE_TIMELINE_PART_END },
  /* At the very left 20 pixels are outside, the rest of the reach is inside. */
  { "touch-at-left-end", { 0, 3 * SECOND }, 23, 44, TROUPE_TIMELINE_PART_START },
  { "body-at-left-end", { 0, 3 * SECOND }, 25, 44, TROUPE_TIMELINE_PART_BODY },
  { "touch-at-right-end", { 7 * SECOND, 10 * SECOND }, 977, 44, TROUPE_TIMELINE_PART_END },
};

static void
test_pick (gconstpointer data)
{
  const PickCase *test = data;
  TroupeTimelineView view = short_clip ();

  g_assert_cmpint (troupe_timeline_view_pick (&view, &test->range, test->x, test->reach), ==,
                   test->part);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/timeline-view/map/ends", test_map_ends);
  g_test_add_func ("/timeline-view/map/clamps-time", test_map_clamps_time);
  g_test_add_func ("/timeline-view/map/without-width", test_map_without_width);
  g_test_add_func ("/timeline-view/correct/all-stays-all", test_correct);
  g_test_add_func ("/timeline-view/zoom/keeps-pivot", test_zoom_keeps_pivot);
  g_test_add_func ("/timeline-view/zoom/reaches-single-frames", test_zoom_reaches_single_frames);
  g_test_add_func ("/timeline-view/zoom/out-shows-all", test_zoom_out_shows_all);
  g_test_add_func ("/timeline-view/zoom/stays-inside", test_zoom_stays_inside);
  g_test_add_func ("/timeline-view/pan/stops-at-ends", test_pan_stops_at_ends);
  g_test_add_func ("/timeline-view/pan/moves-by-pixels", test_pan_moves_by_pixels);
  g_test_add_func ("/timeline-view/reveal/turns-pages", test_reveal);
  g_test_add_func ("/timeline-view/width/keeps-times", test_width_keeps_times);
  for (guint i = 0; i < G_N_ELEMENTS (pick_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/timeline-view/pick/%s", pick_cases[i].name);

      g_test_add_data_func (path, &pick_cases[i], test_pick);
    }

  return g_test_run ();
}
