/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "test-http.h"

#include <string.h>

typedef enum
{
  ACT_ANSWER,
  ACT_HANG,
  ACT_DROP,
} Act;

typedef struct
{
  Act     act;
  GBytes *bytes;
} Plan;

struct _TestHttp
{
  GSocketService *service;
  GQueue          plans;          /* of Plan */
  GHashTable     *routes;         /* start of a request to GBytes, the answer when there is no plan */
  GBytes         *otherwise;      /* the answer when there is neither, or NULL */
  GPtrArray      *requests;       /* of char*, NULL for a dropped connection */
  GPtrArray      *connections;    /* that hang, until the end */
  GCancellable   *cancellable;
  char           *base;
};

/* One connection: kept alive by the operation that runs on it */
typedef struct
{
  TestHttp          *server;
  GSocketConnection *connection;
  GString           *request;
  Plan              *plan;
  guint              position;
  char               buffer[4096];
} Visit;

static void
plan_free (Plan *plan)
{
  g_clear_pointer (&plan->bytes, g_bytes_unref);
  g_free (plan);
}

static void
visit_end (Visit *visit)
{
  if (visit->plan != NULL)
    plan_free (visit->plan);
  g_string_free (visit->request, TRUE);
  g_object_unref (visit->connection);
  g_free (visit);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Visit *visit = user_data;

  /* A client that has seen enough hangs up; that is no fault of the test. */
  if (g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL))
    g_io_stream_close (G_IO_STREAM (visit->connection), NULL, NULL);
  visit_end (visit);
}

static GBytes *
find_answer (TestHttp   *self,
             const char *request)
{
  GHashTableIter iter;
  gpointer start, answer;

  g_hash_table_iter_init (&iter, self->routes);
  while (g_hash_table_iter_next (&iter, &start, &answer))
    {
      if (g_str_has_prefix (request, start))
        return answer;
    }
  return self->otherwise;
}

static void
respond (Visit *visit)
{
  TestHttp *self = visit->server;
  GBytes *answer = find_answer (self, visit->request->str);
  gsize size;
  gconstpointer data;

  self->requests->pdata[visit->position] = g_strdup (visit->request->str);
  if (visit->plan == NULL && answer != NULL)
    {
      visit->plan = g_new0 (Plan, 1);
      visit->plan->act = ACT_ANSWER;
      visit->plan->bytes = g_bytes_ref (answer);
    }
  if (visit->plan != NULL && visit->plan->act == ACT_HANG)
    g_ptr_array_add (self->connections, g_object_ref (visit->connection));
  if (visit->plan == NULL || visit->plan->act != ACT_ANSWER)
    {
      visit_end (visit);
      return;
    }
  data = g_bytes_get_data (visit->plan->bytes, &size);
  g_output_stream_write_all_async (g_io_stream_get_output_stream (G_IO_STREAM (visit->connection)), data,
                                   size, G_PRIORITY_DEFAULT, self->cancellable, written_cb, visit);
}

static gboolean
is_whole (GString *request)
{
  const char *end = strstr (request->str, "\r\n\r\n");
  const char *length = strstr (request->str, "Content-Length: ");

  if (end == NULL)
    return FALSE;
  if (length == NULL || length > end)
    return TRUE;
  return request->len - (gsize) (end + 4 - request->str) >=
         g_ascii_strtoull (length + strlen ("Content-Length: "), NULL, 10);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Visit *visit = user_data;
  gssize n_read = g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);

  if (n_read <= 0)
    {
      visit_end (visit);
      return;
    }
  g_string_append_len (visit->request, visit->buffer, n_read);
  if (is_whole (visit->request))
    respond (visit);
  else
    g_input_stream_read_async (G_INPUT_STREAM (source), visit->buffer, sizeof visit->buffer,
                               G_PRIORITY_DEFAULT, visit->server->cancellable, read_cb, visit);
}

static gboolean
incoming_cb (TestHttp          *self,
             GSocketConnection *connection)
{
  Visit *visit = g_new0 (Visit, 1);

  visit->server = self;
  visit->connection = g_object_ref (connection);
  visit->request = g_string_new (NULL);
  visit->plan = g_queue_pop_head (&self->plans);
  visit->position = self->requests->len;
  g_ptr_array_add (self->requests, NULL);
  if (visit->plan != NULL && visit->plan->act == ACT_DROP)
    {
      g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
      visit_end (visit);
    }
  else
    g_input_stream_read_async (g_io_stream_get_input_stream (G_IO_STREAM (connection)), visit->buffer,
                               sizeof visit->buffer, G_PRIORITY_DEFAULT, self->cancellable, read_cb, visit);
  return TRUE;
}

/**
 * test_http_new:
 *
 * Starts a server on a free port.
 *
 * Returns: (transfer full): the server
 */
