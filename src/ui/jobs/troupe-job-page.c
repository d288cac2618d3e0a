/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-job-page.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#include "troupe-job-facts.h"
#include "troupe-job-search.h"
#include "troupe-job-words.h"
#include "troupe-problem-view.h"
#include "troupe-window.h"

struct _TroupeJobPage
{
  AdwNavigationPage    parent_instance;

  /* Template */
  AdwActionRow        *title_row;
  GtkImage            *state_icon;
  GtkWidget           *note_group;
  GtkLabel            *note_label;
  TroupeProblemView   *problem_view;
  AdwPreferencesGroup *actions_group;
  AdwPreferencesGroup *facts_group;
  GtkWidget           *texts_group;
  GtkWidget           *request_row;
  GtkLabel            *request_label;
  GtkWidget           *answer_row;
  GtkLabel            *answer_label;
  GtkWidget           *curl_row;

  /* Owned */
  TroupeProviders     *providers;
  TroupeJobRecord     *record;
  GPtrArray           *fact_rows;      /* of AdwActionRow, in the order of the facts */
  GPtrArray           *action_rows;    /* of AdwButtonRow, in the order of page_actions */
};

G_DEFINE_FINAL_TYPE (TroupeJobPage, troupe_job_page, ADW_TYPE_NAVIGATION_PAGE)

static const struct
{
  TroupeJobAction  flag;
  const char      *action_name;
  const char      *title;
} page_actions[] = {
  { TROUPE_JOB_ACTION_EDIT, "job.edit", N_("_Edit") },
  { TROUPE_JOB_ACTION_CANCEL, "job.cancel", N_("_Cancel") },
  { TROUPE_JOB_ACTION_STOP, "job.stop", N_("_Stop…") },
  { TROUPE_JOB_ACTION_MOVE, "job.move-first", N_("Move to _Top") },
  { TROUPE_JOB_ACTION_MOVE, "job.move-up", N_("Move _Up") },
  { TROUPE_JOB_ACTION_MOVE, "job.move-down", N_("Move _Down") },
  { TROUPE_JOB_ACTION_RETRY, "job.retry", N_("_Try Again") },
  { TROUPE_JOB_ACTION_REFETCH, "job.retry", N_("_Download Again") },
  { TROUPE_JOB_ACTION_ASK, "job.retry", N_("_Ask the Provider Now") },
  { TROUPE_JOB_ACTION_LOOK_FOR, "job.look-for", N_("_Look for It") },
  { TROUPE_JOB_ACTION_SEND_AGAIN, "job.send-again", N_("_Send Again…") },
  { TROUPE_JOB_ACTION_FORGET, "job.forget", N_("_Forget…") },
};

/* What is no JSON stays as it is. */
static char *
dup_pretty (const char *text)
{
  g_autoptr (JsonNode) node = json_from_string (text, NULL);

  return node != NULL ? json_to_string (node, TRUE) : g_strdup (text);
}

static void
update_text (GtkWidget  *row,
             GtkLabel   *label,
             const char *text)
{
  g_autofree char *pretty = text != NULL ? dup_pretty (text) : NULL;

  gtk_widget_set_visible (row, text != NULL);
  gtk_label_set_label (label, pretty != NULL ? pretty : "");
}

static void
update_texts (TroupeJobPage      *self,
              const TroupeJobRow *row)
{
  gtk_widget_set_visible (self->texts_group, row->request != NULL || row->answer != NULL);
  update_text (self->request_row, self->request_label, row->request);
  update_text (self->answer_row, self->answer_label, row->answer);
  gtk_widget_set_visible (self->curl_row, row->request != NULL);
}

static void
update_facts (TroupeJobPage      *self,
              const TroupeJobRow *row)
{
  const TroupeJobFact *facts;
  guint n_facts;

  facts = troupe_job_facts_get (&n_facts);
  for (guint i = 0; i < n_facts; i++)
    {
      AdwActionRow *fact_row = g_ptr_array_index (self->fact_rows, i);
      g_autofree char *text = facts[i].dup_text (row, self->providers);

      gtk_widget_set_visible (GTK_WIDGET (fact_row), text != NULL);
      adw_action_row_set_subtitle (fact_row, text != NULL ? text : "");
    }
}

static void
update_actions (TroupeJobPage      *self,
                const TroupeJobRow *row)
{
  TroupeProvider *provider = troupe_providers_find (self->providers, row->provider_id);
  const guint impossible = troupe_job_search_is_possible (provider, row) ? 0 : TROUPE_JOB_ACTION_LOOK_FOR;
  const guint actions = troupe_job_row_get_actions (row) & ~impossible;
  const gboolean has_character = row->character_id != NULL && !row->is_in_trash;
  const gboolean has_video = row->video_id != NULL && !row->is_in_trash;

  for (guint i = 0; i < G_N_ELEMENTS (page_actions); i++)
    gtk_widget_set_visible (g_ptr_array_index (self->action_rows, i), (actions & page_actions[i].flag) != 0);
  gtk_widget_set_visible (g_ptr_array_index (self->action_rows, G_N_ELEMENTS (page_actions)), has_character);
  gtk_widget_set_visible (g_ptr_array_index (self->action_rows, G_N_ELEMENTS (page_actions) + 1), has_video);
  gtk_widget_set_visible (GTK_WIDGET (self->actions_group), actions != 0 || has_character || has_video);
}

