/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-provider-edit.h"

#include <glib/gi18n.h>

#include "troupe-error-text.h"
#include "troupe-keys.h"

#define UNDO_S 10    /* twice as long as usual: its key goes with it */

static AdwPreferencesDialog *
get_dialog (GtkWidget *widget)
{
  return ADW_PREFERENCES_DIALOG (gtk_widget_get_ancestor (widget, ADW_TYPE_PREFERENCES_DIALOG));
}

static AdwToast *
make_toast (const char *title)
{
  return g_object_new (ADW_TYPE_TOAST, "title", title, "use-markup", FALSE, NULL);
}

static void
save (AdwPreferencesDialog *dialog,
      TroupeProviders      *providers)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeErrorText) text = NULL;

  if (troupe_providers_save (providers, &error))
    return;

  g_message ("%s", error->message);
  text = troupe_error_text_new (error);
  adw_preferences_dialog_add_toast (dialog, make_toast (text->title));
}

/**
 * troupe_provider_edit_save:
 * @widget: a widget in the dialog
 * @providers: what was changed
 *
 * Saves the choices; a toast tells when that is not possible.
 */
void
troupe_provider_edit_save (GtkWidget       *widget,
                           TroupeProviders *providers)
{
  save (get_dialog (widget), providers);
}

/**
 * troupe_provider_edit_add:
 * @widget: a widget in the dialog
 * @providers: the providers
 * @profile: what the new one is
 *
 * Adds an account.
 *
 * Returns: (transfer none): the new provider
 */
TroupeProvider *
troupe_provider_edit_add (GtkWidget       *widget,
                          TroupeProviders *providers,
                          TroupeProfile   *profile)
{
  TroupeProvider *provider = troupe_providers_add (providers, profile);

  save (get_dialog (widget), providers);
  return provider;
}

/**
 * troupe_provider_edit_add_file:
 * @widget: a widget in the dialog
 * @providers: the providers
 * @file: a JSON file that describes a service
 *
 * Adds a service that nobody here has heard of; an alert tells what is wrong with a file that cannot be used.
 *
 * Returns: (transfer none) (nullable): the new provider, or `NULL`
 */
TroupeProvider *
troupe_provider_edit_add_file (GtkWidget       *widget,
                               TroupeProviders *providers,
                               GFile           *file)
{
  g_autofree char *path = g_file_get_path (file);
  g_autoptr (GError) error = NULL;
  TroupeProfile *profile = NULL;
  AdwDialog *alert;

  if (path != NULL)
    profile = troupe_presets_add_file (troupe_providers_get_profiles (providers), path, &error);
  else
    g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "the file is not on this computer");
  if (profile != NULL)
    return troupe_provider_edit_add (widget, providers, profile);

  g_message ("%s", error->message);
  /* The person may be its author: file, place and rule are what helps. */
  alert = adw_alert_dialog_new (_("Not a Provider Troupe Can Use"), error->message);
  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (alert), "close", _("_Close"));
  adw_dialog_present (alert, GTK_WIDGET (get_dialog (widget)));
  return NULL;
}

/**
 * troupe_provider_edit_duplicate:
 * @widget: a widget in the dialog
 * @providers: the providers
 * @provider: one of them
 *
 * Adds another account like @provider, which asks for a key of its own.
 *
 * Returns: (transfer none): the new provider
 */
TroupeProvider *
troupe_provider_edit_duplicate (GtkWidget       *widget,
                                TroupeProviders *providers,
                                TroupeProvider  *provider)
{
  AdwPreferencesDialog *dialog = get_dialog (widget);
  TroupeProvider *copy = troupe_providers_duplicate (providers, provider);

  save (dialog, providers);
  return copy;
}

/* A provider that was removed, for as long as its toast is there */
typedef struct
{
  AdwPreferencesDialog *dialog;    /* borrowed: the toast is in it */
  TroupeProviders      *providers;
  TroupeProvider       *provider;
  guint                 position;
} Removal;

/* Its key goes as well, unless the provider came back meanwhile. */
static void
removal_free (gpointer  data,
              GClosure *closure)
{
  Removal *removal = data;

  if (troupe_providers_find (removal->providers, troupe_provider_get_id (removal->provider)) == NULL)
    troupe_keys_clear_async (TROUPE_KEY_OWNER (removal->provider), NULL, NULL, NULL);    /* a locked keyring keeps it */
  g_clear_object (&removal->providers);
  g_clear_object (&removal->provider);
  g_free (removal);
}

static void
undo_cb (AdwToast *toast,
         Removal  *removal)
{
  troupe_providers_restore (removal->providers, removal->provider, removal->position);
  save (removal->dialog, removal->providers);
}

/**
 * troupe_provider_edit_remove:
 * @widget: a widget in the dialog; it may be gone afterwards
 * @providers: the providers
 * @provider: one of them
 *
 * Removes @provider. A toast offers to undo it; once that is gone, its key is forgotten.
 */
void
troupe_provider_edit_remove (GtkWidget       *widget,
                             TroupeProviders *providers,
                             TroupeProvider  *provider)
{
  Removal *removal = g_new0 (Removal, 1);
  g_autofree char *title = NULL;
  AdwToast *toast;

  removal->dialog = get_dialog (widget);
  removal->providers = g_object_ref (providers);
  removal->provider = g_object_ref (provider);
  removal->position = troupe_providers_get_position (providers, provider);
  troupe_providers_remove (providers, provider);
  save (removal->dialog, providers);

  /* Translators: %s is a provider. Keep it short, a button stands beside it. */
  title = g_strdup_printf (_("“%s” removed"), troupe_provider_get_name (provider));
  toast = make_toast (title);
  adw_toast_set_button_label (toast, _("_Undo"));
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_set_timeout (toast, UNDO_S);
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_cb), removal, removal_free, 0);
  adw_preferences_dialog_add_toast (removal->dialog, toast);
}
