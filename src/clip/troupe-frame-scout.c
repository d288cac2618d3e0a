/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-frame-scout.h"

#include "troupe-frame-reader.h"
#include "troupe-frame-thread.h"

/* The decoder is kept so long for what may be asked next: it takes memory, and opening it takes time. */
#define LINGER_US (2 * G_USEC_PER_SEC)

/**
 * TroupeFrameScout:
 *
 * Goes ahead of a frame store: it gets single pictures from places that are not stored yet.
 *
 * A key frame costs one seek and one picture to decode, so that many are there soon. What a person
 * looks at comes before all that is merely wanted. The thread holds the scout, and nobody waits for it.
 */
struct _TroupeFrameScout
{
  /* Set once */
  char                 *uri;
  int                   short_edge;
  TroupeFrameScoutFunc  func;
  gpointer              user_data;
  GCancellable         *cancellable;

  /* The thread's own */
  TroupeFrameReader    *reader;        /* NULL after a while without work */
  gboolean              is_failed;     /* the clip could not be opened */

  /* Shared, under the lock */
  GMutex                lock;
  GCond                 cond;
  GHashTable           *settled;       /* of TroupeFrameLook: what was handed over */
  GArray               *keys;          /* of Key: the key frames among that */
  GArray               *wanted;        /* of TroupeFrameLook, the last is next */
  GArray               *looked_at;     /* of TroupeFrameLook, the last is next, before all wanted */
  gboolean              is_ready;      /* the decoder is kept even without work */
  gboolean              is_open;       /* there is one */
  gboolean              is_held;
  gboolean              is_stopped;
  gboolean              has_thread;
};

/* From a key frame to the last place that it was found for, it is the one to be found. */
typedef struct
{
  guint64 key_ns;
  guint64 until_ns;
} Key;

static guint
look_hash (gconstpointer look)
{
  return g_int64_hash (&((const TroupeFrameLook *) look)->time_ns);
}

static gboolean
look_equal (gconstpointer a,
            gconstpointer b)
{
  const TroupeFrameLook *first = a;
  const TroupeFrameLook *second = b;

  return first->time_ns == second->time_ns && first->is_exact == second->is_exact;
}

static void
clear (gpointer data)
{
  TroupeFrameScout *self = data;

  g_clear_object (&self->reader);
  g_clear_pointer (&self->settled, g_hash_table_unref);
  g_clear_pointer (&self->keys, g_array_unref);
  g_clear_pointer (&self->wanted, g_array_unref);
  g_clear_pointer (&self->looked_at, g_array_unref);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->uri, g_free);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->cond);
}

