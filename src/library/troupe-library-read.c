/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-library-private.h"

#include "troupe-character-index.h"
#include "troupe-character-row.h"
#include "troupe-library-error.h"

/* Rows on their way; the answer to find is ids */
typedef struct
{
  char                **ids;
  GPtrArray            *rows;    /* of TroupeCharacterRow */

  char                 *search;
  TroupeCharacterSort   sort;
  GPtrArray            *found;    /* of char */
} Read;

static void
read_free (Read *self)
{
  g_strfreev (self->ids);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_free (self->search);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_free (self);
}

static gboolean
load_in_owner (TroupeConnection *connection,
               gpointer          data,
               GError          **error)
{
  Read *self = data;

  self->rows = troupe_character_row_load (connection, (const char *const *) self->ids, error);
  return self->rows != NULL;
}

static gboolean
find_in_owner (TroupeConnection *connection,
               gpointer          data,
               GError          **error)
{
  Read *self = data;

  self->found = troupe_character_index_search (connection, self->search, self->sort, error);
  return self->found != NULL;
}

static void
take_rows (TroupeLibrary *self,
           GPtrArray     *rows)
{
  while (rows->len > 0)
    {
      TroupeCharacterRow *row = g_ptr_array_steal_index (rows, 0);
      g_autofree char *id = g_strdup (row->id);

      troupe_object_table_take_row (troupe_library_get_characters (self), id, row);
    }
}

static void
rows_loaded_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Read *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!troupe_database_run_finish (TROUPE_DATABASE (source), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  take_rows (g_task_get_source_object (task), data->rows);
  g_task_return_boolean (task, TRUE);
}

static void
character_loaded_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  TroupeLibrary *self = g_task_get_source_object (task);
  Read *data = g_task_get_task_data (task);
  g_autoptr (TroupeCharacter) character = NULL;
  g_autoptr (GError) error = NULL;
  TroupeCharacterRow *row;

  if (!troupe_database_run_finish (TROUPE_DATABASE (source), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  row = data->rows->len > 0 ? g_ptr_array_index (data->rows, 0) : NULL;
  if (row == NULL || row->is_deleted)
    {
      g_task_return_new_error (task, TROUPE_LIBRARY_ERROR, TROUPE_LIBRARY_ERROR_NOT_FOUND,
                               "there is no character %s", data->ids[0]);
      return;
    }

  character = troupe_object_table_ref (troupe_library_get_characters (self), data->ids[0]);
  take_rows (self, data->rows);
  g_task_return_pointer (task, g_steal_pointer (&character), g_object_unref);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Read *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (troupe_database_run_finish (TROUPE_DATABASE (source), result, &error))
    g_task_return_pointer (task, g_steal_pointer (&data->found),
                           (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
read_async (TroupeLibrary      *self,
            TroupeDatabaseFunc  func,
            Read               *data,
            GTask              *task,
            GAsyncReadyCallback callback)
{
  g_task_set_task_data (task, data, (GDestroyNotify) read_free);
  troupe_database_run_async (troupe_library_get_database (self), func, data,
                             g_task_get_cancellable (task), callback, g_object_ref (task));
}

/**
 * troupe_library_find_async:
 * @self: an open library
 * @search: (nullable): words; each must stand somewhere in a character's alias, usernames, notes,
 *   tags or clip title, whatever its case and accents
 * @sort: the order
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Finds characters outside the trash.
 */
void
troupe_library_find_async (TroupeLibrary      *self,
                           const char         *search,
                           TroupeCharacterSort sort,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  Read *data;

  g_return_if_fail (TROUPE_IS_LIBRARY (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_library_find_async);
  data = g_new0 (Read, 1);
  data->search = g_strdup (search);
  data->sort = sort;
  read_async (self, find_in_owner, data, task, found_cb);
}

/**
 * troupe_library_find_finish:
 * @self: a library
 * @result: the result
 *
 * Returns: (transfer container) (element-type utf8): ids in order
 */
GPtrArray *
troupe_library_find_finish (TroupeLibrary *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_library_find_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * troupe_library_load_character_async:
 * @self: an open library
 * @id: a character
 * @cancellable: (nullable): a cancellable
 * @callback: called with the character
 * @user_data: for @callback
 *
 * Reads one character.
 */
void
troupe_library_load_character_async (TroupeLibrary      *self,
                                     const char         *id,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  Read *data;

  g_return_if_fail (TROUPE_IS_LIBRARY (self));
  g_return_if_fail (id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_library_load_character_async);
  data = g_new0 (Read, 1);
  data->ids = g_strdupv ((char *[]) { (char *) id, NULL });
  read_async (self, load_in_owner, data, task, character_loaded_cb);
}

/**
 * troupe_library_load_character_finish:
 * @self: a library
 * @result: the result
 *
 * Fails with `TROUPE_LIBRARY_ERROR_NOT_FOUND`, also when it lies in the trash.
 *
 * Returns: (transfer full): the one object of this character, loaded
 */
TroupeCharacter *
troupe_library_load_character_finish (TroupeLibrary *self,
                                      GAsyncResult  *result,
                                      GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result,
                                                  troupe_library_load_character_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * troupe_library_load_rows_async:
 * @self: an open library
 * @ids: (array zero-terminated=1): characters
 * @cancellable: (nullable): a cancellable
 * @callback: called when the objects are up to date
 * @user_data: for @callback
 *
 * Reads many characters at once, for the objects that somebody holds.
 */
void
troupe_library_load_rows_async (TroupeLibrary      *self,
                                const char *const  *ids,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  Read *data;

  g_return_if_fail (TROUPE_IS_LIBRARY (self));
  g_return_if_fail (ids != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_library_load_rows_async);
  data = g_new0 (Read, 1);
  data->ids = g_strdupv ((char **) ids);
  read_async (self, load_in_owner, data, task, rows_loaded_cb);
}

/**
 * troupe_library_load_rows_finish:
 * @self: a library
 * @result: the result
 *
 * Returns: whether they could be read
 */
gboolean
troupe_library_load_rows_finish (TroupeLibrary *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_library_load_rows_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
