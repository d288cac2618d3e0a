/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What can be fetched again: $XDG_CACHE_HOME/troupe. */

void     troupe_cache_measure_async  (GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
gboolean troupe_cache_measure_finish (GAsyncResult         *result,
                                      guint64              *size_bytes,
                                      GError              **error);
void     troupe_cache_clear_async    (GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
gboolean troupe_cache_clear_finish   (GAsyncResult         *result,
                                      GError              **error);

G_END_DECLS
