/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "troupe-provider.h"

G_BEGIN_DECLS

/* An answer that was good JSON with a good status, read through the JSONPath lists of the call. */

#define TROUPE_TYPE_ANSWER (troupe_answer_get_type ())
G_DECLARE_FINAL_TYPE (TroupeAnswer, troupe_answer, TROUPE, ANSWER, GObject)

/* Turns status and body into an answer or into the TROUPE_PROVIDER_ERROR it means. */
TroupeAnswer *troupe_answer_new      (TroupeProvider  *provider,
                                      const char      *call,
                                      guint            http_status,
                                      GBytes          *body,
                                      const char      *key,
                                      GError         **error) G_GNUC_WARN_UNUSED_RESULT;
/* First match of the field's paths that is present and not empty, NULL otherwise */
char         *troupe_answer_dup_text (TroupeAnswer    *self,
                                      const char      *field) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
