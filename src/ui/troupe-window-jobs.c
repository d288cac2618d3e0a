/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-window-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "troupe-candidates-dialog.h"
#include "troupe-job-error.h"
#include "troupe-job-words.h"
#include "troupe-jobs-dialog.h"
#include "troupe-runner-jobs.h"
#include "troupe-runner-search.h"

/* All "job." actions take the id of a job, and read it first: what can be done is decided by what the journal says
 * now, not by what a button said when it was drawn. */

typedef void (*JobFunc) (TroupeWindow       *self,
                         TroupeJobRecord    *record,
                         const TroupeJobRow *row);

typedef struct
{
  TroupeWindow    *window;
  TroupeJobRecord *record;    /* NULL while it is read */
  JobFunc          func;      /* what to do then */
} Call;

static Call *
call_new (TroupeWindow    *window,
          TroupeJobRecord *record,
          JobFunc          func)
{
  Call *call = g_new0 (Call, 1);

  call->window = g_object_ref (window);
  g_set_object (&call->record, record);
  call->func = func;
  return call;
}

static void
call_free (Call *call)
{
  g_object_unref (call->window);
  g_clear_object (&call->record);
  g_free (call);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, call_free)

static TroupeRunner *
get_runner (TroupeWindow *self)
{
  return troupe_application_get_runner (_troupe_window_get_app (self));
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Call) call = user_data;
  g_autoptr (TroupeJobRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  record = troupe_jobs_load_finish (TROUPE_JOBS (source), result, &error);
  if (record != NULL)
    call->func (call->window, record, troupe_job_record_get_row (record));
  else
    troupe_window_report (call->window, error);
}

static void
with_job (TroupeWindow *self,
          const char   *id,
          JobFunc       func)
{
  TroupeJobs *jobs = troupe_application_get_jobs (_troupe_window_get_app (self));

  if (jobs != NULL)
    troupe_jobs_load_async (jobs, id, self->cancellable, loaded_cb, call_new (self, NULL, func));
}

static TroupeJobsDialog *
open_jobs (TroupeWindow *self)
{
  TroupeApplication *app = _troupe_window_get_app (self);
  AdwDialog *dialog;

  if (self->jobs_dialog == NULL)
    {
      dialog = troupe_jobs_dialog_new (troupe_application_get_jobs (app), troupe_application_get_providers (app));
      g_set_weak_pointer (&self->jobs_dialog, TROUPE_JOBS_DIALOG (dialog));
      adw_dialog_present (dialog, GTK_WIDGET (self));
    }
  return self->jobs_dialog;
}

static void
jobs_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  TroupeWindow *self = TROUPE_WINDOW (widget);

  if (troupe_application_get_jobs (_troupe_window_get_app (self)) != NULL)
    open_jobs (self);
}

static void
report_late (TroupeWindow *self,
             const GError *error)
{
  if (g_error_matches (error, TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_STATE))
    troupe_window_add_toast (self, adw_toast_new (_("Too late: the job has gone on meanwhile")));
  else
    troupe_window_report (self, error);
}

static void
acted_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (TroupeWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!troupe_runner_act_finish (TROUPE_RUNNER (source), result, &error))
    report_late (self, error);
}

static void
act (TroupeWindow    *self,
     TroupeJobRecord *record,
     TroupeJobAction  action)
{
  troupe_runner_act_async (get_runner (self), troupe_job_record_get_id (record), action, acted_cb,
                           g_object_ref (self));
}

/* By its own id: a character can have several jobs. */
static void
character_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (Call) call = user_data;
  g_autoptr (TroupeCharacter) character = NULL;

  character = troupe_library_load_character_finish (TROUPE_LIBRARY (source), result, NULL);    /* or in the trash */
  if (character != NULL && troupe_runner_cancel (get_runner (call->window), troupe_job_record_get_id (call->record)))
    _troupe_window_tell_stopped (call->window, character, troupe_job_record_get_row (call->record)->is_doubted);
  else
    act (call->window, call->record, TROUPE_JOB_ACTION_CANCEL);
}

