/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-exchange.h"

#include "troupe-origin.h"
#include "troupe-provider-error.h"
#include "troupe-retry.h"

#define CHUNK_BYTES (64 * 1024)

struct _TroupeExchange
{
  GObject      parent_instance;

  /* Owned */
  SoupMessage *message;
  char        *who;          /* for messages: provider and call */

  gboolean     has_begun;    /* bytes of the request may have gone out */
};

G_DEFINE_FINAL_TYPE (TroupeExchange, troupe_exchange, G_TYPE_OBJECT)

/* libsoup emits it when the connection stands and nothing was written to it yet. */
static void
starting_cb (TroupeExchange *self)
{
  self->has_begun = TRUE;
}

static void
troupe_exchange_dispose (GObject *object)
{
  TroupeExchange *self = TROUPE_EXCHANGE (object);

  g_clear_object (&self->message);
  G_OBJECT_CLASS (troupe_exchange_parent_class)->dispose (object);
}

static void
troupe_exchange_finalize (GObject *object)
{
  TroupeExchange *self = TROUPE_EXCHANGE (object);

  g_clear_pointer (&self->who, g_free);
  G_OBJECT_CLASS (troupe_exchange_parent_class)->finalize (object);
}

static void
troupe_exchange_class_init (TroupeExchangeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = troupe_exchange_dispose;
  G_OBJECT_CLASS (klass)->finalize = troupe_exchange_finalize;
}

static void
troupe_exchange_init (TroupeExchange *self)
{
}

/**
 * troupe_exchange_new:
 * @message: a message that was not sent yet
 * @who: what error messages begin with, for example `clipstage: create-character`
 *
 * Prepares a message.
 *
 * Redirects are left to the caller, and no credentials are taken from elsewhere. What is no read gets a connection of
 * its own, so that no kept one that died meanwhile swallows it, and libsoup never sends it twice; by itself it would do
 * so with a DELETE.
 *
 * Returns: (transfer full): the exchange
 */
