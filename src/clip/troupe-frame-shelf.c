/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-frame-shelf.h"

/* A full shelf takes what is so much nearer than its farthest picture, and not less: else two that are
 * about as far would push each other off for ever. */
#define WORTH_NS G_GUINT64_CONSTANT (500000000)

/* From which share of the limit on it counts as full */
#define FULL 0.97

#define TOLERANCE_NS TROUPE_FRAME_SHELF_TOLERANCE_NS

typedef struct
{
  guint64            time_ns;
  TroupePackedFrame *packed;    /* owned */
} Entry;

typedef struct
{
  guint64 from_ns;
  guint64 to_ns;
} Span;

/**
 * TroupeFrameShelf:
 *
 * Keeps packed pictures up to a limit of bytes; what is farthest from the focus goes first.
 *
 * A time is covered when the very frame on display then is on the shelf, so that between two pictures
 * of covered ground there is no third.
 */
struct _TroupeFrameShelf
{
  gsize   limit_bytes;
  gsize   size_bytes;

  /* Owned */
  GArray *entries;    /* of Entry, by time */
  GArray *spans;      /* of Span, by time, apart from each other */
};

static Entry *
entry (TroupeFrameShelf *self,
       guint             n)
{
  return &g_array_index (self->entries, Entry, n);
}

static Span *
span (TroupeFrameShelf *self,
      guint             n)
{
  return &g_array_index (self->spans, Span, n);
}

static guint64
distance (guint64 a,
          guint64 b)
{
  return a > b ? a - b : b - a;
}

static void
entry_clear (gpointer data)
{
  Entry *self = data;

  troupe_packed_frame_unref (self->packed);
}

/**
 * troupe_frame_shelf_new:
 * @limit_bytes: what the pictures may take together
 *
 * Returns: (transfer full): an empty shelf
 */
TroupeFrameShelf *
troupe_frame_shelf_new (gsize limit_bytes)
{
  TroupeFrameShelf *self = g_new0 (TroupeFrameShelf, 1);

  self->limit_bytes = limit_bytes;
  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_array_set_clear_func (self->entries, entry_clear);
  self->spans = g_array_new (FALSE, FALSE, sizeof (Span));

  return self;
}

/**
 * troupe_frame_shelf_free:
 * @self: (transfer full): a shelf
 */
void
troupe_frame_shelf_free (TroupeFrameShelf *self)
{
  g_clear_pointer (&self->entries, g_array_unref);
  g_clear_pointer (&self->spans, g_array_unref);
  g_free (self);
}

