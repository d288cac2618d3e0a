/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-timeline-overview.h"

#include <adwaita.h>

/* How high the bar is, and how wide its window stays at the deepest zoom */
#define THICKNESS 12

/**
 * TroupeTimelineOverview:
 *
 * All of a clip in one bar. Owns the children that show the range, the playhead and the visible part.
 */
struct _TroupeTimelineOverview
{
  GtkWidget           parent_instance;

  /* Owned */
  GtkWidget          *range_mark;
  GtkWidget          *window_mark;
  GtkWidget          *playhead_mark;

  TroupeTimelineView  view;
  TroupeRange         range;
  guint64             position_ns;
  double              grabbed_ns;    /* from the left end of the visible part to the pointer */
};

G_DEFINE_FINAL_TYPE (TroupeTimelineOverview, troupe_timeline_overview, GTK_TYPE_WIDGET)

enum { PANNED, N_SIGNALS };
static guint signals[N_SIGNALS];

static double
time_at (TroupeTimelineOverview *self,
         double                  x)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));

  return width > 0 ? x * self->view.duration_ns / width : 0;
}

static void
drag_begin_cb (TroupeTimelineOverview *self,
               double                  x,
               double                  y,
               GtkGestureDrag         *gesture)
{
  double time_ns = time_at (self, x);

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  self->grabbed_ns = time_ns - self->view.from_ns;
  if (self->grabbed_ns < 0 || self->grabbed_ns > self->view.length_ns)
    self->grabbed_ns = self->view.length_ns / 2;
  g_signal_emit (self, signals[PANNED], 0, time_ns - self->grabbed_ns);
}

static void
drag_update_cb (TroupeTimelineOverview *self,
                double                  offset_x,
                double                  offset_y,
                GtkGestureDrag         *gesture)
{
  double x;

  gtk_gesture_drag_get_start_point (gesture, &x, NULL);
  g_signal_emit (self, signals[PANNED], 0, time_at (self, x + offset_x) - self->grabbed_ns);
}

static void
allocate (TroupeTimelineOverview *self,
          GtkWidget              *mark,
          double                  from_ns,
          double                  to_ns,
          int                     least)
{
  int all = gtk_widget_get_width (GTK_WIDGET (self));
  double scale = self->view.duration_ns > 0 ? (double) all / self->view.duration_ns : 0;
  int width = MIN (MAX ((int) ((to_ns - from_ns) * scale), least), all);
  int x = CLAMP ((int) (from_ns * scale), 0, all - width);

  gtk_widget_measure (mark, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_size_allocate (mark,
                            &(GtkAllocation) { x, 0, width,
                                               gtk_widget_get_height (GTK_WIDGET (self)) },
                            -1);
}

static void
troupe_timeline_overview_size_allocate (GtkWidget *widget,
                                        int        width,
                                        int        height,
                                        int        baseline)
{
  TroupeTimelineOverview *self = TROUPE_TIMELINE_OVERVIEW (widget);

  allocate (self, self->range_mark, self->range.start_ns, self->range.end_ns, 2);
  allocate (self, self->playhead_mark, self->position_ns, self->position_ns, 2);
  allocate (self, self->window_mark, self->view.from_ns,
            self->view.from_ns + self->view.length_ns, THICKNESS);
}

static void
troupe_timeline_overview_measure (GtkWidget     *widget,
                                  GtkOrientation orientation,
                                  int            for_size,
                                  int           *minimum,
                                  int           *natural,
                                  int           *minimum_baseline,
                                  int           *natural_baseline)
{
  *minimum = *natural = THICKNESS;
}

static void
troupe_timeline_overview_dispose (GObject *object)
{
  TroupeTimelineOverview *self = TROUPE_TIMELINE_OVERVIEW (object);

  g_clear_pointer (&self->range_mark, gtk_widget_unparent);
  g_clear_pointer (&self->playhead_mark, gtk_widget_unparent);
  g_clear_pointer (&self->window_mark, gtk_widget_unparent);
  G_OBJECT_CLASS (troupe_timeline_overview_parent_class)->dispose (object);
}

static void
troupe_timeline_overview_class_init (TroupeTimelineOverviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = troupe_timeline_overview_dispose;
  widget_class->measure = troupe_timeline_overview_measure;
  widget_class->size_allocate = troupe_timeline_overview_size_allocate;

  signals[PANNED] = g_signal_new ("panned", TROUPE_TYPE_TIMELINE_OVERVIEW, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_DOUBLE);

  gtk_widget_class_set_css_name (widget_class, "overview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static GtkWidget *
new_mark (TroupeTimelineOverview *self,
          const char             *css_class)
{
  GtkWidget *mark = g_object_new (ADW_TYPE_BIN,
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                  "can-target", FALSE,
                                  "css-classes", (const char *[]) { css_class, NULL },
                                  NULL);

  gtk_widget_set_parent (mark, GTK_WIDGET (self));

  return mark;
}

static void
troupe_timeline_overview_init (TroupeTimelineOverview *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->range_mark = new_mark (self, "range");
  self->playhead_mark = new_mark (self, "playhead");
  self->window_mark = new_mark (self, "window");

  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "grab");
}

/**
 * troupe_timeline_overview_new:
 *
 * Makes an empty bar.
 *
 * Returns: (transfer floating): a new overview
 */
GtkWidget *
troupe_timeline_overview_new (void)
{
  return g_object_new (TROUPE_TYPE_TIMELINE_OVERVIEW, NULL);
}

/**
 * troupe_timeline_overview_set_view:
 * @self: an overview
 * @view: what part of the clip is visible
 *
 * Marks the visible part.
 */
void
troupe_timeline_overview_set_view (TroupeTimelineOverview   *self,
                                   const TroupeTimelineView *view)
{
  g_return_if_fail (TROUPE_IS_TIMELINE_OVERVIEW (self));
  g_return_if_fail (view != NULL);

  self->view = *view;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/**
 * troupe_timeline_overview_set_range:
 * @self: an overview
 * @range: a range
 *
 * Marks the range.
 */
void
troupe_timeline_overview_set_range (TroupeTimelineOverview *self,
                                    const TroupeRange      *range)
{
  g_return_if_fail (TROUPE_IS_TIMELINE_OVERVIEW (self));
  g_return_if_fail (range != NULL);

  if (troupe_range_equal (&self->range, range))
    return;

  self->range = *range;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/**
 * troupe_timeline_overview_set_position:
 * @self: an overview
 * @position_ns: where the playhead is, in nanoseconds
 *
 * Marks the playhead.
 */
void
troupe_timeline_overview_set_position (TroupeTimelineOverview *self,
                                       guint64                 position_ns)
{
  g_return_if_fail (TROUPE_IS_TIMELINE_OVERVIEW (self));

  if (self->position_ns == position_ns)
    return;

  self->position_ns = position_ns;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}
