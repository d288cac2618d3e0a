/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-job-run-private.h"

#include "troupe-follow.h"
#include "troupe-job-error.h"
#include "troupe-job-problem.h"
#include "troupe-library-files.h"
#include "troupe-library-private.h"
#include "troupe-provider-error.h"
#include "troupe-video-home.h"
#include "troupe-video-order.h"

#define LIMIT_BYTES (4 * G_GUINT64_CONSTANT (1024 * 1024 * 1024))

/* What has an address now is on the disk before it is used, so that it can be deleted later whatever happens. Nothing
 * is uploaded while it counts as being prepared: that may take long, and keeps nobody else from being cut. */
static void
ordered_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (TroupeJobRun) self = user_data;
  g_autoptr (GError) error = NULL;

  self->order = troupe_video_order_finish (result, &error);
  if (self->order != NULL && (self->order->upload != NULL || self->order->lacks_upload))
    {
      troupe_job_run_next_step (self)->upload = g_steal_pointer (&self->order->upload);
      g_clear_pointer (&self->order, troupe_video_order_free);
      troupe_job_run_step (self, TROUPE_JOB_EVENT_PUBLISH);
    }
  else if (self->order == NULL || g_cancellable_set_error_if_cancelled (self->cancellable, &error))
    {
      troupe_job_run_fail (self, error);
    }
  else
    {
      troupe_job_run_commit (self, g_steal_pointer (&self->order->request));
    }
}

static void
progress_cb (double   progress,
             gpointer user_data)
{
  const double from = troupe_job_state_get_progress (TROUPE_JOB_STATE_PUBLISHING, -1);
  const double to = troupe_job_state_get_progress (TROUPE_JOB_STATE_SUBMITTING, -1);

  troupe_job_run_report (user_data, from + (to - from) * progress);
}

static void
looking_cb (gpointer user_data)
{
  troupe_job_run_set_looking (user_data);
}

/**
 * troupe_job_run_prepare_video:
 * @self: a run whose video is being prepared, or some of whose files have an address
 *
 * Brings the clips of the cast within the provider's reach and builds the paid call.
 */
void
troupe_job_run_prepare_video (TroupeJobRun *self)
{
  g_autoptr (GFile) folder = g_file_get_child (troupe_library_get_media (self->library), "clips");
  const TroupeVideoNeeds needs = {
    .draft = self->job->video, .key = self->job->key, .provider = self->provider, .client = self->client,
    .hosts = self->hosts, .folder = folder, .uploads = self->job->uploads,
    .is_local = self->job->state == TROUPE_JOB_STATE_PREPARING,
    .looking = looking_cb, .progress = progress_cb, .user_data = self,
  };

  troupe_video_order_async (&needs, self->cancellable, ordered_cb, g_object_ref (self));
}

static GFile *
get_file (TroupeJobRun *self)
{
  g_autofree char *name = troupe_library_files_dup_video (self->job->video_id);

  return g_file_resolve_relative_path (troupe_library_get_media (self->library), name);
}

/* Takes error */
static void
finish_without (TroupeJobRun *self,
                GError       *error)
{
  g_autoptr (GError) owned = error;

  troupe_job_run_step_with_problem (self, TROUPE_JOB_EVENT_FINISH, owned);
}

static void
home_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (TroupeJobRun) self = user_data;
  GError *error = NULL;
  TroupeVideoHome *home = troupe_video_home_finish (result, &error);

  if (home == NULL)
    {
      finish_without (self, error);
      return;
    }
  troupe_job_run_next_step (self)->video = home;
  troupe_job_run_step (self, TROUPE_JOB_EVENT_FINISH);
}

/* In words that do not say what is true before the paid call only */
static TroupeProblem *
new_problem (const GError *error)
{
  TroupeProblem *problem = troupe_job_problem_new (error);

  g_set_str (&problem->domain, g_quark_to_string (TROUPE_JOB_ERROR));
  problem->code = TROUPE_JOB_ERROR_FETCH;
  return problem;
}

/* Takes error. What a dead link led to may have another one by now; nothing else is given up that may still come. */
static void
take_error (TroupeJobRun *self,
            GError       *error)
{
  g_autoptr (GError) owned = error;

  if (troupe_job_run_can_wait (error) || self->is_link_late)
    {
      troupe_job_run_wait (self, new_problem (error), error);
    }
  else if (self->is_link_old && self->result_url != NULL && error->domain == TROUPE_PROVIDER_ERROR)
    {
      g_clear_pointer (&self->result_url, g_free);
      troupe_job_run_fetch_video (self);
    }
  else
    {
      finish_without (self, g_steal_pointer (&owned));
    }
}

