/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <adwaita.h>

#include "press.h"
#include "prompt-fixture.h"
#include "test-wait.h"
#include "troupe-prompt-proposals.h"
#include "troupe-prompt-words.h"

/* What the popup does at a key; the text gets it where it does nothing */
static gboolean
press_key (Fixture *self,
           guint    keyval)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (self->view));
  gboolean is_taken = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !is_taken; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (g_strcmp0 (gtk_event_controller_get_name (controller), "prompt-completion") == 0)
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, 0, &is_taken);
    }
  settle ();
  return is_taken;
}

static TroupePromptProposals *
find_proposals (GtkWidget *widget)
{
  if (TROUPE_IS_PROMPT_PROPOSALS (widget))
    return TROUPE_PROMPT_PROPOSALS (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      TroupePromptProposals *found = find_proposals (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* What the popup has selected, NULL where it is closed */
static char *
dup_proposal (Fixture *self)
{
  TroupePromptProposals *proposals = find_proposals (GTK_WIDGET (self->view));
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (proposals), GTK_TYPE_POPOVER);

  return gtk_widget_get_visible (popover) ? troupe_prompt_proposals_describe (proposals) : NULL;
}

static void
assert_proposal (Fixture    *self,
                 const char *expected)
{
  g_autofree char *proposal = dup_proposal (self);

  g_assert_cmpstr (proposal, ==, expected);
}

static void
test_type_binds (Fixture      *self,
                 gconstpointer data)
{
  type (self, "A dog and @bert");
  g_assert_cmpuint (count_mentions (self), ==, 0);    /* more letters may come */
  type (self, " runs");
  g_assert_cmpuint (count_mentions (self), ==, 1);
  assert_prompt (self, "A dog and @Bert runs");
  g_assert_cmpstr (troupe_prompt_get_mention (troupe_prompt_view_get_prompt (self->view), 0)->character_id, ==,
                   "id-bert");
  g_assert_cmpuint (self->n_changes, >, 0);
}

static const struct
{
  const char *name;
  const char *typed;
  const char *expected;
  guint       n_mentions;
} bind_cases[] = {
  { "sentence-end", "See @bert. Now", "See @Bert. Now", 1 },
  { "dots-and-digits", "@b.ert2 and @ada.1, yes", "@b.ert2 and @ada.1, yes", 2 },
  { "longer-name", "@Ada Lovelace writes", "@Ada Lovelace writes", 1 },
  { "shorter-name", "@Ada loves", "@Ada loves", 1 },
  { "glued", "@bertha is another", "@bertha is another", 0 },
  { "mail", "write to me@bert now", "write to me@bert now", 0 },
  { "other-script", "Где @анна сегодня", "Где @Анна сегодня", 1 },
  { "right-to-left", "שלום @bert שלום", "שלום @Bert שלום", 1 },
  { "emoji", "👩‍🚀 @bert 👍🏽 ok", "👩‍🚀 @Bert 👍🏽 ok", 1 },
  { "line-end", "@bert\nruns", "@Bert\nruns", 1 },
};

static void
test_bind (Fixture      *self,
           gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);

  type (self, bind_cases[i].typed);
  g_assert_cmpuint (count_mentions (self), ==, bind_cases[i].n_mentions);
  assert_prompt (self, bind_cases[i].expected);
}

static void
test_leave_binds (Fixture      *self,
                  gconstpointer data)
{
  type (self, "hello @bert");
  move (self, GTK_MOVEMENT_BUFFER_ENDS, -1);
  g_assert_cmpuint (count_mentions (self), ==, 1);
}

static void
test_finish_binds (Fixture      *self,
                   gconstpointer data)
{
  type (self, "hello @bert");
  troupe_prompt_view_finish (self->view);
  assert_prompt (self, "hello @Bert");
  g_assert_cmpuint (count_mentions (self), ==, 1);
}

static void
test_one_thing (Fixture      *self,
                gconstpointer data)
{
  type (self, "a @bert b");
  g_assert_cmpuint (troupe_prompt_get_n_chars (troupe_prompt_view_get_prompt (self->view)), ==, 5);
  move (self, GTK_MOVEMENT_VISUAL_POSITIONS, -2);
  backspace (self);
  assert_prompt (self, "a  b");

  g_assert_true (press (GTK_WIDGET (self->view), GDK_KEY_z, GDK_CONTROL_MASK));
  settle ();
  assert_prompt (self, "a @Bert b");
  g_assert_true (press (GTK_WIDGET (self->view), GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK));
  settle ();
  assert_prompt (self, "a  b");
  g_assert_true (press (GTK_WIDGET (self->view), GDK_KEY_z, GDK_CONTROL_MASK));
  settle ();
  g_assert_cmpuint (count_mentions (self), ==, 1);
  move (self, GTK_MOVEMENT_BUFFER_ENDS, -1);
  move (self, GTK_MOVEMENT_VISUAL_POSITIONS, 3);
  type (self, "!");
  assert_prompt (self, "a @Bert! b");
}

/* By Shift and one arrow, or by a click */
static void
test_selected_whole (Fixture      *self,
                     gconstpointer data)
{
  GtkTextIter start, end;

  type (self, "a @bert b");
  move (self, GTK_MOVEMENT_VISUAL_POSITIONS, -2);
  g_signal_emit_by_name (self->view, "move-cursor", GTK_MOVEMENT_VISUAL_POSITIONS, -1, TRUE);
  settle ();
  g_assert_true (gtk_text_buffer_get_selection_bounds (self->buffer, &start, &end));
  g_assert_cmpint (gtk_text_iter_get_offset (&start), ==, 2);
  g_assert_cmpint (gtk_text_iter_get_offset (&end), ==, 3);
  g_assert_nonnull (gtk_text_iter_get_child_anchor (&start));
  type (self, "c");
  assert_prompt (self, "a c b");
}

/* Text again, as it was typed, and it stays so. */
static void
test_undo (Fixture      *self,
           gconstpointer data)
{
  type (self, "see @bert ");
  g_assert_cmpuint (count_mentions (self), ==, 1);
  g_assert_true (press (GTK_WIDGET (self->view), GDK_KEY_z, GDK_CONTROL_MASK));
  settle ();
  g_assert_cmpuint (count_mentions (self), ==, 0);
  assert_prompt (self, "see @bert ");
  move (self, GTK_MOVEMENT_BUFFER_ENDS, 1);
  type (self, "x");
  assert_prompt (self, "see @bert x");
  g_assert_cmpuint (count_mentions (self), ==, 0);

  while (press (GTK_WIDGET (self->view), GDK_KEY_z, GDK_CONTROL_MASK))
    settle ();
  assert_prompt (self, "");
  while (press (GTK_WIDGET (self->view), GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK))
    settle ();
  assert_prompt (self, "see @bert x");
}

static void
test_insert_mention (Fixture      *self,
                     gconstpointer data)
{
  GtkTextIter start, end;

  type (self, "a dog b");
  gtk_text_buffer_get_iter_at_offset (self->buffer, &start, 2);
  gtk_text_buffer_get_iter_at_offset (self->buffer, &end, 5);
  gtk_text_buffer_select_range (self->buffer, &start, &end);
  troupe_prompt_view_insert_mention (self->view, "id-anna");
  assert_prompt (self, "a @Анна b");
  g_assert_cmpuint (count_mentions (self), ==, 1);
  troupe_prompt_view_insert_mention (self->view, "nobody");
  assert_prompt (self, "a @Анна b");

  press (GTK_WIDGET (self->view), GDK_KEY_z, GDK_CONTROL_MASK);
  assert_prompt (self, "a dog b");
}

static void
test_set_prompt (Fixture      *self,
                 gconstpointer data)
{
  g_autoptr (TroupePrompt) prompt = troupe_prompt_parse ("@Bert and @ada.1 dance",
                                                         troupe_prompt_library_get_names (self->library));

  type (self, "something else");
  troupe_prompt_view_set_prompt (self->view, prompt);
  settle ();
  g_assert_true (troupe_prompt_equal (prompt, troupe_prompt_view_get_prompt (self->view)));
  assert_prompt (self, "@Bert and @ada.1 dance");
  press (GTK_WIDGET (self->view), GDK_KEY_z, GDK_CONTROL_MASK);
  assert_prompt (self, "@Bert and @ada.1 dance");

  troupe_prompt_view_set_prompt (self->view, NULL);
  assert_prompt (self, "");
}

static void
test_set_library (Fixture      *self,
                  gconstpointer data)
{
  TroupePromptLibrary *library = create_library ();

  troupe_prompt_view_set_library (self->view, NULL);
  type (self, "@carl @bert ");
  assert_prompt (self, "@carl @bert ");
  g_assert_cmpuint (count_mentions (self), ==, 0);

  add_character (library, "id-carl", "Carl", NULL, 0);
  troupe_prompt_view_set_library (self->view, library);
  settle ();
  assert_prompt (self, "@Carl @Bert ");
  troupe_prompt_library_free (self->library);
  self->library = library;
}

/* A sign that would be a mention of nobody */
static void
test_stray_mark (Fixture      *self,
                 gconstpointer data)
{
  type (self, "a" TROUPE_PROMPT_MENTION_UTF8 "b");
  g_assert_cmpuint (count_mentions (self), ==, 0);
  assert_prompt (self, "a\xef\xbf\xbd" "b");
}

static void
test_complete (Fixture      *self,
               gconstpointer data)
{
  type (self, "so ");
  assert_proposal (self, NULL);
  type (self, "@");
  assert_proposal (self, "Bert, @b.ert2, 1 of 4");    /* the one used last */
  type (self, "ad");
  assert_proposal (self, "Ada, @ada.1, 1 of 2");
  g_assert_true (press_key (self, GDK_KEY_Down));
  assert_proposal (self, "Ada Lovelace, @lovelace, 2 of 2");
  g_assert_true (press_key (self, GDK_KEY_Down));
  assert_proposal (self, "Ada, @ada.1, 1 of 2");
  g_assert_true (press_key (self, GDK_KEY_Up));
  g_assert_true (press_key (self, GDK_KEY_Return));
  assert_proposal (self, NULL);
  assert_prompt (self, "so @Ada Lovelace");
  g_assert_false (press_key (self, GDK_KEY_Return));
  g_assert_false (press_key (self, GDK_KEY_Tab));

  press (GTK_WIDGET (self->view), GDK_KEY_z, GDK_CONTROL_MASK);
  settle ();
  assert_prompt (self, "so @ad");
}

static void
test_complete_tag (Fixture      *self,
                   gconstpointer data)
{
  type (self, "@zoo");
  assert_proposal (self, "Bert, @b.ert2, 1 of 4");
  g_assert_true (press_key (self, GDK_KEY_Tab));
  assert_prompt (self, "@Bert");
}

static void
test_complete_dismiss (Fixture      *self,
                       gconstpointer data)
{
  type (self, "@a");
  g_assert_true (press_key (self, GDK_KEY_Escape));
  assert_proposal (self, NULL);
  type (self, "d");
  assert_proposal (self, NULL);
  g_assert_false (press_key (self, GDK_KEY_Escape));
  type (self, "q @b");
  assert_proposal (self, "Bert, @b.ert2, 1 of 1");
}

static void
test_complete_closes (Fixture      *self,
                      gconstpointer data)
{
  type (self, "@bert");
  assert_proposal (self, "Bert, @b.ert2, 1 of 1");
  type (self, " ");
  assert_proposal (self, NULL);
  type (self, "@ada");
  type (self, " ");
  assert_proposal (self, "Ada, @ada.1, 1 of 2");    /* Lovelace may follow */
  type (self, "q");
  assert_proposal (self, NULL);
  assert_prompt (self, "@Bert @Ada q");
  type (self, "@b");
  move (self, GTK_MOVEMENT_BUFFER_ENDS, -1);
  assert_proposal (self, NULL);
  type (self, "@nobodylikethat");
  assert_proposal (self, NULL);
  type (self, "@ noon");
  assert_proposal (self, NULL);
}

/* The @ and the letters arrive while it composes, as Chinese ones do; what it commits is looked at. */
static void
test_input_method (Fixture      *self,
                   gconstpointer data)
{
  g_signal_emit_by_name (self->view, "preedit-changed", "@b");
  type (self, "@b");
  assert_proposal (self, NULL);
  g_assert_false (press_key (self, GDK_KEY_Return));
  g_signal_emit_by_name (self->view, "preedit-changed", "");
  assert_proposal (self, "Bert, @b.ert2, 1 of 1");

  g_signal_emit_by_name (self->view, "preedit-changed", "ert ");
  type (self, "ert ");
  g_assert_cmpuint (count_mentions (self), ==, 0);
  g_signal_emit_by_name (self->view, "preedit-changed", "");
  settle ();
  g_assert_cmpuint (count_mentions (self), ==, 1);
}

/* What the keys go to while an input method is at work */
static GtkIMContext *
find_input_method (Fixture *self)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (self->view));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller) &&
          gtk_event_controller_key_get_im_context (GTK_EVENT_CONTROLLER_KEY (controller)) != NULL)
        return gtk_event_controller_key_get_im_context (GTK_EVENT_CONTROLLER_KEY (controller));
    }
  g_return_val_if_reached (NULL);
}

