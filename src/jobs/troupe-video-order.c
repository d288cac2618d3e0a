/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-video-order.h"

#include "troupe-export.h"
#include "troupe-provider-error.h"

#define CLIP_TYPE "video/mp4"

/* Stands where the answer to an upload would. */
#define UPLOADED "{upload.url}"

typedef struct
{
  const TroupeVideoDraft *draft;      /* borrowed */
  TroupeProvider         *provider;
  TroupeClient           *client;
  TroupeHost             *host;       /* or NULL */
  GFile                  *folder;
  gboolean                is_dry;
  TroupeValues           *values;
  TroupeVideoOrder       *order;
  guint                   position;   /* of the member whose clip is brought there */
  TroupeWay               way;
  TroupeValues           *item;       /* of that member */
} Work;

static void
work_free (Work *work)
{
  g_clear_object (&work->provider);
  g_clear_object (&work->client);
  g_clear_object (&work->host);
  g_clear_object (&work->folder);
  g_clear_pointer (&work->values, troupe_values_unref);
  g_clear_pointer (&work->item, troupe_values_unref);
  g_clear_pointer (&work->order, troupe_video_order_free);
  g_free (work);
}

static void next_member (GTask *task);

static TroupeProfile *
get_profile (Work *work)
{
  return troupe_provider_get_profile (work->provider);
}

static void
take_upload (GTask        *task,
             TroupeUpload *upload)
{
  Work *work = g_task_get_task_data (task);

  troupe_values_set (work->item, "clip.url", upload->address);
  g_ptr_array_add (work->order->uploads, upload);
  next_member (task);
}

static void
published_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Work *work = g_task_get_task_data (task);
  g_autoptr (TroupePublished) published = NULL;
  g_autoptr (GError) error = NULL;

  published = troupe_host_publish_finish (TROUPE_HOST (source), result, &error);
  if (published != NULL)
    take_upload (task, troupe_upload_new (published->address, NULL, troupe_host_get_id (work->host),
                                          published->handle, published->expires));
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
uploaded_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Work *work = g_task_get_task_data (task);
  g_autoptr (TroupeAnswer) answer = NULL;
  g_autoptr (GDateTime) expires = NULL;
  g_autofree char *address = NULL;
  g_autofree char *handle = NULL;
  g_autoptr (GError) error = NULL;

  answer = troupe_client_send_finish (TROUPE_CLIENT (source), result, &error);
  if (answer == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  address = troupe_answer_dup_text (answer, "url");
  handle = troupe_answer_dup_text (answer, "id");
  expires = troupe_answer_dup_time (answer, "expires");
  take_upload (task, troupe_upload_new (address, troupe_provider_get_base (work->provider), NULL, handle,
                                        expires != NULL ? g_date_time_to_unix (expires) : 0));
}

static void
publish (GTask        *task,
         TroupeExport *export)
{
  Work *work = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (TroupeValues) values = troupe_values_new ();
  g_autoptr (TroupeRequest) request = NULL;
  g_autoptr (GError) error = NULL;

  if (work->is_dry)
    {
      troupe_values_set (work->item, "clip.url", UPLOADED);
      next_member (task);
      return;
    }
  if (work->way == TROUPE_WAY_HOST)
    {
      troupe_host_publish_async (work->host, troupe_export_get_clip (export), CLIP_TYPE, NULL, NULL,
                                 cancellable, published_cb, g_object_ref (task));
      return;
    }

  troupe_export_set_values (export, values);
  request = troupe_request_new (work->provider, "upload", values, &error);
  if (request != NULL)
    troupe_client_send_async (work->client, request, NULL, NULL, cancellable,
                              uploaded_cb, g_object_ref (task));
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Work *work = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  TroupeExport *export = troupe_export_finish (result, &error);

  if (export == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  g_ptr_array_add (work->order->exports, export);
  if (troupe_way_publishes (work->way))
    {
      publish (task, export);
      return;
    }
  troupe_export_set_values (export, work->item);
  next_member (task);
}

static void
fail (GTask      *task,
      int         code,
      const char *who,
      const char *what)
{
  Work *work = g_task_get_task_data (task);

  g_task_return_new_error (task, TROUPE_PROVIDER_ERROR, code, "%s: %s %s",
                           troupe_provider_get_name (work->provider), who, what);
}

/* Only there to be watched; what a provider keeps itself needs no clip. */
static gboolean
needs_clip (Work                   *work,
            const TroupeCastMember *member)
{
  return member->address == NULL && member->clip != NULL &&
         (member->character_id == NULL ||
          troupe_profile_get_kind (get_profile (work)) == TROUPE_KIND_INLINE);
}

static char *
dup_whole_range (const TroupeCastMember *member)
{
  const TroupeRange whole = { 0, member->length_ns };

  return troupe_range_format (&whole, NULL);
}

/* A host that was not chosen is only for what has no other way. */
static TroupeWay
choose_way (Work *work)
{
  TroupeWay way = troupe_way_choose (get_profile (work), TROUPE_SOURCE_FILE, work->draft->host_id);

  if (way == TROUPE_WAY_NONE && work->host != NULL)
    way = troupe_way_choose (get_profile (work), TROUPE_SOURCE_FILE, troupe_host_get_id (work->host));
  return way;
}

static void
bring_clip (GTask                  *task,
            const TroupeCastMember *member)
{
  Work *work = g_task_get_task_data (task);
  g_autoptr (GFile) clip = g_file_new_for_path (member->clip);
  g_autofree char *range = dup_whole_range (member);

  work->way = choose_way (work);
  if (work->way == TROUPE_WAY_NONE)
    {
      fail (task, TROUPE_PROVIDER_ERROR_SOURCE, "takes no file;",
            "it needs a public address of the clip, or a host that gives it one");
      return;
    }
  troupe_values_set (work->item, "range.text", range);
  troupe_export_async (clip, member->length_ns, get_profile (work), work->way, work->folder,
                       g_task_get_cancellable (task), exported_cb, g_object_ref (task));
}

static gboolean
set_reference (Work    *work,
               GError **error)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GBytes) content = NULL;
  g_autofree char *type = NULL;
  g_autofree char *text = NULL;
  g_autofree char *data = NULL;
  g_autofree char *name = NULL;

  if (work->draft->reference == NULL)
    return TRUE;

  file = g_file_new_for_path (work->draft->reference);
  content = g_file_load_bytes (file, NULL, NULL, error);
  if (content == NULL)
    return FALSE;
  type = g_content_type_guess (work->draft->reference, g_bytes_get_data (content, NULL),
                               g_bytes_get_size (content), NULL);
  text = g_base64_encode (g_bytes_get_data (content, NULL), g_bytes_get_size (content));
  data = g_strdup_printf ("data:%s;base64,%s", type, text);
  name = g_strconcat ("reference.", g_str_has_suffix (type, "png") ? "png" : "jpg", NULL);
  troupe_values_set_file (work->values, "reference.file", file, name, type);
  troupe_values_set (work->values, "reference.data", data);
  return TRUE;
}

