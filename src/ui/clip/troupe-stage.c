/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-stage-private.h"

#include "config.h"
#include "troupe-time.h"

/**
 * TroupeStage:
 *
 * The picture of a clip, the timeline below it and what plays them. Owns the player and the range.
 */
G_DEFINE_FINAL_TYPE (TroupeStage, troupe_stage, ADW_TYPE_BIN)

/* Handles are dragged this far beyond the range without losing the large pictures. */
#define MARGIN_NS (TROUPE_TIME_SECOND / 4)

enum { PROP_0, PROP_COMPACT, PROP_LOOPING, PROP_SNAPPING, PROP_SOUND, N_PROPS };
static GParamSpec *properties[N_PROPS];

static void
apply_loop (TroupeStage *self)
{
  troupe_player_set_loop_range (self->player,
                                self->is_looping ? troupe_range_model_get_range (self->model)
                                                 : NULL);
}

static void
set_looping (TroupeStage *self,
             gboolean     is_looping)
{
  if (self->is_looping == is_looping)
    return;

  self->is_looping = is_looping;
  apply_loop (self);
  if (is_looping && self->clip != NULL)
    troupe_player_play (self->player);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOOPING]);
}

static void
set_snapping (TroupeStage *self,
              gboolean     is_snapping)
{
  if (self->is_snapping == is_snapping)
    return;

  self->is_snapping = is_snapping;
  troupe_timeline_set_snapping (self->timeline, is_snapping);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SNAPPING]);
}

/* For a window that hardly has the height for a picture and what plays it */
static void
set_compact (TroupeStage *self,
             gboolean     is_compact)
{
  if (troupe_transport_is_compact (self->transport) == is_compact)
    return;

  troupe_transport_set_compact (self->transport, is_compact);
  troupe_timeline_set_compact (self->timeline, is_compact);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPACT]);
}

static void
update_close_ups (TroupeStage *self)
{
  const TroupeRange *range = troupe_range_model_get_range (self->model);
  TroupeRange part = { range->start_ns - MIN (range->start_ns, MARGIN_NS), range->end_ns + MARGIN_NS };

  if (self->store != NULL)
    troupe_player_set_close_ups (self->player, &part, troupe_screen_get_short_edge (self->screen));
}

/* While the range is dragged the picture follows the pointer; the loop goes on when it is let go. */
static void
model_changed_cb (TroupeStage *self)
{
  if (troupe_timeline_is_dragging (self->timeline))
    return;

  update_close_ups (self);
  if (self->is_looping)
    apply_loop (self);
}

static void
preview_changed_cb (TroupeStage *self)
{
  TroupeFrame *frame = troupe_player_get_preview (self->player);
  g_autoptr (GdkTexture) texture = NULL;

  if (frame != NULL)
    texture = gdk_memory_texture_new (troupe_frame_get_width (frame),
                                      troupe_frame_get_height (frame), GDK_MEMORY_R8G8B8X8,
                                      troupe_frame_get_pixels (frame),
                                      troupe_frame_get_stride (frame));
  troupe_screen_set_preview (self->screen, texture);
}

static void
drop_store (TroupeStage *self)
{
  troupe_player_set_store (self->player, NULL);
  troupe_player_set_sound (self->player, NULL);
  troupe_timeline_set_store (self->timeline, NULL);
  if (self->review != NULL)
    troupe_frame_review_stop (self->review);
  if (self->store != NULL)
    troupe_frame_store_stop (self->store);
  if (self->sound != NULL)
    troupe_sound_stop (self->sound);
  g_clear_object (&self->review);
  g_clear_object (&self->store);
  g_clear_object (&self->sound);
}

static void
review_changed_cb (TroupeStage *self)
{
  troupe_timeline_set_cuts (self->timeline, troupe_frame_review_get_cuts (self->review));
}

/* Again, when a clip from afar is on this computer */
static void
make_store (TroupeStage *self)
{
  drop_store (self);
  if (self->is_left || self->clip == NULL)
    return;

  self->store = troupe_frame_store_new (self->clip, TROUPE_FRAME_STORE_LIMIT_BYTES);
  if (self->incoming_uri != NULL && troupe_clip_get_local_file (self->clip) == NULL)
    troupe_frame_store_follow (self->store, self->incoming_uri);
  troupe_player_set_store (self->player, self->store);
  troupe_timeline_set_store (self->timeline, self->store);

  self->review = troupe_frame_review_new (self->store);
  g_signal_connect_object (self->review, "changed", G_CALLBACK (review_changed_cb), self,
                           G_CONNECT_SWAPPED);

  self->sound = troupe_sound_new (self->clip);
  troupe_player_set_sound (self->player, self->sound);
  troupe_timeline_set_sound (self->timeline, self->sound);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SOUND]);
  update_close_ups (self);
}

