/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-spend-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "troupe-job-words.h"
#include "troupe-spend.h"
#include "troupe-window.h"

struct _TroupeSpendPage
{
  AdwNavigationPage parent_instance;

  /* Template */
  AdwToggleGroup   *key_group;
  GtkStack         *stack;
  GtkListBox       *list_box;
  GtkWidget        *export_button;

  /* Owned */
  TroupeLibrary    *library;
  TroupeProviders  *providers;
  GCancellable     *cancellable;    /* of the newest loading */
};

G_DEFINE_FINAL_TYPE (TroupeSpendPage, troupe_spend_page, ADW_TYPE_NAVIGATION_PAGE)

static char *
dup_name (TroupeSpendPage   *self,
          TroupeSpendKey     key,
          const TroupeSpend *sum)
{
  g_autofree char *moment = NULL;
  g_autoptr (GDateTime) day = NULL;

  switch (key)
    {
    case TROUPE_SPEND_BY_ACCOUNT:
      return g_strdup (troupe_job_words_get_provider (self->providers, sum->name));

    case TROUPE_SPEND_BY_DAY:
      moment = g_strconcat (sum->name, "T00:00", NULL);
      day = g_date_time_new_from_iso8601 (moment, NULL);
      /* Translators: a day, as of g_date_time_format(): %-d is the day, %B the month, %Y the year */
      return day != NULL ? g_date_time_format (day, C_("spent by", "%-d %B %Y")) : g_strdup (sum->name);

    case TROUPE_SPEND_BY_CHARACTER:
      return g_strdup (sum->name != NULL ? sum->name : C_("spent by", "Without characters"));
    }
  g_return_val_if_reached (NULL);
}

static char *
dup_facts (const TroupeSpend *sum)
{
  g_autofree char *reserved = troupe_job_words_dup_credits (sum->reserved, sum->unit);
  g_autofree char *reported = troupe_job_words_dup_credits (sum->reported, sum->unit);
  g_autofree char *calls = NULL;

  /* Translators: how many requests that may be charged were sent */
  calls = g_strdup_printf (ngettext ("%u request", "%u requests", sum->n_calls), sum->n_calls);
  if (reserved == NULL && reported == NULL)
    /* Translators: a number of requests; nobody told what they cost */
    return g_strdup_printf (C_("spent", "%s, cost not known"), calls);
  /* Translators: a number of requests, and two amounts with their units, or “not known” */
  return g_strdup_printf (C_("spent", "%1$s, reserved %2$s, reported %3$s"), calls,
                          reserved != NULL ? reserved : C_("amount", "not known"),
                          reported != NULL ? reported : C_("amount", "not known"));
}

static GtkWidget *
create_row (TroupeSpendPage   *self,
            TroupeSpendKey     key,
            const TroupeSpend *sum)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *name = dup_name (self, key, sum);
  g_autofree char *facts = dup_facts (sum);
  g_autofree char *not_known = NULL;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), facts);
  if (sum->n_not_known == 0 || sum->n_not_known == sum->n_calls)
    return row;

  /* Translators: of how many requests nobody told the cost */
  not_known = g_strdup_printf (ngettext ("%u not known", "%u not known", sum->n_not_known), sum->n_not_known);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_label_new (not_known));
  return row;
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (TroupeSpendPage) self = user_data;
  g_autoptr (GPtrArray) sums = NULL;
  g_autoptr (GError) error = NULL;
  GtkRoot *root;

  sums = troupe_spend_load_finish (TROUPE_LIBRARY (source), result, &error);
  if (sums == NULL)
    {
      root = gtk_widget_get_root (GTK_WIDGET (self));
      if (TROUPE_IS_WINDOW (root))
        troupe_window_report (TROUPE_WINDOW (root), error);
      return;
    }

  gtk_list_box_remove_all (self->list_box);
  for (guint i = 0; i < sums->len; i++)
    gtk_list_box_append (self->list_box,
                         create_row (self, adw_toggle_group_get_active (self->key_group), sums->pdata[i]));
  gtk_stack_set_visible_child_name (self->stack, sums->len > 0 ? "list" : "empty");
  gtk_widget_set_sensitive (self->export_button, sums->len > 0);
}

