/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-range-model.h"

G_BEGIN_DECLS

/* What a person reads about a limit of the range, translated. */

char *troupe_limit_text_dup        (TroupeRangeModel  *model,
                                    const char        *provider_name) G_GNUC_WARN_UNUSED_RESULT;
/* The same, or else what the provider takes */
char *troupe_limit_text_dup_any    (TroupeRangeModel  *model,
                                    const char        *provider_name) G_GNUC_WARN_UNUSED_RESULT;
char *troupe_limit_text_dup_span   (const TroupeSpan  *span,
                                    const char        *provider_name) G_GNUC_WARN_UNUSED_RESULT;
char *troupe_limit_text_dup_misfit (const TroupeRange *range,
                                    const TroupeSpan  *span,
                                    const char        *provider_name) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
