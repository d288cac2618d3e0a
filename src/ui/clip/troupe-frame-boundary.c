/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-frame-boundary.h"

/**
 * troupe_frame_boundary_near:
 * @clip: a clip
 * @time_ns: a time in nanoseconds
 *
 * Finds the boundary nearest to a time.
 *
 * Returns: when a frame begins or the clip ends, in nanoseconds
 */
guint64
troupe_frame_boundary_near (TroupeClip *clip,
                            guint64     time_ns)
{
  guint64 before_ns;
  guint64 after_ns;

  g_return_val_if_fail (TROUPE_IS_CLIP (clip), 0);

  before_ns = troupe_clip_find_frame (clip, time_ns, 0);
  after_ns = troupe_clip_find_frame (clip, before_ns, 1);
  if (after_ns <= before_ns)
    after_ns = troupe_clip_get_duration_ns (clip);

  if (time_ns <= before_ns)
    return before_ns;
  if (time_ns >= after_ns)
    return after_ns;

  return time_ns - before_ns <= after_ns - time_ns ? before_ns : after_ns;
}

/**
 * troupe_frame_boundary_step:
 * @clip: a clip
 * @time_ns: a time in nanoseconds
 * @n_frames: how many frames to go on, or back when negative
 *
 * Goes from the boundary nearest to a time; stops at the first and the last one.
 *
 * Returns: when a frame begins or the clip ends, in nanoseconds
 */
guint64
troupe_frame_boundary_step (TroupeClip *clip,
                            guint64     time_ns,
                            int         n_frames)
{
  guint64 duration_ns;
  guint64 from_ns;
  guint64 last_ns;
  gint64 last;
  gint64 number;

  g_return_val_if_fail (TROUPE_IS_CLIP (clip), 0);

  duration_ns = troupe_clip_get_duration_ns (clip);
  from_ns = troupe_frame_boundary_near (clip, time_ns);
  last_ns = troupe_clip_find_frame (clip, duration_ns, 0);
  last = troupe_clip_get_frame_number (clip, last_ns);
  number = from_ns > last_ns ? last + 1 : troupe_clip_get_frame_number (clip, from_ns);
  number = MAX (number + n_frames, 0);

  return number > last ? duration_ns
                       : troupe_clip_find_frame (clip, last_ns, (int) (number - last));
}

/**
 * troupe_frame_boundary_first:
 * @clip: a clip
 * @range: a range
 *
 * Finds the first picture of a range. A frame that began before the range is not one of it.
 *
 * Returns: when the first frame inside of @range begins, in nanoseconds
 */
guint64
troupe_frame_boundary_first (TroupeClip        *clip,
                             const TroupeRange *range)
{
  guint64 frame_ns;

  g_return_val_if_fail (TROUPE_IS_CLIP (clip), 0);
  g_return_val_if_fail (range != NULL, 0);

  frame_ns = troupe_clip_find_frame (clip, range->start_ns, 0);

  return frame_ns < range->start_ns ? troupe_clip_find_frame (clip, frame_ns, 1) : frame_ns;
}

/**
 * troupe_frame_boundary_last:
 * @clip: a clip
 * @range: a range
 *
 * Finds the last picture of a range. The end of a range is not part of it.
 *
 * Returns: when the last frame inside of @range begins, in nanoseconds
 */
guint64
troupe_frame_boundary_last (TroupeClip        *clip,
                            const TroupeRange *range)
{
  guint64 frame_ns;

  g_return_val_if_fail (TROUPE_IS_CLIP (clip), 0);
  g_return_val_if_fail (range != NULL, 0);

  frame_ns = troupe_clip_find_frame (clip, range->end_ns, 0);

  return frame_ns >= range->end_ns ? troupe_clip_find_frame (clip, frame_ns, -1) : frame_ns;
}
