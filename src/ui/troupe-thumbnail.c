/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-thumbnail.h"

#include "troupe-texture-loader.h"

/* Enough for the largest card; pictures are decoded to this size times the scale of the screen. */
#define SHORT_EDGE 256

struct _TroupeThumbnail
{
  GtkWidget     parent_instance;

  /* Template */
  GtkWidget    *placeholder;

  double        ratio;          /* of height to width */

  /* Owned */
  GFile        *file;
  GdkTexture   *texture;
  GCancellable *cancellable;    /* of the load under way */
};

G_DEFINE_FINAL_TYPE (TroupeThumbnail, troupe_thumbnail, GTK_TYPE_WIDGET)

enum { PROP_0, PROP_FILE, PROP_ICON_NAME, PROP_RATIO, N_PROPS };
static GParamSpec *properties[N_PROPS];

static void
set_texture (TroupeThumbnail *self,
             GdkTexture      *texture)
{
  if (!g_set_object (&self->texture, texture))
    return;

  gtk_widget_set_visible (self->placeholder, texture == NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
load_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (TroupeThumbnail) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  texture = troupe_texture_loader_load_finish (TROUPE_TEXTURE_LOADER (source), result, &error);
  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;    /* the picture of another file by now */

  if (texture == NULL)
    g_debug ("Picture not shown: %s", error->message);    /* the figure stays in its place */
  else
    set_texture (self, texture);
}

static void
load (TroupeThumbnail *self)
{
  TroupeTextureLoader *loader = troupe_texture_loader_get_default ();
  int short_edge = SHORT_EDGE * gtk_widget_get_scale_factor (GTK_WIDGET (self));
  GdkTexture *texture = NULL;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  if (self->file != NULL)
    texture = troupe_texture_loader_lookup (loader, self->file, short_edge);
  set_texture (self, texture);
  if (self->file == NULL || texture != NULL)
    return;

  self->cancellable = g_cancellable_new ();
  troupe_texture_loader_load_async (loader, self->file, short_edge, self->cancellable,
                                    load_cb, g_object_ref (self));
}

static void
scale_factor_cb (TroupeThumbnail *self)
{
  load (self);
}

static GtkSizeRequestMode
troupe_thumbnail_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
troupe_thumbnail_measure (GtkWidget     *widget,
                          GtkOrientation orientation,
                          int            for_size,
                          int           *minimum,
                          int           *natural,
                          int           *minimum_baseline,
                          int           *natural_baseline)
{
  TroupeThumbnail *self = TROUPE_THUMBNAIL (widget);

  gtk_widget_measure (self->placeholder, orientation, -1, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0)
    {
      const int height = (int) (for_size * self->ratio);

      *minimum = MAX (*minimum, height);
      *natural = MAX (*natural, height);
    }
}

static void
troupe_thumbnail_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  TroupeThumbnail *self = TROUPE_THUMBNAIL (widget);

  gtk_widget_allocate (self->placeholder, width, height, -1, NULL);
}

static void
troupe_thumbnail_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  TroupeThumbnail *self = TROUPE_THUMBNAIL (widget);
  double width = gtk_widget_get_width (widget);
  double height = gtk_widget_get_height (widget);

  if (self->texture != NULL)
    {
      double texture_width = gdk_texture_get_width (self->texture);
      double texture_height = gdk_texture_get_height (self->texture);
      double scale = MAX (width / texture_width, height / texture_height);
      graphene_rect_t bounds;

      graphene_rect_init (&bounds,
                          (width - texture_width * scale) / 2, (height - texture_height * scale) / 2,
                          texture_width * scale, texture_height * scale);
      gtk_snapshot_append_scaled_texture (snapshot, self->texture, GSK_SCALING_FILTER_TRILINEAR, &bounds);
    }

  GTK_WIDGET_CLASS (troupe_thumbnail_parent_class)->snapshot (widget, snapshot);
}

