/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-studio-fetch.h"

#include "troupe-studio-error.h"

#define LIMIT_BYTES (200 * 1024 * 1024)
#define LIMIT_S 120
#define CHUNK_BYTES (256 * 1024)

typedef struct
{
  SoupMessage   *message;
  GFile         *destination;
  GInputStream  *input;
  GOutputStream *output;
  GCancellable  *cancellable;     /* of this fetch alone */
  GCancellable  *outer;           /* the caller's */
  gulong         outer_id;
  guint          deadline_id;
  gboolean       is_late;
  guint64        n_bytes;
} Fetch;

static void
fetch_free (Fetch *fetch)
{
  g_cancellable_disconnect (fetch->outer, fetch->outer_id);
  g_clear_handle_id (&fetch->deadline_id, g_source_remove);
  g_clear_object (&fetch->message);
  g_clear_object (&fetch->destination);
  g_clear_object (&fetch->input);
  g_clear_object (&fetch->output);
  g_clear_object (&fetch->cancellable);
  g_clear_object (&fetch->outer);
  g_free (fetch);
}

/* Ends the task with the reason why there is no file. */
static void
give_up (GTask  *task,
         GError *reason)
{
  Fetch *fetch = g_task_get_task_data (task);

  if (fetch->is_late)
    g_task_return_new_error (task, TROUPE_STUDIO_ERROR, TROUPE_STUDIO_ERROR_SOURCE,
                             "the server could not fetch the url: it took longer than %d seconds",
                             LIMIT_S);
  else if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
           reason->domain == TROUPE_STUDIO_ERROR)
    g_task_return_error (task, g_error_copy (reason));
  else
    g_task_return_new_error (task, TROUPE_STUDIO_ERROR, TROUPE_STUDIO_ERROR_SOURCE,
                             "the server could not fetch the url: %s", reason->message);
}

static void read_more (GTask *task);

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error))
    read_more (task);
  else
    give_up (task, error);
}

static void
closed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (g_output_stream_close_finish (G_OUTPUT_STREAM (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    give_up (task, error);
}

static gboolean
is_cut_off (Fetch *fetch)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (fetch->message);

  return soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH &&
         fetch->n_bytes < (guint64) soup_message_headers_get_content_length (headers);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetch *fetch = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gsize size;
  const void *data;

  bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  if (bytes == NULL)
    {
      give_up (task, error);
      return;
    }
  data = g_bytes_get_data (bytes, &size);
  fetch->n_bytes += size;
  if (fetch->n_bytes > LIMIT_BYTES)
    g_task_return_new_error (task, TROUPE_STUDIO_ERROR, TROUPE_STUDIO_ERROR_SOURCE,
                             "the server could not fetch the url: it holds more than %d MB",
                             LIMIT_BYTES / 1024 / 1024);
  else if (size == 0 && is_cut_off (fetch))
    g_task_return_new_error (task, TROUPE_STUDIO_ERROR, TROUPE_STUDIO_ERROR_SOURCE,
                             "the server could not fetch the url: the connection broke off");
  else if (size == 0)
    g_output_stream_close_async (fetch->output, G_PRIORITY_DEFAULT, fetch->cancellable, closed_cb,
                                 g_steal_pointer (&task));
  else
    {
      g_object_set_data_full (G_OBJECT (task), "troupe-bytes", g_bytes_ref (bytes),
                              (GDestroyNotify) g_bytes_unref);
      g_output_stream_write_all_async (fetch->output, data, size, G_PRIORITY_DEFAULT,
                                       fetch->cancellable, written_cb, g_steal_pointer (&task));
    }
}

static void
read_more (GTask *task)
{
  Fetch *fetch = g_task_get_task_data (task);

  g_input_stream_read_bytes_async (fetch->input, CHUNK_BYTES, G_PRIORITY_DEFAULT,
                                   fetch->cancellable, read_cb, g_object_ref (task));
}

static void
created_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetch *fetch = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  fetch->output = G_OUTPUT_STREAM (g_file_create_finish (G_FILE (source), result, &error));
  if (fetch->output != NULL)
    read_more (task);
  else
    give_up (task, error);
}

