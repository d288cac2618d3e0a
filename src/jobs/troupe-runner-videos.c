/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-runner-videos.h"

#include <glib/gstdio.h>

#include "troupe-atomic-file.h"
#include "troupe-job-base.h"
#include "troupe-job-error.h"
#include "troupe-library-private.h"
#include "troupe-runner-private.h"
#include "troupe-video-order.h"
#include "troupe-video-prompt.h"

/* One thing to do; the data of its task */
typedef struct
{
  TroupeVideoDraft    *draft;
  TroupeProvider      *provider;
  char                *base;        /* of it, or NULL */
  TroupePromptLibrary *people;      /* whom a prompt can mention */
  GFile               *media;
  char                *id;          /* of a video */
  TroupeJob           *job;
  char                *folder;      /* of a dry run */
  GPtrArray           *uploads;     /* the same: none */
} Work;

static void
work_free (Work *work)
{
  g_clear_pointer (&work->draft, troupe_video_draft_free);
  g_clear_object (&work->provider);
  g_free (work->base);
  g_clear_pointer (&work->people, troupe_prompt_library_free);
  g_clear_object (&work->media);
  g_free (work->id);
  g_clear_pointer (&work->job, troupe_job_free);
  g_clear_pointer (&work->uploads, g_ptr_array_unref);
  if (work->folder != NULL)
    g_rmdir (work->folder);
  g_free (work->folder);
  g_free (work);
}

/* Takes draft, which may be NULL */
static GTask *
make_task (TroupeRunner       *self,
           TroupeVideoDraft   *draft,
           const char         *id,
           gpointer            tag,
           GAsyncReadyCallback callback,
           gpointer            user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  Work *work = g_new0 (Work, 1);

  g_task_set_source_tag (task, tag);
  work->draft = draft;
  work->media = g_object_ref (troupe_library_get_media (self->library));
  work->id = g_strdup (id);
  g_task_set_task_data (task, work, (GDestroyNotify) work_free);
  return task;
}

static gboolean
load_people_in_owner (TroupeConnection *connection,
                      gpointer          data,
                      GError          **error)
{
  Work *work = data;

  work->people = troupe_prompt_library_load (connection, work->media, work->provider, work->base, error);
  return work->people != NULL;
}

static gboolean
find_provider (TroupeRunner *self,
               Work         *work,
               GError      **error)
{
  const char *id = work->draft->provider_id;
  TroupeProvider *provider = troupe_providers_find (self->providers, id);

  if (provider == NULL)
    g_set_error (error, TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_PROVIDER, "there is no provider “%s”", id);
  else if (troupe_profile_get_call (troupe_provider_get_profile (provider),
                                    troupe_video_draft_get_call (work->draft)) == NULL)
    g_set_error (error, TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_PROVIDER, "%s makes no videos",
                 troupe_provider_get_name (provider));
  else
    {
      g_set_str (&work->base, troupe_job_base_get (provider));
      return g_set_object (&work->provider, provider);
    }
  return FALSE;
}

/* The first model of a profile is its suggestion; some services refuse a video without one. */
static void
suggest_model (Work *work)
{
  const char * const *models;

  models = troupe_profile_get_video_choices (troupe_provider_get_profile (work->provider),
                                             TROUPE_VIDEO_MODELS);
  if (work->draft->model == NULL && models != NULL)
    work->draft->model = g_strdup (models[0]);
}

/* The clip of a scene's own lies in the library. */
static void
find_clips (Work *work)
{
  for (guint i = 0; i < work->draft->cast->len; i++)
    {
      TroupeCastMember *member = g_ptr_array_index (work->draft->cast, i);
      g_autoptr (GFile) file = NULL;

      if (member->clip == NULL || g_path_is_absolute (member->clip))
        continue;
      file = g_file_resolve_relative_path (work->media, member->clip);
      g_set_str (&member->clip, g_file_peek_path (file));
    }
}

