/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-studio-timestamps.h"

#include "troupe-studio-error.h"

#define NS_PER_S G_GUINT64_CONSTANT (1000000000)
#define NS_PER_HUNDREDTH (NS_PER_S / 100)

/* A clip cut to n frames is up to one frame shorter than the range it was cut for. */
#define END_TOLERANCE_NS (NS_PER_S / 10)

#define MAX_SECONDS_DIGITS 5

/* (0|[1-9][0-9]{0,4})(\.[0-9]{1,2})? */
static gboolean
parse_seconds (const char **text,
               guint64     *time_ns)
{
  const char *cursor = *text;
  guint64 hundredths = 0;
  int n_digits = 0;

  for (; g_ascii_isdigit (*cursor); cursor++, n_digits++)
    {
      if (n_digits == MAX_SECONDS_DIGITS || (n_digits > 0 && **text == '0'))
        return FALSE;
      hundredths = hundredths * 10 + (guint64) (*cursor - '0') * 100;
    }
  if (n_digits == 0)
    return FALSE;

  if (*cursor == '.')
    {
      if (!g_ascii_isdigit (cursor[1]))
        return FALSE;
      hundredths += (guint64) (cursor[1] - '0') * 10;
      cursor += 2;
      if (g_ascii_isdigit (*cursor))
        hundredths += (guint64) (*cursor++ - '0');
    }
  *text = cursor;
  *time_ns = hundredths * NS_PER_HUNDREDTH;
  return TRUE;
}

static gboolean
parse_pair (const char  *text,
            TroupeRange *range)
{
  if (!parse_seconds (&text, &range->start_ns) || *text++ != ',')
    return FALSE;
  return parse_seconds (&text, &range->end_ns) && *text == '\0';
}

static double
seconds (guint64 time_ns)
{
  return (double) time_ns / NS_PER_S;
}

/**
 * troupe_studio_timestamps_parse:
 * @text: what the request says
 * @min_ns: the shortest range, in nanoseconds
 * @max_ns: the longest
 * @range: (out): the range it names
 * @error: return location for an error
 *
 * Reads `timestamps` strictly. Safe from any thread.
 *
 * Fails with `TROUPE_STUDIO_ERROR_TIMESTAMPS`.
 *
 * Returns: whether it is such a range
 */
gboolean
troupe_studio_timestamps_parse (const char  *text,
                                guint64      min_ns,
                                guint64      max_ns,
                                TroupeRange *range,
                                GError     **error)
{
  guint64 span_ns;

  if (!parse_pair (text, range))
    {
      g_autofree char *shown = g_utf8_truncate_middle (text, 40);

      g_set_error (error, TROUPE_STUDIO_ERROR, TROUPE_STUDIO_ERROR_TIMESTAMPS,
                   "timestamps must be \"start,end\" in seconds with at most two decimals, "
                   "such as \"1,3\", not \"%s\"", shown);
      return FALSE;
    }
  if (range->end_ns <= range->start_ns)
    {
      g_set_error (error, TROUPE_STUDIO_ERROR, TROUPE_STUDIO_ERROR_TIMESTAMPS,
                   "timestamps \"%s\" must end after they start", text);
      return FALSE;
    }
  span_ns = range->end_ns - range->start_ns;
  if (span_ns < min_ns || span_ns > max_ns)
    {
      g_set_error (error, TROUPE_STUDIO_ERROR, TROUPE_STUDIO_ERROR_TIMESTAMPS,
                   "timestamps \"%s\" span %.2f seconds, it must be %s %g seconds", text,
                   seconds (span_ns), span_ns < min_ns ? "at least" : "at most",
                   seconds (span_ns < min_ns ? min_ns : max_ns));
      return FALSE;
    }
  return TRUE;
}

/**
 * troupe_studio_timestamps_fit:
 * @range: a range, trimmed when it ends a moment after the video
 * @duration_ns: the length of the video, in nanoseconds
 * @error: return location for an error
 *
 * Checks that @range lies inside the video. Safe from any thread.
 *
 * Fails with `TROUPE_STUDIO_ERROR_TIMESTAMPS`.
 *
 * Returns: whether it does
 */
gboolean
troupe_studio_timestamps_fit (TroupeRange *range,
                              guint64      duration_ns,
                              GError     **error)
{
  if (range->end_ns > duration_ns + END_TOLERANCE_NS)
    {
      g_set_error (error, TROUPE_STUDIO_ERROR, TROUPE_STUDIO_ERROR_TIMESTAMPS,
                   "timestamps end at %.2f seconds, but the video is only %.2f seconds long",
                   seconds (range->end_ns), seconds (duration_ns));
      return FALSE;
    }
  range->end_ns = MIN (range->end_ns, duration_ns);
  return TRUE;
}
