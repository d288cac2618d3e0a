/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-studio-breakage.h"

static void
close_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  /* The client may be gone; either way the connection has ended. */
  g_io_stream_close_finish (G_IO_STREAM (source), result, NULL);
}

static void
write_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GIOStream) stream = user_data;

  /* As above. */
  g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL);
  g_io_stream_close_async (stream, G_PRIORITY_DEFAULT, NULL, close_cb, NULL);
}

static GBytes *
dup_raw_answer (SoupServerMessage *message,
                guint              status,
                GBytes            *body,
                gsize              n_bytes)
{
  GString *text = g_string_new (NULL);
  SoupMessageHeadersIter iter;
  const char *name;
  const char *value;
  gsize size;
  const char *data = g_bytes_get_data (body, &size);

  g_string_append_printf (text, "HTTP/1.1 %u %s\r\n", status, soup_status_get_phrase (status));
  soup_message_headers_iter_init (&iter, soup_server_message_get_response_headers (message));
  while (soup_message_headers_iter_next (&iter, &name, &value))
    g_string_append_printf (text, "%s: %s\r\n", name, value);
  g_string_append_printf (text, "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n", size);
  if (size > 0)
    g_string_append_len (text, data, (gssize) MIN (n_bytes, size));
  return g_string_free_to_bytes (text);
}

/**
 * troupe_studio_breakage_hang_up:
 * @message: a message without an answer
 *
 * Takes the connection away from the HTTP server and closes it.
 */
void
troupe_studio_breakage_hang_up (SoupServerMessage *message)
{
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

  /* None is left when the client hung up first. */
  if (stream != NULL)
    g_io_stream_close_async (stream, G_PRIORITY_DEFAULT, NULL, close_cb, NULL);
}

/**
 * troupe_studio_breakage_truncate:
 * @message: a message without an answer, its headers set
 * @status: an HTTP status
 * @body: the body that is announced
 * @n_bytes: how much of it is sent
 *
 * Takes the connection away from the HTTP server and closes it in the middle of an answer.
 */
void
troupe_studio_breakage_truncate (SoupServerMessage *message,
                                 guint              status,
                                 GBytes            *body,
                                 gsize              n_bytes)
{
  g_autoptr (GBytes) bytes = dup_raw_answer (message, status, body, n_bytes);
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);

  if (stream == NULL)
    return;    /* the client hung up first */
  /* The bytes live as long as the stream that they are written to. */
  g_object_set_data_full (G_OBJECT (stream), "troupe-bytes", g_bytes_ref (bytes),
                          (GDestroyNotify) g_bytes_unref);
  g_output_stream_write_all_async (g_io_stream_get_output_stream (stream), data, size,
                                   G_PRIORITY_DEFAULT, NULL, write_cb, g_object_ref (stream));
}
