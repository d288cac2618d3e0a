/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-player-private.h"

/* While a person drags, the picture comes from the frame store, in the same redraw. The pipeline is
 * asked when nothing new has been asked for so long. */
#define REST_MS 80

/* While a window is drawn larger its large pictures are not made anew for each pixel. */
#define EDGE_STEP 120

static guint64
distance (guint64 a,
          guint64 b)
{
  return a > b ? a - b : b - a;
}

static void
set_preview (TroupePlayer *self,
             TroupeFrame  *frame,
             gboolean      is_exact)
{
  self->is_preview_exact = is_exact;
  if (self->preview == frame)
    return;

  g_clear_pointer (&self->preview, troupe_frame_unref);
  if (frame != NULL)
    self->preview = troupe_frame_ref (frame);
  g_object_notify (G_OBJECT (self), "preview");
}

/* How far what a person sees is from a time */
static guint64
shown_distance (TroupePlayer *self,
                guint64       time_ns)
{
  guint64 shown_ns;

  if (self->preview != NULL)
    return distance (troupe_frame_get_time_ns (self->preview), time_ns);

  g_mutex_lock (&self->lock);
  shown_ns = self->arrived_ns;
  g_mutex_unlock (&self->lock);

  return GST_CLOCK_TIME_IS_VALID (shown_ns) ? distance (shown_ns, time_ns) : G_MAXUINT64;
}

/* The same, from the store in its full size */
static gboolean
has_larger (TroupePlayer *self,
            TroupeFrame  *frame)
{
  return self->preview != NULL && self->is_preview_exact &&
         troupe_frame_get_time_ns (self->preview) == troupe_frame_get_time_ns (frame) &&
         troupe_frame_get_width (self->preview) > troupe_frame_get_width (frame);
}

static void
show_stored (TroupePlayer *self,
             guint64       time_ns)
{
  guint64 frame_ns = troupe_player_frame_at (self, time_ns);
  g_autoptr (TroupeFrame) frame = troupe_frame_close_ups_dup (self->close_ups, frame_ns);
  gboolean is_exact;

  if (frame == NULL)
    frame = troupe_frame_store_dup_exact (self->store, frame_ns);
  is_exact = frame != NULL;
  if (is_exact && has_larger (self, frame))
    return;

  if (frame == NULL)
    frame = troupe_frame_store_dup_nearest (self->store, frame_ns,
                                            TROUPE_FRAME_STORE_SHORT_EDGE);
  if (frame != NULL &&
      (is_exact || distance (troupe_frame_get_time_ns (frame), time_ns) <
       shown_distance (self, time_ns)))
    set_preview (self, frame, is_exact);
}

static gboolean
is_busy (TroupePlayer *self)
{
  return self->is_playing || self->state < TROUPE_PLAYER_READY ||
         (self->state == TROUPE_PLAYER_SEEKING && self->is_preview_exact);
}

/* Small pictures of all come before large ones of some. */
static void
update_close_ups (TroupePlayer *self)
{
  troupe_frame_close_ups_set_paused (self->close_ups,
                                     is_busy (self) || !troupe_frame_store_is_idle (self->store));
}

/* The store comes by the large picture on its way. The pipeline's decoder would have to go the same way,
 * so it is asked when that of the store is done with what a person wants first. */
static void
follow_store (TroupePlayer *self)
{
  g_autoptr (TroupeFrame) full = troupe_frame_store_take_full (self->store);

  if (full != NULL)
    set_preview (self, full, TRUE);
  if (troupe_frame_store_has_surroundings (self->store))
    troupe_player_request (self, self->position_ns);
}

/* Something nearer to what is asked for may be there now. */
static void
store_changed_cb (TroupePlayer *self)
{
  if (self->is_seeking && !self->is_playing && !self->is_preview_exact)
    {
      show_stored (self, self->position_ns);
      troupe_player_update_store (self);
    }
  if (self->is_unasked && self->rest_id == 0)
    follow_store (self);
  update_close_ups (self);
}

static gboolean
rest_cb (gpointer user_data)
{
  TroupePlayer *self = user_data;    /* alive: stop_rest() removes the source */

  self->rest_id = 0;
  if (self->store == NULL || !troupe_frame_store_want_full (self->store, self->position_ns))
    troupe_player_request (self, self->position_ns);

  return G_SOURCE_REMOVE;
}

/**
 * troupe_player_stop_rest:
 * @self: a player
 *
 * Waits no longer to ask the pipeline for what only the store shows.
 */
void
troupe_player_stop_rest (TroupePlayer *self)
{
  g_clear_handle_id (&self->rest_id, g_source_remove);
  self->is_unasked = FALSE;
}

/**
 * troupe_player_scrub:
 * @self: a player with a pipeline
 * @time_ns: where to go, in nanoseconds
 *
 * Shows the stored frame at once, or what is near until there is something nearer. When it stays at that
 * the large picture follows, from the store where that comes by it, and the pipeline goes there. Earlier
 * its decoder would only be in the way of the store's.
 */
void
troupe_player_scrub (TroupePlayer *self,
                     guint64       time_ns)
{
  time_ns = MIN (time_ns, troupe_clip_get_duration_ns (self->clip));
  self->has_moved = TRUE;
  if (self->store == NULL || self->is_playing)
    {
      troupe_player_request (self, time_ns);
      return;
    }

  troupe_player_stop_rest (self);
  show_stored (self, time_ns);
  self->has_wanted = FALSE;
  self->is_unasked = TRUE;
  self->rest_id = g_timeout_add (REST_MS, rest_cb, self);
  troupe_player_update_seeking (self);
  troupe_player_set_position (self, time_ns);
}

