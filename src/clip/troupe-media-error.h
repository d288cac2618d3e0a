/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

GError *troupe_media_error_new_decoding (const char *uri,
                                         GstMessage *message,
                                         const char *missing) G_GNUC_WARN_UNUSED_RESULT;
GError *troupe_media_error_new_plugin   (const char *factory,
                                         const char *package) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
