/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-screen.h"

#include <glib/gi18n.h>
#include <math.h>

/* It asks for as much as the picture needs in its width, up to this; more only where there is room. */
#define LEAST_HEIGHT 100
#define NATURAL_HEIGHT 360

#define USUAL_ASPECT (16.0 / 9.0)

/**
 * TroupeScreen:
 *
 * Shows a moving picture. Unlike a #GtkPicture alone it leaves room for what stands below it in a column
 * that scrolls, however upright the picture is.
 */
struct _TroupeScreen
{
  GtkWidget   parent_instance;

  /* Owned */
  GtkWidget  *picture;
  GdkTexture *preview;    /* in place of what the picture shows */
};

G_DEFINE_FINAL_TYPE (TroupeScreen, troupe_screen, GTK_TYPE_WIDGET)

enum { CLICKED, RESIZED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
released_cb (TroupeScreen *self)
{
  g_signal_emit (self, signals[CLICKED], 0);
}

static double
aspect (TroupeScreen *self)
{
  GdkPaintable *paintable = gtk_picture_get_paintable (GTK_PICTURE (self->picture));
  double ratio = paintable != NULL ? gdk_paintable_get_intrinsic_aspect_ratio (paintable) : 0;

  return ratio > 0 ? ratio : USUAL_ASPECT;
}

static GtkSizeRequestMode
troupe_screen_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
troupe_screen_measure (GtkWidget     *widget,
                       GtkOrientation orientation,
                       int            for_size,
                       int           *minimum,
                       int           *natural,
                       int           *minimum_baseline,
                       int           *natural_baseline)
{
  TroupeScreen *self = TROUPE_SCREEN (widget);

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    return;

  *minimum = LEAST_HEIGHT;
  *natural = NATURAL_HEIGHT;
  if (for_size >= 0)
    *natural = CLAMP ((int) (for_size / aspect (self)), LEAST_HEIGHT, NATURAL_HEIGHT);
}

static void
troupe_screen_size_allocate (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline)
{
  gtk_widget_size_allocate (TROUPE_SCREEN (widget)->picture,
                            &(GtkAllocation) { 0, 0, width, height }, baseline);
  g_signal_emit (widget, signals[RESIZED], 0);
}

/* The place where a #GtkPicture of that size draws its paintable */
static graphene_rect_t
picture_box (TroupeScreen *self)
{
  int width = gtk_widget_get_width (self->picture);
  int height = gtk_widget_get_height (self->picture);
  double ratio = aspect (self);
  double drawn_width = MIN (width, height * ratio);
  double drawn_height = MIN (height, width / ratio);

  return GRAPHENE_RECT_INIT (floor ((width - ceil (drawn_width)) / 2),
                             floor ((height - ceil (drawn_height)) / 2),
                             drawn_width, drawn_height);
}

/* In place of the picture, and not by it: one of another size would have all of the page laid out anew. */
static void
troupe_screen_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  TroupeScreen *self = TROUPE_SCREEN (widget);
  graphene_rect_t box;

  if (self->preview == NULL)
    {
      gtk_widget_snapshot_child (widget, self->picture, snapshot);
      return;
    }

  box = picture_box (self);
  gtk_snapshot_append_scaled_texture (snapshot, self->preview, GSK_SCALING_FILTER_LINEAR, &box);
}

static void
troupe_screen_dispose (GObject *object)
{
  TroupeScreen *self = TROUPE_SCREEN (object);

  g_clear_object (&self->preview);
  g_clear_pointer (&self->picture, gtk_widget_unparent);
  G_OBJECT_CLASS (troupe_screen_parent_class)->dispose (object);
}

static void
troupe_screen_class_init (TroupeScreenClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = troupe_screen_dispose;
  widget_class->get_request_mode = troupe_screen_get_request_mode;
  widget_class->measure = troupe_screen_measure;
  widget_class->size_allocate = troupe_screen_size_allocate;
  widget_class->snapshot = troupe_screen_snapshot;

  signals[CLICKED] = g_signal_new ("clicked", TROUPE_TYPE_SCREEN, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[RESIZED] = g_signal_new ("resized", TROUPE_TYPE_SCREEN, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "screen");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
troupe_screen_init (TroupeScreen *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->picture = gtk_picture_new ();
  gtk_picture_set_content_fit (GTK_PICTURE (self->picture), GTK_CONTENT_FIT_CONTAIN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->picture), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Picture of the clip"), -1);
  gtk_widget_set_parent (self->picture, GTK_WIDGET (self));

  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

/**
 * troupe_screen_set_paintable:
 * @self: a screen
 * @paintable: the moving picture
 *
 * Sets what is shown.
 */
void
troupe_screen_set_paintable (TroupeScreen *self,
                             GdkPaintable *paintable)
{
  g_return_if_fail (TROUPE_IS_SCREEN (self));
  g_return_if_fail (GDK_IS_PAINTABLE (paintable));

  gtk_picture_set_paintable (GTK_PICTURE (self->picture), paintable);
}

/**
 * troupe_screen_set_preview:
 * @self: a screen
 * @preview: (nullable): a still of the moving picture, of its aspect ratio
 *
 * Shows a still where the moving picture is, or that again.
 */
void
troupe_screen_set_preview (TroupeScreen *self,
                           GdkTexture   *preview)
{
  g_return_if_fail (TROUPE_IS_SCREEN (self));
  g_return_if_fail (preview == NULL || GDK_IS_TEXTURE (preview));

  if (g_set_object (&self->preview, preview))
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * troupe_screen_get_short_edge:
 * @self: a screen
 *
 * Returns: how large the picture is, in pixels of the display along its short edge
 */
int
troupe_screen_get_short_edge (TroupeScreen *self)
{
  graphene_rect_t box;

  g_return_val_if_fail (TROUPE_IS_SCREEN (self), 0);

  box = picture_box (self);
  return (int) MIN (box.size.width, box.size.height) * gtk_widget_get_scale_factor (GTK_WIDGET (self));
}
