/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is done with a prompt besides editing it: writing it for a provider, choices, drafts, undo, and finding names */

#include <string.h>

#include "troupe-completion.h"
#include "troupe-near-names.h"
#include "troupe-prompt-choices.h"
#include "troupe-prompt-error.h"
#include "troupe-prompt-history.h"
#include "troupe-prompt-json.h"
#include "troupe-prompt-rendering.h"
#include "troupe-prompt-words.h"

#define N_RANDOM 300

static TroupeNameIndex *
make_names (void)
{
  TroupeNameIndex *names = troupe_name_index_new ();

  troupe_name_index_add (names, TROUPE_NAME_ALIAS, "Anna", "1");
  troupe_name_index_add (names, TROUPE_NAME_ALIAS, "Zoë", "2");
  troupe_name_index_add (names, TROUPE_NAME_ALIAS, "Nobody", "0");
  return names;
}

static TroupePrompt *
make_prompt (const char *text)
{
  g_autoptr (TroupeNameIndex) names = make_names ();

  return troupe_prompt_parse (text, names);
}

static void
assert_text (const TroupePrompt *prompt,
             const char         *expected)
{
  g_autofree char *text = troupe_prompt_to_text (prompt, NULL);

  g_assert_cmpstr (text, ==, expected);
}

/* Character 0 is not known there. */
static char *
format_place (const TroupeMention *mention,
              guint                index,
              gpointer             user_data)
{
  const char *form = user_data;

  if (g_str_equal (mention->character_id, "0"))
    return NULL;
  return g_str_equal (form, "video") ? g_strdup_printf ("video %u ", index + 1)
                                     : g_strdup_printf ("@u%s", mention->character_id);
}

static char *
list_names (GPtrArray *mentions)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < mentions->len; i++)
    g_string_append_printf (list, "%s,", ((TroupeMention *) mentions->pdata[i])->name);
  return g_string_free_and_steal (list);
}

static void
test_render (void)
{
  static const struct
  {
    const char         *prompt;
    const char         *form;
    const char         *text;
    const char         *cast;
    const char         *missing;
    TroupePromptProblem problems;
  } cases[] = {
    { "A fox", "user", "A fox", "", "", 0 },
    { "@zoë sees @anna and @zoë.", "video", "video 1 sees video 2 and video 1 .", "Zoë,Anna,", "", 0 },
    { "@zoë sees @{anna}x", "user", "@u2 sees @u1x", "Zoë,Anna,", "", 0 },
    { "@nobody, @anna", "video", "@Nobody, video 1 ", "Anna,", "Nobody,", TROUPE_PROMPT_PROBLEM_UNKNOWN },
    { "@nobody @anna @zoë", "user", "@Nobody @u1 @u2", "Anna,Zoë,", "Nobody,",
      TROUPE_PROMPT_PROBLEM_UNKNOWN | TROUPE_PROMPT_PROBLEM_MANY_MENTIONS },
    { "12345678901234567890123456789012345678🦊", "user", "12345678901234567890123456789012345678🦊", "", "", 0 },
    { "12345678901234567890123456789012345678x🦊", "user", "12345678901234567890123456789012345678x🦊", "", "",
      TROUPE_PROMPT_PROBLEM_LONG },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TroupePromptRules rules = {
        format_place, (gpointer) cases[i].form, 2, 40, TROUPE_PROMPT_UNIT_UTF16,
      };
      g_autoptr (TroupePrompt) prompt = make_prompt (cases[i].prompt);
      g_autoptr (TroupePromptRendering) rendering = troupe_prompt_render (prompt, &rules);
      g_autofree char *cast = list_names (rendering->cast);
      g_autofree char *missing = list_names (rendering->missing);

      g_test_message ("%s", cases[i].prompt);
      g_assert_cmpstr (rendering->text, ==, cases[i].text);
      g_assert_cmpstr (cast, ==, cases[i].cast);
      g_assert_cmpstr (missing, ==, cases[i].missing);
      g_assert_cmpuint (rendering->problems, ==, cases[i].problems);
      g_assert_cmpuint (rendering->mentions->len, ==, troupe_prompt_get_n_mentions (prompt));
    }
}

