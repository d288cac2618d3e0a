/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <gio/gio.h>

#include "troupe-presets.h"
#include "troupe-prompt-words.h"
#include "troupe-scene-options.h"
#include "troupe-scene-plan.h"
#include "troupe-scene-travel.h"

static TroupeProvider *
make_provider (const char *profile)
{
  g_autoptr (TroupePresets) presets = troupe_presets_new ();

  return troupe_provider_new (troupe_presets_find (presets, profile), NULL);
}

static void
add (TroupePromptLibrary *people,
     const char          *id,
     const char          *alias,
     const char          *username)
{
  TroupeCastMember *member = troupe_cast_member_new ();

  member->character_id = g_strdup (id);
  member->alias = g_strdup (alias);
  member->username = g_strdup (username);
  member->remote_id = g_strconcat ("ch_", id, NULL);
  troupe_prompt_library_add (people, member, username, NULL, 0);
}

static TroupePromptLibrary *
make_people (TroupeProvider *provider)
{
  TroupePromptLibrary *people = troupe_prompt_library_new (troupe_provider_get_profile (provider));

  add (people, "1", "Anna", "blue.fox");
  add (people, "2", "Bob", "red.hen");
  add (people, "3", "Cleo", "old.owl");
  add (people, "4", "Here Only", NULL);
  return people;
}

static TroupeScene *
make_scene (TroupePromptLibrary *people,
            const char          *text)
{
  TroupeScene *scene = troupe_scene_new ();

  troupe_prompt_free (scene->prompt);
  scene->prompt = troupe_prompt_parse (text, troupe_prompt_library_get_names (people));
  return scene;
}

static void
test_problems (void)
{
  static const struct
  {
    const char        *profile;
    const char        *text;
    const char        *model;
    const char        *seconds;
    const char        *address;
    const char        *range;
    TroupeSceneProblem problem;
    guint              n_videos;
  } cases[] = {
    { "chainhub", "@Anna waves", NULL, NULL, NULL, NULL, TROUPE_SCENE_PROBLEM_NONE, 1 },
    { "chainhub", " \n", NULL, NULL, NULL, NULL, TROUPE_SCENE_PROBLEM_EMPTY, 1 },
    { "chainhub", "{a|b} and {c|d|e}", NULL, NULL, NULL, NULL, TROUPE_SCENE_PROBLEM_NONE, 6 },
    { "chainhub", "{a|b", NULL, NULL, NULL, NULL, TROUPE_SCENE_PROBLEM_TEMPLATE, 1 },
    { "chainhub", "{a|b|c}{a|b|c}{a|b|c}", NULL, NULL, NULL, NULL, TROUPE_SCENE_PROBLEM_MANY_TEXTS, 1 },
    { "chainhub", "@Here Only", NULL, NULL, NULL, NULL, TROUPE_SCENE_PROBLEM_MISSING, 1 },
    { "chainhub", "{me|@Here Only}", NULL, NULL, NULL, NULL, TROUPE_SCENE_PROBLEM_MISSING, 2 },
    { "chainhub", "@Anna, @Bob, @Cleo", NULL, NULL, NULL, NULL, TROUPE_SCENE_PROBLEM_MANY_MENTIONS, 1 },
    { "evolink", "A sea", "sora-2", "10", NULL, NULL, TROUPE_SCENE_PROBLEM_NONE, 1 },
    { "evolink", "A sea", "sora-2", "4", NULL, NULL, TROUPE_SCENE_PROBLEM_OPTION, 1 },
    { "chainhub", "A sea", NULL, NULL, "ftp://x/y", "1,3", TROUPE_SCENE_PROBLEM_CLIP_ADDRESS, 1 },
    { "chainhub", "A sea", NULL, NULL, "https://x.org/y", "1,3", TROUPE_SCENE_PROBLEM_NONE, 1 },
    { "chainhub", "A sea", NULL, NULL, "https://x.org/y", "1,9", TROUPE_SCENE_PROBLEM_CLIP_RANGE, 1 },
    { "chainhub", "A sea", NULL, NULL, "https://x.org/y", NULL, TROUPE_SCENE_PROBLEM_CLIP_RANGE, 1 },
    { "evolink", "A sea", NULL, NULL, "ftp://x/y", NULL, TROUPE_SCENE_PROBLEM_NONE, 1 },
    { "chainhub", "@Anna waves", NULL, NULL, "clips/scene-1.mp4", "0,2", TROUPE_SCENE_PROBLEM_NONE, 1 },
    { "chainhub", "@Anna waves", NULL, NULL, "clips/scene-1.mp4", "0,4", TROUPE_SCENE_PROBLEM_CLIP_RANGE, 1 },
    { "new-api", "A sea", NULL, NULL, "clips/scene-1.mp4", "0,2", TROUPE_SCENE_PROBLEM_NONE, 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TroupeProvider) provider = make_provider (cases[i].profile);
      g_autoptr (TroupePromptLibrary) people = make_people (provider);
      g_autoptr (TroupeScene) scene = make_scene (people, cases[i].text);
      g_autoptr (TroupeScenePlan) plan = NULL;

      g_test_message ("%s: %s", cases[i].profile, cases[i].text);
      g_set_str (&scene->model, cases[i].model);
      g_set_str (&scene->seconds, cases[i].seconds);
      if (cases[i].address != NULL && g_str_has_prefix (cases[i].address, "clips/"))
        scene->clip_file = g_strdup (cases[i].address);
      else
        scene->clip_address = g_strdup (cases[i].address);
      g_set_str (&scene->clip_range, cases[i].range);
      plan = troupe_scene_plan_new (scene, provider, people);
      g_assert_cmpint (plan->problem, ==, cases[i].problem);
      g_assert_cmpuint (plan->n_videos, ==, cases[i].n_videos);
    }
}

