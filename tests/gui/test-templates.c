/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every template is built, with warnings fatal, and goes without a rest. */

#include <adwaita.h>

#include "test-library.h"
#include "test-wait.h"
#include "troupe-accelerators.h"
#include "troupe-address-dialog.h"
#include "troupe-character-page.h"
#include "troupe-permalink.h"
#include "troupe-preferences-dialog.h"
#include "troupe-provider-page.h"
#include "troupe-rename-dialog.h"
#include "troupe-shortcuts-dialog.h"
#include "troupe-source-text.h"
#include "troupe-storage-page.h"
#include "troupe-thumbnail.h"
#include "troupe-welcome-page.h"

/* The first widget of a type at or below, hidden ones too */
static GtkWidget *
find (GtkWidget  *widget,
      GType       type,
      const char *title)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    {
      if (title == NULL)
        return widget;
      if (ADW_IS_PREFERENCES_ROW (widget) &&
          g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0)
        return widget;
      if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), title) == 0)
        return widget;
    }

  /* Until it is presented, a dialog is not the parent of its content. */
  if (ADW_IS_DIALOG (widget) && gtk_widget_get_root (widget) == NULL)
    return find (adw_dialog_get_child (ADW_DIALOG (widget)), type, title);

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type, title);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
count_rows (GtkWidget *widget,
            guint     *n_rows)
{
  if (ADW_IS_ACTION_ROW (widget))
    (*n_rows)++;
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    count_rows (child, n_rows);
}

static void
test_shortcuts_dialog (void)
{
  GtkWidget *dialog = GTK_WIDGET (g_object_ref_sink (troupe_shortcuts_dialog_new ()));
  guint n_accelerators;
  guint n_rows = 0;

  troupe_accelerators_get (&n_accelerators);
  count_rows (adw_dialog_get_child (ADW_DIALOG (dialog)), &n_rows);
  g_assert_cmpuint (n_rows, ==, n_accelerators);
  gtk_test_accessible_assert_role (dialog, GTK_ACCESSIBLE_ROLE_DIALOG);
  g_assert_finalize_object (dialog);
}

static void
test_accelerators_are_keys (void)
{
  const TroupeAccelerator *accelerators;
  guint n_accelerators;

  accelerators = troupe_accelerators_get (&n_accelerators);
  for (guint i = 0; i < n_accelerators; i++)
    {
      g_test_message ("%s", accelerators[i].title);
      g_assert_nonnull (accelerators[i].keys[0]);
      for (guint j = 0; accelerators[i].keys[j] != NULL; j++)
        {
          GdkModifierType modifiers;
          guint keyval;

          g_assert_true (gtk_accelerator_parse (accelerators[i].keys[j], &keyval, &modifiers));
        }
    }
}

static void
test_welcome_page (void)
{
  GtkWidget *page = g_object_ref_sink (g_object_new (TROUPE_TYPE_WELCOME_PAGE, NULL));
  GtkWidget *button = find (page, GTK_TYPE_BUTTON, "_Try It Now");

  g_assert_nonnull (button);
  gtk_test_accessible_assert_role (button, GTK_ACCESSIBLE_ROLE_BUTTON);
  g_assert_true (gtk_widget_has_css_class (button, "suggested-action"));
  g_assert_nonnull (find (page, GTK_TYPE_BUTTON, "_Open Video…"));
  g_assert_nonnull (find (page, GTK_TYPE_BUTTON, "_Connect a Provider…"));
  g_assert_finalize_object (page);
}

static void
test_thumbnail (void)
{
  GtkWidget *thumbnail = g_object_ref_sink (troupe_thumbnail_new ());
  g_autoptr (GFile) file = g_file_new_for_path ("/nonexistent.png");
  g_autoptr (GFile) same = g_file_new_for_path ("/nonexistent.png");
  guint n_notifies = 0;
  int minimum;

  gtk_test_accessible_assert_role (thumbnail, GTK_ACCESSIBLE_ROLE_PRESENTATION);
  g_signal_connect_swapped (thumbnail, "notify::file", G_CALLBACK (test_count_cb), &n_notifies);
  troupe_thumbnail_set_file (TROUPE_THUMBNAIL (thumbnail), file);
  troupe_thumbnail_set_file (TROUPE_THUMBNAIL (thumbnail), same);
  g_assert_cmpuint (n_notifies, ==, 1);

  gtk_widget_measure (thumbnail, GTK_ORIENTATION_VERTICAL, 200, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, ==, 200);
  test_assert_finalize (thumbnail);
}

