/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <gst/gst.h>

#include "clip-page-fixture.h"
#include "press.h"
#include "test-media.h"
#include "test-wait.h"
#include "troupe-candidates.h"

static void
test_begins_empty (Fixture      *self,
                   gconstpointer data)
{
  g_assert_true (is_showing (self, "empty"));
  g_assert_false (can_create (self));
}

static void
test_opens (Fixture      *self,
            gconstpointer data)
{
  open_clip (self);
  assert_range (self, 0, 3000);
  g_assert_cmpstr (sent_text (self), ==, "0,3");
  g_assert_null (troupe_draft_form_get_problem (self->form));
  g_assert_true (can_create (self));
}

static void
test_sent_is_rebased (Fixture      *self,
                      gconstpointer data)
{
  open_clip (self);
  troupe_range_model_set_range (self->model, &(TroupeRange) { 5 * SECOND, 7500 * MS });
  g_assert_cmpstr (sent_text (self), ==, "0,2.5");
}

static void
test_keys (Fixture      *self,
           gconstpointer data)
{
  TroupePlayer *player;

  open_clip (self);
  player = troupe_stage_get_player (self->stage);

  troupe_player_seek (player, 5 * SECOND);
  g_assert_true (press (GTK_WIDGET (self->stage), GDK_KEY_i, 0));
  assert_range (self, 5000, 6000);

  /* The frame on display is the last one of the range. */
  troupe_player_seek (player, 7 * SECOND);
  g_assert_true (press (GTK_WIDGET (self->stage), GDK_KEY_o, 0));
  assert_range (self, 5000, 7030);

  g_assert_true (press (GTK_WIDGET (self->stage), GDK_KEY_i, GDK_SHIFT_MASK));
  g_assert_cmpuint (troupe_player_get_position_ns (player) / MS, ==, 5000);
  g_assert_true (press (GTK_WIDGET (self->stage), GDK_KEY_o, GDK_SHIFT_MASK));
  g_assert_cmpuint (troupe_player_get_position_ns (player) / MS, ==, 7000);
}

static void
test_history (Fixture      *self,
              gconstpointer data)
{
  open_clip (self);
  troupe_range_model_move (self->model, TROUPE_RANGE_PART_BODY, SECOND, TROUPE_RANGE_STOP);
  g_assert_true (press (self->page, GDK_KEY_z, GDK_CONTROL_MASK));
  assert_range (self, 0, 3000);
  g_assert_true (press (self->page, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK));
  assert_range (self, 1000, 4000);
}

static void
test_provider_moves_nothing (Fixture      *self,
                             gconstpointer data)
{
  open_clip (self);
  troupe_range_model_set_range (self->model, &(TroupeRange) { 5500 * MS, 8 * SECOND });

  choose_provider (self, "chainhub");
  assert_range (self, 5500, 8000);
  g_assert_cmpstr (troupe_draft_form_get_problem (self->form), ==,
                   "ChainHub takes 1 to 3\u00a0s in steps of 1\u00a0s");
  g_assert_cmpstr (troupe_draft_form_get_remedy (self->form), ==, "Fit to ChainHub");
  g_assert_false (can_create (self));

  troupe_draft_form_apply_remedy (self->form);
  assert_range (self, 5000, 8000);
  g_assert_cmpstr (sent_text (self), ==, "5,8");

  choose_provider (self, "practice");
  assert_range (self, 5000, 8000);
  g_assert_true (can_create (self));
}

static gboolean
has_chip (GtkWidget  *widget,
          const char *text)
{
  if (GTK_IS_LABEL (widget))
    return g_str_equal (gtk_label_get_label (GTK_LABEL (widget)), text);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_chip (child, text))
      return TRUE;

  return FALSE;
}

static void
click_fit (GtkWidget *chips)
{
  GtkWidget *button = gtk_widget_get_last_child (adw_bin_get_child (ADW_BIN (chips)));

  g_assert_true (gtk_widget_get_visible (button));
  g_signal_emit_by_name (button, "clicked");
  g_assert_false (gtk_widget_get_visible (button));
}

