/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-job-run-private.h"

#include "troupe-character-order.h"
#include "troupe-job-error.h"
#include "troupe-origin.h"
#include "troupe-provider-error.h"
#include "troupe-publish.h"

#define CLIP_TYPE "video/mp4"

static void
progress_cb (guint64  done_bytes,
             guint64  total_bytes,
             gpointer user_data)
{
  TroupeJobRun *self = user_data;
  const double from = troupe_job_state_get_progress (TROUPE_JOB_STATE_PUBLISHING, -1);
  const double to = troupe_job_state_get_progress (TROUPE_JOB_STATE_SUBMITTING, -1);

  if (total_bytes > 0)
    troupe_job_run_report (self, from + (to - from) * done_bytes / total_bytes);
}

/* It is on the disk before it is used, so that it can be deleted later whatever happens. */
static void
published_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (TroupeJobRun) self = user_data;
  g_autoptr (GError) error = NULL;
  TroupeUpload *upload = troupe_publish_finish (result, &error);

  if (upload == NULL)
    {
      troupe_job_run_fail (self, error);
      return;
    }
  troupe_job_run_next_step (self)->upload = upload;
  troupe_job_run_step (self, TROUPE_JOB_EVENT_PUBLISH);
}

/* NULL and no error where it is the provider itself that takes the cut */
static TroupeHost *
find_host (TroupeJobRun *self,
           GError      **error)
{
  TroupeHost *host;

  if (self->way != TROUPE_WAY_HOST)
    return NULL;
  host = troupe_hosts_find (self->hosts, self->job->host_id);
  if (host == NULL)
    g_set_error (error, TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_HOST,
                 "the host “%s” is not known any more", self->job->host_id);
  return host;
}

static void
upload (TroupeJobRun *self)
{
  g_autoptr (TroupeRequest) request = NULL;
  g_autoptr (GError) error = NULL;
  TroupePublication publication = {
    .file = troupe_export_get_clip (self->export), .media_type = CLIP_TYPE, .host = find_host (self, &error),
  };

  if (publication.host == NULL && error == NULL)
    publication.request = request = troupe_character_order_new_upload (self->provider, self->job, self->export,
                                                                       &error);
  if (error != NULL)
    troupe_job_run_fail (self, error);
  else
    troupe_publish_async (&publication, self->client, progress_cb, self, self->cancellable,
                          published_cb, g_object_ref (self));
}

/* One of the same way that is there for a while yet */
static const TroupeUpload *
find_upload (TroupeJobRun *self)
{
  const gboolean is_host = self->way == TROUPE_WAY_HOST;

  return troupe_upload_list_find (self->job->uploads, NULL,
                                  is_host ? NULL : troupe_provider_get_base (self->provider),
                                  is_host ? self->job->host_id : NULL);
}

static void
ready_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (TroupeJobRun) self = user_data;
  g_autoptr (GError) error = NULL;
  const TroupeUpload *found;

  if (!troupe_client_ready_finish (TROUPE_CLIENT (source), result, &error))
    {
      troupe_job_run_fail (self, error);
      return;
    }
  found = find_upload (self);
  if (found == NULL)
    {
      troupe_job_run_export (self, upload);
      return;
    }

  g_set_str (&self->job->published, found->address);
  if (troupe_origin_is_address (found->address))
    troupe_job_run_probe (self, found->address);
  else
    troupe_job_run_submit (self);    /* a name that only the provider understands */
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
    troupe_job_run_end (self, error);
  else
    troupe_job_run_clean_up (self);
}

/* What could not be deleted stays in the journal, and is tried again at the next start. */
static void
take_deletion (TroupeJobRun *self,
               const GError *error)
{
  if (error == NULL)
    {
      troupe_journal_forget_upload_async (self->journal, self->job, self->n_kept, forgotten_cb,
                                          g_object_ref (self));
      return;
    }

  g_debug ("job %s: an upload could not be deleted: %s", self->job->id, error->message);
  self->n_kept++;
  troupe_job_run_clean_up (self);
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

static const TroupeUpload *
get_next_upload (TroupeJobRun *self)
{
  return g_ptr_array_index (self->job->uploads, self->n_kept);
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

  troupe_values_set (values, "upload.id", get_next_upload (self)->handle);
  if (troupe_client_ready_finish (TROUPE_CLIENT (source), result, &error))
    request = troupe_request_new (self->account, "delete-upload", values, &error);
  if (request != NULL)
    troupe_client_send_async (self->client, request, NULL, NULL, NULL,
                              deleted_cb, g_object_ref (self));
  else
    take_deletion (self, error);
}

static gboolean
can_delete (TroupeJobRun       *self,
            const TroupeUpload *upload)
{
  if (upload->handle == NULL)
    return FALSE;
  if (upload->host_id != NULL)
    return troupe_hosts_find (self->hosts, upload->host_id) != NULL;
  return self->account != NULL && g_strcmp0 (upload->base, troupe_provider_get_base (self->account)) == 0 &&
         troupe_profile_get_call (troupe_provider_get_profile (self->account),
                                  "delete-upload") != NULL;
}

/**
 * troupe_job_run_clean_up:
 * @self: a run whose job has ended
 *
 * Deletes what of the job still stands at an address, then ends the run. While nobody knows what became of a paid
 * call, the provider may still need it.
 */
void
troupe_job_run_clean_up (TroupeJobRun *self)
{
  const TroupeUpload *next;

  if (self->job->state == TROUPE_JOB_STATE_UNKNOWN)
    self->n_kept = self->job->uploads->len;
  while (self->n_kept < self->job->uploads->len && !can_delete (self, get_next_upload (self)))
    self->n_kept++;
  if (self->n_kept == self->job->uploads->len)
    {
      troupe_job_run_end (self, NULL);
      return;
    }

  next = get_next_upload (self);
  if (next->host_id != NULL)
    troupe_host_delete_async (troupe_hosts_find (self->hosts, next->host_id), next->handle, NULL,
                              removed_cb, g_object_ref (self));
  else
    troupe_client_ready_async (self->client, self->account, NULL,
                               delete_ready_cb, g_object_ref (self));
}
