/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-window-private.h"

#include <glib/gi18n.h>

#include "troupe-background.h"

static void
close_now (TroupeWindow *self)
{
  self->may_close = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

/* Nothing is expected of being there: all has ended, or what has not waits for the person or is followed by nobody
 * here. */
static gboolean
is_over (TroupeWindow *self)
{
  TroupeApplication *app = _troupe_window_get_app (self);
  TroupeRunner *runner = troupe_application_get_runner (app);

  return runner == NULL || !troupe_runner_is_busy (runner) ||
         troupe_jobs_get_n_going (troupe_application_get_jobs (app)) == 0;
}

static void ask (TroupeWindow *self,
                 const char   *title,
                 const char   *body,
                 gboolean      has_background);

static void
allowed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (TroupeWindow) self = user_data;
  const gboolean is_allowed = troupe_background_request_finish (result);

  if (is_over (self))    /* while the question was open */
    {
      close_now (self);
      return;
    }
  if (!is_allowed)
    {
      ask (self, _("Not Allowed in the Background"),
           _("Without a window Troupe is not allowed to go on. When it is closed, jobs go on when it is started "
             "again."), FALSE);
      return;
    }

  self->is_background = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (TroupeWindow) self = user_data;
  const char *answer = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);

  if (g_strcmp0 (answer, "close") == 0)
    close_now (self);
  else if (g_strcmp0 (answer, "background") == 0)
    troupe_background_request_async (_("To make characters and videos"), allowed_cb, g_object_ref (self));
}

static void
ask (TroupeWindow *self,
     const char   *title,
     const char   *body,
     gboolean      has_background)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (title, body));

  adw_alert_dialog_add_responses (dialog,
                                  "cancel", _("_Keep Open"),
                                  "close", _("_Close"),
                                  NULL);
  if (has_background)
    adw_alert_dialog_add_response (dialog, "background", _("Go On in the _Background"));
  adw_alert_dialog_set_response_appearance (dialog, "close", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (dialog, has_background ? "background" : "cancel");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  adw_alert_dialog_choose (dialog, GTK_WIDGET (self), self->cancellable, answered_cb, g_object_ref (self));
}

/* FALSE: nobody needs to be asked. */
gboolean
_troupe_window_ask_before_closing (TroupeWindow *self)
{
  TroupeRunner *runner = troupe_application_get_runner (_troupe_window_get_app (self));

  if (runner == NULL || !troupe_runner_is_busy (runner) || self->may_close)
    return FALSE;

  ask (self, _("Close Troupe?"),
       _("A character or video is being made. In the background it goes on without a window. When Troupe is closed, "
         "what has not ended goes on when it is started again. For a request that is just being sent, the answer is "
         "lost then: it may be carried out and paid without Troupe knowing."), TRUE);
  return TRUE;
}

/* After the notice of what ended, which comes from the same change */
static void
jobs_changed_cb (TroupeWindow *self)
{
  if (self->is_background && is_over (self))
    close_now (self);
}

static void
shown_cb (TroupeWindow *self)
{
  self->is_background = FALSE;
}

/* Once the library is open: a hidden window ends with the last job. */
void
_troupe_window_watch_jobs (TroupeWindow *self)
{
  g_signal_connect_object (troupe_application_get_jobs (_troupe_window_get_app (self)), "changed",
                           G_CALLBACK (jobs_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self, "show", G_CALLBACK (shown_cb), self, G_CONNECT_SWAPPED);
}
