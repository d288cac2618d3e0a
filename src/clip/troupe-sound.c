/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-sound.h"

#include "troupe-frame-thread.h"
#include "troupe-sound-bins.h"
#include "troupe-sound-cache.h"
#include "troupe-sound-source.h"

/* How often one is told while it is read, for each clip */
#define N_NEWS 64

/* What a sound shares with its thread. Each of them holds it, so that nobody waits for it to end. */
typedef struct
{
  /* Set once */
  char             *uri;
  char             *cache_path;    /* NULL: the content of the clip is not known */
  guint64           duration_ns;
  GCancellable     *cancellable;

  /* Under the lock */
  GMutex            lock;
  GCond             cond;
  TroupeSound      *sound;         /* borrowed, NULL when it was stopped */
  TroupeSoundBins  *bins;
  guint64           known_ns;      /* up to where the bins are filled */
  guint64           told_ns;
  TroupeSoundState  state;
  gboolean          is_paused;
  guint             changed_id;
} Work;

/**
 * TroupeSound:
 *
 * Decodes the sound of a clip once, from its beginning, and keeps how loud each piece of it is: at most
 * 8 MB, and as much on disk for the next time. Owns the thread only as far as it tells it to end.
 */
struct _TroupeSound
{
  GObject  parent_instance;

  /* Owned */
  Work    *work;
};

G_DEFINE_FINAL_TYPE (TroupeSound, troupe_sound, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static Work *
work_new (TroupeSound *sound,
          TroupeClip  *clip)
{
  Work *work = g_atomic_rc_box_new0 (Work);
  gboolean has_sound = troupe_clip_get_audio_codec (clip) != NULL;

  g_mutex_init (&work->lock);
  g_cond_init (&work->cond);
  work->sound = sound;
  work->uri = g_strdup (troupe_clip_get_media_uri (clip));
  if (troupe_clip_get_hash (clip) != NULL)
    work->cache_path = troupe_sound_cache_dup_path (troupe_clip_get_hash (clip));
  work->duration_ns = troupe_clip_get_duration_ns (clip);
  work->cancellable = g_cancellable_new ();
  work->bins = troupe_sound_bins_new (has_sound ? work->duration_ns : 0);
  work->state = has_sound ? TROUPE_SOUND_READING : TROUPE_SOUND_NONE;
  work->known_ns = has_sound ? 0 : G_MAXUINT64;

  return work;
}

static void
work_clear (gpointer data)
{
  Work *work = data;

  g_clear_pointer (&work->bins, troupe_sound_bins_free);
  g_clear_object (&work->cancellable);
  g_clear_pointer (&work->cache_path, g_free);
  g_clear_pointer (&work->uri, g_free);
  g_mutex_clear (&work->lock);
  g_cond_clear (&work->cond);
}

static void
work_unref (Work *work)
{
  g_atomic_rc_box_release_full (work, work_clear);
}

static gboolean
changed_idle (gpointer user_data)
{
  Work *work = user_data;    /* alive, and its sound too: stop() removes the source */

  g_mutex_lock (&work->lock);
  work->changed_id = 0;
  g_mutex_unlock (&work->lock);
  g_signal_emit (work->sound, signals[CHANGED], 0);

  return G_SOURCE_REMOVE;
}

/* Under the lock */
static void
tell (Work *work)
{
  work->told_ns = work->known_ns;
  if (work->changed_id == 0 && work->sound != NULL)
    work->changed_id = g_idle_add (changed_idle, work);
}

static void
set_state (Work            *work,
           TroupeSoundState state)
{
  g_mutex_lock (&work->lock);
  work->state = state;
  tell (work);
  g_mutex_unlock (&work->lock);
}

static void
add_cb (guint64       time_ns,
        const gint16 *samples,
        gsize         n_frames,
        guint         n_channels,
        guint         rate,
        gpointer      user_data)
{
  Work *work = user_data;

  g_mutex_lock (&work->lock);
  work->known_ns = troupe_sound_bins_add (work->bins, time_ns, samples, n_frames, n_channels, rate);
  if (work->known_ns - work->told_ns > work->duration_ns / N_NEWS)
    tell (work);
  g_mutex_unlock (&work->lock);
}

/* Returns whether it is still wanted. */
static gboolean
wait_for_turn (Work *work)
{
  gboolean is_wanted;

  g_mutex_lock (&work->lock);
  while (work->is_paused && work->sound != NULL)
    g_cond_wait (&work->cond, &work->lock);
  is_wanted = work->sound != NULL;
  g_mutex_unlock (&work->lock);

  return is_wanted;
}

static gboolean
read_all (Work    *work,
          GError **error)
{
  g_autoptr (TroupeSoundSource) source = troupe_sound_source_new (work->uri, error);
  gboolean is_at_end = FALSE;

  if (source == NULL)
    return FALSE;

  while (!is_at_end)
    {
      if (!wait_for_turn (work))
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "stopped");
          return FALSE;
        }
      if (!troupe_sound_source_pull (source, add_cb, work, work->cancellable, &is_at_end, error))
        return FALSE;
    }

  return TRUE;
}

