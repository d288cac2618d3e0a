/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-candidates-dialog.h"

#include <glib/gi18n.h>

#include "troupe-job-search.h"

struct _TroupeCandidatesDialog
{
  AdwAlertDialog parent_instance;

  /* Owned */
  GPtrArray     *candidates;    /* of TroupeJobCandidate */
  GPtrArray     *checks;        /* of GtkCheckButton, in the same order */
};

G_DEFINE_FINAL_TYPE (TroupeCandidatesDialog, troupe_candidates_dialog, ADW_TYPE_ALERT_DIALOG)

static void
troupe_candidates_dialog_dispose (GObject *object)
{
  TroupeCandidatesDialog *self = TROUPE_CANDIDATES_DIALOG (object);

  g_clear_pointer (&self->candidates, g_ptr_array_unref);
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  G_OBJECT_CLASS (troupe_candidates_dialog_parent_class)->dispose (object);
}

static void
troupe_candidates_dialog_class_init (TroupeCandidatesDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = troupe_candidates_dialog_dispose;
}

static void
troupe_candidates_dialog_init (TroupeCandidatesDialog *self)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (self);

  self->checks = g_ptr_array_new_with_free_func (g_object_unref);
  adw_alert_dialog_set_heading (dialog, _("Which One Is It?"));
  adw_alert_dialog_set_body (dialog, _("These fit what was sent. The chosen one is followed and what it makes is "
                                       "downloaded; nothing is paid by that."));
  adw_alert_dialog_add_responses (dialog,
                                  "cancel", _("_Cancel"),
                                  "choose", _("_This One"),
                                  NULL);
  adw_alert_dialog_set_response_appearance (dialog, "choose", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_close_response (dialog, "cancel");
}

static char *
dup_facts (const TroupeJobCandidate *candidate)
{
  g_autoptr (GPtrArray) facts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDateTime) created = g_date_time_new_from_unix_local_usec (candidate->created_us);

  if (candidate->created_us != 0 && created != NULL)
    /* Translators: when a job was made, as of g_date_time_format(): %-d is the day, %B the month, %X the time */
    g_ptr_array_add (facts, g_date_time_format (created, C_("job", "%-d %B, %X")));
  if (candidate->model != NULL)
    g_ptr_array_add (facts, g_strdup (candidate->model));
  if (candidate->word != NULL)
    g_ptr_array_add (facts, g_strdup (candidate->word));
  g_ptr_array_add (facts, NULL);
  return g_strjoinv (" · ", (char **) facts->pdata);
}

static void
add_row (TroupeCandidatesDialog   *self,
         GtkListBox               *list,
         const TroupeJobCandidate *candidate)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();
  g_autofree char *facts = dup_facts (candidate);

  if (self->checks->len > 0)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (check), self->checks->pdata[0]);
  g_ptr_array_add (self->checks, g_object_ref (check));
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 candidate->prompt != NULL ? candidate->prompt : candidate->remote_id);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), facts);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  gtk_list_box_append (list, row);
}

/**
 * troupe_candidates_dialog_new:
 * @candidates: (element-type TroupeJobCandidate): what was found, the likeliest first
 *
 * Returns: (transfer floating): a dialog in which the first is chosen
 */
AdwAlertDialog *
troupe_candidates_dialog_new (GPtrArray *candidates)
{
  TroupeCandidatesDialog *self;
  GtkWidget *list;

  g_return_val_if_fail (candidates != NULL && candidates->len > 0, NULL);

  self = g_object_new (TROUPE_TYPE_CANDIDATES_DIALOG, NULL);
  self->candidates = g_ptr_array_ref (candidates);
  list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  for (guint i = 0; i < candidates->len; i++)
    add_row (self, GTK_LIST_BOX (list), candidates->pdata[i]);
  gtk_check_button_set_active (self->checks->pdata[0], TRUE);
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (self), list);
  return ADW_ALERT_DIALOG (self);
}

/**
 * troupe_candidates_dialog_get_chosen:
 * @self: a dialog
 *
 * Returns: (transfer none): what the provider calls the chosen one
 */
const char *
troupe_candidates_dialog_get_chosen (TroupeCandidatesDialog *self)
{
  g_return_val_if_fail (TROUPE_IS_CANDIDATES_DIALOG (self), NULL);

  for (guint i = 0; i < self->checks->len; i++)
    {
      if (gtk_check_button_get_active (self->checks->pdata[i]))
        return ((const TroupeJobCandidate *) self->candidates->pdata[i])->remote_id;
    }
  g_return_val_if_reached (NULL);
}
