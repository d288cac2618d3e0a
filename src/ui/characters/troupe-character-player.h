/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The kept clip of a character, over and over. Starts by itself unless animations are off. */

#define TROUPE_TYPE_CHARACTER_PLAYER (troupe_character_player_get_type ())
G_DECLARE_FINAL_TYPE (TroupeCharacterPlayer, troupe_character_player, TROUPE, CHARACTER_PLAYER, AdwBin)

GtkWidget *troupe_character_player_new             (void) G_GNUC_WARN_UNUSED_RESULT;
/* Where in the video it is, to be changed; before there is a clip */
void       troupe_character_player_add_bar         (TroupeCharacterPlayer *self);
void       troupe_character_player_set_poster      (TroupeCharacterPlayer *self,
                                                    GFile                 *poster);
void       troupe_character_player_set_clip        (TroupeCharacterPlayer *self,
                                                    GFile                 *file);
void       troupe_character_player_pause           (TroupeCharacterPlayer *self);
guint64    troupe_character_player_get_position_ns (TroupeCharacterPlayer *self);

G_END_DECLS
