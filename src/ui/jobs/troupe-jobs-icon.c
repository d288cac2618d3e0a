/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-jobs-icon.h"

#include <math.h>

#define SIZE 16
#define RADIUS (SIZE / 2.0f)
#define BACKGROUND_ALPHA 0.2f

struct _TroupeJobsIcon
{
  GtkWidget  parent_instance;

  double     progress;
  gboolean   is_marked;

  /* Owned */
  GtkWidget *image;        /* while nothing goes on */
};

G_DEFINE_FINAL_TYPE (TroupeJobsIcon, troupe_jobs_icon, GTK_TYPE_WIDGET)

/* From the top clockwise */
static GskPath *
create_slice (double progress)
{
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
  const double angle = progress * 2 * G_PI;
  const graphene_point_t centre = GRAPHENE_POINT_INIT (RADIUS, RADIUS);

  if (progress >= 1)
    {
      gsk_path_builder_add_circle (builder, &centre, RADIUS);
      return gsk_path_builder_to_path (builder);
    }
  gsk_path_builder_move_to (builder, RADIUS, RADIUS);
  gsk_path_builder_line_to (builder, RADIUS, 0);
  gsk_path_builder_svg_arc_to (builder, RADIUS, RADIUS, 0, angle > G_PI, TRUE,
                               RADIUS + RADIUS * (float) sin (angle),
                               RADIUS - RADIUS * (float) cos (angle));
  gsk_path_builder_close (builder);
  return gsk_path_builder_to_path (builder);
}

static void
append_disc (GtkSnapshot   *snapshot,
             float          x,
             float          y,
             float          radius,
             const GdkRGBA *color)
{
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
  g_autoptr (GskPath) path = NULL;

  gsk_path_builder_add_circle (builder, &GRAPHENE_POINT_INIT (x, y), radius);
  path = gsk_path_builder_to_path (builder);
  gtk_snapshot_append_fill (snapshot, path, GSK_FILL_RULE_WINDING, color);
}

static void
snapshot_progress (TroupeJobsIcon *self,
                   GtkSnapshot    *snapshot)
{
  GdkRGBA color, background;

  gtk_widget_get_color (GTK_WIDGET (self), &color);
  background = color;
  background.alpha *= BACKGROUND_ALPHA;
  append_disc (snapshot, RADIUS, RADIUS, RADIUS, &background);
  if (self->progress > 0)
    {
      g_autoptr (GskPath) path = create_slice (self->progress);

      gtk_snapshot_append_fill (snapshot, path, GSK_FILL_RULE_WINDING, &color);
    }
}

static void
troupe_jobs_icon_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  TroupeJobsIcon *self = TROUPE_JOBS_ICON (widget);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((gtk_widget_get_width (widget) - SIZE) / 2.0f,
                                                          (gtk_widget_get_height (widget) - SIZE) / 2.0f));
  if (self->progress >= 0 && !self->is_marked)
    snapshot_progress (self, snapshot);
  gtk_snapshot_restore (snapshot);

  GTK_WIDGET_CLASS (troupe_jobs_icon_parent_class)->snapshot (widget, snapshot);
}

static void
troupe_jobs_icon_dispose (GObject *object)
{
  TroupeJobsIcon *self = TROUPE_JOBS_ICON (object);

  g_clear_pointer (&self->image, gtk_widget_unparent);
  G_OBJECT_CLASS (troupe_jobs_icon_parent_class)->dispose (object);
}

static void
troupe_jobs_icon_class_init (TroupeJobsIconClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = troupe_jobs_icon_dispose;
  widget_class->snapshot = troupe_jobs_icon_snapshot;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
troupe_jobs_icon_init (TroupeJobsIcon *self)
{
  self->progress = -1;
  self->image = gtk_image_new_from_icon_name ("document-open-recent-symbolic");
  gtk_widget_set_parent (self->image, GTK_WIDGET (self));
}

/**
 * troupe_jobs_icon_new:
 *
 * Returns: (transfer floating): an icon of no jobs
 */
GtkWidget *
troupe_jobs_icon_new (void)
{
  return g_object_new (TROUPE_TYPE_JOBS_ICON, NULL);
}

/**
 * troupe_jobs_icon_set_progress:
 * @self: an icon
 * @progress: how much is done, from 0 to 1, or -1 while nothing goes on
 * @is_marked: whether something needs the person
 *
 * Shows how far all jobs are. It is drawn when that changes, and at no other time.
 */
void
troupe_jobs_icon_set_progress (TroupeJobsIcon *self,
                               double          progress,
                               gboolean        is_marked)
{
  g_return_if_fail (TROUPE_IS_JOBS_ICON (self));

  self->progress = MIN (progress, 1);
  self->is_marked = is_marked;
  gtk_image_set_from_icon_name (GTK_IMAGE (self->image),
                                is_marked ? "dialog-warning-symbolic" : "document-open-recent-symbolic");
  gtk_widget_set_visible (self->image, progress < 0 || is_marked);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
