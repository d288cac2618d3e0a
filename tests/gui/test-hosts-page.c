/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>

#include "test-dir.h"
#include "test-wait.h"
#include "troupe-host-page.h"
#include "troupe-host-words.h"
#include "troupe-hosts-page.h"
#include "troupe-preferences-dialog.h"

/* The first widget at or below whose title or label it is, hidden ones too */
static GtkWidget *
find (GtkWidget  *widget,
      const char *title)
{
  if (ADW_IS_PREFERENCES_ROW (widget) &&
      g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0)
    return widget;
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), title) == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

typedef struct
{
  TestDir     *dir;
  TroupeHosts *hosts;
  GtkWidget   *window;
  AdwDialog   *dialog;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer user_data)
{
  fixture->dir = test_dir_new ();
  fixture->hosts = troupe_hosts_new ();
  fixture->window = adw_window_new ();
  fixture->dialog = g_object_ref_sink (ADW_DIALOG (adw_preferences_dialog_new ()));
  gtk_window_present (GTK_WINDOW (fixture->window));
  adw_dialog_present (fixture->dialog, fixture->window);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer user_data)
{
  g_autofree char *path = g_build_filename (g_get_user_config_dir (), "troupe", "hosts.ini", NULL);

  gtk_window_destroy (GTK_WINDOW (fixture->window));
  test_assert_finalize (fixture->dialog);
  g_object_unref (fixture->hosts);
  g_remove (path);
  test_dir_free (fixture->dir);
}

static GtkWidget *
push (Fixture           *fixture,
      AdwNavigationPage *page)
{
  adw_preferences_dialog_push_subpage (ADW_PREFERENCES_DIALOG (fixture->dialog), page);
  return GTK_WIDGET (page);
}

static void
type (GtkWidget  *page,
      const char *row,
      const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (find (page, row)), text);
}

static void
test_page_lists_hosts (Fixture      *fixture,
                       gconstpointer user_data)
{
  GtkWidget *page = g_object_ref_sink (g_object_new (TROUPE_TYPE_HOSTS_PAGE, NULL));
  g_autoptr (TroupeHost) host = troupe_hosts_make (fixture->hosts, "<b> & Co", troupe_host_kind_find ("s3"));
  g_autoptr (TroupeHost) second = troupe_hosts_make (fixture->hosts, "Second", troupe_host_kind_find ("folder"));
  GtkWidget *row;

  troupe_hosts_page_set_hosts (TROUPE_HOSTS_PAGE (page), fixture->hosts);
  g_assert_nonnull (find (page, "Upload Form"));
  g_assert_nonnull (find (page, "S3 Bucket"));
  g_assert_nonnull (find (page, "Folder"));

  troupe_hosts_add (fixture->hosts, host);
  row = find (page, "<b> & Co");
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "S3 Bucket");
  troupe_host_set_setting (host, "endpoint", "https://s3.example.org", NULL);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "S3 Bucket, https://s3.example.org");

  row = find (page, "For New Clips");
  g_assert_false (gtk_widget_get_visible (gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP)));
  troupe_hosts_add (fixture->hosts, second);
  g_assert_true (gtk_widget_get_visible (gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP)));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 1);
  g_assert_true (troupe_hosts_get_default (fixture->hosts) == second);
  test_assert_finalize (page);
}

static void
test_page_adds_folder (Fixture      *fixture,
                       gconstpointer user_data)
{
  GtkWidget *page = push (fixture, troupe_host_page_new_for_kind (fixture->hosts, troupe_host_kind_find ("folder")));
  GtkWidget *add = find (page, "_Add");
  GtkWidget *address = find (page, "Public Address of the Folder");
  TroupeHost *host;
  g_autoptr (TroupeHosts) again = NULL;

  g_assert_false (gtk_widget_get_sensitive (add));
  type (page, "Name", "My Web");
  type (page, "Folder", test_dir_get_path (fixture->dir));
  type (page, "Public Address of the Folder", "nowhere");
  g_assert_true (gtk_widget_get_sensitive (add));
  g_signal_emit_by_name (add, "clicked");
  g_assert_true (gtk_widget_has_css_class (address, "error"));
  g_assert_null (troupe_hosts_find (fixture->hosts, "my-web"));

  type (page, "Public Address of the Folder", "https://example.org/clips/");
  g_assert_false (gtk_widget_has_css_class (address, "error"));
  g_signal_emit_by_name (add, "clicked");
  host = troupe_hosts_find (fixture->hosts, "my-web");
  g_assert_nonnull (host);
  g_assert_cmpstr (troupe_host_get_setting (host, "address"), ==, "https://example.org/clips");
  g_assert_false (gtk_widget_get_visible (add));
  g_assert_cmpstr (adw_navigation_page_get_title (ADW_NAVIGATION_PAGE (page)), ==, "My Web");

  again = troupe_hosts_new ();
  g_assert_nonnull (troupe_hosts_find (again, "my-web"));
}

