/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/* What GStreamer reports, as TROUPE_CLIP_ERROR with a sentence that names the source. */

char       *troupe_media_dup_name         (const char   *uri) G_GNUC_WARN_UNUSED_RESULT;
const char *troupe_media_plugin_for       (const char   *media_type);
GError     *troupe_media_error_new        (const GError *gst_error,
                                           const char   *uri) G_GNUC_WARN_UNUSED_RESULT;
GError     *troupe_media_error_from_bus   (GstMessage   *message,
                                           const char   *uri) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
