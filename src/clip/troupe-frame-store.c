/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-frame-store-private.h"

#include "troupe-frame-cache.h"

/**
 * TroupeFrameStore:
 *
 * Decodes a clip once, from what a person looks at outward, and keeps a small picture of each frame.
 *
 * The pictures take a limited number of bytes; those farthest from the focus go first. The decoder is
 * there for as long as there is something to decode. What a call gives is there at once: it never waits
 * for the thread.
 */
G_DEFINE_FINAL_TYPE (TroupeFrameStore, troupe_frame_store, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

typedef struct
{
  char      *path;
  GArray    *times;
  GPtrArray *pictures;
} Save;

static void
save_free (gpointer data)
{
  Save *save = data;

  g_clear_pointer (&save->pictures, g_ptr_array_unref);
  g_clear_pointer (&save->times, g_array_unref);
  g_clear_pointer (&save->path, g_free);
  g_free (save);
}

static void
save_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  const Save *save = task_data;
  g_autoptr (GError) error = NULL;

  /* Without it the next opening takes longer, and that is all. */
  if (!troupe_frame_cache_save (save->path, save->times, save->pictures,
                                TROUPE_FRAME_CACHE_LIMIT_BYTES, &error))
    g_debug ("the small pictures are not kept: %s", error->message);
  g_task_return_boolean (task, error == NULL);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  GWeakRef *weak = user_data;
  g_autoptr (TroupeFrameStore) self = g_weak_ref_get (weak);

  g_weak_ref_clear (weak);
  g_free (weak);
  if (self == NULL)
    return;

  g_mutex_lock (&self->lock);
  troupe_frame_store_tell (self);
  g_mutex_unlock (&self->lock);
}

/* Under the lock: a copy of the shelf, once all of the clip is on it. */
static Save *
make_save (TroupeFrameStore *self)
{
  Save *save;

  if (self->cache_path == NULL || self->is_saved || self->is_loaded || !self->is_idle ||
      troupe_frame_shelf_get_cover_end (self->shelf, 0) != G_MAXUINT64)
    return NULL;

  save = g_new0 (Save, 1);
  save->path = g_strdup (self->cache_path);
  save->times = g_array_new (FALSE, FALSE, sizeof (guint64));
  save->pictures = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  for (guint i = 0; i < troupe_frame_shelf_get_n_frames (self->shelf); i++)
    {
      guint64 time_ns = troupe_frame_shelf_get_time (self->shelf, i);

      g_array_append_val (save->times, time_ns);
      g_ptr_array_add (save->pictures, g_bytes_ref (troupe_frame_shelf_get_packed (self->shelf, i)));
    }

  return save;
}

/* It goes on when the store is gone. */
static void
begin_save (TroupeFrameStore *self,
            Save             *save)
{
  GWeakRef *weak = g_new0 (GWeakRef, 1);
  g_autoptr (GTask) task = NULL;

  g_weak_ref_init (weak, self);
  task = g_task_new (NULL, NULL, saved_cb, weak);
  g_task_set_task_data (task, save, save_free);
  g_task_run_in_thread (task, save_thread);
  self->is_saved = TRUE;
}

static gboolean
changed_idle (gpointer user_data)
{
  TroupeFrameStore *self = user_data;    /* alive: stop() removes the source */
  Save *save;

  g_mutex_lock (&self->lock);
  self->changed_id = 0;
  save = make_save (self);
  g_mutex_unlock (&self->lock);
  if (save != NULL)
    begin_save (self, save);
  g_signal_emit (self, signals[CHANGED], 0);

  return G_SOURCE_REMOVE;
}

/**
 * troupe_frame_store_tell:
 * @self: a store, under its lock
 *
 * Lets the main thread know that there is more. Any thread.
 */
void
troupe_frame_store_tell (TroupeFrameStore *self)
{
  if (self->changed_id == 0 && !self->is_stopped)
    self->changed_id = g_idle_add (changed_idle, self);
}

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

  g_clear_pointer (&self->shelf, troupe_frame_shelf_free);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->cache_path, g_free);
  g_clear_pointer (&self->uri, g_free);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->cond);

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
   * Pictures arrived, or the store came to its end. At most once a turn of the main loop.
   */
  signals[CHANGED] = g_signal_new ("changed", TROUPE_TYPE_FRAME_STORE, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
troupe_frame_store_init (TroupeFrameStore *self)
{
  g_mutex_init (&self->lock);
  g_cond_init (&self->cond);
  self->cancellable = g_cancellable_new ();
}

/**
 * troupe_frame_store_new:
 * @clip: a probed clip
 * @limit_bytes: what the pictures may take together
 *
 * Makes a store that begins to decode at once, around the beginning of the clip; what an earlier one
 * decoded is taken from disk.
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
  self->uri = g_strdup (troupe_clip_get_media_uri (clip));
  if (troupe_clip_get_hash (clip) != NULL)
    self->cache_path = troupe_frame_cache_dup_path (troupe_clip_get_hash (clip));
  self->shelf = troupe_frame_shelf_new (limit_bytes);
  self->thread = g_thread_new ("frame-store", troupe_frame_store_thread, self);

  return self;
}

/**
 * troupe_frame_store_set_focus:
 * @self: a store
 * @time_ns: what a person looks at, in nanoseconds
 *
 * Decodes what is there before all else, and then the surroundings.
 */
void
troupe_frame_store_set_focus (TroupeFrameStore *self,
                              guint64           time_ns)
{
  g_return_if_fail (TROUPE_IS_FRAME_STORE (self));

  g_mutex_lock (&self->lock);
  if (self->focus_ns != time_ns)
    {
      self->focus_ns = time_ns;
      self->is_idle = FALSE;
      g_cond_signal (&self->cond);
    }
  g_mutex_unlock (&self->lock);
}

/**
 * troupe_frame_store_set_paused:
 * @self: a store
 * @is_paused: whether something else needs the processors more
 *
 * Lets the thread rest after the frame it is at, or go on.
 */
void
troupe_frame_store_set_paused (TroupeFrameStore *self,
                               gboolean          is_paused)
{
  g_return_if_fail (TROUPE_IS_FRAME_STORE (self));

  g_mutex_lock (&self->lock);
  self->is_paused = is_paused;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->lock);
}