static void
release (TroupeFrameScout *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/* The thread */

static gboolean
take_last (GArray          *looks,
           TroupeFrameLook *look)
{
  if (looks->len == 0)
    return FALSE;

  *look = g_array_index (looks, TroupeFrameLook, looks->len - 1);
  g_array_set_size (looks, looks->len - 1);
  return TRUE;
}

/* Under the lock */
static gboolean
is_settled (TroupeFrameScout      *self,
            const TroupeFrameLook *look)
{
  for (guint i = 0; i < self->keys->len && !look->is_exact; i++)
    {
      const Key *key = &g_array_index (self->keys, Key, i);

      if (look->time_ns >= key->key_ns && look->time_ns <= key->until_ns)
        return TRUE;
    }

  return g_hash_table_contains (self->settled, look);
}

/* Under the lock */
static void
settle (TroupeFrameScout      *self,
        const TroupeFrameLook *look,
        guint64                shown_ns)
{
  g_hash_table_add (self->settled, g_memdup2 (look, sizeof *look));
  if (look->is_exact)
    return;

  for (guint i = 0; i < self->keys->len; i++)
    {
      Key *key = &g_array_index (self->keys, Key, i);

      if (key->key_ns == shown_ns)
        {
          key->until_ns = MAX (key->until_ns, look->time_ns);
          return;
        }
    }
  g_array_append_val (self->keys, ((Key) { shown_ns, look->time_ns }));
}

/* Under the lock */
static gboolean
take_look (TroupeFrameScout *self,
           TroupeFrameLook  *look)
{
  if (self->is_held)
    return FALSE;
  if (take_last (self->looked_at, look))
    return TRUE;

  while (take_last (self->wanted, look))
    if (!is_settled (self, look))
      return TRUE;

  return FALSE;
}

static gboolean
open_reader (TroupeFrameScout *self)
{
  g_autoptr (GError) error = NULL;

  if (self->reader == NULL)
    self->reader = troupe_frame_reader_new_to_seek (self->uri, self->short_edge, self->cancellable,
                                                    &error);
  self->is_failed = self->reader == NULL;
  if (self->is_failed)
    g_debug ("no single pictures: %s", error->message);    /* the player tells what is wrong */

  g_mutex_lock (&self->lock);
  self->is_open = !self->is_failed;
  g_mutex_unlock (&self->lock);

  return !self->is_failed;
}

/* Under the lock, which it lets go of for a while: opens what is to be ready, and closes what has not
 * been of use for long. */
static void
wait_for_more (TroupeFrameScout *self,
               gint64            end_us)
{
  gboolean is_needed = self->is_ready && !self->is_held && !self->is_failed;

  if (self->reader == NULL && is_needed)
    {
      g_mutex_unlock (&self->lock);
      open_reader (self);
      g_mutex_lock (&self->lock);
    }
  else if (self->reader == NULL || is_needed)
    {
      g_cond_wait (&self->cond, &self->lock);
    }
  else if (!g_cond_wait_until (&self->cond, &self->lock, end_us))
    {
      self->is_open = FALSE;
      g_mutex_unlock (&self->lock);
      g_clear_object (&self->reader);
      g_mutex_lock (&self->lock);
    }
}

static gboolean
wait_for_look (TroupeFrameScout *self,
               TroupeFrameLook  *look)
{
  gint64 end_us = g_get_monotonic_time () + LINGER_US;
  gboolean has_look = FALSE;

  g_mutex_lock (&self->lock);
  while (!self->is_stopped && !has_look)
    {
      has_look = take_look (self, look);
      if (!has_look)
        wait_for_more (self, end_us);
    }
  has_look = !self->is_stopped;
  g_mutex_unlock (&self->lock);

  return has_look;
}

static void
hand_over (TroupeFrameScout      *self,
           const TroupeFrameLook *look,
           GBytes                *packed,
           guint64                shown_ns)
{
  g_mutex_lock (&self->lock);
  if (!self->is_stopped && self->func (packed, shown_ns, self->user_data))
    {
      g_hash_table_remove_all (self->settled);
      g_array_set_size (self->keys, 0);
    }
  settle (self, look, shown_ns);
  g_mutex_unlock (&self->lock);
}

static gboolean
get_picture (TroupeFrameScout      *self,
             const TroupeFrameLook *look,
             GError               **error)
{
  g_autoptr (GBytes) packed = NULL;
  guint64 shown_ns;

  packed = troupe_frame_reader_seek_packed (self->reader, look->time_ns, look->is_exact, &shown_ns,
                                            self->cancellable, error);
  if (packed == NULL)
    return FALSE;

  hand_over (self, look, packed, shown_ns);
  return TRUE;
}

/* Where the clip cannot be opened nothing is got of it. */
static void
give_up (TroupeFrameScout *self)
{
  g_mutex_lock (&self->lock);
  g_array_set_size (self->wanted, 0);
  g_mutex_unlock (&self->lock);
}

static gpointer
scout_thread (gpointer user_data)
{
  TroupeFrameScout *self = user_data;
  TroupeFrameLook look;

  while (wait_for_look (self, &look))
    {
      g_autoptr (GError) error = NULL;

      /* Another picture is shown in its place. */
      if (!open_reader (self))
        give_up (self);
      else if (!get_picture (self, &look, &error))
        g_debug ("no picture at %" G_GUINT64_FORMAT " ns: %s", look.time_ns, error->message);
    }
  g_clear_object (&self->reader);
  release (self);

  return NULL;
}

/**
 * troupe_frame_scout_new:
 * @uri: the address of a clip
 * @short_edge: the largest short edge of the pictures in pixels
 * @func: gets the pictures
 * @user_data: data for @func
 *
 * Makes a scout. Nothing is opened before something is asked for.
 *
 * Returns: (transfer full): a scout
 */
TroupeFrameScout *
troupe_frame_scout_new (const char          *uri,
                        int                  short_edge,
                        TroupeFrameScoutFunc func,
                        gpointer             user_data)
{
  TroupeFrameScout *self = g_atomic_rc_box_new0 (TroupeFrameScout);

  self->uri = g_strdup (uri);
  self->short_edge = short_edge;
  self->func = func;
  self->user_data = user_data;
  self->cancellable = g_cancellable_new ();
  self->settled = g_hash_table_new_full (look_hash, look_equal, g_free, NULL);
  self->keys = g_array_new (FALSE, FALSE, sizeof (Key));
  self->wanted = g_array_new (FALSE, FALSE, sizeof (TroupeFrameLook));
  self->looked_at = g_array_new (FALSE, FALSE, sizeof (TroupeFrameLook));
  g_mutex_init (&self->lock);
  g_cond_init (&self->cond);

  return self;
}

/**
 * troupe_frame_scout_free:
 * @self: (transfer full): a scout
 *
 * Lets the thread end by itself.
 */
void
troupe_frame_scout_free (TroupeFrameScout *self)
{
  g_mutex_lock (&self->lock);
  self->is_stopped = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->lock);

  g_cancellable_cancel (self->cancellable);
  release (self);
}

