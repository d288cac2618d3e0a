/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-clip.h"

G_BEGIN_DECLS

/* Finds out what GStreamer makes of a source. Blocks: worker threads only. */
gboolean troupe_discover (const char       *uri,
                          TroupeClipFacts  *facts,
                          GCancellable     *cancellable,
                          GError          **error);

G_END_DECLS
