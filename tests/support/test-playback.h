/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "test-screen.h"
#include "troupe-player.h"

G_BEGIN_DECLS

/* A player with a clip and a screen; the fixture of most of its tests. */
typedef struct
{
  TestScreen   *screen;
  TroupeClip   *clip;
  TroupePlayer *player;
} TestPlayback;

/* A test of a player that has a clip of the kind open */
#define test_playback_add(path, kind, test)  \
  g_test_add ((path), TestPlayback, (kind), test_playback_set_up, (test), test_playback_tear_down)

TroupeClip   *test_playback_open_clip    (const char   *kind) G_GNUC_WARN_UNUSED_RESULT;
TroupeClip   *test_playback_open_file    (const char   *path) G_GNUC_WARN_UNUSED_RESULT;
TroupePlayer *test_playback_new_player   (TestScreen   *screen) G_GNUC_WARN_UNUSED_RESULT;
void          test_playback_set_up       (TestPlayback *self,
                                          gconstpointer data);
void          test_playback_tear_down    (TestPlayback *self,
                                          gconstpointer data);
guint64       test_playback_frame_ns     (TestPlayback *self,
                                          guint         number);
void          test_playback_seek         (TestPlayback *self,
                                          guint64       time_ns);
void          test_playback_assert_shown (TestPlayback *self,
                                          guint         number);

G_END_DECLS
