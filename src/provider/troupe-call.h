/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The description of a call in a profile: what the schema cannot say of it */

gboolean troupe_call_check              (JsonObject *profile,
                                         const char *name,
                                         const char *origin,
                                         GError    **error);
gboolean troupe_call_uses               (JsonObject *call,
                                         const char *variable);
gboolean troupe_call_is_reserved_header (const char *name);

G_END_DECLS
