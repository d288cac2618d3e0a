/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-time.h"

#include <locale.h>
#include <math.h>
#include <string.h>

#include "troupe-clip-error.h"

/* Hours, minutes, seconds and, in the frame form, frames */
#define MAX_FIELDS 4

/* Nine digits of seconds are 31 years, and a billion times as many nanoseconds still fit. */
#define MAX_DIGITS 9

#define MS (TROUPE_TIME_SECOND / 1000)

static gboolean
fail (GError    **error,
      const char *text,
      const char *why)
{
  g_set_error (error, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_TIME, "“%s” is no time: %s", text, why);
  return FALSE;
}

static gboolean
parse_whole (const char *text,
             guint64    *value)
{
  gsize n_digits = strspn (text, "0123456789");

  if (n_digits == 0 || n_digits > MAX_DIGITS || text[n_digits] != '\0')
    return FALSE;

  *value = g_ascii_strtoull (text, NULL, 10);
  return TRUE;
}

/* Accepts the point, the comma and whatever else the language writes before decimals. */
static char *
dup_with_points (const char *text)
{
  const char *local = localeconv ()->decimal_point;
  g_autoptr (GString) result = g_string_new (text);

  if (*local != '\0' && !g_str_equal (local, "."))
    g_string_replace (result, local, ".", 0);
  g_string_replace (result, ",", ".", 0);

  return g_string_free_and_steal (g_steal_pointer (&result));
}

/* Fields from the left; the last one holds seconds. */
static gboolean
parse_clock (char      **fields,
             guint       n_fields,
             const char *text,
             guint64    *time_ns,
             GError    **error)
{
  guint64 seconds_ns;
  guint64 minutes = 0;
  guint64 hours = 0;

  if (!troupe_time_parse_seconds (fields[n_fields - 1], -1, &seconds_ns))
    return fail (error, text, "expected seconds such as 75 or 75.25");
  if (n_fields > 1 && !parse_whole (fields[n_fields - 2], &minutes))
    return fail (error, text, "expected minutes as a whole number");
  if (n_fields > 2 && !parse_whole (fields[n_fields - 3], &hours))
    return fail (error, text, "expected hours as a whole number");
  if (n_fields > 1 && seconds_ns >= 60 * TROUPE_TIME_SECOND)
    return fail (error, text, "seconds after minutes go up to 59");
  if (n_fields > 2 && minutes > 59)
    return fail (error, text, "minutes after hours go up to 59");
  if (hours > 999999 || minutes > 99999999)
    return fail (error, text, "it is too long");

  *time_ns = (hours * 3600 + minutes * 60) * TROUPE_TIME_SECOND + seconds_ns;
  return TRUE;
}

/* The frame form: the last field counts frames of the second before it. */
static gboolean
parse_frames (char      **fields,
              guint       n_fields,
              double      frame_rate,
              const char *text,
              guint64    *time_ns,
              GError    **error)
{
  guint64 n_frames;
  guint64 clock_ns = 0;

  if (!(frame_rate > 0))
    return fail (error, text, "frames cannot be counted without a frame rate");
  if (!parse_whole (fields[n_fields - 1], &n_frames))
    return fail (error, text, "expected a whole number of frames");
  if (n_fields > 1 && n_frames >= ceil (frame_rate))
    return fail (error, text, "a second has not so many frames");
  if (n_fields > 1 && !parse_clock (fields, n_fields - 1, text, &clock_ns, error))
    return FALSE;

  *time_ns = clock_ns + (guint64) llround (n_frames * (double) TROUPE_TIME_SECOND / frame_rate);
  return TRUE;
}

static gboolean
parse_absolute (const char *number,
                double      frame_rate,
                const char *text,
                guint64    *time_ns,
                GError    **error)
{
  g_autofree char *plain = dup_with_points (number);
  gboolean has_frames = g_str_has_suffix (plain, "f");
  g_auto (GStrv) fields = NULL;
  guint n_fields;

  if (has_frames)
    plain[strlen (plain) - 1] = '\0';

  fields = g_strsplit (plain, ":", MAX_FIELDS + 1);
  n_fields = g_strv_length (fields);
  if (n_fields == 0)
    return fail (error, text, has_frames ? "expected a whole number of frames"
                                         : "expected seconds such as 75 or 75.25");
  if (n_fields > (has_frames ? MAX_FIELDS : MAX_FIELDS - 1))
    return fail (error, text, "it has too many parts");

  return has_frames ? parse_frames (fields, n_fields, frame_rate, text, time_ns, error)
                    : parse_clock (fields, n_fields, text, time_ns, error);
}

/* Returns what stands behind the sign, and the sign; U+2212 is a minus too. */
static const char *
skip_sign (const char *text,
           int        *sign)
{
  *sign = 0;
  if (*text == '+')
    *sign = 1;
  else if (*text == '-' || g_str_has_prefix (text, "−"))
    *sign = -1;

  return *sign == 0 ? text : g_utf8_next_char (text);
}

