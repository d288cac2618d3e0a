/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-frame-store-private.h"

#include <malloc.h>

#include "troupe-clip-error.h"
#include "troupe-frame-cache.h"
#include "troupe-frame-converter.h"

/* The thread of a store: it looks for the nearest ground that is not covered, goes to the key frame
 * before it, and decodes from there until it comes to covered ground or something else is nearer. */

/* Decoding this far ahead is quicker than a seek, which begins again at a key frame. */
#define WALK_NS (500 * GST_MSECOND)

/* The decoder hurries to this long before the first frame that is wanted. */
#define MARGIN_NS (200 * GST_MSECOND)

/* How far before the target a second seek goes when the first one came down behind it */
#define BACK_OFF_NS GST_SECOND

#define TOLERANCE_NS TROUPE_FRAME_SHELF_TOLERANCE_NS

typedef struct
{
  guint64    target_ns;
  guint64    keep_ns;       /* frames that are over before that are not wanted */
  gboolean   is_first;      /* no frame comes before current */
  gboolean   is_safe;       /* none was left out between current and the one after it */

  /* Owned */
  GstSample *current;
  GstSample *following;     /* shown after it; NULL at the end */
} Run;

static void
run_clear (Run *run)
{
  g_clear_pointer (&run->current, gst_sample_unref);
  g_clear_pointer (&run->following, gst_sample_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

/* Under the lock. From position_ns on, where the decoder stands, going on costs nothing: so the way
 * behind the focus is gone in long strides before one goes back. */
static gboolean
choose (TroupeFrameWork *self,
        guint64          position_ns,
        guint64         *target_ns)
{
  guint64 focus_ns = self->focus_ns;
  guint64 end_ns = troupe_frame_shelf_get_cover_end (self->shelf, focus_ns);
  guint64 start_ns = troupe_frame_shelf_get_cover_start (self->shelf, focus_ns);
  gboolean has_left = start_ns > 2 * TOLERANCE_NS;
  guint64 left_ns = has_left ? focus_ns - start_ns : G_MAXUINT64;
  guint64 stride_ns = left_ns;

  if (self->is_failed || (end_ns == G_MAXUINT64 && !has_left))
    return FALSE;

  if (has_left && position_ns >= focus_ns && end_ns <= position_ns + WALK_NS)
    stride_ns = left_ns < TROUPE_FRAME_STORE_REGION_NS ? TROUPE_FRAME_STORE_REGION_NS : 2 * left_ns;
  if (end_ns != G_MAXUINT64 && end_ns - focus_ns <= stride_ns)
    *target_ns = end_ns;
  else
    *target_ns = start_ns - MIN (start_ns, 2 * TOLERANCE_NS);

  return troupe_frame_shelf_has_room (self->shelf, focus_ns, *target_ns);
}

static guint64
time_of (GstSample *sample)
{
  return sample != NULL ? troupe_frame_source_get_time (sample) : G_MAXUINT64;
}

/* From when on current is shown; the first frame of a clip may begin later, but nothing comes before it. */
static guint64
shown_from (Run *run)
{
  return run->is_first ? 0 : time_of (run->current);
}

static gboolean
comes_after (Run    *run,
             guint64 time_ns)
{
  return run->current == NULL || shown_from (run) > time_ns + TOLERANCE_NS;
}

static gboolean
is_behind (Run *run)
{
  return comes_after (run, run->target_ns);
}

static gboolean
advance (TroupeFrameWork *self,
         Run             *run,
         GError         **error)
{
  g_clear_pointer (&run->current, gst_sample_unref);
  run->current = g_steal_pointer (&run->following);

  return run->current == NULL ||
         troupe_frame_source_pull (self->source, self->cancellable, &run->following, error);
}

static gboolean
start (TroupeFrameWork *self,
       Run             *run,
       GError         **error)
{
  run_clear (run);
  return troupe_frame_source_pull (self->source, self->cancellable, &run->following, error) &&
         advance (self, run, error);
}

/* A decoder sets the time of a frame that began before the segment to the start of that. Key frames
 * start segments by themselves; only one that is shown as long as the others is known to be such. */
static gboolean
may_be_cut (Run *run)
{
  GstStructure *format = gst_caps_get_structure (gst_sample_get_caps (run->current), 0);
  guint64 start_ns = gst_sample_get_segment (run->current)->start;
  guint64 usual_ns;
  guint64 shown_ns;
  int rate_n = 0;
  int rate_d = 1;

  if (GST_BUFFER_PTS (gst_sample_get_buffer (run->current)) != start_ns)
    return FALSE;

  gst_structure_get_fraction (format, "framerate", &rate_n, &rate_d);
  if (rate_n <= 0 || run->following == NULL)
    return TRUE;

  usual_ns = gst_util_uint64_scale (GST_SECOND, rate_d, rate_n);
  shown_ns = time_of (run->following) - time_of (run->current);
  return MAX (usual_ns, shown_ns) - MIN (usual_ns, shown_ns) > TOLERANCE_NS;
}

/* A source that has not moved yet stands before the first frame. */
static gboolean
start_fresh (TroupeFrameWork *self,
             Run             *run,
             gboolean        *is_near,
             GError         **error)
{
  self->is_fresh = FALSE;
  if (!start (self, run, error))
    return FALSE;

  *is_near = is_behind (run) || time_of (run->current) + WALK_NS >= run->target_ns;
  return TRUE;
}

static gboolean
start_at (TroupeFrameWork *self,
          Run             *run,
          guint64          from_ns,
          GError         **error)
{
  if (!troupe_frame_source_seek (self->source, from_ns, FALSE, error) || !start (self, run, error))
    return FALSE;
  if (from_ns > 0 && run->current != NULL && may_be_cut (run))
    return advance (self, run, error);

  return TRUE;
}

/* An index may lie, and some containers have none: go back until a frame before the target comes. */
static gboolean
begin (TroupeFrameWork *self,
       Run             *run,
       GError         **error)
{
  guint64 from_ns = 0;
  guint64 next_ns;
  guint64 back_ns = BACK_OFF_NS;
  gboolean is_near = FALSE;

  if (self->is_fresh && !start_fresh (self, run, &is_near, error))
    return FALSE;

  next_ns = MIN (run->target_ns, troupe_frame_source_get_duration (self->source));
  while (!is_near)
    {
      from_ns = next_ns;
      if (!start_at (self, run, from_ns, error))
        return FALSE;

      is_near = from_ns == 0 || !is_behind (run);
      next_ns = from_ns - MIN (from_ns, back_ns);
      back_ns *= 2;
    }

  run->is_first = from_ns == 0;
  run->is_safe = TRUE;
  if (run->current != NULL)
    return TRUE;

  g_set_error_literal (error, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_TRUNCATED, "no frame comes");
  return FALSE;
}

static gboolean
store_current (TroupeFrameWork *self,
               Run             *run,
               GError         **error)
{
  guint64 time_ns = time_of (run->current);
  g_autoptr (GBytes) packed = NULL;
  g_autoptr (TroupePackedFrame) spilled = NULL;
  gboolean is_there;

  g_mutex_lock (&self->lock);
  is_there = troupe_frame_shelf_find (self->shelf, time_ns) != TROUPE_FRAME_SHELF_NONE;
  g_mutex_unlock (&self->lock);
  if (is_there)
    return TRUE;

  packed = troupe_frame_packer_pack (self->packer, run->current,
                                     troupe_frame_source_get_orientation (self->source), error);
  if (packed == NULL)
    return FALSE;

  spilled = troupe_frame_spill_add (self->spill, packed);
  g_mutex_lock (&self->lock);
  troupe_frame_shelf_add (self->shelf, time_ns, spilled, self->focus_ns);
  g_mutex_unlock (&self->lock);

  return TRUE;
}

/* Under the lock */
static gboolean
is_wanted_full (TroupeFrameWork *self,
                Run             *run)
{
  return GST_CLOCK_TIME_IS_VALID (self->full_ns) && !comes_after (run, self->full_ns) &&
         self->full_ns + TOLERANCE_NS < time_of (run->following);
}

/* Under the lock. Returns whether it is wanted in full size. */
static gboolean
cover_current (TroupeFrameWork *self,
               Run             *run)
{
  guint64 next_ns = time_of (run->following);
  gboolean had_surroundings = troupe_frame_work_has_surroundings (self);
  gboolean is_at_focus = !comes_after (run, self->focus_ns) && self->focus_ns < next_ns;

  troupe_frame_shelf_cover (self->shelf, shown_from (run), next_ns);
  troupe_frame_work_tell (self, is_at_focus || troupe_frame_work_has_surroundings (self) != had_surroundings);

  return is_wanted_full (self, run);
}

/* A person waits for current in full size. */
static void
hand_over (TroupeFrameWork *self,
           Run             *run)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeFrameConverter) converter = NULL;
  g_autoptr (TroupeFrame) full = NULL;

  converter = troupe_frame_converter_new (gst_sample_get_caps (run->current),
                                          troupe_frame_source_get_orientation (self->source), 0, &error);
  if (converter != NULL)
    full = troupe_frame_converter_convert (converter, gst_sample_get_buffer (run->current),
                                           time_of (run->current), &error);
  if (full == NULL)
    {
      g_debug ("no large picture: %s", error->message);    /* the player gets it by itself */
      return;
    }

  g_mutex_lock (&self->lock);
  if (is_wanted_full (self, run))    /* another one may be by now */
    {
      self->full = g_steal_pointer (&full);
      self->full_ns = GST_CLOCK_TIME_NONE;
      troupe_frame_work_tell (self, TRUE);
    }
  g_mutex_unlock (&self->lock);
}

