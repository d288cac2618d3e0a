/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-timeline-strip.h"

#include <math.h>

#include "troupe-filmstrip.h"

#define LEAST_HEIGHT 40
#define NATURAL_HEIGHT 60

/* Cells are at most this much wider than a picture */
#define STRETCH G_SQRT2

/* More textures than any window shows at once */
#define MAX_TEXTURES 256

/**
 * TroupeTimelineStrip:
 *
 * The pictures of a clip in a row. Owns the filmstrip that decodes them and a texture of each one it
 * has drawn.
 *
 * The cells that pictures stand in are a power of two of equal parts of the clip, so that panning
 * moves them and a zoom by two needs half of them anew.
 */
struct _TroupeTimelineStrip
{
  GtkWidget           parent_instance;

  /* Owned */
  TroupeClip         *clip;
  TroupeFilmstrip    *filmstrip;
  GHashTable         *textures;    /* TroupeFrame to GdkTexture */

  TroupeTimelineView  view;
  double              cell_ns;     /* 0 until there is something to draw */
};

G_DEFINE_FINAL_TYPE (TroupeTimelineStrip, troupe_timeline_strip, GTK_TYPE_WIDGET)

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static double
picture_width (TroupeTimelineStrip *self,
               int                  height)
{
  int clip_width = MAX (troupe_clip_get_width (self->clip), 1);
  int clip_height = MAX (troupe_clip_get_height (self->clip), 1);

  return MAX ((double) height * clip_width / clip_height, 8);
}

static gint64
first_cell (TroupeTimelineStrip *self)
{
  return (gint64) floor (self->view.from_ns / self->cell_ns);
}

/* One more than the last */
static gint64
end_cell (TroupeTimelineStrip *self)
{
  double end_ns = MIN (self->view.from_ns + self->view.length_ns, self->view.duration_ns - 1.0);

  return (gint64) floor (end_ns / self->cell_ns) + 1;
}

static void
request_pictures (TroupeTimelineStrip *self)
{
  gint64 first = first_cell (self);
  gint64 end = end_cell (self);
  guint64 from_ns = (guint64) (first * self->cell_ns);
  guint64 to_ns = (guint64) (end * self->cell_ns);

  if (end > first)
    troupe_filmstrip_request (self->filmstrip, from_ns, to_ns, (guint) (end - first));
}

static void
lay_out_cells (TroupeTimelineStrip *self)
{
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  double n_cells;
  double depth;

  self->cell_ns = 0;
  if (self->filmstrip == NULL || height <= 0 || self->view.length_ns <= 0 || self->view.width <= 0)
    return;

  n_cells = MAX (round (self->view.width / picture_width (self, height)), 1);
  depth = round (log2 (self->view.duration_ns / self->view.length_ns));
  self->cell_ns = MAX (self->view.duration_ns / (n_cells * exp2 (depth)), 1);
  request_pictures (self);
}

static void
pictures_changed_cb (TroupeTimelineStrip *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
make_filmstrip (TroupeTimelineStrip *self)
{
  double width = picture_width (self, NATURAL_HEIGHT);
  double edge = MIN (width, NATURAL_HEIGHT) * STRETCH;
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));

  self->filmstrip = troupe_filmstrip_new (self->clip, (int) ceil (edge) * scale);
  g_signal_connect_object (self->filmstrip, "changed", G_CALLBACK (pictures_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
drop_filmstrip (TroupeTimelineStrip *self)
{
  if (self->filmstrip != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->filmstrip, self);
      troupe_filmstrip_stop (self->filmstrip);
    }
  g_clear_object (&self->filmstrip);
  g_hash_table_remove_all (self->textures);
}

static GdkTexture *
get_texture (TroupeTimelineStrip *self,
             TroupeFrame         *frame)
{
  GdkTexture *texture = g_hash_table_lookup (self->textures, frame);

  if (texture != NULL)
    return texture;

  if (g_hash_table_size (self->textures) >= MAX_TEXTURES)
    g_hash_table_remove_all (self->textures);
  texture = gdk_memory_texture_new (troupe_frame_get_width (frame), troupe_frame_get_height (frame),
                                    GDK_MEMORY_R8G8B8A8, troupe_frame_get_pixels (frame),
                                    troupe_frame_get_stride (frame));
  g_hash_table_insert (self->textures, troupe_frame_ref (frame), texture);

  return texture;
}

/* Fills the cell, cutting off what is too much. */
static void
draw_picture (GtkSnapshot           *snapshot,
              GdkTexture            *texture,
              const graphene_rect_t *cell)
{
  float width = gdk_texture_get_width (texture);
  float height = gdk_texture_get_height (texture);
  float scale = MAX (cell->size.width / width, cell->size.height / height);
  graphene_rect_t bounds;

  graphene_rect_init (&bounds,
                      cell->origin.x + (cell->size.width - width * scale) / 2,
                      cell->origin.y + (cell->size.height - height * scale) / 2,
                      width * scale, height * scale);
  gtk_snapshot_push_clip (snapshot, cell);
  gtk_snapshot_append_scaled_texture (snapshot, texture, GSK_SCALING_FILTER_TRILINEAR, &bounds);
  gtk_snapshot_pop (snapshot);
}

static void
troupe_timeline_strip_snapshot (GtkWidget   *widget,
                                GtkSnapshot *snapshot)
{
  TroupeTimelineStrip *self = TROUPE_TIMELINE_STRIP (widget);
  float height = gtk_widget_get_height (widget);

  if (self->cell_ns <= 0)
    return;

  for (gint64 i = first_cell (self); i < end_cell (self); i++)
    {
      double from = troupe_timeline_view_get_x (&self->view, (guint64) (i * self->cell_ns));
      double to = troupe_timeline_view_get_x (&self->view, (guint64) ((i + 1) * self->cell_ns));
      TroupeFrame *frame = troupe_filmstrip_get_frame (self->filmstrip,
                                                       (guint64) ((i + 0.5) * self->cell_ns));

      if (frame != NULL)
        draw_picture (snapshot, get_texture (self, frame),
                      &GRAPHENE_RECT_INIT (floor (from), 0, floor (to) - floor (from), height));
    }
}

static void
troupe_timeline_strip_measure (GtkWidget     *widget,
                               GtkOrientation orientation,
                               int            for_size,
                               int           *minimum,
                               int           *natural,
                               int           *minimum_baseline,
                               int           *natural_baseline)
{
  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = LEAST_HEIGHT;
      *natural = NATURAL_HEIGHT;
    }
}

