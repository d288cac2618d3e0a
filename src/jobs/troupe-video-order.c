/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-video-order-private.h"

#include <glib/gstdio.h>

#include "troupe-extra-fields.h"
#include "troupe-job-error.h"
#include "troupe-provider-error.h"

static void
work_free (TroupeVideoWork *work)
{
  g_clear_object (&work->needs.provider);
  g_clear_object (&work->needs.client);
  g_clear_object (&work->needs.folder);
  g_clear_object (&work->host);
  g_clear_pointer (&work->values, troupe_values_unref);
  g_clear_pointer (&work->item, troupe_values_unref);
  g_clear_pointer (&work->order, troupe_video_order_free);
  g_free (work);
}

/**
 * troupe_video_work_fail:
 * @task: an order on its way
 * @code: a `TROUPE_PROVIDER_ERROR`
 * @who: who it is about
 * @what: what is wrong with that
 *
 * Ends an order.
 */
void
troupe_video_work_fail (GTask      *task,
                        int         code,
                        const char *who,
                        const char *what)
{
  TroupeVideoWork *work = g_task_get_task_data (task);

  g_task_return_new_error (task, TROUPE_PROVIDER_ERROR, code, "%s: %s %s",
                           troupe_provider_get_name (work->needs.provider), who, what);
}

