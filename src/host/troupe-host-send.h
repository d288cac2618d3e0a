/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-host-kind.h"

G_BEGIN_DECLS

/* One HTTP request to a host, for the kinds that speak HTTP. */

/* errand must live until the callback; its progress is told of the body. */
void    troupe_host_send_async    (TroupeHostErrand     *errand,
                                   SoupMessage          *message,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
GBytes *troupe_host_send_finish   (GAsyncResult         *result,
                                   GError              **error) G_GNUC_WARN_UNUSED_RESULT;
char   *troupe_host_send_dup_text (GBytes               *body) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
