/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* Ends the connection of a message before its time. */
void troupe_studio_breakage_hang_up  (SoupServerMessage *message);
/* Announces all of a body and hangs up after some of it. */
void troupe_studio_breakage_truncate (SoupServerMessage *message,
                                      guint              status,
                                      GBytes            *body,
                                      gsize              n_bytes);

G_END_DECLS
