/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-clip.h"
#include "troupe-frame-store.h"
#include "troupe-sound.h"

G_BEGIN_DECLS

/* playbin with gtk4paintablesink. Main thread. Seeks are paced: one in flight, the newest wins.
 * Properties (notify): clip, playing, position-ns, loop-range, speed, volume, muted, seeking, error,
 * preview; constant: paintable. */

#define TROUPE_TYPE_PLAYER (troupe_player_get_type ())
G_DECLARE_FINAL_TYPE (TroupePlayer, troupe_player, TROUPE, PLAYER, GObject)

#define TROUPE_PLAYER_SPEED_MIN   0.25
#define TROUPE_PLAYER_SPEED_MAX   2.0
#define TROUPE_PLAYER_SHUTTLE_MAX 8.0

TroupePlayer      *troupe_player_new             (void) G_GNUC_WARN_UNUSED_RESULT;
GObject           *troupe_player_get_paintable   (TroupePlayer      *self);
void               troupe_player_prepare         (TroupePlayer      *self,
                                                  const char        *uri);
void               troupe_player_set_clip        (TroupePlayer      *self,
                                                  TroupeClip        *clip);
TroupeClip        *troupe_player_get_clip        (TroupePlayer      *self);
void               troupe_player_set_store       (TroupePlayer      *self,
                                                  TroupeFrameStore  *store);
void               troupe_player_set_close_ups   (TroupePlayer      *self,
                                                  const TroupeRange *part,
                                                  int                short_edge);
void               troupe_player_set_sound       (TroupePlayer      *self,
                                                  TroupeSound       *sound);
TroupeFrame       *troupe_player_get_preview     (TroupePlayer      *self);
void               troupe_player_play            (TroupePlayer      *self);
void               troupe_player_pause           (TroupePlayer      *self);
gboolean           troupe_player_is_playing      (TroupePlayer      *self);
void               troupe_player_shuttle         (TroupePlayer      *self,
                                                  double             rate);
void               troupe_player_seek            (TroupePlayer      *self,
                                                  guint64            time_ns);
gboolean           troupe_player_is_seeking      (TroupePlayer      *self);
void               troupe_player_step            (TroupePlayer      *self,
                                                  int                n_frames);
gboolean           troupe_player_has_moved       (TroupePlayer      *self);
void               troupe_player_set_loop_range  (TroupePlayer      *self,
                                                  const TroupeRange *range);
const TroupeRange *troupe_player_get_loop_range  (TroupePlayer      *self);
guint64            troupe_player_get_position_ns (TroupePlayer      *self);
void               troupe_player_set_speed       (TroupePlayer      *self,
                                                  double             speed);
double             troupe_player_get_speed       (TroupePlayer      *self);
void               troupe_player_set_volume      (TroupePlayer      *self,
                                                  double             volume);
double             troupe_player_get_volume      (TroupePlayer      *self);
void               troupe_player_set_muted       (TroupePlayer      *self,
                                                  gboolean           muted);
gboolean           troupe_player_is_muted        (TroupePlayer      *self);
const GError      *troupe_player_get_error       (TroupePlayer      *self);

G_END_DECLS