/* How many entries are not later than a time */
static guint
count_until (TroupeFrameShelf *self,
             guint64           time_ns)
{
  guint low = 0;
  guint high = self->entries->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (entry (self, middle)->time_ns <= time_ns)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

static void
uncover (TroupeFrameShelf *self,
         guint64           from_ns,
         guint64           to_ns)
{
  for (guint i = self->spans->len; i-- > 0;)
    {
      Span old = *span (self, i);

      if (old.to_ns <= from_ns || old.from_ns >= to_ns)
        continue;

      g_array_remove_index (self->spans, i);
      if (old.to_ns > to_ns)
        g_array_insert_val (self->spans, i, ((Span) { to_ns, old.to_ns }));
      if (old.from_ns < from_ns)
        g_array_insert_val (self->spans, i, ((Span) { old.from_ns, from_ns }));
    }
}

/**
 * troupe_frame_shelf_drop:
 * @self: a shelf
 * @n: the index of a picture
 *
 * Takes a picture off the shelf.
 */
void
troupe_frame_shelf_drop (TroupeFrameShelf *self,
                         guint             n)
{
  guint64 from_ns = n > 0 ? entry (self, n)->time_ns : 0;
  guint64 to_ns = n + 1 < self->entries->len ? entry (self, n + 1)->time_ns : G_MAXUINT64;

  self->size_bytes -= troupe_packed_frame_get_size (entry (self, n)->packed);
  g_array_remove_index (self->entries, n);
  uncover (self, from_ns, to_ns);
}

static guint
farthest (TroupeFrameShelf *self,
          guint64           focus_ns)
{
  guint last = self->entries->len - 1;

  return distance (entry (self, 0)->time_ns, focus_ns) >
         distance (entry (self, last)->time_ns, focus_ns) ? 0 : last;
}

/**
 * troupe_frame_shelf_add:
 * @self: a shelf
 * @time_ns: when the picture is shown, in nanoseconds
 * @packed: the picture
 * @focus_ns: what a person looks at
 *
 * Puts a picture on the shelf unless that of this time is there; then the farthest ones go, perhaps
 * this one.
 *
 * Returns: whether the picture is there that was not
 */
gboolean
troupe_frame_shelf_add (TroupeFrameShelf  *self,
                        guint64            time_ns,
                        TroupePackedFrame *packed,
                        guint64            focus_ns)
{
  guint n = count_until (self, time_ns + TOLERANCE_NS);

  if (n > 0 && distance (entry (self, n - 1)->time_ns, time_ns) <= TOLERANCE_NS)
    return FALSE;

  g_array_insert_val (self->entries, n, ((Entry) { time_ns, troupe_packed_frame_ref (packed) }));
  self->size_bytes += troupe_packed_frame_get_size (packed);
  while (self->size_bytes > self->limit_bytes && self->entries->len > 1)
    troupe_frame_shelf_drop (self, farthest (self, focus_ns));

  n = count_until (self, time_ns);
  return n > 0 && entry (self, n - 1)->time_ns == time_ns;
}

/**
 * troupe_frame_shelf_cover:
 * @self: a shelf
 * @from_ns: when a frame begins to be shown, or 0 for the first
 * @to_ns: when the next one does, `G_MAXUINT64` after the last
 *
 * Notes that nothing is between two frames that follow each other. It does nothing when the picture of
 * the first is not there (any more).
 */
void
troupe_frame_shelf_cover (TroupeFrameShelf *self,
                          guint64           from_ns,
                          guint64           to_ns)
{
  guint n = count_until (self, to_ns - MIN (to_ns, TOLERANCE_NS + 1));
  guint i;

  if (n == 0 || entry (self, n - 1)->time_ns + TOLERANCE_NS < from_ns)
    return;

  for (i = 0; i < self->spans->len && span (self, i)->from_ns < from_ns; i++)
    ;
  if (i > 0 && span (self, i - 1)->to_ns >= from_ns - MIN (from_ns, TOLERANCE_NS))
    i--;
  else
    g_array_insert_val (self->spans, i, ((Span) { from_ns, to_ns }));
  span (self, i)->to_ns = MAX (span (self, i)->to_ns, to_ns);

  while (i + 1 < self->spans->len &&
         span (self, i + 1)->from_ns <= span (self, i)->to_ns + MIN (TOLERANCE_NS, G_MAXUINT64 - to_ns))
    {
      span (self, i)->to_ns = MAX (span (self, i)->to_ns, span (self, i + 1)->to_ns);
      g_array_remove_index (self->spans, i + 1);
    }
}

static Span *
find_span (TroupeFrameShelf *self,
           guint64           time_ns)
{
  guint64 latest_ns = time_ns > G_MAXUINT64 - TOLERANCE_NS ? G_MAXUINT64 : time_ns + TOLERANCE_NS;

  for (guint i = 0; i < self->spans->len; i++)
    if (span (self, i)->from_ns <= latest_ns && time_ns < span (self, i)->to_ns)
      return span (self, i);

  return NULL;
}

/**
 * troupe_frame_shelf_is_covered:
 * @self: a shelf
 * @time_ns: a time in nanoseconds
 *
 * Returns: whether the frame on display at that time is there
 */
gboolean
troupe_frame_shelf_is_covered (TroupeFrameShelf *self,
                               guint64           time_ns)
{
  return find_span (self, time_ns) != NULL;
}

/**
 * troupe_frame_shelf_get_cover_start:
 * @self: a shelf
 * @time_ns: a time in nanoseconds
 *
 * Returns: from when on all is covered until @time_ns; that itself when it is not covered
 */
guint64
troupe_frame_shelf_get_cover_start (TroupeFrameShelf *self,
                                    guint64           time_ns)
{
  Span *found = find_span (self, time_ns);

  return found != NULL ? found->from_ns : time_ns;
}

/**
 * troupe_frame_shelf_get_cover_end:
 * @self: a shelf
 * @time_ns: a time in nanoseconds
 *
 * Returns: until when all is covered from @time_ns on; that itself when it is not covered, and
 *   `G_MAXUINT64` for the end of the clip
 */
guint64
troupe_frame_shelf_get_cover_end (TroupeFrameShelf *self,
                                  guint64           time_ns)
{
  Span *found = find_span (self, time_ns);

  return found != NULL ? found->to_ns : time_ns;
}

/**
 * troupe_frame_shelf_get_n_frames:
 * @self: a shelf
 *
 * Returns: how many pictures there are
 */
guint
troupe_frame_shelf_get_n_frames (TroupeFrameShelf *self)
{
  return self->entries->len;
}

/**
 * troupe_frame_shelf_get_size_bytes:
 * @self: a shelf
 *
 * Returns: what the pictures take together
 */
gsize
troupe_frame_shelf_get_size_bytes (TroupeFrameShelf *self)
{
  return self->size_bytes;
}

/**
 * troupe_frame_shelf_has_room:
 * @self: a shelf
 * @focus_ns: what a person looks at
 * @time_ns: a time in nanoseconds
 *
 * Returns: whether a picture of @time_ns would stay
 */
gboolean
troupe_frame_shelf_has_room (TroupeFrameShelf *self,
                             guint64           focus_ns,
                             guint64           time_ns)
{
  if (self->entries->len == 0 || self->size_bytes < self->limit_bytes * FULL)
    return TRUE;

  return distance (time_ns, focus_ns) + WORTH_NS <
         distance (entry (self, farthest (self, focus_ns))->time_ns, focus_ns);
}

/**
 * troupe_frame_shelf_find:
 * @self: a shelf
 * @time_ns: a time in nanoseconds
 *
 * Returns: the index of the frame on display at that time, or `TROUPE_FRAME_SHELF_NONE`
 */
guint
troupe_frame_shelf_find (TroupeFrameShelf *self,
                         guint64           time_ns)
{
  guint n = count_until (self, time_ns + TOLERANCE_NS);

  if (n > 0 && distance (entry (self, n - 1)->time_ns, time_ns) <= TOLERANCE_NS)
    return n - 1;
  if (self->entries->len == 0 || !troupe_frame_shelf_is_covered (self, time_ns))
    return TROUPE_FRAME_SHELF_NONE;

  return n > 0 ? n - 1 : 0;
}

/**
 * troupe_frame_shelf_find_nearest:
 * @self: a shelf
 * @time_ns: a time in nanoseconds
 *
 * Returns: the index of the frame on display at that time, else of the nearest one, or
 *   `TROUPE_FRAME_SHELF_NONE` when the shelf is empty
 */
guint
troupe_frame_shelf_find_nearest (TroupeFrameShelf *self,
                                 guint64           time_ns)
{
  guint n = troupe_frame_shelf_find (self, time_ns);

  if (n != TROUPE_FRAME_SHELF_NONE || self->entries->len == 0)
    return n;

  n = count_until (self, time_ns);
  if (n == 0)
    return 0;
  if (n == self->entries->len)
    return n - 1;

  return distance (entry (self, n - 1)->time_ns, time_ns) <=
         distance (entry (self, n)->time_ns, time_ns) ? n - 1 : n;
}

/**
 * troupe_frame_shelf_get_distance:
 * @self: a shelf
 * @n: the index of a picture, or `TROUPE_FRAME_SHELF_NONE`
 * @time_ns: a time in nanoseconds
 *
 * Returns: how far from that time the picture is shown, or `G_MAXUINT64` for none
 */
guint64
troupe_frame_shelf_get_distance (TroupeFrameShelf *self,
                                 guint             n,
                                 guint64           time_ns)
{
  return n == TROUPE_FRAME_SHELF_NONE ? G_MAXUINT64 : distance (entry (self, n)->time_ns, time_ns);
}

/**
 * troupe_frame_shelf_get_time:
 * @self: a shelf
 * @n: the index of a picture
 *
 * Returns: when it is shown, in nanoseconds
 */
guint64
troupe_frame_shelf_get_time (TroupeFrameShelf *self,
                             guint             n)
{
  return entry (self, n)->time_ns;
}

/**
 * troupe_frame_shelf_get_packed:
 * @self: a shelf
 * @n: the index of a picture
 *
 * Returns: (transfer none): the picture
 */
TroupePackedFrame *
troupe_frame_shelf_get_packed (TroupeFrameShelf *self,
                               guint             n)
{
  return entry (self, n)->packed;
}
