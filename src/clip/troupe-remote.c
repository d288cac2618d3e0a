/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "troupe-remote.h"

#include "troupe-clip-error.h"
#include "troupe-media.h"

/* Without an answer for so long, a server is not there. */
#define TIMEOUT_SECONDS 20

/**
 * troupe_remote_new_session:
 *
 * Makes a session that hands over bytes as they are, so that lengths and ranges agree.
 *
 * Returns: (transfer full): a session for the calling thread
 */
SoupSession *
troupe_remote_new_session (void)
{
  SoupSession *session = soup_session_new_with_options ("user-agent", "Troupe/" VERSION,
                                                        "timeout", TIMEOUT_SECONDS, NULL);

  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);
  return session;
}

/**
 * troupe_remote_take_error:
 * @soup_error: (transfer full): what sending or receiving gave
 * @uri: what was asked for
 * @error: return location for an error
 *
 * Says that a server cannot be reached; a cancelled request stays `G_IO_ERROR_CANCELLED`, and a
 * full disk stays `G_IO_ERROR_NO_SPACE`.
 */
void
troupe_remote_take_error (GError     *soup_error,
                          const char *uri,
                          GError    **error)
{
  g_autofree char *name = NULL;

  if (g_error_matches (soup_error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_error_matches (soup_error, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    {
      g_propagate_error (error, soup_error);
      return;
    }

  name = troupe_media_dup_name (uri);
  g_set_error (error, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_UNREACHABLE,
               "%s: it cannot be reached (%s)", name, soup_error->message);
  g_error_free (soup_error);
}

/**
 * troupe_remote_check_status:
 * @message: an answered message
 * @uri: what was asked for
 * @error: return location for an error
 *
 * Fails with `TROUPE_CLIP_ERROR_UNREACHABLE` where the server answers with an error.
 *
 * Returns: whether the answer is the content, or a part of it
 */
gboolean
troupe_remote_check_status (SoupMessage *message,
                            const char  *uri,
                            GError     **error)
{
  SoupStatus status = soup_message_get_status (message);
  g_autofree char *name = NULL;

  if (status == SOUP_STATUS_OK || status == SOUP_STATUS_PARTIAL_CONTENT)
    return TRUE;

  name = troupe_media_dup_name (uri);
  g_set_error (error, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_UNREACHABLE,
               "%s: the server answers %u %s", name, status, soup_status_get_phrase (status));
  return FALSE;
}

/* What a server calls its answer counts only where the content does not tell. */
static TroupeMediaGuess
guess_content (SoupMessage  *message,
               const guint8 *data,
               gsize         size)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  const char *media_type = soup_message_headers_get_content_type (headers, NULL);
  TroupeMediaGuess guess = troupe_media_guess (data, size);

  if (guess != TROUPE_MEDIA_UNKNOWN || media_type == NULL)
    return guess;
  if (g_str_has_prefix (media_type, "text/") || g_str_equal (media_type, "application/json"))
    return TROUPE_MEDIA_PAGE;
  return g_str_has_prefix (media_type, "image/") ? TROUPE_MEDIA_PICTURE : TROUPE_MEDIA_UNKNOWN;
}

/**
 * troupe_remote_check_content:
 * @message: an answered message
 * @uri: what was asked for
 * @data: (array length=size): the beginning of the content
 * @size: how many bytes there are
 * @error: return location for an error
 *
 * Fails with `TROUPE_CLIP_ERROR_PAGE` where an address leads to a web page, for example one that
 * asks to sign in, with `_EMPTY`, `_NO_VIDEO` and `_NOT_MEDIA`.
 *
 * Returns: whether the content may be a video
 */
gboolean
troupe_remote_check_content (SoupMessage  *message,
                             const char   *uri,
                             const guint8 *data,
                             gsize         size,
                             GError      **error)
{
  g_autofree char *name = troupe_media_dup_name (uri);

  if (size == 0)
    {
      g_set_error (error, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_EMPTY, "%s: the answer is empty",
                   name);
      return FALSE;
    }

  switch (guess_content (message, data, size))
    {
    case TROUPE_MEDIA_PAGE:
      g_set_error (error, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_PAGE,
                   "%s: the server answers with a page or a text, not with a video", name);
      return FALSE;

    case TROUPE_MEDIA_PICTURE:
      g_set_error (error, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_NO_VIDEO,
                   "%s: it is a picture, not a video", name);
      return FALSE;

    case TROUPE_MEDIA_OTHER:
      g_set_error (error, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_NOT_MEDIA,
                   "%s: the content is no video", name);
      return FALSE;

    case TROUPE_MEDIA_VIDEO:
    case TROUPE_MEDIA_UNKNOWN:
      return TRUE;
    }

  g_assert_not_reached ();
}

/**
 * troupe_remote_get_total:
 * @message: an answered message
 *
 * Returns: the size of the whole content in bytes, 0 when the server does not tell
 */
guint64
troupe_remote_get_total (SoupMessage *message)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  goffset start;
  goffset end;
  goffset total;

  if (soup_message_headers_get_content_range (headers, &start, &end, &total))
    return total > 0 ? total : 0;
  if (soup_message_get_status (message) == SOUP_STATUS_OK &&
      soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH)
    return soup_message_headers_get_content_length (headers);
  return 0;
}

/**
 * troupe_remote_get_validator:
 * @message: an answered message
 *
 * Finds what tells one version of the content from another, fit for `If-Range` (RFC 9110, 13.1.5).
 *
 * Returns: (nullable): a strong entity tag or a date, or `NULL`
 */
const char *
troupe_remote_get_validator (SoupMessage *message)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  const char *tag = soup_message_headers_get_one (headers, "ETag");

  if (tag != NULL && !g_str_has_prefix (tag, "W/"))
    return tag;
  return soup_message_headers_get_one (headers, "Last-Modified");
}

