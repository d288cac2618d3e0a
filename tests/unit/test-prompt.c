/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "troupe-prompt-words.h"

#define N_RANDOM 400

static const struct
{
  const char *name;
  const char *character_id;
} known[] = {
  { "Anna", "1" },
  { "Anna Maria", "2" },
  { "Zoë", "3" },
  { "blue", "4" },
  { "blue.fox", "5" },
  { "chr_Ab#", "6" },
  { "ثعلب", "7" },
  { "安娜", "8" },
  { "🦊", "9" },
  { "fox.7", "10" },
  { "@Bert", "11" },
  { "日本", "12" },
};

static TroupeNameIndex *
make_names (void)
{
  TroupeNameIndex *names = troupe_name_index_new ();

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    troupe_name_index_add (names, TROUPE_NAME_ALIAS, known[i].name, known[i].character_id);
  return names;
}

/* For a look at a whole prompt: <id:name> for each mention */
static char *
show (const TroupePrompt *prompt)
{
  GString *shown = g_string_new (NULL);
  guint index = 0;

  for (const char *p = troupe_prompt_get_text (prompt); *p != '\0'; p = g_utf8_next_char (p))
    {
      if (g_utf8_get_char (p) == TROUPE_PROMPT_MENTION)
        {
          const TroupeMention *mention = troupe_prompt_get_mention (prompt, index++);

          g_string_append_printf (shown, "<%s:%s>", mention->character_id, mention->name);
        }
      else
        {
          g_string_append_unichar (shown, g_utf8_get_char (p));
        }
    }
  g_assert_cmpuint (index, ==, troupe_prompt_get_n_mentions (prompt));
  return g_string_free_and_steal (shown);
}

static void
assert_shown (const TroupePrompt *prompt,
              const char         *expected)
{
  g_autofree char *shown = show (prompt);

  g_assert_cmpstr (shown, ==, expected);
}

static void
test_edits (void)
{
  g_autoptr (TroupePrompt) prompt = troupe_prompt_new ("🦊 runs");
  g_autoptr (TroupePrompt) slice = NULL;
  g_autoptr (TroupeMention) anna = troupe_mention_new ("1", "Anna");
  g_autoptr (TroupeMention) zoe = troupe_mention_new ("3", "Zoë");

  g_assert_cmpuint (troupe_prompt_get_n_chars (prompt), ==, 6);
  troupe_prompt_insert_mention (prompt, 1, anna);
  troupe_prompt_insert_text (prompt, 1, " and ");
  assert_shown (prompt, "🦊 and <1:Anna> runs");
  g_assert_cmpuint (troupe_prompt_get_n_chars (prompt), ==, 12);
  g_assert_null (troupe_prompt_get_mention_at (prompt, 5));
  g_assert_cmpstr (troupe_prompt_get_mention_at (prompt, 6)->name, ==, "Anna");
  g_assert_null (troupe_prompt_get_mention_at (prompt, 12));

  troupe_prompt_replace_mention (prompt, 6, zoe);
  slice = troupe_prompt_slice (prompt, 2, 6);
  assert_shown (slice, "and <3:Zoë> ");
  troupe_prompt_replace_mention (prompt, 6, troupe_prompt_get_mention_at (prompt, 6));
  troupe_prompt_insert (prompt, 12, slice);
  assert_shown (prompt, "🦊 and <3:Zoë> runsand <3:Zoë> ");
  troupe_prompt_delete (prompt, 6, 1);
  assert_shown (prompt, "🦊 and  runsand <3:Zoë> ");
  troupe_prompt_delete (prompt, 0, troupe_prompt_get_n_chars (prompt));
  assert_shown (prompt, "");
}

static void
test_foreign_mark (void)
{
  g_autoptr (TroupePrompt) prompt = troupe_prompt_new ("a\xef\xbf\xbc" "b");

  assert_shown (prompt, "a\xef\xbf\xbd" "b");
  g_assert_cmpuint (troupe_prompt_get_n_chars (prompt), ==, 3);
}

