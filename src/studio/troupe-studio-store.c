/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-studio-store.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>

#include "troupe-studio-names.h"

#define TEMPORARY "tmp"

struct _TroupeStudioStore
{
  GObject   parent_instance;

  /* Owned */
  char     *path;
  char     *secret;     /* signs addresses */
  int       lock_fd;
};

G_DEFINE_FINAL_TYPE (TroupeStudioStore, troupe_studio_store, G_TYPE_OBJECT)

/* Ids come from requests too: a file name is no place for anything but these. */
static gboolean
is_plain_id (const char *id)
{
  for (const char *c = id; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && strchr ("-_.#", *c) == NULL)
      return FALSE;
  return *id != '\0' && *id != '.' && strlen (id) <= 100;
}

static gboolean
make_folders (TroupeStudioStore *self,
              GError           **error)
{
  const char * const names[] = {
    TROUPE_STUDIO_FOLDER_UPLOADS, TROUPE_STUDIO_FOLDER_CHARACTERS, TROUPE_STUDIO_FOLDER_VIDEOS,
    TEMPORARY,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *folder = g_build_filename (self->path, names[i], NULL);

      if (g_mkdir_with_parents (folder, 0700) != 0)
        {
          g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
                       "the folder %s cannot be made: %s", folder, g_strerror (errno));
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
open_lock (TroupeStudioStore *self,
           GError           **error)
{
  g_autofree char *path = g_build_filename (self->path, "lock", NULL);

  self->lock_fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (self->lock_fd < 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
                   "the file %s cannot be written: %s", path, g_strerror (errno));
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_secret (TroupeStudioStore *self,
             GError           **error)
{
  g_autofree char *path = g_build_filename (self->path, "secret", NULL);
  g_autoptr (GError) local_error = NULL;

  if (g_file_get_contents (path, &self->secret, NULL, &local_error))
    return TRUE;
  if (!g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  self->secret = troupe_studio_names_dup_hex ("");
  return g_file_set_contents_full (path, self->secret, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                   error);
}

static void
remove_leftovers (TroupeStudioStore *self)
{
  g_autofree char *folder = g_build_filename (self->path, TEMPORARY, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      /* What cannot be removed is in nobody's way. */
      g_unlink (path);
    }
}

static JsonObject *
read_object (const char *path,
             GError    **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root;

  if (!json_parser_load_from_mapped_file (parser, path, error))
    return NULL;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s: $: expected an object", path);
      return NULL;
    }
  return json_node_dup_object (root);
}

static void
save_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
troupe_studio_store_finalize (GObject *object)
{
  TroupeStudioStore *self = TROUPE_STUDIO_STORE (object);

  if (self->lock_fd >= 0)
    g_close (self->lock_fd, NULL);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->secret, g_free);
  G_OBJECT_CLASS (troupe_studio_store_parent_class)->finalize (object);
}

static void
troupe_studio_store_class_init (TroupeStudioStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = troupe_studio_store_finalize;
}

static void
troupe_studio_store_init (TroupeStudioStore *self)
{
  self->lock_fd = -1;
}

/**
 * troupe_studio_store_new:
 * @path: the folder, made when it is missing
 * @error: return location for an error
 *
 * Opens the folder of a studio. Blocks; called once at the start.
 *
 * Fails with `G_IO_ERROR` or `G_FILE_ERROR`.
 *
 * Returns: (transfer full): the store
 */
TroupeStudioStore *
troupe_studio_store_new (const char *path,
                         GError    **error)
{
  g_autoptr (TroupeStudioStore) self = g_object_new (TROUPE_TYPE_STUDIO_STORE, NULL);

  self->path = g_canonicalize_filename (path, NULL);
  if (!make_folders (self, error) || !open_lock (self, error) || !read_secret (self, error))
    return NULL;
  /* Nobody else can be writing there: all that is in it was left by studios that are gone. */
  if (flock (self->lock_fd, LOCK_EX | LOCK_NB) == 0)
    remove_leftovers (self);
  return g_steal_pointer (&self);
}

/**
 * troupe_studio_store_lock:
 * @self: a store
 * @folder: one of the folders
 * @id: the id of a thing
 *
 * Claims the work on a thing for this studio, until troupe_studio_store_unlock() or the end of the
 * studio, in whatever way that comes. Blocks for as long as opening a file takes.
 *
 * Returns: a descriptor, -1 when another studio is at work on it
 */
int
troupe_studio_store_lock (TroupeStudioStore *self,
                          const char        *folder,
                          const char        *id)
{
  g_autofree char *name = g_strconcat (id, "-lock", NULL);
  g_autofree char *path = NULL;
  int fd;

  g_return_val_if_fail (TROUPE_IS_STUDIO_STORE (self), -1);

  path = g_build_filename (self->path, folder, name, NULL);
  fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) != 0)
    {
      g_close (fd, NULL);
      return -1;
    }
  return fd;
}

/**
 * troupe_studio_store_unlock:
 * @self: a store
 * @folder: one of the folders
 * @id: the id of a thing
 * @fd: what troupe_studio_store_lock() gave
 *
 * Gives up the claim on a thing.
 */
void
troupe_studio_store_unlock (TroupeStudioStore *self,
                            const char        *folder,
                            const char        *id,
                            int                fd)
{
  g_autofree char *name = g_strconcat (id, "-lock", NULL);
  g_autofree char *path = NULL;

  g_return_if_fail (TROUPE_IS_STUDIO_STORE (self));

  path = g_build_filename (self->path, folder, name, NULL);
  /* Gone already when the thing was removed. */
  g_unlink (path);
  g_close (fd, NULL);
}

