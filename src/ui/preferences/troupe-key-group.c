/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-key-group.h"

#include <glib/gi18n.h>

#include "troupe-keys.h"

struct _TroupeKeyGroup
{
  AdwPreferencesGroup  parent_instance;

  /* Template */
  AdwEntryRow         *key_row;
  AdwActionRow        *status_row;
  GtkWidget           *remove_button;

  /* Owned */
  TroupeProvider      *provider;
  GCancellable        *cancellable;
};

G_DEFINE_FINAL_TYPE (TroupeKeyGroup, troupe_key_group, ADW_TYPE_PREFERENCES_GROUP)

static void
set_status (TroupeKeyGroup *self,
            const char     *title,
            const char     *subtitle,
            gboolean        has_key)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->status_row), title);
  adw_action_row_set_subtitle (self->status_row, subtitle);
  gtk_widget_set_visible (self->remove_button, has_key);
}

static void
show_error (TroupeKeyGroup *self,
            const GError   *error)
{
  g_message ("Keyring: %s", error->message);
  set_status (self,
              _("The keyring did not answer"),
              _("Unlock the keyring, then open this page again."),
              FALSE);
}

/* Where the key goes, and that it goes nowhere else */
static char *
dup_receivers (TroupeKeyGroup *self)
{
  g_auto (GStrv) others = troupe_provider_dup_other_origins (self->provider);
  g_autofree char *list = g_strjoinv (", ", others);

  if (others[0] == NULL)
    return g_strdup (_("It is sent only to the address above."));
  /* Translators: other addresses of the same service */
  return g_strdup_printf (_("It is sent only to the address above and to %s, of the same service."), list);
}

static void
show_key (TroupeKeyGroup *self,
          const char     *title)
{
  g_autofree char *receivers = dup_receivers (self);

  set_status (self, title, receivers, TRUE);
}

static void
show_no_key (TroupeKeyGroup *self)
{
  g_autofree char *receivers = dup_receivers (self);
  g_autofree char *text = NULL;

  if (troupe_profile_is_key_optional (troupe_provider_get_profile (self->provider)))
    /* Translators: a sentence about a key */
    text = g_strdup_printf (_("Many servers of this kind need none. %s"), receivers);
  set_status (self, _("No key entered"), text != NULL ? text : receivers, FALSE);
}

static void
looked_up_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (TroupeKeyGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  char *key = troupe_keys_lookup_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (error != NULL)
    show_error (self, error);
  else if (key != NULL)
    show_key (self, _("A key is entered"));
  else
    show_no_key (self);
  g_clear_pointer (&key, troupe_keys_free);
}

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (TroupeKeyGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean lasting;

  if (!troupe_keys_store_finish (result, &lasting, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        show_error (self, error);
      return;
    }

  adw_entry_row_set_show_apply_button (self->key_row, FALSE);    /* there is nothing to apply */
  gtk_editable_set_text (GTK_EDITABLE (self->key_row), "");
  adw_entry_row_set_show_apply_button (self->key_row, TRUE);
  if (lasting)
    show_key (self, _("The key is in the keyring"));
  else
    set_status (self, _("The key lasts until Troupe is closed"),
                _("This computer has no keyring service that could keep it, or the keyring is locked."), TRUE);
}

static void
show_kept (TroupeKeyGroup *self,
           const GError   *error)
{
  g_message ("Keyring: %s", error->message);
  set_status (self, _("The key is still in the keyring"), _("The keyring is locked. Unlock it to remove the key."), TRUE);
}

static void
cleared_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (TroupeKeyGroup) self = user_data;
  g_autoptr (GError) error = NULL;

  if (troupe_keys_clear_finish (result, &error))
    show_no_key (self);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_kept (self, error);
}

static void
key_apply_cb (TroupeKeyGroup *self)
{
  const char *key = gtk_editable_get_text (GTK_EDITABLE (self->key_row));

  if (key[0] != '\0')
    troupe_keys_store_async (TROUPE_KEY_OWNER (self->provider), key, self->cancellable, stored_cb, g_object_ref (self));
}

static void
remove_key_cb (TroupeKeyGroup *self)
{
  troupe_keys_clear_async (TROUPE_KEY_OWNER (self->provider), self->cancellable, cleared_cb, g_object_ref (self));
}

/* A key belongs to an address; with another one there is another key, or none. */
static void
base_cb (TroupeKeyGroup *self)
{
  gboolean has_base = troupe_provider_get_base (self->provider) != NULL;

  gtk_widget_set_sensitive (GTK_WIDGET (self->key_row), has_base);
  if (has_base)
    troupe_keys_lookup_async (TROUPE_KEY_OWNER (self->provider), self->cancellable, looked_up_cb, g_object_ref (self));
  else
    set_status (self, _("No key entered"), _("Enter the address first: a key belongs to one address."), FALSE);
}

static void
troupe_key_group_dispose (GObject *object)
{
  TroupeKeyGroup *self = TROUPE_KEY_GROUP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->provider);
  gtk_widget_dispose_template (GTK_WIDGET (object), TROUPE_TYPE_KEY_GROUP);
  G_OBJECT_CLASS (troupe_key_group_parent_class)->dispose (object);
}

static void
troupe_key_group_class_init (TroupeKeyGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = troupe_key_group_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-key-group.ui");
  gtk_widget_class_bind_template_child (widget_class, TroupeKeyGroup, key_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeKeyGroup, status_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeKeyGroup, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, key_apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_key_cb);
}

static void
troupe_key_group_init (TroupeKeyGroup *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * troupe_key_group_set_provider:
 * @self: a new group
 * @provider: whose key it is
 *
 * Looks for the key of @provider, and again when its address changes.
 */
void
troupe_key_group_set_provider (TroupeKeyGroup *self,
                               TroupeProvider *provider)
{
  g_return_if_fail (TROUPE_IS_KEY_GROUP (self));
  g_return_if_fail (TROUPE_IS_PROVIDER (provider));

  g_set_object (&self->provider, provider);
  g_signal_connect_object (provider, "notify::base", G_CALLBACK (base_cb), self, G_CONNECT_SWAPPED);
  base_cb (self);
}