static void
update (TroupeJobPage *self)
{
  const TroupeJobRow *row = troupe_job_record_get_row (self->record);
  const char *note;
  g_autofree char *title = NULL;
  g_autofree char *state = NULL;

  if (row == NULL)
    return;

  title = troupe_job_words_dup_title (row);
  state = troupe_job_words_dup_state (row, self->providers);
  note = row->problem == NULL ? troupe_job_words_get_note (row) : NULL;    /* the problem says the same and more */
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->title_row), title);
  adw_action_row_set_subtitle (self->title_row, state);
  gtk_image_set_from_icon_name (self->state_icon, troupe_job_words_get_icon (row));
  gtk_widget_set_visible (self->note_group, note != NULL);
  gtk_label_set_label (self->note_label, note != NULL ? note : "");
  troupe_problem_view_set_problem (self->problem_view, row->problem);
  update_actions (self, row);
  update_facts (self, row);
  update_texts (self, row);
}

static void
copy_curl_cb (TroupeJobPage *self)
{
  g_autofree char *command = troupe_job_row_dup_curl (troupe_job_record_get_row (self->record));
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (command == NULL)
    return;    /* what is kept of the request is not all of it */
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), command);
  if (TROUPE_IS_WINDOW (root))
    troupe_window_add_toast (TROUPE_WINDOW (root), adw_toast_new (_("Copied, with the key masked")));
}

static void
troupe_job_page_dispose (GObject *object)
{
  TroupeJobPage *self = TROUPE_JOB_PAGE (object);

  g_clear_pointer (&self->fact_rows, g_ptr_array_unref);
  g_clear_pointer (&self->action_rows, g_ptr_array_unref);
  g_clear_object (&self->record);
  g_clear_object (&self->providers);
  gtk_widget_dispose_template (GTK_WIDGET (object), TROUPE_TYPE_JOB_PAGE);
  G_OBJECT_CLASS (troupe_job_page_parent_class)->dispose (object);
}

static void
troupe_job_page_class_init (TroupeJobPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = troupe_job_page_dispose;

  g_type_ensure (TROUPE_TYPE_PROBLEM_VIEW);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-job-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TroupeJobPage, title_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeJobPage, state_icon);
  gtk_widget_class_bind_template_child (widget_class, TroupeJobPage, note_group);
  gtk_widget_class_bind_template_child (widget_class, TroupeJobPage, note_label);
  gtk_widget_class_bind_template_child (widget_class, TroupeJobPage, problem_view);
  gtk_widget_class_bind_template_child (widget_class, TroupeJobPage, actions_group);
  gtk_widget_class_bind_template_child (widget_class, TroupeJobPage, facts_group);
  gtk_widget_class_bind_template_child (widget_class, TroupeJobPage, texts_group);
  gtk_widget_class_bind_template_child (widget_class, TroupeJobPage, request_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeJobPage, request_label);
  gtk_widget_class_bind_template_child (widget_class, TroupeJobPage, answer_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeJobPage, answer_label);
  gtk_widget_class_bind_template_child (widget_class, TroupeJobPage, curl_row);
  gtk_widget_class_bind_template_callback (widget_class, copy_curl_cb);
}

static void
add_fact_row (TroupeJobPage *self,
              const char    *title)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (row), TRUE);
  gtk_widget_add_css_class (row, "property");
  adw_preferences_group_add (self->facts_group, row);
  g_ptr_array_add (self->fact_rows, g_object_ref (row));
}

static void
add_action_row (TroupeJobPage *self,
                const char    *title,
                const char    *action_name,
                const char    *target)
{
  GtkWidget *row = adw_button_row_new ();

  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (row), TRUE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), action_name);
  adw_preferences_group_add (self->actions_group, row);
  g_ptr_array_add (self->action_rows, g_object_ref (row));
}

static void
troupe_job_page_init (TroupeJobPage *self)
{
  const TroupeJobFact *facts;
  guint n_facts;

  gtk_widget_init_template (GTK_WIDGET (self));

  self->fact_rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->action_rows = g_ptr_array_new_with_free_func (g_object_unref);
  facts = troupe_job_facts_get (&n_facts);
  for (guint i = 0; i < n_facts; i++)
    add_fact_row (self, g_dpgettext2 (NULL, "job fact", facts[i].title));
}

/**
 * troupe_job_page_new:
 * @providers: where the names of providers are found
 * @record: a job
 *
 * Returns: (transfer floating): a page that follows the job
 */
AdwNavigationPage *
troupe_job_page_new (TroupeProviders *providers,
                     TroupeJobRecord *record)
{
  TroupeJobPage *self;
  const char *id;

  g_return_val_if_fail (TROUPE_IS_PROVIDERS (providers), NULL);
  g_return_val_if_fail (TROUPE_IS_JOB_RECORD (record), NULL);

  self = g_object_new (TROUPE_TYPE_JOB_PAGE, NULL);
  self->providers = g_object_ref (providers);
  self->record = g_object_ref (record);
  id = troupe_job_record_get_id (record);
  for (guint i = 0; i < G_N_ELEMENTS (page_actions); i++)
    add_action_row (self, _(page_actions[i].title), page_actions[i].action_name, id);
  add_action_row (self, _("Show C_haracter"), "job.show-character", id);
  add_action_row (self, _("Show _Video"), "job.show-video", id);
  g_signal_connect_object (record, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return ADW_NAVIGATION_PAGE (self);
}
