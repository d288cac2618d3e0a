/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-frame-facts.h"
#include "troupe-frame-store.h"

G_BEGIN_DECLS

/* Looks at all frames of a store on a thread of its own, nearest the focus first: what each is like, and
 * where the shots of the clip are cut. Main thread. Signal "changed": more was looked at, perhaps a cut. */

#define TROUPE_TYPE_FRAME_REVIEW (troupe_frame_review_get_type ())
G_DECLARE_FINAL_TYPE (TroupeFrameReview, troupe_frame_review, TROUPE, FRAME_REVIEW, GObject)

TroupeFrameReview *troupe_frame_review_new       (TroupeFrameStore  *store) G_GNUC_WARN_UNUSED_RESULT;
void               troupe_frame_review_set_focus (TroupeFrameReview *self,
                                                  guint64            time_ns);
void               troupe_frame_review_stop      (TroupeFrameReview *self);
/* Of guint64: when the first frame of each shot but the first is shown, in nanoseconds, ascending. It is never
 * changed: at "changed" there may be another one. */
GArray            *troupe_frame_review_get_cuts  (TroupeFrameReview *self);
/* Of TroupeFrameFacts, by time */
GArray            *troupe_frame_review_dup_facts (TroupeFrameReview *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean           troupe_frame_review_is_done   (TroupeFrameReview *self);

G_END_DECLS