static void
test_places (void)
{
  TroupePromptRules rules = { format_place, (gpointer) "video", 9, 0, TROUPE_PROMPT_UNIT_BYTES };
  g_autoptr (TroupePrompt) prompt = make_prompt ("🦊 @zoë @anna!");
  g_autoptr (TroupePromptRendering) rendering = troupe_prompt_render (prompt, &rules);
  const TroupeRenderedMention *second = &g_array_index (rendering->mentions, TroupeRenderedMention, 1);

  g_assert_cmpstr (rendering->text, ==, "🦊 video 1 video 2 !");
  g_assert_cmpuint (rendering->length, ==, strlen (rendering->text));
  g_assert_cmpuint (second->position, ==, 10);
  g_assert_cmpuint (second->n_chars, ==, 7);
  g_assert_cmpuint (second->mention, ==, 1);
}

static void
test_choices (void)
{
  static const struct
  {
    const char *prompt;
    const char *texts;      /* with / between them */
  } cases[] = {
    { "", "" },
    { "A fox", "A fox" },
    { "A {red|blue} fox", "A red fox/A blue fox" },
    { "{a|b}{c|d}", "ac/ad/bc/bd" },
    { "A {very {very |}|}big {fox|hen}",
      "A very very big fox/A very very big hen/A very big fox/A very big hen/A big fox/A big hen" },
    { "{@anna|@zoë} runs", "@Anna runs/@Zoë runs" },
    { "{\"a\": \"b\"} | {} } {", "{\"a\": \"b\"} | {} } {" },
    { "{ {a|b} }", "{ a }/{ b }" },
    { "{ {a|b}", "{ a/{ b" },
    { "\\{a\\|b\\} {x\\|y|\\\\} \\o/", "{a|b} x|y \\o//{a|b} \\ \\o/" },
    { "{|}", "/" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TroupePrompt) prompt = make_prompt (cases[i].prompt);
      g_autoptr (GPtrArray) prompts = NULL;
      g_autoptr (GString) texts = g_string_new (NULL);
      g_autoptr (GError) error = NULL;

      prompts = troupe_prompt_expand_choices (prompt, TROUPE_PROMPT_MAX_CHOICES, &error);
      g_assert_no_error (error);
      for (guint j = 0; j < prompts->len; j++)
        {
          g_autofree char *text = troupe_prompt_to_text (prompts->pdata[j], NULL);

          g_string_append_printf (texts, "%s%s", j > 0 ? "/" : "", text);
        }
      g_assert_cmpstr (texts->str, ==, cases[i].texts);
    }
}

static void
test_wrong_choices (void)
{
  static const struct
  {
    const char       *prompt;
    TroupePromptError code;
    const char       *message;
  } cases[] = {
    { "A {red|blue fox", TROUPE_PROMPT_ERROR_CHOICE, "character 3: the choice that begins with { has no }" },
    { "{x|{a|b}", TROUPE_PROMPT_ERROR_CHOICE, "character 1: the choice that begins with { has no }" },
    { "{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{", TROUPE_PROMPT_ERROR_CHOICE,
      "character 33: choices stand inside each other more than 32 times" },
    { "{a|b}{a|b}{a|b}{a|b}", TROUPE_PROMPT_ERROR_TOO_MANY,
      "the choices make 16 texts, at most 8 are possible" },
    { "{a|b}{a|b}{a|b}{a|b}{a|b}{a|b}{a|b}{a|b}{a|b}{a|b}{a|b}{a|b}{a|b}{a|b}{a|b}{a|b}{a|b}{a|b}"
      "{a|b}{a|b}{a|b}{a|b}{a|b}{a|b}{a|b}{a|b}{a|b}{a|b}{a|b}{a|b}{a|b}{a|b}{a|b}{a|b}{a|b}{a|b}",
      TROUPE_PROMPT_ERROR_TOO_MANY, "the choices make at least 4294967295 texts, at most 8 are possible" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TroupePrompt) prompt = make_prompt (cases[i].prompt);
      g_autoptr (GPtrArray) prompts = NULL;
      g_autoptr (GError) error = NULL;

      prompts = troupe_prompt_expand_choices (prompt, 8, &error);
      g_assert_null (prompts);
      g_assert_error (error, TROUPE_PROMPT_ERROR, (gint) cases[i].code);
      g_assert_cmpstr (error->message, ==, cases[i].message);
    }
}

