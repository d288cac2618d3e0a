/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "test-library.h"
#include "test-wait.h"
#include "troupe-library-error.h"
#include "troupe-presets.h"
#include "troupe-provider-error.h"
#include "troupe-video-prompt.h"

static TroupeCastMember *
make_member (const char *id,
             const char *alias,
             const char *username)
{
  TroupeCastMember *member = troupe_cast_member_new ();

  member->character_id = g_strdup (id);
  member->alias = g_strdup (alias);
  member->username = g_strdup (username);
  member->remote_id = g_strconcat ("ch_", id, NULL);
  return member;
}

static void
add (TroupePromptLibrary *library,
     const char          *id,
     const char          *alias,
     const char          *username)
{
  troupe_prompt_library_add (library, make_member (id, alias, username), username, NULL, 0);
}

static TroupePromptLibrary *
make_library (const char *profile)
{
  g_autoptr (TroupePresets) presets = troupe_presets_new ();
  TroupePromptLibrary *library = troupe_prompt_library_new (troupe_presets_find (presets, profile));

  add (library, "1", "Anna", "blue.fox");
  add (library, "2", "Anna Maria", "red.hen");
  add (library, "3", "Zoë", "chr_Ab#");
  add (library, "4", "Here Only", NULL);
  return library;
}

static void
test_render (void)
{
  static const struct
  {
    const char *profile;
    const char *prompt;
    const char *text;
    guint       n_cast;
  } cases[] = {
    { "chainhub", "Nobody here", "Nobody here", 0 },
    { "chainhub", "@anna waves.", "@blue.fox waves.", 1 },
    { "chainhub", "Look: @blue.fox.", "Look: @blue.fox .", 1 },
    { "chainhub", "@Anna Maria and @ANNA", "@red.hen and @blue.fox ", 2 },
    { "chainhub", "@anna, @anna!", "@blue.fox , @blue.fox !", 1 },
    { "chainhub", "@zoë", "@chr_Ab# ", 1 },
    { "chainhub", "@annabel and mail@x", "@annabel and mail@x", 0 },
    { "chainhub", "@here only and @anna", "@Here Only and @blue.fox ", 2 },
    { "evolink-seedance", "@here only", "video 1 ", 1 },
    { "evolink-seedance", "@zoë and @anna and @zoë", "video 1 and video 2 and video 1 ", 2 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TroupeVideoDraft) draft = troupe_video_draft_new ("x", cases[i].prompt);
      g_autoptr (TroupePromptLibrary) library = make_library (cases[i].profile);

      g_test_message ("%s", cases[i].prompt);
      troupe_video_prompt_render (draft, library);
      g_assert_cmpstr (draft->text, ==, cases[i].text);
      g_assert_cmpuint (draft->cast->len, ==, cases[i].n_cast);
    }
}

/* Who was chosen and is not in the prompt comes first. */
static void
test_chosen (void)
{
  g_autoptr (TroupePromptLibrary) library = make_library ("chainhub");
  g_autoptr (TroupeVideoDraft) draft = troupe_video_draft_new ("x", "waves at @anna");
  TroupeCastMember *word = troupe_cast_member_new ();
  g_autoptr (GError) error = NULL;

  word->alias = g_strdup ("zoë");
  g_ptr_array_add (draft->cast, word);
  g_assert_true (troupe_video_prompt_resolve (draft, library, &error));
  g_assert_no_error (error);
  troupe_video_prompt_render (draft, library);
  g_assert_cmpstr (draft->text, ==, "@chr_Ab# waves at @blue.fox ");
  g_assert_cmpuint (draft->cast->len, ==, 2);
}

static void
test_nobody (void)
{
  g_autoptr (TroupePromptLibrary) library = make_library ("chainhub");
  g_autoptr (TroupeVideoDraft) draft = troupe_video_draft_new ("x", "y");
  TroupeCastMember *word = troupe_cast_member_new ();
  g_autoptr (GError) error = NULL;

  word->alias = g_strdup ("Bert");
  g_ptr_array_add (draft->cast, word);
  g_assert_false (troupe_video_prompt_resolve (draft, library, &error));
  g_assert_error (error, TROUPE_LIBRARY_ERROR, TROUPE_LIBRARY_ERROR_NOT_FOUND);
}

/* Anna was in a video after Bert was made; Bert is known at two providers. */
static gboolean
add_facts (TroupeConnection *connection,
           gpointer          data,
           GError          **error)
{
  return troupe_connection_execute (connection, error, "INSERT INTO tags SELECT id, 'Zoo' FROM characters", "") &&
         troupe_connection_execute (connection, error,
                                    "INSERT INTO identities (character_id, provider_id, remote_id, username,"
                                    " created_us, last_worked_us) SELECT id, p, 'ch_' || p, 'b.' || p, 1, 1"
                                    " FROM characters, (SELECT 'chainhub' AS p UNION SELECT 'evolink')"
                                    " WHERE alias = 'Bert'", "") &&
         troupe_connection_execute (connection, error,
                                    "INSERT INTO videos (id, provider_id, prompt, created_us)"
                                    " VALUES ('v', 'x', 'y', 9223372036854775807)", "") &&
         troupe_connection_execute (connection, error,
                                    "INSERT INTO casts SELECT 'v', 0, id, alias FROM characters"
                                    " WHERE alias = 'Anna'", "") &&
         troupe_connection_execute (connection, error,
                                    "INSERT INTO pictures (character_id, kind, file, sha256)"
                                    " SELECT id, 'still', 'pictures/still.jpg', '' FROM characters"
                                    " WHERE alias = 'Anna'"
                                    " UNION SELECT id, 'avatar', 'pictures/avatar.jpg', '' FROM characters"
                                    " WHERE alias = 'Anna'", "");
}