static void
test_page_keeps_usual_values (Fixture      *fixture,
                              gconstpointer user_data)
{
  GtkWidget *page = push (fixture, troupe_host_page_new_for_kind (fixture->hosts, troupe_host_kind_find ("s3")));
  GtkWidget *add;
  TroupeHost *host;

  type (page, "Name", "Bucket");
  type (page, "Endpoint", "https://s3.example.org");
  type (page, "Bucket", "clips");
  type (page, "Access Key ID", "AKID");
  type (page, "Secret Access Key", "the secret");
  adw_combo_row_set_selected (ADW_COMBO_ROW (find (page, "The Bucket Stands In")), 1);
  adw_spin_row_set_value (ADW_SPIN_ROW (find (page, "Addresses Last for Hours")), 48);
  add = find (page, "_Add");
  g_signal_emit_by_name (add, "clicked");
  test_wait_until (!gtk_widget_get_visible (add));

  host = troupe_hosts_find (fixture->hosts, "bucket");
  g_assert_cmpstr (troupe_host_get_setting (host, "style"), ==, "host");
  g_assert_cmpuint (troupe_host_get_hours (host), ==, 48);
  g_assert_false (troupe_host_has_setting (host, "region"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find (page, "Secret Access Key"))), ==, "");
}

static void
test_page_tests (Fixture      *fixture,
                 gconstpointer user_data)
{
  g_autoptr (TroupeHost) host = troupe_hosts_make (fixture->hosts, "Web", troupe_host_kind_find ("folder"));
  GtkWidget *page;
  GtkWidget *row;

  troupe_hosts_add (fixture->hosts, host);
  troupe_host_set_setting (host, "location", test_dir_get_path (fixture->dir), NULL);
  troupe_host_set_setting (host, "address", "http://127.0.0.1:1", NULL);
  page = push (fixture, troupe_host_page_new (fixture->hosts, host));
  row = find (page, "Test");
  g_signal_emit_by_name (find (page, "_Test"), "clicked");
  g_assert_nonnull (find (row, "_Cancel"));
  test_wait_until (find (row, "_Test") != NULL);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==,
                   "The server of the address cannot be reached. What was uploaded was deleted.");

  type (page, "Name", "Web 2");
  g_assert_false (gtk_widget_get_sensitive (gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP)));
  g_signal_emit_by_name (find (page, "_Save"), "clicked");
  g_assert_cmpstr (troupe_host_get_name (host), ==, "Web 2");
  g_assert_true (gtk_widget_get_sensitive (gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP)));
}

static void
test_page_removes (Fixture      *fixture,
                   gconstpointer user_data)
{
  g_autoptr (TroupeHost) host = troupe_hosts_make (fixture->hosts, "Web", troupe_host_kind_find ("folder"));
  GtkWidget *page;
  AdwDialog *question;

  troupe_hosts_add (fixture->hosts, host);
  page = push (fixture, troupe_host_page_new (fixture->hosts, host));
  g_signal_emit_by_name (find (page, "_Remove Host…"), "activated");
  test_wait_until (ADW_IS_ALERT_DIALOG (adw_window_get_visible_dialog (ADW_WINDOW (fixture->window))));
  question = adw_window_get_visible_dialog (ADW_WINDOW (fixture->window));
  g_assert_cmpstr (adw_alert_dialog_get_heading (ADW_ALERT_DIALOG (question)), ==, "Remove “Web”?");
  g_assert_nonnull (troupe_hosts_find (fixture->hosts, "web"));
  g_signal_emit_by_name (find (GTK_WIDGET (question), "_Remove"), "clicked");
  test_wait_until (troupe_hosts_find (fixture->hosts, "web") == NULL);
}

/* Every kind and setting has words. */
static void
test_words (void)
{
  const TroupeHostKind *kind;

  for (guint i = 0; (kind = troupe_host_kind_at (i)) != NULL; i++)
    {
      g_assert_cmpstr (troupe_host_words_get_kind (kind), !=, kind->id);
      g_assert_nonnull (troupe_host_words_get_summary (kind));
      g_assert_cmpint (troupe_host_words_get_key (kind) != NULL, ==, kind->key_use != TROUPE_HOST_KEY_NONE);
      for (gsize j = 0; j < kind->n_settings; j++)
        {
          g_assert_cmpstr (troupe_host_words_get_setting (kind, kind->settings[j].name), !=, kind->settings[j].name);
          g_assert_nonnull (troupe_host_words_get_rule (&kind->settings[j]));
        }
    }
}

#define ADD(path, func) g_test_add ("/hosts-page/" path, Fixture, NULL, set_up, func, tear_down)

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

  ADD ("lists-hosts", test_page_lists_hosts);
  ADD ("adds-folder", test_page_adds_folder);
  ADD ("keeps-usual-values", test_page_keeps_usual_values);
  ADD ("tests", test_page_tests);
  ADD ("removes", test_page_removes);
  g_test_add_func ("/hosts-page/words", test_words);

  return g_test_run ();
}
