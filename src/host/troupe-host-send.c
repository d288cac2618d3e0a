/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-host-send.h"

#include "troupe-exchange.h"
#include "troupe-host-error.h"
#include "troupe-host.h"
#include "troupe-origin.h"
#include "troupe-provider-error.h"
#include "troupe-redact.h"

#define MAX_ANSWER_BYTES (256 * 1024)
#define MAX_SAID_CHARS 300

typedef struct
{
  TroupeHostErrand *errand;      /* borrowed */
  TroupeExchange   *exchange;
  guint64           done_bytes;
  guint64           total_bytes;
} Send;

static void
send_free (Send *send)
{
  g_signal_handlers_disconnect_by_data (troupe_exchange_get_message (send->exchange), send);
  g_clear_object (&send->exchange);
  g_free (send);
}

static void
wrote_body_data_cb (SoupMessage *message,
                    guint        n_bytes,
                    Send        *send)
{
  send->done_bytes += n_bytes;
  send->errand->progress (send->done_bytes, send->total_bytes, send->errand->progress_data);
}

/* Sent or not: an upload costs nothing and may be tried again. */
static void
return_problem (GTask        *task,
                const GError *problem)
{
  Send *send = g_task_get_task_data (task);
  g_autoptr (GError) explained = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  explained = problem->domain == TROUPE_PROVIDER_ERROR ? g_error_copy (problem)
                                                       : troupe_exchange_explain (send->exchange, problem);
  g_task_return_new_error (task, TROUPE_HOST_ERROR, TROUPE_HOST_ERROR_UNREACHABLE, "%s", explained->message);
}

/**
 * troupe_host_send_dup_text:
 * @body: what a host answered
 *
 * Returns: (transfer full): the answer as UTF-8, without blanks around it
 */
char *
troupe_host_send_dup_text (GBytes *body)
{
  gsize size;
  const char *data = g_bytes_get_data (body, &size);
  g_autofree char *text = g_strndup (data != NULL ? data : "", size);

  return g_strstrip (g_utf8_make_valid (text, -1));
}

/* What XML says between two tags, or a text that is no page */
static char *
dup_said (GBytes     *body,
          const char *key)
{
  g_autofree char *text = troupe_host_send_dup_text (body);
  g_autoptr (GRegex) regex = g_regex_new ("<Code>([^<]{1,80})</Code>\\s*<Message>([^<]{1,300})</Message>",
                                          G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *said = NULL;

  if (g_regex_match (regex, text, G_REGEX_MATCH_DEFAULT, &match))
    said = g_match_info_expand_references (match, "\\1: \\2", NULL);
  else if (*text == '<' || *text == '\0')
    return NULL;
  else
    said = g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), MAX_SAID_CHARS));
  g_strdelimit (said, "\r\n\t", ' ');
  return troupe_redact (said, key);
}

static void
return_refusal (GTask  *task,
                GBytes *body)
{
  Send *send = g_task_get_task_data (task);
  SoupMessage *message = troupe_exchange_get_message (send->exchange);
  guint status = soup_message_get_status (message);
  gboolean is_key = status == SOUP_STATUS_UNAUTHORIZED || status == SOUP_STATUS_FORBIDDEN;
  g_autofree char *origin = troupe_origin_dup_text (soup_message_get_uri (message));
  g_autofree char *said = dup_said (body, send->errand->key);

  g_task_return_new_error (task, TROUPE_HOST_ERROR, is_key ? TROUPE_HOST_ERROR_KEY : TROUPE_HOST_ERROR_REFUSED,
                           "%s: %s answers %u %s%s%s", troupe_host_get_id (send->errand->host), origin, status,
                           soup_status_get_phrase (status), said != NULL ? ": " : "", said != NULL ? said : "");
}

/* What is to be deleted may be gone already. */
static gboolean
is_done (SoupMessage *message)
{
  guint status = soup_message_get_status (message);

  return SOUP_STATUS_IS_SUCCESSFUL (status) ||
         (g_str_equal (soup_message_get_method (message), SOUP_METHOD_DELETE) &&
          (status == SOUP_STATUS_NOT_FOUND || status == SOUP_STATUS_GONE));
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Send *send = g_task_get_task_data (task);
  g_autoptr (GError) problem = NULL;
  g_autoptr (GBytes) body = troupe_exchange_read_finish (send->exchange, result, &problem);
  SoupMessage *message = troupe_exchange_get_message (send->exchange);

  if (body == NULL && !SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (message)))
    body = g_bytes_new (NULL, 0);    /* the status tells enough */
  if (body == NULL)
    return_problem (task, problem);
  else if (is_done (message))
    g_task_return_pointer (task, g_steal_pointer (&body), (GDestroyNotify) g_bytes_unref);
  else
    return_refusal (task, body);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Send *send = g_task_get_task_data (task);
  g_autoptr (GError) problem = NULL;
  g_autoptr (GInputStream) stream = troupe_exchange_send_finish (send->exchange, result, &problem);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (stream == NULL)
    return_problem (task, problem);
  else
    troupe_exchange_read_async (send->exchange, stream, MAX_ANSWER_BYTES, cancellable, read_cb,
                                g_steal_pointer (&task));
}

/**
 * troupe_host_send_async:
 * @errand: what it is for; lives until @callback
 * @message: a message with all its headers and its body
 * @cancellable: (nullable): gives up
 * @callback: gets the result
 * @user_data: for @callback
 *
 * Sends a request and reads the answer. Redirects are not followed: a key and a clip go where the person said
 * and nowhere else. Main thread.
 */
void
troupe_host_send_async (TroupeHostErrand   *errand,
                        SoupMessage        *message,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  Send *send = g_new0 (Send, 1);
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  send->errand = errand;
  send->exchange = troupe_exchange_new (message, troupe_host_get_id (errand->host));
  send->total_bytes = (guint64) soup_message_headers_get_content_length (
    soup_message_get_request_headers (message));
  g_task_set_source_tag (task, troupe_host_send_async);
  g_task_set_task_data (task, send, (GDestroyNotify) send_free);
  g_task_set_check_cancellable (task, FALSE);    /* an answer that came tells what stands there */

  /* A kept connection may have died, and a body can be sent once only. */
  soup_message_add_flags (message, SOUP_MESSAGE_NEW_CONNECTION);
  if (errand->progress != NULL && send->total_bytes > 0)
    g_signal_connect (message, "wrote-body-data", G_CALLBACK (wrote_body_data_cb), send);
  troupe_exchange_send_async (send->exchange, errand->session, cancellable, answered_cb, task);
}

/**
 * troupe_host_send_finish:
 * @result: the result
 *
 * Ends troupe_host_send_async(). Fails with `TROUPE_HOST_ERROR_UNREACHABLE`, `_KEY` and `_REFUSED`, and with
 * `G_IO_ERROR_CANCELLED`.
 *
 * Returns: (transfer full): the body of an answer that says it worked
 */
GBytes *
troupe_host_send_finish (GAsyncResult *result,
                         GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_host_send_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
