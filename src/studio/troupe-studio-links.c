/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-studio-links.h"

#include <string.h>

static char *
dup_escaped_time (gint64 time_s)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (time_s);

  return g_date_time_format (date, "%Y-%m-%dT%H%%3A%M%%3A%SZ");
}

static char *
dup_signature (const char *secret,
               const char *path,
               const char *start,
               const char *end)
{
  g_autofree char *signed_text = g_strjoin ("\n", path, start, end, NULL);
  g_autoptr (GHmac) hmac = g_hmac_new (G_CHECKSUM_SHA256, (const guchar *) secret,
                                       strlen (secret));
  g_autofree char *base64 = NULL;
  guint8 digest[32];
  gsize size = sizeof digest;

  g_hmac_update (hmac, (const guchar *) signed_text, strlen (signed_text));
  g_hmac_get_digest (hmac, digest, &size);
  base64 = g_base64_encode (digest, size);
  return g_uri_escape_string (base64, NULL, FALSE);
}

/* As the links of real services do, the signature holds both an escaped and a raw slash:
 * whoever decodes and encodes an address again breaks it. */
static char *
dup_query (const char *secret,
           const char *path,
           const char *start,
           const char *end)
{
  g_autofree char *signature = dup_signature (secret, path, start, end);

  return g_strdup_printf ("st=%s&se=%s&sig=v1%%2F%s/k1", start, end, signature);
}

static gboolean
parse_end (const char *escaped,
           gint64     *end_s)
{
  g_autofree char *text = g_uri_unescape_string (escaped, NULL);
  g_autoptr (GDateTime) date = text == NULL ? NULL : g_date_time_new_from_iso8601 (text, NULL);

  if (date == NULL)
    return FALSE;
  *end_s = g_date_time_to_unix (date);
  return TRUE;
}

/**
 * troupe_studio_links_sign:
 * @secret: the studio's own
 * @path: the encoded path of an address
 * @start_s: from when on it holds, in seconds since 1970
 * @end_s: until when it holds
 *
 * Appends a signed query to @path. Safe from any thread.
 *
 * Returns: (transfer full): path and query
 */
char *
troupe_studio_links_sign (const char *secret,
                          const char *path,
                          gint64      start_s,
                          gint64      end_s)
{
  g_autofree char *start = dup_escaped_time (start_s);
  g_autofree char *end = dup_escaped_time (end_s);
  g_autofree char *query = dup_query (secret, path, start, end);

  return g_strconcat (path, "?", query, NULL);
}

/**
 * troupe_studio_links_check:
 * @secret: the studio's own
 * @path: the path as it was asked for
 * @query: (nullable): the query as it was asked for
 * @now_s: the present, in seconds since 1970
 *
 * Looks whether @query is byte for byte what troupe_studio_links_sign() gave out, and holds.
 * Safe from any thread.
 *
 * Returns: how it stands
 */
TroupeStudioLinkState
troupe_studio_links_check (const char *secret,
                           const char *path,
                           const char *query,
                           gint64      now_s)
{
  g_auto (GStrv) pairs = g_strsplit (query == NULL ? "" : query, "&", 3);
  g_autofree char *expected = NULL;
  gint64 end_s;

  if (g_strv_length (pairs) != 3 ||
      !g_str_has_prefix (pairs[0], "st=") ||
      !g_str_has_prefix (pairs[1], "se="))
    return TROUPE_STUDIO_LINK_FORGED;
  expected = dup_query (secret, path, pairs[0] + strlen ("st="), pairs[1] + strlen ("se="));
  if (!g_str_equal (expected, query) || !parse_end (pairs[1] + strlen ("se="), &end_s))
    return TROUPE_STUDIO_LINK_FORGED;
  return now_s < end_s ? TROUPE_STUDIO_LINK_VALID : TROUPE_STUDIO_LINK_EXPIRED;
}
