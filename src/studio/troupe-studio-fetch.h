/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* Brings what an address holds into a file, as a service does that is only told the address. */
void     troupe_studio_fetch_async  (SoupSession          *session,
                                     const char           *uri,
                                     GFile                *destination,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
gboolean troupe_studio_fetch_finish (GAsyncResult         *result,
                                     GError              **error);

G_END_DECLS
