/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What pointer, touch and wheel do on the timeline. */

#include "troupe-timeline-private.h"

#include <adwaita.h>
#include <math.h>

#include "troupe-timeline-cuts.h"

/* How far from its edge a handle can be taken, in pixels */
#define MOUSE_REACH 24.0
#define TOUCH_REACH 44.0

/* One click of the wheel */
#define ZOOM_STEP 1.25
#define PAN_STEP 60.0

/* Of a touchpad, which counts in pixels */
#define PIXELS_PER_CLICK 50.0

/* What is let go on a touchpad glides: how much of its speed is left after a second, and where it stops */
#define GLIDE_LEFT 0.02
#define LEAST_SPEED 10.0

/* A pointer beyond the end of the strip pulls the clip along, by this share of the distance a frame. */
#define PULL 0.25

static double
strip_x (TroupeTimeline *self,
         double          x)
{
  return x - self->strip_box.origin.x;
}

static gboolean
is_touch (GtkGesture *gesture)
{
  GdkDevice *device = gtk_event_controller_get_current_event_device (
    GTK_EVENT_CONTROLLER (gesture));

  return device != NULL && gdk_device_get_source (device) == GDK_SOURCE_TOUCHSCREEN;
}

static TroupeTimelinePart
pick (TroupeTimeline *self,
      double          x,
      double          y,
      double          reach)
{
  if (self->clip == NULL || y < self->strip_box.origin.y)
    return TROUPE_TIMELINE_PART_PLAYHEAD;

  return troupe_timeline_view_pick (&self->view, troupe_range_model_get_range (self->model),
                                    strip_x (self, x), reach);
}

static double
part_x (TroupeTimeline    *self,
        TroupeTimelinePart part)
{
  return troupe_timeline_view_get_x (&self->view,
                                     troupe_range_model_get_edge_ns (self->model,
                                                                     troupe_timeline_range_part (part)));
}

/* A cut is a border between frames already, and the range keeps its length. */
static void
drag_range (TroupeTimeline *self,
            guint64         time_ns)
{
  TroupeRangePart part = troupe_timeline_range_part (self->dragged);

  if (self->is_snapping != self->is_held_off &&
      troupe_timeline_cuts_snap (TROUPE_TIMELINE_CUTS (self->cuts), self->dragged,
                                 troupe_range_model_get_range (self->model), &time_ns))
    troupe_timeline_move_to_cut (self, part, time_ns);
  else
    troupe_range_model_drag (self->model, part, time_ns);
}

static void
drag_to_pointer (TroupeTimeline *self)
{
  double x = self->drag_x - self->grip_x;
  guint64 time_ns = troupe_timeline_view_get_time (&self->view, x);

  if (self->dragged == TROUPE_TIMELINE_PART_PLAYHEAD)
    {
      troupe_timeline_scrub (self, time_ns);
    }
  else
    {
      drag_range (self, time_ns);
      troupe_timeline_follow (self, self->dragged);
      troupe_timeline_announce_limit (self);
    }
  self->pointer_x = self->drag_x;
  troupe_timeline_update_tip (self);
}

static gboolean
pull_tick_cb (GtkWidget     *widget,
              GdkFrameClock *clock,
              gpointer       user_data)
{
  TroupeTimeline *self = TROUPE_TIMELINE (widget);
  double beyond = self->drag_x < 0 ? self->drag_x : MAX (self->drag_x - self->view.width, 0);
  double from_ns = self->view.from_ns;

  troupe_timeline_view_pan (&self->view, beyond * PULL);
  if (from_ns < self->view.from_ns || from_ns > self->view.from_ns)
    {
      troupe_timeline_changed_view (self);
      drag_to_pointer (self);
      return G_SOURCE_CONTINUE;
    }

  self->tick_id = 0;
  return G_SOURCE_REMOVE;
}

static void
stop_gliding (TroupeTimeline *self)
{
  if (self->glide_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->glide_id);
  self->glide_id = 0;
}

static void
start_moving (TroupeTimeline *self)
{
  self->has_moved = TRUE;
  self->was_playing = troupe_player_is_playing (self->player);
  troupe_player_pause (self->player);
  if (self->dragged != TROUPE_TIMELINE_PART_PLAYHEAD)
    troupe_range_model_begin (self->model);
  if (self->dragged == TROUPE_TIMELINE_PART_BODY)
    gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "grabbing");
}

static void
drag_begin_cb (TroupeTimeline *self,
               double          x,
               double          y,
               GtkGesture     *gesture)
{
  if (self->clip == NULL)
    {
      gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_DENIED);
      return;
    }

  stop_gliding (self);
  self->dragged = pick (self, x, y, is_touch (gesture) ? TOUCH_REACH : MOUSE_REACH);
  self->has_moved = FALSE;
  self->drag_x = strip_x (self, x);
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (self->handles[self->dragged]);
  if (self->dragged == TROUPE_TIMELINE_PART_PLAYHEAD)
    {
      self->grip_x = 0;
      start_moving (self);
      drag_to_pointer (self);
    }
  else
    {
      self->grip_x = self->drag_x - part_x (self, self->dragged);
    }
}

