/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-studio-call.h"
#include "troupe-studio-gateway.h"
#include "troupe-studio-video.h"

G_BEGIN_DECLS

/* What the handlers of the gateway form share */

#define TROUPE_STUDIO_GATEWAY_MIN_NS (G_GUINT64_CONSTANT (1000000000))
#define TROUPE_STUDIO_GATEWAY_MAX_NS (3 * TROUPE_STUDIO_GATEWAY_MIN_NS)

#define TROUPE_STUDIO_JSON_BYTES (1024 * 1024)
#define TROUPE_STUDIO_VIDEO_BYTES (32 * 1024 * 1024)

void        troupe_studio_gateway_refuse     (TroupeStudioCall  *call,
                                              const char        *param,
                                              const GError      *error);
const TroupeStudioGatewayAccent *
            troupe_studio_gateway_get_accent (TroupeStudioCall  *call);
void        troupe_studio_gateway_add_clip   (JsonObject        *request,
                                              const char        *name,
                                              const char        *source,
                                              const char        *timestamps);
/* FALSE, or NULL, when the call is refused */
gboolean    troupe_studio_gateway_check_range (TroupeStudioCall *call,
                                               const char       *param,
                                               const char       *timestamps);
JsonObject *troupe_studio_gateway_read_order (TroupeStudioCall  *call) G_GNUC_WARN_UNUSED_RESULT;

/* Characters that the video route makes */
gboolean    troupe_studio_gateway_is_casting (TroupeStudioCall  *call);
void        troupe_studio_gateway_cast       (TroupeStudioCall  *call);
JsonObject *troupe_studio_gateway_describe_casting (TroupeStudioCall  *call,
                                                    TroupeStudioVideo *video) G_GNUC_WARN_UNUSED_RESULT;
JsonObject *troupe_studio_gateway_describe_failure (TroupeStudioVideo *video) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
