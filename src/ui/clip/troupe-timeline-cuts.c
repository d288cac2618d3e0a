/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-timeline-cuts.h"

#include <math.h>

#include "troupe-timeline-ruler.h"

/* How near a cut draws what is dragged to itself, in pixels */
#define REACH 8.0

#define MARK_WIDTH 1

/* Marks nearer to each other than this would be one dark patch. */
#define LEAST_DISTANCE 4.0

/* Times come out a few nanoseconds apart, depending on where a decoder began. */
#define TOLERANCE_NS G_GUINT64_CONSTANT (1000)

/**
 * TroupeTimelineCuts:
 *
 * A line over the pictures at each cut, with a foot in the lane of the ruler's ticks; style sheets give it
 * its colour. It also finds cuts: the one that is near to what is dragged, the next and the one before.
 */
struct _TroupeTimelineCuts
{
  GtkWidget           parent_instance;

  /* Owned */
  GArray             *times;    /* of guint64, ascending; NULL: none are known */

  TroupeTimelineView  view;
};

G_DEFINE_FINAL_TYPE (TroupeTimelineCuts, troupe_timeline_cuts, GTK_TYPE_WIDGET)

static guint64
time_of (TroupeTimelineCuts *self,
         guint               n)
{
  return g_array_index (self->times, guint64, n);
}

