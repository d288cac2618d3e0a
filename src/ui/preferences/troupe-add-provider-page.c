/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-add-provider-page.h"

#include <glib/gi18n.h>

#include "troupe-profile-text.h"
#include "troupe-provider-drop.h"
#include "troupe-provider-edit.h"
#include "troupe-provider-page.h"

struct _TroupeAddProviderPage
{
  AdwNavigationPage  parent_instance;

  /* Template */
  GtkEditable       *search_entry;
  GtkListBox        *list;
  GtkWidget         *drop_highlight;

  /* Owned */
  TroupeProviders   *providers;
  TroupeClient      *client;
  GtkFilter         *filter;
  GCancellable      *cancellable;
};

G_DEFINE_FINAL_TYPE (TroupeAddProviderPage, troupe_add_provider_page, ADW_TYPE_NAVIGATION_PAGE)

static AdwPreferencesDialog *
get_dialog (TroupeAddProviderPage *self)
{
  return ADW_PREFERENCES_DIALOG (gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_PREFERENCES_DIALOG));
}

/* Its own page takes the place of this one. */
static void
show_added (TroupeAddProviderPage *self,
            TroupeProvider        *provider)
{
  AdwPreferencesDialog *dialog = get_dialog (self);
  AdwNavigationPage *page = troupe_provider_page_new_added (self->providers, self->client, provider);

  adw_preferences_dialog_pop_subpage (dialog);
  adw_preferences_dialog_push_subpage (dialog, page);
}

static void
row_activated_cb (TroupeAddProviderPage *self,
                  GtkListBoxRow         *row)
{
  show_added (self, troupe_provider_edit_add (GTK_WIDGET (self), self->providers,
                                              g_object_get_data (G_OBJECT (row), "profile")));
}

static void
search_cb (TroupeAddProviderPage *self)
{
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

/* Return takes the first that was found. */
static void
search_activate_cb (TroupeAddProviderPage *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, 0);

  if (row != NULL && *gtk_editable_get_text (self->search_entry) != '\0')
    row_activated_cb (self, row);
}

/* Escape empties the field before it leaves the page. */
static void
stop_search_cb (TroupeAddProviderPage *self)
{
  if (*gtk_editable_get_text (self->search_entry) != '\0')
    gtk_editable_set_text (self->search_entry, "");
  else
    adw_preferences_dialog_pop_subpage (get_dialog (self));
}

static void
add_file (TroupeAddProviderPage *self,
          GFile                 *file)
{
  TroupeProvider *provider = troupe_provider_edit_add_file (GTK_WIDGET (self), self->providers, file);

  if (provider != NULL)
    show_added (self, provider);
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (TroupeAddProviderPage) self = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL && !g_cancellable_is_cancelled (self->cancellable))    /* else the person changed their mind */
    add_file (self, file);
}

static void
file_cb (TroupeAddProviderPage *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _("Provider files"));
  gtk_file_filter_add_suffix (filter, "json");
  gtk_file_dialog_set_title (dialog, _("Add a Provider From a File"));
  gtk_file_dialog_set_default_filter (dialog, filter);
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->cancellable,
                        chosen_cb, g_object_ref (self));
}

static void
show_drop (GtkWidget *widget,
           gboolean   is_over)
{
  gtk_widget_set_visible (TROUPE_ADD_PROVIDER_PAGE (widget)->drop_highlight, is_over);
}

static void
take_drop (GtkWidget *widget,
           GFile     *file)
{
  add_file (TROUPE_ADD_PROVIDER_PAGE (widget), file);
}

static gboolean
contains (const char *text,
          const char *folded)
{
  g_autofree char *other = text != NULL ? g_utf8_casefold (text, -1) : NULL;

  return other != NULL && strstr (other, folded) != NULL;
}

/* The Practice Studio is there already. */
static gboolean
match (gpointer item,
       gpointer user_data)
{
  TroupeAddProviderPage *self = user_data;
  TroupeProfile *profile = item;
  g_autofree char *typed = g_utf8_casefold (gtk_editable_get_text (self->search_entry), -1);
  const char *folded = g_strstrip (typed);

  return !troupe_profile_is_builtin (profile) &&
         (contains (troupe_profile_get_name (profile), folded) ||
          contains (troupe_profile_get_id (profile), folded) ||
          contains (troupe_profile_get_summary (profile), folded) ||
          contains (troupe_profile_get_base (profile), folded));
}