static void
test_equal (void)
{
  g_autoptr (TroupeNameIndex) names = make_names ();
  g_autoptr (TroupePrompt) prompt = troupe_prompt_parse ("@Anna sees @Zoë", names);
  g_autoptr (TroupePrompt) copy = troupe_prompt_copy (prompt);
  g_autoptr (TroupePrompt) other = troupe_prompt_parse ("@Zoë sees @Anna", names);

  g_assert_true (troupe_prompt_equal (prompt, copy));
  g_assert_false (troupe_prompt_equal (prompt, other));
  troupe_prompt_insert_text (copy, 0, " ");
  g_assert_false (troupe_prompt_equal (prompt, copy));
}

/* What random edits work on besides, one string for each position */
static char *
join (GPtrArray *pieces)
{
  GString *joined = g_string_new (NULL);

  for (guint i = 0; i < pieces->len; i++)
    g_string_append (joined, pieces->pdata[i]);
  return g_string_free_and_steal (joined);
}

static void
insert_pieces (GPtrArray  *pieces,
               guint       position,
               const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    g_ptr_array_insert (pieces, (int) position++, g_strndup (p, (gsize) (g_utf8_next_char (p) - p)));
}

static void
edit_at_random (TroupePrompt *prompt,
                GPtrArray    *pieces)
{
  static const char *const texts[] = { "a", "ß🦊", "@Anna", "", "\n{", "שלום", "e\xcc\x81" };
  guint position = (guint) g_test_rand_int_range (0, (gint32) pieces->len + 1);
  guint n_chars = (guint) g_test_rand_int_range (0, (gint32) (pieces->len - position) + 1);
  const char *text = texts[g_test_rand_int_range (0, G_N_ELEMENTS (texts))];
  g_autoptr (TroupeMention) mention = troupe_mention_new ("7", "x");

  switch (g_test_rand_int_range (0, 4))
    {
    case 0:
      troupe_prompt_delete (prompt, position, n_chars / 3);
      for (guint i = 0; i < n_chars / 3; i++)
        g_ptr_array_remove_index (pieces, position);
      break;

    case 1:
      troupe_prompt_insert_mention (prompt, position, mention);
      g_ptr_array_insert (pieces, (int) position, g_strdup ("<7:x>"));
      break;

    default:
      troupe_prompt_insert_text (prompt, position, text);
      insert_pieces (pieces, position, text);
    }
}

static void
test_random_edits (void)
{
  g_autoptr (TroupePrompt) prompt = troupe_prompt_new (NULL);
  g_autoptr (GPtrArray) pieces = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < N_RANDOM; i++)
    {
      g_autofree char *expected = NULL;
      g_autoptr (TroupePrompt) copy = NULL;

      edit_at_random (prompt, pieces);
      expected = join (pieces);
      assert_shown (prompt, expected);
      g_assert_cmpuint (troupe_prompt_get_n_chars (prompt), ==, pieces->len);
      g_assert_true (g_utf8_validate (troupe_prompt_get_text (prompt), -1, NULL));
      copy = troupe_prompt_copy (prompt);
      g_assert_true (troupe_prompt_equal (prompt, copy));
    }
}

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    const char *shown;
  } cases[] = {
    { "", "" },
    { "@", "@" },
    { "@ anna", "@ anna" },
    { "@ANNA waves.", "<1:Anna> waves." },
    { "Look: @blue.fox.", "Look: <5:blue.fox>." },
    { "@blue. Fox", "<4:blue>. Fox" },
    { "@blue.hen", "@blue.hen" },
    { "@blue.走", "<4:blue>.走" },
    { "@anna maria's dog", "<2:Anna Maria>'s dog" },
    { "@anna mariana", "<1:Anna> mariana" },
    { "@annabel", "@annabel" },
    { "@anna_2 @anna2", "@anna_2 @anna2" },
    { "@fox.7 @fox.77", "<10:fox.7> @fox.77" },
    { "@chr_ab#, @chr_ab", "<6:chr_Ab#>, @chr_ab" },
    { "@chr_ab#runs", "<6:chr_Ab#>runs" },
    { "@zoe\xcc\x88!", "<3:Zoë>!" },
    { "@zoe", "@zoe" },
    { "@anna\xcc\x88", "@anna\xcc\x88" },
    { "ثعلب @ثعلب يركض", "ثعلب <7:ثعلب> يركض" },
    { "@安娜在走@安娜", "<8:安娜>在走<8:安娜>" },
    { "＠安娜 @Ａｎｎａ", "<8:安娜> <1:Anna>" },
    { "@anna走", "<1:Anna>走" },
    { "@🦊🦊", "<9:🦊>🦊" },
    { "@🦊\xe2\x80\x8d🚀", "@🦊\xe2\x80\x8d🚀" },
    { "mail@anna 走@anna", "mail@anna 走<1:Anna>" },
    { "mail@{anna}x", "mail<1:Anna>x" },
    { "@anna@zoë@x", "<1:Anna><3:Zoë>@x" },
    { "@@anna", "@<1:Anna>" },
    { "@{anna|zoë}", "@{anna|zoë}" },
    { "@{nobody}", "@{nobody}" },
    { "@{anna", "@{anna" },
    { "@bert, @anna\nmaria", "<11:Bert>, <1:Anna>\nmaria" },
  };
  g_autoptr (TroupeNameIndex) names = make_names ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TroupePrompt) prompt = troupe_prompt_parse (cases[i].text, names);

      g_test_message ("%s", cases[i].text);
      assert_shown (prompt, cases[i].shown);
    }
}

