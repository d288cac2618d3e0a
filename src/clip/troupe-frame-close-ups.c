/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-frame-close-ups.h"

#include "troupe-frame-packer.h"
#include "troupe-frame-reader.h"
#include "troupe-frame-shelf.h"
#include "troupe-frame-thread.h"

/**
 * TroupeFrameCloseUps:
 *
 * Decodes a part of a clip and keeps its frames as large as a person sees them. There is a thread with a
 * decoder for as long as something is missing; it holds the close-ups, and nobody waits for it.
 */
struct _TroupeFrameCloseUps
{
  /* Set once */
  char             *uri;
  GCancellable     *cancellable;

  /* Shared, under the lock */
  GMutex            lock;
  GCond             cond;
  TroupeFrameShelf *shelf;
  TroupeRange       part;
  int               short_edge;     /* of what is on the shelf, 0: nothing is wanted */
  guint             n_parts;        /* counts them */
  gboolean          is_paused;
  gboolean          is_stopped;
  gboolean          has_thread;
};

static void
clear (gpointer data)
{
  TroupeFrameCloseUps *self = data;

  g_clear_pointer (&self->shelf, troupe_frame_shelf_free);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->uri, g_free);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->cond);
}

static void
release (TroupeFrameCloseUps *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/* The thread */

/* Whether that part is still wanted, now that one may go on */
static gboolean
may_go_on (TroupeFrameCloseUps *self,
           guint                n_parts)
{
  gboolean is_wanted;

  g_mutex_lock (&self->lock);
  while (self->is_paused && !self->is_stopped && self->n_parts == n_parts)
    g_cond_wait (&self->cond, &self->lock);
  is_wanted = !self->is_stopped && self->n_parts == n_parts;
  g_mutex_unlock (&self->lock);

  return is_wanted;
}

/* A frame is on display until the next one. FALSE: there is no room for that. */
static gboolean
put (TroupeFrameCloseUps *self,
     guint                n_parts,
     GBytes              *packed,
     guint64              time_ns,
     guint64              next_ns)
{
  g_autoptr (TroupePackedFrame) close_up = troupe_packed_frame_new (packed);
  gboolean has_room = FALSE;

  g_mutex_lock (&self->lock);
  if (self->n_parts == n_parts)
    {
      troupe_frame_shelf_add (self->shelf, time_ns, close_up, self->part.start_ns);
      troupe_frame_shelf_cover (self->shelf, time_ns, next_ns);
      has_room = troupe_frame_shelf_has_room (self->shelf, self->part.start_ns, next_ns);
    }
  g_mutex_unlock (&self->lock);

  return has_room;
}

static void
get_part (TroupeFrameCloseUps *self,
          guint                n_parts,
          const TroupeRange   *part,
          int                  short_edge)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeFrameReader) reader = NULL;
  g_autoptr (GBytes) packed = NULL;
  guint64 time_ns = 0;

  reader = troupe_frame_reader_new_to_seek (self->uri, short_edge, self->cancellable, &error);
  if (reader != NULL)
    packed = troupe_frame_reader_seek_packed (reader, part->start_ns, TRUE, &time_ns, self->cancellable, &error);
  while (packed != NULL && time_ns < part->end_ns && may_go_on (self, n_parts))
    {
      guint64 next_ns = G_MAXUINT64;
      GBytes *next = troupe_frame_reader_next_packed (reader, &next_ns, self->cancellable, &error);

      if (error != NULL || !put (self, n_parts, packed, time_ns, next_ns))
        g_clear_pointer (&next, g_bytes_unref);
      g_bytes_unref (packed);
      packed = next;
      time_ns = next_ns;
    }
  if (error != NULL)
    g_debug ("no large pictures: %s", error->message);    /* there are small ones */
}

/* Under the lock */
static gboolean
is_missing (TroupeFrameCloseUps *self)
{
  return self->short_edge > 0 &&
         troupe_frame_shelf_get_cover_end (self->shelf, self->part.start_ns) < self->part.end_ns;
}

