/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/* Hears what the audio sink of a pipeline is given. */
typedef struct _TestEar TestEar;

TestEar *test_ear_new          (GstElement *video_sink) G_GNUC_WARN_UNUSED_RESULT;
void     test_ear_free         (TestEar *self);
guint64  test_ear_get_heard_ns (TestEar *self);
double   test_ear_get_pitch    (TestEar *self);
double   test_ear_get_peak     (TestEar *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestEar, test_ear_free)

G_END_DECLS
