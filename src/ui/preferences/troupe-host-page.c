/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-host-page.h"

#include <glib/gi18n.h>

#include "troupe-error-text.h"
#include "troupe-host-setting-row.h"
#include "troupe-host-test-row.h"
#include "troupe-host-words.h"
#include "troupe-keys.h"

struct _TroupeHostPage
{
  AdwNavigationPage    parent_instance;

  /* Template */
  GtkWidget           *header_bar;
  GtkButton           *save_button;
  AdwPreferencesGroup *needed_group;
  GtkEditable         *name_row;
  AdwPreferencesGroup *key_group;
  GtkEditable         *key_row;
  AdwPreferencesGroup *details_group;
  GtkLabel            *problem_label;
  GtkWidget           *saved_group;
  TroupeHostTestRow   *test_row;
  GtkWidget           *remove_group;

  /* Owned */
  TroupeHosts         *hosts;
  TroupeHost          *host;
  GPtrArray           *rows;         /* of GtkWidget, borrowed from the groups */
  GCancellable        *cancellable;

  gboolean             is_new;       /* not in the list yet */
  gboolean             is_edited;    /* something differs from the host */
};

G_DEFINE_FINAL_TYPE (TroupeHostPage, troupe_host_page, ADW_TYPE_NAVIGATION_PAGE)

static AdwPreferencesDialog *
get_dialog (TroupeHostPage *self)
{
  return ADW_PREFERENCES_DIALOG (gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_PREFERENCES_DIALOG));
}

static gboolean
has_all (TroupeHostPage *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->name_row)));

  for (guint i = 0; i < self->rows->len; i++)
    {
      g_autofree char *text = troupe_host_setting_row_dup_text (self->rows->pdata[i]);

      if (troupe_host_setting_row_get_setting (self->rows->pdata[i])->is_needed && *text == '\0')
        return FALSE;
    }
  return *name != '\0';
}

static void
update (TroupeHostPage *self)
{
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), troupe_host_get_name (self->host));
  gtk_button_set_label (self->save_button, self->is_new ? _("_Add") : _("_Save"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button), self->is_edited && has_all (self));
  gtk_widget_set_visible (GTK_WIDGET (self->save_button), self->is_new || self->is_edited);
  gtk_widget_set_visible (self->saved_group, !self->is_new);
  gtk_widget_set_sensitive (self->saved_group, !self->is_edited);
  gtk_widget_set_visible (self->remove_group, !self->is_new);
}

static void
edited_cb (TroupeHostPage *self)
{
  self->is_edited = TRUE;
  troupe_host_test_row_reset (self->test_row);
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), FALSE);
  for (guint i = 0; i < self->rows->len; i++)
    troupe_host_setting_row_set_wrong (self->rows->pdata[i], FALSE);
  update (self);
}

static void
show_problem (TroupeHostPage *self,
              const char     *sentence)
{
  gtk_label_set_text (self->problem_label, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), TRUE);
  gtk_accessible_announce (GTK_ACCESSIBLE (self->problem_label), sentence,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
show_error (TroupeHostPage *self,
            const GError   *error)
{
  g_autoptr (TroupeErrorText) text = troupe_error_text_new (error);
  g_autofree char *sentence = troupe_error_text_dup_paragraph (text);

  g_message ("%s", error->message);
  show_problem (self, sentence);
}

/* A new host is called after its name everywhere. */
static void
rename_new (TroupeHostPage *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->name_row)));
  g_autoptr (TroupeHost) host = troupe_hosts_make (self->hosts, name, troupe_host_get_kind (self->host));

  g_set_object (&self->host, host);
  troupe_host_test_row_set_host (self->test_row, host);
}

/* Nothing is taken over as long as something is wrong. */
static GtkWidget *
find_wrong (TroupeHostPage *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      g_autofree char *text = troupe_host_setting_row_dup_text (self->rows->pdata[i]);
      g_autofree char *value = NULL;

      if (*text == '\0')
        continue;
      value = troupe_host_setting_normalize (troupe_host_setting_row_get_setting (self->rows->pdata[i]), text, NULL);
      if (value == NULL)
        return self->rows->pdata[i];
    }
  return NULL;
}

static void
take_over (TroupeHostPage *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->name_row)));

  troupe_host_set_name (self->host, name);
  for (guint i = 0; i < self->rows->len; i++)
    {
      g_autofree char *text = troupe_host_setting_row_dup_text (self->rows->pdata[i]);
      const TroupeHostSetting *setting = troupe_host_setting_row_get_setting (self->rows->pdata[i]);

      troupe_host_set_setting (self->host, setting->name, text, NULL);    /* find_wrong () has looked */
    }
}

static void
show_key_status (TroupeHostPage *self,
                 const char     *status)
{
  adw_preferences_group_set_description (self->key_group, status);
}

