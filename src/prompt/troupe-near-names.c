/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-near-names.h"

#include <string.h>

#include "troupe-fold.h"

/* One letter may be anybody; what is longer than a name was not mistyped but meant. */
#define MIN_LETTERS 2
#define MAX_LETTERS 64

/* How many letters of a name may be wrong: one in three, and no more than this */
#define MAX_DISTANCE 3

/* A name of which only the beginning was typed counts like one with so many mistakes. */
#define BEGINNING_DISTANCE 2
#define MIN_BEGINNING 3

typedef struct
{
  gunichar      *letters;    /* folded */
  guint          n_letters;
  guint64        kinds;      /* a bit for each letter that is in there; others may share it */
  TroupeMention *mention;
} Name;

struct _TroupeNearNames
{
  GArray *names;    /* of Name */
};

typedef struct
{
  const Name *name;
  guint       distance;
} Near;

static void
name_clear (Name *name)
{
  g_free (name->letters);
  troupe_mention_free (name->mention);
}

static gunichar *
fold (const char *name,
      guint      *n_letters)
{
  g_autofree char *folded = troupe_fold (name);
  glong length;
  gunichar *letters = g_utf8_to_ucs4_fast (folded, -1, &length);

  *n_letters = (guint) length;
  return letters;
}

static guint64
find_kinds (const gunichar *letters,
            guint           n_letters)
{
  guint64 kinds = 0;

  for (guint i = 0; i < n_letters; i++)
    kinds |= G_GUINT64_CONSTANT (1) << (letters[i] % 64);
  return kinds;
}

/**
 * troupe_near_names_new:
 *
 * Returns: (transfer full): a set without names
 */
TroupeNearNames *
troupe_near_names_new (void)
{
  TroupeNearNames *self = g_new0 (TroupeNearNames, 1);

  self->names = g_array_new (FALSE, FALSE, sizeof (Name));
  g_array_set_clear_func (self->names, (GDestroyNotify) name_clear);
  return self;
}

/**
 * troupe_near_names_free:
 * @self: (transfer full): a set of names
 *
 * Frees a set of names.
 */
void
troupe_near_names_free (TroupeNearNames *self)
{
  g_array_unref (self->names);
  g_free (self);
}

/**
 * troupe_near_names_add:
 * @self: a set of names
 * @name: (nullable): an alias or a username, UTF-8; an `@` before it is left out
 * @character_id: whose it is
 *
 * Adds a name, or nothing where there is none.
 */
void
troupe_near_names_add (TroupeNearNames *self,
                       const char      *name,
                       const char      *character_id)
{
  Name added = { 0 };

  g_return_if_fail (self != NULL);
  g_return_if_fail (character_id != NULL);

  while (name != NULL && *name == '@')
    name++;
  if (name == NULL || *name == '\0')
    return;
  added.letters = fold (name, &added.n_letters);
  added.kinds = find_kinds (added.letters, added.n_letters);
  added.mention = troupe_mention_new (character_id, name);
  g_array_append_val (self->names, added);
}

static guint
lowest (guint a,
        guint b,
        guint c)
{
  return MIN (MIN (a, b), c);
}

/* Letters that are missing, too many, wrong, or two in the wrong order; limit + 1 where there are more than limit.
 * Rows of the usual table; the letters before the one looked at stand in rows[1], those before them in rows[2]. */
static guint
measure (const gunichar *a,
         guint           n_a,
         const gunichar *b,
         guint           n_b,
         guint           limit)
{
  guint rows[3][MAX_LETTERS + MAX_DISTANCE + 1];
  guint *row = rows[0], *above = rows[1], *beyond = rows[2];

  for (guint j = 0; j <= n_b; j++)
    above[j] = j;
  for (guint i = 1; i <= n_a; i++)
    {
      guint *next = beyond;
      guint best = row[0] = i;

      for (guint j = 1; j <= n_b; j++)
        {
          row[j] = lowest (above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] != b[j - 1]));
          if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            row[j] = MIN (row[j], beyond[j - 2] + 1);
          best = MIN (best, row[j]);
        }
      if (best > limit)
        return limit + 1;
      beyond = above;
      above = row;
      row = next;
    }
  return above[n_b];
}

/* A letter that only one of them has is one difference at least; this spares most names the table. */
static gboolean
may_be_near (const Name *name,
             const Name *other,
             guint       limit)
{
  return MAX (name->n_letters, other->n_letters) - MIN (name->n_letters, other->n_letters) <= limit &&
         (guint) __builtin_popcountll (name->kinds & ~other->kinds) <= limit &&
         (guint) __builtin_popcountll (other->kinds & ~name->kinds) <= limit;
}

static gboolean
begins_with (const Name *name,
             const Name *beginning)
{
  return beginning->n_letters >= MIN_BEGINNING && beginning->n_letters < name->n_letters &&
         memcmp (name->letters, beginning->letters, beginning->n_letters * sizeof *name->letters) == 0;
}

/* Fewer mistakes first, then names of about the same length */
static int
compare_near (gconstpointer a,
              gconstpointer b)
{
  const Near *one = a, *other = b;

  if (one->distance != other->distance)
    return one->distance < other->distance ? -1 : 1;
  if (one->name->n_letters != other->name->n_letters)
    return one->name->n_letters < other->name->n_letters ? -1 : 1;
  return g_strcmp0 (one->name->mention->name, other->name->mention->name);
}

static GArray *
collect (TroupeNearNames *self,
         const Name      *wanted)
{
  GArray *near = g_array_new (FALSE, FALSE, sizeof (Near));
  guint limit = CLAMP (wanted->n_letters / 3, 1, MAX_DISTANCE);

  for (guint i = 0; i < self->names->len; i++)
    {
      Near item = { &g_array_index (self->names, Name, i), limit + 1 };

      if (may_be_near (item.name, wanted, limit))
        item.distance = measure (wanted->letters, wanted->n_letters, item.name->letters,
                                 item.name->n_letters, limit);
      if (begins_with (item.name, wanted))
        item.distance = MIN (item.distance, BEGINNING_DISTANCE);
      else if (item.distance > limit)
        continue;
      g_array_append_val (near, item);
    }
  g_array_sort (near, compare_near);
  return near;
}

/**
 * troupe_near_names_find:
 * @self: a set of names
 * @name: UTF-8, one that nobody has
 * @max: how many are wanted
 *
 * Finds names that differ from @name in few letters, or begin with it. Case and accents make no difference.
 *
 * Returns: (transfer container) (element-type TroupeMention): whom they would mention, the nearest first,
 *   each character once
 */
GPtrArray *
troupe_near_names_find (TroupeNearNames *self,
                        const char      *name,
                        guint            max)
{
  g_autofree gunichar *letters = NULL;
  Name wanted = { 0 };
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GArray) near = NULL;
  GPtrArray *found;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (g_utf8_validate (name, -1, NULL), NULL);

  found = g_ptr_array_new_with_free_func ((GDestroyNotify) troupe_mention_free);
  wanted.letters = letters = fold (name, &wanted.n_letters);
  if (wanted.n_letters < MIN_LETTERS || wanted.n_letters > MAX_LETTERS)
    return found;

  wanted.kinds = find_kinds (letters, wanted.n_letters);
  near = collect (self, &wanted);
  for (guint i = 0; i < near->len && found->len < max; i++)
    {
      const TroupeMention *mention = g_array_index (near, Near, i).name->mention;

      if (g_hash_table_add (seen, mention->character_id))
        g_ptr_array_add (found, troupe_mention_copy (mention));
    }
  return found;
}
