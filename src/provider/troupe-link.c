/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-link.h"

#define LAST_S (G_MAXINT64 / G_USEC_PER_SEC)

/* How the common kinds of storage sign addresses: a time, seconds since 1970, or seconds from another time on */
static const struct
{
  const char *name;
  const char *since;    /* or NULL */
} ends[] = {
  { "se", NULL },
  { "X-Amz-Expires", "X-Amz-Date" },
  { "X-Goog-Expires", "X-Goog-Date" },
  { "Expires", NULL },
  { "x-expires", NULL },
};

static const char *
find (GHashTable *query,
      const char *name)
{
  const char *value = g_hash_table_lookup (query, name);

  return value != NULL && *value != '\0' ? value : NULL;
}

static gint64
read_seconds (const char *text)
{
  gint64 seconds;

  return g_ascii_string_to_signed (text, 10, 1, LAST_S, &seconds, NULL) ? seconds * G_USEC_PER_SEC : G_MAXINT64;
}

static gint64
read_time (const char *text)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, utc);

  return time != NULL ? g_date_time_to_unix_usec (time) : G_MAXINT64;
}

static gint64
read_end (GHashTable *query,
          guint       position)
{
  const char *end = find (query, ends[position].name);
  const char *since = ends[position].since != NULL ? find (query, ends[position].since) : NULL;
  gint64 end_us, since_us;

  if (end == NULL || (ends[position].since != NULL && since == NULL))
    return G_MAXINT64;
  end_us = read_seconds (end);
  if (since == NULL)
    return end_us != G_MAXINT64 ? end_us : read_time (end);

  since_us = read_time (since);
  return end_us != G_MAXINT64 && since_us != G_MAXINT64 && end_us < G_MAXINT64 - since_us ? since_us + end_us
                                                                                          : G_MAXINT64;
}

/**
 * troupe_link_get_end_us:
 * @uri: an address
 *
 * Reads from a signed address when it ends to be one. Safe from any thread.
 *
 * Returns: microseconds since 1970, `G_MAXINT64` where it does not tell
 */
gint64
troupe_link_get_end_us (GUri *uri)
{
  g_autoptr (GHashTable) query = NULL;
  gint64 first_us = G_MAXINT64;

  g_return_val_if_fail (uri != NULL, G_MAXINT64);

  if (g_uri_get_query (uri) != NULL)
    query = g_uri_parse_params (g_uri_get_query (uri), -1, "&", G_URI_PARAMS_CASE_INSENSITIVE, NULL);
  for (guint i = 0; query != NULL && i < G_N_ELEMENTS (ends); i++)
    first_us = MIN (first_us, read_end (query, i));
  return first_us;
}
