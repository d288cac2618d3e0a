/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-timeline.h"

#include <adwaita.h>
#include <gst/gst.h>

#include "press.h"
#include "test-playback.h"
#include "test-wait.h"
#include "troupe-time.h"
#include "troupe-timeline-cuts.h"
#include "troupe-timeline-handle.h"
#include "troupe-timeline-wave.h"

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
  TroupeRange range = { 4 * SECOND, 5 * SECOND };
  guint64 from_ns, length_ns;

  troupe_range_model_set_range (fixture->model, &range);
  g_assert_false (troupe_timeline_is_zoomed (fixture->timeline));
  troupe_timeline_toggle_zoom (fixture->timeline);
  g_assert_true (troupe_timeline_is_zoomed (fixture->timeline));
  troupe_timeline_get_visible (fixture->timeline, &from_ns, &length_ns);
  g_assert_cmpuint (from_ns, >, 2 * SECOND);
  g_assert_cmpuint (from_ns, <, range.start_ns);
  g_assert_cmpuint (from_ns + length_ns, >, range.end_ns);
  g_assert_cmpuint (from_ns + length_ns, <, 7 * SECOND);
  troupe_timeline_toggle_zoom (fixture->timeline);
  g_assert_false (troupe_timeline_is_zoomed (fixture->timeline));
  troupe_timeline_zoom (fixture->timeline, 2);
  g_assert_true (troupe_timeline_is_zoomed (fixture->timeline));
}

static guint64
seen_from_ns (Fixture *fixture)
{
  guint64 from_ns;
  guint64 length_ns;

  troupe_timeline_get_visible (fixture->timeline, &from_ns, &length_ns);
  return from_ns;
}

/* A touchpad that is let go */
static void
let_go (Fixture *fixture,
        double   speed)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (fixture->timeline));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_SCROLL (controller))
        g_signal_emit_by_name (controller, "decelerate", speed, 0.0);
    }
}

static void
test_glides (Fixture      *fixture,
             gconstpointer data)
{
  troupe_timeline_show (fixture->timeline, 2 * SECOND, 4 * SECOND);
  let_go (fixture, 500);
  test_wait_until (seen_from_ns (fixture) > 2 * SECOND);
  let_go (fixture, -50000);
  test_wait_until (seen_from_ns (fixture) == 0);
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
show_clip (Fixture    *fixture,
           TroupeClip *clip)
{
  TroupeSpan span = { SECOND / 2, 3 * SECOND, MS, 0 };

  troupe_range_model_set_span (fixture->model, &span);
  troupe_range_model_set_clip (fixture->model, clip);
  troupe_timeline_set_clip (fixture->timeline, clip);
}

static TroupeSound *
show_sound (Fixture    *fixture,
            TroupeClip *clip)
{
  TroupeSound *sound = troupe_sound_new (clip);

  show_clip (fixture, clip);
  troupe_timeline_set_sound (fixture->timeline, sound);
  troupe_sound_set_paused (sound, FALSE);
  test_wait_until (troupe_sound_get_state (sound) != TROUPE_SOUND_READING);

  return sound;
}

static void
assert_described (Fixture    *fixture,
                  guint64     start_ms,
                  guint64     end_ms,
                  const char *text)
{
  TroupeRange range = { start_ms * MS, end_ms * MS };

  troupe_range_model_set_range (fixture->model, &range);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (fixture->timeline),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text);
}

static GtkWidget *
find_child (Fixture *fixture,
            GType    type)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (fixture->timeline)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (g_type_is_a (G_OBJECT_TYPE (child), type))
      return child;

  g_assert_not_reached ();
}

static void
test_silence_in_words (Fixture      *fixture,
                       gconstpointer data)
{
  g_autoptr (TroupeClip) clip = test_playback_open_clip ("levels.mov");
  g_autoptr (TroupeSound) sound = show_sound (fixture, clip);
  GtkWidget *words = find_child (fixture, GTK_TYPE_LABEL);

  assert_described (fixture, 1100, 1800,
                    "The range is 0.7 seconds long. ChainHub takes 0.5 to 3\u00a0s. No sound in this range");
  g_assert_true (gtk_widget_get_visible (words));
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (words)), ==, "No sound in this range");

  assert_described (fixture, 500, 1800, "The range is 1.3 seconds long. ChainHub takes 0.5 to 3\u00a0s");
  g_assert_false (gtk_widget_get_visible (words));
}

static void
test_no_sound_in_words (Fixture      *fixture,
                        gconstpointer data)
{
  TroupeClipFacts facts = { .duration_ns = 3 * SECOND, .width = 320, .height = 240 };
  g_autoptr (TroupeClip) clip = troupe_clip_new ("file:///nonexistent/clip.mp4",
                                                 TROUPE_CLIP_KIND_FILE, "clip", &facts);
  g_autoptr (TroupeSound) sound = show_sound (fixture, clip);

  assert_described (fixture, 500, 1500,
                    "The range is 1 second long. ChainHub takes 0.5 to 3\u00a0s. No sound in this clip");
  g_assert_true (gtk_widget_get_visible (find_child (fixture, GTK_TYPE_LABEL)));
}

