/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-studio-call.h"

G_BEGIN_DECLS

/* What the handlers of OpenAI's form share */

#define TROUPE_STUDIO_OPENAI_BYTES (64 * 1024 * 1024)

void  troupe_studio_openai_refuse    (TroupeStudioCall  *call,
                                      const char        *param,
                                      const GError      *error);
/* NULL when the call is refused */
GStrv troupe_studio_openai_read_cast (TroupeStudioCall  *call,
                                      JsonObject        *request) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
