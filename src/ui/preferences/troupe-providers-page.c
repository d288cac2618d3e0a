/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-providers-page.h"

#include <glib/gi18n.h>

#include "troupe-add-provider-page.h"
#include "troupe-enabled-providers.h"
#include "troupe-error-text.h"
#include "troupe-provider-drop.h"
#include "troupe-provider-edit.h"
#include "troupe-provider-page.h"
#include "troupe-provider-row.h"

struct _TroupeProvidersPage
{
  AdwPreferencesPage   parent_instance;

  /* Template */
  GtkListBox          *list;
  AdwPreferencesRow   *add_row;
  AdwComboRow         *default_row;
  AdwPreferencesGroup *refused_group;

  /* Owned */
  TroupeProviders     *providers;
  TroupeClient        *client;

  gboolean             is_updating;    /* the combo row changes by itself, not by the person */
};

G_DEFINE_FINAL_TYPE (TroupeProvidersPage, troupe_providers_page, ADW_TYPE_PREFERENCES_PAGE)

static void
push (TroupeProvidersPage *self,
      AdwNavigationPage   *page)
{
  GtkWidget *dialog = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_PREFERENCES_DIALOG);

  adw_preferences_dialog_push_subpage (ADW_PREFERENCES_DIALOG (dialog), page);
}

static void
row_activated_cb (TroupeProvidersPage *self,
                  GtkListBoxRow       *row)
{
  push (self, troupe_provider_page_new (self->providers, self->client,
                                        troupe_provider_row_get_provider (TROUPE_PROVIDER_ROW (row))));
}

static void
add_cb (TroupeProvidersPage *self)
{
  push (self, troupe_add_provider_page_new (self->providers, self->client));
}

/* The row that leads to adding says that a file can be dropped, too. */
static void
show_drop (GtkWidget *widget,
           gboolean   is_over)
{
  AdwPreferencesRow *row = TROUPE_PROVIDERS_PAGE (widget)->add_row;

  adw_preferences_row_set_title (row, is_over ? _("Drop the JSON File of a Provider") : _("_Add Provider…"));
  if (is_over)
    gtk_widget_add_css_class (GTK_WIDGET (row), "suggested-action");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (row), "suggested-action");
}

static void
take_drop (GtkWidget *widget,
           GFile     *file)
{
  troupe_providers_page_add_file (TROUPE_PROVIDERS_PAGE (widget), file);
}

static void
default_selected_cb (TroupeProvidersPage *self)
{
  TroupeProvider *provider = adw_combo_row_get_selected_item (self->default_row);

  if (self->is_updating || provider == NULL || provider == troupe_providers_get_default (self->providers))
    return;

  troupe_providers_set_default (self->providers, provider);
  troupe_provider_edit_save (GTK_WIDGET (self), self->providers);
}

static void
show_default (TroupeProvidersPage *self)
{
  GListModel *model = adw_combo_row_get_model (self->default_row);

  self->is_updating = TRUE;
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (TroupeProvider) provider = g_list_model_get_item (model, i);

      if (provider == troupe_providers_get_default (self->providers))
        adw_combo_row_set_selected (self->default_row, i);
    }
  self->is_updating = FALSE;
}

/* Comes before the combo row's own handler, which may select another one. */
static void
changing_cb (TroupeProvidersPage *self)
{
  self->is_updating = TRUE;
}

static guint
get_position (GtkListBoxRow   *row,
              TroupeProviders *providers)
{
  return troupe_providers_get_position (providers, troupe_provider_row_get_provider (TROUPE_PROVIDER_ROW (row)));
}

static int
compare_rows (GtkListBoxRow *a,
              GtkListBoxRow *b,
              gpointer       user_data)
{
  guint position_a = get_position (a, user_data);
  guint position_b = get_position (b, user_data);

  return position_a < position_b ? -1 : position_a > position_b;
}

static gboolean
has_row (TroupeProvidersPage *self,
         TroupeProvider      *provider)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (troupe_provider_row_get_provider (TROUPE_PROVIDER_ROW (row)) == provider)
      return TRUE;
  return FALSE;
}

/* The focus leaves the row before it goes, for its neighbour: a dialog drops the focus of a widget that is
 * destroyed, even if it is somewhere else by then. */
static void
remove_row (TroupeProvidersPage *self,
            GtkListBoxRow       *row)
{
  int index = gtk_list_box_row_get_index (row);
  GtkListBoxRow *next = gtk_list_box_get_row_at_index (self->list, index + 1);

  if (next == NULL)
    next = gtk_list_box_get_row_at_index (self->list, index - 1);
  if (next != NULL && gtk_widget_get_focus_child (GTK_WIDGET (self->list)) == GTK_WIDGET (row))
    gtk_widget_grab_focus (GTK_WIDGET (next));
  gtk_list_box_remove (self->list, GTK_WIDGET (row));
}

