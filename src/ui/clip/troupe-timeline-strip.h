/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "troupe-frame-store.h"
#include "troupe-timeline-view.h"

G_BEGIN_DECLS

/* The pictures of a clip in a row, as far as they are decoded. */

#define TROUPE_TYPE_TIMELINE_STRIP (troupe_timeline_strip_get_type ())
G_DECLARE_FINAL_TYPE (TroupeTimelineStrip, troupe_timeline_strip, TROUPE, TIMELINE_STRIP, GtkWidget)

GtkWidget  *troupe_timeline_strip_new       (void) G_GNUC_WARN_UNUSED_RESULT;
void        troupe_timeline_strip_set_clip  (TroupeTimelineStrip      *self,
                                             TroupeClip               *clip);
void        troupe_timeline_strip_set_store (TroupeTimelineStrip      *self,
                                             TroupeFrameStore         *store);
void        troupe_timeline_strip_set_view  (TroupeTimelineStrip      *self,
                                             const TroupeTimelineView *view);
GdkTexture *troupe_timeline_strip_look      (TroupeTimelineStrip      *self,
                                             guint64                   time_ns);

G_END_DECLS
