/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-name-index.h"

#include <string.h>

#include "troupe-letters.h"
#include "troupe-prompt.h"

/* No name goes on behind one of these, whatever it is written like. */
#define NEVER "@{}\n"

typedef struct
{
  char          *key;             /* folded; orders the names */
  char          *name;
  char          *character_id;
  TroupeNameKind kind;
  guint          order;           /* the first of equal ones counts */
} Name;

struct _TroupeNameIndex
{
  GArray  *names;        /* of Name */
  gboolean is_sorted;
};

/* The names that begin alike, while a text is read */
typedef struct
{
  guint first;
  guint end;
  gsize n_bytes;    /* of their keys that have been read */
} Run;

static void
name_clear (Name *name)
{
  g_free (name->key);
  g_free (name->name);
  g_free (name->character_id);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  const Name *one = a, *other = b;
  int order = strcmp (one->key, other->key);

  if (order != 0)
    return order;
  if (one->kind != other->kind)
    return one->kind < other->kind ? -1 : 1;
  return one->order < other->order ? -1 : 1;
}

/* Cluster by cluster, as a text is read whose names have no known end. */
static char *
fold_cluster (const char *start,
              const char *end)
{
  g_autofree char *apart = NULL;
  g_autofree char *folded = NULL;

  if (end == start + 1)    /* ASCII, as most letters are */
    return g_ascii_strdown (start, 1);
  apart = g_utf8_normalize (start, end - start, G_NORMALIZE_ALL);
  folded = g_utf8_casefold (apart, -1);
  return g_utf8_normalize (folded, -1, G_NORMALIZE_ALL);
}

static char *
fold (const char *name)
{
  g_autoptr (GString) key = g_string_new (NULL);
  const char *end;

  if (g_str_is_ascii (name))    /* the same, and faster */
    return g_ascii_strdown (name, -1);
  for (const char *p = name; *p != '\0'; p = end)
    {
      g_autofree char *folded = NULL;

      end = troupe_letters_skip_cluster (p);
      folded = fold_cluster (p, end);
      g_string_append (key, folded);
    }
  return g_string_free_and_steal (g_steal_pointer (&key));
}

static const Name *
name_at (TroupeNameIndex *self,
         guint            i)
{
  return &g_array_index (self->names, Name, i);
}

static Run
begin (TroupeNameIndex *self)
{
  if (!self->is_sorted)
    g_array_sort (self->names, compare_names);
  self->is_sorted = TRUE;
  return (Run) { 0, self->names->len, 0 };
}

