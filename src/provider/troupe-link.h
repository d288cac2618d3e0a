/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* When a signed address ends, microseconds since 1970; G_MAXINT64 where it does not tell. Safe from any thread. */
gint64 troupe_link_get_end_us (GUri *uri);

G_END_DECLS
