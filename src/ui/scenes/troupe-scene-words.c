/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-scene-words.h"

#include <glib/gi18n.h>
#include <math.h>

#include "troupe-error-text.h"
#include "troupe-extra-fields.h"
#include "troupe-job-words.h"
#include "troupe-range.h"
#include "troupe-time.h"

static char *
join_names (GPtrArray *mentions)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < mentions->len; i++)
    {
      const TroupeMention *mention = g_ptr_array_index (mentions, i);

      /* Translators: between the names of a list */
      g_string_append_printf (names, "%s%s", i > 0 ? C_("list", ", ") : "", mention->name);
    }
  return g_string_free_and_steal (g_steal_pointer (&names));
}

static char *
dup_missing (const TroupeScenePlan *plan,
             const char            *provider)
{
  g_autofree char *names = join_names (troupe_scene_plan_get_worst (plan)->missing);

  /* Translators: a provider, and the names of characters */
  return g_strdup_printf (_("%1$s does not know %2$s"), provider, names);
}

static char *
dup_many (const TroupeScenePlan *plan,
          const char            *provider)
{
  if (plan->max_mentions == 0)
    /* Translators: a provider */
    return g_strdup_printf (_("%s takes no characters"), provider);

  /* Translators: a provider */
  return g_strdup_printf (ngettext ("%1$s takes at most %2$u character in a video",
                                    "%1$s takes at most %2$u characters in a video", plan->max_mentions),
                          provider, plan->max_mentions);
}

static char *
dup_error (const GError *error)
{
  g_autoptr (TroupeErrorText) text = troupe_error_text_new (error);

  return troupe_error_text_dup_paragraph (text);
}

static char *
dup_range (TroupeProvider *provider)
{
  TroupeSpan span;
  g_autofree char *least = NULL;
  g_autofree char *most = NULL;

  troupe_provider_get_span (provider, TROUPE_SOURCE_URL, &span);
  least = g_strdup_printf ("%g", (double) span.min_ns / TROUPE_TIME_SECOND);
  most = g_strdup_printf ("%g", (double) span.max_ns / TROUPE_TIME_SECOND);
  /* Translators: a provider, and how many seconds a range may have */
  return g_strdup_printf (_("%1$s takes %2$s to %3$s s of a clip; choose them, or write where they begin and end, such as "
                            "1,3"),
                          troupe_provider_get_name (provider), least, most);
}

/**
 * troupe_scene_words_dup_problem:
 * @plan: what would be sent
 * @scene: the scene
 * @provider: to whom
 *
 * Returns: (transfer full) (nullable): why it cannot be sent, `NULL` when it can
 */
char *
troupe_scene_words_dup_problem (const TroupeScenePlan *plan,
                                const TroupeScene     *scene,
                                TroupeProvider        *provider)
{
  const char *name = troupe_provider_get_name (provider);

  switch (plan->problem)
    {
    case TROUPE_SCENE_PROBLEM_NONE:
      return NULL;

    case TROUPE_SCENE_PROBLEM_NO_VIDEOS:
      /* Translators: a provider */
      return g_strdup_printf (_("%s makes no videos"), name);

    case TROUPE_SCENE_PROBLEM_EMPTY:
      return g_strdup (_("Write what is to be seen"));

    case TROUPE_SCENE_PROBLEM_TEMPLATE:
      return g_strdup (_("A choice such as {red|blue} has no end"));

    case TROUPE_SCENE_PROBLEM_MANY_TEXTS:
      return g_strdup (_("The choices make too many texts to send at once"));

    case TROUPE_SCENE_PROBLEM_MISSING:
      return dup_missing (plan, name);

    case TROUPE_SCENE_PROBLEM_MANY_MENTIONS:
      return dup_many (plan, name);

    case TROUPE_SCENE_PROBLEM_LONG:
      /* Translators: a provider, and a number of letters */
      return g_strdup_printf (_("%1$s takes at most %2$u letters"), name, plan->max_length);

    case TROUPE_SCENE_PROBLEM_OPTION:
      return dup_error (plan->error);

    case TROUPE_SCENE_PROBLEM_CLIP_ADDRESS:
      return g_strdup (_("The address of the clip must begin with http:// or https://"));

    case TROUPE_SCENE_PROBLEM_EXTRA:
      return troupe_scene_words_dup_extra (scene, troupe_provider_get_profile (provider));

    case TROUPE_SCENE_PROBLEM_CLIP_RANGE:
      return dup_range (provider);
    }
  g_return_val_if_reached (NULL);
}

