/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How the timeline moves range and playhead, and what keys and assistive technologies move. */

#include "troupe-timeline-private.h"

#include <math.h>

#include "troupe-frame-boundary.h"
#include "troupe-time.h"
#include "troupe-timeline-cuts.h"

/* What a key moves by, in the variant of its binding: (unit, how many) */
typedef enum
{
  KEY_UNIT_FRAME,
  KEY_UNIT_SECOND,
  KEY_UNIT_CUT,
  KEY_UNIT_END,
} KeyUnit;

/**
 * troupe_timeline_range_part:
 * @part: a part of the timeline, not the playhead
 *
 * Returns: the same part of the range
 */
TroupeRangePart
troupe_timeline_range_part (TroupeTimelinePart part)
{
  switch (part)
    {
    case TROUPE_TIMELINE_PART_START:
      return TROUPE_RANGE_PART_START;
    case TROUPE_TIMELINE_PART_BODY:
      return TROUPE_RANGE_PART_BODY;
    case TROUPE_TIMELINE_PART_END:
      return TROUPE_RANGE_PART_END;
    case TROUPE_TIMELINE_PART_PLAYHEAD:
    case TROUPE_TIMELINE_N_PARTS:
      break;
    }

  g_assert_not_reached ();
}

/**
 * troupe_timeline_follow:
 * @self: a timeline
 * @part: what of the range was moved
 *
 * Shows the picture that belongs to a part: the first one of the range, or at its end the last one.
 */
void
troupe_timeline_follow (TroupeTimeline    *self,
                        TroupeTimelinePart part)
{
  const TroupeRange *range = troupe_range_model_get_range (self->model);

  if (part == TROUPE_TIMELINE_PART_END)
    troupe_player_seek (self->player, troupe_frame_boundary_last (self->clip, range));
  else
    troupe_player_seek (self->player, troupe_frame_boundary_first (self->clip, range));
}

/**
 * troupe_timeline_scrub:
 * @self: a timeline
 * @time_ns: where the playhead is wanted, in nanoseconds
 *
 * Shows the frame at a time.
 */
void
troupe_timeline_scrub (TroupeTimeline *self,
                       guint64         time_ns)
{
  self->scrub_ns = troupe_clip_find_frame (self->clip, time_ns, 0);
  troupe_player_seek (self->player, self->scrub_ns);
}

/**
 * troupe_timeline_move_to_cut:
 * @self: a timeline
 * @part: what of the range to move
 * @cut_ns: when the first frame of a shot is shown, in nanoseconds
 *
 * Moves a part to a cut. Where the steps of the range do not meet it, an edge goes one further, so that
 * no frame of the other shot is inside.
 */
void
troupe_timeline_move_to_cut (TroupeTimeline *self,
                             TroupeRangePart part,
                             guint64         cut_ns)
{
  const TroupeRange *range = troupe_range_model_get_range (self->model);
  guint64 step_ns = troupe_range_model_get_span (self->model)->step_ns;

  troupe_range_model_move (self->model, part, cut_ns, TROUPE_RANGE_STOP);
  if (part == TROUPE_RANGE_PART_END && troupe_frame_boundary_last (self->clip, range) >= cut_ns)
    troupe_range_model_move (self->model, part, cut_ns - MIN (cut_ns, step_ns), TROUPE_RANGE_STOP);
  else if (part == TROUPE_RANGE_PART_START &&
           troupe_frame_boundary_first (self->clip, range) < cut_ns)
    troupe_range_model_move (self->model, part, cut_ns + step_ns, TROUPE_RANGE_STOP);
}

static TroupeTimelinePart
focused_part (TroupeTimeline *self)
{
  for (guint i = 0; i < TROUPE_TIMELINE_N_PARTS; i++)
    if (gtk_widget_has_focus (self->handles[i]))
      return i;

  return TROUPE_TIMELINE_PART_PLAYHEAD;
}

static guint64
moved_by_seconds (TroupeTimeline *self,
                  guint64         time_ns,
                  int             n_seconds)
{
  guint64 distance_ns = ABS (n_seconds) * TROUPE_TIME_SECOND;

  if (n_seconds < 0)
    return time_ns - MIN (time_ns, distance_ns);

  return MIN (time_ns + distance_ns, troupe_clip_get_duration_ns (self->clip));
}

static guint64
next_cut (TroupeTimeline *self,
          guint64         time_ns,
          int             direction)
{
  return troupe_timeline_cuts_find (TROUPE_TIMELINE_CUTS (self->cuts), time_ns, direction);
}

static void
move_playhead (TroupeTimeline *self,
               KeyUnit         unit,
               int             n)
{
  switch (unit)
    {
    case KEY_UNIT_FRAME:
      troupe_player_step (self->player, n);
      break;
    case KEY_UNIT_SECOND:
      troupe_timeline_scrub (self, moved_by_seconds (self, troupe_timeline_get_position_ns (self), n));
      break;
    case KEY_UNIT_CUT:
      troupe_timeline_scrub (self, next_cut (self, troupe_timeline_get_position_ns (self), n));
      break;
    case KEY_UNIT_END:
      troupe_timeline_scrub (self, n < 0 ? 0 : troupe_clip_get_duration_ns (self->clip));
      break;
    }
  if (troupe_timeline_view_reveal (&self->view, troupe_timeline_get_position_ns (self)))
    troupe_timeline_changed_view (self);
}

/* The border between frames that a part stands at: the steps of a range may be longer than a frame. */
static guint64
border_of (TroupeTimeline *self,
           TroupeRangePart part)
{
  const TroupeRange *range = troupe_range_model_get_range (self->model);

  if (part != TROUPE_RANGE_PART_END)
    return troupe_frame_boundary_first (self->clip, range);

  return troupe_frame_boundary_step (self->clip, troupe_frame_boundary_last (self->clip, range), 1);
}

