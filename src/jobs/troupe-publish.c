/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-publish.h"

#include "troupe-provider-error.h"

typedef struct
{
  char *what;    /* or NULL */
  char *base;    /* of the provider, or NULL */
} Publishing;

static void
publishing_free (Publishing *self)
{
  g_free (self->what);
  g_free (self->base);
  g_free (self);
}

/* Takes upload */
static void
return_upload (GTask        *task,
               TroupeUpload *upload)
{
  const Publishing *self = g_task_get_task_data (task);

  upload->what = g_strdup (self->what);
  g_task_return_pointer (task, upload, (GDestroyNotify) troupe_upload_free);
}

static void
uploaded_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  const Publishing *self = g_task_get_task_data (task);
  g_autoptr (TroupeAnswer) answer = NULL;
  g_autoptr (GDateTime) expires = NULL;
  g_autofree char *address = NULL;
  g_autofree char *handle = NULL;
  g_autoptr (GError) error = NULL;

  answer = troupe_client_send_finish (TROUPE_CLIENT (source), result, &error);
  if (answer == NULL)
    {
      /* A lost answer to an upload costs nothing, and there is nothing to look for. */
      if (g_error_matches (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_LOST_ANSWER))
        error->code = TROUPE_PROVIDER_ERROR_SERVER;
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  address = troupe_answer_dup_text (answer, "url");
  handle = troupe_answer_dup_text (answer, "id");
  expires = troupe_answer_dup_time (answer, "expires");
  return_upload (task, troupe_upload_new (address, self->base, NULL, handle,
                                          expires != NULL ? g_date_time_to_unix (expires) : 0));
}

static void
published_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (TroupePublished) published = NULL;
  g_autoptr (GError) error = NULL;

  published = troupe_host_publish_finish (TROUPE_HOST (source), result, &error);
  if (published != NULL)
    return_upload (task, troupe_upload_new (published->address, NULL, troupe_host_get_id (TROUPE_HOST (source)),
                                            published->handle, published->expires));
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * troupe_publish_async:
 * @publication: what is to get an address, and by whom
 * @client: the client to send with
 * @progress: (nullable) (scope notified): told how much was sent
 * @progress_data: for @progress
 * @cancellable: (nullable): stops it
 * @callback: called when it has an address
 * @user_data: for @callback
 *
 * Gives a file an address for a while, by a host of the person or by the provider's upload call. Main thread.
 */
void
troupe_publish_async (const TroupePublication *publication,
                      TroupeClient            *client,
                      TroupeProgressFunc       progress,
                      gpointer                 progress_data,
                      GCancellable            *cancellable,
                      GAsyncReadyCallback      callback,
                      gpointer                 user_data)
{
  Publishing *self;
  GTask *task;

  g_return_if_fail (publication != NULL);
  g_return_if_fail ((publication->host != NULL) != (publication->request != NULL));

  self = g_new0 (Publishing, 1);
  self->what = g_strdup (publication->what);
  if (publication->request != NULL)
    self->base = g_strdup (troupe_provider_get_base (troupe_request_get_provider (publication->request)));
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_publish_async);
  g_task_set_task_data (task, self, (GDestroyNotify) publishing_free);
  g_task_set_check_cancellable (task, FALSE);    /* what stands there in the end must be known, to be deleted */
  if (publication->host != NULL)
    troupe_host_publish_async (publication->host, publication->file, publication->media_type, progress,
                               progress_data, cancellable, published_cb, task);
  else
    troupe_client_send_async (client, publication->request, progress, progress_data, cancellable,
                              uploaded_cb, task);
}

/**
 * troupe_publish_finish:
 * @result: the result
 *
 * Fails with the errors of troupe_host_publish_finish() or troupe_client_send_finish().
 *
 * Returns: (transfer full): where it stands
 */
TroupeUpload *
troupe_publish_finish (GAsyncResult *result,
                       GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_publish_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
