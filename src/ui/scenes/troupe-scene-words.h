/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-scene-options.h"
#include "troupe-scene-plan.h"
#include "troupe-last-cost.h"

G_BEGIN_DECLS

/* What a person reads about a scene that is to be sent, translated. */

/* NULL: nothing stands in the way */
char *troupe_scene_words_dup_problem  (const TroupeScenePlan  *plan,
                                       const TroupeScene      *scene,
                                       TroupeProvider         *provider) G_GNUC_WARN_UNUSED_RESULT;
/* How long it is, and how many are cast */
char *troupe_scene_words_dup_measure  (const TroupeScenePlan  *plan) G_GNUC_WARN_UNUSED_RESULT;
/* cost: NULL where nobody told */
char *troupe_scene_words_dup_cost     (const TroupeScene      *scene,
                                       const TroupeLastCost   *cost,
                                       guint                   n_videos,
                                       TroupeProfile          *profile) G_GNUC_WARN_UNUSED_RESULT;
/* What a model takes; NULL where it takes all */
char *troupe_scene_words_dup_possible (TroupeVideoChoice       choice,
                                       const char             *model,
                                       const char * const     *possible) G_GNUC_WARN_UNUSED_RESULT;
/* What is wrong with the extra fields; NULL: nothing */
char *troupe_scene_words_dup_extra    (const TroupeScene      *scene,
                                       TroupeProfile          *profile) G_GNUC_WARN_UNUSED_RESULT;
/* What there is of the clip whose character appears in this video only */
char *troupe_scene_words_dup_clip     (const TroupeScene      *scene) G_GNUC_WARN_UNUSED_RESULT;
/* What had to be chosen anew for a provider; NULL: nothing */
char *troupe_scene_words_dup_changed  (TroupeSceneOption       changed,
                                       TroupeScene            *scene,
                                       const char             *provider) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