static void
troupe_timeline_strip_size_allocate (GtkWidget *widget,
                                     int        width,
                                     int        height,
                                     int        baseline)
{
  lay_out_cells (TROUPE_TIMELINE_STRIP (widget));
}

static void
troupe_timeline_strip_dispose (GObject *object)
{
  TroupeTimelineStrip *self = TROUPE_TIMELINE_STRIP (object);

  drop_filmstrip (self);
  g_clear_object (&self->clip);
  G_OBJECT_CLASS (troupe_timeline_strip_parent_class)->dispose (object);
}

static void
troupe_timeline_strip_finalize (GObject *object)
{
  TroupeTimelineStrip *self = TROUPE_TIMELINE_STRIP (object);

  g_clear_pointer (&self->textures, g_hash_table_unref);
  G_OBJECT_CLASS (troupe_timeline_strip_parent_class)->finalize (object);
}

static void
troupe_timeline_strip_class_init (TroupeTimelineStripClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = troupe_timeline_strip_dispose;
  object_class->finalize = troupe_timeline_strip_finalize;
  widget_class->measure = troupe_timeline_strip_measure;
  widget_class->size_allocate = troupe_timeline_strip_size_allocate;
  widget_class->snapshot = troupe_timeline_strip_snapshot;

  /* Pictures arrived. */
  signals[CHANGED] = g_signal_new ("changed", TROUPE_TYPE_TIMELINE_STRIP, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "filmstrip");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
troupe_timeline_strip_init (TroupeTimelineStrip *self)
{
  self->textures = g_hash_table_new_full (NULL, NULL, (GDestroyNotify) troupe_frame_unref,
                                          g_object_unref);
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * troupe_timeline_strip_new:
 *
 * Makes an empty strip.
 *
 * Returns: (transfer floating): a new strip
 */
GtkWidget *
troupe_timeline_strip_new (void)
{
  return g_object_new (TROUPE_TYPE_TIMELINE_STRIP, NULL);
}

/**
 * troupe_timeline_strip_set_clip:
 * @self: a strip
 * @clip: (nullable): the clip whose pictures are shown
 *
 * Begins to decode the pictures of another clip, or of the same one again.
 */
void
troupe_timeline_strip_set_clip (TroupeTimelineStrip *self,
                                TroupeClip          *clip)
{
  g_return_if_fail (TROUPE_IS_TIMELINE_STRIP (self));
  g_return_if_fail (clip == NULL || TROUPE_IS_CLIP (clip));

  drop_filmstrip (self);
  g_set_object (&self->clip, clip);
  if (clip != NULL)
    make_filmstrip (self);
  lay_out_cells (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * troupe_timeline_strip_set_view:
 * @self: a strip
 * @view: what part of the clip is visible
 *
 * Shows a part of the clip.
 */
void
troupe_timeline_strip_set_view (TroupeTimelineStrip      *self,
                                const TroupeTimelineView *view)
{
  g_return_if_fail (TROUPE_IS_TIMELINE_STRIP (self));
  g_return_if_fail (view != NULL);

  if (memcmp (&self->view, view, sizeof *view) == 0)
    return;

  self->view = *view;
  lay_out_cells (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * troupe_timeline_strip_look:
 * @self: a strip
 * @time_ns: the time of a frame, in nanoseconds
 *
 * Gets the picture nearest to a time and asks for the exact one, which "changed" tells of.
 *
 * Returns: (transfer none) (nullable): the picture, or `NULL` before there is any
 */
GdkTexture *
troupe_timeline_strip_look (TroupeTimelineStrip *self,
                            guint64              time_ns)
{
  TroupeFrame *frame;

  g_return_val_if_fail (TROUPE_IS_TIMELINE_STRIP (self), NULL);

  if (self->filmstrip == NULL)
    return NULL;

  troupe_filmstrip_look (self->filmstrip, time_ns);
  frame = troupe_filmstrip_get_frame (self->filmstrip, time_ns);

  return frame != NULL ? get_texture (self, frame) : NULL;
}
