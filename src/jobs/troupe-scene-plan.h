/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-prompt-library.h"
#include "troupe-scene.h"

G_BEGIN_DECLS

/* What a scene leads to at one provider: the texts that are sent, how many videos, and what stands in the way. */

typedef enum
{
  TROUPE_SCENE_PROBLEM_NONE,
  TROUPE_SCENE_PROBLEM_NO_VIDEOS,        /* the provider makes none */
  TROUPE_SCENE_PROBLEM_EMPTY,            /* nothing is written */
  TROUPE_SCENE_PROBLEM_TEMPLATE,         /* a choice {a|b} has no end */
  TROUPE_SCENE_PROBLEM_MANY_TEXTS,       /* the choices make more texts than anybody wants to pay for */
  TROUPE_SCENE_PROBLEM_MISSING,          /* the provider does not know somebody */
  TROUPE_SCENE_PROBLEM_MANY_MENTIONS,
  TROUPE_SCENE_PROBLEM_LONG,
  TROUPE_SCENE_PROBLEM_OPTION,           /* the model does not take what was chosen; see error */
  TROUPE_SCENE_PROBLEM_CLIP_ADDRESS,     /* that of the one-off clip is none */
  TROUPE_SCENE_PROBLEM_EXTRA,            /* the extra fields cannot be sent */
  TROUPE_SCENE_PROBLEM_CLIP_RANGE,       /* is none that the provider takes; see error */
} TroupeSceneProblem;

typedef struct
{
  TroupeSceneProblem     problem;        /* the first */
  GError                *error;          /* what is known of it, or NULL */
  GPtrArray             *prompts;        /* of TroupePrompt, one for each text */
  GPtrArray             *renderings;     /* of TroupePromptRendering, the same */
  guint                  n_worst;        /* which of them has the problem, else the longest */
  guint                  n_videos;       /* of all texts */
  guint                  max_mentions;
  guint                  max_length;     /* 0: no limit is known */
} TroupeScenePlan;

/* people: of the same provider, also of a scene whose provider is another one */
TroupeScenePlan       *troupe_scene_plan_new         (const TroupeScene      *scene,
                                                      TroupeProvider         *provider,
                                                      TroupePromptLibrary    *people) G_GNUC_WARN_UNUSED_RESULT;
void                   troupe_scene_plan_free        (TroupeScenePlan        *self);
/* The text that matters: the one with the problem, else the longest; NULL where there is none */
TroupePromptRendering *troupe_scene_plan_get_worst   (const TroupeScenePlan  *self);
/* The clip whose character appears in this video only, where there is one and the provider takes such */
void                   troupe_scene_plan_add_clip    (TroupeVideoDraft       *draft,
                                                      const TroupeScene      *scene,
                                                      TroupeProvider         *provider);
/* Of TroupeVideoDraft, one for each video; reference: the picture as it is sent, or NULL */
GPtrArray             *troupe_scene_plan_make_drafts (const TroupeScenePlan  *self,
                                                      const TroupeScene      *scene,
                                                      TroupeProvider         *provider,
                                                      TroupePromptLibrary    *people,
                                                      const char             *reference) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeScenePlan, troupe_scene_plan_free)

G_END_DECLS
