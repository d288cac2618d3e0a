/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-prompt-words.h"

#include <string.h>

#include "troupe-letters.h"

#define FULL_WIDTH_AT 0xff20    /* what an input method for Chinese types */

/* Longer than any alias; more between two braces is no name. */
#define MAX_NAME_CHARS 160

/* While a text is read */
typedef struct
{
  const char *at;
  guint       position;
  gunichar    last;         /* the character before, 0 behind a mention */
} Reader;

/**
 * troupe_prompt_word_free:
 * @self: (transfer full): a word
 *
 * Frees a word.
 */
void
troupe_prompt_word_free (TroupePromptWord *self)
{
  g_free (self->name);
  g_clear_pointer (&self->mention, troupe_mention_free);
  g_free (self);
}

/* Within a word, as in an address of mail, an @ begins nothing, unless there are braces. */
static gboolean
is_within_word (gunichar last)
{
  return g_unichar_ismark (last) ||
         (troupe_letters_is_word (last) && !troupe_letters_is_unspaced (last));
}

static gboolean
is_at (gunichar character)
{
  return character == '@' || character == FULL_WIDTH_AT;
}

static TroupePromptWord *
word_new (const char            *start,
          const char            *end,
          const TroupeNameMatch *match)
{
  TroupePromptWord *word = g_new0 (TroupePromptWord, 1);

  word->name = g_strndup (start, (gsize) (end - start));
  if (match != NULL)
    word->mention = troupe_mention_new (match->character_id, match->name);
  return word;
}

static gboolean
is_name_letter (const char *p)
{
  return *p != '\0' && strchr ("@{|}\n", *p) == NULL && g_utf8_get_char (p) != TROUPE_PROMPT_MENTION;
}

static const char *
find_brace (const char *text)
{
  for (guint i = 0; i < MAX_NAME_CHARS && is_name_letter (text); i++)
    text = g_utf8_next_char (text);
  return text;
}

/* text: behind the brace. Choices between braces are no name. */
static TroupePromptWord *
read_braced (const char      *text,
             TroupeNameIndex *names,
             const char     **end)
{
  TroupeNameMatch match;

  if (troupe_name_index_match_braced (names, text, &match))
    {
      *end = text + match.n_bytes + 1;
      return word_new (text, *end - 1, &match);
    }
  *end = find_brace (text);
  if (*end == text || **end != '}')
    return NULL;
  (*end)++;
  return word_new (text, *end - 1, NULL);
}

static TroupePromptWord *
read_plain (const char      *text,
            TroupeNameIndex *names,
            const char     **end)
{
  TroupeNameMatch match;

  if (troupe_name_index_match (names, text, &match))
    {
      *end = text + match.n_bytes;
      return word_new (text, *end, &match);
    }
  *end = troupe_letters_skip_name (text);
  return *end > text ? word_new (text, *end, NULL) : NULL;
}

static TroupePromptWord *
read_word (const Reader    *reader,
           TroupeNameIndex *names,
           const char     **end)
{
  const char *text = g_utf8_next_char (reader->at);

  if (!is_at (g_utf8_get_char (reader->at)))
    return NULL;
  if (*text == '{')
    return read_braced (text + 1, names, end);
  return is_within_word (reader->last) ? NULL : read_plain (text, names, end);
}

/**
 * troupe_prompt_find_words:
 * @self: a prompt
 * @names: who can be mentioned
 *
 * Finds the words with an `@` that are no mentions yet, those that name somebody and those that do
 * not.
 *
 * The longest name counts, and it has to be over where letters go on (troupe_letters_ends_name()); `@{name}`
 * is one whatever stands around it. An `@` in the middle of a word is none.
 *
 * Returns: (transfer container) (element-type TroupePromptWord): the words, in the order of the text
 */