static void
build (GTask *task)
{
  TroupeVideoWork *work = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  work->order->request = troupe_request_new (work->needs.provider, troupe_video_draft_get_call (work->needs.draft),
                                             work->values, &error);
  if (work->order->request != NULL)
    g_task_return_pointer (task, g_steal_pointer (&work->order),
                           (GDestroyNotify) troupe_video_order_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* Of a kind that keeps characters a clip alone is none of those whom the call lists: it is the call's own. */
static void
add_item (TroupeVideoWork        *work,
          const TroupeCastMember *member)
{
  TroupeProfile *profile = troupe_provider_get_profile (work->needs.provider);

  g_clear_pointer (&work->item, troupe_values_unref);
  if (member->character_id == NULL && troupe_profile_get_kind (profile) == TROUPE_KIND_STORED)
    {
      work->item = troupe_values_ref (work->values);
      return;
    }
  work->item = troupe_values_new ();
  troupe_values_add_item (work->values, work->item);
}

static void
add_member (GTask                  *task,
            const TroupeCastMember *member)
{
  TroupeVideoWork *work = g_task_get_task_data (task);

  work->way = TROUPE_WAY_NONE;
  add_item (work, member);
  troupe_values_set (work->item, "username", member->username);
  troupe_values_set (work->item, "name", member->alias);
  troupe_values_set (work->item, "id", member->remote_id);
  troupe_values_set (work->item, "clip.url", member->address);
  troupe_values_set (work->item, "range.text", member->range);

  if (member->address != NULL)
    troupe_video_work_look (task, member->address);
  else if (troupe_video_work_needs_clip (work, member))
    troupe_video_work_bring (task, member);
  else if (member->character_id != NULL && member->remote_id == NULL)
    troupe_video_work_fail (task, TROUPE_PROVIDER_ERROR_VALUE, member->alias,
                            "is not known there; make it there first");
  else
    troupe_video_work_next (task);
}

static void
add_reference (GTask *task)
{
  TroupeVideoWork *work = g_task_get_task_data (task);
  const char *address = NULL;
  g_autoptr (GError) error = NULL;

  work->way = TROUPE_WAY_NONE;
  if (!troupe_video_work_set_reference (work, &address, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (address != NULL)
    troupe_video_work_look (task, address);
  else
    troupe_video_work_next (task);
}

/**
 * troupe_video_work_next:
 * @task: an order on its way, whose files all have an address
 *
 * Adds what comes next: a member of the cast, the person's own picture, or the call itself.
 */
void
troupe_video_work_next (GTask *task)
{
  TroupeVideoWork *work = g_task_get_task_data (task);
  GPtrArray *cast = work->needs.draft->cast;
  const guint position = work->position++;

  if (position < cast->len)
    add_member (task, g_ptr_array_index (cast, position));
  else if (position == cast->len)
    add_reference (task);
  else
    build (task);
}

/* Counts what needs an address, and finds the first that has none yet. */
static gboolean
find_missing (TroupeVideoWork         *work,
              const TroupeCastMember **missing,
              gboolean                *is_reference_missing,
              GError                 **error)
{
  GPtrArray *cast = work->needs.draft->cast;
  gboolean needs_address = FALSE;
  gboolean is_there;

  for (guint i = 0; i < cast->len; i++)
    {
      const TroupeCastMember *member = g_ptr_array_index (cast, i);
      TroupeWay way;

      if (!troupe_video_work_needs_clip (work, member))
        continue;
      way = troupe_video_work_choose_way (work, member, error);
      if (way == TROUPE_WAY_NONE)
        return FALSE;
      if (!troupe_way_publishes (way))
        continue;
      is_there = troupe_video_work_find (work, member->clip, way == TROUPE_WAY_HOST) != NULL;
      work->n_files++;
      work->n_there += is_there;
      if (!is_there && *missing == NULL)
        *missing = member;
    }
  if (!troupe_video_work_check_reference (work, &needs_address, &is_there, error))
    return FALSE;
  work->n_files += needs_address;
  work->n_there += needs_address && is_there;
  *is_reference_missing = needs_address && !is_there;
  return TRUE;
}

/* One file at a time gets its address, which is written down before anything else happens. */
static void
begin (GTask *task)
{
  TroupeVideoWork *work = g_task_get_task_data (task);
  const TroupeCastMember *missing = NULL;
  gboolean is_reference_missing = FALSE;
  g_autoptr (GError) error = NULL;

  if (!find_missing (work, &missing, &is_reference_missing, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (missing != NULL && !work->needs.is_dry)
    troupe_video_work_export (task, missing);
  else if (is_reference_missing && !work->needs.is_dry)
    troupe_video_work_publish_reference (task);
  else
    troupe_video_work_next (task);
}

static void
ready_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (troupe_client_ready_finish (TROUPE_CLIENT (source), result, &error))
    begin (task);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* The size is told as it is, and as its two numbers. */
static void
set_size (TroupeValues *values,
          const char   *size)
{
  g_auto (GStrv) edges = NULL;

  if (size == NULL)
    return;
  edges = g_strsplit (size, "x", 2);
  troupe_values_set (values, "video.size", size);
  if (g_strv_length (edges) == 2)
    {
      troupe_values_set (values, "video.width", edges[0]);
      troupe_values_set (values, "video.height", edges[1]);
    }
}

static TroupeValues *
make_values (const TroupeVideoDraft *draft,
             const char             *key)
{
  TroupeValues *values = troupe_values_new ();

  troupe_values_set (values, "video.prompt", draft->text != NULL ? draft->text : draft->prompt);
  troupe_values_set (values, "video.model", draft->model);
  troupe_values_set (values, "video.seconds", draft->seconds);
  troupe_values_set (values, "video.aspect", draft->aspect);
  troupe_values_set (values, "video.resolution", draft->resolution);
  troupe_values_set (values, "video.watermark", draft->watermark);
  troupe_values_set (values, "video.private", draft->private);
  troupe_values_set (values, TROUPE_EXTRA_FIELDS, draft->extra);
  troupe_values_set (values, "job.key", key);
  troupe_values_set (values, "job.id", draft->remix_of);
  set_size (values, draft->size);
  return values;
}

static TroupeVideoOrder *
order_new (void)
{
  TroupeVideoOrder *self = g_new0 (TroupeVideoOrder, 1);

  self->exports = g_ptr_array_new_with_free_func ((GDestroyNotify) troupe_export_free);
  return self;
}

/**
 * troupe_video_order_free:
 * @self: (transfer full): an order
 *
 * Removes the copies of clips; what has an address stays there.
 */
void
troupe_video_order_free (TroupeVideoOrder *self)
{
  g_clear_pointer (&self->upload, troupe_upload_free);
  g_clear_object (&self->request);
  g_ptr_array_unref (self->exports);
  if (self->picture != NULL)
    g_unlink (g_file_peek_path (self->picture));
  g_clear_object (&self->picture);
  g_free (self);
}

static TroupeVideoWork *
work_new (const TroupeVideoNeeds *needs)
{
  TroupeVideoWork *work = g_new0 (TroupeVideoWork, 1);
  TroupeHost *host;

  work->needs = *needs;
  work->needs.provider = g_object_ref (needs->provider);
  work->needs.client = g_object_ref (needs->client);
  work->needs.folder = g_object_ref (needs->folder);
  host = needs->draft->host_id != NULL ? troupe_hosts_find (needs->hosts, needs->draft->host_id)
                                       : troupe_hosts_get_default (needs->hosts);
  g_set_object (&work->host, host);
  work->values = make_values (needs->draft, needs->key);
  work->order = order_new ();
  return work;
}

/**
 * troupe_video_order_async:
 * @needs: what the video is ordered with
 * @cancellable: (nullable): a cancellable
 * @callback: called with the order
 * @user_data: for @callback
 *
 * Brings the clips of a cast and the person's own picture within the provider's reach and builds the paid call,
 * which is not sent. A file that needs an address gets one, and that is all of an order: it has to be kept, and
 * the order to be made once more with it. Main thread.
 */
void
troupe_video_order_async (const TroupeVideoNeeds *needs,
                          GCancellable           *cancellable,
                          GAsyncReadyCallback     callback,
                          gpointer                user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  TroupeVideoWork *work = work_new (needs);

  g_task_set_source_tag (task, troupe_video_order_async);
  g_task_set_task_data (task, work, (GDestroyNotify) work_free);
  g_task_set_check_cancellable (task, FALSE);    /* what has an address must be known, to be deleted */
  if (needs->draft->host_id != NULL && work->host == NULL)
    g_task_return_new_error (task, TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_HOST,
                             "the host “%s” is not known any more", needs->draft->host_id);
  else
    troupe_client_ready_async (needs->client, needs->provider, cancellable, ready_cb,
                               g_steal_pointer (&task));
}

/**
 * troupe_video_order_finish:
 * @result: the result
 *
 * Fails with `TROUPE_PROVIDER_ERROR_SOURCE` when a clip or the picture has no way there, with `_VALUE` when a
 * character is not known there or the picture not taken, with `TROUPE_HOST_ERROR_ADDRESS` when the provider could not
 * fetch one of them, with `TROUPE_JOB_ERROR_HOST`, and as exporting, uploading and troupe_request_new() do.
 *
 * Returns: (transfer full): what is to be kept, or to be sent
 */
TroupeVideoOrder *
troupe_video_order_finish (GAsyncResult *result,
                           GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_video_order_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
