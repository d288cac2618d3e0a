/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-window-private.h"

#include "config.h"

#include <glib/gi18n.h>

#include "troupe-address-dialog.h"
#include "troupe-clip-page.h"
#include "troupe-reference-row.h"
#include "troupe-source-text.h"

static void
file_chosen_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (TroupeWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, &error);
  g_autofree char *uri = NULL;

  if (file == NULL)
    {
      if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
        troupe_window_report (self, error);
      return;
    }

  uri = g_file_get_uri (file);
  troupe_window_open (self, uri);
  _troupe_window_offer_scene (self, file);
}

static void
open_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  TroupeWindow *self = TROUPE_WINDOW (widget);
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) videos = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  gtk_file_filter_set_name (videos, _("Videos"));
  gtk_file_filter_add_mime_type (videos, "video/*");
  g_list_store_append (filters, videos);
  gtk_file_filter_set_name (all, _("All Files"));
  gtk_file_filter_add_pattern (all, "*");
  g_list_store_append (filters, all);

  gtk_file_dialog_set_title (dialog, _("Open Video"));
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_open (dialog, GTK_WINDOW (self), self->cancellable, file_chosen_cb, g_object_ref (self));
}

static void
open_address_action (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  AdwDialog *dialog = troupe_address_dialog_new ();

  g_signal_connect_object (dialog, "chosen", G_CALLBACK (troupe_window_open), widget, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, widget);
}

/* The sample costs nothing, whatever provider the preferences name. */
static void
choose_builtin (TroupeWindow *self)
{
  AdwNavigationPage *page = adw_navigation_view_get_visible_page (self->navigation_view);
  GListModel *providers = G_LIST_MODEL (troupe_application_get_providers (_troupe_window_get_app (self)));

  if (!TROUPE_IS_CLIP_PAGE (page))
    return;    /* the library is still being opened */

  for (guint i = 0; i < g_list_model_get_n_items (providers); i++)
    {
      g_autoptr (TroupeProvider) provider = g_list_model_get_item (providers, i);

      if (troupe_profile_is_builtin (troupe_provider_get_profile (provider)))
        troupe_clip_page_set_provider (TROUPE_CLIP_PAGE (page), provider);
    }
}

/* TROUPE_DATADIR: the data of a program that is run from where it was built. */
static void
try_sample_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  const char *datadir = g_getenv ("TROUPE_DATADIR");
  g_autofree char *path = g_build_filename (datadir != NULL ? datadir : PKGDATADIR, "Pip.webm", NULL);

  troupe_window_open (TROUPE_WINDOW (widget), path);
  choose_builtin (TROUPE_WINDOW (widget));
}

/* A video is never called that; a service is described by such a file. */
static gboolean
is_provider (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);

  return name != NULL && g_str_has_suffix (name, ".json");
}

static void
open_files (TroupeWindow *self,
            GdkFileList  *list)
{
  g_autoptr (GSList) files = gdk_file_list_get_files (list);
  g_autofree char *uri = NULL;

  if (files == NULL)
    return;

  if (!is_provider (files->data))
    {
      _troupe_window_take_file (self, files->data);
      return;
    }
  uri = g_file_get_uri (files->data);
  gtk_widget_activate_action (GTK_WIDGET (self), "app.add-provider-file", "s", uri);
}

static void
open_text (TroupeWindow *self,
           const char   *text)
{
  g_autofree char *source = troupe_source_text_find (text);

  if (source != NULL)
    troupe_window_open (self, source);
  else
    troupe_window_add_toast (self, adw_toast_new (_("No video or address found in the text")));
}

static void
text_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (TroupeWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, &error);

  if (text != NULL)
    open_text (self, text);
  else
    troupe_window_report (self, error);
}

static void
files_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (TroupeWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, &error);

  if (value != NULL)
    open_files (self, g_value_get_boxed (value));
  else
    troupe_window_report (self, error);
}