/**
 * troupe_player_settle:
 * @self: a player
 *
 * Asks the pipeline for what only the store shows yet.
 */
void
troupe_player_settle (TroupePlayer *self)
{
  if (self->is_unasked)
    troupe_player_request (self, self->position_ns);
}

/**
 * troupe_player_landed:
 * @self: a player whose pipeline shows a new picture
 *
 * Lets that be seen, where it is what is wanted or nearer to it than the stored one.
 */
void
troupe_player_landed (TroupePlayer *self)
{
  guint64 arrived_ns;

  if (self->preview == NULL || self->is_unasked)
    return;

  g_mutex_lock (&self->lock);
  arrived_ns = self->arrived_ns;
  g_mutex_unlock (&self->lock);
  if (self->state == TROUPE_PLAYER_READY ||
      distance (arrived_ns, self->position_ns) < shown_distance (self, self->position_ns))
    set_preview (self, NULL, FALSE);
}

/**
 * troupe_player_drop_preview:
 * @self: a player without a pipeline
 *
 * Shows no stored frame, and waits for no rest.
 */
void
troupe_player_drop_preview (TroupePlayer *self)
{
  troupe_player_stop_rest (self);
  set_preview (self, NULL, FALSE);
}

/**
 * troupe_player_update_store:
 * @self: a player
 *
 * Lets the store rest until there is a first picture, while the clip is played, and while the large
 * picture of what it shows already is on its way; else it works round the position. The sound is read
 * when the store works.
 */
void
troupe_player_update_store (TroupePlayer *self)
{
  if (self->sound != NULL)
    troupe_sound_set_paused (self->sound, is_busy (self));
  if (self->store == NULL)
    return;

  if (!self->is_playing)
    troupe_frame_store_set_focus (self->store, self->position_ns);
  troupe_frame_store_set_paused (self->store, is_busy (self));
  update_close_ups (self);
}

/**
 * troupe_player_set_store:
 * @self: a player
 * @store: (nullable): the frames of its clip
 *
 * Sets where the pictures come from while a person drags, until another clip is set. What the store
 * looks at, and when it rests, is up to the player from now on.
 */
void
troupe_player_set_store (TroupePlayer     *self,
                         TroupeFrameStore *store)
{
  g_return_if_fail (TROUPE_IS_PLAYER (self));
  g_return_if_fail (store == NULL || TROUPE_IS_FRAME_STORE (store));

  if (self->store == store)
    return;

  if (self->pipeline != NULL)
    troupe_player_settle (self);
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_func (self->store, store_changed_cb, self);
  g_clear_pointer (&self->close_ups, troupe_frame_close_ups_free);
  g_set_object (&self->store, store);
  if (store != NULL)
    {
      self->close_ups = troupe_frame_close_ups_new (troupe_clip_get_media_uri (self->clip));
      g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self,
                               G_CONNECT_SWAPPED);
    }
  troupe_player_update_store (self);
}

/**
 * troupe_player_set_close_ups:
 * @self: a player
 * @part: of its clip
 * @short_edge: how large a person sees the picture, in pixels of its short edge
 *
 * Shows larger pictures while a person drags in a part of the clip, once they are there. It does nothing
 * without a store, and where that has them as large as they are seen.
 */
void
troupe_player_set_close_ups (TroupePlayer      *self,
                             const TroupeRange *part,
                             int                short_edge)
{
  int own_edge;

  g_return_if_fail (TROUPE_IS_PLAYER (self));
  g_return_if_fail (part != NULL);

  if (self->store == NULL || troupe_clip_get_local_file (self->clip) == NULL)
    return;

  own_edge = MIN (troupe_clip_get_width (self->clip), troupe_clip_get_height (self->clip));
  short_edge = (short_edge + EDGE_STEP - 1) / EDGE_STEP * EDGE_STEP;
  short_edge = MIN (MIN (short_edge, own_edge), TROUPE_FRAME_CLOSE_UPS_SHORT_EDGE);
  troupe_frame_close_ups_set_part (self->close_ups, part,
                                   short_edge > TROUPE_FRAME_STORE_SHORT_EDGE ? short_edge : 0);
}

/**
 * troupe_player_set_sound:
 * @self: a player
 * @sound: (nullable): how loud its clip is
 *
 * Sets what rests while the player needs the processors, and is read while it does not.
 */
void
troupe_player_set_sound (TroupePlayer *self,
                         TroupeSound  *sound)
{
  g_return_if_fail (TROUPE_IS_PLAYER (self));
  g_return_if_fail (sound == NULL || TROUPE_IS_SOUND (sound));

  g_set_object (&self->sound, sound);
  troupe_player_update_store (self);
}

/**
 * troupe_player_get_preview:
 * @self: a player
 *
 * Returns: (transfer none) (nullable): the small picture to show in place of the paintable's, or `NULL`
 */
TroupeFrame *
troupe_player_get_preview (TroupePlayer *self)
{
  g_return_val_if_fail (TROUPE_IS_PLAYER (self), NULL);

  return self->preview;
}
