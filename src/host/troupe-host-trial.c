/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-host-trial.h"

#include "troupe-atomic-file.h"

/* The head of an MP4 file (ISO/IEC 14496-12, 4.3), for hosts that look whether a file is a video */
static const char bytes[] = "\0\0\0\x18" "ftypmp42" "\0\0\0\0" "mp42isom" "\0\0\0\x08" "free";

/* One trial on its way */
typedef struct
{
  GFile           *file;
  TroupePublished *published;
  TroupeHostTrial *trial;
} Try;

/**
 * troupe_host_trial_free:
 * @self: (transfer full): what came of a trial
 *
 * Frees it.
 */
void
troupe_host_trial_free (TroupeHostTrial *self)
{
  g_clear_pointer (&self->probe, troupe_address_probe_free);
  g_clear_error (&self->delete_error);
  g_free (self);
}

static void
try_free (Try *self)
{
  if (self->file != NULL)
    g_file_delete_async (self->file, G_PRIORITY_LOW, NULL, NULL, NULL);    /* the system's own folder is tidied */
  g_clear_object (&self->file);
  g_clear_pointer (&self->published, troupe_published_free);
  g_clear_pointer (&self->trial, troupe_host_trial_free);
  g_free (self);
}

static void
end (GTask *task)
{
  Try *self = g_task_get_task_data (task);

  g_task_return_pointer (task, g_steal_pointer (&self->trial), (GDestroyNotify) troupe_host_trial_free);
  g_object_unref (task);
}

static void
deleted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  GTask *task = user_data;
  Try *self = g_task_get_task_data (task);

  troupe_host_delete_finish (TROUPE_HOST (source), result, &self->trial->delete_error);
  end (task);
}

static void
probed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GTask *task = user_data;
  Try *self = g_task_get_task_data (task);

  /* NULL when it was cancelled; what was published is deleted all the same. */
  self->trial->probe = troupe_address_probe_finish (result, NULL);
  if (self->published->handle != NULL)
    troupe_host_delete_async (g_task_get_source_object (task), self->published->handle, NULL, deleted_cb, task);
  else
    end (task);
}

/* Asked as a provider in the same place would: whether others get there, the probe tells apart. */
static void
published_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Try *self = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;
  const char *address;

  self->published = troupe_host_publish_finish (TROUPE_HOST (source), result, &error);
  if (self->published == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  self->trial->expires = self->published->expires;
  self->trial->can_delete = self->published->handle != NULL;
  address = self->published->address;
  troupe_address_probe_async (address, address, cancellable, probed_cb, g_steal_pointer (&task));
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Try *self = g_task_get_task_data (task);
  TroupeHost *host = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    troupe_host_publish_async (host, self->file, "video/mp4", NULL, NULL, cancellable, published_cb,
                               g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Try *self = g_task_get_task_data (task);
  g_autoptr (GFileIOStream) stream = NULL;
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;

  self->file = g_file_new_tmp_finish (result, &stream, &error);
  if (self->file != NULL)
    g_file_replace_contents_async (self->file, bytes, sizeof bytes - 1, NULL, FALSE, G_FILE_CREATE_PRIVATE,
                                   cancellable, written_cb, g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

/**
 * troupe_host_trial_async:
 * @host: a host
 * @cancellable: (nullable): gives up; what was published is deleted
 * @callback: gets the result
 * @user_data: for @callback
 *
 * Publishes 32 bytes, looks at their address without a key, and deletes them. Main thread.
 */
void
troupe_host_trial_async (TroupeHost         *host,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  GTask *task;
  Try *self;

  g_return_if_fail (TROUPE_IS_HOST (host));

  self = g_new0 (Try, 1);
  self->trial = g_new0 (TroupeHostTrial, 1);
  task = g_task_new (host, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_host_trial_async);
  g_task_set_task_data (task, self, (GDestroyNotify) try_free);
  g_file_new_tmp_async ("troupe-" TROUPE_UNIQUE ".mp4", G_PRIORITY_DEFAULT, cancellable, made_cb, task);
}

/**
 * troupe_host_trial_finish:
 * @host: a host
 * @result: the result
 *
 * Ends troupe_host_trial_async(). Fails as troupe_host_publish_finish() does; what the address is worth and whether
 * deleting failed stands in the result.
 *
 * Returns: (transfer full): what came of it
 */
TroupeHostTrial *
troupe_host_trial_finish (TroupeHost   *host,
                          GAsyncResult *result,
                          GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, host), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_host_trial_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
