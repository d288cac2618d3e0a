/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-frame-review.h"

#include <sys/resource.h>

#include "troupe-cuts.h"
#include "troupe-frame-store-private.h"
#include "troupe-frame-thread.h"

/* How many frames are looked at before the next ones are chosen: some 30 ms */
#define BATCH 48

/* While they come one by one, so many at once are worth the walk over all of them. */
#define PAUSE_US (100 * G_TIME_SPAN_MILLISECOND)

/* Playback and the interface come first. */
#define NICENESS 5

/* What a review shares with its thread. Either holds it, so that nobody waits for the thread to end. */
typedef struct
{
  TroupeFrameWork   *frames;        /* set once */

  /* Under the lock */
  GMutex             lock;
  GCond              cond;
  TroupeFrameReview *review;        /* borrowed, NULL when it was stopped */
  guint64            focus_ns;
  gboolean           is_new;        /* there may be frames that were not looked at */
  gboolean           is_done;
  GArray            *facts;         /* of TroupeFrameFacts, by time; only the thread replaces it, and what */
  GArray            *cuts;          /* follows from it, of guint64; nobody changes either */
  guint              changed_id;
} Work;

/* A frame among the others */
typedef struct
{
  guint64                 time_ns;
  guint64                 end_ns;
  gboolean                is_first;
  gboolean                is_last;
  const TroupeFrameFacts *known;      /* borrowed, NULL: it was not looked at */
  TroupePackedFrame      *packed;     /* owned, NULL: it is not its turn to be looked at */
} Place;

/**
 * TroupeFrameReview:
 *
 * Looks at all frames of a store, nearest the focus first, as they come.
 *
 * The thread sleeps while there is nothing new. Of frames that the store dropped nothing is known.
 */
struct _TroupeFrameReview
{
  GObject           parent_instance;

  /* Owned */
  TroupeFrameStore *store;
  Work             *work;
  GArray           *cuts;           /* as they were at the last "changed" */
};

G_DEFINE_FINAL_TYPE (TroupeFrameReview, troupe_frame_review, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
place_clear (gpointer data)
{
  Place *self = data;

  g_clear_pointer (&self->packed, troupe_packed_frame_unref);
}

static void
work_clear (gpointer data)
{
  Work *self = data;

  g_clear_pointer (&self->facts, g_array_unref);
  g_clear_pointer (&self->cuts, g_array_unref);
  g_clear_pointer (&self->frames, troupe_frame_work_unref);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->cond);
}

static void
work_unref (Work *self)
{
  g_atomic_rc_box_release_full (self, work_clear);
}

static Place *
place_at (GArray *places,
          guint   n)
{
  return &g_array_index (places, Place, n);
}

static Place
make_place (TroupeFrameShelf *shelf,
            guint             n,
            guint64           duration_ns)
{
  guint64 time_ns = troupe_frame_shelf_get_time (shelf, n);
  guint64 covered_ns = troupe_frame_shelf_get_cover_end (shelf, time_ns);
  Place place = { .time_ns = time_ns };

  place.is_first = n == 0 && troupe_frame_shelf_get_cover_start (shelf, time_ns) == 0;
  if (n + 1 < troupe_frame_shelf_get_n_frames (shelf))
    {
      guint64 next_ns = troupe_frame_shelf_get_time (shelf, n + 1);

      if (covered_ns >= next_ns - MIN (next_ns, TROUPE_FRAME_SHELF_TOLERANCE_NS))
        place.end_ns = next_ns;
    }
  else if (covered_ns == G_MAXUINT64)
    {
      place.end_ns = MAX (duration_ns, time_ns + 1);
      place.is_last = TRUE;
    }

  return place;
}

static guint64
distance (guint64 a,
          guint64 b)
{
  return MAX (a, b) - MIN (a, b);
}