static void
test_chips (Fixture      *self,
            gconstpointer data)
{
  GtkWidget *chips = find_child (GTK_WIDGET (self->form), "fit_chips");

  open_clip (self);
  g_assert_true (has_chip (chips, "Fits Practice Studio"));
  g_assert_true (has_chip (chips, "Fits ChainHub"));

  troupe_range_model_set_range (self->model, &(TroupeRange) { 5500 * MS, 8 * SECOND });
  g_assert_true (has_chip (chips, "Fits Practice Studio"));
  g_assert_true (has_chip (chips, "ChainHub takes 1 to 3\u00a0s in steps of 1\u00a0s"));

  click_fit (chips);
  assert_range (self, 5000, 8000);
  g_assert_true (has_chip (chips, "Fits ChainHub"));
  troupe_range_model_undo (self->model);
  assert_range (self, 5500, 8000);
}

/* This provider takes nothing but an address, and a file on this computer has none. */
static void
test_address (Fixture      *self,
              gconstpointer data)
{
  GtkEditable *address;
  g_autoptr (TroupeCharacterDraft) draft = NULL;

  open_clip (self);
  choose_provider (self, "chainhub");
  address = find_child (GTK_WIDGET (self->form), "address_row");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (address)));
  g_assert_nonnull (troupe_draft_form_get_problem (self->form));
  g_assert_false (can_create (self));

  gtk_editable_set_text (address, "ftp://example.org/clip.mp4");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (address), "error"));
  gtk_editable_set_text (address, " https://example.org/clip.mp4 ");
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (address), "error"));

  draft = troupe_draft_form_dup_draft (self->form);
  g_assert_cmpint (draft->source, ==, TROUPE_SOURCE_URL);
  g_assert_cmpstr (draft->address, ==, "https://example.org/clip.mp4");
}

static const char *
get_subtitle (GtkWidget  *row,
              const char *name)
{
  return adw_action_row_get_subtitle (find_child (row, name));
}

/* A host of the person's is another way to it, and is chosen by itself. */
static void
test_host (Fixture      *self,
           gconstpointer data)
{
  TroupeHosts *hosts = troupe_runner_get_hosts (self->runner);
  g_autoptr (TroupeHost) host = troupe_hosts_make (hosts, "My Bucket", troupe_host_kind_find ("s3"));
  g_autoptr (TroupeHost) folder = troupe_hosts_make (hosts, "My Web", troupe_host_kind_find ("folder"));
  GtkWidget *leaves;
  g_autoptr (TroupeCharacterDraft) draft = NULL;

  open_clip (self);
  choose_provider (self, "chainhub");
  leaves = find_child (GTK_WIDGET (self->form), "leaves_row");
  g_assert_cmpstr (troupe_draft_form_get_remedy (self->form), ==, "Set Up a Host…");
  g_assert_false (gtk_widget_get_visible (find_child (leaves, "what_row")));
  g_assert_false (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (leaves)));

  troupe_host_set_setting (host, "endpoint", "https://s3.example.org", NULL);
  troupe_hosts_add (hosts, host);
  g_assert_true (gtk_widget_get_visible (find_child (GTK_WIDGET (self->form), "source_row")));
  draft = troupe_draft_form_dup_draft (self->form);
  g_assert_cmpint (draft->source, ==, TROUPE_SOURCE_FILE);
  g_assert_cmpstr (draft->host_id, ==, "my-bucket");
  g_assert_true (g_str_has_suffix (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (leaves)),
                                   "without metadata, to My Bucket."));
  g_assert_true (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (leaves)));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (leaves), FALSE);
  troupe_range_model_set_range (self->model, &(TroupeRange) { 0, 2 * SECOND });
  g_assert_false (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (leaves)));
  g_assert_true (g_str_has_prefix (get_subtitle (leaves, "what_row"), "The range alone: 2 seconds, "));
  g_assert_cmpstr (get_subtitle (leaves, "where_row"), ==,
                   "To My Bucket at https://s3.example.org; ChainHub fetches it from there.");
  g_assert_cmpstr (get_subtitle (leaves, "duration_row"), ==,
                   "Until the character is made, then it is deleted; its address ends after 24 hours in any case.");
  g_assert_cmpstr (get_subtitle (leaves, "people_row"), ==,
                   "Clips with the faces of real people are widely refused.");

  adw_combo_row_set_selected (find_child (GTK_WIDGET (self->form), "source_row"), 1);
  g_assert_true (gtk_widget_get_visible (find_child (GTK_WIDGET (self->form), "address_row")));
  g_assert_false (gtk_widget_get_visible (find_child (leaves, "what_row")));

  /* Of a folder nobody knows how long its addresses hold. */
  troupe_hosts_add (hosts, folder);
  adw_combo_row_set_selected (find_child (GTK_WIDGET (self->form), "source_row"), 1);
  g_assert_cmpstr (get_subtitle (leaves, "where_row"), ==, "To My Web; ChainHub fetches it from there.");
  g_assert_cmpstr (get_subtitle (leaves, "duration_row"), ==, "Until the character is made, then it is deleted.");

  choose_provider (self, "practice");
  g_assert_true (g_str_has_prefix (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (leaves)), "Nothing. "));
  g_assert_false (gtk_widget_get_visible (find_child (leaves, "people_row")));
}

