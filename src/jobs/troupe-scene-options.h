/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-profile.h"
#include "troupe-scene.h"

G_BEGIN_DECLS

/* What can be chosen for a scene at a provider: nothing but what its profile takes. */

typedef enum
{
  TROUPE_SCENE_OPTION_MODEL      = 1 << 0,
  TROUPE_SCENE_OPTION_SECONDS    = 1 << 1,
  TROUPE_SCENE_OPTION_SIZE       = 1 << 2,
  TROUPE_SCENE_OPTION_ASPECT     = 1 << 3,
  TROUPE_SCENE_OPTION_RESOLUTION = 1 << 4,
  TROUPE_SCENE_OPTION_WATERMARK  = 1 << 5,
  TROUPE_SCENE_OPTION_PRIVATE    = 1 << 6,
  TROUPE_SCENE_OPTION_REFERENCE  = 1 << 7,
  TROUPE_SCENE_OPTION_CLIP       = 1 << 8,    /* of a character for this video only */
} TroupeSceneOption;

TroupeSceneOption  troupe_scene_options_of     (TroupeProfile     *profile);
/* Where a scene has its choice; not for watermark and what follows it */
char             **troupe_scene_options_get    (TroupeScene       *scene,
                                                TroupeVideoChoice  choice);
/* Makes choices that the profile offers of those it does not: which ones */
TroupeSceneOption  troupe_scene_options_fit    (TroupeScene       *scene,
                                                TroupeProfile     *profile);
/* Width divided by height of what is chosen: "720x1280" or "16:9"; 0 where that is open */
double             troupe_scene_options_shape  (const char        *text);

G_END_DECLS
