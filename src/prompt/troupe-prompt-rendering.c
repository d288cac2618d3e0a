/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-prompt-rendering.h"

#include <string.h>

/* A prompt being written */
typedef struct
{
  const TroupePromptRules *rules;
  TroupePromptRendering   *result;
  GString                 *text;
  guint                    n_chars;    /* of text */
} Writing;

static gboolean
find_character (GPtrArray           *mentions,
                const TroupeMention *mention,
                guint               *index)
{
  for (guint i = 0; i < mentions->len; i++)
    {
      const TroupeMention *other = mentions->pdata[i];

      if (g_str_equal (other->character_id, mention->character_id))
        {
          *index = i;
          return TRUE;
        }
    }
  return FALSE;
}

static void
add_once (GPtrArray           *mentions,
          const TroupeMention *mention)
{
  guint index;

  if (!find_character (mentions, mention, &index))
    g_ptr_array_add (mentions, troupe_mention_copy (mention));
}

/* Somebody unknown gets no place, and the others keep theirs. */
static char *
format (Writing             *writing,
        const TroupeMention *mention)
{
  TroupePromptRendering *result = writing->result;
  guint index = result->cast->len;
  char *text;

  find_character (result->cast, mention, &index);
  text = writing->rules->format (mention, index, writing->rules->user_data);
  add_once (text != NULL ? result->cast : result->missing, mention);
  return text != NULL ? text : g_strconcat ("@", mention->name, NULL);
}

static void
append (Writing    *writing,
        const char *text,
        gsize       length)
{
  g_string_append_len (writing->text, text, (gssize) length);
  writing->n_chars += (guint) g_utf8_strlen (text, (gssize) length);
}

/* A mention may end with a blank of its own, which takes the place of the one behind it. */
static const char *
append_mention (Writing             *writing,
                guint                index,
                const TroupeMention *mention,
                const char          *rest)
{
  g_autofree char *text = format (writing, mention);
  TroupeRenderedMention place = { writing->n_chars, 0, index };

  append (writing, text, strlen (text));
  place.n_chars = writing->n_chars - place.position;
  if (g_str_has_suffix (text, " "))
    {
      place.n_chars--;
      rest += *rest == ' ' ? 1 : 0;
    }
  g_array_append_val (writing->result->mentions, place);
  return rest;
}

static void
check (TroupePromptRendering   *self,
       const TroupePromptRules *rules)
{
  self->length = troupe_prompt_unit_measure (rules->unit, self->text);
  if (self->missing->len > 0)
    self->problems |= TROUPE_PROMPT_PROBLEM_UNKNOWN;
  if (self->cast->len + self->missing->len > rules->max_mentions)
    self->problems |= TROUPE_PROMPT_PROBLEM_MANY_MENTIONS;
  if (rules->max_length > 0 && self->length > rules->max_length)
    self->problems |= TROUPE_PROMPT_PROBLEM_LONG;
}

/**
 * troupe_prompt_render:
 * @self: a prompt
 * @rules: of a provider
 *
 * Writes the text that a provider is to get, finds out who is in it, and holds it against the
 * provider's limits. Nothing is left out because of them.
 *
 * Returns: (transfer full): the text and what is to be known of it
 */
TroupePromptRendering *
troupe_prompt_render (const TroupePrompt      *self,
                      const TroupePromptRules *rules)
{
  TroupePromptRendering *result;
  Writing writing = { rules, NULL, NULL, 0 };
  const char *p, *mark;
  guint index = 0;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (rules != NULL && rules->format != NULL, NULL);

  result = g_new0 (TroupePromptRendering, 1);
  result->cast = g_ptr_array_new_with_free_func ((GDestroyNotify) troupe_mention_free);
  result->missing = g_ptr_array_new_with_free_func ((GDestroyNotify) troupe_mention_free);
  result->mentions = g_array_new (FALSE, FALSE, sizeof (TroupeRenderedMention));
  writing.result = result;
  writing.text = g_string_new (NULL);

  p = troupe_prompt_get_text (self);
  while ((mark = strstr (p, TROUPE_PROMPT_MENTION_UTF8)) != NULL)
    {
      append (&writing, p, (gsize) (mark - p));
      p = append_mention (&writing, index, troupe_prompt_get_mention (self, index),
                          mark + strlen (TROUPE_PROMPT_MENTION_UTF8));
      index++;
    }
  append (&writing, p, strlen (p));
  result->text = g_string_free_and_steal (writing.text);
  check (result, rules);
  return result;
}

/**
 * troupe_prompt_rendering_free:
 * @self: (transfer full): a rendering
 *
 * Frees a rendering.
 */
void
troupe_prompt_rendering_free (TroupePromptRendering *self)
{
  g_free (self->text);
  g_ptr_array_unref (self->cast);
  g_ptr_array_unref (self->missing);
  g_array_unref (self->mentions);
  g_free (self);
}

/**
 * troupe_prompt_unit_measure:
 * @unit: what is counted
 * @text: UTF-8
 *
 * Returns: the length of @text
 */
guint
troupe_prompt_unit_measure (TroupePromptUnit unit,
                            const char      *text)
{
  glong n_chars = g_utf8_strlen (text, -1);
  guint n_pairs = 0;

  if (unit == TROUPE_PROMPT_UNIT_BYTES)
    return (guint) strlen (text);
  if (unit == TROUPE_PROMPT_UNIT_CHARACTERS)
    return (guint) n_chars;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    n_pairs += g_utf8_get_char (p) > 0xffff;
  return (guint) n_chars + n_pairs;
}
