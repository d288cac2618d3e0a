/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-library-error.h"
#include "troupe-presets.h"
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

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/video-prompt/render", test_render);
  g_test_add_func ("/video-prompt/chosen", test_chosen);
  g_test_add_func ("/video-prompt/nobody", test_nobody);
  g_test_add_func ("/video-prompt/draft-round-trip", test_draft_round_trip);
  return g_test_run ();
}
