/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-client-private.h"

#include "troupe-exchange.h"
#include "troupe-keys.h"
#include "troupe-origin.h"
#include "troupe-provider-error.h"
#include "troupe-retry.h"

#define MAX_ANSWER_BYTES (4 * 1024 * 1024)

typedef struct
{
  TroupeRequest     *request;
  TroupeProgressFunc progress;         /* or NULL */
  gpointer           progress_data;
  char              *key;              /* from troupe_keys_lookup_finish () */
  TroupeExchange    *exchange;
  guint64            done_bytes;
  guint64            total_bytes;
  guint              n_tries;
} Send;

static void send_with_key (GTask *task);

static void
drop_exchange (Send *send)
{
  if (send->exchange != NULL)
    g_signal_handlers_disconnect_by_data (troupe_exchange_get_message (send->exchange), send);
  g_clear_object (&send->exchange);
}

static void
send_free (Send *send)
{
  drop_exchange (send);
  g_clear_object (&send->request);
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

static gboolean
again_cb (gpointer user_data)
{
  send_with_key (g_object_ref (G_TASK (user_data)));
  return G_SOURCE_REMOVE;
}

/* A read is tried again for as long as that may help; anything else happens once. */
static void
fail (GTask  *task,
      GError *error)
{
  Send *send = g_task_get_task_data (task);
  SoupMessage *message = troupe_exchange_get_message (send->exchange);

  if (g_str_equal (soup_message_get_method (message), SOUP_METHOD_GET) &&
      troupe_retry_later (task, send->n_tries, error, again_cb))
    g_error_free (error);
  else
    g_task_return_error (task, error);
}

static void
return_answer (GTask  *task,
               GBytes *body)
{
  Send *send = g_task_get_task_data (task);
  TroupeProvider *provider = troupe_request_get_provider (send->request);
  TroupeReply reply = {
    .provider_id = troupe_provider_get_id (provider),
    .call = troupe_request_get_call (send->request),
    .body = body,
    .key = send->key,
  };
  g_autoptr (GError) error = NULL;
  TroupeAnswer *answer;

  troupe_exchange_describe (send->exchange, &reply);
  answer = troupe_answer_new (provider, &reply, &error);
  if (answer != NULL)
    g_task_return_pointer (task, answer, g_object_unref);
  else
    fail (task, g_steal_pointer (&error));
}

static GError *
new_answer_error (Send       *send,
                  const char *fault)
{
  TroupeProviderSaid said = {
    .http_status = soup_message_get_status (troupe_exchange_get_message (send->exchange)), .retry_after_s = -1
  };
  g_autofree char *message = g_strdup_printf ("%s: %s: %s",
                                              troupe_provider_get_id (troupe_request_get_provider (send->request)),
                                              troupe_request_get_call (send->request), fault);

  return troupe_provider_error_new_said (TROUPE_PROVIDER_ERROR_ANSWER, &said, message);
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
    g_task_return_error (task, new_answer_error (send, problem->message));
  else
    fail (task, troupe_exchange_explain (send->exchange, problem));
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
  g_autofree char *fault = NULL;

  fault = g_strdup_printf ("redirected to %s (HTTP %u); the base address may be wrong", origin,
                           soup_message_get_status (message));
  g_task_return_error (task, new_answer_error (send, fault));
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
    fail (task, g_steal_pointer (&error));
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
  TroupeProvider *provider = troupe_request_get_provider (send->request);
  g_autofree char *who = g_strdup_printf ("%s: %s", troupe_provider_get_id (provider),
                                          troupe_request_get_call (send->request));
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GError) error = NULL;

  if (send->key == NULL && !troupe_profile_is_key_optional (troupe_provider_get_profile (provider)))
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
  drop_exchange (send);
  send->exchange = troupe_exchange_new (message, who);
  send->n_tries++;
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
 * Sends a request. It is never redirected by itself; a paid or changing one is never repeated, while a read is
 * tried up to three times, with growing pauses, where the network or a busy server is in the way.
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
    troupe_keys_lookup_async (TROUPE_KEY_OWNER (provider), cancellable, send_key_cb, task);
}

/**
 * troupe_client_send_finish:
 * @self: the client
 * @result: the result
 *
 * Ends troupe_client_send_async().
 *
 * Fails with `TROUPE_PROVIDER_ERROR_NO_KEY` and `TROUPE_PROVIDER_ERROR_VALUE` before anything happens, with
 * `TROUPE_PROVIDER_ERROR_UNREACHABLE` when nothing was sent or a read was lost, with `TROUPE_PROVIDER_ERROR_LOST_ANSWER` when it
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