static void
test_json (void)
{
  g_autoptr (TroupePrompt) prompt = make_prompt ("@anna “sees”\n@zoë and \"@x\"");
  g_autofree char *json = troupe_prompt_to_json (prompt);
  g_autoptr (TroupePrompt) back = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (json, ==, "{\"format\":1,\"parts\":[{\"character\":\"1\",\"name\":\"Anna\"},\" “sees”\\n\","
                   "{\"character\":\"2\",\"name\":\"Zoë\"},\" and \\\"@x\\\"\"]}");
  back = troupe_prompt_from_json (json, &error);
  g_assert_no_error (error);
  g_assert_true (troupe_prompt_equal (prompt, back));
}

static void
test_wrong_json (void)
{
  static const struct
  {
    const char *json;
    const char *message;    /* its end */
  } cases[] = {
    { "[]", "expected a JSON object" },
    { "{\"parts\":[]}", "$.format: expected 1; a newer Troupe may have written it" },
    { "{\"format\":2,\"parts\":[]}", "$.format: expected 1; a newer Troupe may have written it" },
    { "{\"format\":1}", "$.parts: expected a list" },
    { "{\"format\":1,\"parts\":[\"a\",7]}",
      "$.parts[1]: expected a text, or a mention with character and name" },
    { "{\"format\":1,\"parts\":[{\"character\":\"1\",\"name\":\"\"}]}",
      "$.parts[0]: expected a text, or a mention with character and name" },
  };
  g_autofree char *deep = g_strnfill (100000, '[');
  g_autoptr (GError) deep_error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (troupe_prompt_from_json (cases[i].json, &error));
      g_assert_error (error, TROUPE_PROMPT_ERROR, TROUPE_PROMPT_ERROR_DRAFT);
      g_assert_true (g_str_has_suffix (error->message, cases[i].message));
    }
  g_assert_null (troupe_prompt_from_json (deep, &deep_error));
  g_assert_error (deep_error, TROUPE_PROMPT_ERROR, TROUPE_PROMPT_ERROR_DRAFT);
}

/* Types a text letter by letter, each as the user action of a key. */
static void
type (TroupePromptHistory *history,
      guint                position,
      const char          *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      g_autofree char *letter = g_strndup (p, (gsize) (g_utf8_next_char (p) - p));
      g_autoptr (TroupePrompt) inserted = troupe_prompt_new (letter);

      troupe_prompt_history_begin (history);
      troupe_prompt_history_replace (history, position++, 0, inserted);
      troupe_prompt_history_end (history);
    }
}

static void
test_undo_typing (void)
{
  g_autoptr (TroupePrompt) prompt = troupe_prompt_new (NULL);
  g_autoptr (TroupePromptHistory) history = troupe_prompt_history_new (prompt);

  type (history, 0, "one two");
  troupe_prompt_history_pause (history);
  type (history, 7, "s");
  troupe_prompt_history_replace (history, 7, 1, NULL);
  troupe_prompt_history_replace (history, 6, 1, NULL);
  troupe_prompt_history_replace (history, 5, 1, NULL);
  assert_text (prompt, "one t");
  troupe_prompt_history_undo (history, NULL, NULL);
  assert_text (prompt, "one twos");
  troupe_prompt_history_undo (history, NULL, NULL);
  assert_text (prompt, "one two");
  troupe_prompt_history_undo (history, NULL, NULL);
  assert_text (prompt, "one ");
  troupe_prompt_history_redo (history, NULL, NULL);
  assert_text (prompt, "one two");
  type (history, 0, "x");
  g_assert_false (troupe_prompt_history_can_redo (history));
  troupe_prompt_history_undo (history, NULL, NULL);
  troupe_prompt_history_undo (history, NULL, NULL);
  troupe_prompt_history_undo (history, NULL, NULL);
  assert_text (prompt, "");
  g_assert_false (troupe_prompt_history_can_undo (history));
}