/* A character that was stopped can be had back. */
static void
cancel_job (TroupeWindow       *self,
            TroupeJobRecord    *record,
            const TroupeJobRow *row)
{
  if ((troupe_job_row_get_actions (row) & TROUPE_JOB_ACTION_CANCEL) == 0)
    troupe_window_add_toast (self, adw_toast_new (_("Too late to stop: the request was sent")));
  else if (row->character_id != NULL)
    troupe_library_load_character_async (troupe_application_get_library (_troupe_window_get_app (self)),
                                         row->character_id, self->cancellable, character_cb,
                                         call_new (self, record, NULL));
  else
    act (self, record, TROUPE_JOB_ACTION_CANCEL);
}

static void
send_now (TroupeWindow       *self,
          TroupeJobRecord    *record,
          const TroupeJobRow *row)
{
  const gboolean is_open = (troupe_job_row_get_actions (row) & TROUPE_JOB_ACTION_SEND_AGAIN) != 0;

  act (self, record, is_open ? TROUPE_JOB_ACTION_SEND_AGAIN : TROUPE_JOB_ACTION_RETRY);
}

static void
forget_now (TroupeWindow       *self,
            TroupeJobRecord    *record,
            const TroupeJobRow *row)
{
  act (self, record, TROUPE_JOB_ACTION_FORGET);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (Call) call = user_data;

  if (strcmp (adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result), "yes") == 0)
    call->func (call->window, call->record, troupe_job_record_get_row (call->record));
}

/* Takes body */
static void
confirm (TroupeWindow    *self,
         TroupeJobRecord *record,
         const char      *title,
         char            *body,
         const char      *yes,
         JobFunc          func)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (title, body));

  adw_alert_dialog_add_responses (dialog,
                                  "cancel", _("_Cancel"),
                                  "yes", yes,
                                  NULL);
  adw_alert_dialog_set_response_appearance (dialog, "yes", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (dialog, "cancel");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  adw_alert_dialog_choose (dialog, GTK_WIDGET (self), self->cancellable, answered_cb,
                           call_new (self, record, func));
  g_free (body);
}

static char *
dup_send_again_body (const TroupeJobRow *row)
{
  g_autofree char *cost = troupe_job_words_dup_credits (row->last_cost, row->last_unit);

  if (cost != NULL)
    /* Translators: %s is an amount with its unit, such as 40 credits */
    return g_strdup_printf (_("The answer to the first request was lost. The provider may have carried it out and "
                              "charged for it already. Sending it again may be paid a second time; the last one of its "
                              "kind there cost %s."), cost);
  return g_strdup (_("The answer to the first request was lost. The provider may have carried it out and charged "
                     "for it already. Sending it again may be paid a second time; what it costs, the provider did "
                     "not tell."));
}

static void
send_again (TroupeWindow       *self,
            TroupeJobRecord    *record,
            const TroupeJobRow *row)
{
  confirm (self, record, _("Send Again?"), dup_send_again_body (row), _("_Send Again"), send_now);
}

static void
retry_job (TroupeWindow       *self,
           TroupeJobRecord    *record,
           const TroupeJobRow *row)
{
  static const TroupeJobAction harmless[] = {
    TROUPE_JOB_ACTION_RETRY, TROUPE_JOB_ACTION_REFETCH, TROUPE_JOB_ACTION_ASK
  };
  const guint actions = troupe_job_row_get_actions (row);

  /* That nobody asks any more what became of it does not make it free. */
  if (troupe_problem_matches (row->problem, TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_FORGOTTEN))
    {
      send_again (self, record, row);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (harmless); i++)
    {
      if (actions & harmless[i])
        act (self, record, harmless[i]);
    }
}

static void
forget (TroupeWindow       *self,
        TroupeJobRecord    *record,
        const TroupeJobRow *row)
{
  confirm (self, record, _("Forget It?"),
           g_strdup (_("Troupe no longer asks what became of it. If the provider carried it out, what it made stays "
                       "there and may have been charged.")), _("_Forget"), forget_now);
}

static void
stop_now (TroupeWindow       *self,
          TroupeJobRecord    *record,
          const TroupeJobRow *row)
{
  act (self, record, TROUPE_JOB_ACTION_STOP);
}

