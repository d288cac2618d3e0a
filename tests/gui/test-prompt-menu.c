/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <adwaita.h>
#include <string.h>

#include "config.h"

#include "press.h"
#include "prompt-fixture.h"
#include "test-wait.h"
#include "troupe-prompt-content.h"
#include "troupe-prompt-picker.h"

static void
select_all (Fixture *self)
{
  g_signal_emit_by_name (self->view, "select-all", TRUE);
}

static char *
read_clipboard (Fixture *self)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self->view));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *text;

  gdk_clipboard_read_text_async (clipboard, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  text = gdk_clipboard_read_text_finish (clipboard, result, &error);
  g_assert_no_error (error);
  return text;
}

static void
paste (Fixture *self)
{
  guint n_changes = self->n_changes;

  g_signal_emit_by_name (self->view, "paste-clipboard");
  test_wait_until (self->n_changes > n_changes);
  settle ();
}

static void
test_copy (Fixture      *self,
           gconstpointer data)
{
  g_autofree char *text = NULL;

  type (self, "@bert and @Ada Lovelace run");
  g_assert_cmpuint (count_mentions (self), ==, 2);
  select_all (self);
  g_signal_emit_by_name (self->view, "copy-clipboard");
  text = read_clipboard (self);
  g_assert_cmpstr (text, ==, "@b.ert2 and @lovelace run");

  move (self, GTK_MOVEMENT_BUFFER_ENDS, 1);
  type (self, ": ");
  paste (self);
  assert_prompt (self, "@Bert and @Ada Lovelace run: @Bert and @Ada Lovelace run");
  g_assert_cmpuint (count_mentions (self), ==, 4);
  press (GTK_WIDGET (self->view), GDK_KEY_z, GDK_CONTROL_MASK);
  assert_prompt (self, "@Bert and @Ada Lovelace run: ");
}

static void
test_cut (Fixture      *self,
          gconstpointer data)
{
  type (self, "a @bert b");
  select_all (self);
  g_signal_emit_by_name (self->view, "cut-clipboard");
  assert_prompt (self, "");
  paste (self);
  assert_prompt (self, "a @Bert b");
  g_assert_cmpuint (count_mentions (self), ==, 1);
}

/* What a middle click pastes */
static void
test_primary (Fixture      *self,
              gconstpointer data)
{
  GdkClipboard *primary = gtk_widget_get_primary_clipboard (GTK_WIDGET (self->view));
  g_autoptr (GdkContentProvider) content = NULL;

  type (self, "@bert runs");
  select_all (self);
  content = gdk_clipboard_get_content (primary);
  g_assert_nonnull (content);
  g_object_ref (content);
  move (self, GTK_MOVEMENT_BUFFER_ENDS, 1);
  g_assert_null (gdk_clipboard_get_content (primary));

  type (self, ": ");
  gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (self->view)), content);
  paste (self);
  assert_prompt (self, "@Bert runs: @Bert runs");
  g_assert_cmpuint (count_mentions (self), ==, 2);
}

static void
test_paste_text (Fixture      *self,
                 gconstpointer data)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self->view));

  gdk_clipboard_set_text (clipboard, "see @lovelace, @nobody and @BERT");
  type (self, "x");
  select_all (self);
  paste (self);
  assert_prompt (self, "see @lovelace, @nobody and @Bert");
  g_assert_cmpuint (count_mentions (self), ==, 2);
  press (GTK_WIDGET (self->view), GDK_KEY_z, GDK_CONTROL_MASK);
  assert_prompt (self, "x");
}

/* As the clipboard of a Troupe with another library gives it: whom this one has not, it looks for by name. */
static void
test_paste_foreign (Fixture      *self,
                    gconstpointer data)
{
  static const char json[] = "{\"format\": 1, \"parts\": [{\"character\": \"other-1\", \"name\": \"Bert\"}, \" and \","
                             " {\"character\": \"other-2\", \"name\": \"Zed\"}]}";
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self->view));
  g_autoptr (GBytes) bytes = g_bytes_new_static (json, strlen (json));
  g_autoptr (GdkContentProvider) content = gdk_content_provider_new_for_bytes (TROUPE_PROMPT_MIME_TYPE, bytes);

  gdk_clipboard_set_content (clipboard, content);
  paste (self);
  assert_prompt (self, "@Bert and @Zed");
  g_assert_cmpstr (troupe_prompt_get_mention (troupe_prompt_view_get_prompt (self->view), 0)->character_id, ==,
                   "id-bert");
  g_assert_cmpstr (troupe_prompt_get_mention (troupe_prompt_view_get_prompt (self->view), 1)->character_id, ==,
                   "other-2");
}

