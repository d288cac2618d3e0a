/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-duration-text.h"

#include <glib/gi18n.h>

/**
 * troupe_duration_text_format:
 * @duration_us: microseconds; less than none is none
 *
 * Formats a length of time by its largest two units, as nobody needs the seconds of an hour.
 *
 * Returns: (transfer full): translated text
 */
char *
troupe_duration_text_format (gint64 duration_us)
{
  const int seconds = (int) CLAMP (duration_us / G_USEC_PER_SEC, 0, G_MAXINT);
  const int minutes = seconds / 60;
  const int hours = minutes / 60;

  if (minutes == 0)
    /* Translators: a length of time in seconds; the space does not break */
    return g_strdup_printf (C_("duration", "%d s"), seconds);
  if (hours == 0)
    /* Translators: a length of time in minutes and seconds */
    return g_strdup_printf (C_("duration", "%1$d min %2$d s"), minutes, seconds % 60);
  if (hours < 24)
    /* Translators: a length of time in hours and minutes */
    return g_strdup_printf (C_("duration", "%1$d h %2$d min"), hours, minutes % 60);
  /* Translators: a length of time in days and hours */
  return g_strdup_printf (C_("duration", "%1$d d %2$d h"), hours / 24, hours % 24);
}