static TroupeProvider *
add_chainhub (TroupeProviders *providers)
{
  return troupe_providers_add (providers, troupe_presets_find (troupe_providers_get_profiles (providers), "chainhub"));
}

static void
test_preferences_dialog (void)
{
  g_autoptr (TroupeProviders) providers = troupe_providers_new ();
  g_autoptr (TroupeHosts) hosts = troupe_hosts_new ();
  TroupeProvider *chainhub = add_chainhub (providers);
  g_autoptr (TroupeClient) client = troupe_client_new ();
  GtkWidget *dialog = GTK_WIDGET (g_object_ref_sink (troupe_preferences_dialog_new (providers, hosts, client)));

  g_assert_nonnull (find (dialog, ADW_TYPE_ACTION_ROW, "Practice Studio"));
  g_assert_nonnull (find (dialog, ADW_TYPE_ACTION_ROW, troupe_provider_get_name (chainhub)));
  g_assert_nonnull (find (dialog, ADW_TYPE_COMBO_ROW, "For New Characters"));
  g_assert_nonnull (find (dialog, TROUPE_TYPE_STORAGE_PAGE, NULL));
  test_assert_finalize (dialog);
}

static void
test_provider_page_builtin (void)
{
  g_autoptr (TroupeProviders) providers = troupe_providers_new ();
  TroupeProvider *provider = troupe_providers_find (providers, "practice");
  g_autoptr (TroupeClient) client = troupe_client_new ();
  GtkWidget *page = GTK_WIDGET (g_object_ref_sink (troupe_provider_page_new (providers, client, provider)));
  GtkWidget *key_row = find (page, ADW_TYPE_PASSWORD_ENTRY_ROW, NULL);

  g_assert_cmpstr (adw_navigation_page_get_title (ADW_NAVIGATION_PAGE (page)), ==, "Practice Studio");
  g_assert_false (gtk_widget_get_visible (gtk_widget_get_ancestor (key_row, ADW_TYPE_PREFERENCES_GROUP)));
  test_assert_finalize (page);
}

static void
test_provider_page_remote (void)
{
  g_autoptr (TroupeProviders) providers = troupe_providers_new ();
  TroupeProvider *provider = add_chainhub (providers);
  g_autoptr (TroupeClient) client = troupe_client_new ();
  GtkWidget *page = GTK_WIDGET (g_object_ref_sink (troupe_provider_page_new (providers, client, provider)));
  GtkWidget *base_row = find (page, ADW_TYPE_ENTRY_ROW, "Address");

  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (base_row)), ==, troupe_provider_get_base (provider));
  g_assert_nonnull (find (page, ADW_TYPE_ACTION_ROW, "Closed since 24 September 2026"));
  test_wait_until (find (page, ADW_TYPE_ACTION_ROW, "No key entered") != NULL);
  test_assert_finalize (page);
}

/* A wrong address stays in the field, marked, and is not taken. */
static void
test_provider_page_refuses_address (void)
{
  g_autoptr (TroupeProviders) providers = troupe_providers_new ();
  g_autoptr (TroupeHosts) hosts = troupe_hosts_new ();
  TroupeProvider *provider = add_chainhub (providers);
  g_autoptr (TroupeClient) client = troupe_client_new ();
  AdwDialog *dialog = g_object_ref (troupe_preferences_dialog_new (providers, hosts, client));
  GtkWidget *window = adw_window_new ();
  g_autofree char *before = g_strdup (troupe_provider_get_base (provider));
  GtkWidget *base_row;

  gtk_window_present (GTK_WINDOW (window));
  adw_dialog_present (dialog, window);
  troupe_preferences_dialog_show_provider (TROUPE_PREFERENCES_DIALOG (dialog), provider);
  base_row = find (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW, "Address");
  gtk_editable_set_text (GTK_EDITABLE (base_row), "ftp://example.org");
  g_signal_emit_by_name (base_row, "apply");
  g_assert_cmpstr (troupe_provider_get_base (provider), ==, before);
  g_assert_true (gtk_widget_has_css_class (base_row, "error"));

  gtk_editable_set_text (GTK_EDITABLE (base_row), "https://example.org/");
  g_assert_false (gtk_widget_has_css_class (base_row, "error"));
  g_signal_emit_by_name (base_row, "apply");
  g_assert_cmpstr (troupe_provider_get_base (provider), ==, "https://example.org");

  gtk_window_destroy (GTK_WINDOW (window));
  test_assert_finalize (dialog);
}

