/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-values.h"

struct _TroupeValues
{
  GHashTable *values;    /* name -> Value */
  GPtrArray  *items;     /* of TroupeValues */
};

/* Either a text or a file */
typedef struct
{
  char  *text;
  GFile *file;
  char  *filename;
  char  *media_type;
} Value;

static void
value_free (Value *value)
{
  g_free (value->text);
  g_clear_object (&value->file);
  g_free (value->filename);
  g_free (value->media_type);
  g_free (value);
}

static void
values_clear (TroupeValues *self)
{
  g_hash_table_unref (self->values);
  g_ptr_array_unref (self->items);
}

/**
 * troupe_values_new:
 *
 * Makes an empty set of values.
 *
 * Returns: (transfer full): the values
 */
TroupeValues *
troupe_values_new (void)
{
  TroupeValues *self = g_rc_box_new (TroupeValues);

  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) value_free);
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) troupe_values_unref);
  return self;
}

/**
 * troupe_values_ref:
 * @self: values
 *
 * Takes a reference. Main thread.
 *
 * Returns: (transfer full): @self
 */
TroupeValues *
troupe_values_ref (TroupeValues *self)
{
  return g_rc_box_acquire (self);
}

/**
 * troupe_values_unref:
 * @self: (transfer full): values
 *
 * Drops a reference. Main thread.
 */
void
troupe_values_unref (TroupeValues *self)
{
  g_rc_box_release_full (self, (GDestroyNotify) values_clear);
}

/**
 * troupe_values_set:
 * @self: values
 * @name: a variable, for example `clip.url`
 * @value: (nullable): its text; `NULL` and the empty text mean that there is none
 *
 * Sets what a variable stands for.
 */
void
troupe_values_set (TroupeValues *self,
                   const char   *name,
                   const char   *value)
{
  Value *entry;

  g_return_if_fail (self != NULL);
  g_return_if_fail (name != NULL);

  if (value == NULL || *value == '\0')
    {
      g_hash_table_remove (self->values, name);
      return;
    }
  entry = g_new0 (Value, 1);
  entry->text = g_strdup (value);
  g_hash_table_insert (self->values, g_strdup (name), entry);
}

/**
 * troupe_values_set_file:
 * @self: values
 * @name: a variable, for example `clip.file`
 * @file: the file
 * @filename: how the file is called towards the provider
 * @media_type: for example `video/mp4`
 *
 * Sets the file a variable stands for.
 */
void
troupe_values_set_file (TroupeValues *self,
                        const char   *name,
                        GFile        *file,
                        const char   *filename,
                        const char   *media_type)
{
  Value *entry;

  g_return_if_fail (self != NULL);
  g_return_if_fail (name != NULL);
  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (filename != NULL && media_type != NULL);

  entry = g_new0 (Value, 1);
  entry->file = g_object_ref (file);
  entry->filename = g_strdup (filename);
  entry->media_type = g_strdup (media_type);
  g_hash_table_insert (self->values, g_strdup (name), entry);
}

/**
 * troupe_values_get:
 * @self: values
 * @name: a variable
 *
 * Gets the text of a variable.
 *
 * Returns: (transfer none) (nullable): the text, never empty; `NULL` where there is none
 */
const char *
troupe_values_get (TroupeValues *self,
                   const char   *name)
{
  Value *entry;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  entry = g_hash_table_lookup (self->values, name);
  return entry != NULL ? entry->text : NULL;
}

/**
 * troupe_values_get_file:
 * @self: values
 * @name: a variable
 * @filename: (out) (transfer none) (optional): how the file is called towards the provider
 * @media_type: (out) (transfer none) (optional): its type
 *
 * Gets the file of a variable.
 *
 * Returns: (transfer none) (nullable): the file, `NULL` where there is none
 */
GFile *
troupe_values_get_file (TroupeValues *self,
                        const char   *name,
                        const char  **filename,
                        const char  **media_type)
{
  Value *entry;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  entry = g_hash_table_lookup (self->values, name);
  if (entry == NULL)
    return NULL;
  if (filename != NULL)
    *filename = entry->filename;
  if (media_type != NULL)
    *media_type = entry->media_type;
  return entry->file;
}

/**
 * troupe_values_add_item:
 * @self: values
 * @item: what the variables stand for in the part of one character
 *
 * Adds a character to those that the request is about, in the order of their first mention.
 */
void
troupe_values_add_item (TroupeValues *self,
                        TroupeValues *item)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (item != NULL && item != self);

  g_ptr_array_add (self->items, troupe_values_ref (item));
}

/**
 * troupe_values_get_items:
 * @self: values
 *
 * Gets the characters that the request is about.
 *
 * Returns: (transfer none) (element-type TroupeValues): an item for each, maybe none
 */
GPtrArray *
troupe_values_get_items (TroupeValues *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->items;
}