/* Stores current where it is wanted, and goes on to the next one. */
static gboolean
step (TroupeFrameWork *self,
      Run             *run,
      GError         **error)
{
  guint64 next_ns = time_of (run->following);
  gboolean is_full = FALSE;

  if (next_ns > run->keep_ns)
    {
      if (!store_current (self, run, error))
        return FALSE;

      g_mutex_lock (&self->lock);
      if (run->is_safe)
        is_full = cover_current (self, run);
      else
        troupe_frame_work_tell (self, FALSE);
      g_mutex_unlock (&self->lock);
    }
  if (is_full)
    hand_over (self, run);
  run->is_first = FALSE;
  run->is_safe = run->is_safe || next_ns > run->keep_ns - MIN (run->keep_ns, MARGIN_NS);

  return advance (self, run, error);
}

/* Under the lock */
static gboolean
rests (TroupeFrameWork *self)
{
  gboolean yields = g_get_monotonic_time () < self->yield_us;

  if (self->store == NULL || (!self->is_paused && !yields))
    return FALSE;

  if (self->is_paused)
    g_cond_wait (&self->cond, &self->lock);
  else
    g_cond_wait_until (&self->cond, &self->lock, self->yield_us);

  return TRUE;
}

/* Whether what the decoder comes to next is still what is wanted next */
static gboolean
goes_on (TroupeFrameWork *self,
         Run             *run)
{
  guint64 time_ns;
  guint64 target_ns;
  gboolean goes_on = FALSE;

  if (run->current == NULL)
    return FALSE;

  time_ns = shown_from (run);
  g_mutex_lock (&self->lock);
  while (rests (self))
    ;
  if (self->store != NULL && choose (self, time_ns, &target_ns))
    goes_on = time_ns <= run->target_ns ? target_ns == run->target_ns
                                        : target_ns + TOLERANCE_NS >= time_ns &&
              target_ns <= time_ns + WALK_NS;
  g_mutex_unlock (&self->lock);

  return goes_on;
}

