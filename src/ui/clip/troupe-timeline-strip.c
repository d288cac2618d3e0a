/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-timeline-strip.h"

#include <math.h>

#define LEAST_HEIGHT 40
#define NATURAL_HEIGHT 60

/* Cells are at most this much wider than a picture */
#define STRETCH G_SQRT2

/* More textures than any window shows at once */
#define MAX_TEXTURES 256

/* A picture gives way to the frame itself, or to one that is nearer by this share of a cell: else the
 * strip would be drawn anew for each frame that is stored. */
#define NEARER 0.25

/**
 * TroupeTimelineStrip:
 *
 * The pictures of a clip in a row. They come from a frame store; the strip owns a texture of each one
 * it has drawn.
 *
 * The cells that pictures stand in are a power of two of equal parts of the clip, so that panning
 * moves them and a zoom by two needs half of them anew.
 */
struct _TroupeTimelineStrip
{
  GtkWidget           parent_instance;

  /* Owned */
  TroupeClip         *clip;
  TroupeFrameStore   *store;       /* NULL: no pictures */
  GHashTable         *textures;    /* guint64, the time of a frame, to GdkTexture */
  GArray             *shown;       /* of guint64: the frames in the visible cells, or G_MAXUINT64 */
  int                 edge;        /* least short edge of a texture, in pixels */

