/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-range.h"

#include <string.h>

#include "troupe-clip-error.h"
#include "troupe-time.h"

/* 3 s is the longest that nearly every provider takes. */
#define DEFAULT_LENGTH_NS (3 * TROUPE_TIME_SECOND)

/* What a span leaves of a clip. Lengths are multiples of quantum_ns, a multiple of grid_ns. */
typedef struct
{
  guint64 grid_ns;
  guint64 quantum_ns;
  guint64 duration_ns;    /* rounded down to the grid */
  guint64 min_ns;
  guint64 max_ns;         /* less than min_ns when the clip is too short */
} Limits;

static guint64
round_down (guint64 value,
            guint64 unit)
{
  return value - value % unit;
}

static guint64
round_up (guint64 value,
          guint64 unit)
{
  return value % unit == 0 ? value : round_down (value, unit) + unit;
}

static guint64
round_nearest (guint64 value,
               guint64 unit)
{
  guint64 rest = value % unit;

  return rest < unit - rest ? value - rest : value - rest + unit;
}

static guint64
least_common_multiple (guint64 a,
                       guint64 b)
{
  guint64 divisor = a;

  for (guint64 rest = b; rest != 0;)
    {
      guint64 next = divisor % rest;

      divisor = rest;
      rest = next;
    }

  return a / divisor * b;
}

static Limits
limits_of (const TroupeSpan *span,
           guint64           duration_ns)
{
  Limits limits;

  limits.grid_ns = MAX (span->grid_ns, 1);
  limits.quantum_ns = least_common_multiple (limits.grid_ns, MAX (span->step_ns, 1));
  limits.duration_ns = round_down (duration_ns, limits.grid_ns);
  limits.min_ns = MAX (round_up (span->min_ns, limits.quantum_ns), limits.quantum_ns);
  limits.max_ns = round_down (MIN (span->max_ns, limits.duration_ns), limits.quantum_ns);

  return limits;
}

/* A clip too short for the span has only one range, all of it; troupe_range_check() refuses it. */
static gboolean
is_too_short (const Limits *limits)
{
  return limits->max_ns < limits->min_ns;
}

static guint64
clamp_length (const Limits *limits,
              guint64       length_ns,
              guint64       room_ns)
{
  return CLAMP (length_ns, limits->min_ns,
                MIN (limits->max_ns, round_down (room_ns, limits->quantum_ns)));
}

static guint64
clamp_start (const Limits *limits,
             guint64       start_ns,
             guint64       length_ns)
{
  return MIN (round_down (start_ns, limits->grid_ns), limits->duration_ns - length_ns);
}

static guint64
clamp_end (const Limits *limits,
           guint64       end_ns)
{
  return CLAMP (end_ns, limits->min_ns, limits->duration_ns);
}

static TroupeRange
range_from_start (guint64 start_ns,
                  guint64 length_ns)
{
  return (TroupeRange) { start_ns, start_ns + length_ns };
}

static TroupeRange
range_to_end (guint64 end_ns,
              guint64 length_ns)
{
  return (TroupeRange) { end_ns - length_ns, end_ns };
}

/**
 * troupe_range_default:
 * @span: what the provider accepts
 * @duration_ns: how long the clip is, in nanoseconds
 * @around_ns: where its middle would be, in nanoseconds
 *
 * Chooses the range a clip opens with: 3 seconds, or the length nearest to it that clip and @span
 * allow. Safe from any thread.
 *
 * Returns: a range that troupe_range_check() accepts, or all of a clip that is too short
 */
TroupeRange
troupe_range_default (const TroupeSpan *span,
                      guint64           duration_ns,
                      guint64           around_ns)
{
  Limits limits = limits_of (span, duration_ns);
  guint64 length_ns;

  if (is_too_short (&limits))
    return range_from_start (0, duration_ns);

  length_ns = clamp_length (&limits, round_down (DEFAULT_LENGTH_NS, limits.quantum_ns),
                            limits.duration_ns);

  return range_from_start (clamp_start (&limits, around_ns - MIN (around_ns, length_ns / 2),
                                        length_ns),
                           length_ns);
}