static gboolean
check_answer (Fetch   *fetch,
              GError **error)
{
  guint status = soup_message_get_status (fetch->message);
  SoupMessageHeaders *headers = soup_message_get_response_headers (fetch->message);

  if (status != SOUP_STATUS_OK)
    {
      g_set_error (error, TROUPE_STUDIO_ERROR, TROUPE_STUDIO_ERROR_SOURCE,
                   "the server could not fetch the url: it answers %u %s", status,
                   soup_message_get_reason_phrase (fetch->message));
      return FALSE;
    }
  if (g_strcmp0 (soup_message_headers_get_content_type (headers, NULL), "text/html") == 0)
    {
      g_set_error (error, TROUPE_STUDIO_ERROR, TROUPE_STUDIO_ERROR_SOURCE,
                   "the url leads to a web page, not to a file");
      return FALSE;
    }
  return TRUE;
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetch *fetch = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  fetch->input = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (fetch->input != NULL && check_answer (fetch, &error))
    g_file_create_async (fetch->destination, G_FILE_CREATE_PRIVATE, G_PRIORITY_DEFAULT,
                         fetch->cancellable, created_cb, g_steal_pointer (&task));
  else
    give_up (task, error);
}

static void
deadline_cb (gpointer user_data)
{
  Fetch *fetch = user_data;

  fetch->deadline_id = 0;
  fetch->is_late = TRUE;
  g_cancellable_cancel (fetch->cancellable);
}

static void
cancelled_cb (GCancellable *outer,
              GCancellable *cancellable)
{
  g_cancellable_cancel (cancellable);
}

/**
 * troupe_studio_fetch_async:
 * @session: sends the request; takes answers as they come, not packed
 * @uri: an `http` or `https` address
 * @destination: a file that is not there yet
 * @cancellable: (nullable): a cancellable
 * @callback: called at the end
 * @user_data: for @callback
 *
 * Downloads a file of at most 200 MB in at most two minutes.
 */
void
troupe_studio_fetch_async (SoupSession        *session,
                           const char         *uri,
                           GFile              *destination,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (session, NULL, callback, user_data);
  Fetch *fetch = g_new0 (Fetch, 1);

  g_task_set_source_tag (task, troupe_studio_fetch_async);
  g_task_set_task_data (task, fetch, (GDestroyNotify) fetch_free);
  fetch->destination = g_object_ref (destination);
  fetch->cancellable = g_cancellable_new ();
  if (cancellable != NULL)
    {
      fetch->outer = g_object_ref (cancellable);
      fetch->outer_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                               fetch->cancellable, NULL);
    }
  fetch->message = soup_message_new ("GET", uri);
  if (fetch->message == NULL)
    {
      g_task_return_new_error (task, TROUPE_STUDIO_ERROR, TROUPE_STUDIO_ERROR_SOURCE,
                               "the url is no address: %s", uri);
      return;
    }
  fetch->deadline_id = g_timeout_add_seconds_once (LIMIT_S, deadline_cb, fetch);
  soup_session_send_async (session, fetch->message, G_PRIORITY_DEFAULT, fetch->cancellable,
                           sent_cb, g_steal_pointer (&task));
}

/**
 * troupe_studio_fetch_finish:
 * @result: the result
 * @error: return location for an error
 *
 * Ends troupe_studio_fetch_async(). Fails with `TROUPE_STUDIO_ERROR_SOURCE` and a sentence that
 * says why, or with `G_IO_ERROR_CANCELLED`.
 *
 * Returns: whether the file is there
 */
gboolean
troupe_studio_fetch_finish (GAsyncResult *result,
                            GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_studio_fetch_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
