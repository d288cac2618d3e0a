/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-result.h"

#include "troupe-answer.h"
#include "troupe-exchange.h"
#include "troupe-json.h"
#include "troupe-keys.h"
#include "troupe-origin.h"
#include "troupe-partial.h"
#include "troupe-refusal.h"
#include "troupe-remote.h"
#include "troupe-result-part.h"
#include "troupe-retry.h"

#define CHUNK_BYTES (64 * 1024)
#define MAX_MESSAGE_BYTES (64 * 1024)
#define MAX_DEPTH 64
#define MAX_REDIRECTS 5
#define MAX_ADVANCES 20                       /* so often it goes on where it broke off */
#define ROOM_STEP_BYTES (16 * 1024 * 1024)    /* how often the free space is looked at */

typedef struct
{
  SoupSession       *session;
  TroupeProvider    *provider;
  char              *key;              /* for the provider's own origin only; or NULL */
  char              *call;             /* or NULL; its answer may name the address instead of being the result */
  char              *who;
  GUri              *first_uri;
  GUri              *uri;              /* where it stands now; redirects move it */
  GFile             *destination;
  TroupePartial     *partial;          /* beside it */
  char              *validator;        /* of the version that is in it, NULL where no try can go on with that */
  guint64            whole_bytes;      /* of that version, 0 where no answer told */
  guint64            limit_bytes;
  TroupeProgressFunc progress;         /* or NULL */
  gpointer           progress_data;
  guint              n_tries;          /* since it last got any further */
  guint              n_advances;
  GError            *failure;          /* why it ends, while what there is of it is deleted */

  /* Of the present try */
  TroupeExchange    *exchange;
  GInputStream      *input;
  GBytes            *chunk;            /* being written */
  guint64            start_bytes;      /* what earlier tries brought */
  guint64            total_bytes;      /* 0 where the server does not tell */
  guint64            done_bytes;
  guint64            room_bytes;       /* from where on the free space is to be looked at again */
  guint              n_redirects;
  gboolean           shows_key;
} Fetch;

static void send_request (GTask *task);
static void next_chunk (GTask *task);

/* What was written stays for the next try, if that can go on from there. */
static void
drop_try (Fetch *fetch)
{
  troupe_partial_shut (fetch->partial);
  g_clear_object (&fetch->exchange);
  g_clear_object (&fetch->input);
  g_clear_pointer (&fetch->chunk, g_bytes_unref);
  fetch->start_bytes = fetch->validator != NULL ? fetch->done_bytes : 0;
  fetch->done_bytes = fetch->start_bytes;
  fetch->total_bytes = fetch->room_bytes = 0;
  fetch->n_redirects = 0;
  fetch->shows_key = fetch->call != NULL;    /* a link is given to be fetched as it stands */
}

static void
fetch_free (Fetch *fetch)
{
  drop_try (fetch);
  troupe_partial_free (fetch->partial);
  g_free (fetch->validator);
  g_clear_object (&fetch->session);
  g_clear_object (&fetch->provider);
  troupe_keys_free (fetch->key);
  g_free (fetch->call);
  g_free (fetch->who);
  g_clear_pointer (&fetch->first_uri, g_uri_unref);
  g_clear_pointer (&fetch->uri, g_uri_unref);
  g_clear_object (&fetch->destination);
  g_clear_error (&fetch->failure);
  g_free (fetch);
}

static void
start_try (GTask *task)
{
  Fetch *fetch = g_task_get_task_data (task);

  drop_try (fetch);
  g_clear_pointer (&fetch->uri, g_uri_unref);
  fetch->uri = g_uri_ref (fetch->first_uri);
  fetch->n_tries++;
  send_request (task);
}

static gboolean
again_cb (gpointer user_data)
{
  start_try (g_object_ref (G_TASK (user_data)));
  return G_SOURCE_REMOVE;
}

/* Ends the task that is the data. */
static void
forgot_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetch *fetch = g_task_get_task_data (task);

  g_task_return_error (task, g_steal_pointer (&fetch->failure));
}