/* How many pixels of a child are drawn below each other there, of two side by side */
static int
count_pixels (GtkWidget *child,
              double     share)
{
  int width = gtk_widget_get_width (child);
  int height = gtk_widget_get_height (child);
  int column = (int) (width * share);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (surface);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  int n_drawn = 0;

  GTK_WIDGET_GET_CLASS (child)->snapshot (child, snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  if (node != NULL)
    gsk_render_node_draw (node, cr);
  cairo_surface_flush (surface);
  for (int y = 0; y < height; y++)
    {
      const guint8 *row = cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface);

      n_drawn += row[4 * column + 3] != 0 || row[4 * column + 7] != 0;
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);

  return n_drawn;
}

/* Of the waveform of a clip of three seconds; bars have space between them. */
static int
count_drawn (Fixture *fixture,
             double   seconds)
{
  return count_pixels (find_child (fixture, TROUPE_TYPE_TIMELINE_WAVE), seconds / 3);
}

static void
test_waveform (Fixture      *fixture,
               gconstpointer data)
{
  g_autoptr (TroupeClip) clip = test_playback_open_clip ("levels.mov");
  g_autoptr (TroupeSound) sound = NULL;
  int height = gtk_widget_get_height (find_child (fixture, TROUPE_TYPE_TIMELINE_WAVE));

  show_clip (fixture, clip);
  g_assert_cmpint (count_drawn (fixture, 2.5), ==, 0);

  sound = show_sound (fixture, clip);
  g_assert_cmpint (count_drawn (fixture, 2.5), >=, height - 1);
  g_assert_cmpint (count_drawn (fixture, 1.5), ==, 0);
  /* The square root of a half */
  g_assert_cmpint (count_drawn (fixture, 0.5), >, height * 6 / 10);
  g_assert_cmpint (count_drawn (fixture, 0.5), <, height * 9 / 10);
}

/* What is a bar of the whole clip are many, zoomed in: side by side until the tone ends. */
static void
test_waveform_is_finer (Fixture      *fixture,
                        gconstpointer data)
{
  g_autoptr (TroupeClip) clip = test_playback_open_clip ("levels.mov");
  g_autoptr (TroupeSound) sound = show_sound (fixture, clip);
  GtkWidget *wave = find_child (fixture, TROUPE_TYPE_TIMELINE_WAVE);
  guint64 from_ns, length_ns;
  double tone_ends;

  troupe_timeline_show (fixture->timeline, SECOND, 1);
  troupe_timeline_get_visible (fixture->timeline, &from_ns, &length_ns);
  g_assert_cmpuint (length_ns, <, SECOND);
  troupe_timeline_show (fixture->timeline, SECOND - length_ns / 2, length_ns);
  tone_ends = 0.5 - 10.0 * MS / length_ns;
  for (double share = 0.1; share < tone_ends; share += 0.01)
    g_assert_cmpint (count_pixels (wave, share), >, gtk_widget_get_height (wave) / 2);
  for (double share = 1 - tone_ends; share < 0.9; share += 0.01)
    g_assert_cmpint (count_pixels (wave, share), ==, 0);
}

static GArray *
make_times (guint64 first_ns,
            guint64 second_ns)
{
  GArray *times = g_array_new (FALSE, FALSE, sizeof (guint64));

  g_array_append_val (times, first_ns);
  g_array_append_val (times, second_ns);

  return times;
}