TestHttp *
test_http_new (void)
{
  TestHttp *self = g_new0 (TestHttp, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GError) error = NULL;

  self->requests = g_ptr_array_new_with_free_func (g_free);
  self->routes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  self->connections = g_ptr_array_new_with_free_func (g_object_unref);
  self->cancellable = g_cancellable_new ();
  self->service = g_socket_service_new ();
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), wanted, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &address, &error);
  g_assert_no_error (error);
  self->base = g_strdup_printf ("http://127.0.0.1:%u",
                                g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)));
  g_signal_connect_swapped (self->service, "incoming", G_CALLBACK (incoming_cb), self);
  g_socket_service_start (self->service);
  return self;
}

/**
 * test_http_free:
 * @self: (transfer full): a server
 *
 * Stops the server and closes what hangs.
 */
void
test_http_free (TestHttp *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_cancellable_cancel (self->cancellable);
  g_ptr_array_unref (self->connections);
  while (g_main_context_iteration (NULL, FALSE))    /* ends what was cancelled */
    continue;
  g_object_unref (self->service);
  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->requests);
  g_queue_clear_full (&self->plans, (GDestroyNotify) plan_free);
  g_clear_pointer (&self->otherwise, g_bytes_unref);
  g_hash_table_unref (self->routes);
  g_free (self->base);
  g_free (self);
}

/**
 * test_http_get_base:
 * @self: a server
 *
 * Returns: (transfer none): its address, without a slash at the end
 */
const char *
test_http_get_base (TestHttp *self)
{
  return self->base;
}

static Plan *
add_plan (TestHttp *self,
          Act       act)
{
  Plan *plan = g_new0 (Plan, 1);

  plan->act = act;
  g_queue_push_tail (&self->plans, plan);
  return plan;
}

static GBytes *
make_answer (const char *head,
             const void *body,
             gsize       length)
{
  GString *bytes = g_string_new (head);

  g_string_replace (bytes, "\n", "\r\n", 0);
  g_string_append (bytes, "\r\nConnection: close\r\n\r\n");
  g_string_append_len (bytes, body, (gssize) length);
  return g_string_free_to_bytes (bytes);
}

/**
 * test_http_answer:
 * @self: a server
 * @head: status line and headers with `\n` at the end of each line but the last
 * @body: (nullable): what follows
 * @length: its length
 *
 * Answers the next connection and closes it.
 */
void
test_http_answer (TestHttp   *self,
                  const char *head,
                  const void *body,
                  gsize       length)
{
  add_plan (self, ACT_ANSWER)->bytes = make_answer (head, body, length);
}

/**
 * test_http_answer_otherwise:
 * @self: a server
 * @head: status line and headers; see test_http_answer()
 * @body: a text
 *
 * Answers all connections for which nothing else is planned.
 */
void
test_http_answer_otherwise (TestHttp   *self,
                            const char *head,
                            const char *body)
{
  g_clear_pointer (&self->otherwise, g_bytes_unref);
  self->otherwise = make_answer (head, body, strlen (body));
}

/**
 * test_http_answer_to:
 * @self: a server
 * @start: how a request begins, for example `DELETE /`; no start is the beginning of another
 * @head: status line and headers; see test_http_answer()
 * @body: what follows
 * @length: its length, -1 for a text
 *
 * Answers all such requests for which nothing else is planned, from now on.
 */
void
test_http_answer_to (TestHttp   *self,
                     const char *start,
                     const char *head,
                     const void *body,
                     gssize      length)
{
  g_hash_table_replace (self->routes, g_strdup (start),
                        make_answer (head, body, length < 0 ? strlen (body) : (gsize) length));
}

/**
 * test_http_hang:
 * @self: a server
 *
 * Reads the request of the next connection and never answers.
 */
void
test_http_hang (TestHttp *self)
{
  add_plan (self, ACT_HANG);
}

/**
 * test_http_drop:
 * @self: a server
 *
 * Closes the next connection before a byte of it is read.
 */
void
test_http_drop (TestHttp *self)
{
  add_plan (self, ACT_DROP);
}

/**
 * test_http_let_go:
 * @self: a server
 *
 * Closes the connections that hang, without an answer.
 */
void
test_http_let_go (TestHttp *self)
{
  for (guint i = 0; i < self->connections->len; i++)
    g_io_stream_close (self->connections->pdata[i], NULL, NULL);
  g_ptr_array_set_size (self->connections, 0);
}

/**
 * test_http_get_n_asked:
 * @self: a server
 *
 * Returns: how many connections were made
 */
guint
test_http_get_n_asked (TestHttp *self)
{
  return self->requests->len;
}

/**
 * test_http_get_request:
 * @self: a server
 * @position: the number of a connection, from 0
 *
 * Returns: (transfer none) (nullable): the request as it came, `NULL` until it is whole
 */
const char *
test_http_get_request (TestHttp *self,
                       guint     position)
{
  return position < self->requests->len ? self->requests->pdata[position] : NULL;
}

/**
 * test_http_count:
 * @self: a server
 * @start: how a request begins
 *
 * Returns: how many such requests came
 */
guint
test_http_count (TestHttp   *self,
                 const char *start)
{
  guint n_found = 0;

  for (guint i = 0; i < self->requests->len; i++)
    n_found += self->requests->pdata[i] != NULL && g_str_has_prefix (self->requests->pdata[i], start);
  return n_found;
}
