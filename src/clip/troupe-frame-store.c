/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-frame-store-private.h"

/**
 * TroupeFrameStore:
 *
 * Decodes a clip once, from what a person looks at outward, and keeps a small picture of each frame.
 *
 * The pictures take a limited number of bytes; those farthest from the focus go first. Of what is not
 * stored single pictures are fetched where they are asked for. The decoders are there for as long as
 * there is something to decode. What a call gives is there at once: it never waits for a thread.
 */
G_DEFINE_FINAL_TYPE (TroupeFrameStore, troupe_frame_store, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
troupe_frame_store_dispose (GObject *object)
{
  troupe_frame_store_stop (TROUPE_FRAME_STORE (object));

  G_OBJECT_CLASS (troupe_frame_store_parent_class)->dispose (object);
}

static void
troupe_frame_store_finalize (GObject *object)
{
  TroupeFrameStore *self = TROUPE_FRAME_STORE (object);

  g_clear_pointer (&self->work, troupe_frame_work_unref);

  G_OBJECT_CLASS (troupe_frame_store_parent_class)->finalize (object);
}

static void
troupe_frame_store_class_init (TroupeFrameStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = troupe_frame_store_dispose;
  object_class->finalize = troupe_frame_store_finalize;

  /**
   * TroupeFrameStore::changed:
   *
   * Pictures arrived, or the store came to its end. At most once a turn of the main loop, and every 50 ms
   * while nobody waits for them.
   */
  signals[CHANGED] = g_signal_new ("changed", TROUPE_TYPE_FRAME_STORE, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
troupe_frame_store_init (TroupeFrameStore *self)
{
  self->looked_ns = G_MAXUINT64;
}

/* On the thread of the scout */
static gboolean
scouted_cb (GBytes  *packed,
            guint64  time_ns,
            gpointer user_data)
{
  return troupe_frame_work_add_landmark (user_data, packed, time_ns);    /* alive: stop() frees the scout before */
}

/* While not all is stored, a person may look at what is not. */
static void
changed_cb (TroupeFrameStore *self)
{
  if (self->scout != NULL && !self->work->is_remote && !self->is_following)
    troupe_frame_scout_set_ready (self->scout, !troupe_frame_store_is_idle (self));
}

/**
 * troupe_frame_store_new:
 * @clip: a probed clip
 * @limit_bytes: what the pictures may take together
 *
 * Makes a store that begins to decode at once, around the beginning of the clip; what an earlier one
 * decoded is taken from disk. Of a remote clip it has only what is asked for, unless it follows what arrives.
 *
 * Returns: (transfer full): a store
 */
TroupeFrameStore *
troupe_frame_store_new (TroupeClip *clip,
                        gsize       limit_bytes)
{
  TroupeFrameStore *self;

  g_return_val_if_fail (TROUPE_IS_CLIP (clip), NULL);
  g_return_val_if_fail (limit_bytes > 0, NULL);

  self = g_object_new (TROUPE_TYPE_FRAME_STORE, NULL);
  self->work = troupe_frame_work_new (self, clip, limit_bytes);
  self->scout = troupe_frame_scout_new (self->work->uri, TROUPE_FRAME_STORE_SHORT_EDGE, scouted_cb,
                                        self->work);
  g_signal_connect (self, "changed", G_CALLBACK (changed_cb), NULL);
  troupe_frame_work_start (self->work, troupe_clip_get_local_file (clip) == NULL);

  return self;
}

/**
 * troupe_frame_store_follow:
 * @self: a store of a clip that is not on this computer, and not followed yet
 * @uri: where it is read as it comes: troupe_incoming_get_uri()
 *
 * Decodes the clip while it is fetched. Single pictures that are asked for still come from afar, at once.
 */
void
troupe_frame_store_follow (TroupeFrameStore *self,
                           const char       *uri)
{
  g_return_if_fail (TROUPE_IS_FRAME_STORE (self));
  g_return_if_fail (self->work->is_remote && uri != NULL);

  self->is_following = TRUE;
  g_set_str (&self->work->uri, uri);
  troupe_frame_work_start (self->work, FALSE);
}

/**
 * troupe_frame_store_set_paused:
 * @self: a store
 * @is_paused: whether something else needs the processors more
 *
 * Lets the thread rest after the frame it is at, or go on. Single pictures that are asked for come even
 * so, except for the very first one.
 */
void
troupe_frame_store_set_paused (TroupeFrameStore *self,
                               gboolean          is_paused)
{
  TroupeFrameWork *work;
  gboolean is_empty;

  g_return_if_fail (TROUPE_IS_FRAME_STORE (self));

  work = self->work;
  g_mutex_lock (&work->lock);
  work->is_paused = is_paused;
  is_empty = troupe_frame_shelf_get_n_frames (work->shelf) == 0 &&
             troupe_frame_shelf_get_n_frames (work->landmarks) == 0;
  g_cond_signal (&work->cond);
  g_mutex_unlock (&work->lock);
  if (self->scout != NULL)
    troupe_frame_scout_set_held (self->scout, is_paused && is_empty);
}

/**
 * troupe_frame_store_stop:
 * @self: a store
 *
 * Lets the threads end, and waits for none. The pictures stay.
 */
void
troupe_frame_store_stop (TroupeFrameStore *self)
{
  g_return_if_fail (TROUPE_IS_FRAME_STORE (self));

  g_clear_pointer (&self->scout, troupe_frame_scout_free);
  troupe_frame_work_stop (self->work);
}

/* It is decoded anew. */
static void
forget_damaged (TroupeFrameWork   *work,
                TroupePackedFrame *packed,
                guint64            time_ns)
{
  guint n;

  g_mutex_lock (&work->lock);
  n = troupe_frame_shelf_find (work->shelf, time_ns);
  if (n != TROUPE_FRAME_SHELF_NONE && troupe_frame_shelf_get_packed (work->shelf, n) == packed)
    troupe_frame_shelf_drop (work->shelf, n);
  work->is_idle = work->is_remote;
  work->is_kept = FALSE;
  g_cond_signal (&work->cond);
  g_mutex_unlock (&work->lock);
}

static TroupeFrame *
unpack (TroupeFrameStore  *self,
        TroupePackedFrame *packed,
        guint64            time_ns,
        int                short_edge)
{
  g_autoptr (GBytes) content = troupe_packed_frame_read (packed);
  TroupeFrame *frame = content != NULL ? troupe_frame_unpack (content, time_ns, short_edge) : NULL;

  if (frame == NULL)
    forget_damaged (self->work, packed, time_ns);

  return frame;
}

/**
 * troupe_frame_store_dup_exact:
 * @self: a store
 * @time_ns: a time of the clip, in nanoseconds
 *
 * Unpacks the frame on display at a time, which takes half a millisecond.
 *
 * Returns: (transfer full) (nullable): the frame, or `NULL` when it is not stored
 */
TroupeFrame *
troupe_frame_store_dup_exact (TroupeFrameStore *self,
                              guint64           time_ns)
{
  g_autoptr (TroupePackedFrame) packed = NULL;
  guint n;

  g_return_val_if_fail (TROUPE_IS_FRAME_STORE (self), NULL);

  g_mutex_lock (&self->work->lock);
  n = troupe_frame_shelf_find (self->work->shelf, time_ns);
  if (n != TROUPE_FRAME_SHELF_NONE)
    {
      time_ns = troupe_frame_shelf_get_time (self->work->shelf, n);
      packed = troupe_packed_frame_ref (troupe_frame_shelf_get_packed (self->work->shelf, n));
    }
  g_mutex_unlock (&self->work->lock);

  return packed != NULL ? unpack (self, packed, time_ns, TROUPE_FRAME_STORE_SHORT_EDGE) : NULL;
}

/* Under the lock. The frame on display then, or the nearest one */
static gboolean
find_nearest (TroupeFrameWork   *work,
              guint64            time_ns,
              TroupeFrameShelf **shelf,
              guint             *n)
{
  guint stored = troupe_frame_shelf_find_nearest (work->shelf, time_ns);
  guint landmark = troupe_frame_shelf_find_nearest (work->landmarks, time_ns);
  gboolean is_stored = troupe_frame_shelf_is_covered (work->shelf, time_ns) ||
                       troupe_frame_shelf_get_distance (work->shelf, stored, time_ns) <=
                       troupe_frame_shelf_get_distance (work->landmarks, landmark, time_ns);

  *shelf = is_stored ? work->shelf : work->landmarks;
  *n = is_stored ? stored : landmark;
  return *n != TROUPE_FRAME_SHELF_NONE;
}

/**
 * troupe_frame_store_dup_nearest:
 * @self: a store
 * @time_ns: a time of the clip, in nanoseconds
 * @short_edge: how small the picture may be, in pixels of its short edge; smaller ones are there sooner
 *
 * Unpacks the frame on display at a time, or else the nearest that is stored.
 *
 * Returns: (transfer full) (nullable): a frame, or `NULL` while none is stored
 */
TroupeFrame *
troupe_frame_store_dup_nearest (TroupeFrameStore *self,
                                guint64           time_ns,
                                int               short_edge)
{
  g_autoptr (TroupePackedFrame) packed = NULL;
  TroupeFrameShelf *shelf;
  guint n;

  g_return_val_if_fail (TROUPE_IS_FRAME_STORE (self), NULL);

  g_mutex_lock (&self->work->lock);
  if (find_nearest (self->work, time_ns, &shelf, &n))
    {
      time_ns = troupe_frame_shelf_get_time (shelf, n);
      packed = troupe_packed_frame_ref (troupe_frame_shelf_get_packed (shelf, n));
    }
  g_mutex_unlock (&self->work->lock);

  return packed != NULL ? unpack (self, packed, time_ns, short_edge) : NULL;
}

/**
 * troupe_frame_store_find_nearest:
 * @self: a store
 * @time_ns: a time of the clip, in nanoseconds
 *
 * Finds what troupe_frame_store_dup_nearest() would give.
 *
 * Returns: the time of that frame, or `G_MAXUINT64` while none is stored
 */
guint64
troupe_frame_store_find_nearest (TroupeFrameStore *self,
                                 guint64           time_ns)
{
  TroupeFrameShelf *shelf;
  guint64 found_ns = G_MAXUINT64;
  guint n;

  g_return_val_if_fail (TROUPE_IS_FRAME_STORE (self), G_MAXUINT64);

  g_mutex_lock (&self->work->lock);
  if (find_nearest (self->work, time_ns, &shelf, &n))
    found_ns = troupe_frame_shelf_get_time (shelf, n);
  g_mutex_unlock (&self->work->lock);

  return found_ns;
}

/* Walks over covered ground only, so that no frame is left out. */
static gboolean
walk (TroupeFrameShelf *shelf,
      int               n_frames,
      guint            *n)
{
  guint64 first_ns = troupe_frame_shelf_get_time (shelf, *n);
  guint64 last_ns;
  gint64 to = (gint64) *n + n_frames;

  if (to < 0 || to >= troupe_frame_shelf_get_n_frames (shelf))
    return FALSE;

  *n = (guint) to;
  last_ns = troupe_frame_shelf_get_time (shelf, *n);
  if (last_ns < first_ns)
    {
      last_ns = first_ns;
      first_ns = troupe_frame_shelf_get_time (shelf, *n);
    }
  return troupe_frame_shelf_get_cover_end (shelf, first_ns) >=
         last_ns - MIN (last_ns, TROUPE_FRAME_SHELF_TOLERANCE_NS);
}

/**
 * troupe_frame_store_find:
 * @self: a store
 * @time_ns: a time of the clip, in nanoseconds
 * @n_frames: how many frames to go on from there, or back when negative
 * @found_ns: (out): when that frame begins to be shown, in nanoseconds
 *
 * Finds the true time of a frame, when all between it and the one at @time_ns are stored.
 *
 * Returns: whether it is known
 */
gboolean
troupe_frame_store_find (TroupeFrameStore *self,
                         guint64           time_ns,
                         int               n_frames,
                         guint64          *found_ns)
{
  gboolean is_found = FALSE;
  guint n;

  g_return_val_if_fail (TROUPE_IS_FRAME_STORE (self), FALSE);
  g_return_val_if_fail (found_ns != NULL, FALSE);

  g_mutex_lock (&self->work->lock);
  n = troupe_frame_shelf_find (self->work->shelf, time_ns);
  if (n != TROUPE_FRAME_SHELF_NONE && (n_frames == 0 || walk (self->work->shelf, n_frames, &n)))
    {
      *found_ns = troupe_frame_shelf_get_time (self->work->shelf, n);
      is_found = TRUE;
    }
  g_mutex_unlock (&self->work->lock);

  return is_found;
}

/**
 * troupe_frame_store_is_covered:
 * @self: a store
 * @from_ns: a time of the clip, in nanoseconds
 * @to_ns: a later one, or `G_MAXUINT64` for its end
 *
 * Returns: whether all frames on display from one time to the other are stored
 */
gboolean
troupe_frame_store_is_covered (TroupeFrameStore *self,
                               guint64           from_ns,
                               guint64           to_ns)
{
  guint64 end_ns;

  g_return_val_if_fail (TROUPE_IS_FRAME_STORE (self), FALSE);

  g_mutex_lock (&self->work->lock);
  end_ns = troupe_frame_shelf_get_cover_end (self->work->shelf, from_ns);
  g_mutex_unlock (&self->work->lock);

  return end_ns > from_ns && end_ns >= to_ns;
}

/**
 * troupe_frame_store_is_idle:
 * @self: a store
 *
 * Returns: whether all is stored that there is room for, or can be decoded
 */
gboolean
troupe_frame_store_is_idle (TroupeFrameStore *self)
{
  g_return_val_if_fail (TROUPE_IS_FRAME_STORE (self), FALSE);

  G_MUTEX_AUTO_LOCK (&self->work->lock, locker);
  return self->work->is_idle;
}

/**
 * troupe_frame_store_get_n_frames:
 * @self: a store
 *
 * Returns: how many frames are stored
 */
guint
troupe_frame_store_get_n_frames (TroupeFrameStore *self)
{
  g_return_val_if_fail (TROUPE_IS_FRAME_STORE (self), 0);

  G_MUTEX_AUTO_LOCK (&self->work->lock, locker);
  return troupe_frame_shelf_get_n_frames (self->work->shelf);
}

/**
 * troupe_frame_store_get_size_bytes:
 * @self: a store
 *
 * Returns: what the stored frames take together
 */
gsize
troupe_frame_store_get_size_bytes (TroupeFrameStore *self)
{
  g_return_val_if_fail (TROUPE_IS_FRAME_STORE (self), 0);

  G_MUTEX_AUTO_LOCK (&self->work->lock, locker);
  return troupe_frame_shelf_get_size_bytes (self->work->shelf);
}
