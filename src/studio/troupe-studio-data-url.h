/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A file inside a text: "data:video/mp4;base64,...", or base64 alone */
GBytes *troupe_studio_data_url_decode     (const char  *text,
                                           char       **media_type) G_GNUC_WARN_UNUSED_RESULT;
char   *troupe_studio_data_url_guess_type (GBytes      *content) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