static void
build (GTask *task)
{
  Work *work = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (set_reference (work, &error))
    work->order->request = troupe_request_new (work->provider, "create-video", work->values, &error);
  if (work->order->request != NULL)
    g_task_return_pointer (task, g_steal_pointer (&work->order),
                           (GDestroyNotify) troupe_video_order_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
next_member (GTask *task)
{
  Work *work = g_task_get_task_data (task);
  const TroupeCastMember *member;

  if (work->position == work->draft->cast->len)
    {
      build (task);
      return;
    }

  member = g_ptr_array_index (work->draft->cast, work->position++);
  g_clear_pointer (&work->item, troupe_values_unref);
  work->item = troupe_values_new ();
  troupe_values_set (work->item, "username", member->username);
  troupe_values_set (work->item, "name", member->alias);
  troupe_values_set (work->item, "id", member->remote_id);
  troupe_values_set (work->item, "clip.url", member->address);
  troupe_values_set (work->item, "range.text", member->range);
  troupe_values_add_item (work->values, work->item);

  if (needs_clip (work, member))
    bring_clip (task, member);
  else if (member->character_id != NULL && member->remote_id == NULL && member->address == NULL)
    fail (task, TROUPE_PROVIDER_ERROR_VALUE, member->alias, "is not known there; make it there first");
  else
    next_member (task);
}

static void
ready_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (troupe_client_ready_finish (TROUPE_CLIENT (source), result, &error))
    next_member (task);
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
  troupe_values_set (values, "job.key", key);
  set_size (values, draft->size);
  return values;
}

static TroupeVideoOrder *
order_new (void)
{
  TroupeVideoOrder *self = g_new0 (TroupeVideoOrder, 1);

  self->exports = g_ptr_array_new_with_free_func ((GDestroyNotify) troupe_export_free);
  self->uploads = g_ptr_array_new_with_free_func ((GDestroyNotify) troupe_upload_free);
  return self;
}

/**
 * troupe_video_order_free:
 * @self: (transfer full): an order
 *
 * Removes the copies of clips; what was published stays.
 */
void
troupe_video_order_free (TroupeVideoOrder *self)
{
  g_clear_object (&self->request);
  g_ptr_array_unref (self->exports);
  g_ptr_array_unref (self->uploads);
  g_free (self);
}

/**
 * troupe_video_order_async:
 * @draft: what the person wants; must live until @callback
 * @key: tells this paid call from any other
 * @provider: who is to make it
 * @client: the client to upload with
 * @hosts: the person's hosts
 * @folder: a folder of this computer for copies of clips
 * @is_dry: whether nothing is uploaded
 * @cancellable: (nullable): a cancellable
 * @callback: called with the paid call
 * @user_data: for @callback
 *
 * Brings the clips of a cast within the provider's reach and builds the paid call; it is not sent.
 */
void
troupe_video_order_async (const TroupeVideoDraft *draft,
                          const char             *key,
                          TroupeProvider         *provider,
                          TroupeClient           *client,
                          TroupeHosts            *hosts,
                          GFile                  *folder,
                          gboolean                is_dry,
                          GCancellable           *cancellable,
                          GAsyncReadyCallback     callback,
                          gpointer                user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Work *work = g_new0 (Work, 1);
  TroupeHost *host;

  g_task_set_source_tag (task, troupe_video_order_async);
  work->draft = draft;
  work->provider = g_object_ref (provider);
  work->client = g_object_ref (client);
  host = draft->host_id != NULL ? troupe_hosts_find (hosts, draft->host_id)
                                : troupe_hosts_get_default (hosts);
  g_set_object (&work->host, host);
  work->folder = g_object_ref (folder);
  work->is_dry = is_dry;
  work->values = make_values (draft, key);
  work->order = order_new ();
  g_task_set_task_data (task, work, (GDestroyNotify) work_free);
  troupe_client_ready_async (client, provider, cancellable, ready_cb, g_steal_pointer (&task));
}

/**
 * troupe_video_order_finish:
 * @result: the result
 *
 * Fails with `TROUPE_PROVIDER_ERROR_SOURCE` when a clip has no way there, with `_VALUE` when a
 * character is not known there, and as exporting, uploading and troupe_request_new() do.
 *
 * Returns: (transfer full): what is to be sent
 */
TroupeVideoOrder *
troupe_video_order_finish (GAsyncResult *result,
                           GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_video_order_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
