/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-job-notices.h"

#include <glib/gi18n.h>

#include "troupe-job-place.h"
#include "troupe-job-words.h"

#define NOTICE_ID "jobs-ended"

/**
 * TroupeJobNotices:
 *
 * Notices of jobs on the desktop.
 *
 * A batch is what went on together: it begins with the first job while none goes on, and ends when none does any more
 * without the person. What another program began and ended so fast that it was never seen going on is part of it too.
 */
struct _TroupeJobNotices
{
  GObject         parent_instance;

  GtkApplication *app;      /* owns it */
  double          newest;   /* the last end of a job that was taken note of, in µs since 1970 */

  /* Owned */
  TroupeJobs     *jobs;
  GPtrArray      *batch;    /* of TroupeJobRecord */
};

G_DEFINE_FINAL_TYPE (TroupeJobNotices, troupe_job_notices, G_TYPE_OBJECT)

static gboolean
is_seen (TroupeJobNotices *self)
{
  GtkWindow *window = gtk_application_get_active_window (self->app);

  return window != NULL && gtk_widget_get_mapped (GTK_WIDGET (window)) && gtk_window_is_active (window);
}

static void
active_window_cb (TroupeJobNotices *self)
{
  if (is_seen (self))
    g_application_withdraw_notification (G_APPLICATION (self->app), NOTICE_ID);
}

static void
window_added_cb (TroupeJobNotices *self,
                 GtkWindow        *window)
{
  g_signal_connect_object (window, "notify::is-active", G_CALLBACK (active_window_cb), self, G_CONNECT_SWAPPED);
}

/* What the person stopped is no news. */
static gboolean
is_news (TroupeJobRecord *record)
{
  const TroupeJobRow *row = troupe_job_record_get_row (record);

  return row != NULL && row->state != TROUPE_JOB_STATE_CANCELLED &&
         (!troupe_job_state_is_live (row->state) || troupe_job_row_needs_person (row));
}

static GNotification *
create_for_one (TroupeJobRecord *record)
{
  const TroupeJobRow *row = troupe_job_record_get_row (record);
  g_autofree char *title = troupe_job_words_dup_title (row);
  GNotification *notification = g_notification_new (title);

  g_notification_set_body (notification, troupe_job_words_get_state (row));
  g_notification_set_default_action_and_target (notification, "app.show-job", "s", row->id);
  return notification;
}

static char *
dup_body (GPtrArray *news)
{
  guint n_done = 0;

  for (guint i = 0; i < news->len; i++)
    n_done += troupe_job_record_get_row (news->pdata[i])->state == TROUPE_JOB_STATE_DONE;
  if (n_done == news->len)
    return g_strdup (_("All of them are done."));
  /* Translators: how many of several jobs are done; the others failed, or their answer was lost */
  return g_strdup_printf (_("%1$u of %2$u are done."), n_done, news->len);
}

static GNotification *
create_for_all (GPtrArray *news)
{
  g_autofree char *title = NULL;
  g_autofree char *body = dup_body (news);
  GNotification *notification;

  title = g_strdup_printf (ngettext ("%u job has ended", "%u jobs have ended", news->len), news->len);
  notification = g_notification_new (title);
  g_notification_set_body (notification, body);
  g_notification_set_default_action (notification, "app.jobs");
  return notification;
}

static void
end_batch (TroupeJobNotices *self)
{
  g_autoptr (GPtrArray) news = g_ptr_array_new ();
  g_autoptr (GNotification) notification = NULL;

  for (guint i = 0; i < self->batch->len; i++)
    {
      if (is_news (self->batch->pdata[i]))
        g_ptr_array_add (news, self->batch->pdata[i]);
    }
  if (news->len > 0 && !is_seen (self))
    {
      notification = news->len == 1 ? create_for_one (news->pdata[0]) : create_for_all (news);
      g_application_send_notification (G_APPLICATION (self->app), NOTICE_ID, notification);
    }
  g_ptr_array_set_size (self->batch, 0);
}

static void
add_to_batch (TroupeJobNotices *self,
              const char       *id)
{
  TroupeJobRecord *record = troupe_jobs_ref_record (self->jobs, id);

  if (g_ptr_array_find (self->batch, record, NULL))
    g_object_unref (record);
  else
    g_ptr_array_add (self->batch, record);
}

static void
changed_cb (TroupeJobNotices *self,
            GPtrArray        *places)
{
  const gboolean going = troupe_jobs_get_n_going (self->jobs) > 0;
  double newest = self->newest;

  for (guint i = 0; i < places->len; i++)
    {
      const TroupeJobPlace *place = g_ptr_array_index (places, i);
      const double ended = place->group == TROUPE_JOB_GROUP_ENDED ? -place->place : 0;

      if (place->group != TROUPE_JOB_GROUP_ENDED ? going : ended > self->newest)
        add_to_batch (self, place->id);
      newest = MAX (newest, ended);
    }
  self->newest = newest;
  if (!going)
    end_batch (self);
}

static void
troupe_job_notices_dispose (GObject *object)
{
  TroupeJobNotices *self = TROUPE_JOB_NOTICES (object);

  g_ptr_array_set_size (self->batch, 0);
  g_clear_object (&self->jobs);
  G_OBJECT_CLASS (troupe_job_notices_parent_class)->dispose (object);
}

static void
troupe_job_notices_finalize (GObject *object)
{
  g_clear_pointer (&TROUPE_JOB_NOTICES (object)->batch, g_ptr_array_unref);
  G_OBJECT_CLASS (troupe_job_notices_parent_class)->finalize (object);
}

static void
troupe_job_notices_class_init (TroupeJobNoticesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = troupe_job_notices_dispose;
  object_class->finalize = troupe_job_notices_finalize;
}

static void
troupe_job_notices_init (TroupeJobNotices *self)
{
  self->batch = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * troupe_job_notices_new:
 * @app: the application, which owns the notices; with the actions `app.jobs` and `app.show-job`
 * @jobs: the jobs of the library
 *
 * Returns: (transfer full): notices for the jobs from now on
 */
TroupeJobNotices *
troupe_job_notices_new (GtkApplication *app,
                        TroupeJobs     *jobs)
{
  TroupeJobNotices *self;

  g_return_val_if_fail (GTK_IS_APPLICATION (app), NULL);
  g_return_val_if_fail (TROUPE_IS_JOBS (jobs), NULL);

  self = g_object_new (TROUPE_TYPE_JOB_NOTICES, NULL);
  self->app = app;
  self->newest = g_get_real_time ();
  self->jobs = g_object_ref (jobs);
  g_signal_connect_object (jobs, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (app, "window-added", G_CALLBACK (window_added_cb), self, G_CONNECT_SWAPPED);
  for (GList *window = gtk_application_get_windows (app); window != NULL; window = window->next)
    window_added_cb (self, window->data);
  return self;
}
