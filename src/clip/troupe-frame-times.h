/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Arithmetic on the presentation times of frames: a GArray of guint64 nanoseconds, ascending. */

guint    troupe_frame_times_find       (GArray  *times,
                                        guint64  time_ns);
guint64  troupe_frame_times_mean_ns    (GArray  *times);
gboolean troupe_frame_times_are_uneven (GArray  *times);
double   troupe_frame_times_rate       (GArray  *times,
                                        double   claimed_rate);
gboolean troupe_frame_times_have_twins (GArray  *times);
void     troupe_frame_times_even_out   (GArray  *times,
                                        guint64  distance_ns);
void     troupe_frame_times_drop_twins (GArray  *times);

G_END_DECLS