/* Both are in the order of time. */
static const TroupeFrameFacts *
find_known (GArray *facts,
            guint  *n,
            guint64 time_ns)
{
  const TroupeFrameFacts *all = (const TroupeFrameFacts *) (gpointer) facts->data;

  while (*n < facts->len && all[*n].time_ns + TROUPE_FRAME_SHELF_TOLERANCE_NS < time_ns)
    ++*n;

  return *n < facts->len && distance (all[*n].time_ns, time_ns) <= TROUPE_FRAME_SHELF_TOLERANCE_NS
    ? &all[*n] : NULL;
}

static void
take (GArray           *places,
      guint             n,
      TroupeFrameShelf *shelf,
      guint            *n_taken)
{
  Place *place = place_at (places, n);

  if (place->known != NULL)
    return;

  place->packed = troupe_packed_frame_ref (troupe_frame_shelf_get_packed (shelf, n));
  ++*n_taken;
}

/* All frames that are stored. Of those that were not looked at, the one nearest to the focus, those after it
 * and then those before it are to be. */
static GArray *
survey (Work   *self,
        guint64 focus_ns)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (Place));
  TroupeFrameShelf *shelf;
  guint nearest = G_MAXUINT;
  guint known = 0;
  guint n_taken = 0;

  g_array_set_clear_func (places, place_clear);
  g_mutex_lock (&self->frames->lock);
  shelf = self->frames->shelf;
  for (guint n = 0; n < troupe_frame_shelf_get_n_frames (shelf); n++)
    {
      Place place = make_place (shelf, n, self->frames->duration_ns);

      place.known = find_known (self->facts, &known, place.time_ns);
      if (place.known == NULL &&
          (nearest == G_MAXUINT || distance (place.time_ns, focus_ns) <=
           distance (place_at (places, nearest)->time_ns, focus_ns)))
        nearest = n;
      g_array_append_val (places, place);
    }
  nearest = MIN (nearest, places->len);
  for (guint n = nearest; n < places->len && n_taken < BATCH; n++)
    take (places, n, shelf, &n_taken);
  for (guint n = nearest; n > 0 && n_taken < BATCH; n--)
    take (places, n - 1, shelf, &n_taken);
  g_mutex_unlock (&self->frames->lock);

  return places;
}

/* They say by themselves that a picture is damaged. */
static void
read_facts (TroupeFrameFacts  *facts,
            TroupePackedFrame *packed)
{
  g_autoptr (GBytes) content = troupe_packed_frame_read (packed);

  facts->is_damaged = TRUE;
  if (content != NULL)
    troupe_frame_facts_read (facts, content);
}

/* What is known of all frames when those whose turn it is have been looked at */
static GArray *
look (GArray *places,
      guint  *n_new)
{
  GArray *facts = g_array_sized_new (FALSE, TRUE, sizeof (TroupeFrameFacts), places->len);

  *n_new = 0;
  for (guint n = 0; n < places->len; n++)
    {
      Place *place = place_at (places, n);
      TroupeFrameFacts *added;

      if (place->known == NULL && place->packed == NULL)
        continue;

      g_array_set_size (facts, facts->len + 1);
      added = &g_array_index (facts, TroupeFrameFacts, facts->len - 1);
      if (place->known != NULL)
        *added = *place->known;
      else
        read_facts (added, place->packed);
      *n_new += place->known == NULL ? 1 : 0;
      added->time_ns = place->time_ns;
      added->end_ns = place->end_ns;
      added->is_first = place->is_first;
      added->is_last = place->is_last;
    }

  return facts;
}

static gboolean
changed_idle (gpointer user_data)
{
  Work *self = user_data;    /* alive, and its review too: stop() removes the source */
  TroupeFrameReview *review;

  g_mutex_lock (&self->lock);
  self->changed_id = 0;
  review = self->review;
  g_clear_pointer (&review->cuts, g_array_unref);
  review->cuts = g_array_ref (self->cuts);
  g_mutex_unlock (&self->lock);
  g_signal_emit (review, signals[CHANGED], 0);

  return G_SOURCE_REMOVE;
}

