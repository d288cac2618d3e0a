/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-studio-uploads.h"

#include "troupe-studio-names.h"

static gint64
now_s (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/* The last part of a client's file name, as far as it can stand in an address. */
static char *
dup_safe_name (const char *file_name)
{
  g_autofree char *base = g_path_get_basename (file_name);

  return g_strcanon (g_steal_pointer (&base),
                     G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "._-", '_');
}

static TroupeStudioUpload *
upload_from_json (JsonObject *object)
{
  TroupeStudioUpload *self = g_new0 (TroupeStudioUpload, 1);

  self->id = g_strdup (json_object_get_string_member_with_default (object, "id", ""));
  self->base_path = g_strdup (json_object_get_string_member_with_default (object, "base", ""));
  self->name = g_strdup (json_object_get_string_member_with_default (object, "name", ""));
  self->media_type =
    g_strdup (json_object_get_string_member_with_default (object, "media_type",
                                                          "application/octet-stream"));
  self->size_bytes = json_object_get_int_member_with_default (object, "size", 0);
  self->created_s = json_object_get_int_member_with_default (object, "created_at", 0);
  return self;
}

static JsonObject *
upload_to_json (TroupeStudioUpload *self)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", self->id);
  json_object_set_string_member (object, "base", self->base_path);
  json_object_set_string_member (object, "name", self->name);
  json_object_set_string_member (object, "media_type", self->media_type);
  json_object_set_int_member (object, "size", self->size_bytes);
  json_object_set_int_member (object, "created_at", self->created_s);
  return object;
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (troupe_studio_store_save_finish (TROUPE_STUDIO_STORE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  TroupeStudioStore *store = g_task_get_source_object (task);
  TroupeStudioUpload *upload = g_task_get_task_data (task);
  g_autoptr (JsonObject) object = NULL;
  GError *error = NULL;

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  object = upload_to_json (upload);
  troupe_studio_store_save_async (store, TROUPE_STUDIO_FOLDER_UPLOADS, upload->id, object, NULL,
                                  saved_cb, g_steal_pointer (&task));
}

/**
 * troupe_studio_uploads_remove_old:
 * @store: a store
 *
 * Removes uploads whose time is over. Blocks; called at the start.
 */
void
troupe_studio_uploads_remove_old (TroupeStudioStore *store)
{
  g_autoptr (GPtrArray) objects = NULL;

  objects = troupe_studio_store_load_all (store, TROUPE_STUDIO_FOLDER_UPLOADS);

  for (guint i = 0; i < objects->len; i++)
    {
      g_autoptr (TroupeStudioUpload) upload =
        upload_from_json (g_ptr_array_index (objects, i));

      if (upload->created_s + TROUPE_STUDIO_UPLOAD_LIFE_S < now_s ())
        troupe_studio_store_remove (store, TROUPE_STUDIO_FOLDER_UPLOADS, upload->id);
    }
}

/**
 * troupe_studio_uploads_add_async:
 * @store: a store
 * @base_path: where it was given
 * @file_name: what the client calls it
 * @media_type: (nullable): what the client says that it is
 * @content: the file
 * @callback: called when it is on disk
 * @user_data: for @callback
 *
 * Keeps a file.
 */
void
troupe_studio_uploads_add_async (TroupeStudioStore  *store,
                                 const char         *base_path,
                                 const char         *file_name,
                                 const char         *media_type,
                                 GBytes             *content,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data)
{
  g_autoptr (GFile) file = NULL;
  TroupeStudioUpload *upload = g_new0 (TroupeStudioUpload, 1);
  GTask *task = g_task_new (store, NULL, callback, user_data);

  g_task_set_source_tag (task, troupe_studio_uploads_add_async);
  g_task_set_task_data (task, upload, (GDestroyNotify) troupe_studio_upload_free);
  upload->id = troupe_studio_names_dup_hex ("file_");
  upload->base_path = g_strdup (base_path);
  upload->name = dup_safe_name (file_name);
  upload->media_type = g_strdup (media_type == NULL ? "application/octet-stream" : media_type);
  upload->size_bytes = (gint64) g_bytes_get_size (content);
  upload->created_s = now_s ();
  file = troupe_studio_store_get_file (store, TROUPE_STUDIO_FOLDER_UPLOADS, upload->id, "");
  g_file_replace_contents_bytes_async (file, content, NULL, FALSE,
                                       G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION,
                                       NULL, written_cb, task);
}

/**
 * troupe_studio_uploads_add_finish:
 * @result: the result
 * @error: return location for an error
 *
 * Ends troupe_studio_uploads_add_async(). Fails with `G_IO_ERROR`.
 *
 * Returns: (transfer full): the upload
 */
TroupeStudioUpload *
troupe_studio_uploads_add_finish (GAsyncResult *result,
                                  GError      **error)
{
  g_autoptr (JsonObject) object = NULL;

  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_studio_uploads_add_async), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  object = upload_to_json (g_task_get_task_data (G_TASK (result)));
  return upload_from_json (object);
}

/**
 * troupe_studio_uploads_list:
 * @store: a store
 * @base_path: the path of a base
 *
 * Lists what was given there. Blocks for small files.
 *
 * Returns: (transfer container) (element-type TroupeStudioUpload): the uploads
 */
GPtrArray *
troupe_studio_uploads_list (TroupeStudioStore *store,
                            const char        *base_path)
{
  g_autoptr (GPtrArray) objects =
    troupe_studio_store_load_all (store, TROUPE_STUDIO_FOLDER_UPLOADS);
  GPtrArray *uploads =
    g_ptr_array_new_with_free_func ((GDestroyNotify) troupe_studio_upload_free);

  for (guint i = 0; i < objects->len; i++)
    {
      g_autoptr (TroupeStudioUpload) upload = upload_from_json (g_ptr_array_index (objects, i));

      if (g_str_equal (upload->base_path, base_path))
        g_ptr_array_add (uploads, g_steal_pointer (&upload));
    }
  return uploads;
}

/**
 * troupe_studio_uploads_find:
 * @store: a store
 * @id: any text
 *
 * Looks for an upload. Blocks for a small file.
 *
 * Returns: (transfer full) (nullable): the upload
 */
TroupeStudioUpload *
troupe_studio_uploads_find (TroupeStudioStore *store,
                            const char        *id)
{
  g_autoptr (JsonObject) object = NULL;

  object = troupe_studio_store_load (store, TROUPE_STUDIO_FOLDER_UPLOADS, id);
  return object == NULL ? NULL : upload_from_json (object);
}

/**
 * troupe_studio_upload_free:
 * @self: (transfer full): an upload
 *
 * Frees an upload.
 */
void
troupe_studio_upload_free (TroupeStudioUpload *self)
{
  g_free (self->id);
  g_free (self->base_path);
  g_free (self->name);
  g_free (self->media_type);
  g_free (self);
}