/**
 * troupe_scene_words_dup_measure:
 * @plan: what would be sent
 *
 * Returns: (transfer full): how long the text is and how many are cast, against what is allowed
 */
char *
troupe_scene_words_dup_measure (const TroupeScenePlan *plan)
{
  const TroupePromptRendering *rendering = troupe_scene_plan_get_worst (plan);
  const guint n_cast = rendering->cast->len + rendering->missing->len;
  g_autofree char *length = NULL;
  g_autofree char *cast = NULL;

  if (plan->max_length > 0)
    /* Translators: how many letters there are and how many there may be */
    length = g_strdup_printf (_("%1$u of %2$u letters"), rendering->length, plan->max_length);
  else
    length = g_strdup_printf (ngettext ("%u letter", "%u letters", rendering->length), rendering->length);
  /* Translators: how many characters are cast and how many may be */
  cast = g_strdup_printf (_("%1$u of %2$u characters"), n_cast, plan->max_mentions);
  /* Translators: the length of a prompt, and how many characters are in it */
  return g_strdup_printf (C_("prompt", "%1$s · %2$s"), length, cast);
}

static char *
dup_price (double      price,
           const char *unit,
           guint       n_videos)
{
  g_autofree char *one = troupe_job_words_dup_credits (price, unit);
  g_autofree char *all = troupe_job_words_dup_credits (price * n_videos, unit);

  if (price <= 0)
    return g_strdup_printf (ngettext ("%u video, free", "%u videos, free", n_videos), n_videos);
  if (n_videos == 1)
    /* Translators: an amount such as “12 credits” */
    return g_strdup_printf (_("1 video for %s"), one);
  /* Translators: a number of videos, and two amounts such as “36 credits” */
  return g_strdup_printf (ngettext ("%1$u video for %2$s in all, %3$s each", "%1$u videos for %2$s in all, %3$s each",
                                    n_videos), n_videos, all, one);
}

static char *
dup_last_cost (const TroupeLastCost *cost,
               guint                 n_videos)
{
  g_autofree char *one = troupe_job_words_dup_credits (cost->amount, cost->unit);
  g_autofree char *all = troupe_job_words_dup_credits (cost->amount * n_videos, cost->unit);

  if (n_videos == 1)
    /* Translators: an amount such as “12 credits” */
    return g_strdup_printf (_("1 video; the last one here cost %s"), one);
  /* Translators: a number of videos, and two amounts such as “36 credits” */
  return g_strdup_printf (ngettext ("%1$u video, about %2$s in all; the last one here cost %3$s",
                                    "%1$u videos, about %2$s in all; the last one here cost %3$s", n_videos),
                          n_videos, all, one);
}

/**
 * troupe_scene_words_dup_cost:
 * @scene: what is to be made
 * @cost: (nullable): what the last video there cost
 * @n_videos: how many are made
 * @profile: by whom
 *
 * Says what the person has to expect: by the prices of the service, which are for what is chosen, else by its last
 * answer.
 *
 * Returns: (transfer full): a sentence
 */
char *
troupe_scene_words_dup_cost (const TroupeScene    *scene,
                             const TroupeLastCost *cost,
                             guint                 n_videos,
                             TroupeProfile        *profile)
{
  double price = troupe_profile_get_video_price (profile, scene->model, scene->seconds);

  if (!isnan (price))
    return dup_price (price, troupe_profile_get_credit_unit (profile), n_videos);
  if (cost != NULL)
    return dup_last_cost (cost, n_videos);
  return g_strdup_printf (ngettext ("%u video; its cost is not known", "%u videos; their cost is not known", n_videos),
                          n_videos);
}

/**
 * troupe_scene_words_dup_possible:
 * @choice: what is chosen
 * @model: (nullable): the model
 * @possible: (array zero-terminated=1): what it takes
 *
 * Returns: (transfer full) (nullable): a sentence that says it, `NULL` where all is possible
 */