/**
 * troupe_time_parse:
 * @text: what a person typed: `75`, `1:15.25`, `1:02:03.5`, `1:15:06f`, `+0.5`, `-0.5`
 * @base_ns: the time a leading sign is relative to, in nanoseconds
 * @frame_rate: frames a second for the frame form, or 0 where there is none
 * @time_ns: (out): the time in nanoseconds
 * @error: return location for an error
 *
 * Reads a time.
 *
 * Decimals may follow a point, a comma or the separator of the language. In the frame form, which
 * ends in `f`, the last part counts frames within the second; `90f` alone counts from the start.
 * Safe from any thread. Fails with `TROUPE_CLIP_ERROR_TIME`, saying what is wrong.
 *
 * Returns: whether @text is a time
 */
gboolean
troupe_time_parse (const char *text,
                   guint64     base_ns,
                   double      frame_rate,
                   guint64    *time_ns,
                   GError    **error)
{
  g_autofree char *stripped = NULL;
  const char *number;
  guint64 parsed_ns;
  int sign;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (time_ns != NULL, FALSE);

  stripped = g_strstrip (g_strdup (text));
  number = skip_sign (stripped, &sign);
  if (!parse_absolute (number, frame_rate, stripped, &parsed_ns, error))
    return FALSE;
  if (sign < 0 && parsed_ns > base_ns)
    return fail (error, stripped, "it lies before the start");

  *time_ns = sign < 0 ? base_ns - parsed_ns : sign > 0 ? base_ns + parsed_ns : parsed_ns;
  return TRUE;
}

/**
 * troupe_time_format:
 * @time_ns: a time in nanoseconds
 * @decimals: how many decimals of a second to show, at most 9
 *
 * Writes a time for a person: `1:15.25`, from an hour on `1:02:03.50`.
 *
 * The last decimal is rounded; the separator before it is that of the language. Safe from any
 * thread.
 *
 * Returns: (transfer full): the text
 */
char *
troupe_time_format (guint64 time_ns,
                    guint   decimals)
{
  guint64 unit = TROUPE_TIME_SECOND;
  guint64 n_units;
  guint64 per_second;
  guint64 seconds;
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (decimals <= 9, NULL);

  for (guint i = 0; i < decimals; i++)
    unit /= 10;
  n_units = time_ns / unit + (time_ns % unit >= unit - time_ns % unit ? 1 : 0);
  per_second = TROUPE_TIME_SECOND / unit;
  seconds = n_units / per_second;

  if (seconds >= 3600)
    g_string_printf (text, "%" G_GUINT64_FORMAT ":%02u:%02u", seconds / 3600,
                     (guint) (seconds / 60 % 60), (guint) (seconds % 60));
  else
    g_string_printf (text, "%u:%02u", (guint) (seconds / 60), (guint) (seconds % 60));
  if (decimals > 0)
    g_string_append_printf (text, "%s%0*" G_GUINT64_FORMAT, localeconv ()->decimal_point,
                            (int) decimals, n_units % per_second);

  return g_string_free_and_steal (g_steal_pointer (&text));
}

/**
 * troupe_time_parse_seconds:
 * @text: seconds with a decimal point: `75`, `1.25`, `.5`
 * @length: how many bytes of @text to read, or -1 for all of it
 * @time_ns: (out): the time in nanoseconds
 *
 * Reads seconds as they stand in requests, whatever the language, without rounding through a
 * floating-point number; decimals past the ninth are dropped. Safe from any thread.
 *
 * Returns: whether @text is a number of seconds and nothing else
 */
gboolean
troupe_time_parse_seconds (const char *text,
                           gssize      length,
                           guint64    *time_ns)
{
  gsize size;
  gsize i = 0;
  guint64 seconds = 0;
  guint64 unit = TROUPE_TIME_SECOND;
  guint64 fraction_ns = 0;
  gsize n_digits = 0;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (time_ns != NULL, FALSE);

  size = length < 0 ? strlen (text) : (gsize) length;
  for (; i < size && g_ascii_isdigit (text[i]); i++, n_digits++)
    {
      if (n_digits == MAX_DIGITS)
        return FALSE;
      seconds = seconds * 10 + g_ascii_digit_value (text[i]);
    }
  if (i < size && text[i] == '.')
    for (i++; i < size && g_ascii_isdigit (text[i]); i++, n_digits++)
      {
        unit /= 10;
        fraction_ns += unit * g_ascii_digit_value (text[i]);
      }
  if (n_digits == 0 || i != size)
    return FALSE;

  *time_ns = seconds * TROUPE_TIME_SECOND + fraction_ns;
  return TRUE;
}

/**
 * troupe_time_get_plural:
 * @time_ns: a time, in nanoseconds
 *
 * Tells which plural a number of seconds takes when it is written with up to three decimals: that of
 * the number itself, or for one with decimals that of a few, as in “1.5 seconds”. Safe from any
 * thread.
 *
 * Returns: a number for ngettext()
 */
guint
troupe_time_get_plural (guint64 time_ns)
{
  guint64 time_ms = (time_ns + MS / 2) / MS;

  return time_ms % 1000 == 0 ? (guint) (time_ms / 1000) : 2;
}
