/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-frame-store-private.h"

#include "troupe-frame-cache.h"
#include "troupe-frame-thread.h"

/* What pictures from all over the clip may take, besides those round the focus */
#define LANDMARKS_BYTES (24 * 1024 * 1024)

/* How often the main thread hears of frames that nobody waits for: each time much is drawn anew. */
#define TELL_MS 50

typedef struct
{
  TroupeFrameWork *work;
  GArray          *times;
  GPtrArray       *pictures;
} Save;

static void
save_free (gpointer data)
{
  Save *save = data;

  g_clear_pointer (&save->pictures, g_ptr_array_unref);
  g_clear_pointer (&save->times, g_array_unref);
  g_clear_pointer (&save->work, troupe_frame_work_unref);
  g_free (save);
}

static void
save_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Save *save = task_data;
  g_autoptr (GError) error = NULL;

  /* Without it the next opening takes longer, and that is all. */
  if (!troupe_frame_cache_save (save->work->cache_path, save->times, save->pictures,
                                TROUPE_FRAME_CACHE_LIMIT_BYTES, &error))
    g_debug ("the small pictures are not kept: %s", error->message);
  g_task_return_boolean (task, error == NULL);
}

/* Under the lock: a copy of the shelf, once all of the clip is on it. */
static Save *
make_save (TroupeFrameWork *self)
{
  Save *save;

  if (self->cache_path == NULL || self->is_kept || !self->is_idle ||
      troupe_frame_shelf_get_cover_end (self->shelf, 0) != G_MAXUINT64)
    return NULL;

  self->is_kept = TRUE;
  save = g_new0 (Save, 1);
  save->work = troupe_frame_work_ref (self);
  save->times = g_array_new (FALSE, FALSE, sizeof (guint64));
  save->pictures = g_ptr_array_new_with_free_func ((GDestroyNotify) troupe_packed_frame_unref);
  for (guint i = 0; i < troupe_frame_shelf_get_n_frames (self->shelf); i++)
    {
      guint64 time_ns = troupe_frame_shelf_get_time (self->shelf, i);

      g_array_append_val (save->times, time_ns);
      g_ptr_array_add (save->pictures, troupe_packed_frame_ref (troupe_frame_shelf_get_packed (self->shelf, i)));
    }

  return save;
}

/* It goes on when the store is gone. */
static void
begin_save (Save *save)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  g_task_set_task_data (task, save, save_free);
  g_task_run_in_thread (task, save_thread);
}

static gboolean
changed_cb (gpointer user_data)
{
  TroupeFrameWork *self = user_data;    /* alive, and its store too: stop() removes the source */
  Save *save;

  g_mutex_lock (&self->lock);
  if (g_source_is_destroyed (g_main_current_source ()))
    {
      g_mutex_unlock (&self->lock);    /* another one was quicker to come */
      return G_SOURCE_REMOVE;
    }
  self->changed_id = 0;
  save = make_save (self);
  g_mutex_unlock (&self->lock);
  if (save != NULL)
    begin_save (save);
  g_signal_emit_by_name (self->store, "changed");

  return G_SOURCE_REMOVE;
}

/**
 * troupe_frame_work_tell:
 * @self: what a store shares with its threads, under its lock
 * @is_awaited: whether a person waits for what there is; else more may come meanwhile
 *
 * Lets the main thread know that there is more, so that the next redraw shows it. Any thread.
 */
void
troupe_frame_work_tell (TroupeFrameWork *self,
                        gboolean         is_awaited)
{
  if (self->store == NULL || (self->changed_id != 0 && (self->is_changed_now || !is_awaited)))
    return;

  if (self->changed_id != 0)
    g_source_remove (self->changed_id);
  self->is_changed_now = is_awaited;
  self->changed_id = is_awaited ? g_idle_add_full (G_PRIORITY_HIGH_IDLE, changed_cb, self, NULL)
                                : g_timeout_add_full (G_PRIORITY_HIGH_IDLE, TELL_MS, changed_cb, self, NULL);
}

/**
 * troupe_frame_work_has_surroundings:
 * @self: what a store shares with its threads, under its lock
 *
 * Returns: whether the region round the focus is stored, or will not be
 */
gboolean
troupe_frame_work_has_surroundings (TroupeFrameWork *self)
{
  guint64 start_ns = self->focus_ns - MIN (self->focus_ns, TROUPE_FRAME_STORE_REGION_NS);
  guint64 end_ns = MIN (self->focus_ns + TROUPE_FRAME_STORE_REGION_NS, self->duration_ns);

  return self->store == NULL || self->is_idle || troupe_frame_shelf_get_cover_end (self->shelf, start_ns) >= end_ns;
}