/* Several letters at once, also in the place of a chip */
static void
test_input_method_commits (Fixture      *self,
                           gconstpointer data)
{
  GtkIMContext *method = find_input_method (self);

  g_signal_emit_by_name (method, "commit", "на @анна ");
  settle ();
  assert_prompt (self, "на @Анна ");
  g_assert_cmpuint (count_mentions (self), ==, 1);
  g_signal_emit_by_name (method, "commit", "@b");
  settle ();
  assert_proposal (self, "Bert, @b.ert2, 1 of 1");
  g_assert_true (press_key (self, GDK_KEY_Return));
  assert_prompt (self, "на @Анна @Bert");

  g_signal_emit_by_name (self->view, "move-cursor", GTK_MOVEMENT_VISUAL_POSITIONS, -1, TRUE);
  g_signal_emit_by_name (method, "commit", "你好");
  settle ();
  assert_prompt (self, "на @Анна 你好");
  press (GTK_WIDGET (self->view), GDK_KEY_z, GDK_CONTROL_MASK);
  settle ();
  assert_prompt (self, "на @Анна @Bert");
}

static GdkRectangle
get_pointed (Fixture *self)
{
  TroupePromptProposals *proposals = find_proposals (GTK_WIDGET (self->view));
  GdkRectangle place;

  g_assert_true (gtk_popover_get_pointing_to (
                   GTK_POPOVER (gtk_widget_get_ancestor (GTK_WIDGET (proposals), GTK_TYPE_POPOVER)), &place));
  return place;
}