static void
stop (TroupeWindow       *self,
      TroupeJobRecord    *record,
      const TroupeJobRow *row)
{
  g_autofree char *cost = troupe_job_words_dup_credits (row->reserved, row->unit);

  confirm (self, record, _("Stop It?"),
           cost != NULL
           /* Translators: %s is an amount with its unit, such as 40 credits */
           ? g_strdup_printf (_("The provider is asked to end it, and nothing comes of it. Whether %s come back, only "
                                "the provider knows."), cost)
           : g_strdup (_("The provider is asked to end it, and nothing comes of it. What was paid may be lost.")),
           _("_Stop"), stop_now);
}

/* A job that is taken back, to be composed anew */
typedef struct
{
  TroupeWindow    *window;
  TroupeJobRecord *record;
  gulong           changed_id;
} Edit;

static void
edit_free (Edit *edit)
{
  g_clear_signal_handler (&edit->changed_id, edit->record);
  g_object_unref (edit->window);
  g_object_unref (edit->record);
  g_free (edit);
}

/* What it was made of is kept with it, so that nothing is lost when this does not come about. */
static void
compose_anew (TroupeWindow       *self,
              const TroupeJobRow *row)
{
  if (self->jobs_dialog != NULL)
    adw_dialog_close (ADW_DIALOG (self->jobs_dialog));
  if (row->video_id != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.reuse-scene", "s", row->video_id);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "character.edit", "(ss)", row->character_id, row->provider_id);
}

static void
edit_changed_cb (Edit *edit)
{
  const TroupeJobRow *row = troupe_job_record_get_row (edit->record);

  if (troupe_job_state_is_unpaid (row->state))
    return;
  if (row->state == TROUPE_JOB_STATE_CANCELLED)
    compose_anew (edit->window, row);
  else
    troupe_window_add_toast (edit->window, adw_toast_new (_("Too late: the job has gone on meanwhile")));
  edit_free (edit);
}

static void
edit_cancelled_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  Edit *edit = user_data;
  g_autoptr (GError) error = NULL;

  if (troupe_runner_act_finish (TROUPE_RUNNER (source), result, &error))
    {
      edit->changed_id = g_signal_connect_swapped (edit->record, "changed", G_CALLBACK (edit_changed_cb), edit);
      edit_changed_cb (edit);
      return;
    }
  report_late (edit->window, error);
  edit_free (edit);
}

static void
edit_job (TroupeWindow       *self,
          TroupeJobRecord    *record,
          const TroupeJobRow *row)
{
  Edit *edit;

  if (!troupe_job_state_is_live (row->state))
    {
      compose_anew (self, row);
      return;
    }

  edit = g_new0 (Edit, 1);
  edit->window = g_object_ref (self);
  edit->record = g_object_ref (record);
  troupe_runner_act_async (get_runner (self), row->id, TROUPE_JOB_ACTION_CANCEL, edit_cancelled_cb, edit);
}

static void
moved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (TroupeWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!troupe_runner_move_finish (TROUPE_RUNNER (source), result, &error))
    report_late (self, error);
}

static void
move_first (TroupeWindow       *self,
            TroupeJobRecord    *record,
            const TroupeJobRow *row)
{
  troupe_runner_move_async (get_runner (self), row->id, TROUPE_JOB_MOVE_FIRST, moved_cb, g_object_ref (self));
}

static void
move_up (TroupeWindow       *self,
         TroupeJobRecord    *record,
         const TroupeJobRow *row)
{
  troupe_runner_move_async (get_runner (self), row->id, TROUPE_JOB_MOVE_UP, moved_cb, g_object_ref (self));
}

