/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-player-private.h"

/**
 * TroupePlayer:
 *
 * Plays one clip at a time and shows it in a paintable.
 *
 * It owns a pipeline while it has a clip; the paintable is the same one for as long as the player
 * lives. The file is split by concern: the pipeline, its frames, seeks and the shuttle have their own.
 */
G_DEFINE_FINAL_TYPE (TroupePlayer, troupe_player, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_CLIP,
  PROP_ERROR,
  PROP_LOOP_RANGE,
  PROP_MUTED,
  PROP_PAINTABLE,
  PROP_PLAYING,
  PROP_POSITION_NS,
  PROP_PREVIEW,
  PROP_SEEKING,
  PROP_SPEED,
  PROP_VIDEO_SINK,
  PROP_VOLUME,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
notify (TroupePlayer *self,
        guint         prop_id)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop_id]);
}

/**
 * troupe_player_set_playing:
 * @self: a player
 * @is_playing: whether it is to play
 *
 * Notes it and tells; the pipeline follows in troupe_player_apply_state().
 */
void
troupe_player_set_playing (TroupePlayer *self,
                           gboolean      is_playing)
{
  if (self->is_playing == is_playing)
    return;

  self->is_playing = is_playing;
  self->has_moved |= is_playing;
  troupe_player_update_store (self);
  notify (self, PROP_PLAYING);
}

/**
 * troupe_player_clear_error:
 * @self: a player
 *
 * Forgets the error.
 */
void
troupe_player_clear_error (TroupePlayer *self)
{
  if (self->error == NULL)
    return;

  g_clear_error (&self->error);
  notify (self, PROP_ERROR);
}

/**
 * troupe_player_clear_loop:
 * @self: a player
 *
 * Forgets the loop.
 */
void
troupe_player_clear_loop (TroupePlayer *self)
{
  if (!self->has_loop)
    return;

  self->has_loop = FALSE;
  notify (self, PROP_LOOP_RANGE);
}

/* The clip is in the cache now; what was on display and asked for stays. */
static void
local_file_cb (TroupePlayer *self)
{
  const char *uri = troupe_clip_get_media_uri (self->clip);

  if (self->pipeline == NULL || g_str_equal (self->uri, uri))
    return;

  troupe_player_close (self);
  troupe_player_open (self, uri);
  if (self->pipeline != NULL)
    troupe_player_request (self, self->position_ns);
}

/**
 * troupe_player_set_position:
 * @self: a player
 * @position_ns: what is on display, or about to be
 *
 * Tells of a new position.
 */
void
troupe_player_set_position (TroupePlayer *self,
                            guint64       position_ns)
{
  if (self->position_ns == position_ns)
    return;

  self->position_ns = position_ns;
  troupe_player_update_store (self);
  notify (self, PROP_POSITION_NS);
}

/**
 * troupe_player_update_seeking:
 * @self: a player
 *
 * Tells whether a picture is awaited, when that has changed.
 */
void
troupe_player_update_seeking (TroupePlayer *self)
{
  gboolean is_seeking = self->has_wanted || self->is_unasked ||
                        self->state == TROUPE_PLAYER_SEEKING;

  troupe_player_update_store (self);
  if (self->is_seeking == is_seeking)
    return;

  self->is_seeking = is_seeking;
  notify (self, PROP_SEEKING);
}

/**
 * troupe_player_take_error:
 * @self: a player
 * @error: (transfer full): what happened
 *
 * Stops, and tells why.
 */
void
troupe_player_take_error (TroupePlayer *self,
                          GError       *error)
{
  gboolean is_prepared = self->clip == NULL && self->pipeline != NULL;

  troupe_player_close (self);
  if (is_prepared)
    {
      g_error_free (error);    /* who looks at what is there tells better what is wrong */
      return;
    }

  troupe_player_shuttle_stop (self);
  g_clear_error (&self->error);
  self->error = error;
  troupe_player_set_playing (self, FALSE);
  troupe_player_update_seeking (self);
  notify (self, PROP_ERROR);
}