static void
test_long (void)
{
  g_autoptr (TroupeProvider) provider = make_provider ("evolink");
  g_autoptr (TroupePromptLibrary) people = make_people (provider);
  g_autofree char *text = g_strnfill (1001, 'x');
  g_autoptr (TroupeScene) scene = make_scene (people, text);
  g_autoptr (TroupeScenePlan) plan = NULL;

  scene->model = g_strdup ("sora-2");
  plan = troupe_scene_plan_new (scene, provider, people);
  g_assert_cmpint (plan->problem, ==, TROUPE_SCENE_PROBLEM_LONG);
  g_assert_cmpuint (plan->max_length, ==, 1000);
  g_assert_cmpuint (troupe_scene_plan_get_worst (plan)->length, ==, 1001);
}

/* What a provider has no place for stays at home, and each video keeps the text it was made of. */
static void
test_drafts (void)
{
  g_autoptr (TroupeProvider) provider = make_provider ("chainhub");
  g_autoptr (TroupePromptLibrary) people = make_people (provider);
  g_autoptr (TroupeScene) scene = make_scene (people, "@Anna {runs|rests}");
  g_autoptr (TroupeScenePlan) plan = NULL;
  g_autoptr (GPtrArray) drafts = NULL;
  g_autoptr (TroupeScene) story = NULL;
  g_autofree char *text = NULL;
  TroupeVideoDraft *last;

  scene->model = g_strdup ("sora-2");
  scene->seconds = g_strdup ("15");
  scene->aspect = g_strdup ("16:9");
  scene->watermark = g_strdup ("true");
  scene->clip_address = g_strdup ("https://x.org/y.mp4");
  scene->clip_range = g_strdup ("0,2");
  scene->extra = g_strdup ("{\"seed\": 7}");
  scene->count = 2;
  plan = troupe_scene_plan_new (scene, provider, people);
  drafts = troupe_scene_plan_make_drafts (plan, scene, provider, people, "/tmp/picture.png");

  g_assert_cmpuint (drafts->len, ==, 4);
  g_assert_cmpuint (plan->n_videos, ==, 4);
  last = g_ptr_array_index (drafts, 3);
  g_assert_cmpstr (last->provider_id, ==, "chainhub");
  g_assert_cmpstr (last->prompt, ==, "@Anna rests");
  g_assert_cmpstr (last->seconds, ==, "15");
  g_assert_null (last->aspect);
  g_assert_cmpstr (last->watermark, ==, "true");
  g_assert_cmpstr (last->extra, ==, "{\"seed\": 7}");
  g_assert_cmpstr (last->reference, ==, "/tmp/picture.png");
  g_assert_cmpuint (last->cast->len, ==, 1);
  story = troupe_scene_from_json (last->scene, NULL);
  g_assert_nonnull (story);
  text = troupe_scene_dup_text (story);
  g_assert_cmpstr (text, ==, "@Anna rests");
  g_assert_cmpuint (story->count, ==, 1);
}