/* What a view does with its buffer */
static void
replay (guint               position,
        guint               n_removed,
        const TroupePrompt *inserted,
        gpointer            user_data)
{
  troupe_prompt_delete (user_data, position, n_removed);
  troupe_prompt_insert (user_data, position, inserted);
}

/* A mention comes back, and all the edits of a step at once. */
static void
test_undo_mentions (void)
{
  g_autoptr (TroupePrompt) prompt = make_prompt ("@anna sees @zoë");
  g_autoptr (TroupePrompt) before = troupe_prompt_copy (prompt);
  g_autoptr (TroupePrompt) text = troupe_prompt_new ("x");
  g_autoptr (TroupePromptHistory) history = troupe_prompt_history_new (prompt);

  troupe_prompt_history_begin (history);
  troupe_prompt_history_begin (history);
  troupe_prompt_history_replace (history, 0, 1, NULL);
  troupe_prompt_history_end (history);
  troupe_prompt_history_replace (history, 6, 1, text);
  troupe_prompt_history_end (history);
  assert_text (prompt, " sees x");
  troupe_prompt_history_undo (history, NULL, NULL);
  g_assert_true (troupe_prompt_equal (prompt, before));
  troupe_prompt_history_redo (history, NULL, NULL);
  assert_text (prompt, " sees x");
}

static void
test_random_undo (void)
{
  g_autoptr (TroupePrompt) prompt = troupe_prompt_new (NULL);
  g_autoptr (TroupePrompt) view = troupe_prompt_new (NULL);
  g_autoptr (TroupePrompt) end = NULL;
  g_autoptr (TroupePromptHistory) history = troupe_prompt_history_new (prompt);
  static const char *const texts[] = { "a", " ", "é", "@anna", "one\ntwo", "@zoë x", "" };

  for (guint i = 0; i < N_RANDOM; i++)
    {
      guint n_chars = troupe_prompt_get_n_chars (prompt);
      guint position = g_test_rand_bit () ? n_chars : (guint) g_test_rand_int_range (0, (gint32) n_chars + 1);
      guint wish = (guint) g_test_rand_int_range (0, 3);
      guint n_removed = MIN (wish, n_chars - position);
      g_autoptr (TroupePrompt) inserted = make_prompt (texts[g_test_rand_int_range (0, G_N_ELEMENTS (texts))]);

      troupe_prompt_history_replace (history, position, n_removed, inserted);
      replay (position, n_removed, inserted, view);
    }
  end = troupe_prompt_copy (prompt);
  while (troupe_prompt_history_can_undo (history))
    {
      troupe_prompt_history_undo (history, replay, view);
      g_assert_true (troupe_prompt_equal (prompt, view));
    }
  g_assert_cmpuint (troupe_prompt_get_n_chars (prompt), ==, 0);
  while (troupe_prompt_history_can_redo (history))
    troupe_prompt_history_redo (history, replay, view);
  g_assert_true (troupe_prompt_equal (prompt, end));
  g_assert_true (troupe_prompt_equal (view, end));
}

