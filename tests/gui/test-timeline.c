/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-timeline.h"

#include <adwaita.h>
#include <gst/gst.h>

#include "press.h"
#include "test-wait.h"
#include "troupe-time.h"
#include "troupe-timeline-handle.h"

#define SECOND TROUPE_TIME_SECOND
#define MS (SECOND / 1000)

typedef struct
{
  GtkWindow        *window;
  TroupeTimeline   *timeline;
  TroupeRangeModel *model;
  TroupePlayer     *player;
} Fixture;

/* A timeline of 10 seconds at 25 frames a second, of which 1 to 3 are taken */
static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  TroupeClipFacts facts = { .duration_ns = 10 * SECOND, .width = 320, .height = 240,
                            .frame_rate = 25 };
  g_autoptr (TroupeClip) clip = troupe_clip_new ("file:///nonexistent/clip.mp4",
                                                 TROUPE_CLIP_KIND_FILE, "clip", &facts);
  TroupeSpan span = { SECOND, 3 * SECOND, MS, 0 };

  fixture->model = troupe_range_model_new ();
  fixture->player = troupe_player_new ();
  fixture->window = GTK_WINDOW (gtk_window_new ());
  fixture->timeline = g_object_new (TROUPE_TYPE_TIMELINE, NULL);
  gtk_window_set_child (fixture->window, GTK_WIDGET (fixture->timeline));
  troupe_range_model_set_span (fixture->model, &span);
  troupe_range_model_set_clip (fixture->model, clip);
  troupe_timeline_set_player (fixture->timeline, fixture->player);
  troupe_timeline_set_model (fixture->timeline, fixture->model);
  troupe_timeline_set_provider_name (fixture->timeline, "ChainHub");
  troupe_timeline_set_clip (fixture->timeline, clip);
  gtk_window_present (fixture->window);
  test_wait_until (gtk_widget_get_width (GTK_WIDGET (fixture->timeline)) > 0);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  gtk_window_destroy (fixture->window);
  g_object_unref (fixture->player);
  g_object_unref (fixture->model);
}

static GtkWidget *
find_handle (Fixture           *fixture,
             TroupeTimelinePart part)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (fixture->timeline)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (TROUPE_IS_TIMELINE_HANDLE (child) &&
        troupe_timeline_handle_get_part (TROUPE_TIMELINE_HANDLE (child)) == part)
      return child;

  g_assert_not_reached ();
}

static void
assert_range (Fixture *fixture,
              guint64  start_ms,
              guint64  end_ms)
{
  g_assert_cmpuint (troupe_range_model_get_range (fixture->model)->start_ns, ==, start_ms * MS);
  g_assert_cmpuint (troupe_range_model_get_range (fixture->model)->end_ns, ==, end_ms * MS);
}

static void
press_on (Fixture           *fixture,
          TroupeTimelinePart part,
          guint              keyval,
          GdkModifierType    state)
{
  gtk_widget_grab_focus (find_handle (fixture, part));
  g_assert_true (press (GTK_WIDGET (fixture->timeline), keyval, state));
}

static void
test_handles_are_sliders (Fixture      *fixture,
                          gconstpointer data)
{
  static const char *const labels[] = { "Range start", "Range", "Range end", "Playhead" };

  for (TroupeTimelinePart part = 0; part < TROUPE_TIMELINE_N_PARTS; part++)
    {
      GtkAccessible *handle = GTK_ACCESSIBLE (find_handle (fixture, part));

      gtk_test_accessible_assert_role (handle, GTK_ACCESSIBLE_ROLE_SLIDER);
      gtk_test_accessible_assert_property (handle, GTK_ACCESSIBLE_PROPERTY_LABEL, labels[part]);
    }
}

static void
test_values (Fixture      *fixture,
             gconstpointer data)
{
  GtkAccessible *start = GTK_ACCESSIBLE (find_handle (fixture, TROUPE_TIMELINE_PART_START));
  GtkAccessible *end = GTK_ACCESSIBLE (find_handle (fixture, TROUPE_TIMELINE_PART_END));
  GtkAccessible *body = GTK_ACCESSIBLE (find_handle (fixture, TROUPE_TIMELINE_PART_BODY));

  troupe_range_model_set_range (fixture->model, &(TroupeRange) { 4 * SECOND, 6 * SECOND });

  gtk_test_accessible_assert_property (start, GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, 4.0);
  gtk_test_accessible_assert_property (start, GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 3.0);
  gtk_test_accessible_assert_property (start, GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, 5.0);
  gtk_test_accessible_assert_property (start, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                       "Start 4 seconds, frame 100");
  gtk_test_accessible_assert_property (end, GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, 6.0);
  gtk_test_accessible_assert_property (end, GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 5.0);
  gtk_test_accessible_assert_property (end, GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, 7.0);
  gtk_test_accessible_assert_property (end, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                       "End 6 seconds, frame 149");
  gtk_test_accessible_assert_property (body, GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, 4.0);
  gtk_test_accessible_assert_property (body, GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, 8.0);
}

static void
test_description (Fixture      *fixture,
                  gconstpointer data)
{
  GtkAccessible *timeline = GTK_ACCESSIBLE (fixture->timeline);

  troupe_timeline_set_provider_name (fixture->timeline, "ChainHub");
  troupe_range_model_set_range (fixture->model, &(TroupeRange) { 4 * SECOND, 5500 * MS });
  gtk_test_accessible_assert_property (timeline, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "The range is 1.5 seconds long. ChainHub takes 1 to 3\u00a0s");

  troupe_range_model_drag (fixture->model, TROUPE_RANGE_PART_END, 4 * SECOND);
  gtk_test_accessible_assert_property (timeline, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "The range is 1 second long. ChainHub takes at least 1\u00a0s");
}

