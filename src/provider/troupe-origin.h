/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where a provider lives: scheme, host and port, and who may be told a key. */

char    *troupe_origin_normalize_base (const char  *base,
                                       GError     **error) G_GNUC_WARN_UNUSED_RESULT;
GUri    *troupe_origin_parse_address  (const char  *address,
                                       GError     **error) G_GNUC_WARN_UNUSED_RESULT;
/* Whether it begins with http:// or https:// and names a server; NULL does not */
gboolean troupe_origin_is_address     (const char  *text);
GUri    *troupe_origin_resolve        (GUri        *uri,
                                       const char  *location,
                                       GError     **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean troupe_origin_check_safe     (GUri        *uri,
                                       GError     **error);
gboolean troupe_origin_equal          (GUri        *a,
                                       GUri        *b);
char    *troupe_origin_dup_text       (GUri        *uri) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
