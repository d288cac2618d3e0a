/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "troupe-timeline-view.h"

G_BEGIN_DECLS

/* Where the shots of a clip are cut: marks over the pictures, and what the range is drawn to. */

#define TROUPE_TYPE_TIMELINE_CUTS (troupe_timeline_cuts_get_type ())
G_DECLARE_FINAL_TYPE (TroupeTimelineCuts, troupe_timeline_cuts, TROUPE, TIMELINE_CUTS, GtkWidget)

GtkWidget *troupe_timeline_cuts_new         (void) G_GNUC_WARN_UNUSED_RESULT;
void       troupe_timeline_cuts_set_times   (TroupeTimelineCuts       *self,
                                             GArray                   *times);
guint      troupe_timeline_cuts_get_n_times (TroupeTimelineCuts       *self);
void       troupe_timeline_cuts_set_view    (TroupeTimelineCuts       *self,
                                             const TroupeTimelineView *view);
gboolean   troupe_timeline_cuts_has         (TroupeTimelineCuts       *self,
                                             guint64                   time_ns);
guint64    troupe_timeline_cuts_find        (TroupeTimelineCuts       *self,
                                             guint64                   time_ns,
                                             int                       direction);
gboolean   troupe_timeline_cuts_snap        (TroupeTimelineCuts       *self,
                                             TroupeTimelinePart        part,
                                             const TroupeRange        *range,
                                             guint64                  *time_ns);

G_END_DECLS