/* In a narrower window the @ is on another line. */
static void
test_complete_in_other_width (Fixture      *self,
                              gconstpointer data)
{
  GtkTextIter iter;
  GdkRectangle place, before, pointed;

  type (self, "It is a long way to the sea with @a");
  assert_proposal (self, "Ada, @ada.1, 1 of 2");
  test_wait_until (gtk_widget_get_width (GTK_WIDGET (self->view)) == 480);
  before = get_pointed (self);
  gtk_window_set_default_size (GTK_WINDOW (self->window), 160, 320);
  test_wait_until (gtk_widget_get_width (GTK_WIDGET (self->view)) <= 200);
  settle ();

  pointed = get_pointed (self);
  gtk_text_buffer_get_iter_at_offset (self->buffer, &iter, 33);
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self->view), &iter, &place);
  gtk_text_view_buffer_to_window_coords (GTK_TEXT_VIEW (self->view), GTK_TEXT_WINDOW_WIDGET, place.x, place.y, &place.x,
                                         &place.y);
  g_assert_cmpint (pointed.y, >, before.y);
  g_assert_cmpint (pointed.x, ==, place.x);
  g_assert_cmpint (pointed.y, ==, place.y);
}

#define ADD(path, test) g_test_add ("/prompt-view/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("GTK_A11Y", "none", TRUE);    /* GTK's accessibility for tests crashes at announcements (4.18) */
  adw_init ();

  ADD ("type/binds-behind-the-word", test_type_binds);
  for (guint i = 0; i < G_N_ELEMENTS (bind_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/prompt-view/bind/%s", bind_cases[i].name);

      g_test_add (path, Fixture, GUINT_TO_POINTER (i), set_up, test_bind, tear_down);
    }
  ADD ("bind/when-the-caret-leaves", test_leave_binds);
  ADD ("bind/finish", test_finish_binds);
  ADD ("mention/one-thing", test_one_thing);
  ADD ("mention/selected-whole", test_selected_whole);
  ADD ("undo/text-again", test_undo);
  ADD ("insert-mention/replaces-selection", test_insert_mention);
  ADD ("set-prompt/replaces-all", test_set_prompt);
  ADD ("set-library/binds-known", test_set_library);
  ADD ("type/stray-mark", test_stray_mark);
  ADD ("completion/keys", test_complete);
  ADD ("completion/tag", test_complete_tag);
  ADD ("completion/escape-lasts", test_complete_dismiss);
  ADD ("completion/closes", test_complete_closes);
  ADD ("completion/in-other-width", test_complete_in_other_width);
  ADD ("input-method/left-alone", test_input_method);
  ADD ("input-method/commits", test_input_method_commits);

  return g_test_run ();
}
