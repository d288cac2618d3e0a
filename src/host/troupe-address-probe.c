/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-address-probe.h"

#include "troupe-exchange.h"
#include "troupe-host-error.h"
#include "troupe-origin.h"
#include "troupe-remote.h"

#define MAX_REDIRECTS 5

#define REFUSALS (TROUPE_ADDRESS_MALFORMED | TROUPE_ADDRESS_PRIVATE | TROUPE_ADDRESS_UNREACHABLE | \
                  TROUPE_ADDRESS_STATUS | TROUPE_ADDRESS_PAGE | TROUPE_ADDRESS_EMPTY | TROUPE_ADDRESS_LOOP)

G_DEFINE_BOXED_TYPE (TroupeAddressProbe, troupe_address_probe, troupe_address_probe_copy,
                     troupe_address_probe_free)

/**
 * troupe_address_probe_copy:
 * @self: what was found
 *
 * Returns: (transfer full): the same once more
 */
TroupeAddressProbe *
troupe_address_probe_copy (const TroupeAddressProbe *self)
{
  TroupeAddressProbe *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->media_type = g_strdup (self->media_type);
  copy->origin = g_strdup (self->origin);
  copy->detail = g_strdup (self->detail);
  return copy;
}

/**
 * troupe_address_probe_free:
 * @self: (transfer full): what was found
 *
 * Frees it.
 */
void
troupe_address_probe_free (TroupeAddressProbe *self)
{
  g_free (self->media_type);
  g_free (self->origin);
  g_free (self->detail);
  g_free (self);
}

/**
 * troupe_address_probe_to_error:
 * @self: what was found about an address that is refused
 *
 * Returns: (transfer full): `TROUPE_HOST_ERROR_ADDRESS` with what was found as its message
 */
GError *
troupe_address_probe_to_error (const TroupeAddressProbe *self)
{
  g_return_val_if_fail (self != NULL && self->verdict == TROUPE_ADDRESS_REFUSED, NULL);

  return g_error_new (TROUPE_HOST_ERROR, TROUPE_HOST_ERROR_ADDRESS, "%s%s%s",
                      self->origin != NULL ? self->origin : "", self->origin != NULL ? ": " : "", self->detail);
}

/* One probe on its way */
typedef struct
{
  SoupSession        *session;
  GUri               *uri;          /* where it stands now; redirects move it */
  GUri               *first;
  TroupeReach         least;        /* what the provider can reach */
  gboolean            is_range;     /* GET for the first byte, where HEAD did not do */
  TroupeExchange     *exchange;
  TroupeAddressProbe *probe;
} Look;

static void look (GTask *task);

static void
look_free (Look *self)
{
  g_clear_object (&self->session);
  g_clear_pointer (&self->uri, g_uri_unref);
  g_clear_pointer (&self->first, g_uri_unref);
  g_clear_object (&self->exchange);
  g_clear_pointer (&self->probe, troupe_address_probe_free);
  g_free (self);
}

static void
end (GTask *task)
{
  Look *self = g_task_get_task_data (task);
  TroupeAddressProbe *probe = self->probe;

  if ((probe->reasons & REFUSALS) != 0)
    probe->verdict = TROUPE_ADDRESS_REFUSED;
  else if (probe->reasons != 0)
    probe->verdict = TROUPE_ADDRESS_WARNING;
  if (self->uri != NULL)
    probe->origin = troupe_origin_dup_text (self->uri);
  g_task_return_pointer (task, g_steal_pointer (&self->probe), (GDestroyNotify) troupe_address_probe_free);
  g_object_unref (task);
}

static void
end_refused (GTask               *task,
             TroupeAddressReasons reason,
             char                *detail)
{
  Look *self = g_task_get_task_data (task);

  self->probe->reasons |= reason;
  self->probe->detail = detail;
  end (task);
}