TroupeExchange *
troupe_exchange_new (SoupMessage *message,
                     const char  *who)
{
  TroupeExchange *self;

  g_return_val_if_fail (SOUP_IS_MESSAGE (message), NULL);
  g_return_val_if_fail (who != NULL, NULL);

  self = g_object_new (TROUPE_TYPE_EXCHANGE, NULL);
  self->message = g_object_ref (message);
  self->who = g_strdup (who);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE);
  if (!g_str_equal (soup_message_get_method (message), SOUP_METHOD_GET))
    soup_message_add_flags (message, SOUP_MESSAGE_NEW_CONNECTION);
  g_signal_connect_object (message, "starting", G_CALLBACK (starting_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * troupe_exchange_get_message:
 * @self: an exchange
 *
 * Gets the message, for its status and headers.
 *
 * Returns: (transfer none): the message
 */
SoupMessage *
troupe_exchange_get_message (TroupeExchange *self)
{
  g_return_val_if_fail (TROUPE_IS_EXCHANGE (self), NULL);
  return self->message;
}

static char *
dup_certificate_faults (GTlsCertificateFlags flags)
{
  static const struct { GTlsCertificateFlags flag; const char *fault; } faults[] = {
    { G_TLS_CERTIFICATE_UNKNOWN_CA, "its certificate is signed by nobody this computer trusts" },
    { G_TLS_CERTIFICATE_BAD_IDENTITY, "its certificate is for another name" },
    { G_TLS_CERTIFICATE_NOT_ACTIVATED, "its certificate is not valid yet" },
    { G_TLS_CERTIFICATE_EXPIRED, "its certificate has expired" },
    { G_TLS_CERTIFICATE_REVOKED, "its certificate was revoked" },
    { G_TLS_CERTIFICATE_INSECURE, "its certificate is not secure" },
  };
  g_autoptr (GStrvBuilder) found = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    if ((flags & faults[i].flag) != 0)
      g_strv_builder_add (found, faults[i].fault);
  list = g_strv_builder_end (found);
  return list[0] != NULL ? g_strjoinv (", ", list) : NULL;
}

static char *
dup_reason (TroupeExchange *self,
            const GError   *problem)
{
  GTlsCertificateFlags flags = soup_message_get_tls_peer_certificate_errors (self->message);
  char *faults = problem->domain == G_TLS_ERROR ? dup_certificate_faults (flags) : NULL;

  return faults != NULL ? faults : g_strdup (problem->message);
}

static TroupeProviderObstacle
find_obstacle (const GError *problem)
{
  static const struct { int code; TroupeProviderObstacle obstacle; } obstacles[] = {
    { G_IO_ERROR_CONNECTION_REFUSED, TROUPE_PROVIDER_OBSTACLE_REFUSED },
    { G_IO_ERROR_TIMED_OUT, TROUPE_PROVIDER_OBSTACLE_TIMEOUT },
    { G_IO_ERROR_NETWORK_UNREACHABLE, TROUPE_PROVIDER_OBSTACLE_OFFLINE },
    { G_IO_ERROR_HOST_UNREACHABLE, TROUPE_PROVIDER_OBSTACLE_OFFLINE },
    { G_IO_ERROR_PROXY_FAILED, TROUPE_PROVIDER_OBSTACLE_PROXY },
    { G_IO_ERROR_PROXY_AUTH_FAILED, TROUPE_PROVIDER_OBSTACLE_PROXY },
    { G_IO_ERROR_PROXY_NEED_AUTH, TROUPE_PROVIDER_OBSTACLE_PROXY },
    { G_IO_ERROR_PROXY_NOT_ALLOWED, TROUPE_PROVIDER_OBSTACLE_PROXY },
  };

  if (problem->domain == G_RESOLVER_ERROR)
    return problem->code == G_RESOLVER_ERROR_TEMPORARY_FAILURE ? TROUPE_PROVIDER_OBSTACLE_OFFLINE
                                                               : TROUPE_PROVIDER_OBSTACLE_NAME;
  if (problem->domain == G_TLS_ERROR)
    return TROUPE_PROVIDER_OBSTACLE_TLS;
  for (gsize i = 0; problem->domain == G_IO_ERROR && i < G_N_ELEMENTS (obstacles); i++)
    if (obstacles[i].code == problem->code)
      return obstacles[i].obstacle;
  return TROUPE_PROVIDER_OBSTACLE_OTHER;
}

/**
 * troupe_exchange_explain:
 * @self: an exchange
 * @problem: what went wrong while it was sent or its answer was read
 *
 * Tells a request that never left from one whose outcome nobody knows.
 *
 * Returns: (transfer full): `TROUPE_PROVIDER_ERROR_UNREACHABLE` when nothing was sent, or nothing but a harmless
 *   read; `TROUPE_PROVIDER_ERROR_LOST_ANSWER` when something else may have arrived, also when the wait for its
 *   answer was cancelled; `G_IO_ERROR_CANCELLED` otherwise
 */
GError *
troupe_exchange_explain (TroupeExchange *self,
                         const GError   *problem)
{
  TroupeProviderSaid nothing = { .retry_after_s = -1, .speaker = TROUPE_PROVIDER_SPEAKER_COMPUTER };
  gboolean cancelled = g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  gboolean is_read;
  g_autofree char *origin = NULL;
  g_autofree char *reason = NULL;
  g_autofree char *message = NULL;

  g_return_val_if_fail (TROUPE_IS_EXCHANGE (self), NULL);
  g_return_val_if_fail (problem != NULL, NULL);

  is_read = g_str_equal (soup_message_get_method (self->message), SOUP_METHOD_GET);
  if (cancelled && (is_read || !self->has_begun))
    return g_error_copy (problem);

  nothing.obstacle = find_obstacle (problem);
  origin = troupe_origin_dup_text (soup_message_get_uri (self->message));
  reason = dup_reason (self, problem);
  if (!self->has_begun)
    message = g_strdup_printf ("%s: nothing was sent, %s cannot be reached: %s", self->who, origin, reason);
  else if (is_read)
    message = g_strdup_printf ("%s: the answer of %s was lost: %s", self->who, origin, reason);
  else
    message = g_strdup_printf ("%s: the request may have reached %s, but its answer was lost: %s", self->who,
                               origin, reason);
  return troupe_provider_error_new_said (self->has_begun && !is_read ? TROUPE_PROVIDER_ERROR_LOST_ANSWER
                                                                     : TROUPE_PROVIDER_ERROR_UNREACHABLE,
                                         &nothing, message);
}

/**
 * troupe_exchange_describe:
 * @self: an exchange that was answered
 * @reply: (inout): gets the status and what the headers tell; valid as long as @self
 *
 * Describes an answer to those who read its body.
 */
void
troupe_exchange_describe (TroupeExchange *self,
                          TroupeReply    *reply)
{
  static const char * const request_ids[] = {
    "X-Request-Id", "X-Oneapi-Request-Id", "Request-Id", "X-RequestId", "X-Amzn-RequestId", "X-Amz-Request-Id",
    "X-Correlation-Id", "X-Trace-Id", "CF-Ray",
  };
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  SoupMessageHeaders *headers;

  g_return_if_fail (TROUPE_IS_EXCHANGE (self));

  headers = soup_message_get_response_headers (self->message);
  reply->http_status = soup_message_get_status (self->message);
  reply->content_type = soup_message_headers_get_content_type (headers, NULL);
  reply->retry_after_s = troupe_retry_parse_after (soup_message_headers_get_one (headers, "Retry-After"), now);
  reply->request_id = NULL;
  for (gsize i = 0; reply->request_id == NULL && i < G_N_ELEMENTS (request_ids); i++)
    reply->request_id = soup_message_headers_get_one (headers, request_ids[i]);
}

static void
send_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) problem = NULL;
  GInputStream *stream = soup_session_send_finish (SOUP_SESSION (source), result, &problem);

  if (stream != NULL)
    g_task_return_pointer (task, stream, g_object_unref);
  else
    g_task_return_error (task, troupe_exchange_explain (g_task_get_source_object (task), problem));
}

