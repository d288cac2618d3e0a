/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

#include "troupe-profile.h"

G_BEGIN_DECLS

/* Asking for the rest of a result, and what the answer is. Any thread. */

void     troupe_result_part_ask        (SoupMessage *message,
                                        const char  *validator,
                                        guint64      start_bytes);
void     troupe_result_part_show_key   (SoupMessage   *message,
                                        TroupeProfile *profile,
                                        const char    *key);
/* validator: what was asked with, or NULL; whole_bytes: 0 where it is not known */
gboolean troupe_result_part_is_rest    (SoupMessage *message,
                                        const char  *validator,
                                        guint64      whole_bytes,
                                        guint64      start_bytes);
/* Instead of a result */
gboolean troupe_result_part_is_message (SoupMessage *message);
/* Why it is no result, NULL where the answer itself tells */
char    *troupe_result_part_dup_fault  (SoupMessage *message) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