static void
judge_content (TroupeAddressProbe *probe)
{
  const char *type = probe->media_type;
  gboolean is_page = type != NULL && (g_str_has_prefix (type, "text/") || g_str_equal (type, "application/json") ||
                                      g_str_equal (type, "application/xhtml+xml"));
  gboolean is_video = type != NULL && (g_str_has_prefix (type, "video/") ||
                                       g_str_equal (type, "application/mp4") ||
                                       g_str_has_suffix (type, "/octet-stream"));

  if (is_page)
    probe->reasons |= TROUPE_ADDRESS_PAGE;
  else if (!is_video)
    probe->reasons |= TROUPE_ADDRESS_TYPE;
  if (probe->size_bytes == 0)
    probe->reasons |= TROUPE_ADDRESS_EMPTY;
  else if (probe->size_bytes < 0)
    probe->reasons |= TROUPE_ADDRESS_LENGTH;

  if (is_page)
    probe->detail = g_strdup_printf ("it answers with a page or a text (%s), not with a video", type);
  else if (probe->size_bytes == 0)
    probe->detail = g_strdup ("the file is empty");
}

static void
judge (GTask *task)
{
  Look *self = g_task_get_task_data (task);
  TroupeAddressProbe *probe = self->probe;

  if (!SOUP_STATUS_IS_SUCCESSFUL (probe->status))
    {
      end_refused (task, TROUPE_ADDRESS_STATUS,
                   g_strdup_printf ("the server answers %u %s", probe->status,
                                    soup_status_get_phrase (probe->status)));
      return;
    }
  judge_content (probe);
  if (g_str_equal (g_uri_get_scheme (self->uri), "http") && self->least == TROUPE_REACH_PUBLIC)
    probe->reasons |= TROUPE_ADDRESS_PLAIN;
  if (!troupe_origin_equal (self->first, self->uri))
    probe->reasons |= TROUPE_ADDRESS_REDIRECTED;
  end (task);
}

static gint64
get_size (SoupMessage *message)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  goffset start, last, total;

  /* No first byte can be had of an empty file. */
  if (soup_message_get_status (message) == SOUP_STATUS_REQUESTED_RANGE_NOT_SATISFIABLE)
    return 0;
  if (soup_message_headers_get_content_range (headers, &start, &last, &total))
    return total >= 0 ? total : -1;
  if (soup_message_headers_get_one (headers, "Content-Length") == NULL)
    return -1;
  return soup_message_headers_get_content_length (headers);
}

static void
follow (GTask      *task,
        const char *location)
{
  Look *self = g_task_get_task_data (task);
  GUri *uri = troupe_origin_resolve (self->uri, location, NULL);

  if (uri == NULL || ++self->probe->n_redirects > MAX_REDIRECTS)
    {
      end_refused (task, TROUPE_ADDRESS_LOOP,
                   g_strdup (uri == NULL ? "it redirects to no address" : "it redirects too often"));
      g_clear_pointer (&uri, g_uri_unref);
      return;
    }
  g_uri_unref (self->uri);
  self->uri = uri;
  look (task);
}

static void
read_answer (GTask       *task,
             SoupMessage *message)
{
  Look *self = g_task_get_task_data (task);
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  const char *location = soup_message_headers_get_one (headers, "Location");
  guint status = soup_message_get_status (message);

  if (SOUP_STATUS_IS_REDIRECTION (status) && location != NULL)
    {
      follow (task, location);
      return;
    }
  /* Signed addresses are often for GET only, and not every server knows HEAD or tells a length there. */
  if (!self->is_range && (status != SOUP_STATUS_OK || get_size (message) <= 0))
    {
      self->is_range = TRUE;
      look (task);
      return;
    }
  self->probe->size_bytes = get_size (message);
  self->probe->status = self->probe->size_bytes == 0 ? SOUP_STATUS_OK : status;
  self->probe->media_type = g_strdup (soup_message_headers_get_content_type (headers, NULL));
  judge (task);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  GTask *task = user_data;
  Look *self = g_task_get_task_data (task);
  g_autoptr (GError) problem = NULL;
  g_autoptr (GInputStream) stream = troupe_exchange_send_finish (self->exchange, result, &problem);

  if (stream != NULL)
    {
      read_answer (task, troupe_exchange_get_message (self->exchange));
    }
  else if (g_task_return_error_if_cancelled (task))
    {
      g_object_unref (task);
    }
  else
    {
      end_refused (task, TROUPE_ADDRESS_UNREACHABLE, g_strdup (problem->message));
    }
}

