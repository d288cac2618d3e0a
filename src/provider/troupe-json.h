/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Strict JSON from strangers: nothing beyond the standard, no deep nesting. And where something is in it. */

JsonNode *troupe_json_parse      (GBytes      *bytes,
                                  guint        max_depth,
                                  gboolean     unique_keys,
                                  GError     **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean  troupe_json_check_path (const char  *path,
                                  GError     **error);
JsonNode *troupe_json_find       (JsonNode    *root,
                                  const char  *path);

G_END_DECLS
