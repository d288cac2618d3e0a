/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A word for scripts that stays the same: "clip.not-found" */
char       *troupe_cli_error_dup_word (const GError *error) G_GNUC_WARN_UNUSED_RESULT;

/* {"code","message","said"?}, the latter what the provider or a gateway answered */
JsonObject *troupe_cli_error_describe (const GError *error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
