/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Wakes those who wait for a provider, many of them at once. Main thread.
 * Property (notify, writable): pauses-on-metered. */

#define TROUPE_TYPE_WAKER (troupe_waker_get_type ())
G_DECLARE_FINAL_TYPE (TroupeWaker, troupe_waker, TROUPE, WAKER, GObject)

/* network: NULL for that of the computer */
TroupeWaker *troupe_waker_new          (GNetworkMonitor      *network) G_GNUC_WARN_UNUSED_RESULT;
void         troupe_waker_set_pauses_on_metered
                                       (TroupeWaker          *self,
                                        gboolean              pauses);
/* is_remote: what comes then needs the network */
void         troupe_waker_wait_async   (TroupeWaker          *self,
                                        guint                 delay_ms,
                                        gboolean              is_remote,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
gboolean     troupe_waker_wait_finish  (TroupeWaker          *self,
                                        GAsyncResult         *result,
                                        GError              **error);

G_END_DECLS
