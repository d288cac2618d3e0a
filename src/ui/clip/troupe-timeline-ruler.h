/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "troupe-timeline-view.h"

G_BEGIN_DECLS

/* The height below its times, with the ticks, where the head of the playhead covers none of them */
#define TROUPE_TIMELINE_RULER_LANE 10

/* The times above the pictures. */

#define TROUPE_TYPE_TIMELINE_RULER (troupe_timeline_ruler_get_type ())
G_DECLARE_FINAL_TYPE (TroupeTimelineRuler, troupe_timeline_ruler, TROUPE, TIMELINE_RULER, GtkWidget)

GtkWidget *troupe_timeline_ruler_new      (void) G_GNUC_WARN_UNUSED_RESULT;
void       troupe_timeline_ruler_set_view (TroupeTimelineRuler      *self,
                                           const TroupeTimelineView *view);

G_END_DECLS
