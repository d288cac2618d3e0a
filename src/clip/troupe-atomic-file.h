/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Gives a complete file its name, so that a crash leaves all of it or nothing. Blocks. */
gboolean troupe_atomic_file_commit (const char  *temporary,
                                    const char  *destination,
                                    GError     **error);

G_END_DECLS