/* Takes both. */
static void
end_with_error (GTask  *task,
                GError *error)
{
  Fetch *fetch = g_task_get_task_data (task);

  fetch->failure = error;
  if (!troupe_retry_is_passing (error))
    troupe_partial_forget_async (fetch->partial, forgot_cb, task);
  else
    forgot_cb (NULL, NULL, task);
}

/* Takes error. What the way or a busy server prevented is tried again: from where it ended, where the server can do that, and
 * then as often as it gets any further. */
static void
fail (GTask  *task,
      GError *error)
{
  Fetch *fetch = g_task_get_task_data (task);

  if (fetch->validator != NULL && fetch->done_bytes > fetch->start_bytes && ++fetch->n_advances < MAX_ADVANCES)
    fetch->n_tries = 1;
  if (troupe_retry_later (task, fetch->n_tries, error, again_cb))
    g_error_free (error);
  else
    end_with_error (g_object_ref (task), error);
}

static GError *
refuse (Fetch      *fetch,
        GBytes     *body,
        const char *fault)
{
  TroupeReply reply = {
    .provider_id = troupe_provider_get_id (fetch->provider),
    .call = fetch->call != NULL ? fetch->call : "fetch", .body = body, .key = fetch->key
  };

  g_autoptr (JsonNode) root = troupe_json_parse (body, MAX_DEPTH, FALSE, NULL);    /* or a web page, or text */

  troupe_exchange_describe (fetch->exchange, &reply);
  return troupe_refusal_new (&reply, root, fault);
}

/* Takes the task, which ends with it. */
static void
return_answer_error (GTask      *task,
                     const char *fault)
{
  g_autoptr (GBytes) nothing = g_bytes_new (NULL, 0);

  end_with_error (task, refuse (g_task_get_task_data (task), nothing, fault));
}

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (troupe_partial_keep_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    end_with_error (g_steal_pointer (&task), g_steal_pointer (&error));
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetch *fetch = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error))
    {
      g_clear_pointer (&fetch->chunk, g_bytes_unref);
      if (fetch->progress != NULL)
        fetch->progress (fetch->done_bytes, fetch->total_bytes, fetch->progress_data);
      next_chunk (g_steal_pointer (&task));
      return;
    }
  g_prefix_error (&error, "%s: ", g_file_peek_path (fetch->destination));
  end_with_error (g_steal_pointer (&task), g_steal_pointer (&error));
}

static void
end_input (GTask *task)
{
  Fetch *fetch = g_task_get_task_data (task);
  g_autoptr (GError) problem = NULL;

  if (!troupe_exchange_check_length (fetch->exchange, fetch->done_bytes - fetch->start_bytes, &problem))
    {
      fail (task, troupe_exchange_explain (fetch->exchange, problem));
      g_object_unref (task);
    }
  else if (fetch->done_bytes < fetch->whole_bytes)    /* a server may send less than was asked for */
    {
      g_set_error (&problem, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT, "the result ended early");
      fail (task, troupe_exchange_explain (fetch->exchange, problem));
      g_object_unref (task);
    }
  else if (fetch->done_bytes == 0)
    return_answer_error (task, "the result is empty");
  else
    troupe_partial_keep_async (fetch->partial, g_task_get_cancellable (task), kept_cb, task);
}

static void
write_chunk (GTask *task)
{
  Fetch *fetch = g_task_get_task_data (task);
  gsize size;
  gconstpointer data = g_bytes_get_data (fetch->chunk, &size);

  if (size > fetch->limit_bytes - fetch->done_bytes)
    {
      return_answer_error (task, "the result is larger than allowed");
      return;
    }
  fetch->done_bytes += size;
  g_output_stream_write_all_async (troupe_partial_get_output (fetch->partial), data, size, G_PRIORITY_DEFAULT,
                                   g_task_get_cancellable (task), written_cb, task);
}

