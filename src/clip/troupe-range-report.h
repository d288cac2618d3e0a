/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-best-range.h"
#include "troupe-frame-review.h"

G_BEGIN_DECLS

#define TROUPE_RANGE_REPORT_N_BEST 3

/* What there is to say of a range of a clip that is open, found on another thread. Main thread. */
typedef struct
{
  gboolean             is_known;                      /* else only best may hold something */
  TroupeRangeFindings  findings;
  guint                mendable;                      /* bits 1 << TroupeFindingKind */
  TroupeRange          mended[TROUPE_N_FINDINGS];     /* where that finding is gone */
  GArray              *best;                          /* owned, of TroupeBestRange, the best first */
} TroupeRangeReport;

void               troupe_range_report_async  (TroupeClip           *clip,
                                               TroupeFrameReview    *review,
                                               TroupeSound          *sound,
                                               const TroupeRange    *range,
                                               const TroupeSpan     *span,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
TroupeRangeReport *troupe_range_report_finish (GAsyncResult         *result,
                                               GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void               troupe_range_report_free   (TroupeRangeReport    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeRangeReport, troupe_range_report_free)

G_END_DECLS