/* Nothing changes the bins any more, so that they can be written without the lock. */
static void
finish (Work *work)
{
  g_autoptr (GError) error = NULL;

  g_mutex_lock (&work->lock);
  troupe_sound_bins_finish (work->bins);
  work->known_ns = G_MAXUINT64;
  tell (work);
  g_mutex_unlock (&work->lock);

  /* Without it the next opening takes longer, and that is all. */
  if (work->cache_path != NULL &&
      !troupe_sound_cache_save (work->cache_path, work->bins, TROUPE_SOUND_CACHE_LIMIT_BYTES, &error))
    g_debug ("the sound is not kept: %s", error->message);
  set_state (work, TROUPE_SOUND_READ);
}

static gboolean
load (Work *work)
{
  g_autoptr (TroupeSoundBins) bins = NULL;
  g_autoptr (GError) error = NULL;

  if (work->cache_path == NULL)
    return FALSE;

  bins = troupe_sound_cache_load (work->cache_path, work->duration_ns, &error);
  if (bins == NULL)
    {
      g_debug ("no stored sound: %s", error->message);    /* it is read anew */
      return FALSE;
    }

  g_mutex_lock (&work->lock);
  troupe_sound_bins_free (work->bins);
  work->bins = g_steal_pointer (&bins);
  work->known_ns = G_MAXUINT64;
  g_mutex_unlock (&work->lock);
  set_state (work, TROUPE_SOUND_READ);

  return TRUE;
}

/* The player tells a person what is wrong with the clip. */
static void
fail (Work         *work,
      const GError *error)
{
  g_debug ("no more sound: %s", error->message);
  set_state (work, TROUPE_SOUND_FAILED);
}

static gpointer
sound_thread (gpointer user_data)
{
  Work *work = user_data;
  g_autoptr (GError) error = NULL;

  if (wait_for_turn (work) && !load (work))
    {
      if (read_all (work, &error))
        finish (work);
      else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        fail (work, error);
    }
  work_unref (work);

  return NULL;
}

static void
troupe_sound_dispose (GObject *object)
{
  troupe_sound_stop (TROUPE_SOUND (object));

  G_OBJECT_CLASS (troupe_sound_parent_class)->dispose (object);
}

static void
troupe_sound_finalize (GObject *object)
{
  TroupeSound *self = TROUPE_SOUND (object);

  g_clear_pointer (&self->work, work_unref);

  G_OBJECT_CLASS (troupe_sound_parent_class)->finalize (object);
}

