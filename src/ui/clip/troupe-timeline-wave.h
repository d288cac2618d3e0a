/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "troupe-sound.h"
#include "troupe-timeline-view.h"

G_BEGIN_DECLS

/* How loud a clip is from left to right, as far as that is read. */

#define TROUPE_TYPE_TIMELINE_WAVE (troupe_timeline_wave_get_type ())
G_DECLARE_FINAL_TYPE (TroupeTimelineWave, troupe_timeline_wave, TROUPE, TIMELINE_WAVE, GtkWidget)

GtkWidget  *troupe_timeline_wave_new            (void) G_GNUC_WARN_UNUSED_RESULT;
void        troupe_timeline_wave_set_sound      (TroupeTimelineWave       *self,
                                                 TroupeSound              *sound);
void        troupe_timeline_wave_set_view       (TroupeTimelineWave       *self,
                                                 const TroupeTimelineView *view);
const char *troupe_timeline_wave_describe_range (TroupeTimelineWave       *self,
                                                 const TroupeRange        *range);

G_END_DECLS