static void
troupe_player_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  TroupePlayer *self = TROUPE_PLAYER (object);

  switch (prop_id)
    {
    case PROP_CLIP:
      g_value_set_object (value, self->clip);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    case PROP_LOOP_RANGE:
      g_value_set_pointer (value, (gpointer) troupe_player_get_loop_range (self));
      break;
    case PROP_MUTED:
      g_value_set_boolean (value, self->is_muted);
      break;
    case PROP_PAINTABLE:
      g_value_set_object (value, self->paintable);
      break;
    case PROP_PLAYING:
      g_value_set_boolean (value, self->is_playing);
      break;
    case PROP_POSITION_NS:
      g_value_set_uint64 (value, self->position_ns);
      break;
    case PROP_PREVIEW:
      g_value_set_boxed (value, self->preview);
      break;
    case PROP_SEEKING:
      g_value_set_boolean (value, self->is_seeking);
      break;
    case PROP_SPEED:
      g_value_set_double (value, self->speed);
      break;
    case PROP_VOLUME:
      g_value_set_double (value, self->volume);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
troupe_player_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  TroupePlayer *self = TROUPE_PLAYER (object);

  switch (prop_id)
    {
    case PROP_CLIP:
      troupe_player_set_clip (self, g_value_get_object (value));
      break;
    case PROP_MUTED:
      troupe_player_set_muted (self, g_value_get_boolean (value));
      break;
    case PROP_SPEED:
      troupe_player_set_speed (self, g_value_get_double (value));
      break;
    case PROP_VIDEO_SINK:
      self->video_sink = g_value_dup_object (value);
      break;
    case PROP_VOLUME:
      troupe_player_set_volume (self, g_value_get_double (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
troupe_player_constructed (GObject *object)
{
  G_OBJECT_CLASS (troupe_player_parent_class)->constructed (object);
  troupe_player_make_sink (TROUPE_PLAYER (object));
}

static void
troupe_player_dispose (GObject *object)
{
  TroupePlayer *self = TROUPE_PLAYER (object);

  troupe_player_close (self);
  troupe_player_set_store (self, NULL);
  troupe_player_set_sound (self, NULL);
  troupe_player_shuttle_stop (self);
  troupe_player_unwatch_frames (self);
  gst_clear_object (&self->video_sink);
  g_clear_object (&self->paintable);
  if (self->clip != NULL)
    g_signal_handlers_disconnect_by_data (self->clip, self);
  g_clear_object (&self->clip);

  G_OBJECT_CLASS (troupe_player_parent_class)->dispose (object);
}

static void
troupe_player_finalize (GObject *object)
{
  TroupePlayer *self = TROUPE_PLAYER (object);

  g_clear_error (&self->error);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (troupe_player_parent_class)->finalize (object);
}

static void
troupe_player_class_init (TroupePlayerClass *klass)
{
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags writable = readable | G_PARAM_WRITABLE | G_PARAM_EXPLICIT_NOTIFY;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = troupe_player_get_property;
  object_class->set_property = troupe_player_set_property;
  object_class->constructed = troupe_player_constructed;
  object_class->dispose = troupe_player_dispose;
  object_class->finalize = troupe_player_finalize;

  /**
   * TroupePlayer:clip:
   *
   * What is played, paused at its beginning when it is set.
   */
  properties[PROP_CLIP] = g_param_spec_object ("clip", NULL, NULL, TROUPE_TYPE_CLIP, writable);

  /**
   * TroupePlayer:error:
   *
   * Why nothing plays, in `TROUPE_CLIP_ERROR`; `NULL` while all is well.
   */
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, readable);

  /**
   * TroupePlayer:loop-range: (type TroupeRange*)
   *
   * The range that is played over and over; `NULL` when none is.
   */
  properties[PROP_LOOP_RANGE] = g_param_spec_pointer ("loop-range", NULL, NULL, readable);

  /**
   * TroupePlayer:muted:
   *
   * Whether the sound is off.
   */
  properties[PROP_MUTED] = g_param_spec_boolean ("muted", NULL, NULL, FALSE, writable);

  /**
   * TroupePlayer:paintable:
   *
   * A `GdkPaintable` with the picture; `NULL` when its sink is not installed.
   */
  properties[PROP_PAINTABLE] = g_param_spec_object ("paintable", NULL, NULL, G_TYPE_OBJECT, readable);

  /**
   * TroupePlayer:playing:
   *
   * Whether it plays, in either direction, or will as soon as there is enough data.
   */
  properties[PROP_PLAYING] = g_param_spec_boolean ("playing", NULL, NULL, FALSE, readable);

  /**
   * TroupePlayer:position-ns:
   *
   * The time of the frame on display in nanoseconds; while seeking that of the wanted one.
   */
  properties[PROP_POSITION_NS] = g_param_spec_uint64 ("position-ns", NULL, NULL, 0, G_MAXUINT64, 0,
                                                      readable);

  /**
   * TroupePlayer:preview:
   *
   * A small picture to show in place of the paintable's while that is not there yet; else `NULL`.
   */
  properties[PROP_PREVIEW] = g_param_spec_boxed ("preview", NULL, NULL, TROUPE_TYPE_FRAME, readable);

  /**
   * TroupePlayer:seeking:
   *
   * Whether the wanted picture is not there yet.
   */
  properties[PROP_SEEKING] = g_param_spec_boolean ("seeking", NULL, NULL, FALSE, readable);

  /**
   * TroupePlayer:speed:
   *
   * How fast it plays; the pitch is kept.
   */
  properties[PROP_SPEED] = g_param_spec_double ("speed", NULL, NULL, TROUPE_PLAYER_SPEED_MIN,
                                                TROUPE_PLAYER_SPEED_MAX, 1, writable);

  /**
   * TroupePlayer:video-sink:
   *
   * Takes the pictures in place of the paintable.
   */
  properties[PROP_VIDEO_SINK] = g_param_spec_object ("video-sink", NULL, NULL, GST_TYPE_ELEMENT,
                                                     G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY |
                                                     G_PARAM_STATIC_STRINGS);

  /**
   * TroupePlayer:volume:
   *
   * The loudness from 0 to 1, as people hear it (a cubic scale).
   */
  properties[PROP_VOLUME] = g_param_spec_double ("volume", NULL, NULL, 0, 1, 1, writable);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
troupe_player_init (TroupePlayer *self)
{
  g_mutex_init (&self->lock);
  self->speed = 1;
  self->volume = 1;
}

/**
 * troupe_player_new:
 *
 * Makes a player. GTK is initialised before. Without the sink that paints, the player has an error.
 *
 * Returns: (transfer full): a player without a clip
 */
TroupePlayer *
troupe_player_new (void)
{
  return g_object_new (TROUPE_TYPE_PLAYER, NULL);
}

/**
 * troupe_player_get_paintable:
 * @self: a player
 *
 * Returns: (transfer none) (nullable): the `GdkPaintable` that shows the picture, upright, or `NULL`
 *   when the sink that paints is not installed
 */
GObject *
troupe_player_get_paintable (TroupePlayer *self)
{
  g_return_val_if_fail (TROUPE_IS_PLAYER (self), NULL);

  return self->paintable;
}

/**
 * troupe_player_prepare:
 * @self: a player
 * @uri: (nullable): where a clip is that may be set soon, or `NULL` when it will not be
 *
 * Opens what is looked at meanwhile, so that its first picture is there when the clip is set. Nothing
 * happens while there is a clip, and no error is told.
 */
void
troupe_player_prepare (TroupePlayer *self,
                       const char   *uri)
{
  g_return_if_fail (TROUPE_IS_PLAYER (self));

  if (self->clip != NULL || self->error != NULL)
    return;

  troupe_player_close (self);
  if (uri != NULL)
    troupe_player_open (self, uri);
}

/* Whether what was prepared is the clip that is set now */
static gboolean
is_prepared_for (TroupePlayer *self,
                 TroupeClip   *clip)
{
  return self->clip == NULL && clip != NULL && self->pipeline != NULL &&
         g_str_equal (self->uri, troupe_clip_get_media_uri (clip));
}

/**
 * troupe_player_set_clip:
 * @self: a player
 * @clip: (nullable): what to play
 *
 * Opens @clip and pauses on its first frame, without a loop; `NULL` frees the pipeline.
 *
 * The local file is played where there is one. When a remote clip gets one, that is gone over to and
 * the position stays.
 */
void
troupe_player_set_clip (TroupePlayer *self,
                        TroupeClip   *clip)
{
  gboolean is_prepared;

  g_return_if_fail (TROUPE_IS_PLAYER (self));
  g_return_if_fail (clip == NULL || TROUPE_IS_CLIP (clip));

  if (self->clip == clip && self->error == NULL)
    return;

  is_prepared = is_prepared_for (self, clip);

  if (!is_prepared)
    troupe_player_close (self);
  troupe_player_set_store (self, NULL);
  troupe_player_set_sound (self, NULL);
  troupe_player_shuttle_stop (self);
  troupe_player_clear_loop (self);
  troupe_player_clear_error (self);
  troupe_player_set_playing (self, FALSE);
  troupe_player_set_position (self, 0);
  troupe_player_update_seeking (self);
  self->is_stale = FALSE;
  self->has_moved = FALSE;

  if (self->clip != NULL)
    g_signal_handlers_disconnect_by_data (self->clip, self);
  if (clip != NULL)
    g_signal_connect_object (clip, "notify::local-file", G_CALLBACK (local_file_cb), self,
                             G_CONNECT_SWAPPED);
  if (g_set_object (&self->clip, clip))
    notify (self, PROP_CLIP);
  if (is_prepared && self->state == TROUPE_PLAYER_READY)
    troupe_player_prerolled (self);
  else if (!is_prepared && clip != NULL)
    troupe_player_open (self, troupe_clip_get_media_uri (clip));
}

/**
 * troupe_player_get_clip:
 * @self: a player
 *
 * Returns: (transfer none) (nullable): what is played
 */
TroupeClip *
troupe_player_get_clip (TroupePlayer *self)
{
  g_return_val_if_fail (TROUPE_IS_PLAYER (self), NULL);

  return self->clip;
}

/**
 * troupe_player_get_position_ns:
 * @self: a player
 *
 * Returns: the time of the frame on display in nanoseconds; while seeking that of the wanted one
 */
guint64
troupe_player_get_position_ns (TroupePlayer *self)
{
  g_return_val_if_fail (TROUPE_IS_PLAYER (self), 0);

  return self->position_ns;
}

/**
 * troupe_player_set_speed:
 * @self: a player
 * @speed: from `TROUPE_PLAYER_SPEED_MIN` to `TROUPE_PLAYER_SPEED_MAX`, where 1 is as recorded
 *
 * Plays faster or slower at the same pitch. The position stays.
 */
void
troupe_player_set_speed (TroupePlayer *self,
                         double        speed)
{
  g_return_if_fail (TROUPE_IS_PLAYER (self));
  g_return_if_fail (speed >= TROUPE_PLAYER_SPEED_MIN && speed <= TROUPE_PLAYER_SPEED_MAX);

  if (G_APPROX_VALUE (self->speed, speed, 1e-6))
    return;

  self->speed = speed;
  notify (self, PROP_SPEED);
  if (self->pipeline != NULL && G_APPROX_VALUE (self->shuttle_rate, 0, 1e-6))
    troupe_player_refresh (self);
}

/**
 * troupe_player_get_speed:
 * @self: a player
 *
 * Returns: how fast it plays
 */
double
troupe_player_get_speed (TroupePlayer *self)
{
  g_return_val_if_fail (TROUPE_IS_PLAYER (self), 1);

  return self->speed;
}

/**
 * troupe_player_get_error:
 * @self: a player
 *
 * Returns: (nullable): why nothing plays, or `NULL` while all is well
 */
const GError *
troupe_player_get_error (TroupePlayer *self)
{
  g_return_val_if_fail (TROUPE_IS_PLAYER (self), NULL);

  return self->error;
}
