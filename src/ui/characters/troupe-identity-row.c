/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-identity-row.h"

#include <glib/gi18n.h>

#include "troupe-date-text.h"
#include "troupe-window.h"

struct _TroupeIdentityRow
{
  AdwActionRow     parent_instance;

  /* Template */
  GtkWidget       *open_link_button;
  GtkWidget       *copy_link_button;
  GtkWidget       *copy_button;

  /* Owned */
  TroupeProviders *providers;
  TroupeCharacter *character;
  TroupeIdentity  *identity;
};

G_DEFINE_FINAL_TYPE (TroupeIdentityRow, troupe_identity_row, ADW_TYPE_ACTION_ROW)

static TroupeWindow *
get_window (TroupeIdentityRow *self)
{
  return TROUPE_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

static void
copy_cb (TroupeIdentityRow *self)
{
  troupe_window_copy_mention (get_window (self), self->character, self->identity);
}

static void
open_link_cb (TroupeIdentityRow *self)
{
  troupe_window_open_permalink (get_window (self), self->identity);
}

static void
copy_link_cb (TroupeIdentityRow *self)
{
  troupe_window_copy_permalink (get_window (self), self->identity);
}

/* A provider may be renamed, removed and had back while the row is there. */
static void
update_subtitle (TroupeIdentityRow *self)
{
  const char *id = troupe_identity_get_provider_id (self->identity);
  g_autofree char *name = troupe_providers_dup_name_of (self->providers, id);
  g_autofree char *date = troupe_date_text_format (troupe_identity_get_created_us (self->identity));
  g_autofree char *subtitle = NULL;

  if (troupe_providers_find (self->providers, id) != NULL)
    /* Translators: a provider, then the day on which it made the character */
    subtitle = g_strdup_printf (C_("identity", "%1$s, %2$s"), name, date);
  else
    /* Translators: a provider that the person removed, then the day on which it made the character */
    subtitle = g_strdup_printf (C_("identity", "%1$s (no longer set up), %2$s"), name, date);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
}

static void
troupe_identity_row_dispose (GObject *object)
{
  TroupeIdentityRow *self = TROUPE_IDENTITY_ROW (object);

  g_clear_object (&self->identity);
  g_clear_object (&self->character);
  g_clear_object (&self->providers);
  gtk_widget_dispose_template (GTK_WIDGET (object), TROUPE_TYPE_IDENTITY_ROW);
  G_OBJECT_CLASS (troupe_identity_row_parent_class)->dispose (object);
}

static void
troupe_identity_row_class_init (TroupeIdentityRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = troupe_identity_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-identity-row.ui");
  gtk_widget_class_bind_template_child (widget_class, TroupeIdentityRow, open_link_button);
  gtk_widget_class_bind_template_child (widget_class, TroupeIdentityRow, copy_link_button);
  gtk_widget_class_bind_template_child (widget_class, TroupeIdentityRow, copy_button);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_link_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_link_cb);
}

static void
troupe_identity_row_init (TroupeIdentityRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static char *
dup_title (TroupeIdentity *identity)
{
  if (troupe_identity_has_username (identity))
    return g_strdup_printf ("@%s", troupe_identity_get_username (identity));

  /* Translators: of a character that a provider does not keep: its clip is sent again each time */
  return g_strdup (C_("identity", "Its clip goes along with every video"));
}

/**
 * troupe_identity_row_new:
 * @providers: where the provider's name is found
 * @character: whose identity it is
 * @identity: an identity
 *
 * Makes a row for @identity.
 *
 * Returns: (transfer floating): a new row
 */
GtkWidget *
troupe_identity_row_new (TroupeProviders *providers,
                         TroupeCharacter *character,
                         TroupeIdentity  *identity)
{
  TroupeIdentityRow *self;
  g_autofree char *title = NULL;
  gboolean has_link;

  g_return_val_if_fail (TROUPE_IS_PROVIDERS (providers), NULL);
  g_return_val_if_fail (TROUPE_IS_CHARACTER (character), NULL);
  g_return_val_if_fail (TROUPE_IS_IDENTITY (identity), NULL);

  self = g_object_new (TROUPE_TYPE_IDENTITY_ROW, NULL);
  self->providers = g_object_ref (providers);
  self->character = g_object_ref (character);
  self->identity = g_object_ref (identity);

  title = dup_title (identity);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  update_subtitle (self);
  g_signal_connect_object (providers, "items-changed", G_CALLBACK (update_subtitle), self, G_CONNECT_SWAPPED);

  has_link = troupe_identity_get_permalink (identity) != NULL;
  gtk_widget_set_visible (self->copy_button, troupe_identity_has_username (identity));
  gtk_widget_set_visible (self->open_link_button, has_link);
  gtk_widget_set_visible (self->copy_link_button, has_link);

  return GTK_WIDGET (self);
}
