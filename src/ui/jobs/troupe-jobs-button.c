/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-jobs-button.h"

#include <glib/gi18n.h>

#include "troupe-job-words.h"
#include "troupe-jobs-icon.h"

struct _TroupeJobsButton
{
  GtkButton       parent_instance;

  TroupeJobsIcon *icon;    /* owned by the button it is the child of */

  /* Owned */
  TroupeJobs     *jobs;    /* NULL until there is a library */
};

G_DEFINE_FINAL_TYPE (TroupeJobsButton, troupe_jobs_button, GTK_TYPE_BUTTON)

static void
update (TroupeJobsButton *self)
{
  const guint n_waiting = troupe_jobs_get_n_waiting (self->jobs);
  g_autofree char *summary = troupe_job_words_dup_summary (self->jobs);

  troupe_jobs_icon_set_progress (self->icon, troupe_jobs_get_progress (self->jobs), n_waiting > 0);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), summary);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, summary, -1);
  if (n_waiting > 0)
    gtk_widget_add_css_class (GTK_WIDGET (self), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "warning");
}

static void
troupe_jobs_button_dispose (GObject *object)
{
  TroupeJobsButton *self = TROUPE_JOBS_BUTTON (object);

  g_clear_object (&self->jobs);
  G_OBJECT_CLASS (troupe_jobs_button_parent_class)->dispose (object);
}

static void
troupe_jobs_button_class_init (TroupeJobsButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = troupe_jobs_button_dispose;
}

static void
troupe_jobs_button_init (TroupeJobsButton *self)
{
  self->icon = TROUPE_JOBS_ICON (troupe_jobs_icon_new ());
  gtk_button_set_child (GTK_BUTTON (self), GTK_WIDGET (self->icon));
  gtk_widget_add_css_class (GTK_WIDGET (self), "image-button");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), _("Jobs"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Jobs"), -1);
}

/**
 * troupe_jobs_button_new:
 *
 * Returns: (transfer floating): a button
 */
GtkWidget *
troupe_jobs_button_new (void)
{
  return g_object_new (TROUPE_TYPE_JOBS_BUTTON, NULL);
}

/**
 * troupe_jobs_button_set_jobs:
 * @self: a button
 * @jobs: the jobs of the library
 *
 * Shows how they are from now on.
 */
void
troupe_jobs_button_set_jobs (TroupeJobsButton *self,
                             TroupeJobs       *jobs)
{
  g_return_if_fail (TROUPE_IS_JOBS_BUTTON (self));
  g_return_if_fail (TROUPE_IS_JOBS (jobs));

  if (!g_set_object (&self->jobs, jobs))
    return;
  g_signal_connect_object (jobs, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (jobs, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
