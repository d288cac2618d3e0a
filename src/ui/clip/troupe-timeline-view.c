/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-timeline-view.h"

#include <math.h>

/* How wide a frame is at the deepest zoom */
#define MAX_FRAME_WIDTH 24.0

/* Every clip can be enlarged at least so far, however few frames it has */
#define MIN_DEPTH 4.0

static double
least_length (const TroupeTimelineView *self)
{
  return MIN (self->frame_ns * self->width / MAX_FRAME_WIDTH, self->duration_ns / MIN_DEPTH);
}

static double
scale (const TroupeTimelineView *self)
{
  return self->length_ns > 0 ? self->width / self->length_ns : 0;
}

/* How much of the reach of a handle lies inside the range, with so much room outside */
static double
inside (double reach,
        double room)
{
  return MAX (reach - MAX (room, 0) - TROUPE_TIMELINE_MARGIN, reach / 6);
}

/**
 * troupe_timeline_view_set_clip:
 * @self: a view
 * @duration_ns: how long the clip is, in nanoseconds
 * @frame_ns: how long a frame is on average, in nanoseconds
 *
 * Shows all of another clip.
 */
void
troupe_timeline_view_set_clip (TroupeTimelineView *self,
                               guint64             duration_ns,
                               guint64             frame_ns)
{
  g_return_if_fail (self != NULL);

  self->duration_ns = duration_ns;
  self->frame_ns = frame_ns;
  troupe_timeline_view_show (self, 0, duration_ns);
}

/**
 * troupe_timeline_view_correct:
 * @self: a view
 * @duration_ns: how long the clip is, in nanoseconds
 * @frame_ns: how long a frame is on average, in nanoseconds
 *
 * Takes what is known better of the same clip: all of it stays all, a part of it the same part.
 */
void
troupe_timeline_view_correct (TroupeTimelineView *self,
                              guint64             duration_ns,
                              guint64             frame_ns)
{
  gboolean is_zoomed = troupe_timeline_view_is_zoomed (self);

  g_return_if_fail (self != NULL);

  self->duration_ns = duration_ns;
  self->frame_ns = frame_ns;
  troupe_timeline_view_show (self, self->from_ns, is_zoomed ? self->length_ns : duration_ns);
}

/**
 * troupe_timeline_view_set_width:
 * @self: a view
 * @width: of the strip, in pixels
 *
 * Shows the same part of the clip in another width.
 */
void
troupe_timeline_view_set_width (TroupeTimelineView *self,
                                double              width)
{
  g_return_if_fail (self != NULL);

  self->width = width;
  troupe_timeline_view_show (self, self->from_ns, self->length_ns);
}

/**
 * troupe_timeline_view_get_x:
 * @self: a view
 * @time_ns: a time in nanoseconds
 *
 * Returns: where @time_ns lies, in pixels; outside of the strip when it is not visible
 */
double
troupe_timeline_view_get_x (const TroupeTimelineView *self,
                            guint64                   time_ns)
{
  g_return_val_if_fail (self != NULL, 0);

  return (time_ns - self->from_ns) * scale (self);
}

/**
 * troupe_timeline_view_get_time:
 * @self: a view
 * @x: a place, in pixels
 *
 * Returns: the time at @x in nanoseconds, inside the clip
 */
guint64
troupe_timeline_view_get_time (const TroupeTimelineView *self,
                               double                    x)
{
  double time_ns;

  g_return_val_if_fail (self != NULL, 0);

  if (self->width <= 0)
    return 0;

  time_ns = self->from_ns + x * self->length_ns / self->width;
  return (guint64) llround (CLAMP (time_ns, 0, (double) self->duration_ns));
}

/**
 * troupe_timeline_view_is_zoomed:
 * @self: a view
 *
 * Returns: whether less than all of the clip is visible
 */
gboolean
troupe_timeline_view_is_zoomed (const TroupeTimelineView *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->length_ns < self->duration_ns;
}

/**
 * troupe_timeline_view_zoom:
 * @self: a view
 * @factor: how much larger everything becomes; smaller below 1
 * @x: what stays in its place, in pixels
 *
 * Zooms between all of the clip and single frames.
 */
