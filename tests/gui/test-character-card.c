/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-character-card.h"

#include <string.h>

#include "test-wait.h"
#include "troupe-character-private.h"
#include "troupe-job-error.h"
#include "troupe-prompt-content.h"
#include "troupe-prompt-json.h"
#include "troupe-provider-error.h"

static TroupeProblem *
create_problem (TroupeProviderError code)
{
  g_autoptr (GError) error = g_error_new_literal (TROUPE_PROVIDER_ERROR, code, "where: what");

  return troupe_problem_new (error);
}

static TroupeCharacterRow *
create_row (TroupeCharacterState state,
            gint64               revision)
{
  TroupeCharacterRow *row = troupe_character_row_new ("id-1");

  row->alias = g_strdup ("Ada");
  row->notes = g_strdup ("");
  row->clip_title = g_strdup ("Clip");
  row->clip_uri = g_strdup ("file:///clip.mp4");
  row->state = state;
  row->revision = revision;
  if (state == TROUPE_CHARACTER_STATE_READY)
    g_ptr_array_add (row->identities, troupe_identity_new ("practice", "ch_1", "ada.1", NULL, 0));
  if (state == TROUPE_CHARACTER_STATE_FAILED)
    row->problem = create_problem (TROUPE_PROVIDER_ERROR_BALANCE);
  if (state == TROUPE_CHARACTER_STATE_UNKNOWN)
    row->problem = create_problem (TROUPE_PROVIDER_ERROR_LOST_ANSWER);

  return row;
}

static void
take_row (TroupeCharacter     *character,
          TroupeCharacterState state,
          gint64               revision)
{
  g_autoptr (GFile) media = g_file_new_for_path ("/nonexistent");

  troupe_character_kind.take_row (character, create_row (state, revision), media);
}

/* The first widget of a type in which a label is shown, as a person sees it: hidden ones do not count. */
static GtkWidget *
find_label (GtkWidget  *widget,
            const char *text)
{
  if (!gtk_widget_get_visible (widget))
    return NULL;
  if (GTK_IS_LABEL (widget) && strcmp (gtk_label_get_label (GTK_LABEL (widget)), text) == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_label (child, text);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static const struct
{
  const char          *name;
  TroupeCharacterState state;
  const char          *badge;          /* NULL: none */
  const char          *detail;
  const char          *button;         /* NULL: none */
  const char          *description;
} cases[] = {
  { "making", TROUPE_CHARACTER_STATE_MAKING, "Making…", "", NULL, "Ada, Making…" },
  { "ready", TROUPE_CHARACTER_STATE_READY, NULL, "@ada.1", NULL, "Ada, @ada.1, Ready" },
  { "failed", TROUPE_CHARACTER_STATE_FAILED, "Failed", "Not enough balance", "Try Again", "Ada, Failed" },
  { "unknown", TROUPE_CHARACTER_STATE_UNKNOWN, "Unknown", "Answer lost", "Send Again…", "Ada, Unknown" },
};

static const char *const all_badges[] = { "Making…", "Ready", "Failed", "Unknown" };
static const char *const all_buttons[] = { "Try Again", "Send Again…" };

static void
assert_shows (GtkWidget *card,
              guint      i)
{
  g_assert_nonnull (find_label (card, "Ada"));
  g_assert_nonnull (find_label (card, cases[i].detail));
  for (guint j = 0; j < G_N_ELEMENTS (all_badges); j++)
    g_assert_cmpint (find_label (card, all_badges[j]) != NULL, ==,
                     g_strcmp0 (all_badges[j], cases[i].badge) == 0);
  for (guint j = 0; j < G_N_ELEMENTS (all_buttons); j++)
    g_assert_cmpint (find_label (card, all_buttons[j]) != NULL, ==,
                     g_strcmp0 (all_buttons[j], cases[i].button) == 0);
  g_assert_cmpstr (troupe_character_card_get_description (TROUPE_CHARACTER_CARD (card)), ==,
                   cases[i].description);
}

static void
test_state (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (TroupeCharacter) character = troupe_character_kind.create ("id-1");
  GtkWidget *card = g_object_ref_sink (troupe_character_card_new ());

  take_row (character, cases[i].state, 1);
  troupe_character_card_set_character (TROUPE_CHARACTER_CARD (card), character);
  assert_shows (card, i);
  g_assert_finalize_object (card);
}

static void
test_follows_state (void)
{
  g_autoptr (TroupeCharacter) character = troupe_character_kind.create ("id-1");
  GtkWidget *card = g_object_ref_sink (troupe_character_card_new ());

  troupe_character_card_set_character (TROUPE_CHARACTER_CARD (card), character);
  g_assert_cmpstr (troupe_character_card_get_description (TROUPE_CHARACTER_CARD (card)), ==, "");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      take_row (character, cases[i].state, i + 1);
      assert_shows (card, i);
    }
  g_assert_finalize_object (card);
}

static GtkDragSource *
find_drag_source (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DRAG_SOURCE (controller))
        return GTK_DRAG_SOURCE (controller);    /* the widget holds it */
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkDragSource *source = find_drag_source (child);

      if (source != NULL)
        return source;
    }

  return NULL;
}

static GdkContentProvider *
prepare_drag (GtkWidget *card)
{
  GdkContentProvider *content = NULL;

  g_signal_emit_by_name (find_drag_source (card), "prepare", 0.0, 0.0, &content);

  return content;
}