static void
add_provider (Fixture    *self,
              const char *id)
{
  troupe_providers_add (self->providers, troupe_presets_find (troupe_providers_get_profiles (self->providers), id));
  choose_provider (self, id);
}

/* What can be chosen, the first of which is */
static void
assert_ways (Fixture           *self,
             const char *const *expected)
{
  AdwComboRow *row = find_child (GTK_WIDGET (self->form), "source_row");
  GtkStringList *names = GTK_STRING_LIST (adw_combo_row_get_model (row));

  g_assert_cmpuint (adw_combo_row_get_selected (row), ==, 0);
  for (guint i = 0; i < g_strv_length ((char **) expected); i++)
    g_assert_cmpstr (gtk_string_list_get_string (names, i), ==, expected[i]);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (names)), ==, g_strv_length ((char **) expected));
}

/* A host stands behind the upload of the provider, and before a pasted address; the person may prefer it. */
static void
test_order_of_ways (Fixture      *self,
                    gconstpointer data)
{
  static const char *const stored[] = {
    "The range is cut and uploaded", "The range is cut and uploaded to My Web", "The range is cut and uploaded to Other",
    "The provider fetches the address", NULL
  };
  static const char *const with_videos[] = { "The range is cut and uploaded", NULL };
  static const char *const with_videos_by_host[] = {
    "The range is cut and uploaded to My Web", "The provider fetches the address", NULL
  };
  TroupeHosts *hosts = troupe_runner_get_hosts (self->runner);
  g_autoptr (TroupeHost) web = troupe_hosts_make (hosts, "My Web", troupe_host_kind_find ("folder"));
  g_autoptr (TroupeHost) other = troupe_hosts_make (hosts, "Other", troupe_host_kind_find ("folder"));
  GtkWidget *leaves = find_child (GTK_WIDGET (self->form), "leaves_row");
  g_autoptr (TroupeCharacterDraft) automatic = NULL;
  g_autoptr (TroupeCharacterDraft) chosen = NULL;

  open_clip (self);
  troupe_hosts_add (hosts, web);
  troupe_hosts_add (hosts, other);
  add_provider (self, "evolink");
  assert_ways (self, stored);
  automatic = troupe_draft_form_dup_draft (self->form);
  g_assert_null (automatic->host_id);
  g_assert_cmpstr (get_subtitle (leaves, "where_row"), ==, "To EvoLink at https://files-api.evolink.ai.");
  g_assert_cmpstr (get_subtitle (leaves, "duration_row"), ==, "Until the character is made, then it is deleted.");
  adw_combo_row_set_selected (find_child (GTK_WIDGET (self->form), "source_row"), 1);
  chosen = troupe_draft_form_dup_draft (self->form);
  g_assert_cmpstr (chosen->host_id, ==, "my-web");

  /* What goes with each video goes by the way that is usual then. */
  add_provider (self, "evolink-seedance");
  assert_ways (self, with_videos);
  g_assert_cmpstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (leaves)), ==,
                   "Nothing now. It goes along with each video of the character, to EvoLink Seedance.");
  g_assert_cmpstr (get_subtitle (leaves, "duration_row"), ==, "Until the video is made, then it is deleted.");
  add_provider (self, "new-api");
  assert_ways (self, with_videos_by_host);
  g_assert_cmpstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (leaves)), ==,
                   "Nothing now. It goes along with each video of the character, to My Web.");
}

