/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-studio-call.h"

G_BEGIN_DECLS

/* What the handlers of the gateway form share */

#define TROUPE_STUDIO_GATEWAY_MIN_NS (G_GUINT64_CONSTANT (1000000000))
#define TROUPE_STUDIO_GATEWAY_MAX_NS (3 * TROUPE_STUDIO_GATEWAY_MIN_NS)

#define TROUPE_STUDIO_JSON_BYTES (1024 * 1024)
#define TROUPE_STUDIO_VIDEO_BYTES (32 * 1024 * 1024)

void        troupe_studio_gateway_refuse     (TroupeStudioCall  *call,
                                              const char        *param,
                                              const GError      *error);
/* NULL when the call is refused */
JsonObject *troupe_studio_gateway_read_order (TroupeStudioCall  *call) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
