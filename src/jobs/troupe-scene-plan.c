/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-scene-plan.h"

#include "troupe-extra-fields.h"
#include "troupe-origin.h"
#include "troupe-prompt-choices.h"
#include "troupe-prompt-error.h"
#include "troupe-prompt-words.h"
#include "troupe-scene-options.h"

/* A scene of {a|b|c} choices is a template; more videos at once are a mistake. */
#define MAX_TEXTS 16

static void
set_problem (TroupeScenePlan   *self,
             TroupeSceneProblem problem,
             GError            *error)
{
  g_autoptr (GError) owned = error;

  if (self->problem != TROUPE_SCENE_PROBLEM_NONE)
    return;
  self->problem = problem;
  self->error = g_steal_pointer (&owned);
}

static void
expand (TroupeScenePlan   *self,
        const TroupeScene *scene)
{
  TroupeSceneProblem problem = TROUPE_SCENE_PROBLEM_TEMPLATE;
  GError *error = NULL;

  self->prompts = troupe_prompt_expand_choices (scene->prompt, MAX_TEXTS, &error);
  if (self->prompts != NULL)
    return;

  if (g_error_matches (error, TROUPE_PROMPT_ERROR, TROUPE_PROMPT_ERROR_TOO_MANY))
    problem = TROUPE_SCENE_PROBLEM_MANY_TEXTS;
  set_problem (self, problem, error);
  self->prompts = g_ptr_array_new_with_free_func ((GDestroyNotify) troupe_prompt_free);
  g_ptr_array_add (self->prompts, troupe_prompt_copy (scene->prompt));
}

static gboolean
is_blank (const char *text)
{
  g_autofree char *rest = g_strstrip (g_strdup (text));

  return *rest == '\0';
}

static TroupeSceneProblem
find_problem (const TroupePromptRendering *rendering)
{
  if (is_blank (rendering->text))
    return TROUPE_SCENE_PROBLEM_EMPTY;
  if ((rendering->problems & TROUPE_PROMPT_PROBLEM_UNKNOWN) != 0)
    return TROUPE_SCENE_PROBLEM_MISSING;
  if ((rendering->problems & TROUPE_PROMPT_PROBLEM_MANY_MENTIONS) != 0)
    return TROUPE_SCENE_PROBLEM_MANY_MENTIONS;
  return (rendering->problems & TROUPE_PROMPT_PROBLEM_LONG) != 0 ? TROUPE_SCENE_PROBLEM_LONG
                                                                 : TROUPE_SCENE_PROBLEM_NONE;
}

static void
render (TroupeScenePlan         *self,
        const TroupePromptRules *rules)
{
  guint longest = 0;

  self->renderings = g_ptr_array_new_with_free_func ((GDestroyNotify) troupe_prompt_rendering_free);
  for (guint i = 0; i < self->prompts->len; i++)
    {
      TroupePromptRendering *rendering = troupe_prompt_render (g_ptr_array_index (self->prompts, i), rules);
      const TroupeSceneProblem problem = find_problem (rendering);

      g_ptr_array_add (self->renderings, rendering);
      if (self->problem == TROUPE_SCENE_PROBLEM_NONE &&
          (problem != TROUPE_SCENE_PROBLEM_NONE || rendering->length > longest))
        {
          longest = rendering->length;
          self->n_worst = i;
        }
      if (problem != TROUPE_SCENE_PROBLEM_NONE)
        set_problem (self, problem, NULL);
    }
}

static void
check_options (TroupeScenePlan   *self,
               const TroupeScene *scene,
               TroupeProfile     *profile)
{
  g_autoptr (TroupeVideoDraft) draft = troupe_video_draft_new (NULL, NULL);
  GError *error = NULL;

  draft->model = g_strdup (scene->model);
  draft->seconds = g_strdup (scene->seconds);
  draft->size = g_strdup (scene->size);
  draft->aspect = g_strdup (scene->aspect);
  draft->resolution = g_strdup (scene->resolution);
  draft->text = g_strdup ("");    /* its length is measured already */
  if (!troupe_video_draft_check (draft, profile, &error))
    set_problem (self, TROUPE_SCENE_PROBLEM_OPTION, error);
}

static gboolean
has_clip (const TroupeScene *scene,
          TroupeProfile     *profile)
{
  return ((scene->clip_address != NULL && *scene->clip_address != '\0') || scene->clip_file != NULL) &&
         (troupe_scene_options_of (profile) & TROUPE_SCENE_OPTION_CLIP) != 0;
}

