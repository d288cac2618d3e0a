/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-library-private.h"

#include "troupe-character-store.h"

static void
edit_free (TroupeLibraryEdit *edit)
{
  g_free (edit->id);
  g_free (edit->text);
  g_free (edit);
}

static gboolean
set_alias (TroupeConnection *connection,
           gpointer          data,
           GError          **error)
{
  TroupeLibraryEdit *edit = data;

  return troupe_character_store_set_alias (connection, edit->id, edit->text, error);
}

static gboolean
set_notes (TroupeConnection *connection,
           gpointer          data,
           GError          **error)
{
  TroupeLibraryEdit *edit = data;

  return troupe_character_store_set_notes (connection, edit->id, edit->text, error);
}

static gboolean
set_favourite (TroupeConnection *connection,
               gpointer          data,
               GError          **error)
{
  TroupeLibraryEdit *edit = data;

  return troupe_character_store_set_favourite (connection, edit->id, edit->flag, error);
}

static gboolean
delete_character (TroupeConnection *connection,
                  gpointer          data,
                  GError          **error)
{
  TroupeLibraryEdit *edit = data;

  return troupe_character_store_delete (connection, edit->id, error);
}

static gboolean
restore_character (TroupeConnection *connection,
                   gpointer          data,
                   GError          **error)
{
  TroupeLibraryEdit *edit = data;

  return troupe_character_store_restore (connection, edit->id, error);
}

