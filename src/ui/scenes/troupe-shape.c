/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-shape.h"

/* The longer edge, in pixels of the theme: as large as an icon of two lines */
#define LONG_EDGE 24
#define LINE_WIDTH 2

struct _TroupeShape
{
  GtkWidget parent_instance;

  int       width;
  int       height;
};

G_DEFINE_FINAL_TYPE (TroupeShape, troupe_shape, GTK_TYPE_WIDGET)

static void
troupe_shape_measure (GtkWidget     *widget,
                      GtkOrientation orientation,
                      int            for_size,
                      int           *minimum,
                      int           *natural,
                      int           *minimum_baseline,
                      int           *natural_baseline)
{
  *minimum = *natural = LONG_EDGE;
}

static void
troupe_shape_snapshot (GtkWidget   *widget,
                       GtkSnapshot *snapshot)
{
  TroupeShape *self = TROUPE_SHAPE (widget);
  const float widths[] = { LINE_WIDTH, LINE_WIDTH, LINE_WIDTH, LINE_WIDTH };
  GskRoundedRect outline;
  GdkRGBA color;

  gtk_widget_get_color (widget, &color);
  gsk_rounded_rect_init_from_rect (&outline,
                                   &GRAPHENE_RECT_INIT ((float) (gtk_widget_get_width (widget) - self->width) / 2,
                                                        (float) (gtk_widget_get_height (widget) - self->height) / 2,
                                                        (float) self->width, (float) self->height), 3);
  gtk_snapshot_append_border (snapshot, &outline, widths, (GdkRGBA[]) { color, color, color, color });
}

static void
troupe_shape_class_init (TroupeShapeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = troupe_shape_measure;
  widget_class->snapshot = troupe_shape_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
troupe_shape_init (TroupeShape *self)
{
}

/**
 * troupe_shape_new:
 * @ratio: width divided by height, more than 0
 *
 * Returns: (transfer floating): an outline
 */
GtkWidget *
troupe_shape_new (double ratio)
{
  TroupeShape *self;

  g_return_val_if_fail (ratio > 0, NULL);

  self = g_object_new (TROUPE_TYPE_SHAPE, NULL);
  self->width = MAX ((int) (ratio > 1 ? LONG_EDGE : LONG_EDGE * ratio), 3 * LINE_WIDTH);
  self->height = MAX ((int) (ratio > 1 ? LONG_EDGE / ratio : LONG_EDGE), 3 * LINE_WIDTH);
  return GTK_WIDGET (self);
}
