/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-prompt-choices.h"

#include <string.h>

#include "troupe-prompt-error.h"

/* How far choices may stand inside each other; the reader recurses. */
#define MAX_DEPTH 32

/* A part of a text: one prompt, or alternatives */
typedef struct
{
  TroupePrompt *prompt;          /* or NULL */
  GPtrArray    *alternatives;    /* of sequences, which are GPtrArray of Part; or NULL */
} Part;

typedef struct
{
  const TroupePrompt *prompt;
  gunichar           *letters;
  guint               n_letters;
  guint               at;
  guint               depth;
} Reader;

static GPtrArray *read_sequence (Reader  *reader,
                                 gboolean is_inside,
                                 GError **error);

static void
part_free (Part *part)
{
  g_clear_pointer (&part->prompt, troupe_prompt_free);
  g_clear_pointer (&part->alternatives, g_ptr_array_unref);
  g_free (part);
}

static GPtrArray *
sequence_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) part_free);
}

static void
add_text (GPtrArray *sequence,
          Reader    *reader,
          guint      start,
          guint      end)
{
  Part *part;

  if (start == end)
    return;
  part = g_new0 (Part, 1);
  part->prompt = troupe_prompt_slice (reader->prompt, start, end - start);
  g_ptr_array_add (sequence, part);
}

static gboolean
is_sign (gunichar letter)
{
  return letter == '{' || letter == '|' || letter == '}' || letter == '\\';
}

/* Reads what stands between a brace and its end; FALSE in has_end where there is none. */
static GPtrArray *
read_alternatives (Reader   *reader,
                   gboolean *has_end,
                   GError  **error)
{
  g_autoptr (GPtrArray) alternatives = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  gunichar letter;

  do
    {
      GPtrArray *sequence = read_sequence (reader, TRUE, error);

      if (sequence == NULL)
        return NULL;
      g_ptr_array_add (alternatives, sequence);
      letter = reader->at < reader->n_letters ? reader->letters[reader->at++] : 0;
    }
  while (letter == '|');
  *has_end = letter == '}';
  return g_steal_pointer (&alternatives);
}

/* Braces around no choice are text, with what stands between them. */
static void
add_literal (GPtrArray *sequence,
             Reader    *reader,
             guint      start,
             gboolean   has_end,
             GPtrArray *inner)
{
  add_text (sequence, reader, start, start + 1);
  while (inner->len > 0)
    g_ptr_array_add (sequence, g_ptr_array_steal_index (inner, 0));
  if (has_end)
    add_text (sequence, reader, reader->at - 1, reader->at);
}

static gboolean
read_braces (Reader    *reader,
             GPtrArray *sequence,
             GError   **error)
{
  guint start = reader->at++;
  g_autoptr (GPtrArray) alternatives = NULL;
  gboolean has_end = FALSE;
  Part *part;

  if (reader->depth == MAX_DEPTH)
    {
      g_set_error (error, TROUPE_PROMPT_ERROR, TROUPE_PROMPT_ERROR_CHOICE,
                   "character %u: choices stand inside each other more than %u times", start + 1, MAX_DEPTH);
      return FALSE;
    }
  reader->depth++;
  alternatives = read_alternatives (reader, &has_end, error);
  reader->depth--;
  if (alternatives == NULL)
    return FALSE;
  if (alternatives->len == 1)
    {
      add_literal (sequence, reader, start, has_end, alternatives->pdata[0]);
      return TRUE;
    }
  if (!has_end)
    {
      g_set_error (error, TROUPE_PROMPT_ERROR, TROUPE_PROMPT_ERROR_CHOICE,
                   "character %u: the choice that begins with { has no }", start + 1);
      return FALSE;
    }

  part = g_new0 (Part, 1);
  part->alternatives = g_steal_pointer (&alternatives);
  g_ptr_array_add (sequence, part);
  return TRUE;
}

/* Up to the end of the text or, inside of braces, to | or } */
static GPtrArray *
read_sequence (Reader  *reader,
               gboolean is_inside,
               GError **error)
{
  g_autoptr (GPtrArray) sequence = sequence_new ();
  guint start = reader->at;

  while (reader->at < reader->n_letters)
    {
      gunichar letter = reader->letters[reader->at];

      if (is_inside && (letter == '|' || letter == '}'))
        break;
      if (letter == '\\' && is_sign (reader->letters[reader->at + 1]))
        {
          add_text (sequence, reader, start, reader->at);
          start = reader->at + 1;
          reader->at += 2;
        }
      else if (letter == '{')
        {
          add_text (sequence, reader, start, reader->at);
          if (!read_braces (reader, sequence, error))
            return NULL;
          start = reader->at;
        }
      else
        {
          reader->at++;
        }
    }
  add_text (sequence, reader, start, reader->at);
  return g_steal_pointer (&sequence);
}