/* The key frame at once: something near is there for a person who waits. What lies before the region
 * round the focus is passed over then. */
static gboolean
run_to (TroupeFrameWork *self,
        guint64          target_ns,
        guint64          keep_ns,
        gboolean        *is_past,
        GError         **error)
{
  g_auto (Run) run = { .target_ns = target_ns, .keep_ns = keep_ns };
  guint64 hurry_ns = keep_ns - MIN (keep_ns, MARGIN_NS);

  if (!begin (self, &run, error) || !store_current (self, &run, error))
    return FALSE;

  g_mutex_lock (&self->lock);
  troupe_frame_work_tell (self, TRUE);
  g_mutex_unlock (&self->lock);
  if (time_of (run.current) + MARGIN_NS < hurry_ns)
    {
      run.is_safe = FALSE;
      troupe_frame_source_hurry (self->source, run.following, hurry_ns);
    }
  while (goes_on (self, &run))
    if (!step (self, &run, error))
      return FALSE;

  *is_past = is_behind (&run);
  return TRUE;
}

static gboolean
is_covered (TroupeFrameWork *self,
            guint64          time_ns)
{
  gboolean is_covered;

  g_mutex_lock (&self->lock);
  is_covered = troupe_frame_shelf_is_covered (self->shelf, time_ns);
  g_mutex_unlock (&self->lock);

  return is_covered;
}

