/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "troupe-player.h"
#include "troupe-range-model.h"
#include "troupe-sound.h"

G_BEGIN_DECLS

/* A clip from left to right: its pictures and sound, the range in a bracket with two handles, the playhead. */

#define TROUPE_TYPE_TIMELINE (troupe_timeline_get_type ())
G_DECLARE_FINAL_TYPE (TroupeTimeline, troupe_timeline, TROUPE, TIMELINE, GtkWidget)

void     troupe_timeline_set_player        (TroupeTimeline   *self,
                                            TroupePlayer     *player);
void     troupe_timeline_set_model         (TroupeTimeline   *self,
                                            TroupeRangeModel *model);
void     troupe_timeline_set_clip          (TroupeTimeline   *self,
                                            TroupeClip       *clip);
void     troupe_timeline_set_store         (TroupeTimeline   *self,
                                            TroupeFrameStore *store);
void     troupe_timeline_set_sound         (TroupeTimeline   *self,
                                            TroupeSound      *sound);
void     troupe_timeline_set_cuts          (TroupeTimeline   *self,
                                            GArray           *times);
void     troupe_timeline_set_snapping      (TroupeTimeline   *self,
                                            gboolean          is_snapping);
void     troupe_timeline_set_compact       (TroupeTimeline   *self,
                                            gboolean          is_compact);
void     troupe_timeline_set_provider_name (TroupeTimeline   *self,
                                            const char       *name);
void     troupe_timeline_zoom              (TroupeTimeline   *self,
                                            double            factor);
void     troupe_timeline_toggle_zoom       (TroupeTimeline   *self);
void     troupe_timeline_show              (TroupeTimeline   *self,
                                            guint64           from_ns,
                                            guint64           length_ns);
void     troupe_timeline_get_visible       (TroupeTimeline   *self,
                                            guint64          *from_ns,
                                            guint64          *length_ns);
gboolean troupe_timeline_is_zoomed         (TroupeTimeline   *self);
gboolean troupe_timeline_is_dragging       (TroupeTimeline   *self);

G_END_DECLS
