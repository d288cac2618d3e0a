/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-timeline-private.h"

#include <adwaita.h>

#include "troupe-time.h"
#include "troupe-timeline-cuts.h"
#include "troupe-timeline-overview.h"
#include "troupe-timeline-ruler.h"
#include "troupe-timeline-strip.h"
#include "troupe-timeline-wave.h"

/* What the view toggles to: so much around the range, or in a short clip so many times the range */
#define CLOSE_UP_NS (10.0 * TROUPE_TIME_SECOND)
#define CLOSE_UP_RANGES 1.5

/* Where a mean frame length is not known */
#define GUESSED_FRAME_RATE 30.0

/**
 * TroupeTimeline:
 *
 * A clip from left to right, in every language.
 *
 * The timeline is a composition: the strip draws the pictures, the handles are what one takes hold of,
 * and style sheets give all of it its look. Pointer and keys move the range of a #TroupeRangeModel or
 * seek a #TroupePlayer; what they hold is shown. Owns both, and its children.
 */
G_DEFINE_FINAL_TYPE (TroupeTimeline, troupe_timeline, GTK_TYPE_WIDGET)

static void
model_changed_cb (TroupeTimeline *self)
{
  troupe_timeline_overview_set_range (TROUPE_TIMELINE_OVERVIEW (self->overview),
                                      troupe_range_model_get_range (self->model));
  troupe_timeline_update_silence (self);
  troupe_timeline_update_values (self);
  troupe_timeline_update_tip (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
sound_changed_cb (TroupeTimeline *self)
{
  troupe_timeline_update_silence (self);
  troupe_timeline_update_values (self);
}

static void
position_changed_cb (TroupeTimeline *self)
{
  guint64 position_ns = troupe_timeline_get_position_ns (self);

  if (self->dragged == TROUPE_TIMELINE_N_PARTS && troupe_player_is_playing (self->player) &&
      troupe_timeline_view_reveal (&self->view, position_ns))
    troupe_timeline_show_view (self);
  troupe_timeline_overview_set_position (TROUPE_TIMELINE_OVERVIEW (self->overview), position_ns);
  troupe_timeline_update_values (self);
  troupe_timeline_announce_frame (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
frame_times_changed_cb (TroupeTimeline *self)
{
  guint64 duration_ns = troupe_clip_get_duration_ns (self->clip);

  troupe_timeline_view_correct (&self->view, duration_ns, duration_ns /
                                (troupe_clip_get_frame_number (self->clip, G_MAXINT64) + 1));
  troupe_timeline_changed_view (self);
}

static void
panned_cb (TroupeTimeline *self,
           double          from_ns)
{
  troupe_timeline_view_show (&self->view, from_ns, self->view.length_ns);
  troupe_timeline_changed_view (self);
}

static gboolean
troupe_timeline_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (TROUPE_TIMELINE (widget)->handles[TROUPE_TIMELINE_PART_PLAYHEAD]);
}

static void
troupe_timeline_dispose (GObject *object)
{
  TroupeTimeline *self = TROUPE_TIMELINE (object);

  troupe_timeline_stop_input (self);
  g_clear_handle_id (&self->speak_id, g_source_remove);
  g_clear_pointer (&self->strip, gtk_widget_unparent);
  g_clear_pointer (&self->wave, gtk_widget_unparent);
  g_clear_pointer (&self->silence, gtk_widget_unparent);
  g_clear_pointer (&self->shade_before, gtk_widget_unparent);
  g_clear_pointer (&self->shade_after, gtk_widget_unparent);
  g_clear_pointer (&self->ruler, gtk_widget_unparent);
  g_clear_pointer (&self->cuts, gtk_widget_unparent);
  for (guint i = 0; i < TROUPE_TIMELINE_N_PARTS; i++)
    g_clear_pointer (&self->handles[i], gtk_widget_unparent);
  g_clear_pointer (&self->overview, gtk_widget_unparent);
  g_clear_pointer (&self->tip, gtk_widget_unparent);
  g_clear_object (&self->player_signals);
  g_clear_object (&self->model_signals);
  g_clear_object (&self->player);
  g_clear_object (&self->model);
  g_clear_object (&self->clip);
  G_OBJECT_CLASS (troupe_timeline_parent_class)->dispose (object);
}

static void
troupe_timeline_finalize (GObject *object)
{
  TroupeTimeline *self = TROUPE_TIMELINE (object);

  g_clear_pointer (&self->provider_name, g_free);
  g_clear_pointer (&self->description, g_free);
  G_OBJECT_CLASS (troupe_timeline_parent_class)->finalize (object);
}

static void
troupe_timeline_class_init (TroupeTimelineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = troupe_timeline_dispose;
  object_class->finalize = troupe_timeline_finalize;
  widget_class->grab_focus = troupe_timeline_grab_focus;
  widget_class->measure = troupe_timeline_measure;
  widget_class->size_allocate = troupe_timeline_size_allocate;

  troupe_timeline_bind_keys (widget_class);
  gtk_widget_class_set_css_name (widget_class, "timeline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkWidget *
add_child (TroupeTimeline *self,
           GtkWidget      *child)
{
  gtk_widget_set_parent (child, GTK_WIDGET (self));

  return child;
}

static GtkWidget *
add_shade (TroupeTimeline *self)
{
  return add_child (self, g_object_new (ADW_TYPE_BIN,
                                        "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                        "can-target", FALSE,
                                        "css-classes", (const char *[]) { "shade", NULL },
                                        NULL));
}

static void
add_handle (TroupeTimeline    *self,
            TroupeTimelinePart part)
{
  self->handles[part] = add_child (self, troupe_timeline_handle_new (part));
  g_signal_connect (self->handles[part], "moved", G_CALLBACK (troupe_timeline_handle_moved_cb),
                    self);
}

static void
add_tip (TroupeTimeline *self)
{
  self->tip = add_child (self, g_object_new (GTK_TYPE_BOX,
                                             "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                             "can-target", FALSE,
                                             "css-classes",
                                             (const char *[]) { "tip", "numeric", NULL },
                                             "orientation", GTK_ORIENTATION_VERTICAL,
                                             "visible", FALSE,
                                             NULL));
  self->tip_picture = g_object_new (GTK_TYPE_PICTURE,
                                    "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                    "halign", GTK_ALIGN_CENTER,
                                    NULL);
  self->tip_label = g_object_new (GTK_TYPE_LABEL,
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                  NULL);
  gtk_box_append (GTK_BOX (self->tip), self->tip_picture);
  gtk_box_append (GTK_BOX (self->tip), self->tip_label);
}

/* The timeline itself tells assistive technologies of it. */
static void
add_silence (TroupeTimeline *self)
{
  self->silence = add_child (self, g_object_new (GTK_TYPE_LABEL,
                                                 "accessible-role",
                                                 GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                                 "can-target", FALSE,
                                                 "css-classes",
                                                 (const char *[]) { "silence", "caption", NULL },
                                                 "ellipsize", PANGO_ELLIPSIZE_END,
                                                 "visible", FALSE,
                                                 NULL));
}

/* A better picture of what is under the pointer may be among them. */
static void
pictures_changed_cb (TroupeTimeline *self)
{
  if (self->pointer_x >= 0 && self->dragged == TROUPE_TIMELINE_N_PARTS)
    troupe_timeline_update_tip (self);
}

static void
add_children (TroupeTimeline *self)
{
  self->strip = add_child (self, troupe_timeline_strip_new ());
  g_signal_connect_swapped (self->strip, "changed", G_CALLBACK (pictures_changed_cb), self);
  self->wave = add_child (self, troupe_timeline_wave_new ());
  g_signal_connect_swapped (self->wave, "changed", G_CALLBACK (sound_changed_cb), self);
  self->shade_before = add_shade (self);
  self->shade_after = add_shade (self);
  self->ruler = add_child (self, troupe_timeline_ruler_new ());
  self->cuts = add_child (self, troupe_timeline_cuts_new ());
  add_handle (self, TROUPE_TIMELINE_PART_START);
  add_handle (self, TROUPE_TIMELINE_PART_BODY);
  add_handle (self, TROUPE_TIMELINE_PART_END);
  add_handle (self, TROUPE_TIMELINE_PART_PLAYHEAD);
  add_silence (self);    /* over them: it may be wider than the range */
  self->overview = add_child (self, troupe_timeline_overview_new ());
  g_signal_connect_swapped (self->overview, "panned", G_CALLBACK (panned_cb), self);
  add_tip (self);
}

static void
troupe_timeline_init (TroupeTimeline *self)
{
  gtk_widget_set_direction (GTK_WIDGET (self), GTK_TEXT_DIR_LTR);
  add_children (self);
  troupe_timeline_init_input (self);

  self->model_signals = g_signal_group_new (TROUPE_TYPE_RANGE_MODEL);
  g_signal_group_connect_swapped (self->model_signals, "changed", G_CALLBACK (model_changed_cb),
                                  self);
  self->player_signals = g_signal_group_new (TROUPE_TYPE_PLAYER);
  g_signal_group_connect_swapped (self->player_signals, "notify::position-ns",
                                  G_CALLBACK (position_changed_cb), self);
  g_signal_group_connect_swapped (self->player_signals, "notify::playing",
                                  G_CALLBACK (position_changed_cb), self);
}

/**
 * troupe_timeline_get_position_ns:
 * @self: a timeline
 *
 * Returns: where the playhead is drawn: under the pointer that drags it, else where the player is
 */
guint64
troupe_timeline_get_position_ns (TroupeTimeline *self)
{
  if (self->dragged == TROUPE_TIMELINE_PART_PLAYHEAD)
    return self->scrub_ns;

  return self->player != NULL ? troupe_player_get_position_ns (self->player) : 0;
}

/**
 * troupe_timeline_changed_view:
 * @self: a timeline
 *
 * Shows what the view has become.
 */
void
troupe_timeline_changed_view (TroupeTimeline *self)
{
  troupe_timeline_show_view (self);
  troupe_timeline_update_tip (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/**
 * troupe_timeline_set_player:
 * @self: a timeline
 * @player: what shows the frames
 *
 * Sets the player whose position the playhead follows, and which follows the playhead.
 */
void
troupe_timeline_set_player (TroupeTimeline *self,
                            TroupePlayer   *player)
{
  g_return_if_fail (TROUPE_IS_TIMELINE (self));
  g_return_if_fail (TROUPE_IS_PLAYER (player));

  if (g_set_object (&self->player, player))
    g_signal_group_set_target (self->player_signals, player);
}

/**
 * troupe_timeline_set_model:
 * @self: a timeline
 * @model: the range
 *
 * Sets the range that is shown and moved.
 */
void
troupe_timeline_set_model (TroupeTimeline   *self,
                           TroupeRangeModel *model)
{
  g_return_if_fail (TROUPE_IS_TIMELINE (self));
  g_return_if_fail (TROUPE_IS_RANGE_MODEL (model));

  if (g_set_object (&self->model, model))
    g_signal_group_set_target (self->model_signals, model);
}

/**
 * troupe_timeline_set_clip:
 * @self: a timeline with player and model
 * @clip: (nullable): the clip of both of them
 *
 * Shows all of a clip.
 */
void
troupe_timeline_set_clip (TroupeTimeline *self,
                          TroupeClip     *clip)
{
  double rate;

  g_return_if_fail (TROUPE_IS_TIMELINE (self));
  g_return_if_fail (clip == NULL || TROUPE_IS_CLIP (clip));

  if (self->clip != NULL)
    g_signal_handlers_disconnect_by_data (self->clip, self);
  g_set_object (&self->clip, clip);
  troupe_timeline_strip_set_clip (TROUPE_TIMELINE_STRIP (self->strip), clip);
  troupe_timeline_wave_set_sound (TROUPE_TIMELINE_WAVE (self->wave), NULL);
  troupe_timeline_cuts_set_times (TROUPE_TIMELINE_CUTS (self->cuts), NULL);
  if (clip == NULL)
    return;

  g_signal_connect_object (clip, "notify::frame-times", G_CALLBACK (frame_times_changed_cb), self,
                           G_CONNECT_SWAPPED);
  rate = troupe_clip_get_frame_rate (clip) > 0 ? troupe_clip_get_frame_rate (clip)
                                               : GUESSED_FRAME_RATE;
  troupe_timeline_view_set_clip (&self->view, troupe_clip_get_duration_ns (clip),
                                 (guint64) (TROUPE_TIME_SECOND / rate));
  troupe_timeline_changed_view (self);
  model_changed_cb (self);
}

/**
 * troupe_timeline_set_store:
 * @self: a timeline with a clip
 * @store: (nullable): the frames of that clip
 *
 * Sets where the pictures of the clip come from.
 */
void
troupe_timeline_set_store (TroupeTimeline   *self,
                           TroupeFrameStore *store)
{
  g_return_if_fail (TROUPE_IS_TIMELINE (self));

  troupe_timeline_strip_set_store (TROUPE_TIMELINE_STRIP (self->strip), store);
}

/**
 * troupe_timeline_set_sound:
 * @self: a timeline with a clip
 * @sound: (nullable): the sound of that clip
 *
 * Sets what the waveform is drawn from.
 */
void
troupe_timeline_set_sound (TroupeTimeline *self,
                           TroupeSound    *sound)
{
  g_return_if_fail (TROUPE_IS_TIMELINE (self));

  troupe_timeline_wave_set_sound (TROUPE_TIMELINE_WAVE (self->wave), sound);
}

/**
 * troupe_timeline_set_cuts:
 * @self: a timeline with a clip
 * @times: (nullable) (element-type guint64): when the shots of that clip but the first begin, in
 *   nanoseconds, ascending; it is not changed any more
 *
 * Sets where the marks of the cuts are.
 */
void
troupe_timeline_set_cuts (TroupeTimeline *self,
                          GArray         *times)
{
  g_return_if_fail (TROUPE_IS_TIMELINE (self));

  troupe_timeline_cuts_set_times (TROUPE_TIMELINE_CUTS (self->cuts), times);
  troupe_timeline_update_values (self);
}

/**
 * troupe_timeline_set_snapping:
 * @self: a timeline
 * @is_snapping: whether cuts draw the range to themselves
 *
 * Turns the magnet on or off; a pointer with Alt does the other for as long as that is held.
 */
void
troupe_timeline_set_snapping (TroupeTimeline *self,
                              gboolean        is_snapping)
{
  g_return_if_fail (TROUPE_IS_TIMELINE (self));

  self->is_snapping = is_snapping;
}

/**
 * troupe_timeline_set_compact:
 * @self: a timeline
 * @is_compact: whether there is hardly room for it
 *
 * Lays the waveform over the pictures, or below them.
 */
void
troupe_timeline_set_compact (TroupeTimeline *self,
                             gboolean        is_compact)
{
  g_return_if_fail (TROUPE_IS_TIMELINE (self));

  self->is_compact = is_compact;
  if (is_compact)
    gtk_widget_add_css_class (GTK_WIDGET (self), "compact");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "compact");
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * troupe_timeline_set_provider_name:
 * @self: a timeline
 * @name: (nullable): who sets the limits of the range
 *
 * Sets the name a person reads when a limit stops the range.
 */
void
troupe_timeline_set_provider_name (TroupeTimeline *self,
                                   const char     *name)
{
  g_return_if_fail (TROUPE_IS_TIMELINE (self));

  if (g_set_str (&self->provider_name, name))
    troupe_timeline_update_values (self);
}

static double
zoom_pivot (TroupeTimeline *self)
{
  double playhead_x = troupe_timeline_view_get_x (&self->view,
                                                  troupe_timeline_get_position_ns (self));

  if (self->pointer_x >= 0)
    return self->pointer_x;
  if (playhead_x >= 0 && playhead_x <= self->view.width)
    return playhead_x;

  return self->view.width / 2;
}

/**
 * troupe_timeline_zoom:
 * @self: a timeline
 * @factor: how much larger everything becomes; smaller below 1
 *
 * Zooms round the pointer, or round the playhead where there is none.
 */
void
troupe_timeline_zoom (TroupeTimeline *self,
                      double          factor)
{
  g_return_if_fail (TROUPE_IS_TIMELINE (self));
  g_return_if_fail (factor > 0);

  troupe_timeline_view_zoom (&self->view, factor, zoom_pivot (self));
  troupe_timeline_changed_view (self);
}

/**
 * troupe_timeline_toggle_zoom:
 * @self: a timeline
 *
 * Goes from all of the clip to the surroundings of the range, or back.
 */
void
troupe_timeline_toggle_zoom (TroupeTimeline *self)
{
  const TroupeRange *range;
  double range_ns;
  double length_ns;

  g_return_if_fail (TROUPE_IS_TIMELINE (self));

  if (self->clip == NULL)
    return;

  range = troupe_range_model_get_range (self->model);
  range_ns = range->end_ns - range->start_ns;
  length_ns = self->view.duration_ns > CLOSE_UP_NS ? CLOSE_UP_NS : range_ns * CLOSE_UP_RANGES;
  if (troupe_timeline_view_is_zoomed (&self->view))
    troupe_timeline_view_show (&self->view, 0, self->view.duration_ns);
  else
    troupe_timeline_view_show (&self->view, range->start_ns - (length_ns - range_ns) / 2,
                               length_ns);
  troupe_timeline_changed_view (self);
}

/**
 * troupe_timeline_show:
 * @self: a timeline with a clip
 * @from_ns: where the visible part begins, in nanoseconds
 * @length_ns: how long it is, in nanoseconds; 0 for all of the clip
 *
 * Shows a part of the clip.
 */
void
troupe_timeline_show (TroupeTimeline *self,
                      guint64         from_ns,
                      guint64         length_ns)
{
  g_return_if_fail (TROUPE_IS_TIMELINE (self));

  troupe_timeline_view_show (&self->view, from_ns,
                             length_ns > 0 ? length_ns : self->view.duration_ns);
  troupe_timeline_changed_view (self);
}

/**
 * troupe_timeline_get_visible:
 * @self: a timeline
 * @from_ns: (out): where the visible part begins, in nanoseconds
 * @length_ns: (out): how long it is, in nanoseconds; 0 for all of the clip
 *
 * Tells what troupe_timeline_show() takes.
 */
void
troupe_timeline_get_visible (TroupeTimeline *self,
                             guint64        *from_ns,
                             guint64        *length_ns)
{
  gboolean is_zoomed = troupe_timeline_is_zoomed (self);

  g_return_if_fail (TROUPE_IS_TIMELINE (self));
  g_return_if_fail (from_ns != NULL && length_ns != NULL);

  *from_ns = is_zoomed ? (guint64) self->view.from_ns : 0;
  *length_ns = is_zoomed ? (guint64) self->view.length_ns : 0;
}

/**
 * troupe_timeline_is_zoomed:
 * @self: a timeline
 *
 * Returns: whether less than all of the clip is visible
 */
gboolean
troupe_timeline_is_zoomed (TroupeTimeline *self)
{
  g_return_val_if_fail (TROUPE_IS_TIMELINE (self), FALSE);

  return troupe_timeline_view_is_zoomed (&self->view);
}

/**
 * troupe_timeline_is_dragging:
 * @self: a timeline
 *
 * Returns: whether a pointer holds something
 */
gboolean
troupe_timeline_is_dragging (TroupeTimeline *self)
{
  g_return_val_if_fail (TROUPE_IS_TIMELINE (self), FALSE);

  return self->dragged != TROUPE_TIMELINE_N_PARTS;
}