static void
troupe_sound_class_init (TroupeSoundClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = troupe_sound_dispose;
  object_class->finalize = troupe_sound_finalize;

  /**
   * TroupeSound::changed:
   *
   * More is known, or the state is another. At most once a turn of the main loop.
   */
  signals[CHANGED] = g_signal_new ("changed", TROUPE_TYPE_SOUND, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
troupe_sound_init (TroupeSound *self)
{
}

/**
 * troupe_sound_new:
 * @clip: a probed clip
 *
 * Makes a sound that is paused; what was read earlier is taken from disk. A clip that is not on this
 * computer yet is not fetched a second time for this: nothing of it is ever known.
 *
 * Returns: (transfer full): a sound
 */
TroupeSound *
troupe_sound_new (TroupeClip *clip)
{
  TroupeSound *self;

  g_return_val_if_fail (TROUPE_IS_CLIP (clip), NULL);

  self = g_object_new (TROUPE_TYPE_SOUND, NULL);
  self->work = work_new (self, clip);
  self->work->is_paused = TRUE;
  if (self->work->state == TROUPE_SOUND_READING && troupe_clip_get_local_file (clip) != NULL)
    troupe_frame_thread_start ("sound", sound_thread, g_atomic_rc_box_acquire (self->work));

  return self;
}

/**
 * troupe_sound_set_paused:
 * @self: a sound
 * @is_paused: whether something else needs the processors more
 *
 * Lets the thread rest after the piece it is at, or go on.
 */
void
troupe_sound_set_paused (TroupeSound *self,
                         gboolean     is_paused)
{
  g_return_if_fail (TROUPE_IS_SOUND (self));

  g_mutex_lock (&self->work->lock);
  if (self->work->is_paused != is_paused)
    g_cond_signal (&self->work->cond);
  self->work->is_paused = is_paused;
  g_mutex_unlock (&self->work->lock);
}

/**
 * troupe_sound_stop:
 * @self: a sound
 *
 * Lets the thread end, and does not wait for it. What is known stays.
 */
void
troupe_sound_stop (TroupeSound *self)
{
  guint changed_id;

  g_return_if_fail (TROUPE_IS_SOUND (self));

  g_mutex_lock (&self->work->lock);
  self->work->sound = NULL;
  changed_id = g_steal_handle_id (&self->work->changed_id);
  g_cond_signal (&self->work->cond);
  g_mutex_unlock (&self->work->lock);

  if (changed_id != 0)
    g_source_remove (changed_id);
  g_cancellable_cancel (self->work->cancellable);
}

/**
 * troupe_sound_get_state:
 * @self: a sound
 *
 * Returns: how far it is
 */
TroupeSoundState
troupe_sound_get_state (TroupeSound *self)
{
  TroupeSoundState state;

  g_return_val_if_fail (TROUPE_IS_SOUND (self), TROUPE_SOUND_FAILED);

  g_mutex_lock (&self->work->lock);
  state = self->work->state;
  g_mutex_unlock (&self->work->lock);

  return state;
}

/**
 * troupe_sound_get_known_ns:
 * @self: a sound
 *
 * Returns: up to where it is known, in nanoseconds; `G_MAXUINT64` when that is all of it
 */
guint64
troupe_sound_get_known_ns (TroupeSound *self)
{
  guint64 known_ns;

  g_return_val_if_fail (TROUPE_IS_SOUND (self), 0);

  g_mutex_lock (&self->work->lock);
  known_ns = self->work->known_ns;
  g_mutex_unlock (&self->work->lock);

  return known_ns;
}

/**
 * troupe_sound_measure:
 * @self: a sound
 * @from_ns: start of a part of the clip, in nanoseconds
 * @to_ns: end of that part, in nanoseconds
 * @levels: (out): how loud it is, to a millisecond; of clips of hours to some
 *
 * Tells how loud a part of the clip is. It takes microseconds, of any part, and never waits for a thread.
 *
 * Returns: whether all of the part is known
 */
gboolean
troupe_sound_measure (TroupeSound       *self,
                      guint64            from_ns,
                      guint64            to_ns,
                      TroupeSoundLevels *levels)
{
  gboolean is_known;

  g_return_val_if_fail (TROUPE_IS_SOUND (self), FALSE);
  g_return_val_if_fail (from_ns <= to_ns, FALSE);
  g_return_val_if_fail (levels != NULL, FALSE);

  g_mutex_lock (&self->work->lock);
  is_known = to_ns <= self->work->known_ns;
  troupe_sound_bins_measure (self->work->bins, from_ns, to_ns, levels);
  g_mutex_unlock (&self->work->lock);

  return is_known;
}

/**
 * troupe_sound_levels_are_silent:
 * @levels: of a part of a clip
 *
 * Returns: whether nothing can be heard there
 */
gboolean
troupe_sound_levels_are_silent (const TroupeSoundLevels *levels)
{
  g_return_val_if_fail (levels != NULL, TRUE);

  return levels->low > -TROUPE_SOUND_SILENCE && levels->high < TROUPE_SOUND_SILENCE;
}
