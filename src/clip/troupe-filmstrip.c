/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-filmstrip.h"

#include <gst/gst.h>

#include "troupe-frame-reader.h"

/* What the pictures may take together; some 270 at 180 x 320 */
#define CACHE_LIMIT_BYTES (64 * 1024 * 1024)

/* The time of a frame comes out a little apart, depending on where a seek began. */
#define LOOK_TOLERANCE_NS (100 * GST_USECOND)

typedef struct
{
  guint64 time_ns;
  guint64 tolerance_ns;
} Cell;

struct _TroupeFilmstrip
{
  GObject        parent_instance;

  /* Owned, main thread */
  char          *uri;
  int            short_edge;
  GPtrArray     *frames;    /* of TroupeFrame, by time */
  gsize          size_bytes;
  guint64        middle_ns;    /* of the last request */
  GCancellable  *cancellable;
  GThread       *thread;

  /* Shared with the thread, under the lock */
  GMutex         lock;
  GCond          cond;
  GArray        *wanted;    /* of Cell, the first is next */
  guint          serial;    /* of the request they belong to */
  guint64        look_ns;    /* the exact frame that comes before all cells, or GST_CLOCK_TIME_NONE */
  GHashTable    *settled;    /* cell times that no better frame exists for */
  GPtrArray     *arrived;    /* of TroupeFrame */
  guint          arrived_id;
  gboolean       stopped;
};

