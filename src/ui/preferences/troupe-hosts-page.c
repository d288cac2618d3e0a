/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-hosts-page.h"

#include <glib/gi18n.h>

#include "troupe-error-text.h"
#include "troupe-host-page.h"
#include "troupe-host-words.h"

struct _TroupeHostsPage
{
  AdwPreferencesPage   parent_instance;

  /* Template */
  GtkListBox          *list;
  GtkListBox          *kinds_list;
  GtkWidget           *default_group;
  AdwComboRow         *default_row;
  AdwPreferencesGroup *refused_group;

  /* Owned */
  TroupeHosts         *hosts;

  gboolean             is_updating;    /* the combo row changes by itself, not by the person */
};

G_DEFINE_FINAL_TYPE (TroupeHostsPage, troupe_hosts_page, ADW_TYPE_PREFERENCES_PAGE)

static AdwPreferencesDialog *
get_dialog (TroupeHostsPage *self)
{
  return ADW_PREFERENCES_DIALOG (gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_PREFERENCES_DIALOG));
}

static void
row_activated_cb (TroupeHostsPage *self,
                  GtkListBoxRow   *row)
{
  TroupeHost *host = g_object_get_data (G_OBJECT (row), "host");

  adw_preferences_dialog_push_subpage (get_dialog (self), troupe_host_page_new (self->hosts, host));
}

static void
kind_activated_cb (TroupeHostsPage *self,
                   GtkListBoxRow   *row)
{
  const TroupeHostKind *kind = troupe_host_kind_at ((guint) gtk_list_box_row_get_index (row));

  adw_preferences_dialog_push_subpage (get_dialog (self), troupe_host_page_new_for_kind (self->hosts, kind));
}

static void
default_selected_cb (TroupeHostsPage *self)
{
  TroupeHost *host = adw_combo_row_get_selected_item (self->default_row);
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeErrorText) text = NULL;

  if (self->is_updating || host == NULL || host == troupe_hosts_get_default (self->hosts))
    return;
  troupe_hosts_set_default (self->hosts, host);
  if (troupe_hosts_save (self->hosts, &error))
    return;
  g_message ("%s", error->message);
  text = troupe_error_text_new (error);
  adw_preferences_dialog_add_toast (get_dialog (self),
                                    g_object_new (ADW_TYPE_TOAST, "title", text->title, "use-markup", FALSE, NULL));
}

/* Comes before the combo row's own handler, which may select another one. */
static void
changing_cb (TroupeHostsPage *self)
{
  self->is_updating = TRUE;
}

static void
show_default (TroupeHostsPage *self)
{
  GListModel *model = G_LIST_MODEL (self->hosts);
  guint n_hosts = g_list_model_get_n_items (model);

  self->is_updating = TRUE;
  for (guint i = 0; i < n_hosts; i++)
    {
      g_autoptr (TroupeHost) host = g_list_model_get_item (model, i);

      if (host == troupe_hosts_get_default (self->hosts))
        adw_combo_row_set_selected (self->default_row, i);
    }
  gtk_widget_set_visible (self->default_group, n_hosts > 1);
  self->is_updating = FALSE;
}

static GtkWidget *
row_new (const char *title,
         const char *subtitle,
         const char *icon_name)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", title, "subtitle", subtitle,
                                 "activatable", TRUE, NULL);

  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             g_object_new (GTK_TYPE_IMAGE, "icon-name", icon_name, "accessible-role",
                                           GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  return row;
}

static void
update_row (AdwActionRow *row,
            TroupeHost   *host)
{
  g_autofree char *place = troupe_host_words_dup_place (host);

  adw_action_row_set_subtitle (row, place);
}

static GtkWidget *
make_row (gpointer item,
          gpointer user_data)
{
  GtkWidget *row = row_new ("", NULL, "go-next-symbolic");

  g_object_set_data_full (G_OBJECT (row), "host", g_object_ref (item), g_object_unref);
  g_object_bind_property (item, "name", row, "title", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (item, "changed", G_CALLBACK (update_row), row, G_CONNECT_SWAPPED);
  update_row (ADW_ACTION_ROW (row), item);
  return row;
}

static void
add_refused (TroupeHostsPage *self,
             const GError    *error)
{
  g_autoptr (TroupeErrorText) text = troupe_error_text_new (error);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", text->title,
                                 "subtitle", error->message,    /* file, host, setting, rule */
                                 "subtitle-selectable", TRUE, NULL);

  adw_preferences_group_add (self->refused_group, row);
  gtk_widget_set_visible (GTK_WIDGET (self->refused_group), TRUE);
}

static void
troupe_hosts_page_dispose (GObject *object)
{
  TroupeHostsPage *self = TROUPE_HOSTS_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), TROUPE_TYPE_HOSTS_PAGE);
  g_clear_object (&self->hosts);
  G_OBJECT_CLASS (troupe_hosts_page_parent_class)->dispose (object);
}

static void
troupe_hosts_page_class_init (TroupeHostsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = troupe_hosts_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-hosts-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TroupeHostsPage, list);
  gtk_widget_class_bind_template_child (widget_class, TroupeHostsPage, kinds_list);
  gtk_widget_class_bind_template_child (widget_class, TroupeHostsPage, default_group);
  gtk_widget_class_bind_template_child (widget_class, TroupeHostsPage, default_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeHostsPage, refused_group);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, kind_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, default_selected_cb);
}

static void
troupe_hosts_page_init (TroupeHostsPage *self)
{
  const TroupeHostKind *kind;
  g_autoptr (GtkExpression) name = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));

  for (guint i = 0; (kind = troupe_host_kind_at (i)) != NULL; i++)
    gtk_list_box_append (self->kinds_list, row_new (troupe_host_words_get_kind (kind),
                                                    troupe_host_words_get_summary (kind), "list-add-symbolic"));
  name = gtk_property_expression_new (TROUPE_TYPE_HOST, NULL, "name");
  adw_combo_row_set_expression (self->default_row, name);
}

/**
 * troupe_hosts_page_set_hosts:
 * @self: a new page
 * @hosts: what is shown and changed
 *
 * Shows @hosts.
 */
void
troupe_hosts_page_set_hosts (TroupeHostsPage *self,
                             TroupeHosts     *hosts)
{
  GPtrArray *errors;

  g_return_if_fail (TROUPE_IS_HOSTS_PAGE (self));
  g_return_if_fail (TROUPE_IS_HOSTS (hosts));

  g_set_object (&self->hosts, hosts);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (hosts), make_row, self, NULL);
  g_signal_connect_object (hosts, "items-changed", G_CALLBACK (changing_cb), self, G_CONNECT_SWAPPED);
  self->is_updating = TRUE;
  adw_combo_row_set_model (self->default_row, G_LIST_MODEL (hosts));
  show_default (self);
  g_signal_connect_object (hosts, "items-changed", G_CALLBACK (show_default), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (hosts, "notify::default", G_CALLBACK (show_default), self, G_CONNECT_SWAPPED);

  errors = troupe_hosts_get_errors (hosts);
  for (guint i = 0; i < errors->len; i++)
    add_refused (self, g_ptr_array_index (errors, i));
}
