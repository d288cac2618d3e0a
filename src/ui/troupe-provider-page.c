/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-provider-page.h"

#include <glib/gi18n.h>

#include "troupe-error-text.h"
#include "troupe-keys.h"

struct _TroupeProviderPage
{
  AdwNavigationPage  parent_instance;

  /* Template */
  GtkWidget         *life_group;
  AdwActionRow      *life_row;
  GtkWidget         *builtin_group;
  GtkWidget         *account_group;
  AdwEntryRow       *base_row;
  GtkEditable       *key_row;
  AdwActionRow      *key_status_row;
  GtkWidget         *remove_button;
  AdwActionRow      *span_row;
  AdwActionRow      *sources_row;
  GtkWidget         *homepage_row;

  /* Owned */
  TroupeProviders   *providers;
  TroupeProvider    *provider;
  GCancellable      *cancellable;
};

G_DEFINE_FINAL_TYPE (TroupeProviderPage, troupe_provider_page, ADW_TYPE_NAVIGATION_PAGE)

static void
set_key_status (TroupeProviderPage *self,
                const char         *title,
                const char         *subtitle,
                gboolean            has_key)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->key_status_row), title);
  adw_action_row_set_subtitle (self->key_status_row, subtitle);
  gtk_widget_set_visible (self->remove_button, has_key);
}

static void
show_key_error (TroupeProviderPage *self,
                const GError       *error)
{
  g_message ("Keyring: %s", error->message);
  set_key_status (self,
                  _("The keyring did not answer"),
                  _("Unlock the keyring, then open this page again."),
                  FALSE);
}

static void
key_looked_up_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (TroupeProviderPage) self = user_data;
  g_autoptr (GError) error = NULL;
  char *key = troupe_keys_lookup_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (error != NULL)
    show_key_error (self, error);
  else if (key != NULL)
    set_key_status (self, _("A key is entered"), _("It is sent only to the address above."), TRUE);
  else
    set_key_status (self, _("No key entered"), _("It will be sent only to the address above."), FALSE);
  g_clear_pointer (&key, troupe_keys_free);
}

static void
key_stored_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (TroupeProviderPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean lasting;

  if (!troupe_keys_store_finish (result, &lasting, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        show_key_error (self, error);
      return;
    }

  gtk_editable_set_text (self->key_row, "");
  if (lasting)
    set_key_status (self, _("The key is in the keyring"), _("It is sent only to the address above."), TRUE);
  else
    set_key_status (self, _("The key lasts until Troupe is closed"),
                    _("This computer has no keyring service that could keep it."), TRUE);
}

static void
key_cleared_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (TroupeProviderPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (troupe_keys_clear_finish (result, &error))
    set_key_status (self, _("No key entered"), _("It will be sent only to the address above."), FALSE);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_key_error (self, error);
}

static void
key_apply_cb (TroupeProviderPage *self)
{
  const char *key = gtk_editable_get_text (self->key_row);

  if (key[0] != '\0')
    troupe_keys_store_async (self->provider, key, self->cancellable, key_stored_cb, g_object_ref (self));
}

static void
remove_key_cb (TroupeProviderPage *self)
{
  troupe_keys_clear_async (self->provider, self->cancellable, key_cleared_cb, g_object_ref (self));
}

static void
set_base_invalid (TroupeProviderPage *self,
                  const char         *reason)
{
  if (reason != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->base_row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->base_row), "error");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->base_row), reason);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->base_row), GTK_ACCESSIBLE_STATE_INVALID,
                               reason != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
add_toast (TroupeProviderPage *self,
           const char         *title)
{
  GtkWidget *dialog = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_PREFERENCES_DIALOG);

  adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (dialog), adw_toast_new (title));
}

static void
base_apply_cb (TroupeProviderPage *self)
{
  g_autoptr (GError) error = NULL;

  if (!troupe_provider_set_base (self->provider, gtk_editable_get_text (GTK_EDITABLE (self->base_row)), &error))
    {
      g_message ("%s", error->message);
      set_base_invalid (self, _("An address begins with https://, or on this computer with http://"));
      add_toast (self, _("An address begins with https://, or on this computer with http://"));
      return;
    }

  gtk_editable_set_text (GTK_EDITABLE (self->base_row), troupe_provider_get_base (self->provider));
  troupe_keys_lookup_async (self->provider, self->cancellable, key_looked_up_cb, g_object_ref (self));
  if (!troupe_providers_save (self->providers, &error))
    {
      g_autoptr (TroupeErrorText) text = troupe_error_text_new (error);

      g_message ("%s", error->message);
      add_toast (self, text->title);
    }
}

static void
base_changed_cb (TroupeProviderPage *self)
{
  set_base_invalid (self, NULL);
}

static void
homepage_cb (TroupeProviderPage *self)
{
  TroupeProfile *profile = troupe_provider_get_profile (self->provider);
  g_autoptr (GtkUriLauncher) launcher = gtk_uri_launcher_new (troupe_profile_get_homepage (profile));

  gtk_uri_launcher_launch (launcher, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                           self->cancellable, NULL, NULL);
}

