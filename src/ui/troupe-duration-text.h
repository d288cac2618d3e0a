/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How long something takes, in words. */

char *troupe_duration_text_format (gint64 duration_us) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