static void
paste_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  TroupeWindow *self = TROUPE_WINDOW (widget);
  GdkClipboard *clipboard = gtk_widget_get_clipboard (widget);
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);

  if (gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST) ||
      gdk_content_formats_contain_mime_type (formats, "text/uri-list"))
    gdk_clipboard_read_value_async (clipboard, GDK_TYPE_FILE_LIST, G_PRIORITY_DEFAULT, self->cancellable,
                                    files_read_cb, g_object_ref (self));
  else if (gdk_content_formats_contain_gtype (formats, G_TYPE_STRING) ||
           gdk_content_formats_contain_mime_type (formats, "text/plain;charset=utf-8") ||
           gdk_content_formats_contain_mime_type (formats, "text/plain"))
    gdk_clipboard_read_text_async (clipboard, self->cancellable, text_read_cb, g_object_ref (self));
  else
    troupe_window_add_toast (self, adw_toast_new (_("No video or address on the clipboard")));
}

static gboolean
drop_cb (TroupeWindow *self,
         const GValue *value)
{
  gtk_widget_set_visible (self->drop_highlight, FALSE);    /* what is dropped does not leave */
  if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    open_files (self, g_value_get_boxed (value));
  else
    open_text (self, g_value_get_string (value));

  return TRUE;
}

/* With the types that other programs name otherwise */
static GdkContentFormats *
dup_formats (GdkDrop *drop)
{
  return gdk_content_formats_union_deserialize_gtypes (gdk_content_formats_ref (gdk_drop_get_formats (drop)));
}

/* A clip that is dragged out of the library is meant for another program. */
static gboolean
accept_cb (TroupeWindow *self,
           GdkDrop      *drop)
{
  g_autoptr (GdkContentFormats) formats = dup_formats (drop);

  return gdk_drop_get_drag (drop) == NULL &&
         (gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST) ||
          gdk_content_formats_contain_gtype (formats, G_TYPE_STRING));
}

/* The highlight tells what the window would make of the drop, not what something within it does. */
static void
motion_cb (TroupeWindow            *self,
           double                   x,
           double                   y,
           GtkDropControllerMotion *motion)
{
  GtkWidget *widget = gtk_widget_pick (self->drop_target, x, y, GTK_PICK_DEFAULT);
  GdkDrop *drop = gtk_drop_controller_motion_get_drop (motion);
  g_autoptr (GdkContentFormats) formats = drop != NULL ? dup_formats (drop) : NULL;
  gboolean is_text, is_taken;

  if (widget == NULL || drop == NULL)
    return;
  is_text = !gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST);
  is_taken = gtk_widget_get_ancestor (widget, TROUPE_TYPE_REFERENCE_ROW) != NULL ||
             (is_text && (GTK_IS_TEXT (widget) || gtk_widget_get_ancestor (widget, GTK_TYPE_TEXT_VIEW) != NULL));
  gtk_label_set_label (self->drop_label, _troupe_window_makes_characters (self)
                                         ? _("Drop a Video to Make a Character")
                                         : _("Drop a Video to Make a Character or Restore Its Scene"));
  gtk_widget_set_visible (self->drop_highlight, !is_taken && accept_cb (self, drop));
}

static void
leave_cb (TroupeWindow *self)
{
  gtk_widget_set_visible (self->drop_highlight, FALSE);
}

void
_troupe_window_add_drop_target (TroupeWindow *self)
{
  GType types[] = { GDK_TYPE_FILE_LIST, G_TYPE_STRING };
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);
  GtkEventController *motion = gtk_drop_controller_motion_new ();

  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  g_signal_connect_object (target, "accept", G_CALLBACK (accept_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->drop_target, GTK_EVENT_CONTROLLER (target));

  g_signal_connect_object (motion, "enter", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "motion", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (motion, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (self->drop_target, motion);
}

void
_troupe_window_install_open_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "win.open-address", NULL, open_address_action);
  gtk_widget_class_install_action (widget_class, "win.try-sample", NULL, try_sample_action);
  gtk_widget_class_install_action (widget_class, "win.paste", NULL, paste_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, "win.paste", NULL);
}