/* Under the lock */
static void
wake (TroupeFrameScout *self)
{
  if (!self->has_thread)
    troupe_frame_thread_start ("frame-scout", scout_thread, g_atomic_rc_box_acquire (self));
  self->has_thread = TRUE;
  g_cond_signal (&self->cond);
}

/**
 * troupe_frame_scout_set_held:
 * @self: a scout
 * @is_held: whether something else needs the processors more
 *
 * Lets the thread rest after the picture it is at, or go on.
 */
void
troupe_frame_scout_set_held (TroupeFrameScout *self,
                             gboolean          is_held)
{
  g_mutex_lock (&self->lock);
  self->is_held = is_held;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->lock);
}

/**
 * troupe_frame_scout_set_ready:
 * @self: a scout
 * @is_ready: whether something may be asked for soon
 *
 * Keeps a decoder at hand, or only for as long as there is work for it.
 */
void
troupe_frame_scout_set_ready (TroupeFrameScout *self,
                              gboolean          is_ready)
{
  g_mutex_lock (&self->lock);
  self->is_ready = is_ready;
  if (is_ready || self->has_thread)
    wake (self);
  g_mutex_unlock (&self->lock);
}

/**
 * troupe_frame_scout_is_open:
 * @self: a scout
 *
 * Returns: whether it has a decoder at hand, so that a look is soon over
 */
gboolean
troupe_frame_scout_is_open (TroupeFrameScout *self)
{
  gboolean is_open;

  g_mutex_lock (&self->lock);
  is_open = self->is_open;
  g_mutex_unlock (&self->lock);

  return is_open;
}

/**
 * troupe_frame_scout_look:
 * @self: a scout
 * @time_ns: what a person looks at, in nanoseconds
 * @is_exact: whether the frame itself is to follow the key frame before it
 *
 * Gets a picture before all that is wanted, unless it was handed over already; an earlier look that has
 * not begun is forgotten.
 *
 * Returns: whether a picture is to come
 */
gboolean
troupe_frame_scout_look (TroupeFrameScout *self,
                         guint64           time_ns,
                         gboolean          is_exact)
{
  const TroupeFrameLook looks[] = { { time_ns, TRUE }, { time_ns, FALSE } };
  gboolean is_to_come;

  g_mutex_lock (&self->lock);
  g_array_set_size (self->looked_at, 0);
  for (guint i = is_exact ? 0 : 1; i < G_N_ELEMENTS (looks); i++)
    if (!is_settled (self, &looks[i]))
      g_array_append_val (self->looked_at, looks[i]);
  is_to_come = self->looked_at->len > 0;
  if (is_to_come)
    wake (self);
  g_mutex_unlock (&self->lock);

  return is_to_come;
}

/**
 * troupe_frame_scout_want:
 * @self: a scout
 * @looks: (element-type TroupeFrameLook): places in the clip
 *
 * Gets a picture of each place, the first one first; what was wanted before is forgotten. What has been
 * handed over once is not gone for again before pictures gave way to others.
 */
void
troupe_frame_scout_want (TroupeFrameScout *self,
                         GArray           *looks)
{
  g_mutex_lock (&self->lock);
  g_array_set_size (self->wanted, 0);
  for (guint i = looks->len; i-- > 0;)
    g_array_append_val (self->wanted, g_array_index (looks, TroupeFrameLook, i));
  if (looks->len > 0)
    wake (self);
  g_mutex_unlock (&self->lock);
}
