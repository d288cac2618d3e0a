/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "troupe-clip.h"
#include "troupe-range.h"

G_BEGIN_DECLS

/* What a service demands of a clip, as an object of numbers: "min_s" and "max_s" (its length),
 * "min_rate" and "max_rate" (frames a second), "min_pixels" and "max_pixels" (of a frame),
 * "max_bytes", "first_s" (only so much of it is used), and true or false: "needs_sound". */
gboolean troupe_studio_rules_check (JsonObject   *rules,
                                    TroupeClip   *clip,
                                    TroupeRange  *range,
                                    GError      **error);

G_END_DECLS
