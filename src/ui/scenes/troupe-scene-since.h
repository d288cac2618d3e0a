/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-hosts.h"
#include "troupe-prompt-library.h"
#include "troupe-providers.h"
#include "troupe-scene.h"

G_BEGIN_DECLS

/* What is not any more as it was when a scene was sent, one line each, translated; NULL: all of it is.
 * now: what was found of it; chosen: who is to make it now */
char *troupe_scene_since_dup_text (const TroupeScene    *scene,
                                   const TroupeScene    *now,
                                   TroupePromptLibrary  *people,
                                   TroupeHosts          *hosts,
                                   TroupeProviders      *providers,
                                   TroupeProvider       *chosen) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
