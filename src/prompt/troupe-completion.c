/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-completion.h"

#include <string.h>

#include "troupe-fold.h"
#include "troupe-letters.h"

/* Between texts that are searched together; none has it within. */
#define BREAK '\n'

/* How well a query fits, the best first */
typedef enum
{
  FIT_WHOLE,       /* it is the alias or a username */
  FIT_NAME,        /* one of them, or a word in it, begins so */
  FIT_TAG,         /* a tag, or a word in it, begins so */
  FIT_ANYWHERE,    /* it stands within a name or tag */
  FIT_WORDS,       /* each of its words does */
  FIT_NONE,
} Fit;

typedef struct
{
  char  *id;
  char  *names;      /* folded: alias and usernames, each between two BREAK */
  char  *tags;       /* the same */
  gint64 used_us;
} Candidate;

struct _TroupeCompletion
{
  GArray *candidates;    /* of Candidate */
};

typedef struct
{
  const Candidate *candidate;
  Fit              fit;
} Ranked;

static void
candidate_clear (Candidate *candidate)
{
  g_free (candidate->id);
  g_free (candidate->names);
  g_free (candidate->tags);
}

static void
append_folded (GString    *text,
               const char *added)
{
  g_autofree char *folded = troupe_fold (added);

  g_strdelimit (folded, "\n", ' ');
  g_string_append (text, folded);
  g_string_append_c (text, BREAK);
}

static char *
join (const char        *first,
      const char *const *others)
{
  GString *text = g_string_new ("\n");

  if (first != NULL)
    append_folded (text, first);
  for (guint i = 0; others != NULL && others[i] != NULL; i++)
    append_folded (text, others[i]);
  return g_string_free_and_steal (text);
}

/**
 * troupe_completion_new:
 *
 * Returns: (transfer full): a completion that knows nobody
 */
TroupeCompletion *
troupe_completion_new (void)
{
  TroupeCompletion *self = g_new0 (TroupeCompletion, 1);

  self->candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  g_array_set_clear_func (self->candidates, (GDestroyNotify) candidate_clear);
  return self;
}

/**
 * troupe_completion_free:
 * @self: (transfer full): a completion
 *
 * Frees a completion.
 */
void
troupe_completion_free (TroupeCompletion *self)
{
  g_array_unref (self->candidates);
  g_free (self);
}

/**
 * troupe_completion_add:
 * @self: a completion
 * @character_id: a character
 * @alias: its name
 * @usernames: (nullable) (array zero-terminated=1): its names at providers
 * @tags: (nullable) (array zero-terminated=1): its tags
 * @used_us: when it was last mentioned or made, in microseconds; 0 for never
 *
 * Adds a character that can be mentioned.
 */
void
troupe_completion_add (TroupeCompletion  *self,
                       const char        *character_id,
                       const char        *alias,
                       const char *const *usernames,
                       const char *const *tags,
                       gint64             used_us)
{
  Candidate added = { 0 };

  g_return_if_fail (self != NULL);
  g_return_if_fail (character_id != NULL && alias != NULL);

  added.id = g_strdup (character_id);
  added.names = join (alias, usernames);
  added.tags = join (NULL, tags);
  added.used_us = used_us;
  g_array_append_val (self->candidates, added);
}

static gboolean
begins_word (const char *text,
             const char *found)
{
  gunichar before = g_utf8_get_char (g_utf8_find_prev_char (text, found));

  return !g_unichar_isalnum (before) || troupe_letters_is_unspaced (before);
}

/* FIT_WHOLE, FIT_NAME, FIT_ANYWHERE or FIT_NONE */
static Fit
find (const char *text,
      const char *query,
      gsize       length)
{
  Fit best = FIT_NONE;

  for (const char *found = strstr (text, query); found != NULL; found = strstr (found + 1, query))
    {
      if (found[-1] == BREAK && found[length] == BREAK)
        return FIT_WHOLE;
      if (best != FIT_NAME)
        best = begins_word (text, found) ? FIT_NAME : FIT_ANYWHERE;
    }
  return best;
}

static gboolean
has_words (const Candidate *candidate,
           char           **words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (candidate->names, words[i]) == NULL && strstr (candidate->tags, words[i]) == NULL)
      return FALSE;
  return words[0] != NULL;
}

static Fit
rate (const Candidate *candidate,
      const char      *query,
      char           **words)
{
  gsize length = strlen (query);
  Fit fit, tag;

  if (length == 0)
    return FIT_NAME;
  fit = find (candidate->names, query, length);
  if (fit <= FIT_NAME)
    return fit;
  tag = find (candidate->tags, query, length);
  if (tag <= FIT_NAME)
    return FIT_TAG;
  fit = MIN (fit, tag);
  return fit == FIT_NONE && has_words (candidate, words) ? FIT_WORDS : fit;
}

/* Among those that fit as well the recent ones come first. */
static int
compare_ranked (const Ranked *one,
                const Ranked *other)
{
  if (one->fit != other->fit)
    return one->fit < other->fit ? -1 : 1;
  if (one->candidate->used_us != other->candidate->used_us)
    return one->candidate->used_us > other->candidate->used_us ? -1 : 1;
  return strcmp (one->candidate->names, other->candidate->names);
}

/* Keeps the best, in order: only few are shown, of many that fit. */
static void
keep (GArray       *ranked,
      const Ranked *item,
      guint         max)
{
  guint position = ranked->len;

  if (ranked->len == max && (max == 0 || compare_ranked (&g_array_index (ranked, Ranked, max - 1), item) <= 0))
    return;
  while (position > 0 && compare_ranked (item, &g_array_index (ranked, Ranked, position - 1)) < 0)
    position--;
  g_array_insert_val (ranked, position, *item);
  if (ranked->len > max)
    g_array_set_size (ranked, max);
}

static char **
split_words (const char *query)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) words = g_strsplit_set (query, " \t", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_strv_builder_add (builder, words[i]);
  return g_strv_builder_end (builder);
}

/**
 * troupe_completion_rank:
 * @self: a completion
 * @query: UTF-8, what was typed behind the `@`
 * @max: how many are wanted
 *
 * Finds the characters whose alias, usernames or tags hold the query. Case, accents and compatibility forms
 * make no difference. Whole names come first, then names and their words that begin so, then tags, then
 * the others; among those that fit alike the ones used last. For an empty query it is all of them, the ones used
 * last first.
 *
 * Returns: (transfer container) (element-type utf8): ids, the best first
 */
GPtrArray *
troupe_completion_rank (TroupeCompletion *self,
                        const char       *query,
                        guint             max)
{
  g_autoptr (GArray) ranked = g_array_new (FALSE, FALSE, sizeof (Ranked));
  g_autofree char *folded = NULL;
  g_auto (GStrv) words = NULL;
  GPtrArray *ids;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (g_utf8_validate (query, -1, NULL), NULL);

  folded = troupe_fold (query);
  g_strstrip (g_strdelimit (folded, "\n", ' '));
  words = split_words (folded);
  for (guint i = 0; i < self->candidates->len; i++)
    {
      Ranked item = { &g_array_index (self->candidates, Candidate, i), FIT_NONE };

      item.fit = rate (item.candidate, folded, words);
      if (item.fit != FIT_NONE)
        keep (ranked, &item, max);
    }

  ids = g_ptr_array_new ();
  for (guint i = 0; i < ranked->len; i++)
    g_ptr_array_add (ids, g_array_index (ranked, Ranked, i).candidate->id);
  return ids;
}