/* Under the lock: what was looked at is there for all to see. */
static void
publish (Work    *self,
         GArray  *facts,
         GArray  *cuts,
         gboolean is_all)
{
  self->is_done = is_all && !self->is_new;
  g_array_unref (self->facts);
  self->facts = facts;
  g_array_unref (self->cuts);
  self->cuts = cuts;
  if (self->changed_id == 0 && self->review != NULL)
    self->changed_id = g_idle_add (changed_idle, self);
}

/* Looks at some frames, without the lock: what is known is read by this thread, and replaced by no other. */
static guint
step (Work   *self,
      guint64 focus_ns)
{
  g_autoptr (GArray) places = survey (self, focus_ns);
  guint n_new;
  GArray *facts = look (places, &n_new);
  GArray *cuts = troupe_cuts_find ((const TroupeFrameFacts *) (gpointer) facts->data, facts->len);

  g_mutex_lock (&self->lock);
  publish (self, facts, cuts, n_new == 0);
  g_mutex_unlock (&self->lock);

  return n_new;
}

/* Under the lock. Without anything new it sleeps; when little came it waits a while for more. */
static void
rest (Work *self,
      guint n_new)
{
  gint64 until_us = g_get_monotonic_time () + PAUSE_US;
  guint64 focus_ns = self->focus_ns;

  while (self->is_done && self->review != NULL)
    g_cond_wait (&self->cond, &self->lock);
  while (n_new < BATCH && self->review != NULL && self->focus_ns == focus_ns &&
         g_cond_wait_until (&self->cond, &self->lock, until_us))
    ;
}

static gpointer
review_thread (gpointer user_data)
{
  Work *self = user_data;

  /* Of this thread alone, on Linux; where that is refused it takes as much as the others. */
  setpriority (PRIO_PROCESS, 0, NICENESS);
  g_mutex_lock (&self->lock);
  while (self->review != NULL)
    {
      guint64 focus_ns = self->focus_ns;
      guint n_new;

      self->is_new = FALSE;
      g_mutex_unlock (&self->lock);
      n_new = step (self, focus_ns);
      g_mutex_lock (&self->lock);
      rest (self, n_new);
    }
  g_mutex_unlock (&self->lock);
  work_unref (self);

  return NULL;
}

/* More came to the store, or it came to its end. */
static void
store_changed_cb (TroupeFrameReview *self)
{
  g_mutex_lock (&self->work->lock);
  self->work->is_new = TRUE;
  self->work->is_done = FALSE;
  g_cond_signal (&self->work->cond);
  g_mutex_unlock (&self->work->lock);
}

static void
troupe_frame_review_dispose (GObject *object)
{
  TroupeFrameReview *self = TROUPE_FRAME_REVIEW (object);

  troupe_frame_review_stop (self);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (troupe_frame_review_parent_class)->dispose (object);
}

static void
troupe_frame_review_finalize (GObject *object)
{
  TroupeFrameReview *self = TROUPE_FRAME_REVIEW (object);

  g_clear_pointer (&self->cuts, g_array_unref);
  g_clear_pointer (&self->work, work_unref);
  G_OBJECT_CLASS (troupe_frame_review_parent_class)->finalize (object);
}

