/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-runner-delete.h"

#include "troupe-job-base.h"
#include "troupe-job-error.h"
#include "troupe-library-private.h"
#include "troupe-library-videos.h"
#include "troupe-provider-error.h"
#include "troupe-runner-private.h"

#define DELETE_VIDEO "delete-video"

/* One copy; the data of its task */
typedef struct
{
  char           *id;          /* of the video */
  char           *remote_id;
  TroupeProvider *account;
  TroupeProvider *provider;    /* that account where it made the video */
  TroupeJob      *job;
} Copy;

static void
copy_free (Copy *copy)
{
  g_free (copy->id);
  g_free (copy->remote_id);
  g_object_unref (copy->account);
  g_clear_object (&copy->provider);
  g_clear_pointer (&copy->job, troupe_job_free);
  g_free (copy);
}

static void
noted_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (troupe_library_change_video_finish (TROUPE_LIBRARY (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* What it says it does not have is deleted, too. */
static gboolean
is_gone (const GError *error)
{
  const guint status = troupe_provider_error_get_http_status (error);

  return (status == 404 || status == 410) && error->code != TROUPE_PROVIDER_ERROR_NOT_OFFERED;
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  TroupeRunner *self = g_task_get_source_object (task);
  const Copy *copy = g_task_get_task_data (task);
  g_autoptr (TroupeAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  answer = troupe_client_send_finish (TROUPE_CLIENT (source), result, &error);
  if (answer != NULL || is_gone (error))
    troupe_library_set_video_gone_async (self->library, copy->id, NULL, noted_cb, g_object_ref (task));
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
ready_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  const Copy *copy = g_task_get_task_data (task);
  TroupeClient *client = TROUPE_CLIENT (source);
  g_autoptr (TroupeValues) values = troupe_values_new ();
  g_autoptr (TroupeRequest) request = NULL;
  g_autoptr (GError) error = NULL;

  troupe_values_set (values, "job.id", copy->remote_id);
  if (troupe_client_ready_finish (client, result, &error))
    request = troupe_request_new (copy->provider, DELETE_VIDEO, values, &error);
  if (request == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    troupe_client_send_async (client, request, NULL, NULL, NULL, answered_cb, g_object_ref (task));
}

static gboolean
load_in_owner (TroupeConnection *connection,
               gpointer          data,
               GError          **error)
{
  Copy *copy = data;

  copy->job = troupe_job_load_video (connection, copy->id, error);
  return copy->job != NULL;
}

/* Another address may have given the same name to something else. */
static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  TroupeRunner *self = g_task_get_source_object (task);
  Copy *copy = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!troupe_database_run_finish (TROUPE_DATABASE (source), result, &error) ||
      !troupe_job_base_check (copy->job, copy->account, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  copy->provider = troupe_job_base_bind (copy->job, copy->account);
  troupe_client_ready_async (self->client, copy->provider, NULL, ready_cb, g_steal_pointer (&task));
}

/**
 * troupe_runner_can_delete_copy:
 * @video: a video that has been read
 * @provider: (nullable): its provider
 *
 * Returns: whether the provider made it, is not known to have deleted it, and has a call for that
 */
gboolean
troupe_runner_can_delete_copy (TroupeVideo    *video,
                               TroupeProvider *provider)
{
  g_return_val_if_fail (TROUPE_IS_VIDEO (video), FALSE);
  g_return_val_if_fail (provider == NULL || TROUPE_IS_PROVIDER (provider), FALSE);

  return provider != NULL && troupe_video_get_remote_id (video) != NULL &&
         troupe_video_get_state (video) != TROUPE_VIDEO_STATE_MAKING &&
         troupe_profile_get_call (troupe_provider_get_profile (provider), DELETE_VIDEO) != NULL;
}

/**
 * troupe_runner_delete_copy_async:
 * @self: a runner
 * @video: a video that has been read; it may lie in the trash by now
 * @callback: called when its provider has deleted it
 * @user_data: for @callback
 *
 * Has the provider of a video delete what it keeps of it. That it did is on the disk afterwards, so that nobody asks it
 * for that video again. Not repeated by itself.
 */
void
troupe_runner_delete_copy_async (TroupeRunner       *self,
                                 TroupeVideo        *video,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  TroupeProvider *provider;
  Copy *copy;

  g_return_if_fail (TROUPE_IS_RUNNER (self));
  g_return_if_fail (TROUPE_IS_VIDEO (video));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, troupe_runner_delete_copy_async);
  provider = troupe_providers_find (self->providers, troupe_video_get_provider_id (video));
  if (!troupe_runner_can_delete_copy (video, provider))
    {
      g_task_return_new_error (task, TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_STATE,
                               "provider %s has no copy of video %s that can be deleted there",
                               troupe_video_get_provider_id (video), troupe_video_get_id (video));
      return;
    }

  copy = g_new0 (Copy, 1);
  copy->id = g_strdup (troupe_video_get_id (video));
  copy->remote_id = g_strdup (troupe_video_get_remote_id (video));
  copy->account = g_object_ref (provider);
  g_task_set_task_data (task, copy, (GDestroyNotify) copy_free);
  troupe_database_run_async (troupe_library_get_database (self->library), load_in_owner, copy, NULL, loaded_cb,
                             g_steal_pointer (&task));
}

/**
 * troupe_runner_delete_copy_finish:
 * @self: a runner
 * @result: the result
 *
 * Fails with `TROUPE_JOB_ERROR_STATE` when there is no copy there that could be deleted, with
 * `TROUPE_JOB_ERROR_MOVED` when the account has another address than the video was made at, as
 * troupe_client_send_finish() does, and with `TROUPE_LIBRARY_ERROR`.
 *
 * Returns: whether the provider has it no more
 */
gboolean
troupe_runner_delete_copy_finish (TroupeRunner *self,
                                  GAsyncResult *result,
                                  GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_runner_delete_copy_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