static gpointer
close_ups_thread (gpointer user_data)
{
  TroupeFrameCloseUps *self = user_data;
  guint n_done = 0;

  g_mutex_lock (&self->lock);
  while (!self->is_stopped && self->n_parts != n_done)
    {
      guint n_parts = self->n_parts;
      TroupeRange part = self->part;
      int short_edge = self->short_edge;
      gboolean has_work = is_missing (self);

      g_mutex_unlock (&self->lock);
      if (has_work && may_go_on (self, n_parts))
        get_part (self, n_parts, &part, short_edge);
      n_done = n_parts;
      g_mutex_lock (&self->lock);
    }
  self->has_thread = FALSE;
  g_mutex_unlock (&self->lock);
  release (self);

  return NULL;
}

/**
 * troupe_frame_close_ups_new:
 * @uri: the address of a clip
 *
 * Makes close-ups of nothing yet.
 *
 * Returns: (transfer full): close-ups
 */
TroupeFrameCloseUps *
troupe_frame_close_ups_new (const char *uri)
{
  TroupeFrameCloseUps *self = g_atomic_rc_box_new0 (TroupeFrameCloseUps);

  self->uri = g_strdup (uri);
  self->cancellable = g_cancellable_new ();
  self->shelf = troupe_frame_shelf_new (TROUPE_FRAME_CLOSE_UPS_LIMIT_BYTES);
  g_mutex_init (&self->lock);
  g_cond_init (&self->cond);

  return self;
}

/**
 * troupe_frame_close_ups_free:
 * @self: (transfer full): close-ups
 *
 * Lets the thread end, and does not wait for it.
 */
void
troupe_frame_close_ups_free (TroupeFrameCloseUps *self)
{
  g_cancellable_cancel (self->cancellable);
  g_mutex_lock (&self->lock);
  self->is_stopped = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->lock);
  release (self);
}

/**
 * troupe_frame_close_ups_set_part:
 * @self: close-ups
 * @part: what is wanted of the clip
 * @short_edge: how large, in pixels of the short edge, or 0 for no pictures at all
 *
 * Decodes what is missing of another part. What is there of the last one stays while there is room, unless
 * it has another size.
 */
void
troupe_frame_close_ups_set_part (TroupeFrameCloseUps *self,
                                 const TroupeRange   *part,
                                 int                  short_edge)
{
  g_mutex_lock (&self->lock);
  if (self->short_edge != short_edge || !troupe_range_equal (&self->part, part))
    {
      if (self->short_edge != short_edge)
        {
          troupe_frame_shelf_free (self->shelf);
          self->shelf = troupe_frame_shelf_new (TROUPE_FRAME_CLOSE_UPS_LIMIT_BYTES);
        }
      self->short_edge = short_edge;
      self->part = *part;
      self->n_parts++;
      if (!self->has_thread && is_missing (self))
        {
          self->has_thread = TRUE;
          troupe_frame_thread_start ("frame-close-ups", close_ups_thread, g_atomic_rc_box_acquire (self));
        }
      g_cond_signal (&self->cond);
    }
  g_mutex_unlock (&self->lock);
}

/**
 * troupe_frame_close_ups_set_paused:
 * @self: close-ups
 * @is_paused: whether something else needs the processors more
 *
 * Lets the thread rest after the frame it is at, or go on.
 */
void
troupe_frame_close_ups_set_paused (TroupeFrameCloseUps *self,
                                   gboolean             is_paused)
{
  g_mutex_lock (&self->lock);
  self->is_paused = is_paused;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->lock);
}

/**
 * troupe_frame_close_ups_dup:
 * @self: close-ups
 * @time_ns: a time of the clip, in nanoseconds
 *
 * Unpacks the frame on display at a time, which takes two milliseconds at the largest.
 *
 * Returns: (transfer full) (nullable): the frame, or `NULL` when it is not there
 */
TroupeFrame *
troupe_frame_close_ups_dup (TroupeFrameCloseUps *self,
                            guint64              time_ns)
{
  g_autoptr (GBytes) packed = NULL;
  int short_edge;
  guint n;

  g_mutex_lock (&self->lock);
  short_edge = self->short_edge;
  n = troupe_frame_shelf_find (self->shelf, time_ns);
  if (n != TROUPE_FRAME_SHELF_NONE)
    {
      time_ns = troupe_frame_shelf_get_time (self->shelf, n);
      packed = troupe_packed_frame_read (troupe_frame_shelf_get_packed (self->shelf, n));
    }
  g_mutex_unlock (&self->lock);

  return packed != NULL ? troupe_frame_unpack (packed, time_ns, short_edge) : NULL;
}