static void
load (TroupeSpendPage *self)
{
  if (self->library == NULL)
    return;    /* while the template is built */

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  troupe_spend_load_async (self->library, adw_toggle_group_get_active (self->key_group), self->cancellable,
                           loaded_cb, g_object_ref (self));
}

/* A text on its way into a file */
typedef struct
{
  TroupeSpendPage *page;
  GFile           *file;
} Export;

static void
export_end (Export       *export,
            const GError *error)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (export->page));

  if (TROUPE_IS_WINDOW (root) && error != NULL)
    troupe_window_report (TROUPE_WINDOW (root), error);
  else if (TROUPE_IS_WINDOW (root))
    troupe_window_add_toast (TROUPE_WINDOW (root), adw_toast_new (_("Saved")));
  g_object_unref (export->page);
  g_object_unref (export->file);
  g_free (export);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  g_file_replace_contents_finish (G_FILE (source), result, NULL, &error);
  export_end (user_data, error);
}

static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Export *export = user_data;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  char *text;

  text = troupe_spend_export_finish (TROUPE_LIBRARY (source), result, &error);
  if (text == NULL)
    {
      export_end (export, error);
      return;
    }
  bytes = g_bytes_new_take (text, strlen (text));
  g_file_replace_contents_bytes_async (export->file, bytes, NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION, NULL,
                                       written_cb, export);
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (TroupeSpendPage) self = user_data;
  g_autoptr (GFile) file = NULL;
  Export *export;

  /* Whoever chooses none wants none. */
  file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);
  if (file == NULL)
    return;

  export = g_new0 (Export, 1);
  export->page = g_object_ref (self);
  export->file = g_steal_pointer (&file);
  troupe_spend_export_async (self->library, NULL, exported_cb, export);
}

static void
export_cb (TroupeSpendPage *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  /* Translators: the suggested name of a file */
  gtk_file_dialog_set_initial_name (dialog, _("Troupe spending.csv"));
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL, chosen_cb,
                        g_object_ref (self));
}

static void
troupe_spend_page_dispose (GObject *object)
{
  TroupeSpendPage *self = TROUPE_SPEND_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->library);
  g_clear_object (&self->providers);
  gtk_widget_dispose_template (GTK_WIDGET (object), TROUPE_TYPE_SPEND_PAGE);
  G_OBJECT_CLASS (troupe_spend_page_parent_class)->dispose (object);
}

static void
troupe_spend_page_class_init (TroupeSpendPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = troupe_spend_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-spend-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TroupeSpendPage, key_group);
  gtk_widget_class_bind_template_child (widget_class, TroupeSpendPage, stack);
  gtk_widget_class_bind_template_child (widget_class, TroupeSpendPage, list_box);
  gtk_widget_class_bind_template_child (widget_class, TroupeSpendPage, export_button);
  gtk_widget_class_bind_template_callback (widget_class, export_cb);
  gtk_widget_class_bind_template_callback (widget_class, load);
}

static void
troupe_spend_page_init (TroupeSpendPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * troupe_spend_page_new:
 * @library: an open library
 * @providers: where the names of accounts are found
 *
 * Returns: (transfer floating): a page that reads what was spent
 */
AdwNavigationPage *
troupe_spend_page_new (TroupeLibrary   *library,
                       TroupeProviders *providers)
{
  TroupeSpendPage *self;

  g_return_val_if_fail (TROUPE_IS_LIBRARY (library), NULL);
  g_return_val_if_fail (TROUPE_IS_PROVIDERS (providers), NULL);

  self = g_object_new (TROUPE_TYPE_SPEND_PAGE, NULL);
  self->library = g_object_ref (library);
  self->providers = g_object_ref (providers);
  load (self);
  return ADW_NAVIGATION_PAGE (self);
}