static char *
read_prompt (GdkContentProvider *content)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  gdk_content_provider_write_mime_type_async (content, TROUPE_PROMPT_MIME_TYPE, stream, G_PRIORITY_DEFAULT, NULL,
                                              test_result_cb, &result);
  test_wait_until (result != NULL);
  gdk_content_provider_write_mime_type_finish (content, result, &error);
  g_assert_no_error (error);
  g_output_stream_close (stream, NULL, &error);
  g_assert_no_error (error);
  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* Before there is a clip, too */
static void
test_drags_mention (void)
{
  g_autoptr (TroupeCharacter) character = troupe_character_kind.create ("id-1");
  g_autoptr (GdkContentProvider) content = NULL;
  g_autoptr (TroupePrompt) prompt = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;
  GtkWidget *card = g_object_ref_sink (troupe_character_card_new ());

  take_row (character, TROUPE_CHARACTER_STATE_MAKING, 1);
  troupe_character_card_set_character (TROUPE_CHARACTER_CARD (card), character);
  content = prepare_drag (card);
  json = read_prompt (content);
  prompt = troupe_prompt_from_json (json, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (troupe_prompt_get_n_chars (prompt), ==, 1);
  g_assert_cmpstr (troupe_prompt_get_mention (prompt, 0)->character_id, ==, "id-1");
  g_assert_cmpstr (troupe_prompt_get_mention (prompt, 0)->name, ==, "Ada");
  g_assert_finalize_object (card);
}

static void
test_drags_clip (void)
{
  g_autoptr (TroupeCharacter) character = troupe_character_kind.create ("id-1");
  g_autoptr (GFile) media = g_file_new_for_path ("/nonexistent");
  g_autoptr (GdkContentProvider) content = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GSList) files = NULL;
  g_autofree char *path = NULL;
  GtkWidget *card = g_object_ref_sink (troupe_character_card_new ());
  TroupeCharacterRow *row = create_row (TROUPE_CHARACTER_STATE_READY, 1);

  troupe_character_card_set_character (TROUPE_CHARACTER_CARD (card), character);
  g_assert_null (prepare_drag (card));

  row->clip_file = g_strdup ("clips/ada.mp4");
  troupe_character_kind.take_row (character, row, media);
  content = prepare_drag (card);
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  gdk_content_provider_get_value (content, &value, &error);
  g_assert_no_error (error);
  files = gdk_file_list_get_files (g_value_get_boxed (&value));
  g_assert_cmpuint (g_slist_length (files), ==, 1);
  path = g_file_get_path (files->data);
  g_assert_cmpstr (path, ==, "/nonexistent/clips/ada.mp4");
  g_assert_finalize_object (card);
}

static gboolean
has_visible (GtkWidget *widget,
             GType      type)
{
  if (!gtk_widget_get_visible (widget))
    return FALSE;
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (has_visible (child, type))
        return TRUE;
    }
  return FALSE;
}

/* Nothing turns while the provider is not asked; the reason stands there. */
static void
test_stopped (void)
{
  g_autoptr (TroupeCharacter) character = troupe_character_kind.create ("id-1");
  g_autoptr (GFile) media = g_file_new_for_path ("/nonexistent");
  g_autoptr (GError) error = g_error_new_literal (TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_KEY, "where: what");
  GtkWidget *card = g_object_ref_sink (troupe_character_card_new ());
  TroupeCharacterRow *row = create_row (TROUPE_CHARACTER_STATE_MAKING, 2);

  take_row (character, TROUPE_CHARACTER_STATE_MAKING, 1);
  troupe_character_card_set_character (TROUPE_CHARACTER_CARD (card), character);
  g_assert_true (has_visible (card, ADW_TYPE_SPINNER));

  row->problem = troupe_problem_new (error);
  row->problem->who = g_strdup ("ChainHub");
  troupe_character_kind.take_row (character, row, media);
  g_assert_nonnull (find_label (card, "ChainHub refuses the key"));
  g_assert_false (has_visible (card, ADW_TYPE_SPINNER));
  g_assert_finalize_object (card);
}

static void
test_set_character_notifies_once (void)
{
  g_autoptr (TroupeCharacter) character = troupe_character_kind.create ("id-1");
  GtkWidget *card = g_object_ref_sink (troupe_character_card_new ());
  guint n_notifies = 0;

  g_signal_connect_swapped (card, "notify::character", G_CALLBACK (test_count_cb), &n_notifies);
  troupe_character_card_set_character (TROUPE_CHARACTER_CARD (card), character);
  troupe_character_card_set_character (TROUPE_CHARACTER_CARD (card), character);
  g_assert_cmpuint (n_notifies, ==, 1);
  troupe_character_card_set_character (TROUPE_CHARACTER_CARD (card), NULL);
  g_assert_cmpuint (n_notifies, ==, 2);
  g_assert_finalize_object (card);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/character-card/state/%s", cases[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_state);
    }
  g_test_add_func ("/character-card/state/followed", test_follows_state);
  g_test_add_func ("/character-card/state/stopped", test_stopped);
  g_test_add_func ("/character-card/drag/gives-clip", test_drags_clip);
  g_test_add_func ("/character-card/drag/gives-mention", test_drags_mention);
  g_test_add_func ("/character-card/set-character/notifies-once", test_set_character_notifies_once);

  return g_test_run ();
}
