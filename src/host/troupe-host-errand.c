/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-host-private.h"

#include "troupe-host-error.h"
#include "troupe-keys.h"

static void
errand_free (TroupeHostErrand *errand)
{
  g_clear_object (&errand->host);
  g_clear_object (&errand->session);
  troupe_keys_free (errand->key);
  g_clear_object (&errand->file);
  g_free (errand->media_type);
  g_free (errand->filename);
  g_free (errand->handle);
  g_free (errand);
}

static TroupeHostErrand *
errand_new (TroupeHost *self)
{
  TroupeHostErrand *errand = g_new0 (TroupeHostErrand, 1);

  errand->host = g_object_ref (self);
  errand->session = g_object_ref (troupe_host_get_session (self));
  return errand;
}

/* Nobody shall find it by trying, and it tells neither what is in it nor whose it is. */
static char *
dup_filename (const char *media_type)
{
  static const struct { const char *media_type, *suffix; } suffixes[] = {
    { "video/mp4", ".mp4" }, { "video/webm", ".webm" }, { "video/quicktime", ".mov" },
    { "image/png", ".png" }, { "image/jpeg", ".jpg" },
  };
  g_autofree char *random = g_uuid_string_random ();

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (g_str_equal (suffixes[i].media_type, media_type))
      return g_strconcat (random, suffixes[i].suffix, NULL);
  return g_steal_pointer (&random);
}

static void
run (GTask *task)
{
  TroupeHostErrand *errand = g_task_get_task_data (task);
  const TroupeHostKind *kind = troupe_host_get_kind (errand->host);

  if (errand->file != NULL)
    kind->publish (task);
  else
    kind->remove (task);
}

static void
key_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  TroupeHostErrand *errand = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  errand->key = troupe_keys_lookup_finish (result, &error);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (errand->key == NULL && troupe_host_get_kind (errand->host)->key_use == TROUPE_HOST_KEY_NEEDED)
    g_task_return_new_error (task, TROUPE_HOST_ERROR, TROUPE_HOST_ERROR_NO_KEY, "%s: no key was entered",
                             troupe_host_get_id (errand->host));
  else
    run (g_steal_pointer (&task));
}

static void
look_up_key (GTask *task)
{
  TroupeHost *self = g_task_get_source_object (task);

  if (troupe_host_get_kind (self)->key_use == TROUPE_HOST_KEY_NONE)
    run (task);
  else
    troupe_keys_lookup_async (TROUPE_KEY_OWNER (self), g_task_get_cancellable (task), key_cb, task);
}

static void
size_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  TroupeHostErrand *errand = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (source), result, &error);

  if (info == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  errand->size_bytes = (guint64) g_file_info_get_size (info);
  look_up_key (g_steal_pointer (&task));
}

/**
 * troupe_host_publish_async:
 * @self: a host
 * @file: what to publish, free of anything that nobody else shall see
 * @media_type: its type
 * @progress: (nullable) (scope notified): told how much of it was sent
 * @progress_data: for @progress
 * @cancellable: (nullable): gives up; what was sent is taken back where the host can
 * @callback: gets the result
 * @user_data: for @callback
 *
 * Brings a file to the host, once, under a name that cannot be guessed.
 *
 * The key is looked up here and goes to the host only. Main thread.
 */
void
troupe_host_publish_async (TroupeHost         *self,
                           GFile              *file,
                           const char         *media_type,
                           TroupeProgressFunc  progress,
                           gpointer            progress_data,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  GTask *task;
  TroupeHostErrand *errand;
  GError *error = NULL;

  g_return_if_fail (TROUPE_IS_HOST (self));
  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (media_type != NULL);

  errand = errand_new (self);
  errand->file = g_object_ref (file);
  errand->media_type = g_strdup (media_type);
  errand->filename = dup_filename (media_type);
  errand->progress = progress;
  errand->progress_data = progress_data;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_host_publish_async);
  g_task_set_task_data (task, errand, (GDestroyNotify) errand_free);
  g_task_set_check_cancellable (task, FALSE);    /* what stands there in the end must be known, to be deleted */

  if (troupe_host_check (self, &error))
    {
      g_file_query_info_async (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, G_PRIORITY_DEFAULT,
                               cancellable, size_cb, task);
      return;
    }
  g_task_return_error (task, error);
  g_object_unref (task);
}

/**
 * troupe_host_publish_finish:
 * @self: a host
 * @result: the result
 *
 * Ends troupe_host_publish_async(). Fails with `TROUPE_HOST_ERROR`, with `G_IO_ERROR` for the file and for a
 * folder, and with `G_IO_ERROR_CANCELLED`.
 *
 * Returns: (transfer full): where it stands, also when it was cancelled too late
 */
TroupePublished *
troupe_host_publish_finish (TroupeHost   *self,
                            GAsyncResult *result,
                            GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_host_publish_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * troupe_host_delete_async:
 * @self: a host
 * @handle: of a `TroupePublished` of this host
 * @cancellable: (nullable): gives up
 * @callback: gets the result
 * @user_data: for @callback
 *
 * Deletes what was published. Main thread.
 */
void
troupe_host_delete_async (TroupeHost         *self,
                          const char         *handle,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  GTask *task;
  TroupeHostErrand *errand;
  GError *error = NULL;

  g_return_if_fail (TROUPE_IS_HOST (self));
  g_return_if_fail (handle != NULL);

  errand = errand_new (self);
  errand->handle = g_strdup (handle);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_host_delete_async);
  g_task_set_task_data (task, errand, (GDestroyNotify) errand_free);

  if (troupe_host_check (self, &error))
    {
      look_up_key (task);
      return;
    }
  g_task_return_error (task, error);
  g_object_unref (task);
}

/**
 * troupe_host_delete_finish:
 * @self: a host
 * @result: the result
 *
 * Ends troupe_host_delete_async(). Fails as troupe_host_publish_finish() does.
 *
 * Returns: whether it is gone
 */
gboolean
troupe_host_delete_finish (TroupeHost   *self,
                           GAsyncResult *result,
                           GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_host_delete_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
