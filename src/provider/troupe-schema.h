/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A subset of JSON Schema 2020-12: type (one or a list), properties, required, additionalProperties,
 * propertyNames, enum, const, pattern, minLength, maxLength, minimum, maximum, items, minItems, maxItems,
 * $ref to local $defs. */

gboolean troupe_schema_validate (JsonNode    *schema,
                                 JsonNode    *value,
                                 const char  *origin,
                                 GError     **error);

G_END_DECLS
