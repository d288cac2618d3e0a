/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Told how much was sent or has come; the total is 0 where nobody knows it. Main thread. */
typedef void (*TroupeProgressFunc) (guint64  done_bytes,
                                    guint64  total_bytes,
                                    gpointer user_data);

G_END_DECLS
