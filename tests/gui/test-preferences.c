/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where the focus is in the preferences: Escape goes nowhere without one. */

#include <glib/gstdio.h>

#include "press.h"
#include "test-dir.h"
#include "test-wait.h"
#include "troupe-preferences-dialog.h"

typedef struct
{
  TroupeProviders *providers;
  GtkWidget       *window;
  AdwDialog       *dialog;
} Fixture;

static const char *
get_title (GtkWidget *widget)
{
  if (ADW_IS_PREFERENCES_ROW (widget))
    return adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget));
  return GTK_IS_BUTTON (widget) ? gtk_button_get_label (GTK_BUTTON (widget)) : NULL;
}

/* The last widget on show with that title: the page that was pushed last comes last. */
static GtkWidget *
find (GtkWidget  *widget,
      const char *title)
{
  for (GtkWidget *child = gtk_widget_get_last_child (widget);
       child != NULL;
       child = gtk_widget_get_prev_sibling (child))
    {
      GtkWidget *found = gtk_widget_get_mapped (child) ? find (child, title) : NULL;

      if (found != NULL)
        return found;
    }
  return g_strcmp0 (get_title (widget), title) == 0 ? widget : NULL;
}

static GtkWidget *
get_focus (Fixture *fixture)
{
  return gtk_root_get_focus (GTK_ROOT (fixture->window));
}

static void
assert_focus (Fixture    *fixture,
              const char *title)
{
  GtkWidget *focus = get_focus (fixture);
  GtkWidget *row;

  g_assert_nonnull (focus);
  row = gtk_widget_get_ancestor (focus, ADW_TYPE_PREFERENCES_ROW);
  g_assert_cmpstr (get_title (row != NULL ? row : focus), ==, title);
}

static void
press_escape (Fixture *fixture)
{
  GtkWidget *widget = get_focus (fixture);

  while (widget != NULL && !press (widget, GDK_KEY_Escape, GDK_NO_MODIFIER_MASK))
    widget = gtk_widget_get_parent (widget);
}

static gboolean
is_open (Fixture *fixture)
{
  return adw_window_get_visible_dialog (ADW_WINDOW (fixture->window)) == fixture->dialog;
}

static void
activate (Fixture    *fixture,
          const char *title)
{
  GtkWidget *widget = find (GTK_WIDGET (fixture->dialog), title);

  g_assert_nonnull (widget);
  g_assert_true (gtk_widget_grab_focus (widget));
  g_signal_emit_by_name (widget, GTK_IS_BUTTON (widget) ? "clicked" : "activate");
}

static void
add_provider (Fixture    *fixture,
              const char *id)
{
  troupe_providers_add (fixture->providers,
                        troupe_presets_find (troupe_providers_get_profiles (fixture->providers), id));
}

static void
set_up (Fixture      *fixture,
        gconstpointer user_data)
{
  g_autoptr (TroupeHosts) hosts = troupe_hosts_new ();
  g_autoptr (TroupeClient) client = troupe_client_new ();

  fixture->providers = troupe_providers_new ();
  add_provider (fixture, "evolink");
  add_provider (fixture, "openrouter");
  fixture->window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 800, 600);
  adw_window_set_content (ADW_WINDOW (fixture->window), gtk_button_new_with_label ("Window"));
  gtk_window_present (GTK_WINDOW (fixture->window));
  fixture->dialog = g_object_ref_sink (troupe_preferences_dialog_new (fixture->providers, hosts, client));
  adw_dialog_present (fixture->dialog, fixture->window);
  test_wait_until (adw_dialog_get_focus (fixture->dialog) != NULL);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer user_data)
{
  g_autofree char *choices = g_build_filename (g_get_user_config_dir (), "troupe", "providers.ini", NULL);

  gtk_window_destroy (GTK_WINDOW (fixture->window));
  test_assert_finalize (fixture->dialog);
  g_object_unref (fixture->providers);
  g_remove (choices);
}

static void
test_add (Fixture      *fixture,
          gconstpointer user_data)
{
  activate (fixture, "_Add Provider…");
  g_assert_true (GTK_IS_SEARCH_ENTRY (gtk_widget_get_ancestor (get_focus (fixture), GTK_TYPE_SEARCH_ENTRY)));
  gtk_editable_set_text (GTK_EDITABLE (gtk_widget_get_ancestor (get_focus (fixture), GTK_TYPE_SEARCH_ENTRY)), "ChainHub");
  test_wait_until (find (GTK_WIDGET (fixture->dialog), "OpenRouter") == NULL);
  g_signal_emit_by_name (gtk_widget_get_ancestor (get_focus (fixture), GTK_TYPE_SEARCH_ENTRY), "activate");
  assert_focus (fixture, "Key");
  press_escape (fixture);
  assert_focus (fixture, "_Add Provider…");
  press_escape (fixture);
  g_assert_false (is_open (fixture));
}

