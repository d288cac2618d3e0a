/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-range-checks.h"

#include <gst/gst.h>

#include "test-playback.h"
#include "test-wait.h"
#include "troupe-presets.h"
#include "troupe-providers.h"
#include "troupe-time.h"

#define SECOND TROUPE_TIME_SECOND
#define MS (SECOND / 1000)

/* A clip of two shots, the second from 0.67 to 1.67 s, without sound */
typedef struct
{
  TroupeClip        *clip;
  TroupeFrameStore  *store;
  TroupeFrameReview *review;
  TroupeSound       *sound;
  TroupeRangeModel  *model;
  GtkWindow         *window;
  GtkWidget         *checks;
} Fixture;

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  TroupeSpan span = { 500 * MS, SECOND, 100 * MS, 0 };

  self->clip = test_playback_open_clip (data);
  self->store = troupe_frame_store_new (self->clip, TROUPE_FRAME_STORE_LIMIT_BYTES);
  self->review = troupe_frame_review_new (self->store);
  self->sound = troupe_sound_new (self->clip);
  self->model = troupe_range_model_new ();
  troupe_range_model_set_span (self->model, &span);
  troupe_range_model_set_clip (self->model, self->clip);
  troupe_range_model_set_range (self->model, &(TroupeRange) { 300 * MS, 900 * MS });

  self->checks = g_object_new (TROUPE_TYPE_RANGE_CHECKS, NULL);
  troupe_range_checks_set_model (TROUPE_RANGE_CHECKS (self->checks), self->model);
  troupe_range_checks_set_evidence (TROUPE_RANGE_CHECKS (self->checks), self->review, self->sound);
  self->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (self->window, 360, 600);
  gtk_window_set_child (self->window, self->checks);
  gtk_window_present (self->window);
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  gtk_window_destroy (self->window);
  troupe_frame_review_stop (self->review);
  troupe_frame_store_stop (self->store);
  troupe_sound_stop (self->sound);
  g_clear_object (&self->model);
  g_clear_object (&self->sound);
  g_clear_object (&self->review);
  g_clear_object (&self->store);
  g_clear_object (&self->clip);
}

/* What of this type a person sees with that text */
static GtkWidget *
find_shown (GtkWidget  *widget,
            GType       type,
            const char *text)
{
  g_autofree char *is = NULL;
  GtkWidget *found = NULL;

  if (!gtk_widget_get_visible (widget))
    return NULL;

  if (G_OBJECT_TYPE (widget) == type)
    g_object_get (widget, type == ADW_TYPE_ACTION_ROW ? "title" : "label", &is, NULL);
  if (g_strcmp0 (is, text) == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_shown (child, type, text);

  return found;
}

static GtkWidget *
find_label (Fixture    *self,
            const char *text)
{
  return find_shown (self->checks, GTK_TYPE_LABEL, text);
}

static void
assert_range (Fixture *self,
              guint64  start_ms,
              guint64  end_ms)
{
  g_assert_cmpuint (troupe_range_model_get_range (self->model)->start_ns / MS, ==, start_ms);
  g_assert_cmpuint (troupe_range_model_get_range (self->model)->end_ns / MS, ==, end_ms);
}

#define CUT "Another shot begins at 0:00.7"

/* One step of the history, as every other change of the range */
static void
test_mend (Fixture      *self,
           gconstpointer data)
{
  GtkWidget *button;

  /* While not all is known yet something else may be wrong that this would mend, too. */
  test_wait_until (find_label (self, CUT) != NULL &&
                   find_shown (self->checks, GTK_TYPE_BUTTON, "Move to 0–0.6\u00a0s") != NULL);
  g_assert_nonnull (find_label (self, "The clip has no sound"));

  button = find_shown (self->checks, GTK_TYPE_BUTTON, "Move to 0–0.6\u00a0s");
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, CUT);
  g_signal_emit_by_name (button, "clicked");
  assert_range (self, 0, 600);
  test_wait_until (find_label (self, CUT) == NULL);
  g_assert_nonnull (find_label (self, "The clip has no sound"));

  troupe_range_model_undo (self->model);
  assert_range (self, 300, 900);
  test_wait_until (find_label (self, CUT) != NULL);
}