static void
move_range (TroupeTimeline *self,
            TroupeRangePart part,
            KeyUnit         unit,
            int             n)
{
  guint64 edge_ns = troupe_range_model_get_edge_ns (self->model, part);

  switch (unit)
    {
    case KEY_UNIT_FRAME:
      troupe_range_model_nudge (self->model, part, n);
      break;
    case KEY_UNIT_SECOND:
      troupe_range_model_drag (self->model, part, moved_by_seconds (self, edge_ns, n));
      break;
    case KEY_UNIT_CUT:
      troupe_timeline_move_to_cut (self, part, next_cut (self, border_of (self, part), n));
      break;
    case KEY_UNIT_END:
      troupe_range_model_drag (self->model, part,
                               n < 0 ? 0 : troupe_clip_get_duration_ns (self->clip));
      break;
    }
  troupe_timeline_announce_limit (self);
}

static gboolean
key_cb (GtkWidget *widget,
        GVariant  *args,
        gpointer   user_data)
{
  TroupeTimeline *self = TROUPE_TIMELINE (widget);
  TroupeTimelinePart part = focused_part (self);
  int unit;
  int n;

  if (self->clip == NULL)
    return GDK_EVENT_PROPAGATE;

  g_variant_get (args, "(ii)", &unit, &n);
  if (part == TROUPE_TIMELINE_PART_PLAYHEAD)
    {
      move_playhead (self, unit, n);
      return GDK_EVENT_STOP;
    }

  troupe_player_pause (self->player);
  move_range (self, troupe_timeline_range_part (part), unit, n);
  troupe_timeline_follow (self, part);
  if (troupe_timeline_view_reveal (&self->view,
                                   troupe_range_model_get_edge_ns (self->model,
                                                                   troupe_timeline_range_part (part))))
    troupe_timeline_changed_view (self);

  return GDK_EVENT_STOP;
}

/**
 * troupe_timeline_handle_moved_cb:
 * @handle: a handle
 * @seconds: the value it was given
 * @self: its timeline
 *
 * Moves what an assistive technology moved.
 */
void
troupe_timeline_handle_moved_cb (TroupeTimelineHandle *handle,
                                 double                seconds,
                                 TroupeTimeline       *self)
{
  TroupeTimelinePart part = troupe_timeline_handle_get_part (handle);
  guint64 time_ns;

  if (self->clip == NULL)
    return;

  time_ns = (guint64) llround (MAX (seconds, 0) * TROUPE_TIME_SECOND);
  if (part == TROUPE_TIMELINE_PART_PLAYHEAD)
    {
      troupe_timeline_scrub (self, time_ns);
      return;
    }

  troupe_player_pause (self->player);
  troupe_range_model_move (self->model, troupe_timeline_range_part (part), time_ns, TROUPE_RANGE_STOP);
  troupe_timeline_follow (self, part);
  troupe_timeline_announce_limit (self);
}

static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *args,
           gpointer   user_data)
{
  TroupeTimeline *self = TROUPE_TIMELINE (widget);

  if (self->dragged == TROUPE_TIMELINE_N_PARTS)
    return GDK_EVENT_PROPAGATE;

  gtk_event_controller_reset (GTK_EVENT_CONTROLLER (self->drag));
  return GDK_EVENT_STOP;
}

/**
 * troupe_timeline_bind_keys:
 * @widget_class: the class of the timeline
 *
 * Binds the keys that move the handle with the focus; Escape gives up a drag.
 */
void
troupe_timeline_bind_keys (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint           back;
    guint           forward;
    GdkModifierType state;
    KeyUnit         unit;
    int             n;
  } keys[] = {
    { GDK_KEY_Left, GDK_KEY_Right, 0, KEY_UNIT_FRAME, 1 },
    { GDK_KEY_KP_Left, GDK_KEY_KP_Right, 0, KEY_UNIT_FRAME, 1 },
    { GDK_KEY_Left, GDK_KEY_Right, GDK_SHIFT_MASK, KEY_UNIT_FRAME, 10 },
    { GDK_KEY_KP_Left, GDK_KEY_KP_Right, GDK_SHIFT_MASK, KEY_UNIT_FRAME, 10 },
    { GDK_KEY_Left, GDK_KEY_Right, GDK_CONTROL_MASK, KEY_UNIT_SECOND, 1 },
    { GDK_KEY_KP_Left, GDK_KEY_KP_Right, GDK_CONTROL_MASK, KEY_UNIT_SECOND, 1 },
    { GDK_KEY_Left, GDK_KEY_Right, GDK_CONTROL_MASK | GDK_SHIFT_MASK, KEY_UNIT_CUT, 1 },
    { GDK_KEY_KP_Left, GDK_KEY_KP_Right, GDK_CONTROL_MASK | GDK_SHIFT_MASK, KEY_UNIT_CUT, 1 },
    { GDK_KEY_Page_Up, GDK_KEY_Page_Down, 0, KEY_UNIT_SECOND, 5 },
    { GDK_KEY_KP_Page_Up, GDK_KEY_KP_Page_Down, 0, KEY_UNIT_SECOND, 5 },
    { GDK_KEY_Home, GDK_KEY_End, 0, KEY_UNIT_END, 1 },
    { GDK_KEY_KP_Home, GDK_KEY_KP_End, 0, KEY_UNIT_END, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      gtk_widget_class_add_binding (widget_class, keys[i].back, keys[i].state, key_cb, "(ii)",
                                    keys[i].unit, -keys[i].n);
      gtk_widget_class_add_binding (widget_class, keys[i].forward, keys[i].state, key_cb, "(ii)",
                                    keys[i].unit, keys[i].n);
    }
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
}