/* The first name of the run whose next byte is at least that one */
static guint
find_byte (TroupeNameIndex *self,
           const Run       *run,
           guint            byte)
{
  guint low = run->first, high = run->end;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if ((guchar) name_at (self, middle)->key[run->n_bytes] < byte)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static gboolean
narrow (TroupeNameIndex *self,
        Run             *run,
        const char      *folded)
{
  for (; *folded != '\0' && run->first < run->end; folded++)
    {
      guint first = find_byte (self, run, (guchar) *folded);

      run->end = find_byte (self, run, (guint) (guchar) *folded + 1);
      run->first = first;
      run->n_bytes++;
    }
  return run->first < run->end;
}

/* A name that is over where the run has come to */
static const Name *
find_whole (TroupeNameIndex *self,
            const Run       *run)
{
  const Name *name;

  if (run->first == run->end)
    return NULL;
  name = name_at (self, run->first);
  return run->n_bytes > 0 && name->key[run->n_bytes] == '\0' ? name : NULL;
}

static gboolean
may_end (const char *p,
         const char *end,
         gboolean    is_braced)
{
  if (is_braced)
    return *end == '}';
  return troupe_letters_ends_name (g_utf8_get_char (g_utf8_find_prev_char (p, end)), end);
}

static gboolean
match (TroupeNameIndex *self,
       const char      *text,
       gboolean         is_braced,
       TroupeNameMatch *found)
{
  Run run = begin (self);
  const char *end;

  *found = (TroupeNameMatch) { 0 };
  for (const char *p = text; *p != '\0'; p = end)
    {
      g_autofree char *folded = NULL;
      const Name *name;

      end = troupe_letters_skip_cluster (p);
      folded = fold_cluster (p, end);
      if (strpbrk (folded, NEVER) != NULL || !narrow (self, &run, folded))
        break;
      name = find_whole (self, &run);
      if (name != NULL && may_end (p, end, is_braced))
        *found = (TroupeNameMatch) { name->character_id, name->name, (gsize) (end - text) }
      ;
    }
  return found->name != NULL;
}

/**
 * troupe_name_index_new:
 *
 * Returns: (transfer full): an index without names
 */
TroupeNameIndex *
troupe_name_index_new (void)
{
  TroupeNameIndex *self = g_new0 (TroupeNameIndex, 1);

  self->names = g_array_new (FALSE, FALSE, sizeof (Name));
  g_array_set_clear_func (self->names, (GDestroyNotify) name_clear);
  return self;
}

/**
 * troupe_name_index_free:
 * @self: (transfer full): an index
 *
 * Frees an index with its names.
 */
void
troupe_name_index_free (TroupeNameIndex *self)
{
  g_array_unref (self->names);
  g_free (self);
}

/**
 * troupe_name_index_add:
 * @self: an index
 * @kind: what it is
 * @name: (nullable): the name, UTF-8; an `@` before it is left out
 * @character_id: whose it is
 *
 * Adds a name, or nothing where there is none. Names with `@`, `{`, `}`, U+FFFC or a line's end in them are never
 * found.
 */
void
troupe_name_index_add (TroupeNameIndex *self,
                       TroupeNameKind   kind,
                       const char      *name,
                       const char      *character_id)
{
  Name added = { 0 };

  g_return_if_fail (self != NULL);
  g_return_if_fail (character_id != NULL);

  while (name != NULL && *name == '@')
    name++;
  if (name == NULL || *name == '\0' || !g_utf8_validate (name, -1, NULL) ||
      g_utf8_strchr (name, -1, TROUPE_PROMPT_MENTION) != NULL)
    return;

  added.key = fold (name);
  added.name = g_strdup (name);
  added.character_id = g_strdup (character_id);
  added.kind = kind;
  added.order = self->names->len;
  g_array_append_val (self->names, added);
  self->is_sorted = FALSE;
}

/**
 * troupe_name_index_find:
 * @self: an index
 * @name: UTF-8
 *
 * Returns: (transfer none) (nullable): whose name it is, `NULL` when nobody has it
 */
const char *
troupe_name_index_find (TroupeNameIndex *self,
                        const char      *name)
{
  g_autofree char *key = NULL;
  const Name *found;
  Run run;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (g_utf8_validate (name, -1, NULL), NULL);

  key = fold (name);
  run = begin (self);
  narrow (self, &run, key);
  found = find_whole (self, &run);
  return found != NULL ? found->character_id : NULL;
}

/**
 * troupe_name_index_match:
 * @self: an index
 * @text: UTF-8, what follows an `@`
 * @match: (out caller-allocates): return location for what was found
 *
 * Finds the longest name that stands at the beginning of a text and is over there, as
 * troupe_letters_ends_name() says.
 *
 * Returns: whether there is one
 */
gboolean
troupe_name_index_match (TroupeNameIndex *self,
                         const char      *text,
                         TroupeNameMatch *match_out)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (text != NULL && match_out != NULL, FALSE);

  return match (self, text, FALSE, match_out);
}

/**
 * troupe_name_index_match_braced:
 * @self: an index
 * @text: UTF-8, what follows `@{`
 * @match: (out caller-allocates): return location for what was found, without the `}`
 *
 * Finds the name between braces, whatever stands around them.
 *
 * Returns: whether there is one
 */
gboolean
troupe_name_index_match_braced (TroupeNameIndex *self,
                                const char      *text,
                                TroupeNameMatch *match_out)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (text != NULL && match_out != NULL, FALSE);

  return match (self, text, TRUE, match_out);
}

/**
 * troupe_name_index_goes_on:
 * @self: an index
 * @text: UTF-8, what follows an `@` up to where somebody writes
 *
 * Finds out whether a name begins with all of a text and is longer, as “Ada Lovelace” after “Ada”.
 *
 * Returns: whether there is one
 */
gboolean
troupe_name_index_goes_on (TroupeNameIndex *self,
                           const char      *text)
{
  const char *end;
  Run run;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (g_utf8_validate (text, -1, NULL), FALSE);

  run = begin (self);
  for (const char *p = text; *p != '\0'; p = end)
    {
      g_autofree char *folded = NULL;

      end = troupe_letters_skip_cluster (p);
      folded = fold_cluster (p, end);
      if (!narrow (self, &run, folded))
        return FALSE;
    }
  return run.first < run.end && name_at (self, run.end - 1)->key[run.n_bytes] != '\0';
}
