/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-player.h"

G_BEGIN_DECLS

/* Players that go together, over and over: what is shorter waits on its last frame for the longest. At most one of
 * them is heard. Main thread. Properties (notify): playing, position-ns, audible. */

#define TROUPE_TYPE_PLAYER_GROUP (troupe_player_group_get_type ())
G_DECLARE_FINAL_TYPE (TroupePlayerGroup, troupe_player_group, TROUPE, PLAYER_GROUP, GObject)

#define TROUPE_PLAYER_GROUP_NONE G_MAXUINT

TroupePlayerGroup *troupe_player_group_new             (void) G_GNUC_WARN_UNUSED_RESULT;
/* Takes no reference of its own to clip beyond the player's; silent until it is made audible. range: the part of it that
 * is played over and over, whatever the others do; NULL: all of it */
TroupePlayer      *troupe_player_group_add             (TroupePlayerGroup *self,
                                                        TroupeClip        *clip,
                                                        const TroupeRange *range);
void               troupe_player_group_play            (TroupePlayerGroup *self);
void               troupe_player_group_pause           (TroupePlayerGroup *self);
gboolean           troupe_player_group_is_playing      (TroupePlayerGroup *self);
void               troupe_player_group_seek            (TroupePlayerGroup *self,
                                                        guint64            time_ns);
guint64            troupe_player_group_get_position_ns (TroupePlayerGroup *self);
/* Of the longest */
guint64            troupe_player_group_get_duration_ns (TroupePlayerGroup *self);
void               troupe_player_group_set_audible     (TroupePlayerGroup *self,
                                                        guint              audible);
guint              troupe_player_group_get_audible     (TroupePlayerGroup *self);

G_END_DECLS