static gboolean
hold_off (TroupeTimeline *self,
          GdkModifierType state)
{
  gboolean was_held_off = self->is_held_off;

  self->is_held_off = (state & GDK_ALT_MASK) != 0;

  return self->is_held_off != was_held_off;
}

static gboolean
modifiers_cb (TroupeTimeline *self,
              GdkModifierType state)
{
  if (hold_off (self, state) && self->dragged != TROUPE_TIMELINE_N_PARTS && self->has_moved)
    drag_to_pointer (self);

  return GDK_EVENT_PROPAGATE;
}

static void
drag_update_cb (TroupeTimeline *self,
                double          offset_x,
                double          offset_y,
                GtkGestureDrag *gesture)
{
  double x;

  if (self->dragged == TROUPE_TIMELINE_N_PARTS)
    return;

  if (!self->has_moved)
    {
      if (self->dragged == TROUPE_TIMELINE_PART_BODY &&
          !gtk_drag_check_threshold (GTK_WIDGET (self), 0, 0, (int) offset_x, (int) offset_y))
        return;
      start_moving (self);
    }

  hold_off (self, gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture)));
  gtk_gesture_drag_get_start_point (gesture, &x, NULL);
  self->drag_x = strip_x (self, x + offset_x);
  drag_to_pointer (self);
  if (self->tick_id == 0 && (self->drag_x < 0 || self->drag_x > self->view.width))
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), pull_tick_cb, NULL, NULL);
}

static void
let_go (TroupeTimeline *self)
{
  gboolean goes_on = self->has_moved && self->was_playing;

  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
  self->tick_id = 0;
  gtk_widget_set_cursor (GTK_WIDGET (self), NULL);
  troupe_timeline_update_values (self);
  troupe_timeline_update_tip (self);
  if (goes_on)
    troupe_player_play (self->player);
}

/* A click on the body that drags nothing puts the playhead there; one on an edge shows its frame. */
static void
drag_end_cb (TroupeTimeline *self,
             double          offset_x,
             double          offset_y)
{
  TroupeTimelinePart part = self->dragged;

  if (part == TROUPE_TIMELINE_N_PARTS)
    return;

  self->dragged = TROUPE_TIMELINE_N_PARTS;
  troupe_range_model_commit (self->model);
  let_go (self);
  if (!self->has_moved && part == TROUPE_TIMELINE_PART_BODY)
    troupe_timeline_scrub (self, troupe_timeline_view_get_time (&self->view, self->drag_x));
  else if (!self->has_moved)
    troupe_timeline_follow (self, part);
}

static void
drag_cancel_cb (TroupeTimeline   *self,
                GdkEventSequence *sequence)
{
  TroupeTimelinePart part = self->dragged;

  if (part == TROUPE_TIMELINE_N_PARTS)
    return;

  self->dragged = TROUPE_TIMELINE_N_PARTS;
  troupe_range_model_roll_back (self->model);
  if (self->has_moved && part != TROUPE_TIMELINE_PART_PLAYHEAD)
    troupe_timeline_follow (self, part);
  let_go (self);
}

static gboolean
is_over_strip (TroupeTimeline *self,
               double          x,
               double          y)
{
  return self->clip != NULL && strip_x (self, x) >= 0 && strip_x (self, x) <= self->view.width &&
         y <= self->strip_box.origin.y + self->strip_box.size.height;
}

static void
update_cursor (TroupeTimeline *self,
               double          x,
               double          y)
{
  static const char *const names[TROUPE_TIMELINE_N_PARTS] = {
    [TROUPE_TIMELINE_PART_START] = "w-resize",
    [TROUPE_TIMELINE_PART_BODY] = "grab",
    [TROUPE_TIMELINE_PART_END] = "e-resize",
    [TROUPE_TIMELINE_PART_PLAYHEAD] = "default",
  };

  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), names[pick (self, x, y, MOUSE_REACH)]);
}

static void
motion_cb (TroupeTimeline *self,
           double          x,
           double          y)
{
  if (self->dragged != TROUPE_TIMELINE_N_PARTS)
    return;

  update_cursor (self, x, y);
  self->pointer_x = is_over_strip (self, x, y) ? strip_x (self, x) : TROUPE_TIMELINE_NO_POINTER;
  troupe_timeline_update_tip (self);
}

static void
leave_cb (TroupeTimeline *self)
{
  if (self->dragged != TROUPE_TIMELINE_N_PARTS)
    return;

  self->pointer_x = TROUPE_TIMELINE_NO_POINTER;
  troupe_timeline_update_tip (self);
}

