/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-host-setting-row.h"

#include <glib/gi18n.h>

#include "troupe-host-words.h"

#define MAX_HOURS 168

static GtkWidget *
choice_row_new (const TroupeHostSetting *setting,
                const char              *text)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  for (guint i = 0; setting->choices[i] != NULL; i++)
    {
      gtk_string_list_append (names, troupe_host_words_get_choice (setting->choices[i]));
      if (g_str_equal (setting->choices[i], text))
        selected = i;
    }
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  return row;
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GtkEditable) row = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) folder = gtk_file_dialog_select_folder_finish (GTK_FILE_DIALOG (source), result, &error);
  g_autofree char *text = NULL;

  if (folder == NULL)
    {
      g_debug ("No folder was chosen: %s", error->message);
      return;
    }
  text = g_file_get_path (folder);
  if (text == NULL)    /* not mounted as a folder of this computer */
    text = g_file_get_uri (folder);
  gtk_editable_set_text (row, text);
}

static void
choose_cb (GtkEditable *row)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (row));

  gtk_file_dialog_select_folder (dialog, GTK_WINDOW (root), NULL, chosen_cb, g_object_ref (row));
}

static void
add_choose_button (GtkWidget *row)
{
  GtkWidget *button = g_object_new (GTK_TYPE_BUTTON, "icon-name", "folder-open-symbolic",
                                    "tooltip-text", _("Choose Folder…"), "valign", GTK_ALIGN_CENTER, NULL);

  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", G_CALLBACK (choose_cb), row, G_CONNECT_SWAPPED);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), button);
}

static GtkWidget *
entry_row_new (const TroupeHostSetting *setting,
               const char              *text)
{
  GtkWidget *row = adw_entry_row_new ();

  gtk_editable_set_text (GTK_EDITABLE (row), text);
  if (setting->type == TROUPE_HOST_SETTING_LOCATION)
    add_choose_button (row);
  if (setting->type == TROUPE_HOST_SETTING_ADDRESS || setting->type == TROUPE_HOST_SETTING_ENDPOINT ||
      setting->type == TROUPE_HOST_SETTING_PUBLIC)
    adw_entry_row_set_input_purpose (ADW_ENTRY_ROW (row), GTK_INPUT_PURPOSE_URL);
  return row;
}

/**
 * troupe_host_setting_row_new:
 * @host: a host
 * @setting: one of its settings
 *
 * Makes a row that shows what holds now.
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
troupe_host_setting_row_new (TroupeHost              *host,
                             const TroupeHostSetting *setting)
{
  const char *value = troupe_host_get_setting (host, setting->name);
  const char *text = value != NULL ? value : "";
  GtkWidget *row;

  if (setting->type == TROUPE_HOST_SETTING_CHOICE)
    row = choice_row_new (setting, text);
  else if (setting->type == TROUPE_HOST_SETTING_HOURS)
    row = adw_spin_row_new_with_range (1, MAX_HOURS, 1);
  else
    row = entry_row_new (setting, text);
  if (setting->type == TROUPE_HOST_SETTING_HOURS)
    adw_spin_row_set_value (ADW_SPIN_ROW (row), g_ascii_strtod (text, NULL));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 troupe_host_words_get_setting (troupe_host_get_kind (host), setting->name));
  g_object_set_data (G_OBJECT (row), "setting", (gpointer) setting);    /* static */
  return row;
}

/**
 * troupe_host_setting_row_connect:
 * @row: a row
 * @edited: called with @object
 * @object: (type GObject): an object
 *
 * Calls @edited after each edit, as long as @object lives.
 */
void
troupe_host_setting_row_connect (GtkWidget *row,
                                 GCallback  edited,
                                 gpointer   object)
{
  const char *signal = "changed";

  if (ADW_IS_COMBO_ROW (row))
    signal = "notify::selected";
  else if (ADW_IS_SPIN_ROW (row))
    signal = "notify::value";
  g_signal_connect_object (row, signal, edited, object, G_CONNECT_SWAPPED);
}

/**
 * troupe_host_setting_row_get_setting:
 * @row: a row
 *
 * Returns: (transfer none): the setting it edits
 */
const TroupeHostSetting *
troupe_host_setting_row_get_setting (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "setting");
}

/**
 * troupe_host_setting_row_dup_text:
 * @row: a row
 *
 * Returns: (transfer full): the value, empty where it is what holds without one
 */
char *
troupe_host_setting_row_dup_text (GtkWidget *row)
{
  const TroupeHostSetting *setting = troupe_host_setting_row_get_setting (row);
  g_autofree char *text = NULL;

  if (ADW_IS_COMBO_ROW (row))
    text = g_strdup (setting->choices[adw_combo_row_get_selected (ADW_COMBO_ROW (row))]);
  else if (ADW_IS_SPIN_ROW (row))
    text = g_strdup_printf ("%.0f", adw_spin_row_get_value (ADW_SPIN_ROW (row)));
  else
    text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
  return g_strcmp0 (text, setting->fallback) == 0 ? g_strdup ("") : g_steal_pointer (&text);
}

/**
 * troupe_host_setting_row_set_wrong:
 * @row: a row
 * @is_wrong: whether its value was refused
 *
 * Marks a row.
 */
void
troupe_host_setting_row_set_wrong (GtkWidget *row,
                                   gboolean   is_wrong)
{
  if (is_wrong)
    gtk_widget_add_css_class (row, "error");
  else
    gtk_widget_remove_css_class (row, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID,
                               is_wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}