/* What is mentioned already stays so, and an @ directly behind it begins another one. */
static void
test_bind_beside_mentions (void)
{
  g_autoptr (TroupeNameIndex) names = make_names ();
  g_autoptr (TroupeMention) mention = troupe_mention_new ("99", "gone");
  g_autoptr (TroupePrompt) prompt = troupe_prompt_new ("@anna 🦊 @nobody @zoë");

  troupe_prompt_insert_mention (prompt, 5, mention);
  troupe_prompt_insert_mention (prompt, 17, mention);
  troupe_prompt_insert_mention (prompt, 0, mention);
  g_assert_cmpuint (troupe_prompt_bind (prompt, names), ==, 2);
  assert_shown (prompt, "<99:gone><1:Anna><99:gone> 🦊 @nobody <99:gone><3:Zoë>");
  g_assert_cmpuint (troupe_prompt_bind (prompt, names), ==, 0);
}

static void
test_unknown_words (void)
{
  static const struct
  {
    const char *text;
    const char *word;     /* NULL: none */
    guint       position;
    guint       n_chars;
  } cases[] = {
    { "🦊 @nobody.", "nobody", 2, 7 },
    { "@no.body", "no.body", 0, 8 },
    { "@chr_x#!", "chr_x#", 0, 7 },
    { "@{no body}", "no body", 0, 10 },
    { "@nobody走", "nobody", 0, 7 },
    { "mail@x.org", NULL, 0, 0 },
    { "at @ 5", NULL, 0, 0 },
    { "@{a|b}", NULL, 0, 0 },
  };
  g_autoptr (TroupeNameIndex) names = make_names ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TroupePrompt) prompt = troupe_prompt_new (cases[i].text);
      g_autoptr (GPtrArray) words = troupe_prompt_find_words (prompt, names);
      const TroupePromptWord *word;

      g_test_message ("%s", cases[i].text);
      g_assert_cmpuint (words->len, ==, cases[i].word != NULL);
      if (words->len == 0)
        continue;
      word = words->pdata[0];
      g_assert_cmpstr (word->name, ==, cases[i].word);
      g_assert_null (word->mention);
      g_assert_cmpuint (word->position, ==, cases[i].position);
      g_assert_cmpuint (word->n_chars, ==, cases[i].n_chars);
    }
}

static void
test_query (void)
{
  static const struct
  {
    const char *text;        /* the caret is at its end */
    const char *query;
    guint       position;
  } cases[] = {
    { "🦊 @", "", 2 },
    { "🦊 @anna m", "anna m", 2 },
    { "x@é", "é", 1 },
    { "＠安", "安", 0 },
    { "@zoë @an", "an", 2 },
    { "@zoë an", NULL, 0 },
    { "@one\ntwo", NULL, 0 },
    { "@{an", NULL, 0 },
    { "one", NULL, 0 },
    { "", NULL, 0 },
  };
  g_autoptr (TroupeNameIndex) names = make_names ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TroupePrompt) prompt = troupe_prompt_new (cases[i].text);
      g_autofree char *query = NULL;
      guint caret, position = 0;

      if (g_str_has_prefix (cases[i].text, "@zoë"))
        troupe_prompt_bind (prompt, names);
      caret = troupe_prompt_get_n_chars (prompt);
      troupe_prompt_insert_text (prompt, caret, "na");
      query = troupe_prompt_dup_query (prompt, caret, &position);
      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (query, ==, cases[i].query);
      g_assert_cmpuint (position, ==, cases[i].position);
    }
}

