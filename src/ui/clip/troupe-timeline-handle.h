/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "troupe-timeline-view.h"

G_BEGIN_DECLS

/* What one takes hold of on the timeline. The timeline places it and takes pointer and keys; the handle has
 * the focus and is the slider that assistive technologies see, in seconds.
 * Signal "moved" (double seconds): such a technology gave it a value. */

#define TROUPE_TYPE_TIMELINE_HANDLE (troupe_timeline_handle_get_type ())
G_DECLARE_FINAL_TYPE (TroupeTimelineHandle, troupe_timeline_handle, TROUPE, TIMELINE_HANDLE, GtkWidget)

/* How far the box of a handle reaches into the range, so that it is 24 pixels wide in all */
#define TROUPE_TIMELINE_HANDLE_INSIDE 4

GtkWidget          *troupe_timeline_handle_new       (TroupeTimelinePart    part) G_GNUC_WARN_UNUSED_RESULT;
TroupeTimelinePart  troupe_timeline_handle_get_part  (TroupeTimelineHandle *self);
void                troupe_timeline_handle_set_value (TroupeTimelineHandle *self,
                                                      guint64               min_ns,
                                                      guint64               max_ns,
                                                      guint64               now_ns,
                                                      const char           *text);
void                troupe_timeline_handle_set_head  (TroupeTimelineHandle *self,
                                                      int                   height);

G_END_DECLS