static void
test_storage_page (void)
{
  GtkWidget *page = g_object_ref_sink (g_object_new (TROUPE_TYPE_STORAGE_PAGE, NULL));
  g_autoptr (GSettings) settings = g_settings_new ("io.github.troupe_app.Troupe");
  GtkWidget *limit_row = find (page, ADW_TYPE_SPIN_ROW, NULL);
  GtkWidget *cache_row = find (page, ADW_TYPE_ACTION_ROW, "In the cache");

  adw_spin_row_set_value (ADW_SPIN_ROW (limit_row), 750);
  g_assert_cmpint (g_settings_get_int (settings, "download-limit-mb"), ==, 750);
  g_settings_reset (settings, "download-limit-mb");
  test_wait_until (g_strcmp0 (adw_action_row_get_subtitle (ADW_ACTION_ROW (cache_row)), "0 bytes") == 0);
  test_assert_finalize (page);
}

static void
test_rename_dialog (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  TroupeLibrary *library = test_library_open (dir);
  g_autofree char *id = test_library_add (library, "Ada");
  g_autofree char *other_id = test_library_add (library, "Bob");
  TroupeCharacter *character = test_library_load (library, id);
  GtkWidget *window = adw_window_new ();
  AdwDialog *dialog = g_object_ref (troupe_rename_dialog_new (library, character));
  GtkWidget *row;
  GtkWidget *button;

  gtk_window_present (GTK_WINDOW (window));
  adw_dialog_present (dialog, window);
  row = find (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW, NULL);
  button = find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "_Rename");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "Ada");
  gtk_editable_set_text (GTK_EDITABLE (row), "  ");
  g_assert_false (gtk_widget_get_sensitive (button));

  gtk_editable_set_text (GTK_EDITABLE (row), "bob");
  g_assert_true (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  test_wait_until (gtk_widget_has_css_class (row, "error"));
  g_assert_cmpstr (troupe_character_get_alias (character), ==, "Ada");

  gtk_editable_set_text (GTK_EDITABLE (row), " Grace ");
  g_assert_false (gtk_widget_has_css_class (row, "error"));
  g_signal_emit_by_name (button, "clicked");
  test_wait_until (gtk_widget_get_root (GTK_WIDGET (dialog)) == NULL);    /* it closes by itself */
  g_assert_cmpstr (troupe_character_get_alias (character), ==, "Grace");

  test_assert_finalize (dialog);
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (character);
  test_library_close (&library);
}

static void
chosen_cb (TroupeAddressDialog *dialog,
           const char          *address,
           char               **chosen)
{
  g_set_str (chosen, address);
}

static void
test_address_dialog (void)
{
  GtkWidget *window = adw_window_new ();
  AdwDialog *dialog = g_object_ref (troupe_address_dialog_new ());
  g_autofree char *chosen = NULL;
  GtkWidget *row;
  GtkWidget *button;

  gtk_window_present (GTK_WINDOW (window));
  adw_dialog_present (dialog, window);
  g_signal_connect (dialog, "chosen", G_CALLBACK (chosen_cb), &chosen);
  row = find (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW, NULL);
  button = find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "_Open");
  g_assert_false (gtk_widget_get_sensitive (button));

  gtk_editable_set_text (GTK_EDITABLE (row), "not an address");
  g_assert_false (gtk_widget_get_sensitive (button));
  g_assert_true (gtk_widget_has_css_class (row, "error"));

  gtk_editable_set_text (GTK_EDITABLE (row), " https://example.org/a.mp4 ");
  g_assert_true (gtk_widget_get_sensitive (button));
  g_assert_false (gtk_widget_has_css_class (row, "error"));
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpstr (chosen, ==, "https://example.org/a.mp4");

  gtk_window_destroy (GTK_WINDOW (window));
  test_assert_finalize (dialog);
}

