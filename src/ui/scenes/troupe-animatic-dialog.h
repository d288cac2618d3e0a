/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "troupe-prompt-library.h"
#include "troupe-scene.h"

G_BEGIN_DECLS

/* Makes the animatic of a scene, shows it and saves it. What was not saved is gone when the dialog closes. */

#define TROUPE_TYPE_ANIMATIC_DIALOG (troupe_animatic_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TroupeAnimaticDialog, troupe_animatic_dialog, TROUPE, ANIMATIC_DIALOG, AdwDialog)

/* people, reference: as for troupe_scene_animatic_write_async() */
AdwDialog *troupe_animatic_dialog_new (const TroupeScene    *scene,
                                       TroupePromptLibrary  *people,
                                       const char           *reference) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
