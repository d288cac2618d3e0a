/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-prompt.h"

#include <string.h>

#define REPLACEMENT "\xef\xbf\xbd"   /* U+FFFD */

struct _TroupePrompt
{
  GString   *text;        /* U+FFFC for each of mentions, and nowhere else */
  GPtrArray *mentions;    /* of TroupeMention, in the order of the text */
  guint      n_chars;
};

/* What a position means in bytes, and how many mentions stand before it */
typedef struct
{
  gsize byte;
  guint mention;
} Place;

static Place
find_place (const TroupePrompt *self,
            Place               from,
            guint               n_chars)
{
  const char *start = self->text->str + from.byte;
  const char *p = start;

  if (n_chars == self->n_chars)
    return (Place) { self->text->len, self->mentions->len }
  ;
  for (; n_chars > 0; n_chars--)
    {
      from.mention += g_utf8_get_char (p) == TROUPE_PROMPT_MENTION;
      p = g_utf8_next_char (p);
    }
  from.byte += (gsize) (p - start);
  return from;
}

/* U+FFFC would be a mention without a character; another sign keeps the positions. */
static char *
dup_clean (const char *text)
{
  GString *clean = g_string_new (text);

  g_string_replace (clean, TROUPE_PROMPT_MENTION_UTF8, REPLACEMENT, 0);
  return g_string_free_and_steal (clean);
}

static TroupePrompt *
prompt_new_empty (void)
{
  TroupePrompt *self = g_new0 (TroupePrompt, 1);

  self->text = g_string_new (NULL);
  self->mentions = g_ptr_array_new_with_free_func ((GDestroyNotify) troupe_mention_free);
  return self;
}

/**
 * troupe_prompt_new:
 * @text: (nullable): UTF-8, `NULL` for nothing
 *
 * Makes a prompt without mentions; troupe_prompt_parse() finds them in the text. A U+FFFC in @text
 * becomes U+FFFD.
 *
 * Returns: (transfer full): a prompt
 */
TroupePrompt *
troupe_prompt_new (const char *text)
{
  TroupePrompt *self = prompt_new_empty ();

  if (text != NULL)
    troupe_prompt_insert_text (self, 0, text);
  return self;
}

/**
 * troupe_prompt_copy:
 * @self: a prompt
 *
 * Returns: (transfer full): the same once more
 */
TroupePrompt *
troupe_prompt_copy (const TroupePrompt *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return troupe_prompt_slice (self, 0, self->n_chars);
}

/**
 * troupe_prompt_free:
 * @self: (transfer full): a prompt
 *
 * Frees a prompt with its mentions.
 */
void
troupe_prompt_free (TroupePrompt *self)
{
  g_string_free (self->text, TRUE);
  g_ptr_array_unref (self->mentions);
  g_free (self);
}

/**
 * troupe_prompt_equal:
 * @self: a prompt
 * @other: another one
 *
 * Returns: whether both have the same text and the same mentions
 */
gboolean
troupe_prompt_equal (const TroupePrompt *self,
                     const TroupePrompt *other)
{
  g_return_val_if_fail (self != NULL && other != NULL, FALSE);

  if (!g_string_equal (self->text, other->text))
    return FALSE;
  for (guint i = 0; i < self->mentions->len; i++)
    if (!troupe_mention_equal (self->mentions->pdata[i], other->mentions->pdata[i]))
      return FALSE;
  return TRUE;
}

/**
 * troupe_prompt_get_text:
 * @self: a prompt
 *
 * Gets the text as positions count it; troupe_prompt_to_text() is for people.
 *
 * Returns: (transfer none): UTF-8, with U+FFFC for each mention; until the next edit
 */
const char *
troupe_prompt_get_text (const TroupePrompt *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->text->str;
}

/**
 * troupe_prompt_get_n_chars:
 * @self: a prompt
 *
 * Returns: its length in code points, each mention as one
 */
guint
troupe_prompt_get_n_chars (const TroupePrompt *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->n_chars;
}

/**
 * troupe_prompt_get_n_mentions:
 * @self: a prompt
 *
 * Returns: how many mentions it has; a character mentioned twice counts twice
 */
guint
troupe_prompt_get_n_mentions (const TroupePrompt *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->mentions->len;
}

/**
 * troupe_prompt_get_mention:
 * @self: a prompt
 * @index: which one
 *
 * Returns: (transfer none): the mention, in the order of the text
 */
const TroupeMention *
troupe_prompt_get_mention (const TroupePrompt *self,
                           guint               index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->mentions->len, NULL);
  return self->mentions->pdata[index];
}

/**
 * troupe_prompt_get_mention_at:
 * @self: a prompt
 * @position: in code points, may be the end
 *
 * Returns: (transfer none) (nullable): the mention that begins there, `NULL` where a letter or the end is
 */
const TroupeMention *
troupe_prompt_get_mention_at (const TroupePrompt *self,
                              guint               position)
{
  Place place;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (position <= self->n_chars, NULL);

  place = find_place (self, (Place) { 0, 0 }, position);
  if (g_utf8_get_char (self->text->str + place.byte) != TROUPE_PROMPT_MENTION)
    return NULL;
  return self->mentions->pdata[place.mention];
}