static void
test_completion (void)
{
  static const struct
  {
    const char *query;
    const char *ids;
  } cases[] = {
    { "", "3 1 5 2 4 " },
    { "anna", "1 3 2 " },
    { "ANNÁ", "1 3 2 " },
    { "zoe", "4 " },
    { "fox", "3 2 " },
    { "night", "5 " },
    { "nna", "3 1 2 " },
    { "maria ann", "3 " },
    { "@nobody", "" },
  };
  static const char *const hen[] = { "red.hen", "blue.fox", NULL };
  static const char *const zoo[] = { "zoo", NULL };
  static const char *const night[] = { "Night shots", "zoom", NULL };
  g_autoptr (TroupeCompletion) completion = troupe_completion_new ();

  troupe_completion_add (completion, "1", "Anna", NULL, NULL, 7);
  troupe_completion_add (completion, "2", "Annabel Fox", NULL, NULL, 0);
  troupe_completion_add (completion, "3", "Maria Anna", hen, NULL, 9);
  troupe_completion_add (completion, "4", "Zoë", NULL, zoo, 0);
  troupe_completion_add (completion, "5", "Bert", NULL, night, 1);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) ranked = troupe_completion_rank (completion, cases[i].query, 10);
      g_autoptr (GString) ids = g_string_new (NULL);

      for (guint j = 0; j < ranked->len; j++)
        g_string_append_printf (ids, "%s ", (const char *) ranked->pdata[j]);
      g_test_message ("%s", cases[i].query);
      g_assert_cmpstr (ids->str, ==, cases[i].ids);
    }
}

static void
test_near_names (void)
{
  static const struct
  {
    const char *name;
    const char *names;
  } cases[] = {
    { "zoe", "Zoë," },
    { "blu.fox", "blue.fox," },
    { "blue.fxo", "blue.fox," },
    { "blue", "blue.fox," },
    { "Ana", "Anna," },
    { "Anan", "Anna," },
    { "x", "" },
    { "somebody else", "" },
  };
  g_autoptr (TroupeNearNames) names = troupe_near_names_new ();

  troupe_near_names_add (names, "Anna", "1");
  troupe_near_names_add (names, "Anne", "1");
  troupe_near_names_add (names, "@blue.fox", "2");
  troupe_near_names_add (names, "Zoë", "3");
  troupe_near_names_add (names, NULL, "3");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) found = troupe_near_names_find (names, cases[i].name, 3);
      g_autofree char *list = list_names (found);

      g_assert_cmpstr (list, ==, cases[i].names);
    }
}

static void
test_goes_on (void)
{
  static const struct
  {
    const char *text;
    gboolean    goes_on;
  } cases[] = {
    { "", TRUE }, { "An", TRUE }, { "Anna", TRUE }, { "anna ", TRUE }, { "ANNA k", TRUE },
    { "Anna Karenina", FALSE }, { "Anna x", FALSE }, { "Zo", TRUE }, { "Zoë", FALSE }, { "zo\xc3\xab!", FALSE },
  };
  g_autoptr (TroupeNameIndex) names = troupe_name_index_new ();
  g_autoptr (TroupeNameIndex) none = troupe_name_index_new ();

  troupe_name_index_add (names, TROUPE_NAME_ALIAS, "Anna", "1");
  troupe_name_index_add (names, TROUPE_NAME_ALIAS, "Anna Karenina", "2");
  troupe_name_index_add (names, TROUPE_NAME_ALIAS, "Zoë", "3");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (troupe_name_index_goes_on (names, cases[i].text), ==, cases[i].goes_on);
      g_assert_false (troupe_name_index_goes_on (none, cases[i].text));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/name-index/goes-on", test_goes_on);
  g_test_add_func ("/prompt/render/texts", test_render);
  g_test_add_func ("/prompt/render/places", test_places);
  g_test_add_func ("/prompt/choices/texts", test_choices);
  g_test_add_func ("/prompt/choices/wrong", test_wrong_choices);
  g_test_add_func ("/prompt/json/round-trip", test_json);
  g_test_add_func ("/prompt/json/wrong", test_wrong_json);
  g_test_add_func ("/prompt/undo/typing", test_undo_typing);
  g_test_add_func ("/prompt/undo/mentions", test_undo_mentions);
  g_test_add_func ("/prompt/undo/random", test_random_undo);
  g_test_add_func ("/completion/rank", test_completion);
  g_test_add_func ("/near-names/find", test_near_names);
  return g_test_run ();
}
