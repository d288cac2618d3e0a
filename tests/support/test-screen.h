/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/* A video sink that reads the numbers of the frames it is shown. */
typedef struct _TestScreen TestScreen;

typedef struct
{
  guint   number;
  guint64 running_ns;    /* when it is due, of the pipeline's running time */
} TestShown;

TestScreen *test_screen_new                (void) G_GNUC_WARN_UNUSED_RESULT;
void        test_screen_free               (TestScreen *self);
GstElement *test_screen_get_sink           (TestScreen *self);
void        test_screen_forget             (TestScreen *self);
guint       test_screen_get_number         (TestScreen *self);
gboolean    test_screen_is_still           (TestScreen *self);
guint       test_screen_get_n_played       (TestScreen *self);
TestShown   test_screen_get_played         (TestScreen *self,
                                            guint       n);
guint       test_screen_get_n_jumps        (TestScreen *self);
guint       test_screen_get_most_in_flight (TestScreen *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestScreen, test_screen_free)

G_END_DECLS
