/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-runner-search.h"

#include "troupe-job-base.h"
#include "troupe-job-error.h"
#include "troupe-library-private.h"
#include "troupe-runner-private.h"

/* One search; the data of its task */
typedef struct
{
  char           *id;
  TroupeJob      *job;
  gint64          sent_us;
  GHashTable     *known;       /* of char */
  TroupeProvider *provider;
  const char     *list;        /* the call */
} Search;

static void
search_free (Search *search)
{
  g_free (search->id);
  g_clear_pointer (&search->job, troupe_job_free);
  g_hash_table_unref (search->known);
  g_clear_object (&search->provider);
  g_free (search);
}

static gboolean
read_known (TroupeConnection *connection,
            Search           *search,
            GError          **error)
{
  g_autoptr (TroupeRows) rows = NULL;
  g_autoptr (GError) failure = NULL;

  rows = troupe_connection_query (connection, error, "SELECT remote_id FROM jobs"
                                  " WHERE provider_id = ?1 AND remote_id IS NOT NULL", "t",
                                  search->job->provider_id);
  if (rows == NULL)
    return FALSE;
  while (troupe_rows_next (rows, &failure))
    g_hash_table_add (search->known, g_strdup (troupe_rows_get_text (rows, 0)));
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
read_sent (TroupeConnection *connection,
           Search           *search,
           GError          **error)
{
  g_autoptr (TroupeRows) rows = NULL;
  g_autoptr (GError) failure = NULL;

  rows = troupe_connection_query (connection, error, "SELECT sent_us FROM paid_calls WHERE job_id = ?1"
                                  " ORDER BY seq DESC LIMIT 1", "t", search->id);
  if (rows == NULL)
    return FALSE;
  if (troupe_rows_next (rows, &failure))
    search->sent_us = troupe_rows_get_integer (rows, 0);
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
read_in_owner (TroupeConnection *connection,
               gpointer          data,
               GError          **error)
{
  Search *search = data;

  search->job = troupe_job_load (connection, search->id, error);
  if (search->job == NULL)
    return FALSE;
  if (search->job->state == TROUPE_JOB_STATE_UNKNOWN)
    return read_sent (connection, search, error) && read_known (connection, search, error);

  g_set_error (error, TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_STATE, "job %s is %s: there is nothing to look for",
               search->id, troupe_job_state_to_word (search->job->state));
  return FALSE;
}

/* A character has no prompt; what its orders have as their model is part of the profile. */
static TroupeJobSought
describe (Search *search)
{
  const TroupeVideoDraft *video = search->job->video;
  JsonObject *list = troupe_profile_get_call (troupe_provider_get_profile (search->provider), search->list);

  return (TroupeJobSought) {
           .prompt = video != NULL ? video->text : NULL,
           .model = video != NULL ? video->model : json_object_get_string_member_with_default (list, "model", NULL),
           .sent_us = search->sent_us, .known = search->known,
  };
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Search *search = g_task_get_task_data (task);
  g_autoptr (TroupeAnswer) answer = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;
  TroupeJobSought sought;

  answer = troupe_client_send_finish (TROUPE_CLIENT (source), result, &error);
  if (answer == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  items = troupe_answer_dup_items (answer);
  sought = describe (search);
  g_task_return_pointer (task, troupe_job_search_filter (&sought, items), (GDestroyNotify) g_ptr_array_unref);
}

static void
ready_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Search *search = g_task_get_task_data (task);
  TroupeClient *client = TROUPE_CLIENT (source);
  g_autoptr (TroupeValues) values = troupe_values_new ();
  g_autoptr (TroupeRequest) request = NULL;
  g_autoptr (GError) error = NULL;

  if (troupe_client_ready_finish (client, result, &error))
    request = troupe_request_new (search->provider, search->list, values, &error);
  if (request == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    troupe_client_send_async (client, request, NULL, NULL, g_task_get_cancellable (task), answered_cb,
                              g_object_ref (task));
}

static gboolean
find_provider (TroupeRunner *self,
               Search       *search,
               GError      **error)
{
  const char *id = search->job->provider_id;
  TroupeProvider *provider = troupe_providers_find (self->providers, id);

  search->list = provider != NULL ? troupe_job_search_get_list (provider, search->job->video == NULL) : NULL;
  if (provider == NULL)
    g_set_error (error, TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_PROVIDER, "there is no provider “%s”", id);
  else if (!troupe_job_base_check (search->job, provider, error))
    return FALSE;
  else if (search->list == NULL)
    g_set_error (error, TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_PROVIDER, "%s has no list of such jobs",
                 troupe_provider_get_name (provider));
  else
    search->provider = troupe_job_base_bind (search->job, provider);
  return search->provider != NULL;
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  TroupeRunner *self = g_task_get_source_object (task);
  Search *search = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (troupe_database_run_finish (TROUPE_DATABASE (source), result, &error) && find_provider (self, search, &error))
    troupe_client_ready_async (self->client, search->provider, g_task_get_cancellable (task), ready_cb,
                               g_object_ref (task));
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * troupe_runner_look_for_async:
 * @self: a runner
 * @job_id: a job of which nobody knows what became
 * @cancellable: (nullable): a cancellable
 * @callback: called with what was found
 * @user_data: for @callback
 *
 * Looks for a job whose answer was lost in the provider's list. Nothing changes by that; see
 * troupe_runner_adopt_async().
 */
void
troupe_runner_look_for_async (TroupeRunner       *self,
                              const char         *job_id,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  Search *search;

  g_return_if_fail (TROUPE_IS_RUNNER (self));
  g_return_if_fail (job_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_runner_look_for_async);
  search = g_new0 (Search, 1);
  search->id = g_strdup (job_id);
  search->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_task_set_task_data (task, search, (GDestroyNotify) search_free);
  troupe_database_run_async (troupe_library_get_database (self->library), read_in_owner, search, cancellable,
                             read_cb, g_steal_pointer (&task));
}

/**
 * troupe_runner_look_for_finish:
 * @self: a runner
 * @result: the result
 *
 * Fails with `TROUPE_JOB_ERROR_STATE` when the job is not unknown, with `TROUPE_JOB_ERROR_PROVIDER` when its provider is
 * gone or has no list of such jobs, with `TROUPE_JOB_ERROR_MOVED` when it has another address now, with `TROUPE_LIBRARY_ERROR`, and as troupe_client_send_finish() does.
 *
 * Returns: (transfer container) (element-type TroupeJobCandidate): those that may be it, the likeliest first
 */
GPtrArray *
troupe_runner_look_for_finish (TroupeRunner *self,
                               GAsyncResult *result,
                               GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_runner_look_for_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
