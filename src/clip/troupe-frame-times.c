/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-frame-times.h"

#include <math.h>

#include "troupe-time.h"

/* Containers round times, Matroska to the millisecond; two roundings make 2 ms. */
#define ROUNDING_NS (2 * TROUPE_TIME_SECOND / 1000)

/* How far a claimed frame rate may be off, as a share */
#define CLAIM_TOLERANCE 0.005

/* Frames this near are at one time: guessed twice by a decoder, or doubled by a muxer. */
#define TWIN_NS 1000

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

/**
 * troupe_frame_times_rate:
 * @times: (element-type guint64): times
 * @claimed_rate: the rate a container claims, 0 when it claims none
 *
 * Finds the average frame rate. A claim that agrees with the times is more exact than they are,
 * since containers round them. Safe from any thread.
 *
 * Returns: frames a second, 0 when it cannot be told
 */
double
troupe_frame_times_rate (GArray *times,
                         double  claimed_rate)
{
  guint64 mean_ns = troupe_frame_times_mean_ns (times);
  double measured_rate;

  if (mean_ns == 0)
    return claimed_rate;

  measured_rate = (double) TROUPE_TIME_SECOND / mean_ns;
  return fabs (measured_rate - claimed_rate) < measured_rate * CLAIM_TOLERANCE ? claimed_rate
                                                                             : measured_rate;
}

/**
 * troupe_frame_times_have_twins:
 * @times: (element-type guint64): times
 *
 * Finds frames that are too close together to be true, as decoders guess them where a container
 * does not tell. Safe from any thread.
 *
 * Returns: whether two frames have one time
 */
gboolean
troupe_frame_times_have_twins (GArray *times)
{
  for (guint i = 1; i < times->len; i++)
    if (nth (times, i) - nth (times, i - 1) <= TWIN_NS)
      return TRUE;

  return FALSE;
}

/**
 * troupe_frame_times_even_out:
 * @times: (element-type guint64): times
 * @distance_ns: how long each frame is shown, in nanoseconds
 *
 * Puts the frames at equal distances from the first one on. Safe from any thread.
 */
void
troupe_frame_times_even_out (GArray *times,
                             guint64 distance_ns)
{
  for (guint i = 1; i < times->len; i++)
    g_array_index (times, guint64, i) = nth (times, 0) + i * distance_ns;
}

/**
 * troupe_frame_times_drop_twins:
 * @times: (element-type guint64): times
 *
 * Leaves one of the frames at one time, since one is all a person can see. Safe from any thread.
 */
void
troupe_frame_times_drop_twins (GArray *times)
{
  guint n_kept = MIN (times->len, 1);

  for (guint i = 1; i < times->len; i++)
    if (nth (times, i) - nth (times, n_kept - 1) > TWIN_NS)
      g_array_index (times, guint64, n_kept++) = nth (times, i);
  g_array_set_size (times, n_kept);
}
