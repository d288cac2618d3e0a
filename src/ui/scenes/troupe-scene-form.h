/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "troupe-library.h"
#include "troupe-providers.h"
#include "troupe-scene.h"
#include "troupe-scene-travel.h"

G_BEGIN_DECLS

/* What is chosen for a video besides its prompt: nothing but what its provider takes. Signals: changed, by the person;
 * provider-changed, also when there is another list of them. */

#define TROUPE_TYPE_SCENE_FORM (troupe_scene_form_get_type ())
G_DECLARE_FINAL_TYPE (TroupeSceneForm, troupe_scene_form, TROUPE, SCENE_FORM, AdwBin)

void            troupe_scene_form_start        (TroupeSceneForm   *self,
                                                TroupeLibrary     *library,
                                                TroupeProviders   *providers,
                                                const TroupeScene *scene);
/* NULL while none is switched on */
TroupeProvider *troupe_scene_form_get_provider (TroupeSceneForm   *self);
/* Writes what was chosen into a scene; its title and prompt stay */
void            troupe_scene_form_read         (TroupeSceneForm   *self,
                                                TroupeScene       *scene);
/* Of the scene only the clip of its own, which may be none, and the host it goes by */
void            troupe_scene_form_set_clip     (TroupeSceneForm         *self,
                                                const TroupeScene       *scene);
/* What leaves this computer with it; NULL while nobody knows */
void            troupe_scene_form_show_travel  (TroupeSceneForm         *self,
                                                const TroupeSceneTravel *travel,
                                                TroupeHosts             *hosts);

G_END_DECLS
