/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The one place that takes secrets out of texts which are shown, logged or kept. */

char *troupe_redact (const char *text,
                     const char *key) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
