/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-provider-row.h"

#include <glib/gi18n.h>

#include "troupe-profile-text.h"
#include "troupe-provider-edit.h"

/**
 * TroupeProviderRow:
 *
 * A provider in a list box that is bound to the providers, so that the place of the row is that of the provider.
 */
struct _TroupeProviderRow
{
  AdwActionRow     parent_instance;

  /* Template */
  GtkLabel        *state_label;

  /* Owned */
  TroupeProviders *providers;
  TroupeProvider  *provider;
};

G_DEFINE_FINAL_TYPE (TroupeProviderRow, troupe_provider_row, ADW_TYPE_ACTION_ROW)

static char *
dup_address_text (TroupeProvider *provider)
{
  const char *base = troupe_provider_get_base (provider);

  if (troupe_profile_is_builtin (troupe_provider_get_profile (provider)))
    return g_strdup (_("Runs on this computer, costs nothing"));
  return g_strdup (base != NULL ? base : _("No address entered"));
}

static const char *
get_state (TroupeProviderRow *self)
{
  if (!troupe_provider_is_enabled (self->provider))
    return C_("provider", "Off");
  if (self->provider == troupe_providers_get_default (self->providers))
    return C_("provider", "Default");
  return "";
}

static void
update (TroupeProviderRow *self)
{
  guint last = g_list_model_get_n_items (G_LIST_MODEL (self->providers)) - 1;
  int position = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (self));
  gboolean can_remove = troupe_providers_can_remove (self->providers, self->provider);
  gboolean is_default = self->provider == troupe_providers_get_default (self->providers);
  g_autofree char *address = dup_address_text (self->provider);
  g_autofree char *life = troupe_profile_text_dup_life (troupe_provider_get_profile (self->provider));
  g_autofree char *subtitle = life != NULL ? g_strconcat (address, "\n", life, NULL) : g_strdup (address);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), troupe_provider_get_name (self->provider));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  gtk_label_set_label (self->state_label, get_state (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "provider.move-up", position > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "provider.move-down", position >= 0 && (guint) position < last);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "provider.use-by-default",
                                 !is_default && troupe_provider_is_enabled (self->provider));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "provider.duplicate", can_remove);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "provider.remove", can_remove);
}

/* The focus follows it, and with the focus what is in sight. */
static void
move_to (TroupeProviderRow *self,
         TroupeProvider    *provider,
         int                position)
{
  GtkListBox *list = GTK_LIST_BOX (gtk_widget_get_parent (GTK_WIDGET (self)));
  g_autoptr (TroupeProviders) providers = g_object_ref (self->providers);
  g_autofree char *text = NULL;
  GtkListBoxRow *row;

  troupe_providers_move (providers, provider, (guint) MAX (position, 0));
  troupe_provider_edit_save (GTK_WIDGET (list), providers);
  row = gtk_list_box_get_row_at_index (list, position);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
  /* Translators: told to a person who cannot see the list: a provider, its place, the number of providers */
  text = g_strdup_printf (_("%1$s is number %2$d of %3$u"), troupe_provider_get_name (provider), position + 1,
                          g_list_model_get_n_items (G_LIST_MODEL (providers)));
  gtk_accessible_announce (GTK_ACCESSIBLE (list), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
move_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  TroupeProviderRow *self = TROUPE_PROVIDER_ROW (widget);
  int position = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (self));
  g_autoptr (TroupeProvider) provider = g_object_ref (self->provider);

  move_to (self, provider, position + (g_str_equal (action_name, "provider.move-up") ? -1 : 1));
}

static void
use_by_default_action (GtkWidget  *widget,
                       const char *action_name,
                       GVariant   *parameter)
{
  TroupeProviderRow *self = TROUPE_PROVIDER_ROW (widget);

  troupe_providers_set_default (self->providers, self->provider);
  troupe_provider_edit_save (widget, self->providers);
}

static void
duplicate_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  TroupeProviderRow *self = TROUPE_PROVIDER_ROW (widget);

  troupe_provider_edit_duplicate (widget, self->providers, self->provider);
}

