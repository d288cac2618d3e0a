/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-library.h"
#include "troupe-scene-entry.h"

G_BEGIN_DECLS

/* The scenes of a library: GListModel of TroupeSceneEntry, the last one that was changed first. What is changed is on
 * the disk within a second. Main thread. Property (notify): busy, until they are read. Signal: failed (GError),
 * scenes could not be read or saved. */

#define TROUPE_TYPE_SCENES (troupe_scenes_get_type ())
G_DECLARE_FINAL_TYPE (TroupeScenes, troupe_scenes, TROUPE, SCENES, GObject)

/* library: open */
TroupeScenes     *troupe_scenes_new                 (TroupeLibrary        *library) G_GNUC_WARN_UNUSED_RESULT;
TroupeLibrary    *troupe_scenes_get_library         (TroupeScenes         *self);
gboolean          troupe_scenes_is_busy             (TroupeScenes         *self);
/* NULL where there is none */
TroupeSceneEntry *troupe_scenes_find                (TroupeScenes         *self,
                                                     const char           *id);
/* Takes scene, which gets an id of its own; transfer none */
TroupeSceneEntry *troupe_scenes_add                 (TroupeScenes         *self,
                                                     TroupeScene          *scene);
/* scene: its id does not count */
void              troupe_scenes_change              (TroupeScenes         *self,
                                                     TroupeSceneEntry     *entry,
                                                     const TroupeScene    *scene);
/* Into the trash, and back */
void              troupe_scenes_remove              (TroupeScenes         *self,
                                                     TroupeSceneEntry     *entry);
void              troupe_scenes_restore             (TroupeScenes         *self,
                                                     const char           *id);
/* What is not saved yet is, before anything that is asked of the library from now on */
void              troupe_scenes_flush               (TroupeScenes         *self);

G_END_DECLS
