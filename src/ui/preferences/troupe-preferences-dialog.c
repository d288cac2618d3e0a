/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-preferences-dialog.h"

#include "troupe-add-provider-page.h"
#include "troupe-hosts-page.h"
#include "troupe-provider-page.h"
#include "troupe-providers-page.h"
#include "troupe-storage-page.h"

struct _TroupePreferencesDialog
{
  AdwPreferencesDialog  parent_instance;

  /* Template */
  TroupeProvidersPage  *providers_page;
  TroupeHostsPage      *hosts_page;

  /* Owned */
  TroupeProviders      *providers;
  TroupeClient         *client;
};

G_DEFINE_FINAL_TYPE (TroupePreferencesDialog, troupe_preferences_dialog, ADW_TYPE_PREFERENCES_DIALOG)

/* Without a focus nothing hears Escape. A toast that is left takes the focus along when it was there. */
static void
focus_cb (TroupePreferencesDialog *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkRoot *root = gtk_widget_get_root (widget);

  if (root != NULL && gtk_widget_get_mapped (widget) && gtk_root_get_focus (root) == NULL)
    gtk_widget_grab_focus (widget);
}

static void
troupe_preferences_dialog_dispose (GObject *object)
{
  TroupePreferencesDialog *self = TROUPE_PREFERENCES_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), TROUPE_TYPE_PREFERENCES_DIALOG);
  g_clear_object (&self->client);
  g_clear_object (&self->providers);
  G_OBJECT_CLASS (troupe_preferences_dialog_parent_class)->dispose (object);
}

static void
troupe_preferences_dialog_class_init (TroupePreferencesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = troupe_preferences_dialog_dispose;

  g_type_ensure (TROUPE_TYPE_HOSTS_PAGE);
  g_type_ensure (TROUPE_TYPE_PROVIDERS_PAGE);
  g_type_ensure (TROUPE_TYPE_STORAGE_PAGE);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-preferences-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TroupePreferencesDialog, hosts_page);
  gtk_widget_class_bind_template_child (widget_class, TroupePreferencesDialog, providers_page);
}

static void
troupe_preferences_dialog_init (TroupePreferencesDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::focus-widget", G_CALLBACK (focus_cb), NULL);
}

/**
 * troupe_preferences_dialog_new:
 * @providers: what is shown and changed
 * @hosts: the same
 * @client: who tries connections
 *
 * Makes the dialog.
 *
 * Returns: (transfer floating): a new dialog
 */
AdwDialog *
troupe_preferences_dialog_new (TroupeProviders *providers,
                               TroupeHosts     *hosts,
                               TroupeClient    *client)
{
  TroupePreferencesDialog *self;

  g_return_val_if_fail (TROUPE_IS_PROVIDERS (providers), NULL);

  self = g_object_new (TROUPE_TYPE_PREFERENCES_DIALOG, NULL);
  self->providers = g_object_ref (providers);
  self->client = g_object_ref (client);
  troupe_providers_page_set_providers (self->providers_page, providers, client);
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
                                       troupe_provider_page_new (self->providers, self->client, provider));
}

/**
 * troupe_preferences_dialog_add_provider:
 * @self: the dialog
 *
 * Goes to the page on which a provider is added.
 */
void
troupe_preferences_dialog_add_provider (TroupePreferencesDialog *self)
{
  g_return_if_fail (TROUPE_IS_PREFERENCES_DIALOG (self));

  adw_preferences_dialog_push_subpage (ADW_PREFERENCES_DIALOG (self),
                                       troupe_add_provider_page_new (self->providers, self->client));
}

/**
 * troupe_preferences_dialog_add_provider_file:
 * @self: the dialog, on show
 * @file: a JSON file that describes a service
 *
 * Adds a service and goes to its page; an alert tells what is wrong with a file that cannot be used.
 */
void
troupe_preferences_dialog_add_provider_file (TroupePreferencesDialog *self,
                                             GFile                   *file)
{
  g_return_if_fail (TROUPE_IS_PREFERENCES_DIALOG (self));

  troupe_providers_page_add_file (self->providers_page, file);
}