/**
 * troupe_range_with_start:
 * @range: the range before
 * @start_ns: where the start is wanted, in nanoseconds
 * @span: what the provider accepts
 * @duration_ns: how long the clip is, in nanoseconds
 * @policy: what happens at a limit
 *
 * Moves the start of a range as near to @start_ns as @span and clip allow.
 *
 * The start is rounded down to the grid, so that a frame which begins at @start_ns stays inside.
 * With %TROUPE_RANGE_STOP the end of a valid range never moves. Safe from any thread.
 *
 * Returns: a range that troupe_range_check() accepts, or all of a clip that is too short
 */
TroupeRange
troupe_range_with_start (const TroupeRange *range,
                         guint64            start_ns,
                         const TroupeSpan  *span,
                         guint64            duration_ns,
                         TroupeRangePolicy  policy)
{
  Limits limits = limits_of (span, duration_ns);
  guint64 end_ns;
  guint64 length_ns;

  if (is_too_short (&limits))
    return range_from_start (0, duration_ns);

  if (policy == TROUPE_RANGE_PUSH)
    {
      start_ns = clamp_start (&limits, start_ns, limits.min_ns);
      length_ns = round_nearest (range->end_ns - MIN (range->end_ns, start_ns), limits.quantum_ns);
      length_ns = clamp_length (&limits, length_ns, limits.duration_ns - start_ns);
      return range_from_start (start_ns, length_ns);
    }

  end_ns = clamp_end (&limits, round_down (range->end_ns, limits.grid_ns));
  start_ns = MIN (start_ns, end_ns);
  length_ns = round_up (end_ns - start_ns, limits.quantum_ns);
  return range_to_end (end_ns, clamp_length (&limits, length_ns, end_ns));
}

/**
 * troupe_range_with_end:
 * @range: the range before
 * @end_ns: where the end is wanted, in nanoseconds
 * @span: what the provider accepts
 * @duration_ns: how long the clip is, in nanoseconds
 * @policy: what happens at a limit
 *
 * Moves the end of a range as near to @end_ns as @span and clip allow.
 *
 * With %TROUPE_RANGE_STOP the start of a valid range never moves. Safe from any thread.
 *
 * Returns: a range that troupe_range_check() accepts, or all of a clip that is too short
 */
TroupeRange
troupe_range_with_end (const TroupeRange *range,
                       guint64            end_ns,
                       const TroupeSpan  *span,
                       guint64            duration_ns,
                       TroupeRangePolicy  policy)
{
  Limits limits = limits_of (span, duration_ns);
  guint64 start_ns;
  guint64 length_ns;

  if (is_too_short (&limits))
    return range_from_start (0, duration_ns);

  end_ns = MIN (end_ns, limits.duration_ns);
  if (policy == TROUPE_RANGE_PUSH)
    {
      end_ns = clamp_end (&limits, round_nearest (end_ns, limits.grid_ns));
      length_ns = round_nearest (end_ns - MIN (end_ns, range->start_ns), limits.quantum_ns);
      return range_to_end (end_ns, clamp_length (&limits, length_ns, end_ns));
    }

  start_ns = clamp_start (&limits, range->start_ns, limits.min_ns);
  length_ns = round_nearest (end_ns - MIN (end_ns, start_ns), limits.quantum_ns);
  return range_from_start (start_ns,
                           clamp_length (&limits, length_ns, limits.duration_ns - start_ns));
}

/**
 * troupe_range_moved_to:
 * @range: the range before
 * @start_ns: where the start is wanted, in nanoseconds
 * @span: what the provider accepts
 * @duration_ns: how long the clip is, in nanoseconds
 *
 * Moves a whole range. A valid length stays the same to the nanosecond; one that is not valid for
 * @span becomes so. Safe from any thread.
 *
 * Returns: a range that troupe_range_check() accepts, or all of a clip that is too short
 */
TroupeRange
troupe_range_moved_to (const TroupeRange *range,
                       guint64            start_ns,
                       const TroupeSpan  *span,
                       guint64            duration_ns)
{
  Limits limits = limits_of (span, duration_ns);
  guint64 length_ns = range->end_ns - MIN (range->end_ns, range->start_ns);

  if (is_too_short (&limits))
    return range_from_start (0, duration_ns);

  length_ns = clamp_length (&limits, round_nearest (length_ns, limits.quantum_ns),
                            limits.duration_ns);
  return range_from_start (clamp_start (&limits, start_ns, length_ns), length_ns);
}

