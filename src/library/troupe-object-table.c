/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-object-table.h"

struct _TroupeObjectTable
{
  const TroupeObjectKind *kind;

  /* Owned */
  GFile                  *media;
  GHashTable             *objects;     /* id to GWeakRef */
  GHashTable             *progress;    /* id to double, of those that are being made */
};

static void
weak_ref_free (GWeakRef *weak)
{
  g_weak_ref_clear (weak);
  g_free (weak);
}

static gpointer
find (TroupeObjectTable *self,
      const char        *id)
{
  GWeakRef *weak = g_hash_table_lookup (self->objects, id);

  return weak != NULL ? g_weak_ref_get (weak) : NULL;
}

/**
 * troupe_object_table_new:
 * @kind: what the objects are; must live as long as the table
 * @media: the folder that their files are below
 *
 * Returns: (transfer full): an empty table
 */
TroupeObjectTable *
troupe_object_table_new (const TroupeObjectKind *kind,
                         GFile                  *media)
{
  TroupeObjectTable *self = g_new0 (TroupeObjectTable, 1);

  self->kind = kind;
  self->media = g_object_ref (media);
  self->objects = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) weak_ref_free);
  self->progress = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

/**
 * troupe_object_table_free:
 * @self: (transfer full): a table
 *
 * Frees a table; objects that somebody holds stay as they are.
 */
void
troupe_object_table_free (TroupeObjectTable *self)
{
  g_object_unref (self->media);
  g_hash_table_unref (self->objects);
  g_hash_table_unref (self->progress);
  g_free (self);
}

/**
 * troupe_object_table_ref:
 * @self: a table
 * @id: the id of an object
 *
 * Returns: (transfer full): the object of the id, perhaps one that is not loaded yet
 */
gpointer
troupe_object_table_ref (TroupeObjectTable *self,
                         const char        *id)
{
  gpointer object = find (self, id);
  const double *progress;
  GWeakRef *weak;

  if (object != NULL)
    return object;

  object = self->kind->create (id);
  progress = g_hash_table_lookup (self->progress, id);
  if (progress != NULL)
    self->kind->set_progress (object, *progress);

  weak = g_new0 (GWeakRef, 1);
  g_weak_ref_init (weak, object);
  g_hash_table_insert (self->objects, g_strdup (id), weak);
  return object;
}

/**
 * troupe_object_table_take_row:
 * @self: a table
 * @id: whose row it is
 * @row: (transfer full): what the database says
 *
 * Brings the object of the row up to date, if there is one.
 */
void
troupe_object_table_take_row (TroupeObjectTable *self,
                              const char        *id,
                              gpointer           row)
{
  g_autoptr (GObject) object = find (self, id);

  if (object != NULL)
    self->kind->take_row (object, row, self->media);
  else
    self->kind->free_row (row);
}

/**
 * troupe_object_table_set_progress:
 * @self: a table
 * @id: the id of an object
 * @progress: from 0 to 1 while it is being made, -1 afterwards
 *
 * Tells how far the making of it is, for as long as this process runs.
 */
void
troupe_object_table_set_progress (TroupeObjectTable *self,
                                  const char        *id,
                                  double             progress)
{
  g_autoptr (GObject) object = find (self, id);

  if (progress < 0)
    g_hash_table_remove (self->progress, id);
  else
    g_hash_table_insert (self->progress, g_strdup (id), g_memdup2 (&progress, sizeof progress));

  if (object != NULL)
    self->kind->set_progress (object, progress);
}
