/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-date-text.h"

#include <glib/gi18n.h>

/**
 * troupe_date_text_format:
 * @time_us: microseconds since 1970, UTC
 *
 * Formats the day of a time, in the person's language and time zone.
 *
 * Returns: (transfer full): translated text
 */
char *
troupe_date_text_format (gint64 time_us)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local_usec (time_us);

  if (time == NULL)    /* outside of what a calendar knows */
    return g_strdup (C_("date", "Unknown"));

  /* Translators: a day, as of g_date_time_format(): %-d is the day, %B the month, %Y the year */
  return g_date_time_format (time, C_("date", "%-d %B %Y"));
}
