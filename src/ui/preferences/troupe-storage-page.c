/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-storage-page.h"

#include "config.h"

#include <glib/gi18n.h>

#include "troupe-cache.h"

struct _TroupeStoragePage
{
  AdwPreferencesPage  parent_instance;

  /* Template */
  AdwActionRow       *data_row;
  AdwSpinRow         *limit_row;
  GtkWidget          *metered_row;
  AdwActionRow       *cache_row;
  GtkWidget          *clear_button;

  /* Owned */
  GSettings          *settings;
  GCancellable       *cancellable;
};

G_DEFINE_FINAL_TYPE (TroupeStoragePage, troupe_storage_page, ADW_TYPE_PREFERENCES_PAGE)

static void
measured_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (TroupeStoragePage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  guint64 size_bytes;

  if (!troupe_cache_measure_finish (result, &size_bytes, &error))
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return;
      g_message ("%s", error->message);
      size_bytes = 0;    /* what cannot be looked at cannot be cleared */
    }

  text = g_format_size (size_bytes);
  adw_action_row_set_subtitle (self->cache_row, text);
  gtk_widget_set_sensitive (self->clear_button, size_bytes > 0);
}

static void
measure (TroupeStoragePage *self)
{
  troupe_cache_measure_async (self->cancellable, measured_cb, g_object_ref (self));
}

static void
cleared_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (TroupeStoragePage) self = user_data;
  g_autoptr (GError) error = NULL;

  /* What could not be deleted shows in the size that is left. */
  if (!troupe_cache_clear_finish (result, &error))
    g_message ("%s", error->message);
  if (!g_cancellable_is_cancelled (self->cancellable))
    measure (self);
}

static void
clear_cb (TroupeStoragePage *self)
{
  gtk_widget_set_sensitive (self->clear_button, FALSE);
  troupe_cache_clear_async (self->cancellable, cleared_cb, g_object_ref (self));
}

static void
open_folder_cb (TroupeStoragePage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-folder", NULL);
}

static void
troupe_storage_page_dispose (GObject *object)
{
  TroupeStoragePage *self = TROUPE_STORAGE_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->settings);
  gtk_widget_dispose_template (GTK_WIDGET (object), TROUPE_TYPE_STORAGE_PAGE);
  G_OBJECT_CLASS (troupe_storage_page_parent_class)->dispose (object);
}

static void
troupe_storage_page_finalize (GObject *object)
{
  TroupeStoragePage *self = TROUPE_STORAGE_PAGE (object);

  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (troupe_storage_page_parent_class)->finalize (object);
}

static void
troupe_storage_page_class_init (TroupeStoragePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = troupe_storage_page_dispose;
  object_class->finalize = troupe_storage_page_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-storage-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TroupeStoragePage, data_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeStoragePage, metered_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeStoragePage, limit_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeStoragePage, cache_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeStoragePage, clear_button);
  gtk_widget_class_bind_template_callback (widget_class, open_folder_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
}

static void
troupe_storage_page_init (TroupeStoragePage *self)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "troupe", NULL);

  gtk_widget_init_template (GTK_WIDGET (self));

  self->cancellable = g_cancellable_new ();
  self->settings = g_settings_new (APP_ID);
  g_settings_bind (self->settings, "pause-on-metered", self->metered_row, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "download-limit-mb", self->limit_row, "value", G_SETTINGS_BIND_DEFAULT);
  adw_action_row_set_subtitle (self->data_row, folder);
  measure (self);
}
