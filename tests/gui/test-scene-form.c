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
    /* The Practice Studio by its price list, which goes before any answer */
    { "practice", 0, 1, "1 video, free" },
    { "practice", 12, 2, "2 videos, free" },
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
      g_autoptr (TroupeScene) scene = troupe_scene_new ();
      g_autofree char *text = NULL;

      text = troupe_scene_words_dup_cost (scene, rows[i].amount > 0 ? &cost : NULL, rows[i].n_videos,
                                          troupe_provider_get_profile (provider));
      g_assert_cmpstr (text, ==, rows[i].expected);
    }
}

/* A profile of the person's own, which says what its service takes */
static void
test_price (void)
{
  static const struct { const char *model, *seconds; guint n_videos; const char *expected; } rows[] = {
    { "small", "5", 1, "1 video for 0.6 USD" },
    { "small", "10", 1, "1 video for 1.1 USD" },
    { "small", "10", 3, "3 videos for 3.3 USD in all, 1.1 USD each" },
    { "large", "5", 2, "2 videos for 5 USD in all, 2.5 USD each" },
    { "gift", "5", 2, "2 videos, free" },
    /* The service chooses what makes a difference. */
    { "small", NULL, 3, "3 videos, about 21 USD in all; the last one here cost 7 USD" },
    { NULL, "5", 1, "1 video; the last one here cost 7 USD" },
  };
  static const char json[] =
    "{ \"format\": 1, \"id\": \"own\", \"name\": \"Own\", \"summary\": \"A test.\", \"kind\": \"inline\","
    "  \"auth\": { \"header\": \"Authorization\", \"prefix\": \"Bearer \" }, \"life\": { \"state\": \"active\" },"
    "  \"clip\": { \"span\": { \"min\": 1, \"max\": 3, \"step\": 1 }, \"sources\": [\"picture\"],"
    "            \"short_edge\": 480 },"
    "  \"credits\": { \"unit\": \"USD\", \"price\": { \"source\": \"Its prices of May\", \"video\": 0.1, \"second\": 0.1 } },"
    "  \"video\": { \"models\": [\"small\", { \"id\": \"large\", \"price\": { \"second\": 0.5 } },"
    "                            { \"id\": \"gift\", \"price\": { \"video\": 0 } }] },"
    "  \"mention\": { \"template\": \"image {index0}\", \"max\": 1 },"
    "  \"calls\": { \"create-video\": { \"method\": \"POST\", \"path\": \"/v\", \"encoding\": \"multipart-with-file\","
    "      \"body\": { \"prompt\": \"{video.prompt}\", \"input\": { \"$each\": \"character\", \"$value\": \"{picture.file}\" } },"
    "      \"answer\": { \"job\": [\"$.id\"] } },"
    "    \"follow-video\": { \"method\": \"GET\", \"path\": \"/v/{job.id}\", \"encoding\": \"none\","
    "      \"answer\": { \"status\": [\"$.status\"] } } } }";
  const TroupeLastCost cost = { 7, (char *) "USD" };
  g_autoptr (GBytes) bytes = g_bytes_new_static (json, sizeof json - 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeProfile) profile = troupe_profile_new (bytes, "own.json", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (troupe_profile_get_price_source (profile), ==, "Its prices of May");
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (TroupeScene) scene = troupe_scene_new ();
      g_autofree char *text = NULL;

      scene->model = g_strdup (rows[i].model);
      scene->seconds = g_strdup (rows[i].seconds);
      text = troupe_scene_words_dup_cost (scene, &cost, rows[i].n_videos, profile);
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
  g_test_add_func ("/scene-form/price", test_price);
  g_test_add_func ("/scene-form/impossible-choice", test_impossible);
  return g_test_run ();
}