static void
take_cb (char      **taken,
         const char *text)
{
  g_set_str (taken, text);
}

static void
test_menu_actions (Fixture      *self,
                   gconstpointer data)
{
  GtkWidget *widget = GTK_WIDGET (self->view);
  g_autofree char *shown = NULL;
  g_autofree char *created = NULL;
  g_autofree char *adopted = NULL;

  g_signal_connect_swapped (self->view, "show-character", G_CALLBACK (take_cb), &shown);
  g_signal_connect_swapped (self->view, "create-identity", G_CALLBACK (take_cb), &created);
  g_signal_connect_swapped (self->view, "adopt", G_CALLBACK (take_cb), &adopted);
  type (self, "@bret @анна ");
  move (self, GTK_MOVEMENT_VISUAL_POSITIONS, -1);    /* behind Anna */
  gtk_widget_activate_action (widget, "prompt.show-character", NULL);
  g_assert_cmpstr (shown, ==, "id-anna");
  gtk_widget_activate_action (widget, "prompt.create-identity", NULL);
  g_assert_cmpstr (created, ==, "id-anna");
  gtk_widget_activate_action (widget, "prompt.remove-mention", NULL);
  assert_prompt (self, "@bret  ");

  move (self, GTK_MOVEMENT_BUFFER_ENDS, -1);
  move (self, GTK_MOVEMENT_VISUAL_POSITIONS, 3);
  gtk_widget_activate_action (widget, "prompt.adopt-word", NULL);
  g_assert_cmpstr (adopted, ==, "bret");
  gtk_widget_activate_action (widget, "prompt.replace-word", "s", "id-bert");
  assert_prompt (self, "@Bert  ");
}

