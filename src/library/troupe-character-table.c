/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-character-table.h"

#include "troupe-character-private.h"

struct _TroupeCharacterTable
{
  /* Owned */
  GFile      *media;
  GHashTable *objects;     /* id to GWeakRef */
  GHashTable *progress;    /* id to double, of those that are being made */
};

static void
weak_ref_free (GWeakRef *weak)
{
  g_weak_ref_clear (weak);
  g_free (weak);
}

static TroupeCharacter *
find (TroupeCharacterTable *self,
      const char           *id)
{
  GWeakRef *weak = g_hash_table_lookup (self->objects, id);

  return weak != NULL ? g_weak_ref_get (weak) : NULL;
}

/**
 * troupe_character_table_new:
 * @media: the folder that files of characters are below
 *
 * Returns: (transfer full): an empty table
 */
TroupeCharacterTable *
troupe_character_table_new (GFile *media)
{
  TroupeCharacterTable *self = g_new0 (TroupeCharacterTable, 1);

  self->media = g_object_ref (media);
  self->objects = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) weak_ref_free);
  self->progress = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

/**
 * troupe_character_table_free:
 * @self: (transfer full): a table
 *
 * Frees a table; objects that somebody holds stay as they are.
 */
void
troupe_character_table_free (TroupeCharacterTable *self)
{
  g_object_unref (self->media);
  g_hash_table_unref (self->objects);
  g_hash_table_unref (self->progress);
  g_free (self);
}

/**
 * troupe_character_table_ref:
 * @self: a table
 * @id: a character
 *
 * Returns: (transfer full): the object of the id, perhaps one that is not loaded yet
 */
TroupeCharacter *
troupe_character_table_ref (TroupeCharacterTable *self,
                            const char           *id)
{
  TroupeCharacter *character = find (self, id);
  const double *progress;
  GWeakRef *weak;

  if (character != NULL)
    return character;

  character = troupe_character_new (id);
  progress = g_hash_table_lookup (self->progress, id);
  if (progress != NULL)
    troupe_character_set_progress (character, *progress);

  weak = g_new0 (GWeakRef, 1);
  g_weak_ref_init (weak, character);
  g_hash_table_insert (self->objects, g_strdup (id), weak);
  return character;
}

/**
 * troupe_character_table_take_row:
 * @self: a table
 * @row: (transfer full): what the database says
 *
 * Brings the object of the row up to date, if there is one.
 */
void
troupe_character_table_take_row (TroupeCharacterTable *self,
                                 TroupeCharacterRow   *row)
{
  g_autoptr (TroupeCharacter) character = find (self, row->id);

  if (character != NULL)
    troupe_character_take_row (character, row, self->media);
  else
    troupe_character_row_free (row);
}

/**
 * troupe_character_table_set_progress:
 * @self: a table
 * @id: a character
 * @progress: from 0 to 1 while it is being made, -1 afterwards
 *
 * Tells how far the making of a character is, for as long as this process runs.
 */
void
troupe_character_table_set_progress (TroupeCharacterTable *self,
                                     const char           *id,
                                     double                progress)
{
  g_autoptr (TroupeCharacter) character = find (self, id);

  if (progress < 0)
    g_hash_table_remove (self->progress, id);
  else
    g_hash_table_insert (self->progress, g_strdup (id), g_memdup2 (&progress, sizeof progress));

  if (character != NULL)
    troupe_character_set_progress (character, progress);
}
