/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Files that are not deleted while someone needs them, in this process or another one of Troupe. */

int      troupe_held_file_hold   (const char   *path);
gboolean troupe_held_file_delete (GFile        *file,
                                  GCancellable *cancellable,
                                  GError      **error);

G_END_DECLS
