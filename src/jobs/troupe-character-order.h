/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-export.h"
#include "troupe-job.h"
#include "troupe-request.h"

G_BEGIN_DECLS

/* The requests of a job that makes a character. Nothing is sent here. */

char          *troupe_character_order_dup_range_text (TroupeProvider     *provider,
                                                      TroupeSource        source,
                                                      const TroupeRange  *range) G_GNUC_WARN_UNUSED_RESULT;
TroupeRequest *troupe_character_order_new_upload     (TroupeProvider     *provider,
                                                      const TroupeJob    *job,
                                                      TroupeExport       *export,
                                                      GError            **error) G_GNUC_WARN_UNUSED_RESULT;
/* The paid call; export: what travels with it, or NULL */
TroupeRequest *troupe_character_order_new            (TroupeProvider     *provider,
                                                      const TroupeJob    *job,
                                                      TroupeExport       *export,
                                                      GError            **error) G_GNUC_WARN_UNUSED_RESULT;
/* The call for a video that would hold an inline character; prompt: what comes after its mention */
TroupeRequest *troupe_character_order_new_video      (TroupeProvider     *provider,
                                                      const TroupeJob    *job,
                                                      TroupeExport       *export,
                                                      const char         *prompt,
                                                      GError            **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