GPtrArray *
troupe_prompt_find_words (const TroupePrompt *self,
                          TroupeNameIndex    *names)
{
  GPtrArray *words;
  Reader reader = { 0 };

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (names != NULL, NULL);

  words = g_ptr_array_new_with_free_func ((GDestroyNotify) troupe_prompt_word_free);
  reader.at = troupe_prompt_get_text (self);
  while (*reader.at != '\0')
    {
      const char *end = g_utf8_next_char (reader.at);
      const char *word_end = NULL;
      TroupePromptWord *word = read_word (&reader, names, &word_end);

      if (word != NULL)
        {
          end = word_end;
          word->position = reader.position;
          word->n_chars = (guint) g_utf8_pointer_to_offset (reader.at, end);
          g_ptr_array_add (words, word);
        }
      reader.position += (guint) g_utf8_pointer_to_offset (reader.at, end);
      reader.last = g_utf8_get_char (g_utf8_prev_char (end));
      if ((word != NULL && word->mention != NULL) || reader.last == TROUPE_PROMPT_MENTION)
        reader.last = 0;
      reader.at = end;
    }
  return words;
}

/**
 * troupe_prompt_dup_query:
 * @self: a prompt
 * @caret: where somebody types, in code points
 * @position: (out): return location for the place of the `@`, in code points
 *
 * Finds the `@` before the caret and what was typed since, which may have blanks in it, as names do. Where
 * somebody is chosen, a mention takes the place of all from @position to @caret.
 *
 * Returns: (transfer full) (nullable): the query, which may be empty; `NULL` where there is no `@` in the
 *   line, a mention comes after it, or a brace, or more than a name has
 */
char *
troupe_prompt_dup_query (const TroupePrompt *self,
                         guint               caret,
                         guint              *position)
{
  const char *text, *end, *p;

  g_return_val_if_fail (self != NULL && position != NULL, NULL);
  g_return_val_if_fail (caret <= troupe_prompt_get_n_chars (self), NULL);

  text = troupe_prompt_get_text (self);
  end = p = g_utf8_offset_to_pointer (text, caret);
  for (guint n_chars = 0; p > text && n_chars <= MAX_NAME_CHARS; n_chars++)
    {
      p = g_utf8_prev_char (p);
      if (is_at (g_utf8_get_char (p)))
        {
          *position = caret - n_chars - 1;
          p = g_utf8_next_char (p);
          return g_strndup (p, (gsize) (end - p));
        }
      if (!is_name_letter (p))
        return NULL;
    }
  return NULL;
}

static void
append_mention (TroupePrompt        *prompt,
                const TroupeMention *mention)
{
  troupe_prompt_insert_mention (prompt, troupe_prompt_get_n_chars (prompt), mention);
}

/* Copies what stands between two words, text and mentions. */
static void
append_run (TroupePrompt       *prompt,
            const TroupePrompt *source,
            const char         *start,
            const char         *end,
            guint              *index)
{
  const char *mark = start;

  for (const char *p = start; mark != NULL; p = mark + strlen (TROUPE_PROMPT_MENTION_UTF8))
    {
      g_autofree char *text = NULL;

      mark = g_strstr_len (p, end - p, TROUPE_PROMPT_MENTION_UTF8);
      text = g_strndup (p, (gsize) ((mark != NULL ? mark : end) - p));
      troupe_prompt_insert_text (prompt, troupe_prompt_get_n_chars (prompt), text);
      if (mark != NULL)
        append_mention (prompt, troupe_prompt_get_mention (source, (*index)++));
    }
}

/**
 * troupe_prompt_bind:
 * @self: a prompt
 * @names: who can be mentioned
 *
 * Makes mentions of the words that name somebody. A mention has the name as the index has it.
 *
 * Returns: how many were made
 */