/**
 * troupe_prompt_slice:
 * @self: a prompt
 * @position: where it begins, in code points
 * @n_chars: its length in code points
 *
 * Copies a part, as for the clipboard.
 *
 * Returns: (transfer full): a prompt
 */
TroupePrompt *
troupe_prompt_slice (const TroupePrompt *self,
                     guint               position,
                     guint               n_chars)
{
  TroupePrompt *slice;
  Place start, end;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (position <= self->n_chars && n_chars <= self->n_chars - position, NULL);

  slice = prompt_new_empty ();
  start = find_place (self, (Place) { 0, 0 }, position);
  end = find_place (self, start, n_chars);
  g_string_append_len (slice->text, self->text->str + start.byte, (gssize) (end.byte - start.byte));
  for (guint i = start.mention; i < end.mention; i++)
    g_ptr_array_add (slice->mentions, troupe_mention_copy (self->mentions->pdata[i]));
  slice->n_chars = n_chars;
  return slice;
}

/**
 * troupe_prompt_insert:
 * @self: a prompt
 * @position: where, in code points
 * @inserted: what, not @self
 *
 * Inserts text and mentions, as from the clipboard.
 */
void
troupe_prompt_insert (TroupePrompt       *self,
                      guint               position,
                      const TroupePrompt *inserted)
{
  Place place;

  g_return_if_fail (self != NULL);
  g_return_if_fail (position <= self->n_chars);
  g_return_if_fail (inserted != NULL && inserted != self);

  place = find_place (self, (Place) { 0, 0 }, position);
  g_string_insert_len (self->text, (gssize) place.byte, inserted->text->str, (gssize) inserted->text->len);
  for (guint i = 0; i < inserted->mentions->len; i++)
    g_ptr_array_insert (self->mentions, (int) (place.mention + i),
                        troupe_mention_copy (inserted->mentions->pdata[i]));
  self->n_chars += inserted->n_chars;
}

/**
 * troupe_prompt_insert_text:
 * @self: a prompt
 * @position: where, in code points
 * @text: UTF-8
 *
 * Inserts text as it is; an `@` in it makes no mention. A U+FFFC in @text becomes U+FFFD.
 */
void
troupe_prompt_insert_text (TroupePrompt *self,
                           guint         position,
                           const char   *text)
{
  g_autofree char *clean = NULL;
  Place place;

  g_return_if_fail (self != NULL);
  g_return_if_fail (position <= self->n_chars);
  g_return_if_fail (g_utf8_validate (text, -1, NULL));

  clean = dup_clean (text);
  place = find_place (self, (Place) { 0, 0 }, position);
  g_string_insert (self->text, (gssize) place.byte, clean);
  self->n_chars += (guint) g_utf8_strlen (clean, -1);
}

/**
 * troupe_prompt_insert_mention:
 * @self: a prompt
 * @position: where, in code points
 * @mention: what
 *
 * Inserts a mention, which takes up one position.
 */
void
troupe_prompt_insert_mention (TroupePrompt        *self,
                              guint                position,
                              const TroupeMention *mention)
{
  Place place;

  g_return_if_fail (self != NULL);
  g_return_if_fail (position <= self->n_chars);
  g_return_if_fail (mention != NULL);

  place = find_place (self, (Place) { 0, 0 }, position);
  g_string_insert (self->text, (gssize) place.byte, TROUPE_PROMPT_MENTION_UTF8);
  g_ptr_array_insert (self->mentions, (int) place.mention, troupe_mention_copy (mention));
  self->n_chars++;
}

/**
 * troupe_prompt_delete:
 * @self: a prompt
 * @position: where the part begins, in code points
 * @n_chars: its length in code points
 *
 * Deletes a part, letters and mentions.
 */
void
troupe_prompt_delete (TroupePrompt *self,
                      guint         position,
                      guint         n_chars)
{
  Place start, end;

  g_return_if_fail (self != NULL);
  g_return_if_fail (position <= self->n_chars && n_chars <= self->n_chars - position);

  start = find_place (self, (Place) { 0, 0 }, position);
  end = find_place (self, start, n_chars);
  g_string_erase (self->text, (gssize) start.byte, (gssize) (end.byte - start.byte));
  if (end.mention > start.mention)
    g_ptr_array_remove_range (self->mentions, start.mention, end.mention - start.mention);
  self->n_chars -= n_chars;
}

/**
 * troupe_prompt_replace_mention:
 * @self: a prompt
 * @position: where a mention is, in code points
 * @mention: what is to be there
 *
 * Lets a mention stand for another character.
 */
void
troupe_prompt_replace_mention (TroupePrompt        *self,
                               guint                position,
                               const TroupeMention *mention)
{
  g_autoptr (TroupeMention) copy = NULL;

  g_return_if_fail (troupe_prompt_get_mention_at (self, position) != NULL);
  g_return_if_fail (mention != NULL);

  copy = troupe_mention_copy (mention);    /* it may be the one that goes */
  troupe_prompt_delete (self, position, 1);
  troupe_prompt_insert_mention (self, position, copy);
}
