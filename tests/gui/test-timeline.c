/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-timeline.h"

#include <adwaita.h>
#include <gst/gst.h>

#include "press.h"
#include "test-playback.h"
#include "test-wait.h"
#include "troupe-time.h"
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

/* How many pixels of the waveform are drawn below each other at a time */
static int
count_drawn (Fixture *fixture,
             double   seconds)
{
  GtkWidget *wave = find_child (fixture, TROUPE_TYPE_TIMELINE_WAVE);
  int width = gtk_widget_get_width (wave);
  int height = gtk_widget_get_height (wave);
  int column = (int) (width * seconds / 3);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (surface);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  int n_drawn = 0;

  GTK_WIDGET_GET_CLASS (wave)->snapshot (wave, snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  if (node != NULL)
    gsk_render_node_draw (node, cr);
  cairo_surface_flush (surface);
  for (int y = 0; y < height; y++)
    {
      const guint8 *row = cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface);

      /* Bars have space between them. */
      n_drawn += row[4 * column + 3] != 0 || row[4 * column + 7] != 0;
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);

  return n_drawn;
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
  ADD ("sound/silence-in-words", test_silence_in_words);
  ADD ("sound/none-in-words", test_no_sound_in_words);
  ADD ("sound/waveform", test_waveform);
  ADD ("clip/is-finalized", test_is_finalized);

  return g_test_run ();
}
