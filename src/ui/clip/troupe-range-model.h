/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-clip.h"

G_BEGIN_DECLS

/* What of a range is moved */
typedef enum
{
  TROUPE_RANGE_PART_START,
  TROUPE_RANGE_PART_END,
  TROUPE_RANGE_PART_BODY,
} TroupeRangePart;

/* What kept the last move from going where it was wanted */
typedef enum
{
  TROUPE_RANGE_LIMIT_NONE,
  TROUPE_RANGE_LIMIT_MIN,     /* the span takes nothing shorter */
  TROUPE_RANGE_LIMIT_MAX,     /* the span takes nothing longer */
  TROUPE_RANGE_LIMIT_CLIP,    /* the clip begins or ends there */
} TroupeRangeLimit;

/* The range a person chooses in one clip, with undo. Every edit obeys the span; a change of the span alone
 * moves nothing. Main thread. Signal "changed": the range, span, limit or history did. */

#define TROUPE_TYPE_RANGE_MODEL (troupe_range_model_get_type ())
G_DECLARE_FINAL_TYPE (TroupeRangeModel, troupe_range_model, TROUPE, RANGE_MODEL, GObject)

TroupeRangeModel  *troupe_range_model_new         (void) G_GNUC_WARN_UNUSED_RESULT;
void               troupe_range_model_set_clip    (TroupeRangeModel  *self,
                                                   TroupeClip        *clip);
TroupeClip        *troupe_range_model_get_clip    (TroupeRangeModel  *self);
void               troupe_range_model_set_span    (TroupeRangeModel  *self,
                                                   const TroupeSpan  *span);
const TroupeSpan  *troupe_range_model_get_span    (TroupeRangeModel  *self);
const TroupeRange *troupe_range_model_get_range   (TroupeRangeModel  *self);
guint64            troupe_range_model_get_edge_ns (TroupeRangeModel  *self,
                                                   TroupeRangePart    part);
TroupeRangeLimit   troupe_range_model_get_limit   (TroupeRangeModel  *self);
gboolean           troupe_range_model_check       (TroupeRangeModel  *self,
                                                   GError           **error);
void               troupe_range_model_begin       (TroupeRangeModel  *self);
void               troupe_range_model_commit      (TroupeRangeModel  *self);
void               troupe_range_model_roll_back   (TroupeRangeModel  *self);
void               troupe_range_model_move        (TroupeRangeModel  *self,
                                                   TroupeRangePart    part,
                                                   guint64            time_ns,
                                                   TroupeRangePolicy  policy);
void               troupe_range_model_drag        (TroupeRangeModel  *self,
                                                   TroupeRangePart    part,
                                                   guint64            time_ns);
void               troupe_range_model_nudge       (TroupeRangeModel  *self,
                                                   TroupeRangePart    part,
                                                   int                n_frames);
void               troupe_range_model_set_length  (TroupeRangeModel  *self,
                                                   guint64            length_ns);
void               troupe_range_model_set_range   (TroupeRangeModel  *self,
                                                   const TroupeRange *range);
void               troupe_range_model_fit         (TroupeRangeModel  *self);
gboolean           troupe_range_model_can_undo    (TroupeRangeModel  *self);
gboolean           troupe_range_model_can_redo    (TroupeRangeModel  *self);
void               troupe_range_model_undo        (TroupeRangeModel  *self);
void               troupe_range_model_redo        (TroupeRangeModel  *self);

G_END_DECLS
