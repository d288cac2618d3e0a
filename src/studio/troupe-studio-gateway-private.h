/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-studio-call.h"

G_BEGIN_DECLS

/* What the handlers of the gateway form share. Whatever finds something wrong answers the call. */

void        troupe_studio_gateway_refuse              (TroupeStudioCall    *call,
                                                       const GError        *error);
void        troupe_studio_gateway_refuse_field        (TroupeStudioCall    *call,
                                                       const char          *param,
                                                       const char          *code,
                                                       const char          *format,
                                                       ...) G_GNUC_PRINTF (4, 5);
void        troupe_studio_gateway_refuse_model        (TroupeStudioCall    *call,
                                                       const char          *model);
void        troupe_studio_gateway_refuse_task         (TroupeStudioCall    *call,
                                                       const char          *param,
                                                       const GError        *error);
void        troupe_studio_gateway_refuse_unknown_task (TroupeStudioCall    *call);
gboolean    troupe_studio_gateway_check_members       (TroupeStudioCall    *call,
                                                       JsonObject          *object,
                                                       const char * const  *known);
gboolean    troupe_studio_gateway_read_text           (TroupeStudioCall    *call,
                                                       JsonObject          *object,
                                                       const char          *name,
                                                       const char         **text);
gboolean    troupe_studio_gateway_check_url           (TroupeStudioCall    *call,
                                                       const char          *param,
                                                       const char          *url);
JsonObject *troupe_studio_gateway_read_order          (TroupeStudioCall    *call) G_GNUC_WARN_UNUSED_RESULT;

/* The handlers of /v1/videos */
void        troupe_studio_gateway_create_video        (TroupeStudioCall    *call);
void        troupe_studio_gateway_get_video           (TroupeStudioCall    *call);
void        troupe_studio_gateway_get_content         (TroupeStudioCall    *call);
void        troupe_studio_gateway_list_videos         (TroupeStudioCall    *call);
void        troupe_studio_gateway_delete_video        (TroupeStudioCall    *call);
void        troupe_studio_gateway_remix_video         (TroupeStudioCall    *call);

G_END_DECLS