static void
chunk_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetch *fetch = g_task_get_task_data (task);
  g_autoptr (GError) problem = NULL;

  fetch->chunk = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &problem);
  if (fetch->chunk == NULL)
    fail (task, troupe_exchange_explain (fetch->exchange, problem));
  else if (g_bytes_get_size (fetch->chunk) == 0)
    end_input (g_steal_pointer (&task));
  else
    write_chunk (g_steal_pointer (&task));
}

static void
read_chunk (GTask *task)
{
  Fetch *fetch = g_task_get_task_data (task);

  g_input_stream_read_bytes_async (fetch->input, CHUNK_BYTES, G_PRIORITY_DEFAULT,
                                   g_task_get_cancellable (task), chunk_cb, task);
}

/* Where the file system does not tell how much it has left, writing will. */
static gboolean
has_room (GFileInfo *info,
          guint64    needed_bytes)
{
  return info == NULL || !g_file_info_has_attribute (info, G_FILE_ATTRIBUTE_FILESYSTEM_FREE) ||
         g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_FILESYSTEM_FREE) >= needed_bytes;
}

static void
room_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetch *fetch = g_task_get_task_data (task);
  g_autoptr (GFileInfo) info = g_file_query_filesystem_info_finish (G_FILE (source), result, NULL);
  guint64 missing_bytes = MAX (fetch->total_bytes, fetch->done_bytes) - fetch->done_bytes;
  g_autofree char *needed = NULL;

  fetch->room_bytes = fetch->done_bytes + ROOM_STEP_BYTES;
  if (has_room (info, missing_bytes))
    {
      read_chunk (g_steal_pointer (&task));
      return;
    }
  needed = g_format_size (missing_bytes);
  end_with_error (g_steal_pointer (&task),
                  g_error_new (G_IO_ERROR, G_IO_ERROR_NO_SPACE, "%s: %s more are needed, and the disk has less",
                               g_file_peek_path (fetch->destination), needed));
}

static void
next_chunk (GTask *task)
{
  Fetch *fetch = g_task_get_task_data (task);

  if (fetch->done_bytes < fetch->room_bytes)
    read_chunk (task);
  else
    g_file_query_filesystem_info_async (troupe_partial_get_file (fetch->partial), G_FILE_ATTRIBUTE_FILESYSTEM_FREE,
                                        G_PRIORITY_DEFAULT, g_task_get_cancellable (task), room_cb, task);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (troupe_partial_open_finish (result, &error))
    next_chunk (g_steal_pointer (&task));
  else
    end_with_error (g_steal_pointer (&task), g_steal_pointer (&error));
}

static gboolean
is_rest (Fetch *fetch)
{
  SoupMessage *message = troupe_exchange_get_message (fetch->exchange);

  return troupe_result_part_is_rest (message, fetch->validator, fetch->whole_bytes, fetch->start_bytes);
}

static void
take_headers (Fetch *fetch)
{
  SoupMessage *message = troupe_exchange_get_message (fetch->exchange);
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);

  if (!is_rest (fetch))
    {
      gboolean is_plain = soup_message_headers_get_one (headers, "Content-Encoding") == NULL;

      g_set_str (&fetch->validator, is_plain ? troupe_remote_get_validator (message) : NULL);
      fetch->whole_bytes = is_plain ? (guint64) soup_message_headers_get_content_length (headers) : 0;
      fetch->start_bytes = fetch->done_bytes = 0;
    }
  fetch->total_bytes = (guint64) soup_message_headers_get_content_length (headers);    /* 0 where there is none */
  if (fetch->total_bytes > 0)
    fetch->total_bytes += fetch->start_bytes;
}

static void
start_file (GTask *task)
{
  Fetch *fetch = g_task_get_task_data (task);

  take_headers (fetch);
  if (fetch->total_bytes > fetch->limit_bytes)
    return_answer_error (task, "the result is larger than allowed");
  else
    troupe_partial_open_async (fetch->partial, fetch->validator, fetch->whole_bytes, fetch->start_bytes,
                               g_task_get_cancellable (task), opened_cb, task);
}

/* Another version by now, or another part than was asked for */
static void
start_anew (GTask *task)
{
  Fetch *fetch = g_task_get_task_data (task);

  g_clear_pointer (&fetch->validator, g_free);
  start_try (task);
}