guint
troupe_prompt_bind (TroupePrompt    *self,
                    TroupeNameIndex *names)
{
  g_autoptr (GPtrArray) words = troupe_prompt_find_words (self, names);
  g_autoptr (TroupePrompt) bound = troupe_prompt_new (NULL);
  const char *p = troupe_prompt_get_text (self);
  guint position = 0, index = 0, n_bound = 0;

  for (guint i = 0; i < words->len; i++)
    {
      const TroupePromptWord *word = words->pdata[i];
      const char *start;

      if (word->mention == NULL)
        continue;
      start = g_utf8_offset_to_pointer (p, word->position - position);
      append_run (bound, self, p, start, &index);
      append_mention (bound, word->mention);
      p = g_utf8_offset_to_pointer (start, word->n_chars);
      position = word->position + word->n_chars;
      n_bound++;
    }
  if (n_bound == 0)
    return 0;

  append_run (bound, self, p, p + strlen (p), &index);
  troupe_prompt_delete (self, 0, troupe_prompt_get_n_chars (self));
  troupe_prompt_insert (self, 0, bound);
  return n_bound;
}

/**
 * troupe_prompt_parse:
 * @text: UTF-8, as a person wrote or pasted it
 * @names: who can be mentioned
 *
 * Makes a prompt of a text. What names nobody stays text.
 *
 * Returns: (transfer full): a prompt
 */
TroupePrompt *
troupe_prompt_parse (const char      *text,
                     TroupeNameIndex *names)
{
  TroupePrompt *self = troupe_prompt_new (text);

  troupe_prompt_bind (self, names);
  return self;
}

/* rest: what follows the mention, up to the next one */
static gboolean
is_read_back (const TroupeMention *mention,
              const char          *rest,
              gsize                length,
              TroupeNameIndex     *names)
{
  g_autoptr (GString) text = g_string_new (mention->name);
  TroupeNameMatch match;

  g_string_append_len (text, rest, (gssize) length);
  return troupe_name_index_match (names, text->str, &match) &&
         match.n_bytes == strlen (mention->name) &&
         g_str_equal (match.character_id, mention->character_id);
}

static void
write_mention (GString             *text,
               gunichar             last,
               const TroupeMention *mention,
               const char          *rest,
               gsize                length,
               TroupeNameIndex     *names)
{
  gboolean is_plain = !is_within_word (last) && is_read_back (mention, rest, length, names);

  g_string_append_printf (text, "@%s%s%s", is_plain ? "" : "{", mention->name, is_plain ? "" : "}");
}

static TroupeNameIndex *
index_own_names (const TroupePrompt *self)
{
  TroupeNameIndex *names = troupe_name_index_new ();

  for (guint i = 0; i < troupe_prompt_get_n_mentions (self); i++)
    {
      const TroupeMention *mention = troupe_prompt_get_mention (self, i);

      troupe_name_index_add (names, TROUPE_NAME_ALIAS, mention->name, mention->character_id);
    }
  return names;
}

/**
 * troupe_prompt_to_text:
 * @self: a prompt
 * @names: (nullable): who can be mentioned, `NULL` where only the mentions of @self are known
 *
 * Writes a prompt as text for people and other programs, with the names of the mentions. They are in
 * braces, `@{name}`, where troupe_prompt_parse() would not find the same mention otherwise.
 *
 * Returns: (transfer full): the text
 */
char *
troupe_prompt_to_text (const TroupePrompt *self,
                       TroupeNameIndex    *names)
{
  g_autoptr (TroupeNameIndex) own = NULL;
  GString *text;
  const char *p, *mark, *end;
  guint index = 0;

  g_return_val_if_fail (self != NULL, NULL);

  if (names == NULL)
    names = own = index_own_names (self);
  text = g_string_new (NULL);
  for (p = troupe_prompt_get_text (self); (mark = strstr (p, TROUPE_PROMPT_MENTION_UTF8)) != NULL; p = mark)
    {
      gunichar last = mark > p ? g_utf8_get_char (g_utf8_prev_char (mark)) : 0;

      g_string_append_len (text, p, mark - p);
      mark += strlen (TROUPE_PROMPT_MENTION_UTF8);
      end = strstr (mark, TROUPE_PROMPT_MENTION_UTF8);
      write_mention (text, last, troupe_prompt_get_mention (self, index++), mark,
                     end != NULL ? (gsize) (end - mark) : strlen (mark), names);
    }
  g_string_append (text, p);
  return g_string_free_and_steal (text);
}
