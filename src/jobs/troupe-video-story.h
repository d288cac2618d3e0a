/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-job.h"
#include "troupe-scene.h"

G_BEGIN_DECLS

/* How a video was made, for a file beside it: JSON without keys and signed addresses; provider: its name */
GBytes *troupe_video_story_write (const TroupeJob *job,
                                  const char      *provider) G_GNUC_WARN_UNUSED_RESULT;

/* The same of a video that was made here of a scene, without a provider; text: as it stands in the video */
char   *troupe_video_story_write_animatic (const TroupeScene *scene,
                                           const char        *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
