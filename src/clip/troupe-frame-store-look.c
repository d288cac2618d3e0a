/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-frame-store-private.h"

/* What a person looks at: the thread of the store works round that, and single pictures come before. */

/* Into how many parts a clip is divided of which not all is stored; each has a picture at least. */
#define N_LANDMARKS 240

/* How long the store rests at most for a single picture that a person waits for: there would be two
 * decoders at work otherwise, and each would be half as quick. */
#define YIELD_US (100 * 1000)

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
  TroupeFrameWork *work;
  gboolean is_covered = TRUE;
  gboolean is_soon_there;

  g_return_if_fail (TROUPE_IS_FRAME_STORE (self));

  work = self->work;
  is_soon_there = self->scout != NULL && troupe_frame_scout_is_open (self->scout);
  g_mutex_lock (&work->lock);
  if (work->focus_ns != time_ns)
    {
      work->focus_ns = time_ns;
      work->full_ns = GST_CLOCK_TIME_NONE;
      g_clear_pointer (&work->full, troupe_frame_unref);
      work->is_idle = work->is_remote;
      is_covered = troupe_frame_shelf_is_covered (work->shelf, time_ns);
      work->yield_us = 0;
      g_cond_signal (&work->cond);
    }
  g_mutex_unlock (&work->lock);
  if (is_covered || self->scout == NULL)
    return;

  self->looked_ns = G_MAXUINT64;    /* that look is forgotten */
  if (troupe_frame_scout_look (self->scout, time_ns, FALSE) && is_soon_there)
    {
      g_mutex_lock (&work->lock);
      work->yield_us = g_get_monotonic_time () + YIELD_US;
      g_mutex_unlock (&work->lock);
    }
}

static gboolean
is_within (TroupeFrameShelf *shelf,
           guint64           time_ns,
           guint64           tolerance_ns)
{
  guint n = troupe_frame_shelf_find_nearest (shelf, time_ns);

  return troupe_frame_shelf_get_distance (shelf, n, time_ns) <= tolerance_ns ||
         troupe_frame_shelf_is_covered (shelf, time_ns);
}

/* Under the lock. The middle of each part that has no picture of its own */
static void
add_missing (TroupeFrameWork *work,
             guint64          from_ns,
             guint64          to_ns,
             guint            n_parts,
             gboolean         is_exact,
             GArray          *looks)
{
  guint64 part_ns = (to_ns - from_ns) / n_parts;

  for (guint i = 0; i < n_parts; i++)
    {
      TroupeFrameLook look = { from_ns + part_ns * i + part_ns / 2, is_exact };

      if (!is_within (work->shelf, look.time_ns, part_ns / 2) &&
          !is_within (work->landmarks, look.time_ns, part_ns / 2))
        g_array_append_val (looks, look);
    }
}

/**
 * troupe_frame_store_show:
 * @self: a store that has not been stopped
 * @from_ns: start of the part on show, in nanoseconds
 * @to_ns: end of the part on show, in nanoseconds
 * @n_parts: into how many pictures it is divided
 *
 * Asks for a picture of each part; an earlier request is forgotten.
 *
 * Where nothing is stored key frames come first. When the store is idle, and a part still has no
 * picture of its own, the frame in its middle is decoded, and then, of a clip that is on this computer,
 * key frames from all over it.
 */
void
troupe_frame_store_show (TroupeFrameStore *self,
                         guint64           from_ns,
                         guint64           to_ns,
                         guint             n_parts)
{
  g_autoptr (GArray) looks = g_array_new (FALSE, FALSE, sizeof (TroupeFrameLook));
  TroupeFrameWork *work;

  g_return_if_fail (TROUPE_IS_FRAME_STORE (self));
  g_return_if_fail (from_ns <= to_ns && n_parts > 0);
  g_return_if_fail (self->scout != NULL);

  work = self->work;
  g_mutex_lock (&work->lock);
  add_missing (work, from_ns, to_ns, n_parts, FALSE, looks);
  if (work->is_idle)
    {
      add_missing (work, from_ns, to_ns, n_parts, TRUE, looks);
      if (!work->is_remote)
        add_missing (work, 0, work->duration_ns, N_LANDMARKS, FALSE, looks);
    }
  g_mutex_unlock (&work->lock);
  troupe_frame_scout_want (self->scout, looks);
}

/**
 * troupe_frame_store_look:
 * @self: a store that has not been stopped
 * @time_ns: the time of a frame, in nanoseconds, or `G_MAXUINT64` when nothing is looked at
 *
 * Asks for the frame at a time before anything else, unless it is stored or was asked for last; an
 * earlier look that has not begun is forgotten.
 */
void
troupe_frame_store_look (TroupeFrameStore *self,
                         guint64           time_ns)
{
  gboolean is_there;

  g_return_if_fail (TROUPE_IS_FRAME_STORE (self));
  g_return_if_fail (self->scout != NULL);

  if (time_ns == self->looked_ns)
    return;    /* it came, or there is none */

  self->looked_ns = time_ns;
  if (time_ns == G_MAXUINT64)
    return;

  g_mutex_lock (&self->work->lock);
  is_there = troupe_frame_shelf_is_covered (self->work->shelf, time_ns) ||
             is_within (self->work->landmarks, time_ns, TROUPE_FRAME_SHELF_TOLERANCE_NS);
  g_mutex_unlock (&self->work->lock);
  if (!is_there)
    troupe_frame_scout_look (self->scout, time_ns, TRUE);
}

/**
 * troupe_frame_store_want_full:
 * @self: a store
 * @time_ns: what it works round, in nanoseconds
 *
 * Wants the frame there as large as it is, too: the store comes by it, which saves another decoder the way
 * from the key frame before it. troupe_frame_store_take_full() has it once it is there; with another focus
 * it is no longer wanted.
 *
 * Returns: whether it comes: it does not where the store has been already, or never gets to
 */
gboolean
troupe_frame_store_want_full (TroupeFrameStore *self,
                              guint64           time_ns)
{
  TroupeFrameWork *work;

  g_return_val_if_fail (TROUPE_IS_FRAME_STORE (self), FALSE);

  work = self->work;
  G_MUTEX_AUTO_LOCK (&work->lock, locker);
  if (work->store == NULL || self->is_following || work->is_idle || work->focus_ns != time_ns ||
      troupe_frame_shelf_is_covered (work->shelf, time_ns))
    return FALSE;

  work->full_ns = time_ns;
  return TRUE;
}

/**
 * troupe_frame_store_take_full:
 * @self: a store
 *
 * Takes what troupe_frame_store_want_full() asked for.
 *
 * Returns: (transfer full) (nullable): a frame in its full size, or `NULL` while it is not there
 */
TroupeFrame *
troupe_frame_store_take_full (TroupeFrameStore *self)
{
  g_return_val_if_fail (TROUPE_IS_FRAME_STORE (self), NULL);

  G_MUTEX_AUTO_LOCK (&self->work->lock, locker);
  return g_steal_pointer (&self->work->full);
}

/**
 * troupe_frame_store_has_surroundings:
 * @self: a store
 *
 * Tells whether what a person wants first is there: 1.5 s before the focus and behind it.
 *
 * Returns: whether these frames are stored, or will not be
 */
gboolean
troupe_frame_store_has_surroundings (TroupeFrameStore *self)
{
  g_return_val_if_fail (TROUPE_IS_FRAME_STORE (self), TRUE);

  G_MUTEX_AUTO_LOCK (&self->work->lock, locker);
  return troupe_frame_work_has_surroundings (self->work);
}
