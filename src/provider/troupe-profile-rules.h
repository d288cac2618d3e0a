/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What a profile has to obey beyond its JSON schema: rules that join several of its values. */

gboolean troupe_profile_rules_check (JsonObject  *profile,
                                     const char  *origin,
                                     GError     **error);

G_END_DECLS