static void
ask (GTask *task)
{
  Look *self = g_task_get_task_data (task);
  g_autoptr (SoupMessage) message =
    soup_message_new_from_uri (self->is_range ? SOUP_METHOD_GET : SOUP_METHOD_HEAD, self->uri);

  if (self->is_range)
    soup_message_headers_set_range (soup_message_get_request_headers (message), 0, 0);
  g_clear_object (&self->exchange);
  self->exchange = troupe_exchange_new (message, "probe");
  troupe_exchange_send_async (self->exchange, self->session, g_task_get_cancellable (task), answered_cb, task);
}

/* A name that is not found here may be known to the desktop's proxy, so that is left to the request. */
static void
reach_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  GTask *task = user_data;
  Look *self = g_task_get_task_data (task);
  TroupeReach reach = TROUPE_REACH_PUBLIC;
  gboolean is_known = troupe_reach_lookup_finish (result, &reach, NULL);

  self->probe->reach = MIN (self->probe->reach, reach);
  if (!is_known || reach >= self->least)
    ask (task);
  else
    end_refused (task, TROUPE_ADDRESS_PRIVATE,
                 g_strdup (reach == TROUPE_REACH_COMPUTER
                           ? "the address leads to this computer, where the provider cannot fetch from"
                           : "the address leads to a private network, where the provider cannot fetch from"));
}

static void
look (GTask *task)
{
  Look *self = g_task_get_task_data (task);

  troupe_reach_lookup_async (g_uri_get_host (self->uri), g_task_get_cancellable (task), reach_cb, task);
}

static void
base_reach_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  GTask *task = user_data;
  Look *self = g_task_get_task_data (task);

  if (!troupe_reach_lookup_finish (result, &self->least, NULL))
    self->least = TROUPE_REACH_PUBLIC;    /* most are */
  look (task);
}

/**
 * troupe_address_probe_async:
 * @address: an address that a provider shall fetch a clip from
 * @base: (nullable): the base address of the provider
 * @cancellable: (nullable): gives up
 * @callback: gets the result
 * @user_data: for @callback
 *
 * Asks for the headers of what stands at an address, or for its first byte, and follows up to five redirects.
 *
 * No key is sent. An address on this computer or in a private network is only asked where the provider is there,
 * too. Main thread.
 */
void
troupe_address_probe_async (const char         *address,
                            const char         *base,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autoptr (GUri) base_uri = NULL;
  g_autoptr (GError) problem = NULL;
  GTask *task;
  Look *self;

  g_return_if_fail (address != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  self = g_new0 (Look, 1);
  self->session = troupe_remote_new_session ();
  self->least = TROUPE_REACH_PUBLIC;
  self->probe = g_new0 (TroupeAddressProbe, 1);
  self->probe->size_bytes = -1;
  self->probe->reach = TROUPE_REACH_PUBLIC;
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_address_probe_async);
  g_task_set_task_data (task, self, (GDestroyNotify) look_free);

  self->uri = troupe_origin_parse_address (address, &problem);
  if (self->uri == NULL)
    {
      end_refused (task, TROUPE_ADDRESS_MALFORMED, g_strdup (problem->message));
      return;
    }
  self->first = g_uri_ref (self->uri);
  if (base != NULL)
    base_uri = troupe_origin_parse_address (base, NULL);
  if (base_uri != NULL)
    troupe_reach_lookup_async (g_uri_get_host (base_uri), cancellable, base_reach_cb, task);
  else
    look (task);
}

/**
 * troupe_address_probe_finish:
 * @result: the result
 *
 * Ends troupe_address_probe_async(). Fails with `G_IO_ERROR_CANCELLED` only.
 *
 * Returns: (transfer full): what was found
 */
TroupeAddressProbe *
troupe_address_probe_finish (GAsyncResult *result,
                             GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_address_probe_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
