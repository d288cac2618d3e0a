/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-best-range.h"
#include "troupe-provider.h"

G_BEGIN_DECLS

/* What is found in a range of a clip, in words. */

char *troupe_finding_text_dup        (const TroupeRangeFindings *findings,
                                      TroupeFindingKind          kind,
                                      TroupeProvider            *provider) G_GNUC_WARN_UNUSED_RESULT;
char *troupe_finding_text_dup_range  (const TroupeRange         *range) G_GNUC_WARN_UNUSED_RESULT;
char *troupe_finding_text_dup_merits (const TroupeBestRange     *best) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
