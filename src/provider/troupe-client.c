/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "troupe-client.h"

#include "troupe-exchange.h"
#include "troupe-result.h"
#include "troupe-keys.h"
#include "troupe-origin.h"
#include "troupe-provider-error.h"
#include "troupe-studio-process.h"

#define MAX_ANSWER_BYTES (4 * 1024 * 1024)
#define TIMEOUT_SECONDS 180    /* without a byte; some providers take 60 s to make a character */

struct _TroupeClient
{
  GObject              parent_instance;

  /* Owned */
  SoupSession         *session;
  TroupeStudioProcess *studio;
};

G_DEFINE_FINAL_TYPE (TroupeClient, troupe_client, G_TYPE_OBJECT)

static void
troupe_client_dispose (GObject *object)
{
  TroupeClient *self = TROUPE_CLIENT (object);

  g_clear_object (&self->session);
  g_clear_object (&self->studio);
  G_OBJECT_CLASS (troupe_client_parent_class)->dispose (object);
}

static void
troupe_client_class_init (TroupeClientClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = troupe_client_dispose;
}

static void
troupe_client_init (TroupeClient *self)
{
  self->session = soup_session_new_with_options ("user-agent", "Troupe/" VERSION,
                                                 "timeout", TIMEOUT_SECONDS, NULL);
  self->studio = troupe_studio_process_new ();
}

/**
 * troupe_client_new:
 *
 * Makes the client of all providers; one is enough. It verifies certificates and takes the desktop's proxy.
 *
 * Returns: (transfer full): the client
 */
TroupeClient *
troupe_client_new (void)
{
  return g_object_new (TROUPE_TYPE_CLIENT, NULL);
}

/* Ready */