/* What works, as far as is known, comes first; each kind of life in the order of the presets. */
static int
compare_life (gconstpointer a,
              gconstpointer b,
              gpointer      user_data)
{
  return (int) troupe_profile_get_life ((TroupeProfile *) a) - (int) troupe_profile_get_life ((TroupeProfile *) b);
}

static GtkWidget *
make_row (gpointer item,
          gpointer user_data)
{
  TroupeProfile *profile = item;
  g_autofree char *life = troupe_profile_text_dup_life (profile);
  const char *kind = troupe_profile_text_get_kind (profile);
  g_autofree char *facts = life != NULL ? g_strdup_printf (C_("provider", "%1$s. %2$s"), life, kind) : g_strdup (kind);
  g_autofree char *subtitle = g_strconcat (troupe_profile_get_summary (profile), "\n", facts, NULL);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW,
                                 "use-markup", FALSE,
                                 "title", troupe_profile_get_name (profile),
                                 "subtitle", subtitle,
                                 "activatable", TRUE,
                                 NULL);

  g_object_set_data_full (G_OBJECT (row), "profile", g_object_ref (profile), g_object_unref);
  if (life != NULL)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                               g_object_new (GTK_TYPE_IMAGE,
                                             "icon-name", "dialog-warning-symbolic",
                                             "css-classes", (const char *[]) { "warning", NULL },
                                             "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                             NULL));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             g_object_new (GTK_TYPE_IMAGE,
                                           "icon-name", "list-add-symbolic",
                                           "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                           NULL));
  return row;
}

static void
troupe_add_provider_page_shown (AdwNavigationPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (TROUPE_ADD_PROVIDER_PAGE (page)->search_entry));
}

static void
troupe_add_provider_page_dispose (GObject *object)
{
  TroupeAddProviderPage *self = TROUPE_ADD_PROVIDER_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->filter);
  gtk_widget_dispose_template (GTK_WIDGET (object), TROUPE_TYPE_ADD_PROVIDER_PAGE);
  g_clear_object (&self->client);
  g_clear_object (&self->providers);
  G_OBJECT_CLASS (troupe_add_provider_page_parent_class)->dispose (object);
}

static void
troupe_add_provider_page_class_init (TroupeAddProviderPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = troupe_add_provider_page_dispose;
  ADW_NAVIGATION_PAGE_CLASS (klass)->shown = troupe_add_provider_page_shown;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-add-provider-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TroupeAddProviderPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, TroupeAddProviderPage, list);
  gtk_widget_class_bind_template_child (widget_class, TroupeAddProviderPage, drop_highlight);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, file_cb);
}

static void
troupe_add_provider_page_init (TroupeAddProviderPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  troupe_provider_drop_add (GTK_WIDGET (self), show_drop, take_drop);
}

/**
 * troupe_add_provider_page_new:
 * @providers: what gets the new provider
 * @client: who tries its connection
 *
 * Makes the page, for a preferences dialog.
 *
 * Returns: (transfer floating): a new page
 */
AdwNavigationPage *
troupe_add_provider_page_new (TroupeProviders *providers,
                              TroupeClient    *client)
{
  TroupeAddProviderPage *self;
  g_autoptr (GtkFilterListModel) found = NULL;
  g_autoptr (GtkSortListModel) sorted = NULL;

  g_return_val_if_fail (TROUPE_IS_PROVIDERS (providers), NULL);
  g_return_val_if_fail (TROUPE_IS_CLIENT (client), NULL);

  self = g_object_new (TROUPE_TYPE_ADD_PROVIDER_PAGE, NULL);
  self->providers = g_object_ref (providers);
  self->client = g_object_ref (client);
  self->filter = GTK_FILTER (gtk_custom_filter_new (match, self, NULL));
  found = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (troupe_providers_get_profiles (providers))),
                                     g_object_ref (self->filter));
  sorted = gtk_sort_list_model_new (g_object_ref (G_LIST_MODEL (found)),
                                    GTK_SORTER (gtk_custom_sorter_new (compare_life, NULL, NULL)));
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (sorted), make_row, NULL, NULL);
  return ADW_NAVIGATION_PAGE (self);
}
