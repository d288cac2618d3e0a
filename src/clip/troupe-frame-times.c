/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-frame-times.h"

#include "troupe-time.h"

/* Containers round times, Matroska to the millisecond; two roundings make 2 ms. */
#define ROUNDING_NS (2 * TROUPE_TIME_SECOND / 1000)

static guint64
nth (GArray *times,
     guint   n)
{
  return g_array_index (times, guint64, n);
}

/**
 * troupe_frame_times_find:
 * @times: (element-type guint64): at least one time
 * @time_ns: a time in nanoseconds
 *
 * Finds the frame on display at a time. Safe from any thread.
 *
 * Returns: the index of the last time that is not after @time_ns, 0 when all are
 */
guint
troupe_frame_times_find (GArray *times,
                         guint64 time_ns)
{
  guint low = 0;
  guint high = times->len;

  g_return_val_if_fail (times->len > 0, 0);

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (nth (times, middle) <= time_ns)
        low = middle;
      else
        high = middle;
    }

  return low;
}

/**
 * troupe_frame_times_mean_ns:
 * @times: (element-type guint64): times
 *
 * Measures the mean distance of two frames. Safe from any thread.
 *
 * Returns: nanoseconds, 0 when there are fewer than two frames
 */
guint64
troupe_frame_times_mean_ns (GArray *times)
{
  return times->len < 2 ? 0 : (nth (times, times->len - 1) - nth (times, 0)) / (times->len - 1);
}

/**
 * troupe_frame_times_are_uneven:
 * @times: (element-type guint64): times
 *
 * Tells a variable frame rate from a constant one that a container rounded. Safe from any thread.
 *
 * Returns: whether frames are shown for unequal times
 */
gboolean
troupe_frame_times_are_uneven (GArray *times)
{
  guint64 mean_ns = troupe_frame_times_mean_ns (times);
  guint64 tolerance_ns = MAX (ROUNDING_NS, mean_ns / 10);

  for (guint i = 1; i < times->len; i++)
    {
      guint64 distance_ns = nth (times, i) - nth (times, i - 1);

      if (distance_ns > mean_ns + tolerance_ns || distance_ns + tolerance_ns < mean_ns)
        return TRUE;
    }

  return FALSE;
}