/* Takes error, of a call of the provider's own */
static void
take_refusal (TroupeJobRun *self,
              GError       *error)
{
  g_autoptr (GError) owned = error;

  if (self->is_link_late || !(g_error_matches (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_KEY) ||
                              g_error_matches (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_NO_KEY)))
    {
      take_error (self, g_steal_pointer (&owned));
      return;
    }
  g_clear_pointer (&self->result_url, g_free);
  troupe_job_run_hold (self, error);
}

/* Takes error */
static void
finish (TroupeJobRun *self,
        GError       *error)
{
  if (error != NULL)
    take_error (self, error);
  else
    troupe_video_home_async (self->job, troupe_provider_get_name (self->provider),
                             troupe_library_get_media (self->library), home_cb, g_object_ref (self));
}

static void
fetch_progress_cb (guint64  done_bytes,
                   guint64  total_bytes,
                   gpointer user_data)
{
  TroupeJobRun *self = user_data;
  double share;

  if (total_bytes == 0)
    return;
  share = MIN ((double) done_bytes / (double) total_bytes, 1);
  troupe_job_answers_take_share (troupe_journal_get_answers (self->journal), self->job->id, share);
  troupe_job_run_report (self, troupe_job_state_get_progress (TROUPE_JOB_STATE_FETCHING, share));
}

static void
downloaded_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (TroupeJobRun) self = user_data;
  GError *error = NULL;

  if (troupe_client_fetch_finish (TROUPE_CLIENT (source), result, &error))
    finish (self, NULL);
  else
    take_refusal (self, error);
}

/* Takes error: why the direct link did not do, or NULL where there was none */
static void
download (TroupeJobRun *self,
          GError       *error)
{
  TroupeProfile *profile = troupe_provider_get_profile (self->provider);
  g_autoptr (TroupeValues) values = troupe_values_new ();
  g_autoptr (TroupeRequest) request = NULL;
  g_autoptr (GFile) file = get_file (self);

  if (troupe_profile_get_call (profile, "download-video") == NULL)
    {
      if (error == NULL)
        g_set_error (&error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_ANSWER,
                     "%s: the video is done and nothing says where it is",
                     troupe_provider_get_id (self->provider));
      finish (self, error);
      return;
    }

  g_clear_error (&error);
  troupe_values_set (values, "job.id", self->job->remote_id);
  request = troupe_request_new (self->provider, "download-video", values, &error);
  if (request != NULL)
    troupe_client_download_async (self->client, request, file, LIMIT_BYTES, fetch_progress_cb, self, NULL,
                                  downloaded_cb, g_object_ref (self));
  else
    take_refusal (self, error);
}

static void
fetched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (TroupeJobRun) self = user_data;
  GError *error = NULL;

  if (troupe_client_fetch_finish (TROUPE_CLIENT (source), result, &error))
    {
      finish (self, NULL);
      return;
    }
  self->is_link_late = troupe_job_run_can_wait (error);
  download (self, error);
}

/* The direct link first: the other way often is slow, and goes through the provider's own server. */
static void
fetch (TroupeJobRun *self)
{
  g_autoptr (GFile) file = get_file (self);

  self->is_link_late = FALSE;
  if (self->result_url != NULL)
    troupe_client_fetch_async (self->client, self->provider, self->result_url, file, LIMIT_BYTES,
                               fetch_progress_cb, self, NULL, fetched_cb, g_object_ref (self));
  else
    download (self, NULL);
}

static void
asked_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (TroupeJobRun) self = user_data;
  g_autoptr (TroupeAnswer) answer = NULL;
  GError *error = NULL;

  troupe_job_run_set_following (self, FALSE);
  answer = troupe_follow_finish (result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_error_free (error);
      troupe_job_run_break_off (self);
      return;
    }
  if (g_error_matches (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_FORBIDDEN))
    {
      troupe_job_run_hold (self, error);
      g_error_free (error);
      return;
    }
  if (answer == NULL)
    {
      take_refusal (self, error);
      return;
    }
  self->result_url = troupe_answer_dup_text (answer, "url");
  self->is_link_old = FALSE;
  fetch (self);
}

/**
 * troupe_job_run_fetch_video:
 * @self: a run whose video is done
 *
 * Brings the video home. Links live for hours only, so after a restart the provider is asked for a
 * new one.
 */
void
troupe_job_run_fetch_video (TroupeJobRun *self)
{
  if (self->result_url != NULL)
    {
      fetch (self);
      return;
    }

  g_clear_object (&self->following);
  self->following = g_cancellable_new ();
  troupe_job_run_set_following (self, TRUE);
  troupe_follow_async (self->client, self->provider, self->waker, "follow-video", self->job->remote_id, NULL, NULL,
                       self->following, asked_cb, g_object_ref (self));
}