static void
troupe_frame_review_class_init (TroupeFrameReviewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = troupe_frame_review_dispose;
  object_class->finalize = troupe_frame_review_finalize;

  /**
   * TroupeFrameReview::changed:
   *
   * More frames were looked at, or all. At most once a turn of the main loop.
   */
  signals[CHANGED] = g_signal_new ("changed", TROUPE_TYPE_FRAME_REVIEW, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
troupe_frame_review_init (TroupeFrameReview *self)
{
  self->cuts = g_array_new (FALSE, FALSE, sizeof (guint64));
}

/**
 * troupe_frame_review_new:
 * @store: the frames of a clip
 *
 * Begins to look at what is stored, and goes on as more comes.
 *
 * Returns: (transfer full): a review
 */
TroupeFrameReview *
troupe_frame_review_new (TroupeFrameStore *store)
{
  TroupeFrameReview *self;
  Work *work;

  g_return_val_if_fail (TROUPE_IS_FRAME_STORE (store), NULL);

  self = g_object_new (TROUPE_TYPE_FRAME_REVIEW, NULL);
  self->store = g_object_ref (store);
  self->work = work = g_atomic_rc_box_new0 (Work);
  g_mutex_init (&work->lock);
  g_cond_init (&work->cond);
  work->frames = troupe_frame_work_ref (store->work);
  work->review = self;
  work->facts = g_array_new (FALSE, FALSE, sizeof (TroupeFrameFacts));
  work->cuts = g_array_ref (self->cuts);
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  troupe_frame_thread_start ("frame-review", review_thread, g_atomic_rc_box_acquire (work));

  return self;
}

/**
 * troupe_frame_review_set_focus:
 * @self: a review
 * @time_ns: what a person looks at, in nanoseconds
 *
 * Looks at what is there before all else.
 */
void
troupe_frame_review_set_focus (TroupeFrameReview *self,
                               guint64            time_ns)
{
  g_return_if_fail (TROUPE_IS_FRAME_REVIEW (self));

  g_mutex_lock (&self->work->lock);
  self->work->focus_ns = time_ns;
  g_cond_signal (&self->work->cond);
  g_mutex_unlock (&self->work->lock);
}

/**
 * troupe_frame_review_stop:
 * @self: a review
 *
 * Lets the thread end, and does not wait for it. What was found stays.
 */
void
troupe_frame_review_stop (TroupeFrameReview *self)
{
  guint changed_id;

  g_return_if_fail (TROUPE_IS_FRAME_REVIEW (self));

  g_mutex_lock (&self->work->lock);
  self->work->review = NULL;
  changed_id = g_steal_handle_id (&self->work->changed_id);
  g_cond_signal (&self->work->cond);
  g_mutex_unlock (&self->work->lock);

  if (changed_id != 0)
    g_source_remove (changed_id);
}

/**
 * troupe_frame_review_get_cuts:
 * @self: a review
 *
 * Tells where the shots of the clip are cut, as far as that is known, by the rule of troupe_cuts_find().
 *
 * Returns: (transfer none) (element-type guint64): when the first frame of each shot but the first is
 *   shown, in nanoseconds, ascending; it does not change, but another one takes its place at "changed"
 */
GArray *
troupe_frame_review_get_cuts (TroupeFrameReview *self)
{
  g_return_val_if_fail (TROUPE_IS_FRAME_REVIEW (self), NULL);

  return self->cuts;
}

/**
 * troupe_frame_review_dup_facts:
 * @self: a review
 *
 * Tells what is known of the frames.
 *
 * Returns: (transfer full) (element-type TroupeFrameFacts): those that were looked at, by time; nobody
 *   changes it
 */
GArray *
troupe_frame_review_dup_facts (TroupeFrameReview *self)
{
  GArray *facts;

  g_return_val_if_fail (TROUPE_IS_FRAME_REVIEW (self), NULL);

  g_mutex_lock (&self->work->lock);
  facts = g_array_ref (self->work->facts);
  g_mutex_unlock (&self->work->lock);

  return facts;
}

/**
 * troupe_frame_review_is_done:
 * @self: a review
 *
 * Returns: whether all was looked at that there is, and no more will come by itself
 */
gboolean
troupe_frame_review_is_done (TroupeFrameReview *self)
{
  gboolean is_done;

  g_return_val_if_fail (TROUPE_IS_FRAME_REVIEW (self), FALSE);

  g_mutex_lock (&self->work->lock);
  is_done = self->work->is_done && self->work->changed_id == 0;
  g_mutex_unlock (&self->work->lock);

  return is_done && troupe_frame_store_is_idle (self->store);
}
