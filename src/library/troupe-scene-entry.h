/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "troupe-scene.h"

G_BEGIN_DECLS

/* A scene of the library as an object, for lists and pages. TroupeScenes changes it. Main thread. Property (notify):
 * name, whenever the scene is another one. */

#define TROUPE_TYPE_SCENE_ENTRY (troupe_scene_entry_get_type ())
G_DECLARE_FINAL_TYPE (TroupeSceneEntry, troupe_scene_entry, TROUPE, SCENE_ENTRY, GObject)

/* Takes scene */
TroupeSceneEntry  *troupe_scene_entry_new            (TroupeScene       *scene,
                                                      gint64             changed_us) G_GNUC_WARN_UNUSED_RESULT;
const TroupeScene *troupe_scene_entry_get_scene      (TroupeSceneEntry  *self);
const char        *troupe_scene_entry_get_id         (TroupeSceneEntry  *self);
/* NULL where nothing is written */
const char        *troupe_scene_entry_get_name       (TroupeSceneEntry  *self);
gint64             troupe_scene_entry_get_changed_us (TroupeSceneEntry  *self);
/* For TroupeScenes only; takes scene */
void               troupe_scene_entry_take_scene     (TroupeSceneEntry  *self,
                                                      TroupeScene       *scene,
                                                      gint64             changed_us);

G_END_DECLS