static void
check_extra (TroupeScenePlan   *self,
             const TroupeScene *scene,
             TroupeProfile     *profile)
{
  JsonObject *call = troupe_profile_get_call (profile, "create-video");
  g_autofree char *name = NULL;

  if (call != NULL && scene->extra != NULL &&
      troupe_extra_fields_check (scene->extra, call, &name) != TROUPE_EXTRA_FINE)
    set_problem (self, TROUPE_SCENE_PROBLEM_EXTRA, NULL);
}

/* Of a kind that gets clips along with each video it is one more of them. */
static gboolean
has_room_for_clip (TroupeScenePlan *self,
                   TroupeProfile   *profile)
{
  return troupe_profile_get_kind (profile) != TROUPE_KIND_INLINE ||
         troupe_scene_plan_get_worst (self)->cast->len < self->max_mentions;
}

/* How long a clip with an address is the provider will find out. */
static void
check_clip (TroupeScenePlan   *self,
            const TroupeScene *scene,
            TroupeProvider    *provider)
{
  const TroupeSource source = scene->clip_file != NULL ? TROUPE_SOURCE_FILE : TROUPE_SOURCE_URL;
  TroupeRange range;
  TroupeSpan span;
  GError *error = NULL;

  if (!has_clip (scene, troupe_provider_get_profile (provider)))
    return;
  if (!has_room_for_clip (self, troupe_provider_get_profile (provider)))
    set_problem (self, TROUPE_SCENE_PROBLEM_MANY_MENTIONS, NULL);
  if (scene->clip_file == NULL && !troupe_origin_is_address (scene->clip_address))
    {
      set_problem (self, TROUPE_SCENE_PROBLEM_CLIP_ADDRESS, NULL);
      return;
    }
  troupe_provider_get_span (provider, source, &span);
  if (!troupe_range_parse (scene->clip_range != NULL ? scene->clip_range : "", &range, &error) ||
      !troupe_range_check (&range, &span, G_MAXINT64, &error))
    set_problem (self, TROUPE_SCENE_PROBLEM_CLIP_RANGE, error);
}

/**
 * troupe_scene_plan_new:
 * @scene: a scene
 * @provider: who is to make it
 * @people: whom a prompt can mention there
 *
 * Works out what would be sent.
 *
 * Returns: (transfer full): the plan
 */
TroupeScenePlan *
troupe_scene_plan_new (const TroupeScene   *scene,
                       TroupeProvider      *provider,
                       TroupePromptLibrary *people)
{
  TroupeScenePlan *self;
  TroupeProfile *profile;
  TroupePromptRules rules;

  g_return_val_if_fail (scene != NULL, NULL);
  g_return_val_if_fail (TROUPE_IS_PROVIDER (provider), NULL);
  g_return_val_if_fail (people != NULL, NULL);

  self = g_new0 (TroupeScenePlan, 1);
  profile = troupe_provider_get_profile (provider);
  rules = troupe_prompt_library_get_rules (people, scene->model);
  self->max_mentions = rules.max_mentions;
  self->max_length = rules.max_length;
  if (troupe_profile_get_call (profile, "create-video") == NULL)
    set_problem (self, TROUPE_SCENE_PROBLEM_NO_VIDEOS, NULL);
  expand (self, scene);
  render (self, &rules);
  self->n_videos = self->prompts->len * scene->count;
  check_extra (self, scene, profile);
  check_options (self, scene, profile);
  check_clip (self, scene, provider);
  return self;
}

/**
 * troupe_scene_plan_free:
 * @self: (transfer full): a plan
 *
 * Frees a plan.
 */
void
troupe_scene_plan_free (TroupeScenePlan *self)
{
  g_clear_error (&self->error);
  g_ptr_array_unref (self->prompts);
  g_ptr_array_unref (self->renderings);
  g_free (self);
}

/**
 * troupe_scene_plan_get_worst:
 * @self: a plan
 *
 * Returns: (transfer none): of its texts the one with the problem, else the longest
 */
TroupePromptRendering *
troupe_scene_plan_get_worst (const TroupeScenePlan *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return g_ptr_array_index (self->renderings, self->n_worst);
}

