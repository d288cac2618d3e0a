/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "troupe-frame-review.h"
#include "troupe-player.h"
#include "troupe-range-model.h"
#include "troupe-timeline.h"

G_BEGIN_DECLS

/* The picture, the timeline as wide below it, and what plays them; keys while the focus is inside.
 * Properties (notify): looping, snapping, sound (when there is another one, and another review). */

#define TROUPE_TYPE_STAGE (troupe_stage_get_type ())
G_DECLARE_FINAL_TYPE (TroupeStage, troupe_stage, TROUPE, STAGE, AdwBin)

TroupePlayer      *troupe_stage_get_player        (TroupeStage *self);
TroupeRangeModel  *troupe_stage_get_model         (TroupeStage *self);
TroupeFrameReview *troupe_stage_get_review        (TroupeStage *self);
TroupeSound       *troupe_stage_get_sound         (TroupeStage *self);
TroupeTimeline    *troupe_stage_get_timeline      (TroupeStage *self);
void               troupe_stage_set_clip          (TroupeStage *self,
                                                   TroupeClip  *clip);
void               troupe_stage_follow            (TroupeStage *self,
                                                   const char  *uri);
void               troupe_stage_set_provider_name (TroupeStage *self,
                                                   const char  *name);
void               troupe_stage_set_holding       (TroupeStage *self,
                                                   gboolean     is_holding);
void               troupe_stage_leave             (TroupeStage *self);
void               troupe_stage_enter             (TroupeStage *self);

G_END_DECLS
