/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What would be sent of a scene: the exact texts and the request. */

#define TROUPE_TYPE_SENT_DIALOG (troupe_sent_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TroupeSentDialog, troupe_sent_dialog, TROUPE, SENT_DIALOG, AdwDialog)

/* renderings: of TroupePromptRendering */
TroupeSentDialog *troupe_sent_dialog_new           (GPtrArray        *renderings) G_GNUC_WARN_UNUSED_RESULT;
/* requests: NULL where there is an error */
void              troupe_sent_dialog_take_requests (TroupeSentDialog *self,
                                                    JsonNode         *requests,
                                                    const GError     *error);

G_END_DECLS