static TroupePromptLibrary *
load (TroupeLibrary *library,
      const char    *profile)
{
  g_autoptr (TroupePresets) presets = troupe_presets_new ();
  g_autoptr (TroupeProvider) provider = troupe_provider_new (troupe_presets_find (presets, profile), NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  TroupePromptLibrary *loaded;

  troupe_prompt_library_load_async (library, provider, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  loaded = troupe_prompt_library_load_finish (library, result, &error);
  g_assert_no_error (error);
  return loaded;
}

static void
assert_ids (GPtrArray  *ids,
            const char *first,
            const char *second)
{
  g_assert_cmpuint (ids->len, ==, second != NULL ? 2 : 1);
  g_assert_cmpstr (ids->pdata[0], ==, first);
  if (second != NULL)
    g_assert_cmpstr (ids->pdata[1], ==, second);
}

static void
test_library (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  TroupeLibrary *library = test_library_open (dir);
  g_autofree char *anna = test_library_add (library, "Anna");
  g_autofree char *bert = test_library_add (library, "Bert");
  g_autoptr (TroupePromptLibrary) people = NULL;
  g_autoptr (GPtrArray) tagged = NULL;
  g_autoptr (GPtrArray) named = NULL;
  TroupePromptRules rules;
  g_autoptr (GError) error = NULL;

  test_library_write (library, add_facts, NULL, &error);
  g_assert_no_error (error);
  people = load (library, "evolink");
  rules = troupe_prompt_library_get_rules (people, "sora-2");
  g_assert_cmpuint (rules.max_length, ==, 1000);
  rules = troupe_prompt_library_get_rules (people, NULL);
  g_assert_cmpuint (rules.max_mentions, ==, 2);
  g_assert_cmpuint (rules.max_length, ==, 5000);
  g_assert_cmpstr (troupe_prompt_library_find (people, bert)->username, ==, "b.evolink");
  g_assert_null (troupe_prompt_library_find (people, anna)->username);
  g_assert_null (troupe_prompt_library_find (people, "nobody"));
  g_assert_cmpstr (troupe_name_index_find (troupe_prompt_library_get_names (people), "b.chainhub"), ==, bert);
  tagged = troupe_completion_rank (troupe_prompt_library_get_completion (people), "zoo", 5);
  assert_ids (tagged, anna, bert);
  named = troupe_completion_rank (troupe_prompt_library_get_completion (people), "chainhub", 5);
  assert_ids (named, bert, NULL);
  g_assert_true (g_str_has_suffix (troupe_prompt_library_get_picture (people, anna), "/pictures/avatar.jpg"));
  g_assert_null (troupe_prompt_library_get_picture (people, bert));
  g_assert_true (troupe_prompt_library_can_mention (people, bert));
  g_assert_false (troupe_prompt_library_can_mention (people, anna));
  g_assert_false (troupe_prompt_library_can_mention (people, "nobody"));
  test_library_close (&library);
}

static void
test_draft_round_trip (void)
{
  g_autoptr (TroupeVideoDraft) draft = troupe_video_draft_new ("own", "A fox");
  g_autoptr (TroupeVideoDraft) back = NULL;
  g_autofree char *text = NULL;
  g_autofree char *again = NULL;
  const TroupeCastMember *member;

  draft->model = g_strdup ("sora-2");
  g_ptr_array_add (draft->cast, make_member ("1", "Anna", "blue.fox"));
  text = troupe_video_draft_to_json (draft);
  back = troupe_video_draft_from_json (text);
  again = troupe_video_draft_to_json (back);
  g_assert_cmpstr (again, ==, text);
  g_assert_cmpstr (back->model, ==, "sora-2");
  g_assert_null (back->size);
  member = g_ptr_array_index (back->cast, 0);
  g_assert_cmpstr (member->username, ==, "blue.fox");
  g_assert_null (troupe_video_draft_from_json ("{}"));
}

static void
test_names_too_many (void)
{
  g_autoptr (TroupePresets) presets = troupe_presets_new ();
  TroupeProfile *profile = troupe_presets_find (presets, "chainhub");
  const guint max = troupe_profile_get_mention_max (profile);
  g_autoptr (TroupeVideoDraft) draft = troupe_video_draft_new ("chainhub", "A fox");
  g_autoptr (GError) error = NULL;

  draft->text = g_strdup ("A fox");
  draft->model = g_strdup ("sora-2");
  for (guint i = 0; i < max; i++)
    g_ptr_array_add (draft->cast, make_member ("1", "Anna", "blue.fox"));
  g_assert_true (troupe_video_draft_check (draft, profile, &error));
  g_assert_no_error (error);
  g_ptr_array_add (draft->cast, make_member ("2", "Bert", "red.hen"));
  g_assert_false (troupe_video_draft_check (draft, profile, &error));
  g_assert_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_VALUE);
  g_assert_nonnull (strstr (error->message, "a prompt names at most"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/video-prompt/render", test_render);
  g_test_add_func ("/video-prompt/chosen", test_chosen);
  g_test_add_func ("/video-prompt/nobody", test_nobody);
  g_test_add_func ("/video-prompt/library", test_library);
  g_test_add_func ("/video-prompt/draft-round-trip", test_draft_round_trip);
  g_test_add_func ("/video-prompt/names-too-many", test_names_too_many);
  return g_test_run ();
}