static void
started_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  TroupeStudioProcess *studio = TROUPE_STUDIO_PROCESS (source);
  TroupeProvider *provider = g_task_get_task_data (task);

  if (!troupe_studio_process_start_finish (studio, result, &error) ||
      !troupe_provider_set_base (provider, troupe_studio_process_get_base (studio), &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * troupe_client_ready_async:
 * @self: the client
 * @provider: a provider
 * @cancellable: (nullable): stops waiting
 * @callback: gets the result
 * @user_data: for @callback
 *
 * Makes the base of a builtin provider known, which starts the Practice Studio; other providers are ready at
 * once. Call it before each request is built: a Studio that ended is started again. Main thread.
 */
void
troupe_client_ready_async (TroupeClient       *self,
                           TroupeProvider     *provider,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (TROUPE_IS_CLIENT (self));
  g_return_if_fail (TROUPE_IS_PROVIDER (provider));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_client_ready_async);
  g_task_set_task_data (task, g_object_ref (provider), g_object_unref);
  if (troupe_profile_is_builtin (troupe_provider_get_profile (provider)))
    troupe_studio_process_start_async (self->studio, cancellable, started_cb, g_steal_pointer (&task));
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * troupe_client_ready_finish:
 * @self: the client
 * @result: the result
 *
 * Ends troupe_client_ready_async(). Fails with `TROUPE_PROVIDER_ERROR_STUDIO` and `G_IO_ERROR_CANCELLED`.
 *
 * Returns: whether requests can be built
 */
gboolean
troupe_client_ready_finish (TroupeClient *self,
                            GAsyncResult *result,
                            GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_client_ready_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Send */

typedef struct
{
  TroupeRequest     *request;
  TroupeProgressFunc progress;         /* or NULL */
  gpointer           progress_data;
  char              *key;              /* from troupe_keys_lookup_finish () */
  TroupeExchange    *exchange;
  guint64            done_bytes;
  guint64            total_bytes;
} Send;

static void
send_free (Send *send)
{
  if (send->exchange != NULL)
    g_signal_handlers_disconnect_by_data (troupe_exchange_get_message (send->exchange), send);
  g_clear_object (&send->request);
  g_clear_object (&send->exchange);
  troupe_keys_free (send->key);
  g_free (send);
}

static void
wrote_body_data_cb (SoupMessage *message,
                    guint        n_bytes,
                    Send        *send)
{
  send->done_bytes += n_bytes;
  send->progress (send->done_bytes, send->total_bytes, send->progress_data);
}

static void
return_answer (GTask  *task,
               GBytes *body)
{
  Send *send = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  TroupeAnswer *answer;

  answer = troupe_answer_new (troupe_request_get_provider (send->request),
                              troupe_request_get_call (send->request),
                              soup_message_get_status (troupe_exchange_get_message (send->exchange)),
                              body, send->key, &error);
  if (answer != NULL)
    g_task_return_pointer (task, answer, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
body_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Send *send = g_task_get_task_data (task);
  g_autoptr (GError) problem = NULL;
  g_autoptr (GBytes) body = troupe_exchange_read_finish (send->exchange, result, &problem);
  guint status = soup_message_get_status (troupe_exchange_get_message (send->exchange));

  if (body == NULL && !SOUP_STATUS_IS_SUCCESSFUL (status))
    body = g_bytes_new (NULL, 0);    /* a refusal is one without its words, too */
  if (body != NULL)
    return_answer (task, body);
  else if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE))
    g_task_return_new_error (task, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_ANSWER, "%s: %s: %s",
                             troupe_provider_get_id (troupe_request_get_provider (send->request)),
                             troupe_request_get_call (send->request), problem->message);
  else
    g_task_return_error (task, troupe_exchange_explain (send->exchange, problem));
}

/* A paid request is not sent to another address by itself: it might be paid twice, or to somebody else. */
static void
return_redirect_error (GTask *task)
{
  Send *send = g_task_get_task_data (task);
  SoupMessage *message = troupe_exchange_get_message (send->exchange);
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  const char *location = soup_message_headers_get_one (headers, "Location");
  g_autoptr (GUri) uri = location != NULL ? troupe_origin_parse_address (location, NULL) : NULL;
  g_autofree char *origin = uri != NULL ? troupe_origin_dup_text (uri) : g_strdup ("another path");

  g_task_return_new_error (task, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_ANSWER,
                           "%s: %s: redirected to %s (HTTP %u); the base address may be wrong",
                           troupe_provider_get_id (troupe_request_get_provider (send->request)),
                           troupe_request_get_call (send->request), origin,
                           soup_message_get_status (message));
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Send *send = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream = troupe_exchange_send_finish (send->exchange, result, &error);
  guint status = soup_message_get_status (troupe_exchange_get_message (send->exchange));
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (stream == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (SOUP_STATUS_IS_REDIRECTION (status))
    return_redirect_error (task);
  else
    troupe_exchange_read_async (send->exchange, stream, MAX_ANSWER_BYTES, cancellable, body_cb,
                                g_steal_pointer (&task));
}

static void
send_with_key (GTask *task)
{
  Send *send = g_task_get_task_data (task);
  TroupeClient *self = g_task_get_source_object (task);
  const char *id = troupe_provider_get_id (troupe_request_get_provider (send->request));
  g_autofree char *who = g_strdup_printf ("%s: %s", id, troupe_request_get_call (send->request));
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GError) error = NULL;

  if (send->key == NULL)
    {
      g_task_return_new_error (task, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_NO_KEY,
                               "%s: no key was entered", who);
      g_object_unref (task);
      return;
    }
  message = troupe_request_to_message (send->request, send->key, &error);
  if (message == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      g_object_unref (task);
      return;
    }
  send->exchange = troupe_exchange_new (message, who);
  send->total_bytes = (guint64) soup_message_headers_get_content_length (
    soup_message_get_request_headers (message));
  if (send->progress != NULL)
    g_signal_connect (message, "wrote-body-data", G_CALLBACK (wrote_body_data_cb), send);
  troupe_exchange_send_async (send->exchange, self->session, g_task_get_cancellable (task), answered_cb,
                              task);
}

static void
send_key_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Send *send = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  send->key = troupe_keys_lookup_finish (result, &error);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    send_with_key (g_steal_pointer (&task));
}

/**
 * troupe_client_send_async:
 * @self: the client
 * @request: what to send
 * @progress: (nullable) (scope notified): told how much of the body was sent
 * @progress_data: for @progress
 * @cancellable: (nullable): gives up
 * @callback: gets the result
 * @user_data: for @callback
 *
 * Sends a request, once: it is never repeated and never redirected by itself.
 *
 * The key is looked up here and goes into this request only. Main thread.
 */
void
troupe_client_send_async (TroupeClient       *self,
                          TroupeRequest      *request,
                          TroupeProgressFunc  progress,
                          gpointer            progress_data,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  GTask *task;
  TroupeProvider *provider;
  Send *send;

  g_return_if_fail (TROUPE_IS_CLIENT (self));
  g_return_if_fail (TROUPE_IS_REQUEST (request));

  send = g_new0 (Send, 1);
  send->request = g_object_ref (request);
  send->progress = progress;
  send->progress_data = progress_data;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_client_send_async);
  g_task_set_task_data (task, send, (GDestroyNotify) send_free);
  g_task_set_check_cancellable (task, FALSE);    /* that it may have arrived matters more */

  provider = troupe_request_get_provider (request);
  if (troupe_profile_is_builtin (troupe_provider_get_profile (provider)))
    {
      send->key = g_strdup (troupe_studio_process_get_key (self->studio));
      send_with_key (task);
    }
  else
    troupe_keys_lookup_async (provider, cancellable, send_key_cb, task);
}

