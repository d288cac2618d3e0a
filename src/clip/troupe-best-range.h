/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-range-findings.h"

G_BEGIN_DECLS

/* Ranks all ranges of one length by what is found in them. Any thread. */

/* What speaks for a range */
typedef enum
{
  TROUPE_MERIT_ONE_SHOT  = 1 << 0,    /* in a clip of several */
  TROUPE_MERIT_SHARP     = 1 << 1,
  TROUPE_MERIT_WELL_LIT  = 1 << 2,
  TROUPE_MERIT_CALM      = 1 << 3,
  TROUPE_MERIT_SOUND     = 1 << 4,    /* all along */
} TroupeMerits;

typedef struct
{
  TroupeRange  range;
  guint        kinds;     /* bits 1 << TroupeFindingKind: what may be wrong with it */
  TroupeMerits merits;
  double       score;     /* more is better */
} TroupeBestRange;

GArray   *troupe_best_ranges_new  (const TroupeEvidence *evidence,
                                   const TroupeRange    *wanted,
                                   const TroupeSpan     *span,
                                   GCancellable         *cancellable) G_GNUC_WARN_UNUSED_RESULT;
GArray   *troupe_best_ranges_pick (GArray               *all,
                                   guint                 n_ranges) G_GNUC_WARN_UNUSED_RESULT;
gboolean  troupe_best_ranges_mend (GArray               *all,
                                   const TroupeRange    *range,
                                   guint                 kinds,
                                   TroupeFindingKind     kind,
                                   TroupeRange          *mended);

G_END_DECLS
