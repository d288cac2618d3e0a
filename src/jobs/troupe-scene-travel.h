/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-hosts.h"
#include "troupe-prompt-library.h"
#include "troupe-scene-plan.h"
#include "troupe-travel.h"

G_BEGIN_DECLS

/* What of a scene leaves this computer when its videos are made, and by which host; for the window to say, before. */
typedef struct
{
  GPtrArray  *travels;          /* of TroupeTravel: what is uploaded, or told; of the cast one for each way */
  gboolean    needs_address;    /* some of it has to get an address first, or could have another one */
  gboolean    takes_upload;     /* which the provider itself can give to all of it */
  gboolean    has_address;      /* some of it, without a host: the provider fetches it from where it is */
  TroupeHost *host;             /* that gives it one; NULL: the provider does, or nothing can */
} TroupeSceneTravel;

/* The host is the one of the scene, else the person's usual one where there is no other way */
TroupeSceneTravel *troupe_scene_travel_new  (const TroupeScenePlan *plan,
                                             const TroupeScene     *scene,
                                             TroupeProvider        *provider,
                                             TroupePromptLibrary   *people,
                                             TroupeHosts           *hosts) G_GNUC_WARN_UNUSED_RESULT;
void               troupe_scene_travel_free (TroupeSceneTravel     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeSceneTravel, troupe_scene_travel_free)

G_END_DECLS
