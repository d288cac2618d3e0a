/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-range.h"

G_BEGIN_DECLS

/* "start,end" in seconds, as a request says it: at most two decimals, so far apart. */
gboolean troupe_studio_timestamps_parse (const char         *text,
                                         guint64             min_ns,
                                         guint64             max_ns,
                                         TroupeRange        *range,
                                         GError            **error);
/* Against the true length of the video; trims what lies beyond by less than a tenth of a second. */
gboolean troupe_studio_timestamps_fit   (TroupeRange        *range,
                                         guint64             duration_ns,
                                         GError            **error);

G_END_DECLS