/* Where the list is in sight, a person made it come: by Duplicate or Undo. */
static void
add_row (TroupeProvidersPage *self,
         TroupeProvider      *provider)
{
  GtkWidget *row = troupe_provider_row_new (self->providers, provider);

  gtk_list_box_append (self->list, row);
  if (gtk_widget_get_mapped (GTK_WIDGET (self->list)))
    gtk_widget_grab_focus (row);
}

/* Rows stay while their providers do: with them the focus stays, an open menu, and where a page leads back to. */
static void
update_rows (TroupeProvidersPage *self)
{
  guint n_providers = g_list_model_get_n_items (G_LIST_MODEL (self->providers));
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; )
    if (get_position (row, self->providers) < n_providers)
      i++;
    else
      remove_row (self, row);

  for (guint i = 0; i < n_providers; i++)
    {
      g_autoptr (TroupeProvider) provider = g_list_model_get_item (G_LIST_MODEL (self->providers), i);

      if (!has_row (self, provider))
        add_row (self, provider);
    }
  gtk_list_box_invalidate_sort (self->list);
}

static void
add_refused (TroupeProvidersPage *self,
             const GError        *error)
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
troupe_providers_page_dispose (GObject *object)
{
  TroupeProvidersPage *self = TROUPE_PROVIDERS_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), TROUPE_TYPE_PROVIDERS_PAGE);
  g_clear_object (&self->client);
  g_clear_object (&self->providers);
  G_OBJECT_CLASS (troupe_providers_page_parent_class)->dispose (object);
}

static void
troupe_providers_page_class_init (TroupeProvidersPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = troupe_providers_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-providers-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TroupeProvidersPage, list);
  gtk_widget_class_bind_template_child (widget_class, TroupeProvidersPage, add_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeProvidersPage, default_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeProvidersPage, refused_group);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, default_selected_cb);
}

static void
troupe_providers_page_init (TroupeProvidersPage *self)
{
  g_autoptr (GtkExpression) name = troupe_enabled_providers_name_expression ();

  gtk_widget_init_template (GTK_WIDGET (self));
  adw_combo_row_set_expression (self->default_row, name);
  troupe_provider_drop_add (GTK_WIDGET (self), show_drop, take_drop);
}

/**
 * troupe_providers_page_set_providers:
 * @self: a new page
 * @providers: what is shown and changed
 * @client: who tries connections
 *
 * Shows @providers.
 */
void
troupe_providers_page_set_providers (TroupeProvidersPage *self,
                                     TroupeProviders     *providers,
                                     TroupeClient        *client)
{
  GPtrArray *errors;
  g_autoptr (GListModel) enabled = NULL;

  g_return_if_fail (TROUPE_IS_PROVIDERS_PAGE (self));
  g_return_if_fail (TROUPE_IS_PROVIDERS (providers));
  g_return_if_fail (TROUPE_IS_CLIENT (client));

  g_set_object (&self->providers, providers);
  g_set_object (&self->client, client);
  gtk_list_box_set_sort_func (self->list, compare_rows, g_object_ref (providers), g_object_unref);
  g_signal_connect_object (providers, "items-changed", G_CALLBACK (update_rows), self, G_CONNECT_SWAPPED);
  update_rows (self);
  g_signal_connect_object (providers, "items-changed", G_CALLBACK (changing_cb), self, G_CONNECT_SWAPPED);
  enabled = troupe_enabled_providers_new (providers);
  self->is_updating = TRUE;
  adw_combo_row_set_model (self->default_row, enabled);
  show_default (self);
  g_signal_connect_object (providers, "items-changed", G_CALLBACK (show_default), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (providers, "notify::default", G_CALLBACK (show_default), self, G_CONNECT_SWAPPED);

  errors = troupe_providers_get_errors (providers);
  for (guint i = 0; i < errors->len; i++)
    add_refused (self, g_ptr_array_index (errors, i));
}

/**
 * troupe_providers_page_add_file:
 * @self: a page in a dialog
 * @file: a JSON file that describes a service
 *
 * Adds a service and goes to its page; an alert tells what is wrong with a file that cannot be used.
 */
void
troupe_providers_page_add_file (TroupeProvidersPage *self,
                                GFile               *file)
{
  TroupeProvider *provider;

  g_return_if_fail (TROUPE_IS_PROVIDERS_PAGE (self));
  g_return_if_fail (G_IS_FILE (file));

  provider = troupe_provider_edit_add_file (GTK_WIDGET (self), self->providers, file);
  if (provider != NULL)
    push (self, troupe_provider_page_new_added (self->providers, self->client, provider));
}
