/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-job-run-private.h"

#include "troupe-character-order.h"
#include "troupe-job-error.h"
#include "troupe-provider-error.h"

#define CLIP_TYPE "video/mp4"

static void
progress_cb (guint64  done_bytes,
             guint64  total_bytes,
             gpointer user_data)
{
  TroupeJobRun *self = user_data;
  const double from = troupe_job_run_get_progress_at (TROUPE_JOB_STATE_PUBLISHING);
  const double to = troupe_job_run_get_progress_at (TROUPE_JOB_STATE_SUBMITTING);

  if (total_bytes > 0)
    troupe_job_run_report (self, from + (to - from) * done_bytes / total_bytes);
}

/* It is on the disk before it is used, so that it can be deleted later whatever happens. */
static void
take_upload (TroupeJobRun *self,
             TroupeUpload *upload)
{
  troupe_job_run_next_step (self)->published = upload;
  troupe_job_run_step (self, TROUPE_JOB_EVENT_PUBLISH);
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
  if (answer != NULL)
    {
      take_upload (self, read_upload (self, answer));
      return;
    }

  /* A lost answer to an upload costs nothing, and there is nothing to look for. */
  if (g_error_matches (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_LOST_ANSWER))
    error->code = TROUPE_PROVIDER_ERROR_SERVER;
  troupe_job_run_fail (self, error);
}

static void
published_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (TroupeJobRun) self = user_data;
  g_autoptr (TroupePublished) published = NULL;
  g_autoptr (GError) error = NULL;

  published = troupe_host_publish_finish (TROUPE_HOST (source), result, &error);
  if (published != NULL)
    take_upload (self, troupe_upload_new (published->address, NULL, self->job->host_id,
                                          published->handle, published->expires));
  else
    troupe_job_run_fail (self, error);
}

static void
publish_at_host (TroupeJobRun *self)
{
  TroupeHost *host = troupe_hosts_find (self->hosts, self->job->host_id);
  g_autoptr (GError) error = NULL;

  if (host == NULL)
    {
      error = g_error_new (TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_HOST,
                           "the host “%s” is not known any more", self->job->host_id);
      troupe_job_run_fail (self, error);
      return;
    }
  troupe_host_publish_async (host, troupe_export_get_clip (self->export), CLIP_TYPE, progress_cb,
                             self, self->cancellable, published_cb, g_object_ref (self));
}

static void
upload (TroupeJobRun *self)
{
  g_autoptr (TroupeRequest) request = NULL;
  g_autoptr (GError) error = NULL;

  if (self->way == TROUPE_WAY_HOST)
    {
      publish_at_host (self);
      return;
    }

  request = troupe_character_order_new_upload (self->provider, self->job, self->export, &error);
  if (request != NULL)
    troupe_client_send_async (self->client, request, progress_cb, self, self->cancellable,
                              uploaded_cb, g_object_ref (self));
  else
    troupe_job_run_fail (self, error);
}

/* An upload of the same way that is there for a while yet */
static gboolean
has_upload (TroupeJobRun *self)
{
  const gboolean is_host = self->way == TROUPE_WAY_HOST;

  return troupe_upload_fits (self->job->published,
                             is_host ? NULL : troupe_provider_get_base (self->provider),
                             is_host ? self->job->host_id : NULL,
                             g_get_real_time () / G_USEC_PER_SEC);
}

static void
ready_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (TroupeJobRun) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!troupe_client_ready_finish (TROUPE_CLIENT (source), result, &error))
    troupe_job_run_fail (self, error);
  else if (!has_upload (self))
    troupe_job_run_export (self, upload);
  else if (self->way == TROUPE_WAY_HOST)
    troupe_job_run_probe (self, self->job->published->address);
  else
    troupe_job_run_submit (self);    /* what a provider does with its own uploads is its business */
}

/**
 * troupe_job_run_publish:
 * @self: a run whose job is being published
 *
 * Gives the cut an address, unless it has one already.
 */