/**
 * troupe_exchange_send_async:
 * @self: an exchange, once
 * @session: the session
 * @cancellable: (nullable): gives up; see troupe_exchange_explain()
 * @callback: gets the result
 * @user_data: for @callback
 *
 * Sends the message and waits for the headers of the answer. Main thread.
 */
void
troupe_exchange_send_async (TroupeExchange     *self,
                            SoupSession        *session,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (TROUPE_IS_EXCHANGE (self));
  g_return_if_fail (SOUP_IS_SESSION (session));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_exchange_send_async);
  g_task_set_check_cancellable (task, FALSE);    /* that it may have arrived matters more */
  soup_session_send_async (session, self->message, G_PRIORITY_DEFAULT, cancellable, send_cb,
                           g_steal_pointer (&task));
}

/**
 * troupe_exchange_send_finish:
 * @self: an exchange
 * @result: the result
 *
 * Ends troupe_exchange_send_async(). Fails as troupe_exchange_explain() says.
 *
 * Returns: (transfer full): the body of the answer
 */
GInputStream *
troupe_exchange_send_finish (TroupeExchange *self,
                             GAsyncResult   *result,
                             GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_exchange_send_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * troupe_exchange_check_length:
 * @self: an exchange
 * @n_bytes: how long the body was
 *
 * Compares a body with the length that its headers promised; a connection that closes early is no error yet
 * to libsoup.
 *
 * Fails with `G_IO_ERROR_PARTIAL_INPUT`.
 *
 * Returns: whether the body is whole, as far as one can tell
 */
gboolean
troupe_exchange_check_length (TroupeExchange *self,
                              guint64         n_bytes,
                              GError        **error)
{
  SoupMessageHeaders *headers;
  guint64 promised;

  g_return_val_if_fail (TROUPE_IS_EXCHANGE (self), FALSE);

  headers = soup_message_get_response_headers (self->message);
  promised = (guint64) soup_message_headers_get_content_length (headers);    /* 0 where there is none */
  if (n_bytes >= promised || soup_message_headers_get_one (headers, "Content-Encoding") != NULL)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT,
               "only %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT " bytes arrived", n_bytes, promised);
  return FALSE;
}

typedef struct
{
  GByteArray *bytes;
  gsize       limit_bytes;
} Read;

static void
read_free (Read *read)
{
  g_clear_pointer (&read->bytes, g_byte_array_unref);
  g_free (read);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) chunk = NULL;
  Read *read = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  chunk = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  if (chunk == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (g_bytes_get_size (chunk) == 0)
    {
      if (troupe_exchange_check_length (g_task_get_source_object (task), read->bytes->len, &error))
        g_task_return_pointer (task, g_byte_array_free_to_bytes (g_steal_pointer (&read->bytes)),
                               (GDestroyNotify) g_bytes_unref);
      else
        g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (g_bytes_get_size (chunk) > read->limit_bytes - read->bytes->len)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE,
                               "the answer is longer than %" G_GSIZE_FORMAT " KiB", read->limit_bytes / 1024);
      return;
    }
  g_byte_array_append (read->bytes, g_bytes_get_data (chunk, NULL), (guint) g_bytes_get_size (chunk));
  g_input_stream_read_bytes_async (G_INPUT_STREAM (source), CHUNK_BYTES, G_PRIORITY_DEFAULT, cancellable,
                                   read_cb, g_steal_pointer (&task));
}

/**
 * troupe_exchange_read_async:
 * @self: an exchange
 * @stream: the body of its answer
 * @limit_bytes: how much of it is read at most
 * @cancellable: (nullable): gives up
 * @callback: gets the result
 * @user_data: for @callback
 *
 * Reads the body of an answer to its end. Main thread.
 */
void
troupe_exchange_read_async (TroupeExchange     *self,
                            GInputStream       *stream,
                            gsize               limit_bytes,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  Read *read;

  g_return_if_fail (TROUPE_IS_EXCHANGE (self));
  g_return_if_fail (G_IS_INPUT_STREAM (stream));

  read = g_new0 (Read, 1);
  read->bytes = g_byte_array_new ();
  read->limit_bytes = limit_bytes;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_exchange_read_async);
  g_task_set_task_data (task, read, (GDestroyNotify) read_free);
  g_input_stream_read_bytes_async (stream, CHUNK_BYTES, G_PRIORITY_DEFAULT, cancellable, read_cb,
                                   g_steal_pointer (&task));
}

/**
 * troupe_exchange_read_finish:
 * @self: an exchange
 * @result: the result
 *
 * Ends troupe_exchange_read_async(). Fails with `G_IO_ERROR_MESSAGE_TOO_LARGE` and other `G_IO_ERROR`, which
 * troupe_exchange_explain() turns into their meaning.
 *
 * Returns: (transfer full): the whole body
 */
GBytes *
troupe_exchange_read_finish (TroupeExchange *self,
                             GAsyncResult   *result,
                             GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_exchange_read_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