static void
test_technology_moves (Fixture      *fixture,
                       gconstpointer data)
{
  GtkAccessibleRange *end = GTK_ACCESSIBLE_RANGE (find_handle (fixture, TROUPE_TIMELINE_PART_END));
  GtkAccessibleRange *body = GTK_ACCESSIBLE_RANGE (find_handle (fixture, TROUPE_TIMELINE_PART_BODY));

  g_assert_true (GTK_ACCESSIBLE_RANGE_GET_IFACE (end)->set_current_value (end, 2.5));
  assert_range (fixture, 0, 2500);
  g_assert_true (GTK_ACCESSIBLE_RANGE_GET_IFACE (end)->set_current_value (end, 9));
  assert_range (fixture, 0, 3000);
  g_assert_true (GTK_ACCESSIBLE_RANGE_GET_IFACE (body)->set_current_value (body, 5));
  assert_range (fixture, 5000, 8000);
}

static void
test_keys_move_edges (Fixture      *fixture,
                      gconstpointer data)
{
  press_on (fixture, TROUPE_TIMELINE_PART_START, GDK_KEY_Right, 0);
  assert_range (fixture, 40, 3000);
  press_on (fixture, TROUPE_TIMELINE_PART_START, GDK_KEY_Right, GDK_SHIFT_MASK);
  assert_range (fixture, 440, 3000);
  press_on (fixture, TROUPE_TIMELINE_PART_START, GDK_KEY_Right, GDK_CONTROL_MASK);
  assert_range (fixture, 1440, 3000);
  press_on (fixture, TROUPE_TIMELINE_PART_START, GDK_KEY_Left, 0);
  assert_range (fixture, 1400, 3000);
  press_on (fixture, TROUPE_TIMELINE_PART_END, GDK_KEY_Home, 0);
  assert_range (fixture, 1400, 2400);
  press_on (fixture, TROUPE_TIMELINE_PART_END, GDK_KEY_End, 0);
  assert_range (fixture, 1400, 4400);
}

static void
test_keys_move_body (Fixture      *fixture,
                     gconstpointer data)
{
  press_on (fixture, TROUPE_TIMELINE_PART_BODY, GDK_KEY_Right, GDK_CONTROL_MASK);
  assert_range (fixture, 1000, 4000);
  press_on (fixture, TROUPE_TIMELINE_PART_BODY, GDK_KEY_Page_Down, 0);
  assert_range (fixture, 6000, 9000);
  press_on (fixture, TROUPE_TIMELINE_PART_BODY, GDK_KEY_End, 0);
  assert_range (fixture, 7000, 10000);
  press_on (fixture, TROUPE_TIMELINE_PART_BODY, GDK_KEY_Left, 0);
  assert_range (fixture, 6960, 9960);
}

static void
test_each_key_is_undone (Fixture      *fixture,
                         gconstpointer data)
{
  press_on (fixture, TROUPE_TIMELINE_PART_BODY, GDK_KEY_Right, GDK_CONTROL_MASK);
  press_on (fixture, TROUPE_TIMELINE_PART_START, GDK_KEY_Right, 0);
  troupe_range_model_undo (fixture->model);
  assert_range (fixture, 1000, 4000);
  troupe_range_model_undo (fixture->model);
  assert_range (fixture, 0, 3000);
}

static void
test_zoom_toggles (Fixture      *fixture,
                   gconstpointer data)
{
  g_assert_false (troupe_timeline_is_zoomed (fixture->timeline));
  troupe_timeline_toggle_zoom (fixture->timeline);
  g_assert_true (troupe_timeline_is_zoomed (fixture->timeline));
  troupe_timeline_toggle_zoom (fixture->timeline);
  g_assert_false (troupe_timeline_is_zoomed (fixture->timeline));
  troupe_timeline_zoom (fixture->timeline, 2);
  g_assert_true (troupe_timeline_is_zoomed (fixture->timeline));
}

static void
test_stays_left_to_right (Fixture      *fixture,
                          gconstpointer data)
{
  gtk_widget_set_direction (GTK_WIDGET (fixture->window), GTK_TEXT_DIR_RTL);
  g_assert_cmpint (gtk_widget_get_direction (GTK_WIDGET (fixture->timeline)), ==, GTK_TEXT_DIR_LTR);
}

static void
test_without_clip (Fixture      *fixture,
                   gconstpointer data)
{
  troupe_range_model_set_clip (fixture->model, NULL);
  troupe_timeline_set_clip (fixture->timeline, NULL);
  g_assert_false (press (GTK_WIDGET (fixture->timeline), GDK_KEY_Right, 0));
  troupe_timeline_toggle_zoom (fixture->timeline);
  troupe_timeline_zoom (fixture->timeline, 2);
}

static void
test_is_finalized (Fixture      *fixture,
                   gconstpointer data)
{
  TroupeTimeline *timeline = g_object_ref (fixture->timeline);

  gtk_window_set_child (fixture->window, NULL);
  test_assert_finalize (timeline);
}

#define ADD(path, test) g_test_add ("/timeline/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  gst_init (&argc, &argv);
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("handles/are-sliders", test_handles_are_sliders);
  ADD ("handles/tell-their-values", test_values);
  ADD ("handles/range-is-described", test_description);
  ADD ("handles/are-moved-by-technology", test_technology_moves);
  ADD ("keys/move-edges", test_keys_move_edges);
  ADD ("keys/move-body", test_keys_move_body);
  ADD ("keys/are-undone-one-by-one", test_each_key_is_undone);
  ADD ("zoom/toggles", test_zoom_toggles);
  ADD ("direction/stays-left-to-right", test_stays_left_to_right);
  ADD ("clip/none", test_without_clip);
  ADD ("clip/is-finalized", test_is_finalized);

  return g_test_run ();
}