static void
follow (GTask      *task,
        const char *location)
{
  Fetch *fetch = g_task_get_task_data (task);
  GUri *uri = troupe_origin_resolve (fetch->uri, location, NULL);

  if (uri == NULL || ++fetch->n_redirects > MAX_REDIRECTS)
    {
      return_answer_error (task, uri == NULL ? "redirected to no address" : "redirected too often");
      g_clear_pointer (&uri, g_uri_unref);
      return;
    }
  fetch->shows_key &= troupe_origin_equal (fetch->uri, uri);
  g_clear_pointer (&fetch->uri, g_uri_unref);
  fetch->uri = uri;
  send_request (task);
}

/* Only its own origin is told the key, and once. */
static gboolean
add_key (Fetch *fetch)
{
  const guint status = soup_message_get_status (troupe_exchange_get_message (fetch->exchange));

  if (fetch->shows_key || fetch->key == NULL || !troupe_provider_owns (fetch->provider, fetch->uri) ||
      (status != SOUP_STATUS_UNAUTHORIZED && status != SOUP_STATUS_FORBIDDEN))
    return FALSE;
  fetch->shows_key = TRUE;
  return TRUE;
}

/* Some gateways answer with the address of the result instead of the result. */
static char *
dup_named_address (Fetch   *fetch,
                   GBytes  *body,
                   GError **error)
{
  TroupeReply reply = {
    .provider_id = troupe_provider_get_id (fetch->provider), .call = fetch->call, .body = body,
    .key = fetch->key
  };
  g_autoptr (TroupeAnswer) answer = NULL;

  troupe_exchange_describe (fetch->exchange, &reply);
  answer = troupe_answer_new (fetch->provider, &reply, error);
  return answer != NULL ? troupe_answer_dup_text (answer, "url") : NULL;
}

static void
message_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetch *fetch = g_task_get_task_data (task);
  g_autoptr (GBytes) body = troupe_exchange_read_finish (fetch->exchange, result, NULL);
  g_autofree char *fault = troupe_result_part_dup_fault (troupe_exchange_get_message (fetch->exchange));
  g_autofree char *address = NULL;
  g_autoptr (GError) error = NULL;

  if (body == NULL)
    body = g_bytes_new (NULL, 0);    /* the status tells enough */
  if (fault != NULL && fetch->call != NULL)
    address = dup_named_address (fetch, body, &error);
  fetch->shows_key &= address == NULL;
  if (address != NULL)
    follow (g_steal_pointer (&task), address);
  else if (error != NULL && !g_error_matches (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_ANSWER))
    fail (task, g_steal_pointer (&error));
  else
    fail (task, refuse (fetch, body, fault));
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetch *fetch = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  SoupMessage *message = troupe_exchange_get_message (fetch->exchange);
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  const char *location = soup_message_headers_get_one (headers, "Location");
  GCancellable *cancellable = g_task_get_cancellable (task);

  fetch->input = troupe_exchange_send_finish (fetch->exchange, result, &error);
  if (fetch->input == NULL)
    fail (task, g_steal_pointer (&error));
  else if (SOUP_STATUS_IS_REDIRECTION (soup_message_get_status (message)) && location != NULL)
    follow (g_steal_pointer (&task), location);
  else if (add_key (fetch))
    send_request (g_steal_pointer (&task));
  else if ((soup_message_get_status (message) == SOUP_STATUS_OK || is_rest (fetch)) && !troupe_result_part_is_message (message))
    start_file (g_steal_pointer (&task));
  else if (fetch->start_bytes > 0 && (soup_message_get_status (message) == SOUP_STATUS_PARTIAL_CONTENT ||
                                      soup_message_get_status (message) == SOUP_STATUS_REQUESTED_RANGE_NOT_SATISFIABLE))
    start_anew (g_steal_pointer (&task));
  else
    troupe_exchange_read_async (fetch->exchange, fetch->input, MAX_MESSAGE_BYTES, cancellable, message_cb,
                                g_steal_pointer (&task));
}