/* One that has an address of the person's alone asks for it first. */
static void
test_add_without_address (Fixture      *fixture,
                          gconstpointer user_data)
{
  activate (fixture, "_Add Provider…");
  activate (fixture, "new-api");
  assert_focus (fixture, "Address");
  press_escape (fixture);
  press_escape (fixture);
  g_assert_false (is_open (fixture));
}

static void
test_open (Fixture      *fixture,
           gconstpointer user_data)
{
  activate (fixture, "EvoLink");
  g_assert_nonnull (gtk_widget_get_ancestor (get_focus (fixture), ADW_TYPE_HEADER_BAR));
  g_assert_false (gtk_editable_get_selection_bounds (GTK_EDITABLE (find (GTK_WIDGET (fixture->dialog), "Name")),
                                                     NULL, NULL));
  troupe_providers_set_enabled (fixture->providers, troupe_providers_find (fixture->providers, "evolink"), FALSE);
  press_escape (fixture);
  assert_focus (fixture, "EvoLink");
  press_escape (fixture);
  g_assert_false (is_open (fixture));
}

static void
test_duplicate_on_page (Fixture      *fixture,
                        gconstpointer user_data)
{
  activate (fixture, "EvoLink");
  activate (fixture, "_Duplicate");
  assert_focus (fixture, "Key");
  press_escape (fixture);
  assert_focus (fixture, "EvoLink");
  press_escape (fixture);
  g_assert_false (is_open (fixture));
}

static void
test_duplicate_in_list (Fixture      *fixture,
                        gconstpointer user_data)
{
  gtk_widget_activate_action (find (GTK_WIDGET (fixture->dialog), "EvoLink"), "provider.duplicate", NULL);
  assert_focus (fixture, "EvoLink 2");
  press_escape (fixture);
  g_assert_false (is_open (fixture));
}

/* Escape takes what lies on top: the toast, which offers to undo, before the dialog. */
static void
test_remove_on_page (Fixture      *fixture,
                     gconstpointer user_data)
{
  activate (fixture, "EvoLink");
  activate (fixture, "_Remove Provider");
  g_assert_nonnull (find (GTK_WIDGET (fixture->dialog), "_Undo"));
  press_escape (fixture);
  g_assert_null (find (GTK_WIDGET (fixture->dialog), "_Undo"));
  g_assert_true (is_open (fixture));
  press_escape (fixture);
  g_assert_false (is_open (fixture));
}

/* From the menu of the row, whose button has the focus by then */
static void
test_remove_in_list (Fixture      *fixture,
                     gconstpointer user_data)
{
  GtkWidget *row = find (GTK_WIDGET (fixture->dialog), "EvoLink");

  g_assert_true (gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD));
  g_assert_true (GTK_IS_BUTTON (get_focus (fixture)));
  gtk_widget_activate_action (row, "provider.remove", NULL);
  assert_focus (fixture, "OpenRouter");
  activate (fixture, "_Undo");
  assert_focus (fixture, "EvoLink");
}

static void
test_move (Fixture      *fixture,
           gconstpointer user_data)
{
  GtkWidget *row = find (GTK_WIDGET (fixture->dialog), "EvoLink");

  g_assert_true (gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD));
  gtk_widget_activate_action (row, "provider.move-down", NULL);
  g_assert_true (find (GTK_WIDGET (fixture->dialog), "EvoLink") == row);
  g_assert_cmpint (gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)), ==, 2);
  assert_focus (fixture, "EvoLink");
  press_escape (fixture);
  g_assert_false (is_open (fixture));
}

#define ADD(path, func) g_test_add ("/preferences/focus/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_autoptr (TestDir) config = NULL;

  /* The data folders stay: icons are drawn, and what kind of file they are stands there. */
  g_test_init (&argc, &argv, NULL);
  config = test_dir_new ();
  g_setenv ("XDG_CONFIG_HOME", test_dir_get_path (config), TRUE);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

  ADD ("add", test_add);
  ADD ("add-without-address", test_add_without_address);
  ADD ("open", test_open);
  ADD ("duplicate-on-page", test_duplicate_on_page);
  ADD ("duplicate-in-list", test_duplicate_in_list);
  ADD ("remove-on-page", test_remove_on_page);
  ADD ("remove-in-list", test_remove_in_list);
  ADD ("move", test_move);

  return g_test_run ();
}
