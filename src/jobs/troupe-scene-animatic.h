/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-animatic-script.h"
#include "troupe-prompt-library.h"
#include "troupe-scene.h"

G_BEGIN_DECLS

/* A scene as it can be seen before anybody is paid: its characters through their own clips. Whoever made it is
 * troupe_animatic_new(). Main thread. */

/* people: of any provider; reference: path of a picture, or NULL; mark: for a corner of the picture */
void                  troupe_scene_animatic_write_async  (const TroupeScene    *scene,
                                                          TroupePromptLibrary  *people,
                                                          const char           *reference,
                                                          const char           *mark,
                                                          GCancellable         *cancellable,
                                                          GAsyncReadyCallback   callback,
                                                          gpointer              user_data);
TroupeAnimaticScript *troupe_scene_animatic_write_finish (GAsyncResult         *result,
                                                          GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