/* One takes the clip, with sound or without; another gets a picture of it, which has neither cuts nor sound. */
static void
test_provider (Fixture      *self,
               gconstpointer data)
{
  g_autoptr (TroupeProviders) providers = troupe_providers_new ();
  TroupePresets *presets = troupe_providers_get_profiles (providers);
  TroupeProvider *chainhub = troupe_providers_add (providers, troupe_presets_find (presets, "chainhub"));
  TroupeProvider *sglang = troupe_providers_add (providers, troupe_presets_find (presets, "sglang"));

  troupe_range_checks_set_provider (TROUPE_RANGE_CHECKS (self->checks), chainhub);
  test_wait_until (find_label (self, CUT "; ChainHub would make the character of all shots") != NULL);
  g_assert_nonnull (find_label (self, "The clip has no sound; ChainHub takes such clips, too"));

  troupe_range_checks_set_provider (TROUPE_RANGE_CHECKS (self->checks), sglang);
  g_assert_nonnull (find_label (self, "Checked on this computer: all is well"));
}

static guint
count_best (GtkWidget *widget)
{
  const char *reasons = ADW_IS_ACTION_ROW (widget) ? adw_action_row_get_subtitle (ADW_ACTION_ROW (widget)) : NULL;
  guint n = reasons != NULL && gtk_widget_get_visible (widget) && *reasons != 0 ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_best (child);

  return n;
}

static GtkWidget *
find_button (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_BUTTON (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_button (child);

  return found;
}

static void
kept_cb (GVariant **kept,
         GVariant  *parameter)
{
  *kept = g_variant_ref (parameter);
}

/* Each can be kept with its reasons, and becomes the range when it is activated. */
static void
test_best (Fixture      *self,
           gconstpointer data)
{
  AdwExpanderRow *row;
  GtkWidget *best;
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) action = g_simple_action_new ("keep", G_VARIANT_TYPE ("(tts)"));
  g_autoptr (GVariant) kept = NULL;
  const char *note;

  row = ADW_EXPANDER_ROW (gtk_widget_get_template_child (self->checks, TROUPE_TYPE_RANGE_CHECKS, "best_row"));
  test_wait_until (gtk_widget_get_mapped (GTK_WIDGET (row)));
  adw_expander_row_set_expanded (row, TRUE);
  best = find_shown (self->checks, ADW_TYPE_ACTION_ROW, "0–0.6\u00a0s");
  if (best == NULL)
    best = find_shown (self->checks, ADW_TYPE_ACTION_ROW, "0.7–1.3\u00a0s");
  g_assert_nonnull (best);
  g_assert_nonnull (g_strrstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (best)), "one shot, sharp"));

  g_signal_connect_swapped (action, "activate", G_CALLBACK (kept_cb), &kept);
  g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (action));
  gtk_widget_insert_action_group (GTK_WIDGET (self->window), "clip", G_ACTION_GROUP (actions));
  g_signal_emit_by_name (find_button (best), "clicked");
  g_variant_get_child (kept, 2, "&s", &note);
  g_assert_cmpstr (note, ==, adw_action_row_get_subtitle (ADW_ACTION_ROW (best)));

  adw_action_row_activate (ADW_ACTION_ROW (best));
  g_assert_true (troupe_range_model_can_undo (self->model));
  test_wait_until (!gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (best)));
  troupe_range_model_undo (self->model);
  assert_range (self, 300, 900);
}

/* Of a longer clip there are three, each with its reasons. */
static void
test_best_three (Fixture      *self,
                 gconstpointer data)
{
  GtkWidget *row = GTK_WIDGET (gtk_widget_get_template_child (self->checks, TROUPE_TYPE_RANGE_CHECKS, "best_row"));

  test_wait_until (gtk_widget_get_mapped (row));
  g_assert_cmpuint (count_best (row), ==, 3);
}

int
main (int   argc,
      char *argv[])
{
  gst_init (&argc, &argv);
  /* Not with isolated directories: GTK would not find the loader of its own icons. */
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add ("/range-checks/mend", Fixture, "cut.mp4", set_up, test_mend, tear_down);
  g_test_add ("/range-checks/provider", Fixture, "cut.mp4", set_up, test_provider, tear_down);
  g_test_add ("/range-checks/best", Fixture, "cut.mp4", set_up, test_best, tear_down);
  g_test_add ("/range-checks/best-three", Fixture, "long.mp4", set_up, test_best_three, tear_down);

  return g_test_run ();
}
