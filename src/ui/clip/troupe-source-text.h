/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Text that a person pastes, drops or types, read as where a video is. */

char *troupe_source_text_find (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