static const struct
{
  const char *name;
  const char *text;
  const char *source;
} sources[] = {
  { "https", "https://example.org/a.mp4", "https://example.org/a.mp4" },
  { "http-in-spaces", "  http://localhost:80/a\n", "http://localhost:80/a" },
  { "file", "file:///home/ada/a.mp4", "file:///home/ada/a.mp4" },
  { "path", "/home/ada/a b.mp4", "/home/ada/a b.mp4" },
  { "second-line", "look at this\r\nhttps://example.org/a\r\n", "https://example.org/a" },
  { "no-host", "https:///a.mp4", NULL },
  { "other-scheme", "ftp://example.org/a.mp4", NULL },
  { "script", "javascript:alert(1)", NULL },
  { "words", "a video", NULL },
  { "empty", "", NULL },
};

static void
test_source_text (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autofree char *source = troupe_source_text_find (sources[i].text);

  g_assert_cmpstr (source, ==, sources[i].source);
}

static void
test_permalink (void)
{
  g_autofree char *moved = troupe_permalink_rebase ("http://127.0.0.1:1/studio/ada.1?a=b", "http://127.0.0.1:99");
  g_autofree char *none = troupe_permalink_rebase ("no address", "http://127.0.0.1:99");

  g_assert_cmpstr (moved, ==, "http://127.0.0.1:99/studio/ada.1?a=b");
  g_assert_null (none);
  g_assert_true (troupe_permalink_is_web ("https://example.org/ada"));
  g_assert_false (troupe_permalink_is_web ("file:///etc/passwd"));
  g_assert_false (troupe_permalink_is_web (NULL));
}

static void
test_character_page (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (TroupeProviders) providers = troupe_providers_new ();
  TroupeLibrary *library = test_library_open (dir);
  g_autofree char *id = test_library_add (library, "Ada");
  TroupeCharacter *character = test_library_load (library, id);
  AdwNavigationPage *page = g_object_ref_sink (troupe_character_page_new (library, providers, character));
  GtkWidget *row = find (GTK_WIDGET (page), ADW_TYPE_ENTRY_ROW, "Name");
  GtkWidget *notes = find (GTK_WIDGET (page), GTK_TYPE_TEXT_VIEW, NULL);

  g_assert_cmpstr (adw_navigation_page_get_title (page), ==, "Ada");
  gtk_test_accessible_assert_property (notes, GTK_ACCESSIBLE_PROPERTY_LABEL, "Notes");

  gtk_editable_set_text (GTK_EDITABLE (row), " Grace ");
  g_signal_emit_by_name (row, "apply");
  test_wait_until (g_strcmp0 (troupe_character_get_alias (character), "Grace") == 0);
  g_assert_cmpstr (adw_navigation_page_get_title (page), ==, "Grace");

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (notes)), "Looks left.", -1);
  test_wait_until (g_strcmp0 (troupe_character_get_notes (character), "Looks left.") == 0);

  test_assert_finalize (page);
  g_object_unref (character);
  test_library_close (&library);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/templates/shortcuts-dialog", test_shortcuts_dialog);
  g_test_add_func ("/templates/accelerators/are-keys", test_accelerators_are_keys);
  g_test_add_func ("/templates/welcome-page", test_welcome_page);
  g_test_add_func ("/templates/thumbnail", test_thumbnail);
  g_test_add_func ("/templates/preferences-dialog", test_preferences_dialog);
  g_test_add_func ("/templates/provider-page/builtin", test_provider_page_builtin);
  g_test_add_func ("/templates/provider-page/remote", test_provider_page_remote);
  g_test_add_func ("/templates/provider-page/refuses-address", test_provider_page_refuses_address);
  g_test_add_func ("/templates/storage-page", test_storage_page);
  g_test_add_func ("/templates/rename-dialog", test_rename_dialog);
  g_test_add_func ("/templates/address-dialog", test_address_dialog);
  g_test_add_func ("/templates/character-page", test_character_page);
  g_test_add_func ("/templates/permalink", test_permalink);
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      g_autofree char *path = g_strdup_printf ("/templates/source-text/%s", sources[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_source_text);
    }

  return g_test_run ();
}
