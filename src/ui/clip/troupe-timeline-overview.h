/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "troupe-timeline-view.h"

G_BEGIN_DECLS

/* All of a clip in one bar, with what of it the timeline shows; to be dragged.
 * Signal "panned" (double from_ns): the visible part is wanted there. */

#define TROUPE_TYPE_TIMELINE_OVERVIEW (troupe_timeline_overview_get_type ())
G_DECLARE_FINAL_TYPE (TroupeTimelineOverview, troupe_timeline_overview, TROUPE, TIMELINE_OVERVIEW, GtkWidget)

GtkWidget *troupe_timeline_overview_new          (void) G_GNUC_WARN_UNUSED_RESULT;
void       troupe_timeline_overview_set_view     (TroupeTimelineOverview   *self,
                                                  const TroupeTimelineView *view);
void       troupe_timeline_overview_set_range    (TroupeTimelineOverview   *self,
                                                  const TroupeRange        *range);
void       troupe_timeline_overview_set_position (TroupeTimelineOverview   *self,
                                                  guint64                   position_ns);

G_END_DECLS
