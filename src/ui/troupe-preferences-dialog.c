/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-preferences-dialog.h"

#include <glib/gi18n.h>

#include "troupe-error-text.h"
#include "troupe-hosts-page.h"
#include "troupe-provider-page.h"
#include "troupe-storage-page.h"

struct _TroupePreferencesDialog
{
  AdwPreferencesDialog  parent_instance;

  /* Template */
  AdwPreferencesGroup  *providers_group;
  AdwComboRow          *default_row;
  AdwPreferencesGroup  *refused_group;
  TroupeHostsPage      *hosts_page;

  /* Owned */
  TroupeProviders      *providers;
};

G_DEFINE_FINAL_TYPE (TroupePreferencesDialog, troupe_preferences_dialog, ADW_TYPE_PREFERENCES_DIALOG)

static char *
dup_provider_name (TroupeProvider *provider)
{
  return g_strdup (troupe_provider_get_name (provider));
}

static void
report (TroupePreferencesDialog *self,
        const GError            *error)
{
  g_autoptr (TroupeErrorText) text = troupe_error_text_new (error);

  g_message ("%s", error->message);
  adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (self),
                                    g_object_new (ADW_TYPE_TOAST, "title", text->title, "use-markup", FALSE, NULL));
}

static void
default_selected_cb (TroupePreferencesDialog *self)
{
  TroupeProvider *provider = adw_combo_row_get_selected_item (self->default_row);
  g_autoptr (GError) error = NULL;

  if (provider == NULL || provider == troupe_providers_get_default (self->providers))
    return;

  troupe_providers_set_default (self->providers, provider);
  if (!troupe_providers_save (self->providers, &error))
    report (self, error);
}

static void
row_activated_cb (AdwActionRow *row,
                  gpointer      user_data)
{
  troupe_preferences_dialog_show_provider (user_data, g_object_get_data (G_OBJECT (row), "provider"));
}

static void
update_row (AdwActionRow   *row,
            GParamSpec     *pspec,
            TroupeProvider *provider)
{
  adw_action_row_set_subtitle (row, troupe_provider_get_base (provider));
}

static void
add_provider (TroupePreferencesDialog *self,
              TroupeProvider          *provider)
{
  GtkWidget *row = adw_action_row_new ();

  g_object_set_data_full (G_OBJECT (row), "provider", g_object_ref (provider), g_object_unref);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), troupe_provider_get_name (provider));
  if (troupe_profile_is_builtin (troupe_provider_get_profile (provider)))
    {
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _("Runs on this computer, costs nothing"));
    }
  else
    {
      update_row (ADW_ACTION_ROW (row), NULL, provider);
      g_signal_connect_object (provider, "notify::base", G_CALLBACK (update_row), row, G_CONNECT_SWAPPED);
    }
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             g_object_new (GTK_TYPE_IMAGE,
                                           "icon-name", "go-next-symbolic",
                                           "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                           NULL));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (row_activated_cb), self, 0);
  adw_preferences_group_add (self->providers_group, row);
}

static void
add_refused (TroupePreferencesDialog *self,
             const GError            *error)
{
  g_autoptr (TroupeErrorText) text = troupe_error_text_new (error);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), error->message);    /* file, place, rule */
  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (row), TRUE);
  adw_preferences_group_add (self->refused_group, row);
  gtk_widget_set_visible (GTK_WIDGET (self->refused_group), TRUE);
}

static void
show_providers (TroupePreferencesDialog *self)
{
  GListModel *model = G_LIST_MODEL (self->providers);
  TroupeProvider *chosen = troupe_providers_get_default (self->providers);
  GPtrArray *errors = troupe_providers_get_errors (self->providers);
  g_autoptr (GtkExpression) name = NULL;

  name = gtk_cclosure_expression_new (G_TYPE_STRING, NULL, 0, NULL, G_CALLBACK (dup_provider_name), NULL, NULL);
  adw_combo_row_set_expression (self->default_row, name);
  adw_combo_row_set_model (self->default_row, model);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (TroupeProvider) provider = g_list_model_get_item (model, i);

      add_provider (self, provider);
      if (provider == chosen)
        adw_combo_row_set_selected (self->default_row, i);
    }
  for (guint i = 0; i < errors->len; i++)
    add_refused (self, g_ptr_array_index (errors, i));
}

static void
troupe_preferences_dialog_dispose (GObject *object)
{
  TroupePreferencesDialog *self = TROUPE_PREFERENCES_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), TROUPE_TYPE_PREFERENCES_DIALOG);
  g_clear_object (&self->providers);
  G_OBJECT_CLASS (troupe_preferences_dialog_parent_class)->dispose (object);
}

static void
troupe_preferences_dialog_class_init (TroupePreferencesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = troupe_preferences_dialog_dispose;

  g_type_ensure (TROUPE_TYPE_HOSTS_PAGE);
  g_type_ensure (TROUPE_TYPE_STORAGE_PAGE);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-preferences-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TroupePreferencesDialog, providers_group);
  gtk_widget_class_bind_template_child (widget_class, TroupePreferencesDialog, default_row);
  gtk_widget_class_bind_template_child (widget_class, TroupePreferencesDialog, refused_group);
  gtk_widget_class_bind_template_child (widget_class, TroupePreferencesDialog, hosts_page);
  gtk_widget_class_bind_template_callback (widget_class, default_selected_cb);
}

static void
troupe_preferences_dialog_init (TroupePreferencesDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * troupe_preferences_dialog_new:
 * @providers: what is shown and changed
 * @hosts: the same
 *
 * Makes the dialog.
 *
 * Returns: (transfer floating): a new dialog
 */
AdwDialog *
troupe_preferences_dialog_new (TroupeProviders *providers,
                               TroupeHosts     *hosts)
{
  TroupePreferencesDialog *self;

  g_return_val_if_fail (TROUPE_IS_PROVIDERS (providers), NULL);

  self = g_object_new (TROUPE_TYPE_PREFERENCES_DIALOG, NULL);
  self->providers = g_object_ref (providers);
  show_providers (self);
  troupe_hosts_page_set_hosts (self->hosts_page, hosts);

  return ADW_DIALOG (self);
}

/**
 * troupe_preferences_dialog_show_provider:
 * @self: the dialog
 * @provider: a provider
 *
 * Goes to the page of @provider.
 */
void
troupe_preferences_dialog_show_provider (TroupePreferencesDialog *self,
                                         TroupeProvider          *provider)
{
  g_return_if_fail (TROUPE_IS_PREFERENCES_DIALOG (self));
  g_return_if_fail (TROUPE_IS_PROVIDER (provider));

  adw_preferences_dialog_push_subpage (ADW_PREFERENCES_DIALOG (self),
                                       troupe_provider_page_new (self->providers, provider));
}