static void
test_fit (void)
{
  g_autoptr (TroupeProvider) chainhub = make_provider ("chainhub");
  g_autoptr (TroupeProvider) seedance = make_provider ("evolink-seedance");
  g_autoptr (TroupeScene) scene = troupe_scene_new ();
  TroupeSceneOption changed;

  changed = troupe_scene_options_fit (scene, troupe_provider_get_profile (chainhub));
  g_assert_cmpint (changed, ==, 0);
  g_assert_cmpstr (scene->model, ==, "sora-2");
  g_assert_cmpstr (scene->seconds, ==, "10");
  g_assert_cmpstr (scene->size, ==, "720x1280");
  g_assert_cmpstr (scene->private, ==, "false");

  g_set_str (&scene->seconds, "25");
  changed = troupe_scene_options_fit (scene, troupe_provider_get_profile (seedance));
  g_assert_cmpint (changed, ==, TROUPE_SCENE_OPTION_MODEL | TROUPE_SCENE_OPTION_SECONDS);
  g_assert_cmpstr (scene->seconds, ==, "4");
  g_assert_cmpstr (scene->aspect, ==, "16:9");
  g_assert_cmpstr (scene->size, ==, "720x1280");    /* for when the person goes back */
}

static void
test_options (void)
{
  static const struct
  {
    const char       *profile;
    TroupeSceneOption with;
    TroupeSceneOption without;
  } cases[] = {
    { "chainhub", TROUPE_SCENE_OPTION_SIZE | TROUPE_SCENE_OPTION_REFERENCE | TROUPE_SCENE_OPTION_CLIP,
      TROUPE_SCENE_OPTION_ASPECT },
    { "practice", TROUPE_SCENE_OPTION_PRIVATE, TROUPE_SCENE_OPTION_CLIP },
    { "evolink-seedance", TROUPE_SCENE_OPTION_RESOLUTION, TROUPE_SCENE_OPTION_CLIP | TROUPE_SCENE_OPTION_PRIVATE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TroupeProvider) provider = make_provider (cases[i].profile);
      const TroupeSceneOption options = troupe_scene_options_of (troupe_provider_get_profile (provider));

      g_test_message ("%s", cases[i].profile);
      g_assert_cmpint (options & cases[i].with, ==, cases[i].with);
      g_assert_cmpint (options & cases[i].without, ==, 0);
    }
}

static void
test_shape (void)
{
  g_assert_cmpfloat_with_epsilon (troupe_scene_options_shape ("1280x720"), 16.0 / 9, 1e-9);
  g_assert_cmpfloat_with_epsilon (troupe_scene_options_shape ("1:1"), 1, 1e-9);
  g_assert_cmpfloat_with_epsilon (troupe_scene_options_shape ("adaptive"), 0, 1e-9);
  g_assert_cmpfloat_with_epsilon (troupe_scene_options_shape ("0x9"), 0, 1e-9);
  g_assert_cmpfloat_with_epsilon (troupe_scene_options_shape (NULL), 0, 1e-9);
}

#define SECOND G_GUINT64_CONSTANT (1000000000)

/* Somebody of whom a cut is kept, and perhaps where it is from */
static TroupePromptLibrary *
make_local_people (TroupeProvider *provider,
                   const char     *source_address)
{
  TroupePromptLibrary *people = troupe_prompt_library_new (troupe_provider_get_profile (provider));
  TroupeCastMember *member = troupe_cast_member_new ();

  member->character_id = g_strdup ("1");
  member->alias = g_strdup ("Anna");
  member->clip = g_strdup ("/nowhere/anna.mp4");
  member->source_address = g_strdup (source_address);
  member->start_ns = SECOND;
  member->length_ns = 2 * SECOND;
  troupe_prompt_library_add (people, member, NULL, NULL, 0);
  return people;
}

static char *
describe (const TroupeSceneTravel *travel)
{
  static const char * const ways[] = { "none", "address", "task", "part", "data", "picture", "upload", "host" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < travel->travels->len; i++)
    {
      const TroupeTravel *one = g_ptr_array_index (travel->travels, i);

      g_string_append_printf (text, "%s%s by %s", i > 0 ? ", " : "",
                              one->cargo == TROUPE_CARGO_CAST ? "clips" : "picture", ways[one->way]);
    }
  if (travel->needs_address)
    g_string_append_printf (text, "; %s", travel->host != NULL ? troupe_host_get_name (travel->host)
                                          : travel->takes_upload ? "provider" : "no host");
  return g_string_free_and_steal (text);
}

