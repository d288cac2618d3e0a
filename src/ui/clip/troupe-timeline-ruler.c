/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-timeline-ruler.h"

#include "troupe-time.h"

#define TICK_HEIGHT 4

/* Labels are as far apart as this many of their own width */
#define SPACING 2.0

#define MS G_GUINT64_CONSTANT (1000000)

static const struct
{
  guint64 step_ns;
  guint   decimals;
} steps[] = {
  { 10 * MS, 2 },
  { 20 * MS, 2 },
  { 50 * MS, 2 },
  { 100 * MS, 1 },
  { 200 * MS, 1 },
  { 500 * MS, 1 },
  { 1 * TROUPE_TIME_SECOND, 0 },
  { 2 * TROUPE_TIME_SECOND, 0 },
  { 5 * TROUPE_TIME_SECOND, 0 },
  { 10 * TROUPE_TIME_SECOND, 0 },
  { 15 * TROUPE_TIME_SECOND, 0 },
  { 30 * TROUPE_TIME_SECOND, 0 },
  { 60 * TROUPE_TIME_SECOND, 0 },
  { 120 * TROUPE_TIME_SECOND, 0 },
  { 300 * TROUPE_TIME_SECOND, 0 },
  { 600 * TROUPE_TIME_SECOND, 0 },
  { 1200 * TROUPE_TIME_SECOND, 0 },
  { 1800 * TROUPE_TIME_SECOND, 0 },
  { 3600 * TROUPE_TIME_SECOND, 0 },
};

/**
 * TroupeTimelineRuler:
 *
 * The times above the pictures. Hangs over its sides by half a label, so that the first and the last
 * one stand over their ticks.
 */
struct _TroupeTimelineRuler
{
  GtkWidget           parent_instance;

  TroupeTimelineView  view;
};

G_DEFINE_FINAL_TYPE (TroupeTimelineRuler, troupe_timeline_ruler, GTK_TYPE_WIDGET)

static PangoLayout *
create_label (TroupeTimelineRuler *self,
              guint64              time_ns,
              guint                decimals,
              int                 *width)
{
  g_autofree char *text = troupe_time_format (time_ns, decimals);
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);

  pango_layout_get_pixel_size (layout, width, NULL);

  return layout;
}

static guint
choose_step (TroupeTimelineRuler *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (steps) - 1; i++)
    {
      double distance = steps[i].step_ns * self->view.width / self->view.length_ns;
      int width;
      g_autoptr (PangoLayout) widest = create_label (self, self->view.duration_ns,
                                                     steps[i].decimals, &width);

      if (distance >= SPACING * width)
        return i;
    }

  return G_N_ELEMENTS (steps) - 1;
}

static void
draw_tick (TroupeTimelineRuler *self,
           GtkSnapshot         *snapshot,
           guint64              time_ns,
           guint                decimals)
{
  float x = (float) troupe_timeline_view_get_x (&self->view, time_ns);
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  float rightmost;
  GdkRGBA color;
  int width;
  g_autoptr (PangoLayout) layout = create_label (self, time_ns, decimals, &width);

  gtk_widget_get_color (GTK_WIDGET (self), &color);
  gtk_snapshot_append_color (snapshot, &color,
                             &GRAPHENE_RECT_INIT (x, height - TICK_HEIGHT, 1, TICK_HEIGHT));
  gtk_snapshot_save (snapshot);
  rightmost = gtk_widget_get_width (GTK_WIDGET (self)) + TROUPE_TIMELINE_MARGIN - width;
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT ((int) CLAMP (x - width / 2.0f,
                                                             -TROUPE_TIMELINE_MARGIN, rightmost),
                                                0));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}

static void
troupe_timeline_ruler_snapshot (GtkWidget   *widget,
                                GtkSnapshot *snapshot)
{
  TroupeTimelineRuler *self = TROUPE_TIMELINE_RULER (widget);
  guint64 end_ns;
  guint64 step_ns;
  guint step;

  if (self->view.length_ns <= 0 || self->view.width <= 0)
    return;

  step = choose_step (self);
  step_ns = steps[step].step_ns;
  end_ns = (guint64) (self->view.from_ns + self->view.length_ns);
  for (guint64 time_ns = ((guint64) self->view.from_ns + step_ns - 1) / step_ns * step_ns;
       time_ns <= end_ns; time_ns += step_ns)
    draw_tick (self, snapshot, time_ns, steps[step].decimals);
}

static void
troupe_timeline_ruler_measure (GtkWidget     *widget,
                               GtkOrientation orientation,
                               int            for_size,
                               int           *minimum,
                               int           *natural,
                               int           *minimum_baseline,
                               int           *natural_baseline)
{
  g_autoptr (PangoLayout) layout = NULL;
  int height;

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    return;

  layout = gtk_widget_create_pango_layout (widget, "0:00");
  pango_layout_get_pixel_size (layout, NULL, &height);
  *minimum = *natural = height + TROUPE_TIMELINE_RULER_LANE;
}

static void
troupe_timeline_ruler_class_init (TroupeTimelineRulerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = troupe_timeline_ruler_measure;
  widget_class->snapshot = troupe_timeline_ruler_snapshot;

  gtk_widget_class_set_css_name (widget_class, "ruler");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
troupe_timeline_ruler_init (TroupeTimelineRuler *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "numeric");
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

/**
 * troupe_timeline_ruler_new:
 *
 * Makes an empty ruler.
 *
 * Returns: (transfer floating): a new ruler
 */
GtkWidget *
troupe_timeline_ruler_new (void)
{
  return g_object_new (TROUPE_TYPE_TIMELINE_RULER, NULL);
}

/**
 * troupe_timeline_ruler_set_view:
 * @self: a ruler
 * @view: what part of the clip is visible
 *
 * Shows the times of a part of the clip.
 */
void
troupe_timeline_ruler_set_view (TroupeTimelineRuler      *self,
                                const TroupeTimelineView *view)
{
  g_return_if_fail (TROUPE_IS_TIMELINE_RULER (self));
  g_return_if_fail (view != NULL);

  if (memcmp (&self->view, view, sizeof *view) == 0)
    return;

  self->view = *view;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