void
troupe_timeline_view_zoom (TroupeTimelineView *self,
                           double              factor,
                           double              x)
{
  double pivot_ns;
  double length_ns;

  g_return_if_fail (self != NULL);
  g_return_if_fail (factor > 0);

  if (self->width <= 0)
    return;

  length_ns = MIN (MAX (self->length_ns / factor, least_length (self)),
                   (double) self->duration_ns);
  pivot_ns = self->from_ns + x * self->length_ns / self->width;
  troupe_timeline_view_show (self, pivot_ns - x * length_ns / self->width, length_ns);
}

/**
 * troupe_timeline_view_pan:
 * @self: a view
 * @distance: how far to go towards the end, in pixels
 *
 * Moves along the clip.
 */
void
troupe_timeline_view_pan (TroupeTimelineView *self,
                          double              distance)
{
  g_return_if_fail (self != NULL);

  if (self->width > 0)
    troupe_timeline_view_show (self, self->from_ns + distance * self->length_ns / self->width,
                               self->length_ns);
}

/**
 * troupe_timeline_view_show:
 * @self: a view
 * @from_ns: where the visible part begins, in nanoseconds
 * @length_ns: how long it is, in nanoseconds
 *
 * Shows a part of the clip, or the nearest to it there is.
 */
void
troupe_timeline_view_show (TroupeTimelineView *self,
                           double              from_ns,
                           double              length_ns)
{
  g_return_if_fail (self != NULL);

  self->length_ns = CLAMP (length_ns, least_length (self), (double) self->duration_ns);
  self->from_ns = CLAMP (from_ns, 0, self->duration_ns - self->length_ns);
}

/**
 * troupe_timeline_view_reveal:
 * @self: a view
 * @time_ns: a time in nanoseconds
 *
 * Turns to the page on which @time_ns is visible, a tenth of the width from the edge.
 *
 * Returns: whether the visible part changed
 */
gboolean
troupe_timeline_view_reveal (TroupeTimelineView *self,
                             guint64             time_ns)
{
  double before_ns;

  g_return_val_if_fail (self != NULL, FALSE);

  before_ns = self->from_ns;
  if (time_ns < self->from_ns)
    troupe_timeline_view_show (self, time_ns - self->length_ns * 0.9, self->length_ns);
  else if (time_ns > self->from_ns + self->length_ns)
    troupe_timeline_view_show (self, time_ns - self->length_ns * 0.1, self->length_ns);

  return before_ns < self->from_ns || before_ns > self->from_ns;
}

/**
 * troupe_timeline_view_pick:
 * @self: a view
 * @range: the range that is drawn
 * @x: where the pointer is, in pixels
 * @reach: how far outside of the range its handles can be taken, in pixels
 *
 * Finds out what of the range is under the pointer. The handles stand outside of the range, and where
 * the margin is too narrow for their reach the rest of it lies inside, but never more than a third of
 * the range, so that its body stays free.
 *
 * Returns: a part of the range, or the playhead where there is none
 */
TroupeTimelinePart
troupe_timeline_view_pick (const TroupeTimelineView *self,
                           const TroupeRange        *range,
                           double                    x,
                           double                    reach)
{
  double start;
  double end;
  double third;

  g_return_val_if_fail (self != NULL, TROUPE_TIMELINE_PART_PLAYHEAD);
  g_return_val_if_fail (range != NULL, TROUPE_TIMELINE_PART_PLAYHEAD);

  start = troupe_timeline_view_get_x (self, range->start_ns);
  end = troupe_timeline_view_get_x (self, range->end_ns);
  third = (end - start) / 3;

  if (x < start - reach || x > end + reach)
    return TROUPE_TIMELINE_PART_PLAYHEAD;
  if (x <= start + MIN (inside (reach, start), third))
    return TROUPE_TIMELINE_PART_START;
  if (x >= end - MIN (inside (reach, self->width - end), third))
    return TROUPE_TIMELINE_PART_END;

  return TROUPE_TIMELINE_PART_BODY;
}