/**
 * troupe_range_rebased:
 * @range: a range
 *
 * Tells where a range stands in the clip that is cut by it. Safe from any thread.
 *
 * Returns: a range of the same length that starts at 0
 */
TroupeRange
troupe_range_rebased (const TroupeRange *range)
{
  return (TroupeRange) { 0, range->end_ns - range->start_ns };
}

/* 0 when it is too large to be of use */
static guint64
common_unit (guint64 a,
             guint64 b)
{
  guint64 unit = least_common_multiple (MAX (a, 1), MAX (b, 1));

  return unit % MAX (a, 1) == 0 && unit % MAX (b, 1) == 0 && unit <= G_MAXINT64 ? unit : 0;
}

/**
 * troupe_span_intersect:
 * @self: what one provider accepts
 * @other: what another one does
 * @duration_ns: how long the clip is, in nanoseconds
 *
 * Narrows @self to what both accept. Safe from any thread.
 *
 * Returns: whether there is such a range in the clip; if not, @self is as before
 */
gboolean
troupe_span_intersect (TroupeSpan       *self,
                       const TroupeSpan *other,
                       guint64           duration_ns)
{
  TroupeSpan both = {
    .min_ns = MAX (self->min_ns, other->min_ns),
    .max_ns = MIN (self->max_ns, other->max_ns),
    .step_ns = common_unit (self->step_ns, other->step_ns),
    .grid_ns = common_unit (self->grid_ns, other->grid_ns),
  };
  Limits limits;

  if (both.step_ns == 0 || both.grid_ns == 0 || common_unit (both.step_ns, both.grid_ns) == 0)
    return FALSE;

  limits = limits_of (&both, duration_ns);
  if (is_too_short (&limits))
    return FALSE;

  *self = both;
  return TRUE;
}

/**
 * troupe_range_equal:
 * @a: a range
 * @b: another one
 *
 * Compares to the nanosecond. Safe from any thread.
 *
 * Returns: whether both are the same
 */
gboolean
troupe_range_equal (const TroupeRange *a,
                    const TroupeRange *b)
{
  return a->start_ns == b->start_ns && a->end_ns == b->end_ns;
}

static gboolean
fail (GError        **error,
      TroupeClipError code,
      const char     *what,
      guint64         is_ns,
      const char     *limit,
      guint64         limit_ns)
{
  g_autofree char *is_text = troupe_time_format (is_ns, 3);
  g_autofree char *limit_text = troupe_time_format (limit_ns, 3);

  g_set_error (error, TROUPE_CLIP_ERROR, code, "%s is %s; %s is %s", what, is_text, limit,
               limit_text);
  return FALSE;
}

static gboolean
check_clip (const TroupeRange *range,
            guint64            duration_ns,
            GError           **error)
{
  if (range->end_ns <= range->start_ns)
    return fail (error, TROUPE_CLIP_ERROR_RANGE, "The end of the range", range->end_ns,
                 "its start", range->start_ns);
  if (range->end_ns > duration_ns)
    return fail (error, TROUPE_CLIP_ERROR_RANGE, "The end of the range", range->end_ns,
                 "the end of the clip", duration_ns);
  return TRUE;
}

static gboolean
check_span (const TroupeRange *range,
            const TroupeSpan  *span,
            const Limits      *limits,
            GError           **error)
{
  guint64 length_ns = range->end_ns - range->start_ns;

  if (length_ns < limits->min_ns)
    return fail (error, TROUPE_CLIP_ERROR_RANGE, "The length of the range", length_ns,
                 "the least", limits->min_ns);
  if (length_ns > span->max_ns)
    return fail (error, TROUPE_CLIP_ERROR_RANGE, "The length of the range", length_ns,
                 "the most", span->max_ns);
  if (length_ns % limits->quantum_ns != 0)
    return fail (error, TROUPE_CLIP_ERROR_RANGE, "The length of the range", length_ns,
                 "the step", limits->quantum_ns);
  if (range->start_ns % limits->grid_ns != 0)
    return fail (error, TROUPE_CLIP_ERROR_RANGE, "The start of the range", range->start_ns,
                 "the step", limits->grid_ns);
  return TRUE;
}

