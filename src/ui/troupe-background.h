/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Whether the desktop lets Troupe go on without a window. Outside of a sandbox nobody has to be asked. */

void     troupe_background_request_async  (const char         *reason,
                                           GAsyncReadyCallback callback,
                                           gpointer            user_data);
/* FALSE when it was refused, or there is nobody to ask */
gboolean troupe_background_request_finish (GAsyncResult       *result);

G_END_DECLS