static void
move_down (TroupeWindow       *self,
           TroupeJobRecord    *record,
           const TroupeJobRow *row)
{
  troupe_runner_move_async (get_runner (self), row->id, TROUPE_JOB_MOVE_DOWN, moved_cb, g_object_ref (self));
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Call) call = user_data;
  TroupeCandidatesDialog *dialog = TROUPE_CANDIDATES_DIALOG (source);

  if (strcmp (adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (dialog), result), "choose") == 0)
    troupe_runner_adopt_async (get_runner (call->window), troupe_job_record_get_id (call->record),
                               troupe_candidates_dialog_get_chosen (dialog), acted_cb, g_object_ref (call->window));
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Call) call = user_data;
  g_autoptr (GPtrArray) candidates = NULL;
  g_autoptr (GError) error = NULL;
  const TroupeJobCandidate *certain;

  candidates = troupe_runner_look_for_finish (TROUPE_RUNNER (source), result, &error);
  certain = candidates != NULL ? troupe_job_search_get_certain (candidates) : NULL;
  if (certain != NULL)
    {
      troupe_runner_adopt_async (TROUPE_RUNNER (source), troupe_job_record_get_id (call->record), certain->remote_id,
                                 acted_cb, g_object_ref (call->window));
      troupe_window_add_toast (call->window, adw_toast_new (_("Found: it was carried out and is followed now")));
    }
  else if (candidates != NULL && candidates->len > 0)
    {
      adw_alert_dialog_choose (ADW_ALERT_DIALOG (troupe_candidates_dialog_new (candidates)),
                               GTK_WIDGET (call->window), call->window->cancellable, chosen_cb,
                               call_new (call->window, call->record, NULL));
    }
  else if (candidates != NULL)
    {
      troupe_window_add_toast (call->window, adw_toast_new (_("Nothing like it is in the provider’s list by now")));
    }
  else
    {
      troupe_window_report (call->window, error);
    }
}

static void
look_for (TroupeWindow       *self,
          TroupeJobRecord    *record,
          const TroupeJobRow *row)
{
  troupe_runner_look_for_async (get_runner (self), row->id, self->cancellable, looked_cb,
                                call_new (self, record, NULL));
}

static void
show_character (TroupeWindow       *self,
                TroupeJobRecord    *record,
                const TroupeJobRow *row)
{
  if (self->jobs_dialog != NULL)
    adw_dialog_close (ADW_DIALOG (self->jobs_dialog));
  if (row->character_id != NULL)
    troupe_window_show_character (self, row->character_id);
}

static void
show_video (TroupeWindow       *self,
            TroupeJobRecord    *record,
            const TroupeJobRow *row)
{
  if (self->jobs_dialog != NULL)
    adw_dialog_close (ADW_DIALOG (self->jobs_dialog));
  gtk_widget_activate_action (GTK_WIDGET (self), "video.open", "s", row->video_id);
}

static void
show_record (TroupeWindow       *self,
             TroupeJobRecord    *record,
             const TroupeJobRow *row)
{
  troupe_jobs_dialog_show_job (open_jobs (self), record);
}

/* What a job made, or how it stands */
static void
show_job (TroupeWindow       *self,
          TroupeJobRecord    *record,
          const TroupeJobRow *row)
{
  const gboolean is_there = row->state == TROUPE_JOB_STATE_DONE && !row->lacks_result && !row->is_in_trash;

  if (is_there && row->character_id != NULL)
    show_character (self, record, row);
  else if (is_there && row->video_id != NULL)
    show_video (self, record, row);
  else
    show_record (self, record, row);
}

static const struct
{
  const char *name;
  JobFunc     func;
} job_actions[] = {
  { "job.cancel", cancel_job },
  { "job.edit", edit_job },
  { "job.stop", stop },
  { "job.retry", retry_job },
  { "job.move-first", move_first },
  { "job.move-up", move_up },
  { "job.move-down", move_down },
  { "job.look-for", look_for },
  { "job.send-again", send_again },
  { "job.forget", forget },
  { "job.show", show_record },
  { "job.show-character", show_character },
  { "job.show-video", show_video },
};

static void
job_action (GtkWidget  *widget,
            const char *action_name,
            GVariant   *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (job_actions); i++)
    {
      if (strcmp (job_actions[i].name, action_name) == 0)
        with_job (TROUPE_WINDOW (widget), g_variant_get_string (id, NULL), job_actions[i].func);
    }
}

void
_troupe_window_install_job_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.jobs", NULL, jobs_action);
  for (guint i = 0; i < G_N_ELEMENTS (job_actions); i++)
    gtk_widget_class_install_action (widget_class, job_actions[i].name, "s", job_action);
}

/**
 * troupe_window_show_job:
 * @self: a window
 * @id: (nullable): a job, or `NULL` for all of them
 *
 * Shows what a job made, or else how it stands. Without a library nothing happens.
 */
void
troupe_window_show_job (TroupeWindow *self,
                        const char   *id)
{
  g_return_if_fail (TROUPE_IS_WINDOW (self));

  if (id != NULL)
    with_job (self, id, show_job);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.jobs", NULL);
}
