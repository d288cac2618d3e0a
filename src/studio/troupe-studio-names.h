/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *troupe_studio_names_dup_username (void) G_GNUC_WARN_UNUSED_RESULT;
char *troupe_studio_names_dup_hex      (const char *prefix) G_GNUC_WARN_UNUSED_RESULT;
char *troupe_studio_names_dup_code     (const char *prefix) G_GNUC_WARN_UNUSED_RESULT;
char *troupe_studio_names_dup_uuid     (const char *prefix) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