static void
remove_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  TroupeProviderRow *self = TROUPE_PROVIDER_ROW (widget);

  troupe_provider_edit_remove (widget, self->providers, self->provider);
}

static GdkContentProvider *
drag_prepare_cb (TroupeProviderRow *self,
                 double             x,
                 double             y)
{
  return gdk_content_provider_new_typed (TROUPE_TYPE_PROVIDER, self->provider);
}

static void
drag_begin_cb (TroupeProviderRow *self,
               GdkDrag           *drag,
               GtkDragSource     *source)
{
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (GTK_WIDGET (self));

  gtk_drag_source_set_icon (source, picture, 0, 0);
}

static gboolean
drop_cb (TroupeProviderRow *self,
         const GValue      *value)
{
  g_autoptr (TroupeProvider) provider = g_value_dup_object (value);

  if (!troupe_providers_contains (self->providers, provider))
    return FALSE;

  move_to (self, provider, gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (self)));
  return TRUE;
}

/* Only in its list the row knows its place. */
static void
troupe_provider_row_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (troupe_provider_row_parent_class)->root (widget);
  update (TROUPE_PROVIDER_ROW (widget));
}

static void
troupe_provider_row_dispose (GObject *object)
{
  TroupeProviderRow *self = TROUPE_PROVIDER_ROW (object);

  g_clear_object (&self->provider);
  g_clear_object (&self->providers);
  gtk_widget_dispose_template (GTK_WIDGET (object), TROUPE_TYPE_PROVIDER_ROW);
  G_OBJECT_CLASS (troupe_provider_row_parent_class)->dispose (object);
}

static void
troupe_provider_row_class_init (TroupeProviderRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = troupe_provider_row_dispose;
  widget_class->root = troupe_provider_row_root;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-provider-row.ui");
  gtk_widget_class_bind_template_child (widget_class, TroupeProviderRow, state_label);

  gtk_widget_class_install_action (widget_class, "provider.move-up", NULL, move_action);
  gtk_widget_class_install_action (widget_class, "provider.move-down", NULL, move_action);
  gtk_widget_class_install_action (widget_class, "provider.use-by-default", NULL, use_by_default_action);
  gtk_widget_class_install_action (widget_class, "provider.duplicate", NULL, duplicate_action);
  gtk_widget_class_install_action (widget_class, "provider.remove", NULL, remove_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_ALT_MASK, "provider.move-up", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, GDK_ALT_MASK, "provider.move-down", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "provider.remove", NULL);
}

static void
troupe_provider_row_init (TroupeProviderRow *self)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (TROUPE_TYPE_PROVIDER, GDK_ACTION_MOVE);

  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_swapped (source, "prepare", G_CALLBACK (drag_prepare_cb), self);
  g_signal_connect_swapped (source, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));
  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/**
 * troupe_provider_row_new:
 * @providers: the providers
 * @provider: one of them
 *
 * Makes a row that shows @provider as it is at any time.
 *
 * Returns: (transfer floating): a new row
 */
GtkWidget *
troupe_provider_row_new (TroupeProviders *providers,
                         TroupeProvider  *provider)
{
  TroupeProviderRow *self;

  g_return_val_if_fail (TROUPE_IS_PROVIDERS (providers), NULL);
  g_return_val_if_fail (TROUPE_IS_PROVIDER (provider), NULL);

  self = g_object_new (TROUPE_TYPE_PROVIDER_ROW, NULL);
  self->providers = g_object_ref (providers);
  self->provider = g_object_ref (provider);
  g_signal_connect_object (provider, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (providers, "notify::default", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (providers, "items-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  update (self);
  return GTK_WIDGET (self);
}

/**
 * troupe_provider_row_get_provider:
 * @self: a row
 *
 * Gets what the row shows.
 *
 * Returns: (transfer none): the provider
 */
TroupeProvider *
troupe_provider_row_get_provider (TroupeProviderRow *self)
{
  g_return_val_if_fail (TROUPE_IS_PROVIDER_ROW (self), NULL);
  return self->provider;
}
