/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-clip.h"

G_BEGIN_DECLS

/* What can be told of a file without decoding it. Blocks: worker threads only. */

gboolean troupe_local_check     (GFile            *file,
                                 guint64          *size_bytes,
                                 GCancellable     *cancellable,
                                 GError          **error);
char    *troupe_local_hash      (GFile            *file,
                                 guint64           size_bytes,
                                 GCancellable     *cancellable,
                                 GError          **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