static void
troupe_thumbnail_get_property (GObject    *object,
                               guint       property_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  TroupeThumbnail *self = TROUPE_THUMBNAIL (object);

  switch (property_id)
    {
    case PROP_FILE:
      g_value_set_object (value, troupe_thumbnail_get_file (self));
      break;

    case PROP_ICON_NAME:
      g_value_set_string (value, gtk_image_get_icon_name (GTK_IMAGE (self->placeholder)));
      break;

    case PROP_RATIO:
      g_value_set_double (value, self->ratio);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
troupe_thumbnail_set_property (GObject      *object,
                               guint         property_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  TroupeThumbnail *self = TROUPE_THUMBNAIL (object);

  switch (property_id)
    {
    case PROP_FILE:
      troupe_thumbnail_set_file (self, g_value_get_object (value));
      break;

    case PROP_ICON_NAME:
      gtk_image_set_from_icon_name (GTK_IMAGE (self->placeholder), g_value_get_string (value));
      break;

    case PROP_RATIO:
      self->ratio = g_value_get_double (value);
      gtk_widget_queue_resize (GTK_WIDGET (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
troupe_thumbnail_dispose (GObject *object)
{
  TroupeThumbnail *self = TROUPE_THUMBNAIL (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->texture);
  g_clear_object (&self->file);
  g_clear_pointer (&self->placeholder, gtk_widget_unparent);
  G_OBJECT_CLASS (troupe_thumbnail_parent_class)->dispose (object);
}

static void
troupe_thumbnail_class_init (TroupeThumbnailClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = troupe_thumbnail_get_property;
  object_class->set_property = troupe_thumbnail_set_property;
  object_class->dispose = troupe_thumbnail_dispose;
  widget_class->get_request_mode = troupe_thumbnail_get_request_mode;
  widget_class->measure = troupe_thumbnail_measure;
  widget_class->size_allocate = troupe_thumbnail_size_allocate;
  widget_class->snapshot = troupe_thumbnail_snapshot;

  properties[PROP_FILE] =
    g_param_spec_object ("file", NULL, NULL,
                         G_TYPE_FILE,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  /**
   * TroupeThumbnail:icon-name:
   *
   * What is shown while there is no picture.
   */
  properties[PROP_ICON_NAME] =
    g_param_spec_string ("icon-name", NULL, NULL,
                         "avatar-default-symbolic",
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);

  /**
   * TroupeThumbnail:ratio:
   *
   * How high it is for its width.
   */
  properties[PROP_RATIO] =
    g_param_spec_double ("ratio", NULL, NULL,
                         0.1, 10, 1,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "thumbnail");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
troupe_thumbnail_init (TroupeThumbnail *self)
{
  self->ratio = 1;
  self->placeholder = g_object_new (GTK_TYPE_IMAGE,
                                    "icon-name", "avatar-default-symbolic",
                                    "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                    NULL);
  gtk_widget_set_parent (self->placeholder, GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (scale_factor_cb), NULL);
}

/**
 * troupe_thumbnail_new:
 *
 * Makes a thumbnail without a picture.
 *
 * Returns: (transfer floating): a new widget
 */
GtkWidget *
troupe_thumbnail_new (void)
{
  return g_object_new (TROUPE_TYPE_THUMBNAIL, NULL);
}

/**
 * troupe_thumbnail_get_file:
 * @self: a thumbnail
 *
 * Gets the picture it shows.
 *
 * Returns: (transfer none) (nullable): a picture
 */
GFile *
troupe_thumbnail_get_file (TroupeThumbnail *self)
{
  g_return_val_if_fail (TROUPE_IS_THUMBNAIL (self), NULL);

  return self->file;
}

/**
 * troupe_thumbnail_set_file:
 * @self: a thumbnail
 * @file: (nullable): a picture
 *
 * Shows @file, at once when it is still in memory. The figure stays when it cannot be read.
 */
void
troupe_thumbnail_set_file (TroupeThumbnail *self,
                           GFile           *file)
{
  g_return_if_fail (TROUPE_IS_THUMBNAIL (self));
  g_return_if_fail (file == NULL || G_IS_FILE (file));

  if (self->file == file || (self->file != NULL && file != NULL && g_file_equal (self->file, file)))
    return;

  g_set_object (&self->file, file);
  load (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILE]);
}
