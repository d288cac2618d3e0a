/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/* Keeps the demuxer of MP4 from a fault with files in fragments. */

void troupe_mp4_index_mend (GstElement *demuxer);

G_END_DECLS