/* What is said to leave is what troupe_video_order_async () uploads or tells. */
static void
test_travel (void)
{
  static const struct
  {
    const char *profile;
    const char *source_address;
    const char *reference;      /* or a clip of the scene's own */
    const char *chosen;         /* host */
    gboolean    has_hosts;
    const char *travel;
  } cases[] = {
    { "practice", NULL, "pictures/reference-1.png", NULL, TRUE, "" },
    { "chainhub", NULL, NULL, NULL, TRUE, "" },
    { "chainhub", NULL, "pictures/reference-1.png", NULL, TRUE, "picture by part" },
    { "chainhub", NULL, "clips/scene-1.mp4", NULL, TRUE, "clips by host; First" },
    { "chainhub", NULL, "clips/scene-1.mp4", NULL, FALSE, "; no host" },
    { "openrouter", NULL, NULL, NULL, FALSE, "clips by picture" },
    { "vllm-omni", NULL, NULL, NULL, TRUE, "clips by part" },
    { "new-api", NULL, NULL, NULL, FALSE, "; no host" },
    { "new-api", NULL, NULL, NULL, TRUE, "clips by host; First" },
    { "new-api", NULL, "pictures/reference-1.png", "second", TRUE, "clips by host, picture by part; Second" },
    { "new-api", NULL, NULL, "gone", TRUE, "clips by host; First" },
    { "new-api", "https://x.org/a.mp4", NULL, NULL, TRUE, "clips by address; provider" },
    { "new-api", "https://x.org/a.mp4", NULL, "second", TRUE, "clips by host; Second" },
    { "evolink-seedance", NULL, NULL, NULL, TRUE, "clips by upload; provider" },
    { "evolink-seedance", NULL, "https://x.org/a.png", "second", TRUE, "clips by host; Second" },
    { "evolink-seedance", NULL, "pictures/reference-1.png", NULL, TRUE, "clips by upload, picture by upload; provider" },
    { "evolink", NULL, "pictures/reference-1.png", "first", TRUE, "picture by host; First" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TroupeProvider) provider = make_provider (cases[i].profile);
      g_autoptr (TroupePromptLibrary) people = make_local_people (provider, cases[i].source_address);
      g_autoptr (TroupeScene) scene = make_scene (people, "@Anna waves");
      g_autoptr (TroupeScenePlan) plan = troupe_scene_plan_new (scene, provider, people);
      g_autoptr (TroupeHosts) hosts = troupe_hosts_new ();
      g_autoptr (TroupeHost) first = troupe_hosts_make (hosts, "First", troupe_host_kind_find ("s3"));
      g_autoptr (TroupeHost) second = troupe_hosts_make (hosts, "Second", troupe_host_kind_find ("folder"));
      g_autoptr (TroupeSceneTravel) travel = NULL;
      g_autofree char *text = NULL;

      if (cases[i].has_hosts)
        {
          troupe_hosts_add (hosts, first);
          troupe_hosts_add (hosts, second);
        }
      *(cases[i].reference != NULL && g_str_has_prefix (cases[i].reference, "clips/") ? &scene->clip_file
                                                                                      : &scene->reference) =
        g_strdup (cases[i].reference);
      g_set_str (&scene->clip_range, "0,2");
      g_set_str (&scene->host_id, cases[i].chosen);
      travel = troupe_scene_travel_new (plan, scene, provider, people, hosts);
      text = describe (travel);
      g_test_message ("%s %s", cases[i].profile, cases[i].travel);
      g_assert_cmpstr (text, ==, cases[i].travel);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/scene-plan/problems", test_problems);
  g_test_add_func ("/scene-plan/long", test_long);
  g_test_add_func ("/scene-plan/drafts", test_drafts);
  g_test_add_func ("/scene-travel/what-is-uploaded", test_travel);
  g_test_add_func ("/scene-options/fit", test_fit);
  g_test_add_func ("/scene-options/of-profiles", test_options);
  g_test_add_func ("/scene-options/shape", test_shape);
  return g_test_run ();
}
