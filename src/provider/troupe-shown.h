/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What people see of a request, and the journal keeps of it: no signed address and no file. What is sent stays whole. Any
 * thread. */

char     *troupe_shown_dup_text (const char *text) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *troupe_shown_new      (JsonNode   *value) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
