/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-crop-view.h"

#include "troupe-picture-crop.h"

/* How tall the picture may become, and how far a key moves the part */
#define MAX_HEIGHT 220
#define MIN_WIDTH 60
#define STEP 0.05

struct _TroupeCropView
{
  GtkWidget   parent_instance;

  GdkTexture *texture;     /* owned, or NULL */
  double      ratio;
  double      x;
  double      y;
  double      from_x;      /* where the part was when the drag began */
  double      from_y;
};

G_DEFINE_FINAL_TYPE (TroupeCropView, troupe_crop_view, GTK_TYPE_WIDGET)

enum { MOVED, N_SIGNALS };
static guint signals[N_SIGNALS];

static double
get_scale (TroupeCropView *self)
{
  return MIN ((double) gtk_widget_get_width (GTK_WIDGET (self)) / gdk_texture_get_width (self->texture),
              (double) gtk_widget_get_height (GTK_WIDGET (self)) / gdk_texture_get_height (self->texture));
}

static void
get_boxes (TroupeCropView  *self,
           graphene_rect_t *picture,
           graphene_rect_t *part)
{
  const double scale = get_scale (self);
  const double width = gdk_texture_get_width (self->texture) * scale;
  const double height = gdk_texture_get_height (self->texture) * scale;
  TroupePictureCrop crop = troupe_picture_crop_find (gdk_texture_get_width (self->texture),
                                                     gdk_texture_get_height (self->texture),
                                                     self->ratio, self->x, self->y);

  graphene_rect_init (picture, (float) (gtk_widget_get_width (GTK_WIDGET (self)) - width) / 2,
                      (float) (gtk_widget_get_height (GTK_WIDGET (self)) - height) / 2,
                      (float) width, (float) height);
  graphene_rect_init (part, picture->origin.x + (float) (crop.x * scale), picture->origin.y + (float) (crop.y * scale),
                      (float) (crop.width * scale), (float) (crop.height * scale));
}

static void
move_to (TroupeCropView *self,
         double          x,
         double          y)
{
  self->x = CLAMP (x, 0, 1);
  self->y = CLAMP (y, 0, 1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[MOVED], 0);
}

static void
drag_begin_cb (TroupeCropView *self)
{
  self->from_x = self->x;
  self->from_y = self->y;
}

static void
drag_update_cb (TroupeCropView *self,
                double          offset_x,
                double          offset_y)
{
  graphene_rect_t picture, part;
  double rest_x, rest_y;

  if (self->texture == NULL)
    return;
  get_boxes (self, &picture, &part);
  rest_x = picture.size.width - part.size.width;
  rest_y = picture.size.height - part.size.height;
  move_to (self,
           rest_x >= 1 ? self->from_x + offset_x / rest_x : self->from_x,
           rest_y >= 1 ? self->from_y + offset_y / rest_y : self->from_y);
}

static gboolean
key_pressed_cb (TroupeCropView *self,
                guint           keyval)
{
  switch (keyval)
    {
    case GDK_KEY_Left:
      move_to (self, self->x - STEP, self->y);
      return GDK_EVENT_STOP;

    case GDK_KEY_Right:
      move_to (self, self->x + STEP, self->y);
      return GDK_EVENT_STOP;

    case GDK_KEY_Up:
      move_to (self, self->x, self->y - STEP);
      return GDK_EVENT_STOP;

    case GDK_KEY_Down:
      move_to (self, self->x, self->y + STEP);
      return GDK_EVENT_STOP;

    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static GtkSizeRequestMode
troupe_crop_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
troupe_crop_view_measure (GtkWidget     *widget,
                          GtkOrientation orientation,
                          int            for_size,
                          int           *minimum,
                          int           *natural,
                          int           *minimum_baseline,
                          int           *natural_baseline)
{
  TroupeCropView *self = TROUPE_CROP_VIEW (widget);
  double ratio;

  *minimum = *natural = MIN_WIDTH;
  if (self->texture == NULL)
    return;
  ratio = (double) gdk_texture_get_width (self->texture) / gdk_texture_get_height (self->texture);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = MAX (MIN_WIDTH, (int) (MAX_HEIGHT * ratio));
  else if (for_size >= 0)
    *minimum = *natural = CLAMP ((int) (for_size / ratio), MIN_WIDTH, MAX_HEIGHT);
}

static void
troupe_crop_view_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  TroupeCropView *self = TROUPE_CROP_VIEW (widget);
  graphene_rect_t picture, part;

  if (self->texture == NULL)
    return;
  get_boxes (self, &picture, &part);
  gtk_snapshot_append_texture (snapshot, self->texture, &picture);
  gtk_snapshot_append_color (snapshot, &(GdkRGBA) { 0, 0, 0, 0.62f }, &picture);
  gtk_snapshot_push_clip (snapshot, &part);
  gtk_snapshot_append_texture (snapshot, self->texture, &picture);
  gtk_snapshot_pop (snapshot);
}

static void
troupe_crop_view_finalize (GObject *object)
{
  g_clear_object (&TROUPE_CROP_VIEW (object)->texture);
  G_OBJECT_CLASS (troupe_crop_view_parent_class)->finalize (object);
}

static void
troupe_crop_view_class_init (TroupeCropViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = troupe_crop_view_finalize;
  widget_class->get_request_mode = troupe_crop_view_get_request_mode;
  widget_class->measure = troupe_crop_view_measure;
  widget_class->snapshot = troupe_crop_view_snapshot;
  gtk_widget_class_set_css_name (widget_class, "cropview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);

  /**
   * TroupeCropView::moved:
   * @self: the view
   *
   * The person moved the part.
   */
  signals[MOVED] = g_signal_new ("moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
troupe_crop_view_init (TroupeCropView *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->x = self->y = 0.5;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "move");
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  g_signal_connect_object (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "drag-update", G_CALLBACK (drag_update_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/**
 * troupe_crop_view_show:
 * @self: a view
 * @texture: (nullable): the picture
 * @ratio: width divided by height of the part that is sent, 0 for all of it
 * @x: where the part lies in what it leaves over, from 0 to 1
 * @y: the same downwards
 *
 * Shows a picture.
 */
void
troupe_crop_view_show (TroupeCropView *self,
                       GdkTexture     *texture,
                       double          ratio,
                       double          x,
                       double          y)
{
  g_return_if_fail (TROUPE_IS_CROP_VIEW (self));

  self->ratio = ratio;
  self->x = x;
  self->y = y;
  if (g_set_object (&self->texture, texture))
    gtk_widget_queue_resize (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * troupe_crop_view_get_place:
 * @self: a view
 * @x: (out): where the part lies in what it leaves over, from 0 to 1
 * @y: (out): the same downwards
 *
 * Gets what the person chose.
 */
void
troupe_crop_view_get_place (TroupeCropView *self,
                            double         *x,
                            double         *y)
{
  g_return_if_fail (TROUPE_IS_CROP_VIEW (self));

  *x = self->x;
  *y = self->y;
}
