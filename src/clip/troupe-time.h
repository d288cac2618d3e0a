/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Times a person types and reads; the wire format is troupe_range_format(). */

#define TROUPE_TIME_SECOND G_GUINT64_CONSTANT (1000000000)

gboolean troupe_time_parse         (const char  *text,
                                    guint64      base_ns,
                                    double       frame_rate,
                                    guint64     *time_ns,
                                    GError     **error);
char    *troupe_time_format        (guint64      time_ns,
                                    guint        decimals) G_GNUC_WARN_UNUSED_RESULT;
gboolean troupe_time_parse_seconds (const char  *text,
                                    gssize       length,
                                    guint64     *time_ns);
guint    troupe_time_get_plural    (guint64      time_ns);

G_END_DECLS