static char *
dup_hash (const char *uri,
          guint64     size_bytes,
          const char *validator)
{
  g_autofree char *text = g_strdup_printf ("%s\n%" G_GUINT64_FORMAT "\n%s", uri, size_bytes,
                                           validator != NULL ? validator : "");

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

/**
 * troupe_remote_check:
 * @uri: an `http:` or `https:` address
 * @size_bytes: (out): the size, 0 when the server does not tell
 * @hash: (out) (transfer full): what identifies the content as far as the server tells
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Asks for the first bytes of a clip and looks at them. Worker threads only.
 *
 * Fails with `TROUPE_CLIP_ERROR_UNREACHABLE` and what troupe_remote_check_content() gives.
 *
 * Returns: whether it may be a video
 */
gboolean
troupe_remote_check (const char   *uri,
                     guint64      *size_bytes,
                     char        **hash,
                     GCancellable *cancellable,
                     GError      **error)
{
  g_autoptr (SoupSession) session = troupe_remote_new_session ();
  g_autoptr (SoupMessage) message = soup_message_new (SOUP_METHOD_GET, uri);
  g_autoptr (GInputStream) stream = NULL;
  GError *soup_error = NULL;
  guint8 data[TROUPE_MEDIA_GUESS_BYTES];
  gsize size;

  if (message == NULL)
    {
      g_set_error (error, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_UNREACHABLE,
                   "The address is not complete");
      return FALSE;
    }

  soup_message_headers_set_range (soup_message_get_request_headers (message), 0, sizeof data - 1);
  stream = soup_session_send (session, message, cancellable, &soup_error);
  if (stream == NULL)
    {
      troupe_remote_take_error (soup_error, uri, error);
      return FALSE;
    }
  /* No first byte can be had of an empty file. */
  if (soup_message_get_status (message) == SOUP_STATUS_REQUESTED_RANGE_NOT_SATISFIABLE)
    return troupe_remote_check_content (message, uri, NULL, 0, error);
  if (!troupe_remote_check_status (message, uri, error))
    return FALSE;
  if (!g_input_stream_read_all (stream, data, sizeof data, &size, cancellable, &soup_error))
    {
      troupe_remote_take_error (soup_error, uri, error);
      return FALSE;
    }
  if (!troupe_remote_check_content (message, uri, data, size, error))
    return FALSE;

  *size_bytes = troupe_remote_get_total (message);
  *hash = dup_hash (uri, *size_bytes, troupe_remote_get_validator (message));
  return TRUE;
}