/**
 * troupe_range_check:
 * @range: a range
 * @span: (nullable): what the provider accepts, or `NULL` to hold it against the clip alone
 * @duration_ns: how long the clip is, in nanoseconds
 * @error: return location for an error
 *
 * Tells whether a range lies inside the clip and obeys a span. Safe from any thread.
 *
 * Fails with `TROUPE_CLIP_ERROR_TOO_SHORT` when the clip has no range that @span accepts, and with
 * `TROUPE_CLIP_ERROR_RANGE` when another range would do.
 *
 * Returns: whether @range can be sent
 */
gboolean
troupe_range_check (const TroupeRange *range,
                    const TroupeSpan  *span,
                    guint64            duration_ns,
                    GError           **error)
{
  Limits limits;

  g_return_val_if_fail (range != NULL, FALSE);

  if (span == NULL)
    return check_clip (range, duration_ns, error);

  limits = limits_of (span, duration_ns);
  if (is_too_short (&limits))
    return fail (error, TROUPE_CLIP_ERROR_TOO_SHORT, "The clip", duration_ns,
                 "the shortest range", limits.min_ns);

  return check_clip (range, duration_ns, error) && check_span (range, span, &limits, error);
}

static guint
decimals_of (guint64 step_ns)
{
  guint decimals = 9;

  if (step_ns == 0)
    return 9;
  for (guint64 unit = 1; decimals > 0 && step_ns % (unit * 10) == 0; unit *= 10)
    decimals--;
  return decimals;
}

static void
append_seconds (GString *text,
                guint64  time_ns,
                guint    decimals)
{
  guint64 unit = TROUPE_TIME_SECOND;

  for (guint i = 0; i < decimals; i++)
    unit /= 10;
  time_ns = round_nearest (time_ns, unit);
  g_string_append_printf (text, "%" G_GUINT64_FORMAT ".%09" G_GUINT64_FORMAT,
                          time_ns / TROUPE_TIME_SECOND, time_ns % TROUPE_TIME_SECOND);

  while (text->str[text->len - 1] == '0')
    g_string_truncate (text, text->len - 1);
  if (text->str[text->len - 1] == '.')
    g_string_truncate (text, text->len - 1);
}

/**
 * troupe_range_format:
 * @range: a range that troupe_range_check() accepts
 * @span: (nullable): the span whose steps tell the decimals, or `NULL` for all of them
 *
 * Writes a range as it is sent: seconds, a comma between them, a decimal point whatever the
 * language, and no more decimals than needed: `1,3`, `0,2.5`. Safe from any thread.
 *
 * Returns: (transfer full): the text
 */
char *
troupe_range_format (const TroupeRange *range,
                     const TroupeSpan  *span)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint decimals = 9;

  if (span != NULL && span->grid_ns != 0)
    decimals = MAX (decimals_of (span->grid_ns), decimals_of (span->step_ns));
  else if (span != NULL)
    decimals = decimals_of (span->step_ns);

  append_seconds (text, range->start_ns, decimals);
  g_string_append_c (text, ',');
  append_seconds (text, range->end_ns, decimals);

  return g_string_free_and_steal (g_steal_pointer (&text));
}

/**
 * troupe_range_parse:
 * @text: two times in seconds with a comma between them: `1,3`, `0.5, 2.25`
 * @range: (out): the range
 * @error: return location for an error
 *
 * Reads a range as troupe_range_format() writes it; blanks around a number are allowed. Safe from
 * any thread. Fails with `TROUPE_CLIP_ERROR_RANGE`.
 *
 * Returns: whether @text is a range
 */
gboolean
troupe_range_parse (const char  *text,
                    TroupeRange *range,
                    GError     **error)
{
  g_auto (GStrv) parts = NULL;
  TroupeRange parsed;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (range != NULL, FALSE);

  parts = g_strsplit (text, ",", 3);
  if (g_strv_length (parts) != 2 ||
      !troupe_time_parse_seconds (g_strstrip (parts[0]), -1, &parsed.start_ns) ||
      !troupe_time_parse_seconds (g_strstrip (parts[1]), -1, &parsed.end_ns))
    {
      g_set_error (error, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_RANGE,
                   "“%s” is no range: expected two times in seconds such as 1,3", text);
      return FALSE;
    }
  if (parsed.end_ns <= parsed.start_ns)
    {
      g_set_error (error, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_RANGE,
                   "“%s” is no range: the end must come after the start", text);
      return FALSE;
    }

  *range = parsed;
  return TRUE;
}
