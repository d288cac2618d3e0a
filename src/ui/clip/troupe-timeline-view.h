/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-range.h"

G_BEGIN_DECLS

/* What is left free of the strip on each side, for the handles, in pixels */
#define TROUPE_TIMELINE_MARGIN 20

/* Which part of a clip a timeline shows, and where: pure arithmetic between nanoseconds and pixels.
 * Pixels count from the left end of the strip, in every language. */
typedef struct
{
  guint64 duration_ns;
  guint64 frame_ns;     /* the mean length of a frame; sets the deepest zoom */
  double  width;        /* of the strip, in pixels */
  double  from_ns;      /* what is at its left end */
  double  length_ns;    /* how much of the clip is visible */
} TroupeTimelineView;

/* What can be taken hold of */
typedef enum
{
  TROUPE_TIMELINE_PART_START,
  TROUPE_TIMELINE_PART_BODY,
  TROUPE_TIMELINE_PART_END,
  TROUPE_TIMELINE_PART_PLAYHEAD,
  TROUPE_TIMELINE_N_PARTS,
} TroupeTimelinePart;

void               troupe_timeline_view_set_clip  (TroupeTimelineView       *self,
                                                   guint64                   duration_ns,
                                                   guint64                   frame_ns);
void               troupe_timeline_view_correct   (TroupeTimelineView       *self,
                                                   guint64                   duration_ns,
                                                   guint64                   frame_ns);
void               troupe_timeline_view_set_width (TroupeTimelineView       *self,
                                                   double                    width);
double             troupe_timeline_view_get_x     (const TroupeTimelineView *self,
                                                   guint64                   time_ns);
guint64            troupe_timeline_view_get_time  (const TroupeTimelineView *self,
                                                   double                    x);
gboolean           troupe_timeline_view_is_zoomed (const TroupeTimelineView *self);
void               troupe_timeline_view_zoom      (TroupeTimelineView       *self,
                                                   double                    factor,
                                                   double                    x);
void               troupe_timeline_view_pan       (TroupeTimelineView       *self,
                                                   double                    distance);
void               troupe_timeline_view_show      (TroupeTimelineView       *self,
                                                   double                    from_ns,
                                                   double                    length_ns);
gboolean           troupe_timeline_view_reveal    (TroupeTimelineView       *self,
                                                   guint64                   time_ns);
TroupeTimelinePart troupe_timeline_view_pick      (const TroupeTimelineView *self,
                                                   const TroupeRange        *range,
                                                   double                    x,
                                                   double                    reach);

G_END_DECLS
