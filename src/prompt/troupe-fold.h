/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* For searching. Safe from any thread. */
char *troupe_fold (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