static void
screen_clicked_cb (TroupeStage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->timeline));
  gtk_widget_activate_action (GTK_WIDGET (self), "stage.play", NULL);
}

static void
troupe_stage_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  TroupeStage *self = TROUPE_STAGE (object);

  switch (prop_id)
    {
    case PROP_COMPACT:
      g_value_set_boolean (value, troupe_transport_is_compact (self->transport));
      break;
    case PROP_LOOPING:
      g_value_set_boolean (value, self->is_looping);
      break;
    case PROP_SNAPPING:
      g_value_set_boolean (value, self->is_snapping);
      break;
    case PROP_SOUND:
      g_value_set_object (value, self->sound);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
troupe_stage_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  TroupeStage *self = TROUPE_STAGE (object);

  switch (prop_id)
    {
    case PROP_COMPACT:
      set_compact (self, g_value_get_boolean (value));
      break;
    case PROP_LOOPING:
      set_looping (self, g_value_get_boolean (value));
      break;
    case PROP_SNAPPING:
      set_snapping (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
troupe_stage_dispose (GObject *object)
{
  TroupeStage *self = TROUPE_STAGE (object);

  if (self->player != NULL)
    drop_store (self);
  g_clear_object (&self->settings);
  g_clear_object (&self->model);
  g_clear_object (&self->player);
  g_clear_object (&self->clip);
  g_clear_pointer (&self->incoming_uri, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), TROUPE_TYPE_STAGE);
  G_OBJECT_CLASS (troupe_stage_parent_class)->dispose (object);
}

static void
troupe_stage_class_init (TroupeStageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = troupe_stage_get_property;
  object_class->set_property = troupe_stage_set_property;
  object_class->dispose = troupe_stage_dispose;

  properties[PROP_COMPACT] =
    g_param_spec_boolean ("compact", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_LOOPING] =
    g_param_spec_boolean ("looping", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SNAPPING] =
    g_param_spec_boolean ("snapping", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SOUND] =
    g_param_spec_object ("sound", NULL, NULL, TROUPE_TYPE_SOUND,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (TROUPE_TYPE_SCREEN);
  g_type_ensure (TROUPE_TYPE_TIMELINE);
  g_type_ensure (TROUPE_TYPE_TRANSPORT);
  _troupe_stage_bind_actions (widget_class);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-stage.ui");
  gtk_widget_class_bind_template_child (widget_class, TroupeStage, screen);
  gtk_widget_class_bind_template_child (widget_class, TroupeStage, timeline);
  gtk_widget_class_bind_template_child (widget_class, TroupeStage, transport);
  gtk_widget_class_bind_template_callback (widget_class, screen_clicked_cb);
}

static void
troupe_stage_init (TroupeStage *self)
{
  self->player = troupe_player_new ();
  self->model = troupe_range_model_new ();
  self->settings = g_settings_new (APP_ID);
  gtk_widget_init_template (GTK_WIDGET (self));

  g_settings_bind (self->settings, "volume", self->player, "volume", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "snap-to-cuts", self, "snapping", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "muted", self->player, "muted", G_SETTINGS_BIND_DEFAULT);
  troupe_screen_set_paintable (self->screen,
                               GDK_PAINTABLE (troupe_player_get_paintable (self->player)));
  troupe_timeline_set_player (self->timeline, self->player);
  troupe_timeline_set_model (self->timeline, self->model);
  troupe_transport_set_player (self->transport, self->player);
  g_signal_connect_object (self->model, "changed", G_CALLBACK (model_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->screen, "resized", G_CALLBACK (update_close_ups), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->player, "notify::preview", G_CALLBACK (preview_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * troupe_stage_get_player:
 * @self: a stage
 *
 * Returns: (transfer none): what plays
 */
TroupePlayer *
troupe_stage_get_player (TroupeStage *self)
{
  g_return_val_if_fail (TROUPE_IS_STAGE (self), NULL);

  return self->player;
}

/**
 * troupe_stage_get_model:
 * @self: a stage
 *
 * Returns: (transfer none): the range
 */
TroupeRangeModel *
troupe_stage_get_model (TroupeStage *self)
{
  g_return_val_if_fail (TROUPE_IS_STAGE (self), NULL);

  return self->model;
}

/**
 * troupe_stage_get_review:
 * @self: a stage
 *
 * Returns: (transfer none) (nullable): what its frames are like; `NULL` while nobody looks at the stage,
 *   and another one whenever the sound is
 */
TroupeFrameReview *
troupe_stage_get_review (TroupeStage *self)
{
  g_return_val_if_fail (TROUPE_IS_STAGE (self), NULL);

  return self->review;
}

/**
 * troupe_stage_get_sound:
 * @self: a stage
 *
 * Returns: (transfer none) (nullable): how loud its clip is; `NULL` while nobody looks at the stage
 */
TroupeSound *
troupe_stage_get_sound (TroupeStage *self)
{
  g_return_val_if_fail (TROUPE_IS_STAGE (self), NULL);

  return self->sound;
}

/**
 * troupe_stage_get_timeline:
 * @self: a stage
 *
 * Returns: (transfer none): what the clip is seen on from left to right
 */
TroupeTimeline *
troupe_stage_get_timeline (TroupeStage *self)
{
  g_return_val_if_fail (TROUPE_IS_STAGE (self), NULL);

  return self->timeline;
}

/**
 * troupe_stage_set_clip:
 * @self: a stage
 * @clip: (nullable): what to show
 *
 * Shows another clip, at its beginning and paused.
 */
void
troupe_stage_set_clip (TroupeStage *self,
                       TroupeClip  *clip)
{
  g_return_if_fail (TROUPE_IS_STAGE (self));
  g_return_if_fail (clip == NULL || TROUPE_IS_CLIP (clip));

  set_looping (self, FALSE);
  drop_store (self);
  if (self->clip != NULL)
    g_signal_handlers_disconnect_by_func (self->clip, make_store, self);
  g_set_object (&self->clip, clip);
  g_clear_pointer (&self->incoming_uri, g_free);
  troupe_range_model_set_clip (self->model, clip);
  troupe_player_set_clip (self->player, clip);
  troupe_timeline_set_clip (self->timeline, clip);
  make_store (self);
  if (clip != NULL)
    g_signal_connect_object (clip, "notify::local-file", G_CALLBACK (make_store), self,
                             G_CONNECT_SWAPPED);
}

/**
 * troupe_stage_follow:
 * @self: a stage with a clip that is fetched
 * @uri: where it is read as it comes
 *
 * Shows frames of the clip before all of it is on this computer.
 */
void
troupe_stage_follow (TroupeStage *self,
                     const char  *uri)
{
  g_return_if_fail (TROUPE_IS_STAGE (self));
  g_return_if_fail (uri != NULL);

  g_set_str (&self->incoming_uri, uri);
  make_store (self);
}

/**
 * troupe_stage_set_provider_name:
 * @self: a stage
 * @name: (nullable): who sets the limits of the range
 *
 * Sets the name a person reads when a limit stops the range.
 */
void
troupe_stage_set_provider_name (TroupeStage *self,
                                const char  *name)
{
  g_return_if_fail (TROUPE_IS_STAGE (self));

  troupe_timeline_set_provider_name (self->timeline, name);
}

/**
 * troupe_stage_set_holding:
 * @self: a stage
 * @is_holding: whether the key that stops is held down
 *
 * Makes J and L step by one frame, as long as K is held.
 */
void
troupe_stage_set_holding (TroupeStage *self,
                          gboolean     is_holding)
{
  g_return_if_fail (TROUPE_IS_STAGE (self));

  self->is_holding = is_holding;
}

/**
 * troupe_stage_leave:
 * @self: a stage
 *
 * Pauses and lets go of what only a person who looks at the stage needs.
 */
void
troupe_stage_leave (TroupeStage *self)
{
  g_return_if_fail (TROUPE_IS_STAGE (self));

  self->is_left = TRUE;
  troupe_player_pause (self->player);
  drop_store (self);
}

/**
 * troupe_stage_enter:
 * @self: a stage
 *
 * Takes up again what troupe_stage_leave() ended.
 */
void
troupe_stage_enter (TroupeStage *self)
{
  g_return_if_fail (TROUPE_IS_STAGE (self));

  if (!self->is_left)
    return;

  self->is_left = FALSE;
  make_store (self);
}
