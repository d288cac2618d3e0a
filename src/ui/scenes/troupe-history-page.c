/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-history-page.h"

#include <glib/gi18n.h>

#include "troupe-date-text.h"

struct _TroupeHistoryPage
{
  AdwNavigationPage  parent_instance;

  /* Template */
  GtkSearchEntry    *search_entry;
  GtkStack          *stack;
  GtkListView       *list_view;

  /* Owned */
  TroupeLibrary     *library;
  TroupeProviders   *providers;
  GCancellable      *cancellable;    /* of the search under way */
};

G_DEFINE_FINAL_TYPE (TroupeHistoryPage, troupe_history_page, ADW_TYPE_NAVIGATION_PAGE)

enum { REUSED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
show (TroupeHistoryPage *self,
      GListModel        *found)
{
  g_autoptr (GtkSelectionModel) selection = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (found)));
  const gboolean is_search = *gtk_editable_get_text (GTK_EDITABLE (self->search_entry)) != '\0';
  const char *name = "list";

  if (g_list_model_get_n_items (found) == 0)
    name = is_search ? "no-result" : "none";
  gtk_list_view_set_model (self->list_view, selection);
  gtk_stack_set_visible_child_name (self->stack, name);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (TroupeHistoryPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) found = troupe_sent_prompt_find_finish (TROUPE_LIBRARY (source), result, &error);

  if (found != NULL)
    show (self, found);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("The prompts that were sent could not be read: %s", error->message);
}

static void
find (TroupeHistoryPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  troupe_sent_prompt_find_async (self->library, gtk_editable_get_text (GTK_EDITABLE (self->search_entry)),
                                 self->cancellable, found_cb, g_object_ref (self));
}

static void
activate_cb (TroupeHistoryPage *self,
             guint              position)
{
  GListModel *model = G_LIST_MODEL (gtk_list_view_get_model (self->list_view));
  g_autoptr (TroupeSentPrompt) prompt = g_list_model_get_item (model, position);

  g_signal_emit (self, signals[REUSED], 0, prompt);
}

static GtkWidget *
create_label (const char *css_class,
              int         lines)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_lines (GTK_LABEL (label), lines);
  gtk_widget_set_hexpand (label, TRUE);
  if (css_class != NULL)
    {
      gtk_widget_add_css_class (label, "caption");
      gtk_widget_add_css_class (label, css_class);
    }
  return label;
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *icon = gtk_image_new_from_icon_name ("document-edit-symbolic");

  gtk_box_append (GTK_BOX (texts), create_label (NULL, 3));
  gtk_box_append (GTK_BOX (texts), create_label ("dimmed", 2));
  gtk_box_append (GTK_BOX (box), texts);
  gtk_accessible_update_state (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_widget_set_tooltip_text (box, _("Reuse in a New Scene"));
  gtk_list_item_set_child (item, box);
}

static char *
dup_facts (TroupeHistoryPage *self,
           TroupeSentPrompt  *prompt)
{
  g_autofree char *provider = troupe_providers_dup_name_of (self->providers,
                                                            troupe_sent_prompt_get_provider_id (prompt));
  g_autofree char *date = troupe_date_text_format (troupe_sent_prompt_get_sent_us (prompt));
  const guint n_sent = troupe_sent_prompt_get_n_sent (prompt);

  if (n_sent < 2)
    /* Translators: a provider, and when a prompt was sent to it */
    return g_strdup_printf (C_("prompt", "%1$s · %2$s"), provider, date);
  /* Translators: a provider, how often a prompt was sent to it, and when the last time */
  return g_strdup_printf (ngettext ("%1$s · %2$u time · %3$s", "%1$s · %2$u times · %3$s", n_sent), provider, n_sent,
                          date);
}

static void
bind_cb (TroupeHistoryPage *self,
         GtkListItem       *item)
{
  TroupeSentPrompt *prompt = gtk_list_item_get_item (item);
  GtkWidget *texts = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  g_autofree char *facts = dup_facts (self, prompt);

  gtk_label_set_label (GTK_LABEL (gtk_widget_get_first_child (texts)), troupe_sent_prompt_get_text (prompt));
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_last_child (texts)), facts);
  gtk_list_item_set_accessible_label (item, troupe_sent_prompt_get_text (prompt));
}

/* What was sent meanwhile is there, too. */
static void
troupe_history_page_showing (AdwNavigationPage *page)
{
  ADW_NAVIGATION_PAGE_CLASS (troupe_history_page_parent_class)->showing (page);
  find (TROUPE_HISTORY_PAGE (page));
}

static void
troupe_history_page_shown (AdwNavigationPage *page)
{
  ADW_NAVIGATION_PAGE_CLASS (troupe_history_page_parent_class)->shown (page);
  gtk_widget_grab_focus (GTK_WIDGET (TROUPE_HISTORY_PAGE (page)->search_entry));
}

static void
troupe_history_page_dispose (GObject *object)
{
  TroupeHistoryPage *self = TROUPE_HISTORY_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), TROUPE_TYPE_HISTORY_PAGE);
  g_clear_object (&self->library);
  g_clear_object (&self->providers);
  G_OBJECT_CLASS (troupe_history_page_parent_class)->dispose (object);
}

static void
troupe_history_page_class_init (TroupeHistoryPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = troupe_history_page_dispose;
  ADW_NAVIGATION_PAGE_CLASS (klass)->showing = troupe_history_page_showing;
  ADW_NAVIGATION_PAGE_CLASS (klass)->shown = troupe_history_page_shown;

  /**
   * TroupeHistoryPage::reused:
   * @self: the page
   * @prompt: a prompt
   *
   * The person wants to go on from there.
   */
  signals[REUSED] = g_signal_new ("reused", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, TROUPE_TYPE_SENT_PROMPT);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-history-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TroupeHistoryPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, TroupeHistoryPage, stack);
  gtk_widget_class_bind_template_child (widget_class, TroupeHistoryPage, list_view);
  gtk_widget_class_bind_template_callback (widget_class, find);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
troupe_history_page_init (TroupeHistoryPage *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list_view, factory);
}

/**
 * troupe_history_page_new:
 * @library: an open library
 * @providers: where the names of providers are found
 *
 * Makes a page that reads the prompts each time it comes into sight.
 *
 * Returns: (transfer floating): a page
 */
AdwNavigationPage *
troupe_history_page_new (TroupeLibrary   *library,
                         TroupeProviders *providers)
{
  TroupeHistoryPage *self;

  g_return_val_if_fail (TROUPE_IS_LIBRARY (library), NULL);
  g_return_val_if_fail (TROUPE_IS_PROVIDERS (providers), NULL);

  self = g_object_new (TROUPE_TYPE_HISTORY_PAGE, NULL);
  self->library = g_object_ref (library);
  self->providers = g_object_ref (providers);
  return ADW_NAVIGATION_PAGE (self);
}
