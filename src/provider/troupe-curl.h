/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A described request as a command line of curl */
char *troupe_curl_write (JsonObject *request) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
