/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "troupe-runner.h"
#include "troupe-scenes.h"

G_BEGIN_DECLS

/* Where a scene is composed. What is written and chosen is saved by itself. */

#define TROUPE_TYPE_SCENE_PAGE (troupe_scene_page_get_type ())
G_DECLARE_FINAL_TYPE (TroupeScenePage, troupe_scene_page, TROUPE, SCENE_PAGE, AdwNavigationPage)

AdwNavigationPage *troupe_scene_page_new              (TroupeScenes     *scenes,
                                                       TroupeSceneEntry *entry,
                                                       TroupeRunner     *runner,
                                                       TroupeProviders  *providers) G_GNUC_WARN_UNUSED_RESULT;
/* At the caret */
void               troupe_scene_page_insert_character (TroupeScenePage  *self,
                                                       const char       *character_id);
/* What changed since the scene was sent */
void               troupe_scene_page_tell_changes     (TroupeScenePage   *self,
                                                       const TroupeScene *scene);

G_END_DECLS