static TroupeFrameSpill *
make_spill (void)
{
  g_autofree char *folder = troupe_frame_cache_dup_folder ();

  return troupe_frame_spill_new (folder);
}

/* Frames of some clips are shown for seconds: such a one may be over before the region begins, and is
 * passed over though it is the one that is wanted. */
static gboolean
fill (TroupeFrameWork *self,
      guint64          target_ns,
      GError         **error)
{
  gboolean is_past = FALSE;
  guint64 keep_ns = 0;

  if (self->source == NULL)
    {
      self->source = troupe_frame_source_new (self->uri, FALSE, error);
      self->packer = troupe_frame_packer_new (TROUPE_FRAME_STORE_SHORT_EDGE);
      self->spill = make_spill ();
      self->is_fresh = TRUE;
    }
  if (self->source == NULL)
    return FALSE;

  g_mutex_lock (&self->lock);
  if (target_ns + TROUPE_FRAME_STORE_REGION_NS >= self->focus_ns &&
      target_ns <= self->focus_ns + TROUPE_FRAME_STORE_REGION_NS)
    keep_ns = self->focus_ns - MIN (self->focus_ns, TROUPE_FRAME_STORE_REGION_NS);
  g_mutex_unlock (&self->lock);

  if (!run_to (self, target_ns, keep_ns, &is_past, error))
    return FALSE;
  if (is_past && keep_ns > 0 && !is_covered (self, target_ns) &&
      !run_to (self, target_ns, 0, &is_past, error))
    return FALSE;
  if (!is_past || is_covered (self, target_ns))
    return TRUE;

  g_set_error (error, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_FAILED,
               "nothing comes at %" GST_TIME_FORMAT, GST_TIME_ARGS (target_ns));
  return FALSE;
}

/* What an earlier opening stored is there at once. */
static void
load (TroupeFrameWork *self)
{
  g_autoptr (GError) error = NULL;

  if (self->cache_path == NULL)
    return;

  g_mutex_lock (&self->lock);
  self->is_kept = troupe_frame_cache_load (self->cache_path, self->shelf, &error);
  if (self->is_kept)
    troupe_frame_work_tell (self, TRUE);
  g_mutex_unlock (&self->lock);
  if (error != NULL)
    g_debug ("no stored pictures: %s", error->message);    /* they are made anew */
}

static void
let_go (TroupeFrameWork *self)
{
  g_clear_pointer (&self->spill, troupe_frame_spill_free);
  g_clear_pointer (&self->packer, troupe_frame_packer_free);
  g_clear_pointer (&self->source, troupe_frame_source_free);
  malloc_trim (0);    /* what it used does not all go back to the system by itself */
}

/* With nothing to do no decoder is held: it is the larger part of what a store takes. */
static gboolean
wait_for_work (TroupeFrameWork *self,
               guint64         *target_ns)
{
  gboolean has_work = FALSE;

  g_mutex_lock (&self->lock);
  while (self->store != NULL && !has_work)
    {
      if (!self->is_paused && rests (self))
        continue;

      has_work = !self->is_paused && choose (self, 0, target_ns);
      if (has_work)
        break;

      if (!self->is_paused && !self->is_idle)
        {
          self->is_idle = TRUE;
          troupe_frame_work_tell (self, TRUE);
        }
      if (self->is_idle && self->source != NULL)
        {
          g_mutex_unlock (&self->lock);
          let_go (self);
          g_mutex_lock (&self->lock);
          continue;
        }
      g_cond_wait (&self->cond, &self->lock);
    }
  has_work = self->store != NULL;
  g_mutex_unlock (&self->lock);

  return has_work;
}

/**
 * troupe_frame_store_thread:
 * @user_data: (transfer full): what a store shares with it
 *
 * Decodes until the store is stopped.
 *
 * Returns: `NULL`
 */
gpointer
troupe_frame_store_thread (gpointer user_data)
{
  TroupeFrameWork *self = user_data;
  guint64 target_ns;

  load (self);
  while (wait_for_work (self, &target_ns))
    {
      g_autoptr (GError) error = NULL;

      if (fill (self, target_ns, &error))
        continue;

      /* The player tells a person what is wrong with the clip. */
      g_debug ("no more small pictures: %s", error->message);
      g_mutex_lock (&self->lock);
      self->is_failed = TRUE;
      g_mutex_unlock (&self->lock);
    }
  let_go (self);
  troupe_frame_work_unref (self);

  return NULL;
}
