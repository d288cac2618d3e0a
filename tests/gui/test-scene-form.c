/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <adwaita.h>

#include "troupe-choice-row.h"
#include "troupe-presets.h"
#include "troupe-scene-words.h"

static TroupeProvider *
create_provider (const char *id)
{
  g_autoptr (TroupePresets) presets = troupe_presets_new ();

  return troupe_provider_new (troupe_presets_find (presets, id), id);
}

/* With several videos the total stands there before the click. */
static void
test_cost (void)
{
  static const struct { const char *provider; double amount; guint n_videos; const char *expected; } rows[] = {
    { "practice", 0, 1, "1 video, free" },
    { "practice", 0, 8, "8 videos, free" },
    { "evolink", 0, 1, "1 video; its cost is not known" },
    { "evolink", 0, 3, "3 videos; their cost is not known" },
    { "evolink", 12, 1, "1 video; the last one here cost 12 credits" },
    { "evolink", 12, 3, "3 videos, about 36 credits in all; the last one here cost 12 credits" },
    { "evolink", 0.5, 8, "8 videos, about 4 credits in all; the last one here cost 0.5 credits" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (TroupeProvider) provider = create_provider (rows[i].provider);
      const TroupeLastCost cost = { rows[i].amount, (char *) "credits" };
      g_autofree char *text = troupe_scene_words_dup_cost (rows[i].amount > 0 ? &cost : NULL, rows[i].n_videos, provider);

      g_assert_cmpstr (text, ==, rows[i].expected);
    }
}

static void
assert_buttons (GtkWidget  *widget,
                const char *possible)
{
  if (GTK_IS_TOGGLE_BUTTON (widget))
    {
      GtkWidget *label = gtk_widget_get_last_child (gtk_button_get_child (GTK_BUTTON (widget)));
      const gboolean is_possible = g_str_equal (gtk_label_get_label (GTK_LABEL (label)), possible);

      g_assert_cmpint (gtk_widget_get_sensitive (widget), ==, is_possible);
      g_assert_cmpstr (gtk_widget_get_tooltip_text (widget), ==, is_possible ? NULL : "Not by this model");
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    assert_buttons (child, possible);
}

/* What does not go with the model is there, off, with the reason in words below and at the pointer. */
static void
test_impossible (void)
{
  TroupeChoiceRow *row = g_object_ref_sink (g_object_new (TROUPE_TYPE_CHOICE_ROW, "title", "Size", NULL));
  const char *const offered[] = { "1280x720", "720x1280", NULL };
  const char *const possible[] = { "720x1280", NULL };

  troupe_choice_row_offer (row, TROUPE_VIDEO_SIZES, offered, possible, "Not by this model", "720x1280");
  assert_buttons (GTK_WIDGET (row), "720 × 1280");
  g_assert_cmpstr (troupe_choice_row_get_choice (row), ==, "720x1280");
  g_assert_finalize_object (row);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/scene-form/cost", test_cost);
  g_test_add_func ("/scene-form/impossible-choice", test_impossible);
  return g_test_run ();
}