static void
test_keys_go_to_cuts (Fixture      *fixture,
                      gconstpointer data)
{
  GtkAccessible *start = GTK_ACCESSIBLE (find_handle (fixture, TROUPE_TIMELINE_PART_START));
  g_autoptr (GArray) times = make_times (2 * SECOND, 4 * SECOND);

  troupe_timeline_set_cuts (fixture->timeline, times);
  assert_described (fixture, 0, 3000,
                    "The range is 3 seconds long. ChainHub takes 1 to 3\u00a0s. 2 shot cuts in this clip");
  press_on (fixture, TROUPE_TIMELINE_PART_START, GDK_KEY_Right, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  assert_range (fixture, 2000, 3000);
  gtk_test_accessible_assert_property (start, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                       "Start 2 seconds, frame 50, at a shot cut");
  press_on (fixture, TROUPE_TIMELINE_PART_BODY, GDK_KEY_Right, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  assert_range (fixture, 4000, 5000);
  press_on (fixture, TROUPE_TIMELINE_PART_BODY, GDK_KEY_Right, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  assert_range (fixture, 4000, 5000);
  press_on (fixture, TROUPE_TIMELINE_PART_START, GDK_KEY_Left, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  assert_range (fixture, 2000, 5000);
  troupe_timeline_set_cuts (fixture->timeline, NULL);
  gtk_test_accessible_assert_property (start, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, "Start 2 seconds, frame 50");
}

/* A cut at 2.04 s, and a provider that takes tenths of seconds only */
static void
test_steps_keep_shots_apart (Fixture      *fixture,
                             gconstpointer data)
{
  g_autoptr (GArray) times = make_times (2040 * MS, 2080 * MS + 5 * SECOND);
  TroupeSpan span = { SECOND, 3 * SECOND, 100 * MS, 1 };

  troupe_range_model_set_span (fixture->model, &span);
  troupe_timeline_set_cuts (fixture->timeline, times);
  troupe_range_model_set_range (fixture->model, &(TroupeRange) { 1500 * MS, 4500 * MS });
  press_on (fixture, TROUPE_TIMELINE_PART_START, GDK_KEY_Right, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  assert_range (fixture, 2100, 4500);
  troupe_range_model_set_range (fixture->model, &(TroupeRange) { 5 * SECOND, 6500 * MS });
  press_on (fixture, TROUPE_TIMELINE_PART_END, GDK_KEY_Right, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  assert_range (fixture, 5000, 7000);
}

static void
test_cuts_are_marked (Fixture      *fixture,
                      gconstpointer data)
{
  GtkWidget *cuts = find_child (fixture, TROUPE_TYPE_TIMELINE_CUTS);
  g_autoptr (GArray) times = make_times (2 * SECOND, 5 * SECOND);

  g_assert_cmpint (count_pixels (cuts, 0.2), ==, 0);
  troupe_timeline_set_cuts (fixture->timeline, times);
  g_assert_cmpint (count_pixels (cuts, 0.2), ==, gtk_widget_get_height (cuts));
  g_assert_cmpint (count_pixels (cuts, 0.3), ==, 0);
  g_assert_cmpint (count_pixels (cuts, 0.5), ==, gtk_widget_get_height (cuts));
}

static void
assert_snaps (TroupeTimelineCuts *cuts,
              TroupeTimelinePart  part,
              guint64             from_ms,
              guint64             to_ms)
{
  TroupeRange range = { 6 * SECOND, 7 * SECOND };
  guint64 time_ns = from_ms * MS;

  g_assert_cmpint (troupe_timeline_cuts_snap (cuts, part, &range, &time_ns), ==, from_ms != to_ms);
  g_assert_cmpuint (time_ns, ==, to_ms * MS);
}

/* Ten milliseconds a pixel */
static void
test_cuts_snap (Fixture      *fixture,
                gconstpointer data)
{
  TroupeTimelineCuts *cuts = TROUPE_TIMELINE_CUTS (find_child (fixture, TROUPE_TYPE_TIMELINE_CUTS));
  g_autoptr (GArray) times = make_times (2 * SECOND, 4 * SECOND);
  TroupeTimelineView view = { 10 * SECOND, 40 * MS, 1000, 0, 10.0 * SECOND };

  assert_snaps (cuts, TROUPE_TIMELINE_PART_START, 1990, 1990);
  troupe_timeline_cuts_set_times (cuts, times);
  troupe_timeline_cuts_set_view (cuts, &view);
  assert_snaps (cuts, TROUPE_TIMELINE_PART_START, 1930, 2000);
  assert_snaps (cuts, TROUPE_TIMELINE_PART_START, 1915, 1915);
  assert_snaps (cuts, TROUPE_TIMELINE_PART_END, 4070, 4000);
  assert_snaps (cuts, TROUPE_TIMELINE_PART_END, 4085, 4085);
  assert_snaps (cuts, TROUPE_TIMELINE_PART_BODY, 3960, 4000);
  assert_snaps (cuts, TROUPE_TIMELINE_PART_BODY, 2960, 3000);
  assert_snaps (cuts, TROUPE_TIMELINE_PART_BODY, 5500, 5500);
  assert_snaps (cuts, TROUPE_TIMELINE_PART_END, 9990, 9990);
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
  ADD ("zoom/glides", test_glides);
  ADD ("direction/stays-left-to-right", test_stays_left_to_right);
  ADD ("clip/none", test_without_clip);
  ADD ("sound/silence-in-words", test_silence_in_words);
  ADD ("sound/none-in-words", test_no_sound_in_words);
  ADD ("sound/waveform", test_waveform);
  ADD ("sound/waveform-is-finer-when-zoomed", test_waveform_is_finer);
  ADD ("cuts/are-marked", test_cuts_are_marked);
  ADD ("cuts/are-gone-to-by-key", test_keys_go_to_cuts);
  ADD ("cuts/keep-shots-apart-in-steps", test_steps_keep_shots_apart);
  ADD ("cuts/draw-what-is-dragged", test_cuts_snap);
  ADD ("clip/is-finalized", test_is_finalized);

  return g_test_run ();
}
