/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where the parts of the timeline are. */

#include "troupe-timeline-private.h"

#include "troupe-timeline-cuts.h"
#include "troupe-timeline-overview.h"
#include "troupe-timeline-ruler.h"
#include "troupe-timeline-strip.h"
#include "troupe-timeline-wave.h"

/* Between the waveform and the overview, and below that */
#define GAP 6

#define LEAST_STRIP_WIDTH 200

static int
natural_height (GtkWidget *child)
{
  int height;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, -1, NULL, &height, NULL, NULL);

  return height;
}

static void
place (GtkWidget *child,
       int        x,
       int        y,
       int        width,
       int        height)
{
  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_size_allocate (child, &(GtkAllocation) { x, y, MAX (width, 0), height }, -1);
}

/* A handle out of sight stays where assistive technologies find it, at the end of the strip. */
static void
place_handle (TroupeTimeline    *self,
              TroupeTimelinePart part,
              double             x,
              int                y,
              int                width,
              int                height)
{
  const graphene_rect_t *box = &self->strip_box;
  gboolean is_visible = x >= -0.5 && x <= box->size.width + 0.5;
  double left = box->origin.x + CLAMP (x, 0, box->size.width);

  if (part == TROUPE_TIMELINE_PART_START)
    left -= width - TROUPE_TIMELINE_HANDLE_INSIDE;
  else if (part == TROUPE_TIMELINE_PART_END)
    left -= TROUPE_TIMELINE_HANDLE_INSIDE;
  else
    left -= width / 2.0;

  gtk_widget_set_opacity (self->handles[part], is_visible ? 1 : 0);
  place (self->handles[part], (int) left, y, width, height);
}

static void
place_range (TroupeTimeline *self)
{
  static const TroupeRange none = { 0, 0 };
  const TroupeRange *range = self->clip != NULL ? troupe_range_model_get_range (self->model) : &none;
  const graphene_rect_t *box = &self->strip_box;
  double start = troupe_timeline_view_get_x (&self->view, range->start_ns);
  double end = troupe_timeline_view_get_x (&self->view, range->end_ns);
  int top = (int) box->origin.y;
  int height = (int) box->size.height;
  int width = TROUPE_TIMELINE_MARGIN + TROUPE_TIMELINE_HANDLE_INSIDE;
  int left = (int) (box->origin.x + CLAMP (start, 0, box->size.width));
  int right = (int) (box->origin.x + CLAMP (end, 0, box->size.width));

  place (self->shade_before, (int) box->origin.x, top, left - (int) box->origin.x, height);
  place (self->shade_after, right, top, (int) (box->origin.x + box->size.width) - right, height);
  place (self->handles[TROUPE_TIMELINE_PART_BODY], left, top, right - left, height);
  place_handle (self, TROUPE_TIMELINE_PART_START, start, top, width, height);
  place_handle (self, TROUPE_TIMELINE_PART_END, end, top, width, height);
}

static void
place_playhead (TroupeTimeline *self)
{
  double x = troupe_timeline_view_get_x (&self->view, troupe_timeline_get_position_ns (self));
  int top = (int) self->strip_box.origin.y - TROUPE_TIMELINE_RULER_LANE;

  place_handle (self, TROUPE_TIMELINE_PART_PLAYHEAD, x, top,
                TROUPE_TIMELINE_MARGIN + TROUPE_TIMELINE_HANDLE_INSIDE,
                TROUPE_TIMELINE_RULER_LANE + (int) self->strip_box.size.height);
}

/**
 * troupe_timeline_show_view:
 * @self: a timeline
 *
 * Tells the children what part of the clip is visible.
 */
void
troupe_timeline_show_view (TroupeTimeline *self)
{
  troupe_timeline_strip_set_view (TROUPE_TIMELINE_STRIP (self->strip), &self->view);
  troupe_timeline_wave_set_view (TROUPE_TIMELINE_WAVE (self->wave), &self->view);
  troupe_timeline_cuts_set_view (TROUPE_TIMELINE_CUTS (self->cuts), &self->view);
  troupe_timeline_ruler_set_view (TROUPE_TIMELINE_RULER (self->ruler), &self->view);
  troupe_timeline_overview_set_view (TROUPE_TIMELINE_OVERVIEW (self->overview), &self->view);
  gtk_widget_set_opacity (self->overview, troupe_timeline_view_is_zoomed (&self->view) ? 1 : 0);
  gtk_widget_set_can_target (self->overview, troupe_timeline_view_is_zoomed (&self->view));
}

/**
 * troupe_timeline_size_allocate:
 * @widget: a timeline
 * @width: how wide it is
 * @height: how high it is
 * @baseline: not used
 *
 * Gives the children their places; all but ruler and overview depend on the view.
 */
void
troupe_timeline_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  TroupeTimeline *self = TROUPE_TIMELINE (widget);
  int head = natural_height (self->ruler);
  int foot = natural_height (self->overview);
  int wave = natural_height (self->wave);
  int strip_width = MAX (width - 2 * TROUPE_TIMELINE_MARGIN, 0);

  graphene_rect_init (&self->strip_box, TROUPE_TIMELINE_MARGIN, head, strip_width,
                      height - head - foot - 2 * GAP);
  troupe_timeline_view_set_width (&self->view, strip_width);
  troupe_timeline_show_view (self);

  troupe_timeline_handle_set_head (TROUPE_TIMELINE_HANDLE (
                                     self->handles[TROUPE_TIMELINE_PART_PLAYHEAD]),
                                   TROUPE_TIMELINE_RULER_LANE);
  place (self->ruler, TROUPE_TIMELINE_MARGIN, 0, strip_width, head);
  place (self->strip, TROUPE_TIMELINE_MARGIN, head, strip_width,
         (int) self->strip_box.size.height - (self->is_compact ? 0 : wave));
  place (self->wave, TROUPE_TIMELINE_MARGIN, head + (int) self->strip_box.size.height - wave,
         strip_width, wave);
  place (self->cuts, TROUPE_TIMELINE_MARGIN, head - TROUPE_TIMELINE_RULER_LANE, strip_width,
         TROUPE_TIMELINE_RULER_LANE + (int) self->strip_box.size.height);
  place (self->overview, TROUPE_TIMELINE_MARGIN, height - foot - GAP, strip_width, foot);
  place_range (self);
  place_playhead (self);
  troupe_timeline_place_silence (self);
  troupe_timeline_place_tip (self);
}

/**
 * troupe_timeline_measure:
 * @widget: a timeline
 * @orientation: what is asked for
 * @for_size: not used
 * @minimum: (out): the least
 * @natural: (out): what is good
 * @minimum_baseline: not used
 * @natural_baseline: not used
 *
 * Tells how large the timeline is.
 */
void
troupe_timeline_measure (GtkWidget     *widget,
                         GtkOrientation orientation,
                         int            for_size,
                         int           *minimum,
                         int           *natural,
                         int           *minimum_baseline,
                         int           *natural_baseline)
{
  TroupeTimeline *self = TROUPE_TIMELINE (widget);
  int frame;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = *natural = LEAST_STRIP_WIDTH + 2 * TROUPE_TIMELINE_MARGIN;
      return;
    }

  gtk_widget_measure (self->strip, orientation, -1, minimum, natural, NULL, NULL);
  frame = natural_height (self->ruler) + natural_height (self->overview) + 2 * GAP;
  if (!self->is_compact)
    frame += natural_height (self->wave);
  *minimum += frame;
  *natural += frame;
}