static char *
format_span (TroupeProvider *provider,
             TroupeSource    source)
{
  TroupeSpan span;

  troupe_provider_get_span (provider, source, &span);

  /* Translators: the least and the most seconds a range may have, and the smallest difference between two */
  return g_strdup_printf (_("%1$g to %2$g seconds, in steps of %3$g"),
                          span.min_ns / 1e9, span.max_ns / 1e9, span.step_ns / 1e9);
}

static char *
format_sources (TroupeSource sources)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  GString *text = g_string_new (NULL);

  if (sources & TROUPE_SOURCE_FILE)
    g_ptr_array_add (words, (gpointer) C_("source of a video", "This computer"));
  if (sources & TROUPE_SOURCE_URL)
    g_ptr_array_add (words, (gpointer) C_("source of a video", "A public address"));
  if (sources & TROUPE_SOURCE_TASK)
    g_ptr_array_add (words, (gpointer) C_("source of a video", "A finished video of the same account"));
  for (guint i = 0; i < words->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", (const char *) g_ptr_array_index (words, i));

  return g_string_free (text, FALSE);
}

static void
show_life (TroupeProviderPage *self,
           TroupeProfile      *profile)
{
  const char *note = troupe_profile_get_life_note (profile);

  switch (troupe_profile_get_life (profile))
    {
    case TROUPE_LIFE_ACTIVE:
      gtk_widget_set_visible (self->life_group, FALSE);
      break;

    case TROUPE_LIFE_PAUSED:
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->life_row), _("Paused"));
      break;

    case TROUPE_LIFE_CLOSED:
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->life_row), _("Closed"));
      break;
    }
  adw_action_row_set_subtitle (self->life_row, note != NULL ? note : "");
}

static void
show_facts (TroupeProviderPage *self,
            TroupeProfile      *profile)
{
  TroupeSource sources = troupe_profile_get_sources (profile);
  TroupeSource first = sources & TROUPE_SOURCE_FILE ? TROUPE_SOURCE_FILE : TROUPE_SOURCE_URL;
  const char *homepage = troupe_profile_get_homepage (profile);
  g_autofree char *span_text = format_span (self->provider, first);
  g_autofree char *sources_text = format_sources (sources);

  adw_action_row_set_subtitle (self->span_row, span_text);
  adw_action_row_set_subtitle (self->sources_row, sources_text);
  gtk_widget_set_visible (self->homepage_row, homepage != NULL);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->homepage_row), homepage != NULL ? homepage : "");
}

static void
troupe_provider_page_dispose (GObject *object)
{
  TroupeProviderPage *self = TROUPE_PROVIDER_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->provider);
  g_clear_object (&self->providers);
  gtk_widget_dispose_template (GTK_WIDGET (object), TROUPE_TYPE_PROVIDER_PAGE);
  G_OBJECT_CLASS (troupe_provider_page_parent_class)->dispose (object);
}

static void
troupe_provider_page_class_init (TroupeProviderPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = troupe_provider_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-provider-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TroupeProviderPage, life_group);
  gtk_widget_class_bind_template_child (widget_class, TroupeProviderPage, life_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeProviderPage, builtin_group);
  gtk_widget_class_bind_template_child (widget_class, TroupeProviderPage, account_group);
  gtk_widget_class_bind_template_child (widget_class, TroupeProviderPage, base_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeProviderPage, key_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeProviderPage, key_status_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeProviderPage, remove_button);
  gtk_widget_class_bind_template_child (widget_class, TroupeProviderPage, span_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeProviderPage, sources_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeProviderPage, homepage_row);
  gtk_widget_class_bind_template_callback (widget_class, base_apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, base_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, homepage_cb);
}

static void
troupe_provider_page_init (TroupeProviderPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->cancellable = g_cancellable_new ();
}

/**
 * troupe_provider_page_new:
 * @providers: where changes are saved
 * @provider: one of them
 *
 * Makes the page of @provider, for a preferences dialog.
 *
 * Returns: (transfer floating): a new page
 */
AdwNavigationPage *
troupe_provider_page_new (TroupeProviders *providers,
                          TroupeProvider  *provider)
{
  TroupeProviderPage *self;
  TroupeProfile *profile;
  gboolean is_builtin;

  g_return_val_if_fail (TROUPE_IS_PROVIDERS (providers), NULL);
  g_return_val_if_fail (TROUPE_IS_PROVIDER (provider), NULL);

  self = g_object_new (TROUPE_TYPE_PROVIDER_PAGE, "title", troupe_provider_get_name (provider), NULL);
  self->providers = g_object_ref (providers);
  self->provider = g_object_ref (provider);

  profile = troupe_provider_get_profile (provider);
  is_builtin = troupe_profile_is_builtin (profile);
  gtk_widget_set_visible (self->builtin_group, is_builtin);
  gtk_widget_set_visible (self->account_group, !is_builtin);
  show_life (self, profile);
  show_facts (self, profile);
  if (!is_builtin)
    {
      gtk_editable_set_text (GTK_EDITABLE (self->base_row), troupe_provider_get_base (provider));
      troupe_keys_lookup_async (provider, self->cancellable, key_looked_up_cb, g_object_ref (self));
    }

  return ADW_NAVIGATION_PAGE (self);
}
