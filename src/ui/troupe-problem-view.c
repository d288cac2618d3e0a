/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-problem-view.h"

#include "troupe-error-text.h"

struct _TroupeProblemView
{
  AdwBin        parent_instance;

  /* Template */
  AdwActionRow *summary_row;
  AdwActionRow *said_row;
  GtkLabel     *details_label;
  GtkWidget    *action_row;
};

G_DEFINE_FINAL_TYPE (TroupeProblemView, troupe_problem_view, ADW_TYPE_BIN)

static void
copy_cb (TroupeProblemView *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                          gtk_label_get_label (self->details_label));
}

static void
troupe_problem_view_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TROUPE_TYPE_PROBLEM_VIEW);
  G_OBJECT_CLASS (troupe_problem_view_parent_class)->dispose (object);
}

static void
troupe_problem_view_class_init (TroupeProblemViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = troupe_problem_view_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-problem-view.ui");
  gtk_widget_class_bind_template_child (widget_class, TroupeProblemView, summary_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeProblemView, said_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeProblemView, details_label);
  gtk_widget_class_bind_template_child (widget_class, TroupeProblemView, action_row);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
}

static void
troupe_problem_view_init (TroupeProblemView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * troupe_problem_view_new:
 *
 * Makes a view that is hidden until it has a problem.
 *
 * Returns: (transfer floating): a new widget
 */
GtkWidget *
troupe_problem_view_new (void)
{
  return g_object_new (TROUPE_TYPE_PROBLEM_VIEW, NULL);
}

/**
 * troupe_problem_view_set_problem:
 * @self: a view
 * @problem: (nullable): a failure
 *
 * Shows @problem, or hides the view without one.
 */
void
troupe_problem_view_set_problem (TroupeProblemView   *self,
                                 const TroupeProblem *problem)
{
  g_autoptr (TroupeErrorText) text = NULL;
  g_autofree char *reason = NULL;

  g_return_if_fail (TROUPE_IS_PROBLEM_VIEW (self));

  gtk_widget_set_visible (GTK_WIDGET (self), problem != NULL);
  if (problem == NULL)
    return;

  text = troupe_error_text_new_for_problem (problem);
  reason = g_strdup_printf ("%s\n%s", text->body, text->next);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->summary_row), text->title);
  adw_action_row_set_subtitle (self->summary_row, reason);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->said_row), text->said_by);
  adw_action_row_set_subtitle (self->said_row, text->said != NULL ? text->said : "");
  gtk_widget_set_visible (GTK_WIDGET (self->said_row), text->said != NULL);
  gtk_label_set_label (self->details_label, text->details);
}

/**
 * troupe_problem_view_set_action:
 * @self: a view
 * @title: (nullable): what can be done, with its mnemonic, or `NULL` for nothing
 * @action_name: the action that does it
 * @target: its parameter
 *
 * Offers what can be done about the problem below it.
 */
void
troupe_problem_view_set_action (TroupeProblemView *self,
                                const char        *title,
                                const char        *action_name,
                                const char        *target)
{
  g_return_if_fail (TROUPE_IS_PROBLEM_VIEW (self));
  g_return_if_fail (title == NULL || action_name != NULL);

  gtk_widget_set_visible (self->action_row, title != NULL);
  if (title == NULL)
    return;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->action_row), title);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->action_row), "s", target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->action_row), action_name);
}
