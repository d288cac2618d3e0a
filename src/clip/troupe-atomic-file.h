/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Makes a name unique: mkstemp() and mkdtemp() replace each of these letters by another one. */
#define TROUPE_UNIQUE "XXXXXX"

/* Files that a crash or a full disk leaves whole or not at all. Blocks. */
char    *troupe_atomic_file_make_temporary (const char  *destination,
                                            GError     **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean troupe_atomic_file_commit         (const char  *temporary,
                                            const char  *destination,
                                            GError     **error);
gboolean troupe_atomic_file_write          (const char  *destination,
                                            GBytes      *content,
                                            GError     **error);

G_END_DECLS
