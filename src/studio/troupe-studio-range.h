/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* What a request asks for of a file */

char   *troupe_studio_range_dup_tag (const char        *path,
                                     gsize              size) G_GNUC_WARN_UNUSED_RESULT;
GBytes *troupe_studio_range_cut     (SoupServerMessage *message,
                                     GBytes            *whole,
                                     const char        *tag,
                                     guint             *status) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
