/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-result-part.h"

#include <string.h>

#include "troupe-remote.h"

/**
 * troupe_result_part_ask:
 * @message: a request for a result
 * @validator: what tells the version apart of which a part is there
 * @start_bytes: how much of it is there
 *
 * Asks for the rest (RFC 9110, 14.2): bytes as they are kept, and all of them if they are others by now.
 */
void
troupe_result_part_ask (SoupMessage *message,
                        const char  *validator,
                        guint64      start_bytes)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  soup_message_headers_set_range (headers, (goffset) start_bytes, -1);
  soup_message_headers_replace (headers, "If-Range", validator);
  soup_message_headers_replace (headers, "Accept-Encoding", "identity");
}

/**
 * troupe_result_part_show_key:
 * @message: a request for a result
 * @profile: of the provider to whom it goes
 * @key: the key
 *
 * Lets the key go along.
 */
void
troupe_result_part_show_key (SoupMessage   *message,
                             TroupeProfile *profile,
                             const char    *key)
{
  g_autofree char *auth = g_strconcat (troupe_profile_get_auth_prefix (profile), key, NULL);

  soup_message_headers_replace (soup_message_get_request_headers (message),
                                troupe_profile_get_auth_header (profile), auth);
}

/**
 * troupe_result_part_is_rest:
 * @message: an answer
 * @validator: (nullable): what was asked with
 * @whole_bytes: the length of the version of which a part is there, 0 where it is not known
 * @start_bytes: how much of it is there
 *
 * A part of the answer is only of use as a part of the same version, and where it was asked for. It need not repeat
 * the date that it was asked with (RFC 9110, 15.3.7), then at least the length has to be the same.
 *
 * Returns: whether the answer goes on from there
 */
gboolean
troupe_result_part_is_rest (SoupMessage *message,
                            const char  *validator,
                            guint64      whole_bytes,
                            guint64      start_bytes)
{
  const char *told = troupe_remote_get_validator (message);
  goffset start, end, total;

  if (start_bytes == 0 || validator == NULL || soup_message_get_status (message) != SOUP_STATUS_PARTIAL_CONTENT ||
      !soup_message_headers_get_content_range (soup_message_get_response_headers (message), &start, &end, &total) ||
      (guint64) start != start_bytes)
    return FALSE;
  if (told != NULL && !g_str_equal (told, validator))
    return FALSE;
  return whole_bytes > 0 && total >= 0 ? (guint64) total == whole_bytes : told != NULL;
}

/**
 * troupe_result_part_is_message:
 * @message: an answer
 *
 * Returns: whether what comes is for somebody to read, and no result
 */
gboolean
troupe_result_part_is_message (SoupMessage *message)
{
  static const char * const types[] = {
    "application/xhtml+xml", "application/json", "application/problem+json", "application/xml",
  };
  const char *type = soup_message_headers_get_content_type (soup_message_get_response_headers (message), NULL);

  if (type != NULL && g_ascii_strncasecmp (type, "text/", strlen ("text/")) == 0)
    return TRUE;
  for (gsize i = 0; type != NULL && i < G_N_ELEMENTS (types); i++)
    if (g_ascii_strcasecmp (type, types[i]) == 0)
      return TRUE;
  return FALSE;
}

/**
 * troupe_result_part_dup_fault:
 * @message: an answer that is no result
 *
 * Returns: (transfer full) (nullable): why not, or `NULL` for a refusal, which its body explains
 */
char *
troupe_result_part_dup_fault (SoupMessage *message)
{
  const char *type = soup_message_headers_get_content_type (soup_message_get_response_headers (message), NULL);

  if (!SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (message)))
    return NULL;
  if (soup_message_get_status (message) == SOUP_STATUS_PARTIAL_CONTENT)
    return g_strdup ("a part of the result where all of it was asked for");
  return g_strdup_printf ("a web page or a message (%s) instead of the result", type != NULL ? type : "of no type");
}