static GtkWidget *
find_widget (GtkWidget *widget,
             GType      type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_replace_mention (Fixture      *self,
                      gconstpointer data)
{
  GtkWidget *picker, *entry;

  type (self, "a @bert b");
  move (self, GTK_MOVEMENT_VISUAL_POSITIONS, -2);
  gtk_widget_activate_action (GTK_WIDGET (self->view), "prompt.replace-mention", NULL);
  picker = find_widget (GTK_WIDGET (self->view), TROUPE_TYPE_PROMPT_PICKER);
  entry = find_widget (picker, GTK_TYPE_SEARCH_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (entry), "love");
  settle ();
  g_signal_emit_by_name (entry, "activate");
  settle ();
  assert_prompt (self, "a @Ada Lovelace b");
  g_assert_false (gtk_widget_get_visible (picker));

  press (GTK_WIDGET (self->view), GDK_KEY_z, GDK_CONTROL_MASK);
  assert_prompt (self, "a @Bert b");
}

static GMenuModel *
open_menu (Fixture *self)
{
  GtkWidget *menu;

  gtk_widget_activate_action (GTK_WIDGET (self->view), "prompt.menu", NULL);
  menu = find_widget (GTK_WIDGET (self->view), GTK_TYPE_POPOVER_MENU);
  return gtk_popover_menu_get_menu_model (GTK_POPOVER_MENU (menu));
}

static void
assert_first_section (GMenuModel        *model,
                      const char *const *expected)
{
  g_autoptr (GMenuModel) section = g_menu_model_get_item_link (model, 0, G_MENU_LINK_SECTION);

  g_assert_cmpint (g_menu_model_get_n_items (section), ==, g_strv_length ((char **) expected));
  for (int i = 0; expected[i] != NULL; i++)
    {
      g_autofree char *label = NULL;

      g_menu_model_get_item_attribute (section, i, "label", "s", &label);
      g_assert_cmpstr (label, ==, expected[i]);
    }
}

static void
test_menu (Fixture      *self,
           gconstpointer data)
{
  guint n_calls = 0;

  type (self, "x");
  assert_first_section (open_menu (self), (const char *[]) { "Cu_t", "_Copy", "_Paste", "_Delete", NULL });
  type (self, " @bert");
  troupe_prompt_view_finish (self->view);
  assert_first_section (open_menu (self), (const char *[]) { "_Replace With…", "Re_move", NULL });

  /* What somebody does */
  g_signal_connect_swapped (self->view, "show-character", G_CALLBACK (test_count_cb), &n_calls);
  g_signal_connect_swapped (self->view, "create-identity", G_CALLBACK (test_count_cb), &n_calls);
  g_signal_connect_swapped (self->view, "adopt", G_CALLBACK (test_count_cb), &n_calls);
  assert_first_section (open_menu (self), (const char *[]) {
    "_Replace With…", "_Show Character", "Re_move", NULL,
  });
  type (self, " @анна");
  troupe_prompt_view_finish (self->view);
  assert_first_section (open_menu (self), (const char *[]) {
    "_Replace With…", "_Show Character", "Cr_eate There…", "Re_move", NULL,
  });
  type (self, " @brt");
  troupe_prompt_view_finish (self->view);
  assert_first_section (open_menu (self), (const char *[]) { "Use “Bert”", "Adopt “@brt”…", NULL });
}

static guint
count_tags (Fixture *self,
            int      offset)
{
  g_autoptr (GSList) tags = NULL;
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_offset (self->buffer, &iter, offset);
  tags = gtk_text_iter_get_tags (&iter);
  return g_slist_length (tags);
}

/* Once a wrong word behind it is marked it has been looked at, too. */
static void
test_spelling (Fixture      *self,
               gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);

  type (self, "qzwx @bert @wrogn dgo and so");
  test_wait_until (count_tags (self, 0) > 0 && count_tags (self, 14) > 0);
  g_assert_cmpuint (count_tags (self, 5), ==, 0);    /* the chip */
  g_assert_cmpuint (count_tags (self, 9), ==, 1);    /* a name that nobody has, not a word */

  gtk_widget_activate_action (GTK_WIDGET (self->view), "spelling.check-spelling", NULL);
  test_wait_until (count_tags (self, 14) == 0);
  g_assert_false (g_settings_get_boolean (settings, "check-spelling"));
  type (self, " @ada now");
  g_assert_cmpuint (count_mentions (self), ==, 2);
  g_settings_set_boolean (settings, "check-spelling", TRUE);
  test_wait_until (count_tags (self, 14) > 0);

  /* Each takes or brings chips. */
  while (press (GTK_WIDGET (self->view), GDK_KEY_z, GDK_CONTROL_MASK))
    settle ();
  while (press (GTK_WIDGET (self->view), GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK))
    settle ();
  test_wait_until (count_tags (self, 14) > 0);
  assert_prompt (self, "qzwx @Bert @wrogn dgo and so @Ada now");
}

static void
test_gone (Fixture      *self,
           gconstpointer data)
{
  GtkTextBuffer *buffer = g_object_ref (self->buffer);

  type (self, "qzwx @bert @nobody ");
  open_menu (self);
  g_object_add_weak_pointer (G_OBJECT (self->view), (gpointer *) &self->view);
  gtk_window_set_child (GTK_WINDOW (self->window), NULL);
  test_wait_until (self->view == NULL);
  gtk_text_buffer_set_text (buffer, "@bert qzwx ", -1);
  settle ();
  g_object_unref (buffer);
}

#define ADD(path, test) g_test_add ("/prompt-view/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("GTK_A11Y", "none", TRUE);    /* GTK's accessibility for tests crashes at announcements (4.18) */
  adw_init ();

  ADD ("clipboard/copy-and-paste", test_copy);
  ADD ("clipboard/cut", test_cut);
  ADD ("clipboard/primary", test_primary);
  ADD ("clipboard/text-binds", test_paste_text);
  ADD ("clipboard/other-library", test_paste_foreign);
  ADD ("menu/actions", test_menu_actions);
  ADD ("menu/replace", test_replace_mention);
  ADD ("menu/items", test_menu);
  ADD ("spelling/words-only", test_spelling);
  ADD ("dispose/with-menu", test_gone);

  return g_test_run ();
}