/**
 * troupe_frame_work_add_landmark:
 * @self: what a store shares with its threads
 * @packed: a single picture
 * @time_ns: when it is shown, in nanoseconds
 *
 * Stores a picture, and tells of it when there was none of that time. Any thread.
 *
 * Returns: whether others gave way to it
 */
gboolean
troupe_frame_work_add_landmark (TroupeFrameWork *self,
                                GBytes          *packed,
                                guint64          time_ns)
{
  g_autoptr (TroupePackedFrame) landmark = troupe_packed_frame_new (packed);
  gboolean is_new;
  guint n_before;
  guint n_after;

  g_mutex_lock (&self->lock);
  n_before = troupe_frame_shelf_get_n_frames (self->landmarks);
  is_new = troupe_frame_shelf_add (self->landmarks, time_ns, landmark, self->focus_ns);
  n_after = troupe_frame_shelf_get_n_frames (self->landmarks);
  if (is_new)
    troupe_frame_work_tell (self, TRUE);
  self->yield_us = 0;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->lock);

  return is_new && n_after <= n_before;
}

/**
 * troupe_frame_work_new:
 * @store: whose work it is
 * @clip: a probed clip
 * @limit_bytes: what the pictures may take together
 *
 * Makes an empty shelf, and all that is needed to fill it.
 *
 * Returns: (transfer full): what the store shares with its threads
 */
TroupeFrameWork *
troupe_frame_work_new (TroupeFrameStore *store,
                       TroupeClip       *clip,
                       gsize             limit_bytes)
{
  TroupeFrameWork *self = g_atomic_rc_box_new0 (TroupeFrameWork);

  g_mutex_init (&self->lock);
  g_cond_init (&self->cond);
  self->store = store;
  self->uri = g_strdup (troupe_clip_get_media_uri (clip));
  if (troupe_clip_get_hash (clip) != NULL)
    self->cache_path = troupe_frame_cache_dup_path (troupe_clip_get_hash (clip));
  self->cancellable = g_cancellable_new ();
  self->duration_ns = troupe_clip_get_duration_ns (clip);
  self->full_ns = GST_CLOCK_TIME_NONE;
  self->shelf = troupe_frame_shelf_new (limit_bytes);
  self->landmarks = troupe_frame_shelf_new (LANDMARKS_BYTES);

  return self;
}

/**
 * troupe_frame_work_start:
 * @self: what a store shares with its threads
 * @is_remote: whether the clip is somewhere else: it is not fetched a second time for the store
 *
 * Starts the thread that decodes all of the clip, unless it is remote.
 */
void
troupe_frame_work_start (TroupeFrameWork *self,
                         gboolean         is_remote)
{
  self->is_remote = is_remote;
  self->is_idle = is_remote;
  if (!is_remote)
    troupe_frame_thread_start ("frame-store", troupe_frame_store_thread, troupe_frame_work_ref (self));
}

/**
 * troupe_frame_work_ref:
 * @self: what a store shares with its threads
 *
 * Takes a reference. Any thread.
 *
 * Returns: (transfer full): @self
 */
TroupeFrameWork *
troupe_frame_work_ref (TroupeFrameWork *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  TroupeFrameWork *self = data;

  g_clear_pointer (&self->full, troupe_frame_unref);
  g_clear_pointer (&self->landmarks, troupe_frame_shelf_free);
  g_clear_pointer (&self->shelf, troupe_frame_shelf_free);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->cache_path, g_free);
  g_clear_pointer (&self->uri, g_free);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->cond);
}

/**
 * troupe_frame_work_unref:
 * @self: (transfer full): what a store shares with its threads
 *
 * Drops a reference. Any thread.
 */
void
troupe_frame_work_unref (TroupeFrameWork *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/**
 * troupe_frame_work_stop:
 * @self: what a store shares with its threads
 *
 * Lets the threads end by themselves. They tell nothing more.
 */
void
troupe_frame_work_stop (TroupeFrameWork *self)
{
  guint changed_id;

  g_mutex_lock (&self->lock);
  self->store = NULL;
  changed_id = g_steal_handle_id (&self->changed_id);
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->lock);

  if (changed_id != 0)
    g_source_remove (changed_id);
  g_cancellable_cancel (self->cancellable);
}
