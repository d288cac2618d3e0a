/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-scene-options.h"

#include "troupe-call.h"

static gboolean
uses (TroupeProfile *profile,
      const char    *variable)
{
  JsonObject *call = troupe_profile_get_call (profile, "create-video");

  return call != NULL && troupe_call_uses (call, variable);
}

/**
 * troupe_scene_options_of:
 * @profile: a profile
 *
 * Returns: what can be chosen for a video
 */
TroupeSceneOption
troupe_scene_options_of (TroupeProfile *profile)
{
  static const struct
  {
    TroupeSceneOption option;
    const char       *variable;
  } variables[] = {
    { TROUPE_SCENE_OPTION_MODEL, "video.model" },
    { TROUPE_SCENE_OPTION_SECONDS, "video.seconds" },
    { TROUPE_SCENE_OPTION_SIZE, "video.size" },
    { TROUPE_SCENE_OPTION_ASPECT, "video.aspect" },
    { TROUPE_SCENE_OPTION_RESOLUTION, "video.resolution" },
    { TROUPE_SCENE_OPTION_WATERMARK, "video.watermark" },
    { TROUPE_SCENE_OPTION_PRIVATE, "video.private" },
  };
  TroupeSceneOption options = 0;

  g_return_val_if_fail (TROUPE_IS_PROFILE (profile), 0);

  for (gsize i = 0; i < G_N_ELEMENTS (variables); i++)
    {
      if (uses (profile, variables[i].variable))
        options |= variables[i].option;
    }
  if (troupe_profile_takes_reference (profile))
    options |= TROUPE_SCENE_OPTION_REFERENCE;
  if (uses (profile, "clip.url") && uses (profile, "range.text"))
    options |= TROUPE_SCENE_OPTION_CLIP;
  return options;
}

/**
 * troupe_scene_options_get:
 * @scene: a scene
 * @choice: what is chosen
 *
 * Returns: (transfer none): where the scene has its choice
 */
char **
troupe_scene_options_get (TroupeScene      *scene,
                          TroupeVideoChoice choice)
{
  g_return_val_if_fail (scene != NULL, NULL);

  switch (choice)
    {
    case TROUPE_VIDEO_MODELS:
      return &scene->model;

    case TROUPE_VIDEO_SECONDS:
      return &scene->seconds;

    case TROUPE_VIDEO_SIZES:
      return &scene->size;

    case TROUPE_VIDEO_ASPECTS:
      return &scene->aspect;

    case TROUPE_VIDEO_RESOLUTIONS:
      return &scene->resolution;

    case TROUPE_N_VIDEO_CHOICES:
      break;
    }
  g_return_val_if_reached (NULL);
}

/* The suggestion comes first. What is chosen of a list is kept where it stands in the list; where there is no list,
 * anything may be right. */
static gboolean
fit_choice (TroupeScene      *scene,
            TroupeProfile    *profile,
            TroupeVideoChoice choice)
{
  const char * const *offered = troupe_profile_get_video_choices (profile, choice);
  const char * const *of_model = troupe_profile_get_model_choices (profile, scene->model, choice);
  char **text = troupe_scene_options_get (scene, choice);
  const gboolean was_chosen = *text != NULL;

  if (*offered == NULL || (was_chosen && g_strv_contains (offered, *text)))
    return FALSE;
  g_set_str (text, choice == TROUPE_VIDEO_MODELS ? offered[0] : of_model[0]);
  return was_chosen;
}

/**
 * troupe_scene_options_fit:
 * @scene: a scene
 * @profile: of the provider that is to make it
 *
 * Chooses what a provider suggests, where nothing is chosen or what it does not offer.
 *
 * Returns: of what the person had chosen something else
 */
TroupeSceneOption
troupe_scene_options_fit (TroupeScene   *scene,
                          TroupeProfile *profile)
{
  TroupeSceneOption options;
  TroupeSceneOption changed = 0;

  g_return_val_if_fail (scene != NULL, 0);
  g_return_val_if_fail (TROUPE_IS_PROFILE (profile), 0);

  options = troupe_scene_options_of (profile);
  for (TroupeVideoChoice choice = 0; choice < TROUPE_N_VIDEO_CHOICES; choice++)
    {
      const TroupeSceneOption option = 1 << choice;    /* they stand in the same order */

      if ((options & option) != 0 && fit_choice (scene, profile, choice))
        changed |= option;
    }
  if ((options & TROUPE_SCENE_OPTION_WATERMARK) != 0 && scene->watermark == NULL)
    g_set_str (&scene->watermark, "false");
  if ((options & TROUPE_SCENE_OPTION_PRIVATE) != 0 && scene->private == NULL)
    g_set_str (&scene->private, "false");
  return changed;
}

/**
 * troupe_scene_options_shape:
 * @text: (nullable): a size such as `720x1280`, or an aspect such as `16:9`
 *
 * Returns: its width divided by its height; 0 where the text is neither
 */
double
troupe_scene_options_shape (const char *text)
{
  g_auto (GStrv) edges = NULL;
  guint64 width, height;

  edges = g_strsplit_set (text != NULL ? text : "", "x:", 3);
  if (g_strv_length (edges) != 2 ||
      !g_ascii_string_to_unsigned (edges[0], 10, 1, 100000, &width, NULL) ||
      !g_ascii_string_to_unsigned (edges[1], 10, 1, 100000, &height, NULL))
    return 0;
  return (double) width / (double) height;
}
