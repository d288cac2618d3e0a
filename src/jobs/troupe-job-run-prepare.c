/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-job-run-private.h"

#include "troupe-character-order.h"
#include "troupe-library-private.h"
#include "troupe-preparation.h"
#include "troupe-provider-error.h"

/* Before the paid call. An upload that was stopped half way fails in words of its own. */
static void
fail (TroupeJobRun *self,
      const GError *error)
{
  if (g_cancellable_is_cancelled (self->cancellable))
    troupe_job_run_step (self, TROUPE_JOB_EVENT_CANCEL);
  else
    troupe_job_run_step_with_problem (self, TROUPE_JOB_EVENT_FAIL, error);
}

/* The paid call: it is on the disk before anything leaves. */
static void
submit (TroupeJobRun *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) json = NULL;

  self->request = troupe_character_order_new (self->provider, self->job, &error);
  if (self->request == NULL)
    {
      fail (self, error);
      return;
    }

  json = troupe_request_to_json (self->request);
  troupe_job_run_next_step (self)->request = json_to_string (json, FALSE);
  self->is_committed = TRUE;
  troupe_job_run_step (self, TROUPE_JOB_EVENT_SUBMIT);
}

static gboolean
has_published (TroupeJobRun *self)
{
  return troupe_upload_fits (self->job->published, troupe_provider_get_base (self->provider), NULL,
                             g_get_real_time () / G_USEC_PER_SEC);
}

static void
prepared_ready_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (TroupeJobRun) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!troupe_client_ready_finish (TROUPE_CLIENT (source), result, &error) ||
      g_cancellable_set_error_if_cancelled (self->cancellable, &error))
    fail (self, error);
  else if (self->job->source == TROUPE_SOURCE_FILE && !has_published (self))
    troupe_job_run_step (self, TROUPE_JOB_EVENT_PUBLISH);
  else
    submit (self);
}

static void
prepared_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (TroupeJobRun) self = user_data;
  g_autoptr (GError) error = NULL;
  TroupeJobStep *prepared = troupe_job_run_next_step (self);

  if (!troupe_preparation_run_finish (result, &prepared->clip_file, &prepared->stills, &error))
    {
      fail (self, error);
      return;
    }

  troupe_job_run_report (self, 0.3);
  troupe_client_ready_async (self->client, self->provider, self->cancellable,
                             prepared_ready_cb, g_object_ref (self));
}

/**
 * troupe_job_run_prepare:
 * @self: a run whose job is being prepared
 *
 * Cuts the clip and takes the pictures, unless an earlier try did.
 */
void
troupe_job_run_prepare (TroupeJobRun *self)
{
  TroupeProfile *profile = troupe_provider_get_profile (self->provider);

  if (self->job->clip_file != NULL && self->job->n_stills > 0)
    troupe_client_ready_async (self->client, self->provider, self->cancellable,
                               prepared_ready_cb, g_object_ref (self));
  else
    troupe_preparation_run_async (self->job, troupe_profile_get_short_edge (profile),
                                  troupe_library_get_media (self->library), self->cancellable,
                                  prepared_cb, g_object_ref (self));
}

static void
upload_progress_cb (guint64  done_bytes,
                    guint64  total_bytes,
                    gpointer user_data)
{
  TroupeJobRun *self = user_data;
  const double from = troupe_job_run_get_progress_at (TROUPE_JOB_STATE_PUBLISHING);
  const double to = troupe_job_run_get_progress_at (TROUPE_JOB_STATE_SUBMITTING);

  if (total_bytes > 0)
    troupe_job_run_report (self, from + (to - from) * done_bytes / total_bytes);
}

static void
take_published (TroupeJobRun *self,
                TroupeUpload *upload)
{
  g_clear_pointer (&self->job->published, troupe_upload_free);
  self->job->published = upload;
  troupe_job_run_next_step (self)->published = troupe_upload_copy (upload);
}

static TroupeUpload *
read_upload (TroupeJobRun *self,
             TroupeAnswer *answer)
{
  g_autofree char *address = troupe_answer_dup_text (answer, "url");
  g_autofree char *handle = troupe_answer_dup_text (answer, "id");
  g_autoptr (GDateTime) expires = troupe_answer_dup_time (answer, "expires");

  return troupe_upload_new (address, troupe_provider_get_base (self->provider), NULL, handle,
                            expires != NULL ? g_date_time_to_unix (expires) : 0);
}

static void
uploaded_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (TroupeJobRun) self = user_data;
  g_autoptr (TroupeAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  answer = troupe_client_send_finish (TROUPE_CLIENT (source), result, &error);
  if (error != NULL || g_cancellable_set_error_if_cancelled (self->cancellable, &error))
    {
      /* A lost answer to an upload costs nothing, and there is nothing to look for. */
      if (g_error_matches (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_LOST_ANSWER))
        error->code = TROUPE_PROVIDER_ERROR_SERVER;
      fail (self, error);
      return;
    }

  take_published (self, read_upload (self, answer));
  submit (self);
}

static void
upload_ready_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (TroupeJobRun) self = user_data;
  g_autoptr (TroupeRequest) request = NULL;
  g_autoptr (GFile) cut = NULL;
  g_autoptr (GError) error = NULL;

  cut = g_file_resolve_relative_path (troupe_library_get_media (self->library),
                                      self->job->clip_file);
  if (troupe_client_ready_finish (TROUPE_CLIENT (source), result, &error))
    request = troupe_character_order_new_upload (self->provider, self->job, cut, &error);
  if (request == NULL)
    {
      fail (self, error);
      return;
    }

  troupe_client_send_async (self->client, request, upload_progress_cb, self, self->cancellable,
                            uploaded_cb, g_object_ref (self));
}

/**
 * troupe_job_run_publish:
 * @self: a run whose job is being published
 *
 * Uploads the cut.
 */
void
troupe_job_run_publish (TroupeJobRun *self)
{
  troupe_client_ready_async (self->client, self->provider, self->cancellable,
                             upload_ready_cb, g_object_ref (self));
}
