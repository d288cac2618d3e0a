/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-jobs-dialog.h"

#include "troupe-job-item.h"
#include "troupe-job-list.h"
#include "troupe-job-page.h"
#include "troupe-spend-page.h"

struct _TroupeJobsDialog
{
  AdwDialog          parent_instance;

  /* Template */
  AdwToastOverlay   *toast_overlay;
  AdwNavigationView *navigation_view;
  GtkStack          *stack;
  GtkListView       *list_view;

  /* Owned */
  TroupeJobs        *jobs;
  TroupeJobList     *list;
  TroupeProviders   *providers;
};

G_DEFINE_FINAL_TYPE (TroupeJobsDialog, troupe_jobs_dialog, ADW_TYPE_DIALOG)

/* Without a focus inside of the dialog, Escape would not close it. */
static void
focus (TroupeJobsDialog *self)
{
  AdwNavigationPage *page = adw_navigation_view_get_visible_page (self->navigation_view);

  if (g_strcmp0 (adw_navigation_page_get_tag (page), "jobs") != 0)
    gtk_widget_child_focus (GTK_WIDGET (page), GTK_DIR_TAB_FORWARD);    /* the list comes while a job is shown */
  else if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "list") == 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->list_view));
  else
    gtk_widget_grab_focus (gtk_stack_get_visible_child (self->stack));
}

static void
update (TroupeJobsDialog *self)
{
  const char *name = "list";

  if (troupe_job_list_is_busy (self->list))
    name = "loading";
  else if (g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0)
    name = "empty";
  if (g_strcmp0 (name, gtk_stack_get_visible_child_name (self->stack)) == 0)
    return;
  gtk_stack_set_visible_child_name (self->stack, name);
  focus (self);
}

static void
setup_cb (TroupeJobsDialog *self,
          GtkListItem      *item)
{
  GtkWidget *child = troupe_job_item_new (self->providers);

  g_object_bind_property (child, "description", item, "accessible-label", G_BINDING_SYNC_CREATE);
  gtk_list_item_set_child (item, child);
}

static void
bind_cb (TroupeJobsDialog *self,
         GtkListItem      *item)
{
  troupe_job_item_set_record (TROUPE_JOB_ITEM (gtk_list_item_get_child (item)), gtk_list_item_get_item (item));
}

static void
unbind_cb (TroupeJobsDialog *self,
           GtkListItem      *item)
{
  troupe_job_item_set_record (TROUPE_JOB_ITEM (gtk_list_item_get_child (item)), NULL);
}

static void
activate_cb (TroupeJobsDialog *self,
             guint             position)
{
  g_autoptr (TroupeJobRecord) record = g_list_model_get_item (G_LIST_MODEL (self->list), position);

  troupe_jobs_dialog_show_job (self, record);
}

static void
spend_cb (TroupeJobsDialog *self)
{
  adw_navigation_view_push (self->navigation_view,
                            troupe_spend_page_new (troupe_jobs_get_library (self->jobs), self->providers));
}

/* The row with the keyboard focus; an item has nothing to focus inside, so the focus is on the row itself. */
static void
cancel_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *child = focus != NULL ? gtk_widget_get_first_child (focus) : NULL;
  TroupeJobRecord *record;
  TroupeJobAction actions;

  if (!TROUPE_IS_JOB_ITEM (child))
    return;
  record = troupe_job_item_get_record (TROUPE_JOB_ITEM (child));
  actions = troupe_job_row_get_actions (troupe_job_record_get_row (record));
  if (actions & (TROUPE_JOB_ACTION_CANCEL | TROUPE_JOB_ACTION_STOP))
    gtk_widget_activate_action (widget, actions & TROUPE_JOB_ACTION_CANCEL ? "job.cancel" : "job.stop", "s",
                                troupe_job_record_get_id (record));
}

static void
troupe_jobs_dialog_dispose (GObject *object)
{
  TroupeJobsDialog *self = TROUPE_JOBS_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), TROUPE_TYPE_JOBS_DIALOG);
  g_clear_object (&self->list);
  g_clear_object (&self->jobs);
  g_clear_object (&self->providers);
  G_OBJECT_CLASS (troupe_jobs_dialog_parent_class)->dispose (object);
}

static void
troupe_jobs_dialog_class_init (TroupeJobsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = troupe_jobs_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-jobs-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TroupeJobsDialog, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, TroupeJobsDialog, navigation_view);
  gtk_widget_class_bind_template_child (widget_class, TroupeJobsDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, TroupeJobsDialog, list_view);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, focus);
  gtk_widget_class_bind_template_callback (widget_class, spend_cb);
  gtk_widget_class_install_action (widget_class, "list.cancel", NULL, cancel_action);
}

static void
troupe_jobs_dialog_init (TroupeJobsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static GtkListItemFactory *
create_factory (TroupeJobsDialog *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
  return factory;
}

/**
 * troupe_jobs_dialog_new:
 * @jobs: the jobs of the library
 * @providers: where the names of providers are found
 *
 * Returns: (transfer floating): a dialog
 */
AdwDialog *
troupe_jobs_dialog_new (TroupeJobs      *jobs,
                        TroupeProviders *providers)
{
  TroupeJobsDialog *self;
  g_autoptr (GtkListItemFactory) factory = NULL;
  g_autoptr (GtkSelectionModel) selection = NULL;

  g_return_val_if_fail (TROUPE_IS_JOBS (jobs), NULL);
  g_return_val_if_fail (TROUPE_IS_PROVIDERS (providers), NULL);

  self = g_object_new (TROUPE_TYPE_JOBS_DIALOG, NULL);
  self->providers = g_object_ref (providers);
  self->jobs = g_object_ref (jobs);
  self->list = troupe_job_list_new (jobs, FALSE);
  g_signal_connect_object (self->list, "notify::busy", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);

  factory = create_factory (self);
  gtk_list_view_set_factory (self->list_view, factory);
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->list))));
  gtk_list_view_set_model (self->list_view, selection);
  update (self);
  return ADW_DIALOG (self);
}

/**
 * troupe_jobs_dialog_show_job:
 * @self: a dialog
 * @record: a job
 *
 * Shows all that is known of one job.
 */
void
troupe_jobs_dialog_show_job (TroupeJobsDialog *self,
                             TroupeJobRecord  *record)
{
  g_return_if_fail (TROUPE_IS_JOBS_DIALOG (self));
  g_return_if_fail (TROUPE_IS_JOB_RECORD (record));

  adw_navigation_view_pop_to_tag (self->navigation_view, "jobs");
  adw_navigation_view_push (self->navigation_view, troupe_job_page_new (self->providers, record));
}

/**
 * troupe_jobs_dialog_add_toast:
 * @self: a dialog
 * @toast: (transfer full): a toast
 *
 * Shows @toast over the dialog.
 */
void
troupe_jobs_dialog_add_toast (TroupeJobsDialog *self,
                              AdwToast         *toast)
{
  g_return_if_fail (TROUPE_IS_JOBS_DIALOG (self));
  g_return_if_fail (ADW_IS_TOAST (toast));

  adw_toast_overlay_add_toast (self->toast_overlay, toast);
}
