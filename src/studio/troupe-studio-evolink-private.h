/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-studio-call.h"
#include "troupe-studio-video.h"

G_BEGIN_DECLS

/* What the handlers of the EvoLink form share */

void        troupe_studio_evolink_answer_error (TroupeStudioCall   *call,
                                                guint               status,
                                                const char         *type,
                                                const char         *code,
                                                const char         *param,
                                                const char         *message);
JsonObject *troupe_studio_evolink_describe     (TroupeStudioCall   *call,
                                                TroupeStudioVideo  *video) G_GNUC_WARN_UNUSED_RESULT;

/* The models, NULL after the last one */
const char *troupe_studio_evolink_get_model    (guint               position);

/* POST /v1/videos/generations */
void        troupe_studio_evolink_generate     (TroupeStudioCall   *call);

G_END_DECLS