/* Stops at G_MAXUINT */
static guint64
count (GPtrArray *sequence)
{
  guint64 product = 1;

  for (guint i = 0; i < sequence->len; i++)
    {
      const Part *part = sequence->pdata[i];
      guint64 sum = 0;

      if (part->alternatives == NULL)
        continue;
      for (guint j = 0; j < part->alternatives->len; j++)
        sum += count (part->alternatives->pdata[j]);
      product = MIN (product * MIN (sum, G_MAXUINT), G_MAXUINT);
    }
  return product;
}

static GPtrArray *
prompts_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) troupe_prompt_free);
}

static void
append (TroupePrompt       *prompt,
        const TroupePrompt *tail)
{
  troupe_prompt_insert (prompt, troupe_prompt_get_n_chars (prompt), tail);
}

static GPtrArray *
combine (GPtrArray *heads,
         GPtrArray *tails)
{
  GPtrArray *prompts = prompts_new ();

  for (guint i = 0; i < heads->len; i++)
    for (guint j = 0; j < tails->len; j++)
      {
        TroupePrompt *prompt = troupe_prompt_copy (heads->pdata[i]);

        append (prompt, tails->pdata[j]);
        g_ptr_array_add (prompts, prompt);
      }
  return prompts;
}

static GPtrArray *
expand (GPtrArray *sequence)
{
  GPtrArray *prompts = prompts_new ();

  g_ptr_array_add (prompts, troupe_prompt_new (NULL));
  for (guint i = 0; i < sequence->len; i++)
    {
      const Part *part = sequence->pdata[i];
      g_autoptr (GPtrArray) heads = NULL;
      g_autoptr (GPtrArray) tails = prompts_new ();

      for (guint j = 0; part->prompt != NULL && j < prompts->len; j++)
        append (prompts->pdata[j], part->prompt);
      if (part->prompt != NULL)
        continue;
      for (guint j = 0; j < part->alternatives->len; j++)
        g_ptr_array_extend_and_steal (tails, expand (part->alternatives->pdata[j]));
      heads = g_steal_pointer (&prompts);
      prompts = combine (heads, tails);
    }
  return prompts;
}

/**
 * troupe_prompt_expand_choices:
 * @self: a prompt
 * @max: how many texts there may be
 * @error: return location for an error
 *
 * Makes of a template all the texts that it stands for: of `a {red|blue} fox` two. Choices may hold mentions and
 * other choices, and nothing. Braces without a `|` between them are text, as is a `|` outside of braces. A
 * backslash before `{`, `|`, `}` or a backslash makes text of it and is left out.
 *
 * Fails with `TROUPE_PROMPT_ERROR_CHOICE` when a choice has no end, and with `TROUPE_PROMPT_ERROR_TOO_MANY`.
 *
 * Returns: (transfer container) (element-type TroupePrompt): the texts in order, the last choice changes
 *   first; at least one
 */
GPtrArray *
troupe_prompt_expand_choices (const TroupePrompt *self,
                              guint               max,
                              GError            **error)
{
  g_autoptr (GPtrArray) sequence = NULL;
  g_autofree gunichar *letters = NULL;
  Reader reader = { 0 };
  guint64 n_texts;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (max > 0, NULL);

  letters = g_utf8_to_ucs4_fast (troupe_prompt_get_text (self), -1, NULL);
  reader = (Reader) { self, letters, troupe_prompt_get_n_chars (self), 0, 0 };
  sequence = read_sequence (&reader, FALSE, error);
  if (sequence == NULL)
    return NULL;

  n_texts = count (sequence);
  if (n_texts <= max)
    return expand (sequence);

  g_set_error (error, TROUPE_PROMPT_ERROR, TROUPE_PROMPT_ERROR_TOO_MANY,
               "the choices make %s%" G_GUINT64_FORMAT " texts, at most %u are possible",
               n_texts == G_MAXUINT ? "at least " : "", n_texts, max);
  return NULL;
}
