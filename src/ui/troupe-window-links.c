/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-window-private.h"

#include <glib/gi18n.h>

#include "troupe-permalink.h"

static void
launched_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (TroupeWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (source), result, &error) &&
      !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    troupe_window_add_toast (self, adw_toast_new (_("No program opened the link")));
}

static void
found_to_open_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (TroupeWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *address = troupe_permalink_find_finish (result, &error);
  g_autoptr (GtkUriLauncher) launcher = NULL;

  if (error != NULL)
    {
      troupe_window_report (self, error);
      return;
    }

  launcher = gtk_uri_launcher_new (address);
  gtk_uri_launcher_launch (launcher, GTK_WINDOW (self), self->cancellable, launched_cb, g_object_ref (self));
}

static void
found_to_copy_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (TroupeWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *address = troupe_permalink_find_finish (result, &error);

  if (error != NULL)
    {
      troupe_window_report (self, error);
      return;
    }

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), address);
  troupe_window_add_toast (self, adw_toast_new (_("Link copied")));
}

static void
find (TroupeWindow       *self,
      TroupeIdentity     *identity,
      GAsyncReadyCallback callback)
{
  TroupeApplication *app = _troupe_window_get_app (self);
  TroupeClient *client = troupe_runner_get_client (troupe_application_get_runner (app));
  TroupeProvider *provider = troupe_providers_find (troupe_application_get_providers (app),
                                                    troupe_identity_get_provider_id (identity));

  if (provider == NULL || !troupe_permalink_is_web (troupe_identity_get_permalink (identity)))
    {
      troupe_window_add_toast (self, adw_toast_new (_("The link is not known any more")));
      return;
    }

  troupe_permalink_find_async (client, provider, identity, self->cancellable, callback, g_object_ref (self));
}

/**
 * troupe_window_open_permalink:
 * @self: a window
 * @identity: an identity
 *
 * Opens the page of @identity at its provider in the person's browser.
 */
void
troupe_window_open_permalink (TroupeWindow   *self,
                              TroupeIdentity *identity)
{
  g_return_if_fail (TROUPE_IS_WINDOW (self));
  g_return_if_fail (TROUPE_IS_IDENTITY (identity));

  find (self, identity, found_to_open_cb);
}

/**
 * troupe_window_copy_permalink:
 * @self: a window
 * @identity: an identity
 *
 * Copies the address of @identity at its provider.
 */
void
troupe_window_copy_permalink (TroupeWindow   *self,
                              TroupeIdentity *identity)
{
  g_return_if_fail (TROUPE_IS_WINDOW (self));
  g_return_if_fail (TROUPE_IS_IDENTITY (identity));

  find (self, identity, found_to_copy_cb);
}