static void
test_to_text (void)
{
  static const struct
  {
    const char *before;
    const char *name;
    const char *after;
    const char *text;
  } cases[] = {
    { "", "Anna", " waves.", "@Anna waves." },
    { "", "Anna", "", "@Anna" },
    { "", "Anna", "bel", "@{Anna}bel" },
    { "", "Anna", " Maria", "@{Anna} Maria" },
    { "x", "Zoë", ".", "x@{Zoë}." },
    { "走", "Zoë", ".", "走@Zoë." },
    { "", "blue", ".fox", "@{blue}.fox" },
  };
  g_autoptr (TroupeNameIndex) names = make_names ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *id = troupe_name_index_find (names, cases[i].name);
      g_autoptr (TroupeMention) mention = troupe_mention_new (id, cases[i].name);
      g_autoptr (TroupePrompt) prompt = troupe_prompt_new (cases[i].before);
      g_autofree char *text = NULL;

      troupe_prompt_insert_mention (prompt, troupe_prompt_get_n_chars (prompt), mention);
      troupe_prompt_insert_text (prompt, troupe_prompt_get_n_chars (prompt), cases[i].after);
      text = troupe_prompt_to_text (prompt, names);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* Text of which no word can be bound, and mentions anywhere */
static TroupePrompt *
make_random (TroupeNameIndex *names)
{
  static const char *const texts[] = {
    " ", "x", ".", "#", "走", "}", "é", "\xcc\x88", "\xe2\x80\x8d", "🦊", "fox", "\n", "_", "7", " Maria", "ثعلب",
  };
  TroupePrompt *prompt = troupe_prompt_new (NULL);

  for (gint32 n = g_test_rand_int_range (0, 12); n > 0; n--)
    {
      guint end = troupe_prompt_get_n_chars (prompt);
      const char *name = known[g_test_rand_int_range (0, G_N_ELEMENTS (known))].name;
      g_autoptr (TroupeMention) mention = NULL;

      name += *name == '@';
      mention = troupe_mention_new (troupe_name_index_find (names, name), name);
      if (g_test_rand_bit ())
        troupe_prompt_insert_mention (prompt, end, mention);
      else
        troupe_prompt_insert_text (prompt, end, texts[g_test_rand_int_range (0, G_N_ELEMENTS (texts))]);
    }
  return prompt;
}

static void
test_round_trip (void)
{
  g_autoptr (TroupeNameIndex) names = make_names ();

  for (guint i = 0; i < 10 * N_RANDOM; i++)
    {
      g_autoptr (TroupePrompt) prompt = make_random (names);
      g_autofree char *text = troupe_prompt_to_text (prompt, names);
      g_autoptr (TroupePrompt) back = troupe_prompt_parse (text, names);
      g_autofree char *shown = show (prompt);

      g_test_message ("%s", text);
      assert_shown (back, shown);
      g_assert_true (troupe_prompt_equal (prompt, back));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/prompt/edits", test_edits);
  g_test_add_func ("/prompt/foreign-mark", test_foreign_mark);
  g_test_add_func ("/prompt/equal", test_equal);
  g_test_add_func ("/prompt/random-edits", test_random_edits);
  g_test_add_func ("/prompt/parse", test_parse);
  g_test_add_func ("/prompt/bind/beside-mentions", test_bind_beside_mentions);
  g_test_add_func ("/prompt/unknown-words", test_unknown_words);
  g_test_add_func ("/prompt/query", test_query);
  g_test_add_func ("/prompt/to-text", test_to_text);
  g_test_add_func ("/prompt/round-trip", test_round_trip);
  return g_test_run ();
}