static gboolean
finish_draft (TroupeRunner *self,
              GTask        *task,
              GAsyncResult *result)
{
  Work *work = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  find_clips (work);
  if (troupe_database_run_finish (troupe_library_get_database (self->library), result, &error) &&
      troupe_video_prompt_resolve (work->draft, work->people, &error))
    {
      suggest_model (work);
      troupe_video_prompt_render (work->draft, work->people);
      if (troupe_video_draft_check (work->draft, troupe_provider_get_profile (work->provider), &error))
        return TRUE;
    }
  g_task_return_error (task, g_steal_pointer (&error));
  return FALSE;
}

/* Takes task */
static void
begin (GTask              *task,
       GAsyncReadyCallback then)
{
  g_autoptr (GTask) owned = task;
  TroupeRunner *self = g_task_get_source_object (task);
  Work *work = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (find_provider (self, work, &error))
    troupe_database_run_async (troupe_library_get_database (self->library), load_people_in_owner, work,
                               NULL, then, g_steal_pointer (&owned));
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
added_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Work *work = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  char *id;

  if (!troupe_journal_add_video_finish (TROUPE_JOURNAL (source), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  id = g_strdup (work->job->video_id);
  troupe_runner_add_job (g_task_get_source_object (task), g_steal_pointer (&work->job));
  g_task_return_pointer (task, id, g_free);
}

static void
cast_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  TroupeRunner *self = g_task_get_source_object (task);
  Work *work = g_task_get_task_data (task);

  if (!finish_draft (self, task, result))
    return;

  work->job = troupe_job_new ();
  work->job->id = g_uuid_string_random ();
  work->job->key = g_strdup (work->job->id);
  work->job->video_id = g_uuid_string_random ();
  work->job->provider_id = g_strdup (work->draft->provider_id);
  work->job->base = g_strdup (work->base);    /* where those who are cast are known */
  work->job->video = g_steal_pointer (&work->draft);
  troupe_journal_add_video_async (self->journal, work->job, added_cb, g_steal_pointer (&task));
}

/**
 * troupe_runner_create_video_async:
 * @self: a runner
 * @draft: (transfer full): what the person wants
 * @callback: called when the video stands in the library
 * @user_data: for @callback
 *
 * Makes a video.
 */
void
troupe_runner_create_video_async (TroupeRunner       *self,
                                  TroupeVideoDraft   *draft,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data)
{
  g_return_if_fail (TROUPE_IS_RUNNER (self));
  g_return_if_fail (draft != NULL);

  begin (make_task (self, draft, NULL, troupe_runner_create_video_async, callback, user_data), cast_cb);
}

/**
 * troupe_runner_create_video_finish:
 * @self: a runner
 * @result: the result
 *
 * Fails with `TROUPE_JOB_ERROR_PROVIDER`, with `TROUPE_LIBRARY_ERROR_NOT_FOUND` for a character that
 * does not exist, with the errors of troupe_video_draft_check(), and with `TROUPE_LIBRARY_ERROR`.
 *
 * Returns: (transfer full): the id of the video
 */
char *
troupe_runner_create_video_finish (TroupeRunner *self,
                                   GAsyncResult *result,
                                   GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_runner_create_video_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
ordered_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (TroupeVideoOrder) order = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *curl = NULL;
  JsonObject *object;
  JsonNode *shown;

  order = troupe_video_order_finish (result, &error);
  if (order == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  object = json_object_new ();
  shown = troupe_request_to_json (order->request);
  curl = troupe_request_to_curl (order->request);
  json_object_set_string_member (json_node_get_object (shown), "curl", curl);
  json_object_set_member (object, "request", shown);
  shown = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (shown, object);
  g_task_return_pointer (task, shown, (GDestroyNotify) json_node_unref);
}

static void
dry_cast_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  TroupeRunner *self = g_task_get_source_object (task);
  Work *work = g_task_get_task_data (task);
  g_autoptr (GFile) folder = NULL;
  g_autoptr (GError) error = NULL;
  TroupeVideoNeeds needs;

  if (!finish_draft (self, task, result))
    return;
  work->uploads = troupe_upload_list_new ();
  work->folder = g_dir_make_tmp ("troupe-" TROUPE_UNIQUE, &error);
  if (work->folder == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  folder = g_file_new_for_path (work->folder);
  needs = (TroupeVideoNeeds) {
    .draft = work->draft, .key = "{job.key}", .provider = work->provider, .client = self->client,
    .hosts = self->hosts, .folder = folder, .uploads = work->uploads, .is_dry = TRUE,
  };
  troupe_video_order_async (&needs, NULL, ordered_cb, g_object_ref (task));
}

/**
 * troupe_runner_dry_run_video_async:
 * @self: a runner
 * @draft: (transfer full): what the person wants
 * @callback: called with the request
 * @user_data: for @callback
 *
 * Builds the very request that would be sent, and sends nothing.
 */
void
troupe_runner_dry_run_video_async (TroupeRunner       *self,
                                   TroupeVideoDraft   *draft,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data)
{
  g_return_if_fail (TROUPE_IS_RUNNER (self));
  g_return_if_fail (draft != NULL);

  begin (make_task (self, draft, NULL, troupe_runner_dry_run_video_async, callback, user_data),
         dry_cast_cb);
}

/**
 * troupe_runner_dry_run_video_finish:
 * @self: a runner
 * @result: the result
 *
 * Fails as troupe_runner_create_video_finish() and troupe_video_order_finish() do.
 *
 * Returns: (transfer full): an object with `request`
 */
JsonNode *
troupe_runner_dry_run_video_finish (TroupeRunner *self,
                                    GAsyncResult *result,
                                    GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_runner_dry_run_video_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
stepped_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Work *work = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!troupe_journal_step_finish (TROUPE_JOURNAL (source), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  troupe_runner_add_job (g_task_get_source_object (task), g_steal_pointer (&work->job));
  g_task_return_boolean (task, TRUE);
}

static gboolean
load_job_in_owner (TroupeConnection *connection,
                   gpointer          data,
                   GError          **error)
{
  Work *work = data;

  work->job = troupe_job_load_video (connection, work->id, error);
  return work->job != NULL;
}

static void
job_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  TroupeRunner *self = g_task_get_source_object (task);
  Work *work = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!troupe_database_run_finish (TROUPE_DATABASE (source), result, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (troupe_job_queue_ask (self->queue, work->id) || work->job->state != TROUPE_JOB_STATE_DONE ||
           work->job->problem == NULL)
    g_task_return_boolean (task, TRUE);
  else
    troupe_journal_step_async (self->journal, work->job, troupe_job_step_new_retry (work->job),
                               stepped_cb, g_object_ref (task));
}

/**
 * troupe_runner_refetch_video_async:
 * @self: a runner
 * @id: a video
 * @callback: called when it is being fetched
 * @user_data: for @callback
 *
 * Fetches a video that was made and could not be brought home, and asks once more about one of which the
 * provider refused to tell. Nothing happens to any other.
 */
void
troupe_runner_refetch_video_async (TroupeRunner       *self,
                                   const char         *id,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (TROUPE_IS_RUNNER (self));
  g_return_if_fail (id != NULL);

  task = make_task (self, NULL, id, troupe_runner_refetch_video_async, callback, user_data);
  troupe_database_run_async (troupe_library_get_database (self->library), load_job_in_owner,
                             g_task_get_task_data (task), NULL, job_cb, task);
}

/**
 * troupe_runner_refetch_video_finish:
 * @self: a runner
 * @result: the result
 *
 * Fails with `TROUPE_LIBRARY_ERROR_NOT_FOUND` when there is no such video.
 *
 * Returns: whether there is
 */
gboolean
troupe_runner_refetch_video_finish (TroupeRunner *self,
                                    GAsyncResult *result,
                                    GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_runner_refetch_video_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
