/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-frame-facts.h"

G_BEGIN_DECLS

/* Where one shot ends and the next begins. Any thread. Those of a clip that is open are found as its
 * pictures come: troupe_frame_review_get_cuts(), told of by the signal "changed" of TroupeFrameReview. */

GArray *troupe_cuts_find (const TroupeFrameFacts *facts,
                          guint                   n_facts) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