/**
 * troupe_studio_store_get_secret:
 * @self: a store
 *
 * Gets what signs the addresses of this folder's files.
 *
 * Returns: (transfer none): the secret
 */
const char *
troupe_studio_store_get_secret (TroupeStudioStore *self)
{
  g_return_val_if_fail (TROUPE_IS_STUDIO_STORE (self), NULL);

  return self->secret;
}

/**
 * troupe_studio_store_get_file:
 * @self: a store
 * @folder: one of the folders
 * @id: an id, made only of what file names take
 * @suffix: what follows it, such as `.json`
 *
 * Names a file of the store. Safe from any thread.
 *
 * Returns: (transfer full): the file, there or not
 */
GFile *
troupe_studio_store_get_file (TroupeStudioStore *self,
                              const char        *folder,
                              const char        *id,
                              const char        *suffix)
{
  g_autofree char *name = g_strconcat (id, suffix, NULL);

  g_return_val_if_fail (TROUPE_IS_STUDIO_STORE (self), NULL);
  g_return_val_if_fail (is_plain_id (id), NULL);

  return g_file_new_build_filename (self->path, folder, name, NULL);
}

/**
 * troupe_studio_store_new_temporary:
 * @self: a store
 *
 * Names a new file on the same file system as all others. Safe from any thread.
 *
 * Returns: (transfer full): a file that is not there yet
 */
GFile *
troupe_studio_store_new_temporary (TroupeStudioStore *self)
{
  g_autofree char *name = troupe_studio_names_dup_hex ("");

  g_return_val_if_fail (TROUPE_IS_STUDIO_STORE (self), NULL);

  return g_file_new_build_filename (self->path, TEMPORARY, name, NULL);
}

/**
 * troupe_studio_store_load:
 * @self: a store
 * @folder: one of the folders
 * @id: any text
 *
 * Reads one thing. Blocks for a small file.
 *
 * Returns: (transfer full) (nullable): the object, `NULL` where there is none
 */
JsonObject *
troupe_studio_store_load (TroupeStudioStore *self,
                          const char        *folder,
                          const char        *id)
{
  g_autofree char *name = g_strconcat (id, ".json", NULL);
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *object;

  g_return_val_if_fail (TROUPE_IS_STUDIO_STORE (self), NULL);

  path = g_build_filename (self->path, folder, name, NULL);
  if (!is_plain_id (id) || !g_file_test (path, G_FILE_TEST_EXISTS))
    return NULL;
  object = read_object (path, &error);
  if (object == NULL)
    g_warning ("%s is damaged and left out: %s", path, error->message);
  return object;
}

/**
 * troupe_studio_store_load_all:
 * @self: a store
 * @folder: one of the folders
 *
 * Reads all things of a folder. Blocks; called at the start.
 *
 * Returns: (transfer full) (element-type JsonObject): the objects, in no order
 */
GPtrArray *
troupe_studio_store_load_all (TroupeStudioStore *self,
                              const char        *folder)
{
  g_autoptr (GPtrArray) objects =
    g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  g_autofree char *path = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_return_val_if_fail (TROUPE_IS_STUDIO_STORE (self), NULL);

  path = g_build_filename (self->path, folder, NULL);
  dir = g_dir_open (path, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *id = NULL;
      JsonObject *object;

      if (!g_str_has_suffix (name, ".json"))
        continue;
      id = g_strndup (name, strlen (name) - strlen (".json"));
      object = troupe_studio_store_load (self, folder, id);
      if (object != NULL)
        g_ptr_array_add (objects, object);
    }
  return g_steal_pointer (&objects);
}

/**
 * troupe_studio_store_save_async:
 * @self: a store
 * @folder: one of the folders
 * @id: the id of the thing
 * @object: what to write
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is on disk
 * @user_data: for @callback
 *
 * Writes one thing, in place of an older one.
 */
void
troupe_studio_store_save_async (TroupeStudioStore  *self,
                                const char         *folder,
                                const char         *id,
                                JsonObject         *object,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (GFile) file = NULL;
  g_autoptr (GBytes) bytes = NULL;
  GTask *task;
  char *text;

  g_return_if_fail (TROUPE_IS_STUDIO_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_studio_store_save_async);
  file = troupe_studio_store_get_file (self, folder, id, ".json");
  json_node_set_object (node, object);
  text = json_to_string (node, TRUE);
  bytes = g_bytes_new_take (text, strlen (text));
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE,
                                       G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION,
                                       cancellable, save_cb, task);
}

/**
 * troupe_studio_store_save_finish:
 * @self: a store
 * @result: the result
 * @error: return location for an error
 *
 * Ends troupe_studio_store_save_async(). Fails with `G_IO_ERROR`.
 *
 * Returns: whether it is on disk
 */
gboolean
troupe_studio_store_save_finish (TroupeStudioStore *self,
                                 GAsyncResult      *result,
                                 GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_studio_store_save_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * troupe_studio_store_remove:
 * @self: a store
 * @folder: one of the folders
 * @id: the id of the thing
 *
 * Removes a thing and all files that begin with its id. Blocks for as long as that takes.
 */
void
troupe_studio_store_remove (TroupeStudioStore *self,
                            const char        *folder,
                            const char        *id)
{
  g_autofree char *path = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_return_if_fail (TROUPE_IS_STUDIO_STORE (self));

  path = g_build_filename (self->path, folder, NULL);
  dir = g_dir_open (path, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      /* A file that somebody else removed first is as gone. */
      if (g_str_has_prefix (name, id) && strchr (".-", name[strlen (id)]) != NULL)
        g_unlink (file);
    }
}