static gboolean
glide_tick_cb (GtkWidget     *widget,
               GdkFrameClock *clock,
               gpointer       user_data)
{
  TroupeTimeline *self = TROUPE_TIMELINE (widget);
  gint64 now_us = gdk_frame_clock_get_frame_time (clock);
  double seconds = self->glide_us != 0 ? (double) (now_us - self->glide_us) / G_USEC_PER_SEC : 0;
  double from_ns = self->view.from_ns;
  gboolean has_moved;

  troupe_timeline_view_pan (&self->view, self->glide_speed * seconds);
  has_moved = from_ns < self->view.from_ns || from_ns > self->view.from_ns;
  if (has_moved)
    troupe_timeline_changed_view (self);
  self->glide_speed *= pow (GLIDE_LEFT, seconds);
  if (fabs (self->glide_speed) >= LEAST_SPEED && (has_moved || self->glide_us == 0))
    {
      self->glide_us = now_us;
      return G_SOURCE_CONTINUE;
    }

  self->glide_id = 0;
  return G_SOURCE_REMOVE;
}

/* In pixels of the touchpad a second; where animations are off nothing moves by itself. */
static void
decelerate_cb (TroupeTimeline *self,
               double          speed_x,
               double          speed_y)
{
  stop_gliding (self);
  if (!troupe_timeline_view_is_zoomed (&self->view) ||
      !adw_get_enable_animations (GTK_WIDGET (self)))
    return;

  self->glide_speed = (speed_x + speed_y) * PAN_STEP / PIXELS_PER_CLICK;
  self->glide_us = 0;
  self->glide_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), glide_tick_cb, NULL, NULL);
}

static gboolean
scroll_cb (TroupeTimeline           *self,
           double                    dx,
           double                    dy,
           GtkEventControllerScroll *scroll)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (
    GTK_EVENT_CONTROLLER (scroll));

  stop_gliding (self);
  if (gtk_event_controller_scroll_get_unit (scroll) == GDK_SCROLL_UNIT_SURFACE)
    {
      dx /= PIXELS_PER_CLICK;
      dy /= PIXELS_PER_CLICK;
    }

  if (state & GDK_CONTROL_MASK)
    {
      troupe_timeline_zoom (self, pow (ZOOM_STEP, -dy));
      return GDK_EVENT_STOP;
    }
  /* So that the page scrolls where there is nothing to pan. */
  if (!troupe_timeline_view_is_zoomed (&self->view))
    return GDK_EVENT_PROPAGATE;

  troupe_timeline_view_pan (&self->view, (dx + dy) * PAN_STEP);
  troupe_timeline_changed_view (self);
  return GDK_EVENT_STOP;
}

static void
pinch_begin_cb (TroupeTimeline   *self,
                GdkEventSequence *sequence)
{
  gtk_gesture_set_state (self->drag, GTK_EVENT_SEQUENCE_DENIED);
  self->pinch_length_ns = self->view.length_ns;
}

static void
pinch_cb (TroupeTimeline *self,
          double          scale,
          GtkGesture     *gesture)
{
  double x;
  double y;

  if (!gtk_gesture_get_bounding_box_center (gesture, &x, &y))
    return;

  troupe_timeline_view_zoom (&self->view, self->view.length_ns * scale / self->pinch_length_ns,
                             strip_x (self, x));
  troupe_timeline_changed_view (self);
}

static void
add_controller (TroupeTimeline     *self,
                GtkEventController *controller,
                const char         *signal,
                GCallback           callback)
{
  g_signal_connect_swapped (controller, signal, callback, self);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

/**
 * troupe_timeline_init_input:
 * @self: a timeline that is being made
 *
 * Adds what takes pointer, touch and wheel.
 */
void
troupe_timeline_init_input (TroupeTimeline *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (
    GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES | GTK_EVENT_CONTROLLER_SCROLL_KINETIC);
  GtkGesture *pinch = gtk_gesture_zoom_new ();

  self->dragged = TROUPE_TIMELINE_N_PARTS;
  self->pointer_x = TROUPE_TIMELINE_NO_POINTER;

  self->drag = gtk_gesture_drag_new ();
  g_signal_connect_swapped (self->drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (self->drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect_swapped (self->drag, "cancel", G_CALLBACK (drag_cancel_cb), self);
  add_controller (self, GTK_EVENT_CONTROLLER (self->drag), "drag-begin",
                  G_CALLBACK (drag_begin_cb));

  add_controller (self, keys, "modifiers", G_CALLBACK (modifiers_cb));
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  add_controller (self, motion, "motion", G_CALLBACK (motion_cb));
  g_signal_connect_swapped (scroll, "decelerate", G_CALLBACK (decelerate_cb), self);
  add_controller (self, scroll, "scroll", G_CALLBACK (scroll_cb));

  g_signal_connect_swapped (pinch, "begin", G_CALLBACK (pinch_begin_cb), self);
  add_controller (self, GTK_EVENT_CONTROLLER (pinch), "scale-changed", G_CALLBACK (pinch_cb));
}

/**
 * troupe_timeline_stop_input:
 * @self: a timeline that is being disposed of
 *
 * Lets go of what is dragged, and of what glides.
 */
void
troupe_timeline_stop_input (TroupeTimeline *self)
{
  stop_gliding (self);
  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
  self->tick_id = 0;
}
