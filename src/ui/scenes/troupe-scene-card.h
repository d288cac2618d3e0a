/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "troupe-library.h"
#include "troupe-scene-entry.h"

G_BEGIN_DECLS

/* A scene in the list. Property (notify): description, for those who do not see it. */

#define TROUPE_TYPE_SCENE_CARD (troupe_scene_card_get_type ())
G_DECLARE_FINAL_TYPE (TroupeSceneCard, troupe_scene_card, TROUPE, SCENE_CARD, AdwBin)

GtkWidget        *troupe_scene_card_new       (void) G_GNUC_WARN_UNUSED_RESULT;
TroupeSceneEntry *troupe_scene_card_get_entry (TroupeSceneCard  *self);
/* entry: NULL to let go of it */
void              troupe_scene_card_set_entry (TroupeSceneCard  *self,
                                               TroupeLibrary    *library,
                                               TroupeSceneEntry *entry);

G_END_DECLS
