/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-cli-video.h"

#include <glib/gi18n.h>

#include "troupe-cli-provider.h"
#include "troupe-prompt-choices.h"
#include "troupe-prompt-library.h"
#include "troupe-prompt-words.h"

#define MAX_NEAR 3

static char *provider_id;
static char *model;

static const GOptionEntry render_options[] = {
  { "provider", 0, 0, G_OPTION_ARG_STRING, &provider_id, N_("Whom the text is for"), "ID" },
  { "model", 0, 0, G_OPTION_ARG_STRING, &model, N_("The model, as the provider calls it"), "TEXT" },
  G_OPTION_ENTRY_NULL
};

typedef struct
{
  TroupeCliVideo *video;
  char           *text;
} Rendering;

/* Takes document or error */
static void
end (Rendering  *work,
     JsonObject *document,
     GError     *error)
{
  troupe_cli_video_end (work->video, document, error);
  g_free (work->text);
  g_free (work);
}

static JsonArray *
describe_mentions (GPtrArray           *mentions,
                   TroupePromptLibrary *library)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < mentions->len; i++)
    {
      const TroupeMention *mention = mentions->pdata[i];
      const TroupeCastMember *member = troupe_prompt_library_find (library, mention->character_id);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "id", mention->character_id);
      json_object_set_string_member (object, "alias", member->alias);
      if (member->username != NULL)
        json_object_set_string_member (object, "username", member->username);
      json_array_add_object_element (array, object);
    }
  return array;
}

static JsonArray *
describe_problems (TroupePromptProblem problems)
{
  static const struct
  {
    TroupePromptProblem problem;
    const char         *word;
  } words[] = {
    { TROUPE_PROMPT_PROBLEM_UNKNOWN, "not-known-there" },
    { TROUPE_PROMPT_PROBLEM_MANY_MENTIONS, "too-many-characters" },
    { TROUPE_PROMPT_PROBLEM_LONG, "too-long" },
  };
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (problems & words[i].problem)
      json_array_add_string_element (array, words[i].word);
  return array;
}

/* Words with an @ that name nobody, and whom they may mean */
static JsonArray *
describe_words (const TroupePrompt  *prompt,
                TroupePromptLibrary *library)
{
  g_autoptr (GPtrArray) words = troupe_prompt_find_words (prompt, troupe_prompt_library_get_names (library));
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < words->len; i++)
    {
      const TroupePromptWord *word = words->pdata[i];
      g_autoptr (GPtrArray) near = troupe_near_names_find (troupe_prompt_library_get_near_names (library),
                                                           word->name, MAX_NEAR);
      JsonObject *object = json_object_new ();
      JsonArray *names = json_array_new ();

      json_object_set_string_member (object, "name", word->name);
      for (guint j = 0; j < near->len; j++)
        json_array_add_string_element (names, ((TroupeMention *) near->pdata[j])->name);
      json_object_set_array_member (object, "near", names);
      json_array_add_object_element (array, object);
    }
  return array;
}

static JsonObject *
describe (TroupePrompt        *prompt,
          TroupePromptLibrary *library)
{
  TroupePromptRules rules = troupe_prompt_library_get_rules (library, model);
  g_autoptr (TroupePromptRendering) rendering = NULL;
  JsonObject *object = json_object_new ();

  troupe_prompt_bind (prompt, troupe_prompt_library_get_names (library));
  rendering = troupe_prompt_render (prompt, &rules);
  json_object_set_string_member (object, "text", rendering->text);
  json_object_set_int_member (object, "length", rendering->length);
  json_object_set_array_member (object, "characters", describe_mentions (rendering->cast, library));
  json_object_set_array_member (object, "missing", describe_mentions (rendering->missing, library));
  json_object_set_array_member (object, "unknown", describe_words (prompt, library));
  json_object_set_array_member (object, "problems", describe_problems (rendering->problems));
  return object;
}

static JsonObject *
describe_all (GPtrArray           *prompts,
              TroupePromptLibrary *library)
{
  TroupePromptRules rules = troupe_prompt_library_get_rules (library, model);
  JsonObject *document = json_object_new ();
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < prompts->len; i++)
    json_array_add_object_element (array, describe (prompts->pdata[i], library));
  json_object_set_array_member (document, "prompts", array);
  if (rules.max_length > 0)
    json_object_set_int_member (document, "max_length", rules.max_length);
  json_object_set_int_member (document, "max_characters", rules.max_mentions);
  return document;
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Rendering *work = user_data;
  g_autoptr (TroupePromptLibrary) library = NULL;
  g_autoptr (TroupePrompt) prompt = NULL;
  g_autoptr (GPtrArray) prompts = NULL;
  GError *error = NULL;

  library = troupe_prompt_library_load_finish (TROUPE_LIBRARY (source), result, &error);
  if (library != NULL)
    {
      prompt = troupe_prompt_parse (work->text, troupe_prompt_library_get_names (library));
      prompts = troupe_prompt_expand_choices (prompt, TROUPE_PROMPT_MAX_CHOICES, &error);
    }
  end (work, prompts != NULL ? describe_all (prompts, library) : NULL, error);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Rendering *work = user_data;
  GError *error = NULL;

  if (troupe_library_open_finish (TROUPE_LIBRARY (source), result, &error))
    troupe_prompt_library_load_async (work->video->library,
                                      troupe_providers_find (work->video->providers, provider_id), NULL,
                                      loaded_cb, work);
  else
    end (work, NULL, error);
}

static void
render (TroupeCli *cli,
        char     **arguments)
{
  Rendering *work;
  GError *error = NULL;

  if (provider_id == NULL || !g_utf8_validate (arguments[0], -1, NULL))
    {
      /* Translators: --provider is an option of a command and stays as it is; UTF-8 is a form of text. */
      troupe_cli_fail_usage (cli, _("--provider and a text in UTF-8 are needed"));
      return;
    }

  work = g_new0 (Rendering, 1);
  work->video = troupe_cli_video_new (cli);
  work->text = g_strdup (arguments[0]);
  if (troupe_cli_provider_find (work->video->providers, provider_id, &error) == NULL)
    end (work, NULL, error);
  else
    troupe_library_open_async (work->video->library, NULL, opened_cb, work);
}

const TroupeCliCommand troupe_cli_prompt_render = {
  .name = "prompt render",
  .arguments = "--provider ID TEXT",
  .summary = N_("Shows the text that a provider is to get, with its names for the characters"),
  .n_arguments = 1,
  .run = render,
  .options = render_options,
};
