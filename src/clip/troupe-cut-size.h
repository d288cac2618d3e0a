/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/* The raw format of a cut of pictures in the given one: square pixels, even edges, the shorter one no
 * longer than asked, never larger than the pictures are. NULL when caps are no raw pictures. */
GstCaps *troupe_cut_size_new (GstCaps *caps,
                              int      short_edge) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