char *
troupe_scene_words_dup_possible (TroupeVideoChoice   choice,
                                 const char         *model,
                                 const char * const *possible)
{
  /* Translators: between the items of a list */
  g_autofree char *list = g_strjoinv (C_("list", ", "), (char **) possible);

  if (model == NULL || *possible == NULL)
    return NULL;
  if (choice == TROUPE_VIDEO_SECONDS)
    /* Translators: a model, and a list of numbers of seconds */
    return g_strdup_printf (_("%1$s makes videos of %2$s s"), model, list);
  /* Translators: a model, and a list of sizes, shapes or resolutions */
  return g_strdup_printf (_("%1$s makes %2$s"), model, list);
}

/**
 * troupe_scene_words_dup_extra:
 * @scene: a scene
 * @profile: of its provider
 *
 * Returns: (transfer full) (nullable): what is wrong with its extra fields, `NULL` where nothing is
 */
char *
troupe_scene_words_dup_extra (const TroupeScene *scene,
                              TroupeProfile     *profile)
{
  JsonObject *call = troupe_profile_get_call (profile, "create-video");
  g_autofree char *name = NULL;

  if (scene->extra == NULL || call == NULL)
    return NULL;

  switch (troupe_extra_fields_check (scene->extra, call, &name))
    {
    case TROUPE_EXTRA_FINE:
      return NULL;

    case TROUPE_EXTRA_NO_OBJECT:
      /* Translators: the braces and what is in them stay as they are. */
      return g_strdup (_("Extra fields are written as JSON, such as {\"seed\": 7}"));

    case TROUPE_EXTRA_NAME:
      return g_strdup_printf (_("The name of an extra field has letters, digits, “_”, “-” and “.” only, unlike “%s”"),
                              name);

    case TROUPE_EXTRA_TAKEN:
      /* Translators: the name of a field of a request */
      return g_strdup_printf (_("“%s” is a field that Troupe sets itself"), name);

    case TROUPE_EXTRA_LONG:
      return g_strdup (_("The extra fields are too long"));
    }
  g_return_val_if_reached (NULL);
}

/**
 * troupe_scene_words_dup_clip:
 * @scene: a scene
 *
 * Returns: (transfer full): what there is of the clip whose character appears in this video only
 */
char *
troupe_scene_words_dup_clip (const TroupeScene *scene)
{
  TroupeRange range;
  g_autofree char *length = NULL;

  g_return_val_if_fail (scene != NULL, NULL);

  if (scene->clip_file == NULL || scene->clip_range == NULL || !troupe_range_parse (scene->clip_range, &range, NULL))
    return g_strdup (_("Appears in this video only"));
  length = g_strdup_printf ("%g", (double) range.end_ns / TROUPE_TIME_SECOND);
  /* Translators: how many seconds of a clip were chosen */
  return g_strdup_printf (ngettext ("%s second was cut; appears in this video only",
                                    "%s seconds were cut; appears in this video only",
                                    troupe_time_get_plural (range.end_ns)), length);
}

/**
 * troupe_scene_words_dup_changed:
 * @changed: what was chosen anew
 * @scene: with the new choices
 * @provider: the name of the provider
 *
 * Returns: (transfer full) (nullable): a sentence that says it, `NULL` where nothing changed
 */
char *
troupe_scene_words_dup_changed (TroupeSceneOption changed,
                                TroupeScene      *scene,
                                const char       *provider)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (TroupeVideoChoice choice = 0; choice < TROUPE_N_VIDEO_CHOICES; choice++)
    {
      const char *text = *troupe_scene_options_get (scene, choice);

      if ((changed & (1 << choice)) == 0 || text == NULL)
        continue;
      if (list->len > 0)
        g_string_append (list, C_("list", ", "));
      if (choice == TROUPE_VIDEO_SECONDS)
        g_string_append_printf (list, _("%s s"), text);
      else
        g_string_append (list, text);
    }
  if (list->len == 0)
    return NULL;
  /* Translators: a provider, and a list of options such as “10 s, 1280x720” */
  return g_strdup_printf (_("%1$s does not offer what was chosen; now it is %2$s"), provider, list->str);
}