static void
test_alias (Fixture      *self,
            gconstpointer data)
{
  GtkEditable *alias = find_child (GTK_WIDGET (self->form), "alias_row");
  g_autoptr (TroupeCharacterDraft) draft = NULL;

  open_clip (self);
  g_assert_cmpstr (gtk_editable_get_text (alias), ==, "long");
  gtk_editable_set_text (alias, "Ada");
  draft = troupe_draft_form_dup_draft (self->form);
  g_assert_cmpstr (draft->alias, ==, "Ada");
}

static void
test_failure (Fixture      *self,
              gconstpointer data)
{
  troupe_clip_page_open (TROUPE_CLIP_PAGE (self->page), "/nonexistent/clip.mp4");
  test_wait_until (is_showing (self, "failed"));
  g_assert_cmpstr (adw_status_page_get_title (find_child (self->page, "failed_page")), ==,
                   "Video not found");
}

static void
test_failure_keeps_clip (Fixture      *self,
                         gconstpointer data)
{
  open_clip (self);
  troupe_range_model_set_range (self->model, &(TroupeRange) { 5 * SECOND, 7 * SECOND });
  troupe_clip_page_open (TROUPE_CLIP_PAGE (self->page), "/nonexistent/clip.mp4");
  test_wait_until (adw_banner_get_revealed (find_child (self->page, "banner")));
  g_assert_true (is_showing (self, "loaded"));
  assert_range (self, 5000, 7000);
}

static const char *
get_title (Fixture *self)
{
  return adw_navigation_page_get_title (ADW_NAVIGATION_PAGE (self->page));
}

static void
assert_is_recreated (Fixture *self)
{
  g_autoptr (TroupeCharacterDraft) draft = troupe_draft_form_dup_draft (self->form);

  g_assert_cmpstr (get_title (self), ==, "Recreate “Ada”");
  g_assert_cmpstr (draft->character_id, ==, "c-1");
}

/* A new one would be paid for. */
static void
test_failure_keeps_character (Fixture      *self,
                              gconstpointer data)
{
  g_autofree char *cut = test_dir_build (self->dir, "cut.mp4");
  g_autofree char *other = test_media_make ("h264.mp4");
  g_autofree char *path = test_media_make ("long.mp4");
  g_autoptr (GFile) from = g_file_new_for_path (path);
  g_autoptr (GFile) to = g_file_new_for_path (cut);
  g_autoptr (TroupeCharacterDraft) draft = NULL;

  troupe_clip_page_open (TROUPE_CLIP_PAGE (self->page), cut);
  troupe_clip_page_set_character (TROUPE_CLIP_PAGE (self->page), "c-1", "Ada");
  test_wait_until (is_showing (self, "failed"));
  g_assert_true (g_file_copy (from, to, G_FILE_COPY_NONE, NULL, NULL, NULL, NULL));
  gtk_widget_activate_action (self->page, "clip.try-again", NULL);
  test_wait_until (is_showing (self, "loaded"));
  assert_is_recreated (self);

  troupe_clip_page_open (TROUPE_CLIP_PAGE (self->page), "/nonexistent/clip.mp4");
  test_wait_until (adw_banner_get_revealed (find_child (self->page, "banner")));
  assert_is_recreated (self);

  troupe_clip_page_open (TROUPE_CLIP_PAGE (self->page), other);
  test_wait_until (g_str_equal (get_title (self), "New Character"));
  draft = troupe_draft_form_dup_draft (self->form);
  g_assert_null (draft->character_id);
}

static void
test_short_clip (Fixture      *self,
                 gconstpointer data)
{
  g_autofree char *path = test_media_make ("short.mp4");

  troupe_clip_page_open (TROUPE_CLIP_PAGE (self->page), path);
  test_wait_until (is_showing (self, "loaded"));
  g_assert_cmpstr (troupe_draft_form_get_problem (self->form), ==,
                   "The clip is 0.6\u00a0s long; Practice Studio takes at least 1\u00a0s");
  g_assert_false (can_create (self));
}