/**
 * troupe_frame_store_stop:
 * @self: a store
 *
 * Ends the thread, which takes no longer than the frame it is at. The pictures stay.
 */
void
troupe_frame_store_stop (TroupeFrameStore *self)
{
  g_return_if_fail (TROUPE_IS_FRAME_STORE (self));

  g_mutex_lock (&self->lock);
  self->is_stopped = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->lock);

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->thread, g_thread_join);
  g_clear_handle_id (&self->changed_id, g_source_remove);
}

typedef guint (*FindFunc) (TroupeFrameShelf *shelf,
                           guint64           time_ns);

/* It is decoded anew. */
static void
forget_damaged (TroupeFrameStore *self,
                GBytes           *packed,
                guint64           time_ns)
{
  guint n;

  g_mutex_lock (&self->lock);
  n = troupe_frame_shelf_find (self->shelf, time_ns);
  if (n != TROUPE_FRAME_SHELF_NONE && troupe_frame_shelf_get_packed (self->shelf, n) == packed)
    troupe_frame_shelf_drop (self->shelf, n);
  self->is_idle = FALSE;
  self->is_loaded = FALSE;
  self->is_saved = FALSE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->lock);
}

static TroupeFrame *
dup_frame (TroupeFrameStore *self,
           FindFunc          find,
           guint64           time_ns)
{
  g_autoptr (GBytes) packed = NULL;
  TroupeFrame *frame;
  guint n;

  g_mutex_lock (&self->lock);
  n = find (self->shelf, time_ns);
  if (n != TROUPE_FRAME_SHELF_NONE)
    {
      time_ns = troupe_frame_shelf_get_time (self->shelf, n);
      packed = g_bytes_ref (troupe_frame_shelf_get_packed (self->shelf, n));
    }
  g_mutex_unlock (&self->lock);
  if (packed == NULL)
    return NULL;

  frame = troupe_frame_unpack (packed, time_ns);
  if (frame == NULL)
    forget_damaged (self, packed, time_ns);

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
  g_return_val_if_fail (TROUPE_IS_FRAME_STORE (self), NULL);

  return dup_frame (self, troupe_frame_shelf_find, time_ns);
}

/**
 * troupe_frame_store_dup_nearest:
 * @self: a store
 * @time_ns: a time of the clip, in nanoseconds
 *
 * Unpacks the frame on display at a time, or else the nearest that is stored.
 *
 * Returns: (transfer full) (nullable): a frame, or `NULL` while none is stored
 */
TroupeFrame *
troupe_frame_store_dup_nearest (TroupeFrameStore *self,
                                guint64           time_ns)
{
  g_return_val_if_fail (TROUPE_IS_FRAME_STORE (self), NULL);

  return dup_frame (self, troupe_frame_shelf_find_nearest, time_ns);
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

  g_mutex_lock (&self->lock);
  n = troupe_frame_shelf_find (self->shelf, time_ns);
  if (n != TROUPE_FRAME_SHELF_NONE && (n_frames == 0 || walk (self->shelf, n_frames, &n)))
    {
      *found_ns = troupe_frame_shelf_get_time (self->shelf, n);
      is_found = TRUE;
    }
  g_mutex_unlock (&self->lock);

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

  g_mutex_lock (&self->lock);
  end_ns = troupe_frame_shelf_get_cover_end (self->shelf, from_ns);
  g_mutex_unlock (&self->lock);

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
  gboolean is_idle;

  g_return_val_if_fail (TROUPE_IS_FRAME_STORE (self), FALSE);

  g_mutex_lock (&self->lock);
  is_idle = self->is_idle;
  g_mutex_unlock (&self->lock);

  return is_idle;
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
  guint n_frames;

  g_return_val_if_fail (TROUPE_IS_FRAME_STORE (self), 0);

  g_mutex_lock (&self->lock);
  n_frames = troupe_frame_shelf_get_n_frames (self->shelf);
  g_mutex_unlock (&self->lock);

  return n_frames;
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
  gsize size_bytes;

  g_return_val_if_fail (TROUPE_IS_FRAME_STORE (self), 0);

  g_mutex_lock (&self->lock);
  size_bytes = troupe_frame_shelf_get_size_bytes (self->shelf);
  g_mutex_unlock (&self->lock);

  return size_bytes;
}