/* The first cut that is not before a time */
static guint
find_from (TroupeTimelineCuts *self,
           guint64             time_ns)
{
  guint low = 0;
  guint high = troupe_timeline_cuts_get_n_times (self);

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (time_of (self, middle) < time_ns)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

static void
draw_mark (GtkSnapshot   *snapshot,
           const GdkRGBA *colour,
           float          x,
           float          height)
{
  static const GdkRGBA edge = { 0, 0, 0, 0.6f };

  gtk_snapshot_append_color (snapshot, &edge,
                             &GRAPHENE_RECT_INIT (x - MARK_WIDTH, TROUPE_TIMELINE_RULER_LANE,
                                                  3 * MARK_WIDTH, height - TROUPE_TIMELINE_RULER_LANE));
  gtk_snapshot_append_color (snapshot, colour, &GRAPHENE_RECT_INIT (x, 0, MARK_WIDTH, height));
  for (int i = 0; i < 3; i++)
    gtk_snapshot_append_color (snapshot, colour,
                               &GRAPHENE_RECT_INIT (x - 3 + i, TROUPE_TIMELINE_RULER_LANE - 6 + 2 * i,
                                                    MARK_WIDTH + 2 * (3 - i), 2));
}

static void
troupe_timeline_cuts_snapshot (GtkWidget   *widget,
                               GtkSnapshot *snapshot)
{
  TroupeTimelineCuts *self = TROUPE_TIMELINE_CUTS (widget);
  float height = gtk_widget_get_height (widget);
  double last_x = -LEAST_DISTANCE;
  GdkRGBA colour;

  gtk_widget_get_color (widget, &colour);
  for (guint i = find_from (self, (guint64) self->view.from_ns);
       i < troupe_timeline_cuts_get_n_times (self); i++)
    {
      double x = floor (troupe_timeline_view_get_x (&self->view, time_of (self, i)));

      if (x > self->view.width)
        break;
      if (x - last_x < LEAST_DISTANCE)
        continue;

      last_x = x;
      draw_mark (snapshot, &colour, (float) x, height);
    }
}

static void
troupe_timeline_cuts_finalize (GObject *object)
{
  TroupeTimelineCuts *self = TROUPE_TIMELINE_CUTS (object);

  g_clear_pointer (&self->times, g_array_unref);
  G_OBJECT_CLASS (troupe_timeline_cuts_parent_class)->finalize (object);
}

static void
troupe_timeline_cuts_class_init (TroupeTimelineCutsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = troupe_timeline_cuts_finalize;
  widget_class->snapshot = troupe_timeline_cuts_snapshot;

  gtk_widget_class_set_css_name (widget_class, "cuts");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
troupe_timeline_cuts_init (TroupeTimelineCuts *self)
{
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

/**
 * troupe_timeline_cuts_new:
 *
 * Makes the marks of a clip without cuts.
 *
 * Returns: (transfer floating): new marks
 */
GtkWidget *
troupe_timeline_cuts_new (void)
{
  return g_object_new (TROUPE_TYPE_TIMELINE_CUTS, NULL);
}

/**
 * troupe_timeline_cuts_set_times:
 * @self: marks
 * @times: (nullable) (element-type guint64): when the shots but the first begin, in nanoseconds, ascending;
 *   it is not changed any more
 *
 * Sets where the cuts are.
 */
void
troupe_timeline_cuts_set_times (TroupeTimelineCuts *self,
                                GArray             *times)
{
  g_return_if_fail (TROUPE_IS_TIMELINE_CUTS (self));

  if (times == self->times)
    return;

  g_clear_pointer (&self->times, g_array_unref);
  if (times != NULL)
    self->times = g_array_ref (times);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * troupe_timeline_cuts_get_n_times:
 * @self: marks
 *
 * Returns: how many cuts are known
 */
guint
troupe_timeline_cuts_get_n_times (TroupeTimelineCuts *self)
{
  g_return_val_if_fail (TROUPE_IS_TIMELINE_CUTS (self), 0);

  return self->times != NULL ? self->times->len : 0;
}

/**
 * troupe_timeline_cuts_set_view:
 * @self: marks
 * @view: what part of the clip is visible
 *
 * Shows a part of the clip.
 */
void
troupe_timeline_cuts_set_view (TroupeTimelineCuts       *self,
                               const TroupeTimelineView *view)
{
  g_return_if_fail (TROUPE_IS_TIMELINE_CUTS (self));
  g_return_if_fail (view != NULL);

  if (memcmp (&self->view, view, sizeof *view) == 0)
    return;

  self->view = *view;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * troupe_timeline_cuts_has:
 * @self: marks
 * @time_ns: a time in nanoseconds
 *
 * Returns: whether a shot is cut just there
 */
gboolean
troupe_timeline_cuts_has (TroupeTimelineCuts *self,
                          guint64             time_ns)
{
  guint n;

  g_return_val_if_fail (TROUPE_IS_TIMELINE_CUTS (self), FALSE);

  n = find_from (self, time_ns - MIN (time_ns, TOLERANCE_NS));
  return n < troupe_timeline_cuts_get_n_times (self) && time_of (self, n) <= time_ns + TOLERANCE_NS;
}

/**
 * troupe_timeline_cuts_find:
 * @self: marks
 * @time_ns: a time in nanoseconds
 * @direction: -1 for the cut before it, 1 for the one after it
 *
 * Returns: when that is, in nanoseconds; @time_ns when there is none
 */
guint64
troupe_timeline_cuts_find (TroupeTimelineCuts *self,
                           guint64             time_ns,
                           int                 direction)
{
  guint n;

  g_return_val_if_fail (TROUPE_IS_TIMELINE_CUTS (self), time_ns);

  if (direction > 0)
    {
      n = find_from (self, time_ns + TOLERANCE_NS + 1);
      return n < troupe_timeline_cuts_get_n_times (self) ? time_of (self, n) : time_ns;
    }

  n = find_from (self, time_ns - MIN (time_ns, TOLERANCE_NS));
  return n > 0 ? time_of (self, n - 1) : time_ns;
}

/* Sets shift to what leads to the cut next to a time, if that is nearer than it was. */
static void
pull (TroupeTimelineCuts *self,
      guint64             time_ns,
      double             *shift_ns,
      double             *distance_ns)
{
  guint n = find_from (self, time_ns);

  for (guint i = n > 0 ? n - 1 : n; i < MIN (n + 1, troupe_timeline_cuts_get_n_times (self)); i++)
    {
      double shift = (double) time_of (self, i) - (double) time_ns;

      if (fabs (shift) <= *distance_ns)
        {
          *shift_ns = shift;
          *distance_ns = fabs (shift);
        }
    }
}

/**
 * troupe_timeline_cuts_snap:
 * @self: marks
 * @part: what is dragged, not the playhead
 * @range: the range it belongs to
 * @time_ns: (inout): where the pointer wants it, in nanoseconds; then the cut, if there is one at most eight
 *   pixels away
 *
 * Draws what is dragged to a cut; the whole range by the edge that is nearer to one.
 *
 * Returns: whether there is such a cut
 */
gboolean
troupe_timeline_cuts_snap (TroupeTimelineCuts *self,
                           TroupeTimelinePart  part,
                           const TroupeRange  *range,
                           guint64            *time_ns)
{
  double distance_ns;
  double reach_ns;
  double shift_ns = 0;

  g_return_val_if_fail (TROUPE_IS_TIMELINE_CUTS (self), FALSE);
  g_return_val_if_fail (range != NULL && time_ns != NULL, FALSE);

  if (self->view.width <= 0)
    return FALSE;

  reach_ns = REACH * self->view.length_ns / self->view.width;
  distance_ns = reach_ns;
  pull (self, *time_ns, &shift_ns, &distance_ns);
  if (part == TROUPE_TIMELINE_PART_BODY)
    pull (self, *time_ns + (range->end_ns - range->start_ns), &shift_ns, &distance_ns);
  if (distance_ns >= reach_ns || *time_ns + shift_ns < 0)
    return FALSE;

  *time_ns = (guint64) ((double) *time_ns + shift_ns);
  return TRUE;
}
