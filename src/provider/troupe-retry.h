/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* When a read is tried once more by itself. Nothing that costs, sends or deletes ever is. */

int      troupe_retry_parse_after  (const char   *value,
                                    GDateTime    *now);
int      troupe_retry_get_delay_ms (guint         n_tries,
                                    const GError *error);
gboolean troupe_retry_later        (GTask        *task,
                                    guint         n_tries,
                                    const GError *error,
                                    GSourceFunc   again);
gboolean troupe_retry_is_passing   (const GError *error);

G_END_DECLS