/**
 * troupe_client_send_finish:
 * @self: the client
 * @result: the result
 *
 * Ends troupe_client_send_async().
 *
 * Fails with `TROUPE_PROVIDER_ERROR_NO_KEY` and `TROUPE_PROVIDER_ERROR_VALUE` before anything happens, with
 * `TROUPE_PROVIDER_ERROR_UNREACHABLE` when nothing was sent, with `TROUPE_PROVIDER_ERROR_LOST_ANSWER` when it
 * may have arrived (also when it was cancelled then), with what troupe_answer_new() makes of the answer, and
 * with `G_IO_ERROR_CANCELLED` when it was cancelled before anything was sent.
 *
 * Returns: (transfer full): the answer
 */
TroupeAnswer *
troupe_client_send_finish (TroupeClient *self,
                           GAsyncResult *result,
                           GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_client_send_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Fetch */

typedef struct
{
  TroupeProvider *provider;
  GUri           *uri;
  GFile          *destination;
  guint64         limit_bytes;
} Fetch;

static void
fetch_free (Fetch *fetch)
{
  g_clear_object (&fetch->provider);
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

static void
fetch_with_key (GTask      *task,
                const char *key)
{
  TroupeClient *self = g_task_get_source_object (task);
  Fetch *fetch = g_task_get_task_data (task);

  troupe_result_fetch_async (self->session, fetch->provider, key, fetch->uri, fetch->destination,
                             fetch->limit_bytes, g_task_get_cancellable (task), fetched_cb, task);
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

/**
 * troupe_client_fetch_async:
 * @self: the client
 * @provider: whose result it is
 * @uri: its address as the provider gave it; sent byte for byte
 * @destination: a local file, replaced when the result is whole
 * @limit_bytes: how large it may be
 * @cancellable: (nullable): gives up
 * @callback: gets the result
 * @user_data: for @callback
 *
 * Brings a result, such as a picture, to a file.
 *
 * The key goes along only where the address is of the provider's own origin. Main thread.
 */
void
troupe_client_fetch_async (TroupeClient       *self,
                           TroupeProvider     *provider,
                           const char         *uri,
                           GFile              *destination,
                           guint64             limit_bytes,
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
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_client_fetch_async);
  g_task_set_task_data (task, fetch, (GDestroyNotify) fetch_free);

  if (fetch->uri == NULL)
    {
      g_task_return_new_error (task, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_ANSWER, "%s: fetch: %s",
                               troupe_provider_get_id (provider), problem->message);
      g_object_unref (task);
    }
  else if (!troupe_provider_owns (provider, fetch->uri))
    fetch_with_key (task, NULL);
  else if (troupe_profile_is_builtin (troupe_provider_get_profile (provider)))
    fetch_with_key (task, troupe_studio_process_get_key (self->studio));
  else
    troupe_keys_lookup_async (provider, cancellable, fetch_key_cb, task);
}

/**
 * troupe_client_fetch_finish:
 * @self: the client
 * @result: the result
 *
 * Ends troupe_client_fetch_async(). Fails as troupe_result_fetch_finish() does, and with
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