static void
send_request (GTask *task)
{
  Fetch *fetch = g_task_get_task_data (task);
  g_autoptr (SoupMessage) message = soup_message_new_from_uri (SOUP_METHOD_GET, fetch->uri);

  if (fetch->shows_key && fetch->key != NULL && troupe_provider_owns (fetch->provider, fetch->uri))
    troupe_result_part_show_key (message, troupe_provider_get_profile (fetch->provider), fetch->key);
  if (fetch->start_bytes > 0)
    troupe_result_part_ask (message, fetch->validator, fetch->start_bytes);
  g_clear_object (&fetch->input);
  g_clear_object (&fetch->exchange);
  fetch->exchange = troupe_exchange_new (message, fetch->who);
  troupe_exchange_send_async (fetch->exchange, fetch->session, g_task_get_cancellable (task), answered_cb,
                              task);
}

static void
recalled_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  GTask *task = user_data;
  Fetch *fetch = g_task_get_task_data (task);

  troupe_partial_recall_finish (result, &fetch->validator, &fetch->whole_bytes, &fetch->done_bytes);
  start_try (task);
}

/**
 * troupe_result_fetch_async:
 * @session: the session
 * @provider: whose result it is
 * @key: (nullable): its key, sent to its own origin only: with @call, or where a link is refused without it
 * @call: (nullable): the call of its profile that @uri comes from; its answer may name another address
 * @uri: where the result stands; sent byte for byte
 * @destination: a local file, replaced when the result is whole
 * @limit_bytes: how large it may be
 * @progress: (nullable) (scope notified): told how much has come; the total is 0 where nobody knows it
 * @progress_data: for @progress
 * @cancellable: (nullable): gives up
 * @callback: gets the result
 * @user_data: for @callback
 *
 * Brings a result to a file. At most five redirects are followed; it is tried up to three times since it last got any
 * further, from where it broke off if the server can do that (RFC 9110, 14), with growing
 * pauses, where the network or a busy server is in the way. What has come by then is kept beside @destination for the
 * next call, also of another process. Main thread.
 */
void
troupe_result_fetch_async (SoupSession        *session,
                           TroupeProvider     *provider,
                           const char         *key,
                           const char         *call,
                           GUri               *uri,
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

  g_return_if_fail (SOUP_IS_SESSION (session));
  g_return_if_fail (TROUPE_IS_PROVIDER (provider));
  g_return_if_fail (uri != NULL);
  g_return_if_fail (G_IS_FILE (destination) && g_file_is_native (destination));

  fetch = g_new0 (Fetch, 1);
  fetch->session = g_object_ref (session);
  fetch->provider = g_object_ref (provider);
  fetch->key = g_strdup (key);
  fetch->call = g_strdup (call);
  fetch->who = g_strdup_printf ("%s: %s", troupe_provider_get_id (provider), fetch->call != NULL ? fetch->call : "fetch");
  fetch->first_uri = g_uri_ref (uri);
  fetch->destination = g_object_ref (destination);
  fetch->partial = troupe_partial_new (destination, uri);
  fetch->limit_bytes = limit_bytes;
  fetch->progress = progress;
  fetch->progress_data = progress_data;
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_result_fetch_async);
  g_task_set_task_data (task, fetch, (GDestroyNotify) fetch_free);
  troupe_partial_recall_async (fetch->partial, recalled_cb, task);
}

/**
 * troupe_result_fetch_finish:
 * @result: the result
 *
 * Ends troupe_result_fetch_async(). Fails with the `TROUPE_PROVIDER_ERROR` that the answer means,
 * `TROUPE_PROVIDER_ERROR_ANSWER` for a web page, nothing or too much, and `G_IO_ERROR` for the file, such as
 * `G_IO_ERROR_NO_SPACE` as soon as it cannot become whole.
 *
 * Returns: whether the file is there, whole and on disk
 */
gboolean
troupe_result_fetch_finish (GAsyncResult *result,
                            GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_result_fetch_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
