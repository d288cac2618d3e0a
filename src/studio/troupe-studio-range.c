/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-studio-range.h"

#include <glib/gstdio.h>

/**
 * troupe_studio_range_dup_tag:
 * @path: a file that nobody changes any more
 * @size: its size
 *
 * Makes what tells this file from any other at its address (RFC 9110, 8.8.3).
 *
 * Returns: (transfer full): a strong entity tag
 */
char *
troupe_studio_range_dup_tag (const char *path,
                             gsize       size)
{
  GStatBuf info = { 0 };

  if (g_stat (path, &info) != 0)
    info.st_mtime = 0;    /* gone in this moment; what was mapped is still told from others by its size */
  return g_strdup_printf ("\"%" G_GSIZE_FORMAT "-%" G_GINT64_FORMAT "\"", size, (gint64) info.st_mtime);
}

/* A part of another version is of no use to whoever has the rest of this one. libsoup would cut it all the same. */
static void
drop_range_of_other (SoupMessageHeaders *request,
                     const char         *tag)
{
  const char *wanted = soup_message_headers_get_one (request, "If-Range");

  if (wanted != NULL && !g_str_equal (wanted, tag))
    soup_message_headers_remove (request, "Range");
}

/**
 * troupe_studio_range_cut:
 * @message: a request, and the answer to be
 * @whole: a file
 * @tag: its entity tag
 * @status: (inout): the status, 200 at first
 *
 * Takes the range that is asked for out of a file, without a copy. Several are left to libsoup.
 *
 * Returns: (transfer full): the body of the answer
 */
GBytes *
troupe_studio_range_cut (SoupServerMessage *message,
                         GBytes            *whole,
                         const char        *tag,
                         guint             *status)
{
  SoupMessageHeaders *request = soup_server_message_get_request_headers (message);
  SoupMessageHeaders *response = soup_server_message_get_response_headers (message);
  goffset size = (goffset) g_bytes_get_size (whole);
  GBytes *part = NULL;
  SoupRange *ranges;
  int n_ranges;

  soup_message_headers_replace (response, "Accept-Ranges", "bytes");
  soup_message_headers_replace (response, "ETag", tag);
  drop_range_of_other (request, tag);
  if (!soup_message_headers_get_ranges (request, size, &ranges, &n_ranges))
    return g_bytes_ref (whole);
  if (n_ranges == 1 && ranges[0].start >= size)
    {
      g_autofree char *value = g_strdup_printf ("bytes */%" G_GOFFSET_FORMAT, size);

      soup_message_headers_replace (response, "Content-Range", value);
      *status = SOUP_STATUS_REQUESTED_RANGE_NOT_SATISFIABLE;
      part = g_bytes_new (NULL, 0);
    }
  else if (n_ranges == 1)
    {
      goffset end = MIN (ranges[0].end, size - 1);

      soup_message_headers_set_content_range (response, ranges[0].start, end, size);
      *status = SOUP_STATUS_PARTIAL_CONTENT;
      part = g_bytes_new_from_bytes (whole, (gsize) ranges[0].start,
                                     (gsize) (end - ranges[0].start + 1));
    }
  soup_message_headers_free_ranges (request, ranges);
  return part == NULL ? g_bytes_ref (whole) : part;
}