static void
key_looked_up_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (TroupeHostPage) self = user_data;
  g_autoptr (GError) error = NULL;
  char *key = troupe_keys_lookup_finish (result, &error);
  gboolean is_needed = troupe_host_get_kind (self->host)->key_use == TROUPE_HOST_KEY_NEEDED;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (key != NULL)
    show_key_status (self, _("A key is kept for this address; enter another one to replace it."));
  else if (is_needed)
    show_key_status (self, _("The secret is kept in the keyring and signs what is sent; it never leaves this computer."));
  else
    show_key_status (self, _("Enter a key where the service asks for one. It is kept in the keyring and goes to this "
                             "address only."));
  troupe_keys_free (key);
}

static void
look_up_key (TroupeHostPage *self)
{
  if (troupe_host_get_kind (self->host)->key_use != TROUPE_HOST_KEY_NONE)
    troupe_keys_lookup_async (TROUPE_KEY_OWNER (self->host), self->cancellable, key_looked_up_cb, g_object_ref (self));
}

static void
end_save (TroupeHostPage *self)
{
  gtk_editable_set_text (self->key_row, "");
  self->is_edited = FALSE;
  self->is_new = FALSE;
  update (self);
}

static void
key_stored_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (TroupeHostPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_lasting;

  if (!troupe_keys_store_finish (result, &is_lasting, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        show_error (self, error);
      return;
    }
  end_save (self);
  if (is_lasting)
    look_up_key (self);
  else
    show_key_status (self, _("The key lasts until Troupe is closed: there is no keyring service that could keep it, "
                             "or the keyring is locked."));
}

static void
keep_key (TroupeHostPage *self)
{
  g_autofree char *key = g_strstrip (g_strdup (gtk_editable_get_text (self->key_row)));

  if (*key != '\0')
    {
      troupe_keys_store_async (TROUPE_KEY_OWNER (self->host), key, self->cancellable, key_stored_cb,
                               g_object_ref (self));
    }
  else
    {
      end_save (self);
      look_up_key (self);    /* perhaps for another address now */
    }
}

static void
save_cb (TroupeHostPage *self)
{
  GtkWidget *wrong = find_wrong (self);
  gboolean is_listed;
  g_autoptr (GError) error = NULL;

  if (wrong != NULL)
    {
      show_problem (self, troupe_host_words_get_rule (troupe_host_setting_row_get_setting (wrong)));
      troupe_host_setting_row_set_wrong (wrong, TRUE);
      gtk_widget_grab_focus (wrong);
      return;
    }
  is_listed = troupe_hosts_find (self->hosts, troupe_host_get_id (self->host)) == self->host;
  if (!is_listed)
    rename_new (self);
  take_over (self);
  if (!is_listed)
    troupe_hosts_add (self->hosts, self->host);
  if (troupe_hosts_save (self->hosts, &error))
    keep_key (self);
  else
    show_error (self, error);
}

static void
entry_activated_cb (TroupeHostPage *self)
{
  if (gtk_widget_get_sensitive (GTK_WIDGET (self->save_button)))
    save_cb (self);
}

static void
key_cleared_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (TroupeHostPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!troupe_keys_clear_finish (result, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        show_error (self, error);
      return;
    }
  troupe_hosts_remove (self->hosts, self->host);
  if (troupe_hosts_save (self->hosts, &error))
    adw_preferences_dialog_pop_subpage (get_dialog (self));
  else
    show_error (self, error);
}

static void
remove_answered_cb (TroupeHostPage *self)
{
  troupe_keys_clear_async (TROUPE_KEY_OWNER (self->host), self->cancellable, key_cleared_cb, g_object_ref (self));
}

static void
remove_cb (TroupeHostPage *self)
{
  AdwDialog *dialog = adw_alert_dialog_new (NULL, NULL);

  /* Translators: %s is the name of a host. */
  adw_alert_dialog_format_heading (ADW_ALERT_DIALOG (dialog), _("Remove “%s”?"), troupe_host_get_name (self->host));
  adw_alert_dialog_set_body (ADW_ALERT_DIALOG (dialog),
                             _("Its settings and its key are forgotten. What was uploaded there stays as it is."));
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _("_Cancel"), "remove", _("_Remove"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "remove", ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_object (dialog, "response::remove", G_CALLBACK (remove_answered_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

/* A new host begins with its name; of one that is there nothing is changed yet. */
static void
troupe_host_page_shown (AdwNavigationPage *page)
{
  TroupeHostPage *self = TROUPE_HOST_PAGE (page);

  if (self->is_new)
    return;

  gtk_widget_child_focus (self->header_bar, GTK_DIR_TAB_FORWARD);
  gtk_editable_select_region (self->name_row, 0, 0);    /* the focus was there for a moment */
}

static void
troupe_host_page_dispose (GObject *object)
{
  TroupeHostPage *self = TROUPE_HOST_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), TROUPE_TYPE_HOST_PAGE);
  g_clear_object (&self->host);
  g_clear_object (&self->hosts);
  G_OBJECT_CLASS (troupe_host_page_parent_class)->dispose (object);
}

static void
troupe_host_page_finalize (GObject *object)
{
  TroupeHostPage *self = TROUPE_HOST_PAGE (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (troupe_host_page_parent_class)->finalize (object);
}

static void
troupe_host_page_class_init (TroupeHostPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = troupe_host_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = troupe_host_page_finalize;
  ADW_NAVIGATION_PAGE_CLASS (klass)->shown = troupe_host_page_shown;

  g_type_ensure (TROUPE_TYPE_HOST_TEST_ROW);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-host-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TroupeHostPage, header_bar);
  gtk_widget_class_bind_template_child (widget_class, TroupeHostPage, save_button);
  gtk_widget_class_bind_template_child (widget_class, TroupeHostPage, needed_group);
  gtk_widget_class_bind_template_child (widget_class, TroupeHostPage, name_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeHostPage, key_group);
  gtk_widget_class_bind_template_child (widget_class, TroupeHostPage, key_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeHostPage, details_group);
  gtk_widget_class_bind_template_child (widget_class, TroupeHostPage, problem_label);
  gtk_widget_class_bind_template_child (widget_class, TroupeHostPage, saved_group);
  gtk_widget_class_bind_template_child (widget_class, TroupeHostPage, test_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeHostPage, remove_group);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
troupe_host_page_init (TroupeHostPage *self)
{
  self->rows = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_row (TroupeHostPage          *self,
         const TroupeHostSetting *setting)
{
  GtkWidget *row = troupe_host_setting_row_new (self->host, setting);

  troupe_host_setting_row_connect (row, G_CALLBACK (edited_cb), self);
  if (ADW_IS_ENTRY_ROW (row))
    g_signal_connect_object (row, "entry-activated", G_CALLBACK (entry_activated_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (setting->is_needed ? self->needed_group : self->details_group, row);
  g_ptr_array_add (self->rows, row);
}

static AdwNavigationPage *
page_new (TroupeHosts *hosts,
          TroupeHost  *host,
          gboolean     is_new)
{
  TroupeHostPage *self = g_object_new (TROUPE_TYPE_HOST_PAGE, NULL);
  const TroupeHostKind *kind = troupe_host_get_kind (host);
  const char *hint = troupe_host_words_get_hint (kind);

  self->hosts = g_object_ref (hosts);
  self->host = g_object_ref (host);
  self->is_new = is_new;
  gtk_editable_set_text (self->name_row, troupe_host_get_name (host));
  for (gsize i = 0; i < kind->n_settings; i++)
    add_row (self, &kind->settings[i]);
  adw_preferences_group_set_description (self->needed_group, troupe_host_words_get_summary (kind));
  adw_preferences_group_set_description (self->details_group, hint);
  gtk_widget_set_visible (GTK_WIDGET (self->details_group), hint != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->key_group), kind->key_use != TROUPE_HOST_KEY_NONE);
  if (kind->key_use != TROUPE_HOST_KEY_NONE)
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->key_row), troupe_host_words_get_key (kind));
  troupe_host_test_row_set_host (self->test_row, host);
  look_up_key (self);
  self->is_edited = is_new;
  update (self);
  return ADW_NAVIGATION_PAGE (self);
}

/**
 * troupe_host_page_new:
 * @hosts: the hosts
 * @host: one of them
 *
 * Makes the page of a host.
 *
 * Returns: (transfer floating): a new page, for a preferences dialog
 */
AdwNavigationPage *
troupe_host_page_new (TroupeHosts *hosts,
                      TroupeHost  *host)
{
  g_return_val_if_fail (TROUPE_IS_HOSTS (hosts), NULL);
  g_return_val_if_fail (TROUPE_IS_HOST (host), NULL);

  return page_new (hosts, host, FALSE);
}

/**
 * troupe_host_page_new_for_kind:
 * @hosts: the hosts
 * @kind: a kind of host
 *
 * Makes a page on which a host of @kind is added to @hosts.
 *
 * Returns: (transfer floating): a new page, for a preferences dialog
 */
AdwNavigationPage *
troupe_host_page_new_for_kind (TroupeHosts          *hosts,
                               const TroupeHostKind *kind)
{
  g_autoptr (TroupeHost) host = NULL;

  g_return_val_if_fail (TROUPE_IS_HOSTS (hosts), NULL);
  g_return_val_if_fail (kind != NULL, NULL);

  host = troupe_hosts_make (hosts, troupe_host_words_get_kind (kind), kind);
  return page_new (hosts, host, TRUE);
}