/**
 * troupe_scene_plan_add_clip:
 * @draft: a draft
 * @scene: the scene it is made of
 * @provider: to whom it is sent
 *
 * Adds the clip whose character appears in this video only, where the scene has one and @provider takes such.
 */
void
troupe_scene_plan_add_clip (TroupeVideoDraft  *draft,
                            const TroupeScene *scene,
                            TroupeProvider    *provider)
{
  TroupeCastMember *member;
  TroupeRange range;

  if (!has_clip (scene, troupe_provider_get_profile (provider)))
    return;

  member = troupe_cast_member_new ();
  if (scene->clip_file == NULL)
    {
      member->address = g_strdup (scene->clip_address);
      member->range = g_strdup (scene->clip_range);
    }
  else if (scene->clip_range != NULL && troupe_range_parse (scene->clip_range, &range, NULL))
    {
      member->length_ns = range.end_ns;    /* the cut begins at 0 */
    }
  member->clip = g_strdup (scene->clip_file);
  g_ptr_array_add (draft->cast, member);
}

static char *
dup_if (TroupeSceneOption options,
        TroupeSceneOption option,
        const char       *text)
{
  return (options & option) != 0 ? g_strdup (text) : NULL;
}

/* One video's own story: with the text that it was made of */
static char *
write_story (const TroupeScene  *scene,
             TroupeProvider     *provider,
             const TroupePrompt *prompt)
{
  g_autoptr (TroupeScene) story = troupe_scene_copy (scene);

  troupe_prompt_free (story->prompt);
  story->prompt = troupe_prompt_copy (prompt);
  story->count = 1;
  g_set_str (&story->provider_id, troupe_provider_get_id (provider));
  return troupe_scene_to_json (story);
}

static TroupeVideoDraft *
make_draft (const TroupeScene   *scene,
            const TroupePrompt  *prompt,
            TroupeProvider      *provider,
            TroupePromptLibrary *people,
            const char          *reference)
{
  const TroupeSceneOption options = troupe_scene_options_of (troupe_provider_get_profile (provider));
  g_autofree char *text = troupe_prompt_to_text (prompt, troupe_prompt_library_get_names (people));
  TroupeVideoDraft *draft = troupe_video_draft_new (troupe_provider_get_id (provider), text);

  draft->model = dup_if (options, TROUPE_SCENE_OPTION_MODEL, scene->model);
  draft->seconds = dup_if (options, TROUPE_SCENE_OPTION_SECONDS, scene->seconds);
  draft->size = dup_if (options, TROUPE_SCENE_OPTION_SIZE, scene->size);
  draft->aspect = dup_if (options, TROUPE_SCENE_OPTION_ASPECT, scene->aspect);
  draft->resolution = dup_if (options, TROUPE_SCENE_OPTION_RESOLUTION, scene->resolution);
  draft->watermark = dup_if (options, TROUPE_SCENE_OPTION_WATERMARK, scene->watermark);
  draft->private = dup_if (options, TROUPE_SCENE_OPTION_PRIVATE, scene->private);
  draft->reference = dup_if (options, TROUPE_SCENE_OPTION_REFERENCE, reference);
  draft->extra = g_strdup (scene->extra);
  draft->host_id = g_strdup (scene->host_id);
  draft->scene = write_story (scene, provider, prompt);
  troupe_scene_plan_add_clip (draft, scene, provider);
  return draft;
}

/**
 * troupe_scene_plan_make_drafts:
 * @self: a plan
 * @scene: the scene it was made of
 * @provider: the provider it was made for
 * @people: the same whom it was made with
 * @reference: (nullable): path or address of the picture, as it is to be sent
 *
 * Makes what the runner needs.
 *
 * Returns: (transfer full) (element-type TroupeVideoDraft): one for each video
 */
GPtrArray *
troupe_scene_plan_make_drafts (const TroupeScenePlan *self,
                               const TroupeScene     *scene,
                               TroupeProvider        *provider,
                               TroupePromptLibrary   *people,
                               const char            *reference)
{
  GPtrArray *drafts;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (scene != NULL, NULL);

  drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) troupe_video_draft_free);
  for (guint i = 0; i < self->prompts->len; i++)
    {
      for (guint j = 0; j < scene->count; j++)
        g_ptr_array_add (drafts, make_draft (scene, g_ptr_array_index (self->prompts, i), provider, people,
                                             reference));
    }
  return drafts;
}
