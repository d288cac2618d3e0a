/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-job.h"
#include "troupe-request.h"

G_BEGIN_DECLS

/* The requests of a job that makes a character. Nothing is sent here. */

char          *troupe_character_order_dup_range_text (TroupeProvider     *provider,
                                                      TroupeSource        source,
                                                      const TroupeRange  *range) G_GNUC_WARN_UNUSED_RESULT;
/* file: the cut */
TroupeRequest *troupe_character_order_new_upload     (TroupeProvider     *provider,
                                                      const TroupeJob    *job,
                                                      GFile              *file,
                                                      GError            **error) G_GNUC_WARN_UNUSED_RESULT;
/* The paid call */
TroupeRequest *troupe_character_order_new            (TroupeProvider     *provider,
                                                      const TroupeJob    *job,
                                                      GError            **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