static void
edited_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (troupe_library_write_finish (TROUPE_LIBRARY (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * troupe_library_edit_async:
 * @self: an open library
 * @func: what to do on the owner thread, with a #TroupeLibraryEdit
 * @id: what is changed
 * @text: (nullable): for @func
 * @flag: for @func
 * @task: answered with `TRUE` when it is on the disk, or with an error
 *
 * Carries out a change that a person makes.
 */
void
troupe_library_edit_async (TroupeLibrary     *self,
                           TroupeDatabaseFunc func,
                           const char        *id,
                           const char        *text,
                           gboolean           flag,
                           GTask             *task)
{
  TroupeLibraryEdit *edit = g_new0 (TroupeLibraryEdit, 1);

  edit->id = g_strdup (id);
  edit->text = g_strdup (text);
  edit->flag = flag;
  g_task_set_task_data (task, edit, (GDestroyNotify) edit_free);
  g_task_set_check_cancellable (task, FALSE);
  troupe_library_write_async (self, func, edit, g_task_get_cancellable (task),
                              edited_cb, g_object_ref (task));
}

/**
 * troupe_library_set_alias_async:
 * @self: an open library
 * @character: one of its characters
 * @alias: its new name, in any script
 * @cancellable: (nullable): looked at until it begins
 * @callback: called when that is on the disk
 * @user_data: for @callback
 *
 * Renames a character.
 */
void
troupe_library_set_alias_async (TroupeLibrary      *self,
                                TroupeCharacter    *character,
                                const char         *alias,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (TROUPE_IS_LIBRARY (self));
  g_return_if_fail (TROUPE_IS_CHARACTER (character));
  g_return_if_fail (alias != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_library_set_alias_async);
  troupe_library_edit_async (self, set_alias, troupe_character_get_id (character), alias, FALSE, task);
}

/**
 * troupe_library_set_alias_finish:
 * @self: a library
 * @result: the result
 *
 * Fails with `TROUPE_LIBRARY_ERROR_ALIAS` when the name is empty or another character has it, or
 * with `NOT_FOUND`.
 *
 * Returns: whether it is on the disk
 */
gboolean
troupe_library_set_alias_finish (TroupeLibrary *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_library_set_alias_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * troupe_library_set_notes_async:
 * @self: an open library
 * @character: one of its characters
 * @notes: what the person wrote about it
 * @cancellable: (nullable): looked at until it begins
 * @callback: called when that is on the disk
 * @user_data: for @callback
 *
 * Keeps the person's notes.
 */
void
troupe_library_set_notes_async (TroupeLibrary      *self,
                                TroupeCharacter    *character,
                                const char         *notes,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (TROUPE_IS_LIBRARY (self));
  g_return_if_fail (TROUPE_IS_CHARACTER (character));
  g_return_if_fail (notes != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_library_set_notes_async);
  troupe_library_edit_async (self, set_notes, troupe_character_get_id (character), notes, FALSE, task);
}

/**
 * troupe_library_set_notes_finish:
 * @self: a library
 * @result: the result
 *
 * Fails with `TROUPE_LIBRARY_ERROR_NOT_FOUND`.
 *
 * Returns: whether it is on the disk
 */
gboolean
troupe_library_set_notes_finish (TroupeLibrary *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_library_set_notes_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * troupe_library_set_favourite_async:
 * @self: an open library
 * @character: one of its characters
 * @favourite: whether the person likes it best
 * @cancellable: (nullable): looked at until it begins
 * @callback: called when that is on the disk
 * @user_data: for @callback
 *
 * Marks a character as favourite, or not.
 */
void
troupe_library_set_favourite_async (TroupeLibrary      *self,
                                    TroupeCharacter    *character,
                                    gboolean            favourite,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (TROUPE_IS_LIBRARY (self));
  g_return_if_fail (TROUPE_IS_CHARACTER (character));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_library_set_favourite_async);
  troupe_library_edit_async (self, set_favourite, troupe_character_get_id (character), NULL, favourite, task);
}

/**
 * troupe_library_set_favourite_finish:
 * @self: a library
 * @result: the result
 *
 * Fails with `TROUPE_LIBRARY_ERROR_NOT_FOUND`.
 *
 * Returns: whether it is on the disk
 */
gboolean
troupe_library_set_favourite_finish (TroupeLibrary *self,
                                     GAsyncResult  *result,
                                     GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result,
                                                  troupe_library_set_favourite_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * troupe_library_delete_character_async:
 * @self: an open library
 * @id: a character
 * @cancellable: (nullable): looked at until it begins
 * @callback: called when that is on the disk
 * @user_data: for @callback
 *
 * Puts a character into the trash, where it stays for 30 days with its files.
 */
void
troupe_library_delete_character_async (TroupeLibrary      *self,
                                       const char         *id,
                                       GCancellable       *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (TROUPE_IS_LIBRARY (self));
  g_return_if_fail (id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_library_delete_character_async);
  troupe_library_edit_async (self, delete_character, id, NULL, FALSE, task);
}

/**
 * troupe_library_delete_character_finish:
 * @self: a library
 * @result: the result
 *
 * Fails with `TROUPE_LIBRARY_ERROR_NOT_FOUND`.
 *
 * Returns: whether it is on the disk
 */
gboolean
troupe_library_delete_character_finish (TroupeLibrary *self,
                                        GAsyncResult  *result,
                                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result,
                                                  troupe_library_delete_character_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * troupe_library_restore_character_async:
 * @self: an open library
 * @id: a character
 * @cancellable: (nullable): looked at until it begins
 * @callback: called when that is on the disk
 * @user_data: for @callback
 *
 * Takes a character out of the trash. When another one has its alias now, it gets a number.
 */
void
troupe_library_restore_character_async (TroupeLibrary      *self,
                                        const char         *id,
                                        GCancellable       *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (TROUPE_IS_LIBRARY (self));
  g_return_if_fail (id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_library_restore_character_async);
  troupe_library_edit_async (self, restore_character, id, NULL, FALSE, task);
}

/**
 * troupe_library_restore_character_finish:
 * @self: a library
 * @result: the result
 *
 * Fails with `TROUPE_LIBRARY_ERROR_NOT_FOUND`.
 *
 * Returns: whether it is on the disk
 */
gboolean
troupe_library_restore_character_finish (TroupeLibrary *self,
                                         GAsyncResult  *result,
                                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result,
                                                  troupe_library_restore_character_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