  TroupeTimelineView  view;
  double              cell_ns;     /* 0 until there is something to draw */
  gboolean            was_idle;    /* the store, when it was asked last */
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

static guint64
middle_of_cell (TroupeTimelineStrip *self,
                gint64               cell)
{
  return (guint64) ((cell + 0.5) * self->cell_ns);
}

static void
request_pictures (TroupeTimelineStrip *self)
{
  gint64 first = first_cell (self);
  gint64 end = end_cell (self);

  self->was_idle = troupe_frame_store_is_idle (self->store);
  if (end > first)
    troupe_frame_store_show (self->store, (guint64) (first * self->cell_ns),
                             (guint64) (end * self->cell_ns), (guint) (end - first));
}

static guint64
distance (guint64 a,
          guint64 b)
{
  return a > b ? a - b : b - a;
}

/* Whether what is there for a cell is worth another drawing */
static gboolean
is_better (TroupeTimelineStrip *self,
           guint64              time_ns,
           guint64              found_ns,
           guint64              shown_ns)
{
  if (found_ns == shown_ns)
    return FALSE;

  return shown_ns == G_MAXUINT64 || troupe_frame_store_is_covered (self->store, time_ns, time_ns + 1) ||
         distance (found_ns, time_ns) + NEARER * self->cell_ns < distance (shown_ns, time_ns);
}

/* Returns whether the cells show other frames than before. */
static gboolean
choose_pictures (TroupeTimelineStrip *self)
{
  gint64 first = first_cell (self);
  gboolean has_changed = FALSE;

  for (guint i = 0; i < self->shown->len; i++)
    {
      guint64 *shown_ns = &g_array_index (self->shown, guint64, i);
      guint64 time_ns = middle_of_cell (self, first + i);
      guint64 found_ns = troupe_frame_store_find_nearest (self->store, time_ns);

      if (is_better (self, time_ns, found_ns, *shown_ns))
        {
          *shown_ns = found_ns;
          has_changed = TRUE;
        }
    }

  return has_changed;
}

static void
forget_pictures (TroupeTimelineStrip *self)
{
  gint64 n_cells = self->cell_ns > 0 ? end_cell (self) - first_cell (self) : 0;

  g_array_set_size (self->shown, 0);
  for (gint64 i = 0; i < n_cells; i++)
    g_array_append_val (self->shown, (guint64) { G_MAXUINT64 });
}

static void
lay_out_cells (TroupeTimelineStrip *self)
{
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  double n_cells;
  double depth;

  self->cell_ns = 0;
  if (self->store != NULL && height > 0 && self->view.length_ns > 0 && self->view.width > 0)
    {
      n_cells = MAX (round (self->view.width / picture_width (self, height)), 1);
      depth = round (log2 (self->view.duration_ns / self->view.length_ns));
      self->cell_ns = MAX (self->view.duration_ns / (n_cells * exp2 (depth)), 1);
    }
  forget_pictures (self);
  if (self->shown->len == 0)
    return;

  choose_pictures (self);
  request_pictures (self);
}

static void
store_changed_cb (TroupeTimelineStrip *self)
{
  if (self->shown->len > 0 && choose_pictures (self))
    gtk_widget_queue_draw (GTK_WIDGET (self));
  if (self->shown->len > 0 && self->was_idle != troupe_frame_store_is_idle (self->store))
    request_pictures (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
drop_store (TroupeTimelineStrip *self)
{
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  g_clear_object (&self->store);
}

static GdkTexture *
make_texture (TroupeTimelineStrip *self,
              guint64              time_ns)
{
  g_autoptr (TroupeFrame) frame = NULL;

  if (self->store != NULL)
    frame = troupe_frame_store_dup_nearest (self->store, time_ns, self->edge);
  if (frame == NULL || troupe_frame_get_time_ns (frame) != time_ns)
    return NULL;

  return gdk_memory_texture_new (troupe_frame_get_width (frame), troupe_frame_get_height (frame),
                                 GDK_MEMORY_R8G8B8X8, troupe_frame_get_pixels (frame),
                                 troupe_frame_get_stride (frame));
}

/* NULL when the frame was dropped since */
static GdkTexture *
get_texture (TroupeTimelineStrip *self,
             guint64              time_ns)
{
  GdkTexture *texture = g_hash_table_lookup (self->textures, &time_ns);

  if (texture != NULL || time_ns == G_MAXUINT64)
    return texture;

  texture = make_texture (self, time_ns);
  if (texture == NULL)
    return NULL;

  if (g_hash_table_size (self->textures) >= MAX_TEXTURES)
    g_hash_table_remove_all (self->textures);
  g_hash_table_insert (self->textures, g_memdup2 (&time_ns, sizeof time_ns), texture);

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

/* NULL where nothing is stored. A frame that was dropped since gives way to the nearest that is there. */
static GdkTexture *
get_cell_texture (TroupeTimelineStrip *self,
                  guint                n)
{
  guint64 *shown_ns = &g_array_index (self->shown, guint64, n);
  GdkTexture *texture = get_texture (self, *shown_ns);

  if (texture != NULL || self->store == NULL)
    return texture;

  *shown_ns = troupe_frame_store_find_nearest (self->store, middle_of_cell (self, first_cell (self) + n));
  return get_texture (self, *shown_ns);
}

static void
troupe_timeline_strip_snapshot (GtkWidget   *widget,
                                GtkSnapshot *snapshot)
{
  TroupeTimelineStrip *self = TROUPE_TIMELINE_STRIP (widget);
  float height = gtk_widget_get_height (widget);
  gint64 first;

  if (self->shown->len == 0)
    return;

  first = first_cell (self);
  for (guint i = 0; i < self->shown->len; i++)
    {
      double from = troupe_timeline_view_get_x (&self->view, (guint64) ((first + i) * self->cell_ns));
      double to = troupe_timeline_view_get_x (&self->view,
                                              (guint64) ((first + i + 1) * self->cell_ns));
      GdkTexture *texture = get_cell_texture (self, i);

      if (texture != NULL)
        draw_picture (snapshot, texture,
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

  drop_store (self);
  g_clear_object (&self->clip);
  G_OBJECT_CLASS (troupe_timeline_strip_parent_class)->dispose (object);
}

static void
troupe_timeline_strip_finalize (GObject *object)
{
  TroupeTimelineStrip *self = TROUPE_TIMELINE_STRIP (object);

  g_clear_pointer (&self->shown, g_array_unref);
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
  self->textures = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
  self->shown = g_array_new (FALSE, FALSE, sizeof (guint64));
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
 * Prepares for the pictures of another clip; there are none before troupe_timeline_strip_set_store().
 */
void
troupe_timeline_strip_set_clip (TroupeTimelineStrip *self,
                                TroupeClip          *clip)
{
  double edge;

  g_return_if_fail (TROUPE_IS_TIMELINE_STRIP (self));
  g_return_if_fail (clip == NULL || TROUPE_IS_CLIP (clip));

  drop_store (self);
  g_hash_table_remove_all (self->textures);
  g_set_object (&self->clip, clip);
  if (clip != NULL)
    {
      edge = MIN (picture_width (self, NATURAL_HEIGHT), NATURAL_HEIGHT) * STRETCH;
      self->edge = (int) ceil (edge) * gtk_widget_get_scale_factor (GTK_WIDGET (self));
    }
  lay_out_cells (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * troupe_timeline_strip_set_store:
 * @self: a strip
 * @store: (nullable): the frames of its clip
 *
 * Sets where the pictures come from. What has been drawn stays until there is something nearer.
 */
void
troupe_timeline_strip_set_store (TroupeTimelineStrip *self,
                                 TroupeFrameStore    *store)
{
  g_return_if_fail (TROUPE_IS_TIMELINE_STRIP (self));
  g_return_if_fail (store == NULL || TROUPE_IS_FRAME_STORE (store));

  drop_store (self);
  if (store == NULL)
    return;

  self->store = g_object_ref (store);
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  if (self->shown->len == 0)
    lay_out_cells (self);
  else
    request_pictures (self);
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
 * @time_ns: the time of a frame, in nanoseconds, or `G_MAXUINT64` when none is looked at
 *
 * Gets the picture nearest to a time and asks for the exact one, which "changed" tells of.
 *
 * Returns: (transfer none) (nullable): the picture, or `NULL` before there is any
 */
GdkTexture *
troupe_timeline_strip_look (TroupeTimelineStrip *self,
                            guint64              time_ns)
{
  g_return_val_if_fail (TROUPE_IS_TIMELINE_STRIP (self), NULL);

  if (self->store == NULL)
    return NULL;

  troupe_frame_store_look (self->store, time_ns);
  return time_ns != G_MAXUINT64
         ? get_texture (self, troupe_frame_store_find_nearest (self->store, time_ns)) : NULL;
}
