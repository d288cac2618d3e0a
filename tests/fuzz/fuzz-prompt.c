/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "fuzz.h"
#include "troupe-completion.h"
#include "troupe-near-names.h"
#include "troupe-prompt-choices.h"
#include "troupe-prompt-error.h"
#include "troupe-prompt-json.h"
#include "troupe-prompt-rendering.h"
#include "troupe-prompt-words.h"

#define MAX_TEXTS 8
#define MAX_QUERY 200

/* An input is a text as somebody pastes it, and as it could stand in a draft. */

static const char *const known[] = {
  "Anna", "Anna Maria", "Zoë", "blue", "blue.fox", "chr_Ab#", "ثعلب", "安娜", "🦊", "fox.7", "@Bert", "J. R.", "-", "a{b}", "x@y",
};

static TroupeNameIndex *names;
static TroupeNearNames *near_names;
static TroupeCompletion *completion;

int
LLVMFuzzerInitialize (int    *argc,
                      char ***argv)
{
  names = troupe_name_index_new ();
  near_names = troupe_near_names_new ();
  completion = troupe_completion_new ();
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);
      const char *const tags[] = { "tag", known[i], NULL };

      troupe_name_index_add (names, i % 2 == 0 ? TROUPE_NAME_ALIAS : TROUPE_NAME_USERNAME, known[i], id);
      troupe_near_names_add (near_names, known[i], id);
      troupe_completion_add (completion, id, known[i], tags, tags, i % 4);
    }
  return 0;
}

static void
look_at_prompt (const TroupePrompt *prompt)
{
  const char *text = troupe_prompt_get_text (prompt);
  guint n_mentions = 0;

  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_cmpint (g_utf8_strlen (text, -1), ==, troupe_prompt_get_n_chars (prompt));
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    n_mentions += g_utf8_get_char (p) == TROUPE_PROMPT_MENTION;
  g_assert_cmpuint (n_mentions, ==, troupe_prompt_get_n_mentions (prompt));
}

/* What was written for people is read as the same. */
static void
look_at_text (const TroupePrompt *prompt)
{
  g_autofree char *text = troupe_prompt_to_text (prompt, names);
  g_autoptr (TroupePrompt) back = troupe_prompt_parse (text, names);

  look_at_prompt (back);
  g_assert_true (troupe_prompt_equal (prompt, back));
}

static void
look_at_words (const TroupePrompt *prompt)
{
  g_autoptr (GPtrArray) words = troupe_prompt_find_words (prompt, names);
  guint end = 0;

  for (guint i = 0; i < words->len; i++)
    {
      const TroupePromptWord *word = words->pdata[i];

      g_assert_null (word->mention);    /* it would have been bound */
      g_assert_cmpuint (word->position, >=, end);
      g_assert_cmpuint (word->n_chars, >, 1);
      end = word->position + word->n_chars;
    }
  g_assert_cmpuint (end, <=, troupe_prompt_get_n_chars (prompt));
}

static void
look_at_json (const TroupePrompt *prompt,
              const char         *foreign)
{
  g_autofree char *json = troupe_prompt_to_json (prompt);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) foreign_error = NULL;
  g_autoptr (TroupePrompt) back = troupe_prompt_from_json (json, &error);
  g_autoptr (TroupePrompt) other = troupe_prompt_from_json (foreign, &foreign_error);

  g_assert_no_error (error);
  g_assert_true (troupe_prompt_equal (prompt, back));
  if (other != NULL)
    look_at_prompt (other);
  else
    g_assert_error (foreign_error, TROUPE_PROMPT_ERROR, TROUPE_PROMPT_ERROR_DRAFT);
}

/* Every third character is not known there. */
static char *
format (const TroupeMention *mention,
        guint                index,
        gpointer             user_data)
{
  return mention->character_id[0] % 3 == 0 ? NULL : g_strdup_printf ("<%u> ", index);
}

static void
look_at_rendering (const TroupePrompt *prompt)
{
  const TroupePromptRules rules = { format, NULL, 2, 20, TROUPE_PROMPT_UNIT_UTF16 };
  g_autoptr (TroupePromptRendering) rendering = troupe_prompt_render (prompt, &rules);
  guint end = 0;

  g_assert_null (strstr (rendering->text, TROUPE_PROMPT_MENTION_UTF8));
  for (guint i = 0; i < rendering->mentions->len; i++)
    {
      const TroupeRenderedMention *mention = &g_array_index (rendering->mentions, TroupeRenderedMention, i);

      g_assert_cmpuint (mention->position, >=, end);
      end = mention->position + mention->n_chars;
    }
  g_assert_cmpint (end, <=, g_utf8_strlen (rendering->text, -1));
}

static void
look_at_choices (const TroupePrompt *prompt)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) texts = troupe_prompt_expand_choices (prompt, MAX_TEXTS, &error);

  if (texts == NULL)
    {
      g_assert_nonnull (error);
      g_assert_true (error->domain == TROUPE_PROMPT_ERROR);
      return;
    }
  g_assert_cmpuint (texts->len, >=, 1);
  g_assert_cmpuint (texts->len, <=, MAX_TEXTS);
  for (guint i = 0; i < texts->len; i++)
    look_at_prompt (texts->pdata[i]);
}

static void
look_up (const char *text)
{
  g_autofree char *cut = g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), MAX_QUERY));
  g_autoptr (GPtrArray) ranked = troupe_completion_rank (completion, cut, 5);
  g_autoptr (GPtrArray) near = troupe_near_names_find (near_names, cut, 3);

  g_assert_cmpuint (ranked->len, <=, 5);
  g_assert_cmpuint (near->len, <=, 3);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *bytes = g_strndup ((const char *) data, size);
  g_autofree char *text = g_utf8_make_valid (bytes, -1);
  g_autoptr (TroupePrompt) prompt = troupe_prompt_parse (text, names);

  look_at_prompt (prompt);
  look_at_text (prompt);
  look_at_words (prompt);
  look_at_json (prompt, text);
  look_at_rendering (prompt);
  look_at_choices (prompt);
  look_up (text);
  return 0;
}