G_DEFINE_FINAL_TYPE (TroupeFilmstrip, troupe_filmstrip, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static guint64
distance (guint64 a,
          guint64 b)
{
  return a > b ? a - b : b - a;
}

static gsize
frame_size (TroupeFrame *frame)
{
  return g_bytes_get_size (troupe_frame_get_pixels (frame));
}

/* Index of the first frame at or after the time */
static guint
find_index (TroupeFilmstrip *self,
            guint64          time_ns)
{
  guint low = 0, high = self->frames->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (troupe_frame_get_time_ns (g_ptr_array_index (self->frames, middle)) < time_ns)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

static void
forget_farthest (TroupeFilmstrip *self)
{
  while (self->size_bytes > CACHE_LIMIT_BYTES && self->frames->len > 1)
    {
      guint last = self->frames->len - 1;
      guint64 first_ns = troupe_frame_get_time_ns (g_ptr_array_index (self->frames, 0));
      guint64 last_ns = troupe_frame_get_time_ns (g_ptr_array_index (self->frames, last));
      guint gone = distance (first_ns, self->middle_ns) > distance (last_ns, self->middle_ns) ? 0 : last;

      self->size_bytes -= frame_size (g_ptr_array_index (self->frames, gone));
      g_ptr_array_remove_index (self->frames, gone);
    }
}

static void
add_frame (TroupeFilmstrip *self,
           TroupeFrame     *frame)
{
  guint64 time_ns = troupe_frame_get_time_ns (frame);
  guint i = find_index (self, time_ns);

  if (i < self->frames->len
      && troupe_frame_get_time_ns (g_ptr_array_index (self->frames, i)) == time_ns)
    return;

  g_ptr_array_insert (self->frames, i, troupe_frame_ref (frame));
  self->size_bytes += frame_size (frame);
}

static gboolean
arrived_idle (gpointer user_data)
{
  TroupeFilmstrip *self = user_data;    /* alive: stop() removes the source */
  g_autoptr (GPtrArray) arrived = NULL;

  g_mutex_lock (&self->lock);
  arrived = g_steal_pointer (&self->arrived);
  self->arrived = g_ptr_array_new_with_free_func ((GDestroyNotify) troupe_frame_unref);
  self->arrived_id = 0;
  g_mutex_unlock (&self->lock);

  for (guint i = 0; i < arrived->len; i++)
    add_frame (self, g_ptr_array_index (arrived, i));
  forget_farthest (self);
  g_signal_emit (self, signals[CHANGED], 0);

  return G_SOURCE_REMOVE;
}

/* Under the lock: settled belongs to the thread too */
static gboolean
is_covered (TroupeFilmstrip *self,
            const Cell      *cell)
{
  TroupeFrame *frame = troupe_filmstrip_get_frame (self, cell->time_ns);

  if (frame == NULL)
    return FALSE;

  return g_hash_table_contains (self->settled, &cell->time_ns)
         || distance (troupe_frame_get_time_ns (frame), cell->time_ns) <= cell->tolerance_ns;
}

/* The thread */

static gboolean
wait_for_cell (TroupeFilmstrip *self,
               Cell            *cell,
               guint           *serial)
{
  gboolean has_cell;

  g_mutex_lock (&self->lock);
  while (!self->stopped && self->wanted->len == 0 && self->look_ns == GST_CLOCK_TIME_NONE)
    g_cond_wait (&self->cond, &self->lock);
  has_cell = !self->stopped;
  if (has_cell && self->look_ns != GST_CLOCK_TIME_NONE)
    {
      *cell = (Cell) { self->look_ns, G_MAXUINT64 };
      *serial = self->serial;
      self->look_ns = GST_CLOCK_TIME_NONE;
    }
  else if (has_cell)
    {
      *cell = g_array_index (self->wanted, Cell, 0);
      g_array_remove_index (self->wanted, 0);
      *serial = self->serial;
    }
  g_mutex_unlock (&self->lock);

  return has_cell;
}

static void
hand_over (TroupeFilmstrip *self,
           TroupeFrame     *frame)
{
  g_mutex_lock (&self->lock);
  if (!self->stopped)
    {
      g_ptr_array_add (self->arrived, troupe_frame_ref (frame));
      if (self->arrived_id == 0)
        self->arrived_id = g_idle_add (arrived_idle, self);
    }
  g_mutex_unlock (&self->lock);
}

/* A key frame is quick. Where it stands too far from the cell the exact frame is wanted as well, after all
 * the quick ones; a tolerance of G_MAXUINT64 marks these. */
static void
settle (TroupeFilmstrip *self,
        const Cell      *cell,
        guint            serial,
        guint64          found_ns)
{
  gboolean is_exact = cell->tolerance_ns == G_MAXUINT64;

  g_mutex_lock (&self->lock);
  if (is_exact)
    g_hash_table_add (self->settled, g_memdup2 (&cell->time_ns, sizeof cell->time_ns));
  else if (self->serial == serial && distance (found_ns, cell->time_ns) > cell->tolerance_ns)
    g_array_append_val (self->wanted, ((Cell) { cell->time_ns, G_MAXUINT64 }));
  g_mutex_unlock (&self->lock);
}

static gpointer
filmstrip_thread (gpointer user_data)
{
  TroupeFilmstrip *self = user_data;    /* alive: stop() joins the thread */
  g_autoptr (TroupeFrameReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  Cell cell;
  guint serial;

  reader = troupe_frame_reader_new (self->uri, self->short_edge, self->cancellable, &error);
  while (reader != NULL && wait_for_cell (self, &cell, &serial))
    {
      g_autoptr (GError) seek_error = NULL;
      g_autoptr (TroupeFrame) frame = NULL;

      frame = troupe_frame_reader_seek (reader, cell.time_ns, cell.tolerance_ns == G_MAXUINT64,
                                        self->cancellable, &seek_error);
      if (frame == NULL)
        {
          /* A cell without a picture shows its neighbour's; the player tells what is wrong with the clip. */
          g_debug ("no thumbnail at %" G_GUINT64_FORMAT " ns: %s", cell.time_ns,
                   seek_error != NULL ? seek_error->message : "the end");
          continue;
        }

      hand_over (self, frame);
      settle (self, &cell, serial, troupe_frame_get_time_ns (frame));
    }

  if (error != NULL)
    g_debug ("no thumbnails: %s", error->message);

  return NULL;
}

static void
need_thread (TroupeFilmstrip *self)
{
  if (self->thread == NULL)
    self->thread = g_thread_new ("filmstrip", filmstrip_thread, self);
}

static void
troupe_filmstrip_dispose (GObject *object)
{
  troupe_filmstrip_stop (TROUPE_FILMSTRIP (object));

  G_OBJECT_CLASS (troupe_filmstrip_parent_class)->dispose (object);
}

static void
troupe_filmstrip_finalize (GObject *object)
{
  TroupeFilmstrip *self = TROUPE_FILMSTRIP (object);

  g_clear_pointer (&self->uri, g_free);
  g_clear_pointer (&self->frames, g_ptr_array_unref);
  g_clear_pointer (&self->arrived, g_ptr_array_unref);
  g_clear_pointer (&self->wanted, g_array_unref);
  g_clear_pointer (&self->settled, g_hash_table_unref);
  g_clear_object (&self->cancellable);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->cond);

  G_OBJECT_CLASS (troupe_filmstrip_parent_class)->finalize (object);
}

static void
troupe_filmstrip_class_init (TroupeFilmstripClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = troupe_filmstrip_dispose;
  object_class->finalize = troupe_filmstrip_finalize;

  /**
   * TroupeFilmstrip::changed:
   *
   * Thumbnails arrived. At most once a turn of the main loop.
   */
  signals[CHANGED] = g_signal_new ("changed", TROUPE_TYPE_FILMSTRIP, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
troupe_filmstrip_init (TroupeFilmstrip *self)
{
  g_mutex_init (&self->lock);
  g_cond_init (&self->cond);
  self->frames = g_ptr_array_new_with_free_func ((GDestroyNotify) troupe_frame_unref);
  self->arrived = g_ptr_array_new_with_free_func ((GDestroyNotify) troupe_frame_unref);
  self->wanted = g_array_new (FALSE, FALSE, sizeof (Cell));
  self->look_ns = GST_CLOCK_TIME_NONE;
  self->settled = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->cancellable = g_cancellable_new ();
}

/**
 * troupe_filmstrip_new:
 * @clip: a probed clip
 * @short_edge: pixels of the shorter side of a thumbnail, at most
 *
 * Makes a filmstrip. Nothing is decoded before the first request.
 *
 * The local file of @clip is read where it has one, else its address.
 *
 * Returns: (transfer full): a filmstrip without thumbnails
 */
TroupeFilmstrip *
troupe_filmstrip_new (TroupeClip *clip,
                      int         short_edge)
{
  TroupeFilmstrip *self;
  GFile *file;

  g_return_val_if_fail (TROUPE_IS_CLIP (clip), NULL);
  g_return_val_if_fail (short_edge > 0, NULL);

  self = g_object_new (TROUPE_TYPE_FILMSTRIP, NULL);
  file = troupe_clip_get_local_file (clip);
  self->uri = file != NULL ? g_file_get_uri (file) : g_strdup (troupe_clip_get_uri (clip));
  self->short_edge = short_edge;

  return self;
}

/**
 * troupe_filmstrip_request:
 * @self: a filmstrip that has not been stopped
 * @from_ns: start of the part on show, in nanoseconds
 * @to_ns: end of the part on show, in nanoseconds
 * @n_cells: into how many cells it is divided
 *
 * Asks for a thumbnail of each cell that has none yet; an earlier request is forgotten.
 *
 * Key frames come first, then the exact frame of each cell that a key frame does not show. The
 * thumbnails are decoded on the filmstrip's thread; [signal@TroupeFilmstrip::changed] tells.
 */
void
troupe_filmstrip_request (TroupeFilmstrip *self,
                          guint64          from_ns,
                          guint64          to_ns,
                          guint            n_cells)
{
  guint64 width_ns = n_cells > 0 ? (to_ns - from_ns) / n_cells : 0;

  g_return_if_fail (TROUPE_IS_FILMSTRIP (self));
  g_return_if_fail (from_ns <= to_ns);
  g_return_if_fail (!self->stopped);

  self->middle_ns = from_ns + (to_ns - from_ns) / 2;
  g_mutex_lock (&self->lock);
  g_array_set_size (self->wanted, 0);
  self->serial++;
  for (guint i = 0; i < n_cells; i++)
    {
      Cell cell = { from_ns + width_ns * i + width_ns / 2, width_ns / 2 };

      if (!is_covered (self, &cell))
        g_array_append_val (self->wanted, cell);
    }
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->lock);
  need_thread (self);
}

/**
 * troupe_filmstrip_look:
 * @self: a filmstrip that has not been stopped
 * @time_ns: the time of a frame, in nanoseconds
 *
 * Asks for the exact frame at a time before anything else that is wanted; an earlier look that has not
 * begun is forgotten. [signal@TroupeFilmstrip::changed] tells when it is there.
 */
void
troupe_filmstrip_look (TroupeFilmstrip *self,
                       guint64          time_ns)
{
  g_return_if_fail (TROUPE_IS_FILMSTRIP (self));
  g_return_if_fail (!self->stopped);

  g_mutex_lock (&self->lock);
  self->look_ns = GST_CLOCK_TIME_NONE;
  if (!is_covered (self, &(Cell) { time_ns, LOOK_TOLERANCE_NS }))
    self->look_ns = time_ns;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->lock);
  need_thread (self);
}

/**
 * troupe_filmstrip_get_frame:
 * @self: a filmstrip
 * @time_ns: a time of the clip, in nanoseconds
 *
 * Gets the thumbnail nearest to a time.
 *
 * Returns: (transfer none) (nullable): the thumbnail, valid until the main loop runs again
 */
TroupeFrame *
troupe_filmstrip_get_frame (TroupeFilmstrip *self,
                            guint64          time_ns)
{
  TroupeFrame *before, *after;
  guint i;

  g_return_val_if_fail (TROUPE_IS_FILMSTRIP (self), NULL);

  if (self->frames->len == 0)
    return NULL;

  i = find_index (self, time_ns);
  if (i == 0)
    return g_ptr_array_index (self->frames, 0);

  before = g_ptr_array_index (self->frames, i - 1);
  if (i == self->frames->len)
    return before;

  after = g_ptr_array_index (self->frames, i);
  return distance (troupe_frame_get_time_ns (before), time_ns)
         <= distance (troupe_frame_get_time_ns (after), time_ns) ? before : after;
}

/**
 * troupe_filmstrip_stop:
 * @self: a filmstrip
 *
 * Ends the thread and waits for it; what was asked for is forgotten. The thumbnails stay.
 */
void
troupe_filmstrip_stop (TroupeFilmstrip *self)
{
  g_return_if_fail (TROUPE_IS_FILMSTRIP (self));

  g_mutex_lock (&self->lock);
  self->stopped = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->lock);

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->thread, g_thread_join);
  g_clear_handle_id (&self->arrived_id, g_source_remove);
}
