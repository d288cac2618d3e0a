/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "troupe-studio-form.h"

G_BEGIN_DECLS

/* Takes in the body of a request while it arrives: the first of it in memory, the rest into a file,
 * nothing beyond the limit. Main thread. */

#define TROUPE_TYPE_STUDIO_INTAKE (troupe_studio_intake_get_type ())
G_DECLARE_FINAL_TYPE (TroupeStudioIntake, troupe_studio_intake, TROUPE, STUDIO_INTAKE, GObject)

TroupeStudioIntake *troupe_studio_intake_new          (SoupServerMessage    *message,
                                                       guint64               limit_bytes,
                                                       GFile                *file) G_GNUC_WARN_UNUSED_RESULT;
void                troupe_studio_intake_parse_async  (TroupeStudioIntake   *self,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
gboolean            troupe_studio_intake_parse_finish (TroupeStudioIntake   *self,
                                                       GAsyncResult         *result,
                                                       GError              **error);
JsonObject         *troupe_studio_intake_get_object   (TroupeStudioIntake   *self);
TroupeStudioForm   *troupe_studio_intake_get_form     (TroupeStudioIntake   *self);

G_END_DECLS
