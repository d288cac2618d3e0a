/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "prompt-fixture.h"

#include "test-wait.h"
#include "troupe-presets.h"
#include "troupe-prompt-words.h"

void
add_character (TroupePromptLibrary *library,
               const char          *id,
               const char          *alias,
               const char          *username,
               gint64               used_us)
{
  TroupeCastMember *member = troupe_cast_member_new ();

  member->character_id = g_strdup (id);
  member->alias = g_strdup (alias);
  member->username = g_strdup (username);
  member->remote_id = username != NULL ? g_strdup_printf ("remote-%s", id) : NULL;
  troupe_prompt_library_add (library, member, username, "zoo", used_us);
}

TroupePromptLibrary *
create_library (void)
{
  g_autoptr (TroupePresets) presets = troupe_presets_new ();
  TroupePromptLibrary *library = troupe_prompt_library_new (troupe_presets_find (presets, "evolink"));

  add_character (library, "id-ada", "Ada", "ada.1", 3);
  add_character (library, "id-lovelace", "Ada Lovelace", "lovelace", 2);
  add_character (library, "id-bert", "Bert", "b.ert2", 4);
  add_character (library, "id-anna", "Анна", NULL, 1);
  return library;
}

void
set_up (Fixture      *self,
        gconstpointer data)
{
  self->library = create_library ();
  self->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (self->window), 480, 320);
  self->view = TROUPE_PROMPT_VIEW (troupe_prompt_view_new ());
  self->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  troupe_prompt_view_set_library (self->view, self->library);
  gtk_window_set_child (GTK_WINDOW (self->window), GTK_WIDGET (self->view));
  gtk_window_present (GTK_WINDOW (self->window));
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  g_signal_connect_swapped (self->view, "changed", G_CALLBACK (test_count_cb), &self->n_changes);
}

void
tear_down (Fixture      *self,
           gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  troupe_prompt_library_free (self->library);
}

void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* As keys and input methods do it: letter by letter into the buffer, each a user action. */
void
type (Fixture    *self,
      const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gtk_text_buffer_begin_user_action (self->buffer);
      gtk_text_buffer_delete_selection (self->buffer, TRUE, TRUE);
      gtk_text_buffer_insert_interactive_at_cursor (self->buffer, p, (int) (g_utf8_next_char (p) - p), TRUE);
      gtk_text_buffer_end_user_action (self->buffer);
      settle ();
    }
}

void
backspace (Fixture *self)
{
  g_signal_emit_by_name (self->view, "backspace");
  settle ();
}

void
move (Fixture        *self,
      GtkMovementStep step,
      int             count)
{
  g_signal_emit_by_name (self->view, "move-cursor", step, count, FALSE);
  settle ();
}

/* The prompt as text, and that the buffer shows the same */
void
assert_prompt (Fixture    *self,
               const char *expected)
{
  const TroupePrompt *prompt = troupe_prompt_view_get_prompt (self->view);
  g_autofree char *text = troupe_prompt_to_text (prompt, NULL);
  g_autofree char *shown = NULL;
  GtkTextIter start, end;

  g_assert_cmpstr (text, ==, expected);
  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  shown = gtk_text_buffer_get_slice (self->buffer, &start, &end, TRUE);
  g_assert_cmpstr (shown, ==, troupe_prompt_get_text (prompt));
}

guint
count_mentions (Fixture *self)
{
  return troupe_prompt_get_n_mentions (troupe_prompt_view_get_prompt (self->view));
}
