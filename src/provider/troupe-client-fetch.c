/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-client-private.h"

#include "troupe-keys.h"
#include "troupe-link.h"
#include "troupe-origin.h"
#include "troupe-provider-error.h"
#include "troupe-result.h"

typedef struct
{
  TroupeProvider    *provider;
  TroupeRequest     *request;          /* for a download; else NULL */
  GUri              *uri;              /* of a fetch; else NULL */
  GFile             *destination;
  guint64            limit_bytes;
  TroupeProgressFunc progress;
  gpointer           progress_data;
} Fetch;

static void
fetch_free (Fetch *fetch)
{
  g_clear_object (&fetch->provider);
  g_clear_object (&fetch->request);
  g_clear_pointer (&fetch->uri, g_uri_unref);
  g_clear_object (&fetch->destination);
  g_free (fetch);
}

static void
fetched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (troupe_result_fetch_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* The address of a download is the one its request would go to; it is of the provider's own origin. */
static GUri *
dup_uri (Fetch      *fetch,
         const char *key,
         GError    **error)
{
  g_autoptr (SoupMessage) message = NULL;

  if (fetch->request == NULL)
    return g_uri_ref (fetch->uri);
  if (key == NULL && !troupe_profile_is_key_optional (troupe_provider_get_profile (fetch->provider)))
    {
      g_set_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_NO_KEY, "%s: %s: no key was entered",
                   troupe_provider_get_id (fetch->provider), troupe_request_get_call (fetch->request));
      return NULL;
    }
  message = troupe_request_to_message (fetch->request, key, error);
  return message != NULL ? g_uri_ref (soup_message_get_uri (message)) : NULL;
}

static void
fetch_with_key (GTask      *task,
                const char *key)
{
  TroupeClient *self = g_task_get_source_object (task);
  Fetch *fetch = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GUri) uri = dup_uri (fetch, key, &error);
  const char *call = fetch->request != NULL ? troupe_request_get_call (fetch->request) : NULL;

  if (uri != NULL)
    {
      troupe_result_fetch_async (self->session, fetch->provider, key, call, uri, fetch->destination,
                                 fetch->limit_bytes, fetch->progress, fetch->progress_data,
                                 g_task_get_cancellable (task), fetched_cb, task);
      return;
    }
  g_task_return_error (task, g_steal_pointer (&error));
  g_object_unref (task);
}

static void
fetch_key_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  char *key = troupe_keys_lookup_finish (result, &error);

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    fetch_with_key (g_steal_pointer (&task), key);
  troupe_keys_free (key);
}

/* Whoever answers, the key has to be known to be kept out of what is told; it goes to its own origin only. */
static void
take_turn (GTask *task)
{
  TroupeClient *self = g_task_get_source_object (task);
  Fetch *fetch = g_task_get_task_data (task);

  if (troupe_profile_is_builtin (troupe_provider_get_profile (fetch->provider)))
    fetch_with_key (task, troupe_studio_process_get_key (self->studio));
  else
    troupe_keys_lookup_async (TROUPE_KEY_OWNER (fetch->provider), g_task_get_cancellable (task), fetch_key_cb, task);
}

static void
start (GTask *task)
{
  TroupeClient *self = g_task_get_source_object (task);
  Fetch *fetch = g_task_get_task_data (task);
  gint64 life_us = troupe_profile_get_result_life_us (troupe_provider_get_profile (fetch->provider));
  gint64 end_us = fetch->uri != NULL ? troupe_link_get_end_us (fetch->uri) : G_MAXINT64;

  if (end_us == G_MAXINT64 && life_us > 0)
    end_us = g_get_real_time () + life_us;
  troupe_fetch_queue_enter (self->fetches, task, troupe_provider_get_id (fetch->provider), end_us, take_turn);
}