static void
test_newest_wins (Fixture      *self,
                  gconstpointer data)
{
  g_autofree char *path = test_media_make ("h264.mp4");

  troupe_clip_page_open (TROUPE_CLIP_PAGE (self->page), path);
  open_clip (self);
  g_assert_cmpstr (troupe_clip_get_title (troupe_range_model_get_clip (self->model)), ==, "long");
}

static GtkWidget *
get_candidate (Fixture *self,
               int      position)
{
  GtkListBox *list = find_child (find_child (self->page, "candidates_view"), "list_box");

  return GTK_WIDGET (gtk_list_box_get_row_at_index (list, position));
}

/* What is kept is there again with the clip, and becomes the range on a click. */
static void
test_candidates (Fixture      *self,
                 gconstpointer data)
{
  g_autofree char *path = test_media_make ("long.mp4");

  open_clip (self);
  troupe_range_model_set_range (self->model, &(TroupeRange) { 5 * SECOND, 7 * SECOND });
  g_assert_true (press (GTK_WIDGET (self->stage), GDK_KEY_c, 0));
  g_assert_true (press (GTK_WIDGET (self->stage), GDK_KEY_c, 0));
  gtk_widget_activate_action (self->page, "clip.keep", "(tts)", 10 * SECOND, 12 * SECOND, "sharp");
  g_assert_nonnull (get_candidate (self, 1));
  g_assert_null (get_candidate (self, 2));
  g_assert_true (press (get_candidate (self, 0), GDK_KEY_Delete, 0));
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (get_candidate (self, 0))), ==, "Range 2");
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (get_candidate (self, 0))), ==, "10–12\u00a0s · sharp");

  /* What is asked for is shown, wherever one left off. */
  troupe_clip_page_open (TROUPE_CLIP_PAGE (self->page), path);
  troupe_clip_page_set_range (TROUPE_CLIP_PAGE (self->page), &(TroupeRange) { 9 * SECOND, 11 * SECOND });
  test_wait_until (troupe_range_model_get_range (self->model)->start_ns != 5 * SECOND);
  test_wait_until (get_candidate (self, 0) != NULL);
  assert_range (self, 9000, 11000);
  gtk_widget_activate (get_candidate (self, 0));
  assert_range (self, 10000, 12000);
}

/* One more than there is room for is refused. */
static void
test_candidates_end (Fixture      *self,
                     gconstpointer data)
{
  open_clip (self);
  for (guint i = 0; i <= TROUPE_CANDIDATES_MAX; i++)
    gtk_widget_activate_action (self->page, "clip.keep", "(tts)", i * SECOND / 2, i * SECOND / 2 + SECOND, "");
  g_assert_nonnull (get_candidate (self, TROUPE_CANDIDATES_MAX - 1));
  g_assert_null (get_candidate (self, TROUPE_CANDIDATES_MAX));
}

#define ADD(path, test) g_test_add ("/clip-page/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  gst_init (&argc, &argv);
  /* Not with isolated directories: GTK would not find the loader of its own icons. */
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("open/begins-empty", test_begins_empty);
  ADD ("open/shows-clip", test_opens);
  ADD ("open/newest-wins", test_newest_wins);
  ADD ("open/failure", test_failure);
  ADD ("open/failure-keeps-clip", test_failure_keeps_clip);
  ADD ("open/failure-keeps-character", test_failure_keeps_character);
  ADD ("open/too-short", test_short_clip);
  ADD ("range/sent-is-rebased", test_sent_is_rebased);
  ADD ("range/keys", test_keys);
  ADD ("range/history", test_history);
  ADD ("range/candidates", test_candidates);
  ADD ("range/candidates-end", test_candidates_end);
  ADD ("provider/moves-nothing", test_provider_moves_nothing);
  ADD ("provider/chips-tell-whom-it-fits", test_chips);
  ADD ("provider/asks-for-address", test_address);
  ADD ("provider/is-reached-by-host", test_host);
  ADD ("provider/order-of-ways", test_order_of_ways);
  ADD ("alias/is-the-title", test_alias);

  return g_test_run ();
}