void
troupe_job_run_publish (TroupeJobRun *self)
{
  self->way = troupe_way_choose (troupe_provider_get_profile (self->provider), self->job->source,
                                 self->job->host_id);
  troupe_client_ready_async (self->client, self->provider, self->cancellable,
                             ready_cb, g_object_ref (self));
}

static void
forgotten_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (TroupeJobRun) self = user_data;
  GError *error = NULL;

  if (!troupe_journal_forget_upload_finish (TROUPE_JOURNAL (source), result, &error))
    {
      troupe_job_run_end (self, error);
      return;
    }

  g_clear_pointer (&self->job->published, troupe_upload_free);
  if (self->order != NULL && self->order->uploads->len > 0)
    self->job->published = g_ptr_array_steal_index (self->order->uploads, 0);
  if (troupe_job_run_has_to_clean_up (self))
    troupe_job_run_clean_up (self);
  else
    troupe_job_run_end (self, NULL);
}

/* What could not be deleted stays in the journal, and is tried again at the next start. */
static void
take_deletion (TroupeJobRun *self,
               const GError *error)
{
  if (error == NULL)
    {
      troupe_journal_forget_upload_async (self->journal, self->job, forgotten_cb,
                                          g_object_ref (self));
      return;
    }

  g_debug ("job %s: the upload could not be deleted: %s", self->job->id, error->message);
  troupe_job_run_end (self, NULL);
}

static void
removed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (TroupeJobRun) self = user_data;
  g_autoptr (GError) error = NULL;

  troupe_host_delete_finish (TROUPE_HOST (source), result, &error);
  take_deletion (self, error);
}

/* Gone already is as good as deleted. */
static void
deleted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (TroupeJobRun) self = user_data;
  g_autoptr (TroupeAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  answer = troupe_client_send_finish (TROUPE_CLIENT (source), result, &error);
  if (troupe_provider_error_get_http_status (error) == 404)
    g_clear_error (&error);
  take_deletion (self, error);
}

static void
delete_ready_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (TroupeJobRun) self = user_data;
  g_autoptr (TroupeValues) values = troupe_values_new ();
  g_autoptr (TroupeRequest) request = NULL;
  g_autoptr (GError) error = NULL;

  troupe_values_set (values, "upload.id", self->job->published->handle);
  if (troupe_client_ready_finish (TROUPE_CLIENT (source), result, &error))
    request = troupe_request_new (self->provider, "delete-upload", values, &error);
  if (request != NULL)
    troupe_client_send_async (self->client, request, NULL, NULL, NULL,
                              deleted_cb, g_object_ref (self));
  else
    take_deletion (self, error);
}

/**
 * troupe_job_run_has_to_clean_up:
 * @self: a run whose job has ended
 *
 * Tells whether something of the job still stands at an address and can be deleted there. While
 * nobody knows what became of a paid call, the provider may still need it.
 *
 * Returns: whether there is something to delete
 */
gboolean
troupe_job_run_has_to_clean_up (TroupeJobRun *self)
{
  const TroupeUpload *published = self->job->published;

  if (published == NULL || published->handle == NULL ||
      self->job->state == TROUPE_JOB_STATE_UNKNOWN)
    return FALSE;
  if (published->host_id != NULL)
    return troupe_hosts_find (self->hosts, published->host_id) != NULL;
  return self->provider != NULL &&
         troupe_profile_get_call (troupe_provider_get_profile (self->provider),
                                  "delete-upload") != NULL;
}

/**
 * troupe_job_run_clean_up:
 * @self: a run that has something to clean up
 *
 * Deletes what was published, then ends the run.
 */
void
troupe_job_run_clean_up (TroupeJobRun *self)
{
  const TroupeUpload *published = self->job->published;

  if (published->host_id != NULL)
    troupe_host_delete_async (troupe_hosts_find (self->hosts, published->host_id),
                              published->handle, NULL, removed_cb, g_object_ref (self));
  else
    troupe_client_ready_async (self->client, self->provider, NULL,
                               delete_ready_cb, g_object_ref (self));
}