/**
 * troupe_client_fetch_async:
 * @self: the client
 * @provider: whose result it is
 * @uri: its address as the provider gave it; sent byte for byte
 * @destination: a local file, replaced when the result is whole
 * @limit_bytes: how large it may be
 * @progress: (nullable) (scope notified): told how much has come
 * @progress_data: for @progress
 * @cancellable: (nullable): gives up
 * @callback: gets the result
 * @user_data: for @callback
 *
 * Brings a result, such as a picture, to a file. A few of each account come at the same time, those first whose address
 * ends first.
 *
 * The key goes along only where the address is of the provider's own origin and refuses to answer without it. Main
 * thread.
 */
void
troupe_client_fetch_async (TroupeClient       *self,
                           TroupeProvider     *provider,
                           const char         *uri,
                           GFile              *destination,
                           guint64             limit_bytes,
                           TroupeProgressFunc  progress,
                           gpointer            progress_data,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  GTask *task;
  Fetch *fetch;
  g_autoptr (GError) problem = NULL;

  g_return_if_fail (TROUPE_IS_CLIENT (self));
  g_return_if_fail (TROUPE_IS_PROVIDER (provider));
  g_return_if_fail (uri != NULL);
  g_return_if_fail (G_IS_FILE (destination) && g_file_is_native (destination));

  fetch = g_new0 (Fetch, 1);
  fetch->provider = g_object_ref (provider);
  fetch->uri = troupe_origin_parse_address (uri, &problem);
  fetch->destination = g_object_ref (destination);
  fetch->limit_bytes = limit_bytes;
  fetch->progress = progress;
  fetch->progress_data = progress_data;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_client_fetch_async);
  g_task_set_task_data (task, fetch, (GDestroyNotify) fetch_free);

  if (fetch->uri != NULL)
    {
      start (task);
      return;
    }
  g_task_return_new_error (task, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_ANSWER, "%s: fetch: %s",
                           troupe_provider_get_id (provider), problem->message);
  g_object_unref (task);
}

/**
 * troupe_client_download_async:
 * @self: the client
 * @request: a read whose answer is the result itself, such as a video, or names the address of it
 * @destination: a local file, replaced when the result is whole
 * @limit_bytes: how large it may be
 * @progress: (nullable) (scope notified): told how much has come
 * @progress_data: for @progress
 * @cancellable: (nullable): gives up
 * @callback: gets the result, for troupe_client_fetch_finish()
 * @user_data: for @callback
 *
 * Brings what a call answers to a file. Main thread.
 */
void
troupe_client_download_async (TroupeClient       *self,
                              TroupeRequest      *request,
                              GFile              *destination,
                              guint64             limit_bytes,
                              TroupeProgressFunc  progress,
                              gpointer            progress_data,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  GTask *task;
  Fetch *fetch;

  g_return_if_fail (TROUPE_IS_CLIENT (self));
  g_return_if_fail (TROUPE_IS_REQUEST (request));
  g_return_if_fail (G_IS_FILE (destination) && g_file_is_native (destination));

  fetch = g_new0 (Fetch, 1);
  fetch->provider = g_object_ref (troupe_request_get_provider (request));
  fetch->request = g_object_ref (request);
  fetch->destination = g_object_ref (destination);
  fetch->limit_bytes = limit_bytes;
  fetch->progress = progress;
  fetch->progress_data = progress_data;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_client_fetch_async);
  g_task_set_task_data (task, fetch, (GDestroyNotify) fetch_free);
  start (task);
}

/**
 * troupe_client_fetch_finish:
 * @self: the client
 * @result: the result
 *
 * Ends troupe_client_fetch_async() and troupe_client_download_async(). Fails as troupe_result_fetch_finish() does, and with
 * `TROUPE_PROVIDER_ERROR_ANSWER` when the address is none.
 *
 * Returns: whether the file is there, whole and on disk
 */
gboolean
troupe_client_fetch_finish (TroupeClient *self,
                            GAsyncResult *result,
                            GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_client_fetch_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
