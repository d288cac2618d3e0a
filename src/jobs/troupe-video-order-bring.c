/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-video-order-private.h"

#include "troupe-address-probe.h"
#include "troupe-character-order.h"
#include "troupe-origin.h"
#include "troupe-provider-error.h"
#include "troupe-publish.h"

#define CLIP_TYPE "video/mp4"

static TroupeProfile *
get_profile (TroupeVideoWork *work)
{
  return troupe_provider_get_profile (work->needs.provider);
}

/**
 * troupe_video_work_needs_clip:
 * @work: an order
 * @member: of its cast
 *
 * Returns: whether a clip goes along for @member: what a provider keeps itself needs none
 */
gboolean
troupe_video_work_needs_clip (TroupeVideoWork        *work,
                              const TroupeCastMember *member)
{
  return member->address == NULL && member->clip != NULL &&
         (member->character_id == NULL ||
          troupe_profile_get_kind (get_profile (work)) == TROUPE_KIND_INLINE);
}

static TroupeRange
get_source_range (const TroupeCastMember *member)
{
  return (TroupeRange) { member->start_ns, member->start_ns + member->length_ns };
}

/* Whether the whole clip and the range in it may go there */
static gboolean
can_use_source (TroupeVideoWork        *work,
                const TroupeCastMember *member,
                TroupeSource            source,
                const char             *text,
                GError                **error)
{
  const TroupeRange range = get_source_range (member);
  TroupeSpan span;

  if (text == NULL || work->needs.draft->host_id != NULL ||
      (troupe_profile_get_sources (get_profile (work)) & source) == 0)
    return FALSE;
  g_clear_error (error);
  troupe_provider_get_span (work->needs.provider, source, &span);
  return troupe_range_check (&range, &span, range.end_ns, error);
}

/* A host that was not chosen is only for what has no other way. */
static TroupeWay
choose_way_of_file (TroupeVideoWork *work)
{
  TroupeWay way = troupe_way_choose (get_profile (work), TROUPE_SOURCE_FILE, work->needs.draft->host_id);

  if (way == TROUPE_WAY_NONE && work->host != NULL)
    way = troupe_way_choose (get_profile (work), TROUPE_SOURCE_FILE, troupe_host_get_id (work->host));
  return way;
}

static gboolean
is_there (TroupeVideoWork *work,
          const char      *what,
          TroupeWay        way)
{
  return troupe_way_publishes (way) && troupe_video_work_find (work, what, way == TROUPE_WAY_HOST) != NULL;
}

/**
 * troupe_video_work_choose_way:
 * @work: an order
 * @member: of its cast, who needs a clip
 *
 * Chooses how the clip of @member gets there. Where the provider can get the whole clip itself and takes a range of
 * it, nothing is uploaded, unless a host was asked for.
 *
 * Fails with `TROUPE_PROVIDER_ERROR_SOURCE`, and as troupe_range_check() does when only the range is in the way.
 *
 * Returns: the way, or `TROUPE_WAY_NONE`
 */
TroupeWay
troupe_video_work_choose_way (TroupeVideoWork        *work,
                              const TroupeCastMember *member,
                              GError                **error)
{
  g_autoptr (GError) problem = NULL;
  TroupeWay way;

  if (can_use_source (work, member, TROUPE_SOURCE_TASK, member->source_task, &problem))
    return TROUPE_WAY_TASK;

  way = choose_way_of_file (work);
  if (!is_there (work, member->clip, way) &&
      can_use_source (work, member, TROUPE_SOURCE_URL, member->source_address, &problem))
    return TROUPE_WAY_ADDRESS;

  if (way != TROUPE_WAY_NONE)
    return way;
  if (problem != NULL)
    g_propagate_prefixed_error (error, g_steal_pointer (&problem), "%s: ", member->alias);
  else
    g_set_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_SOURCE,
                 "%s: takes no file; it needs a public address of the clip, or a host that gives it one",
                 troupe_provider_get_name (work->needs.provider));
  return TROUPE_WAY_NONE;
}

/**
 * troupe_video_work_find:
 * @work: an order
 * @what: a file
 * @is_host: whether it goes to the person's host, else to the provider
 *
 * Returns: (transfer none) (nullable): where it stands, `NULL` while it has no address
 */
const TroupeUpload *
troupe_video_work_find (TroupeVideoWork *work,
                        const char      *what,
                        gboolean         is_host)
{
  return troupe_upload_list_find (work->needs.uploads, what,
                                  is_host ? NULL : troupe_provider_get_base (work->needs.provider),
                                  is_host ? troupe_host_get_id (work->host) : NULL);
}

static void
published_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  TroupeVideoWork *work = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  work->order->upload = troupe_publish_finish (result, &error);
  if (work->order->upload != NULL)
    g_task_return_pointer (task, g_steal_pointer (&work->order), (GDestroyNotify) troupe_video_order_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
progress_cb (guint64  done_bytes,
             guint64  total_bytes,
             gpointer user_data)
{
  TroupeVideoWork *work = user_data;

  if (total_bytes > 0 && work->needs.progress != NULL)
    work->needs.progress ((work->n_there + (double) done_bytes / total_bytes) / MAX (work->n_files, 1),
                          work->needs.user_data);
}

/**
 * troupe_video_work_publish:
 * @task: an order on its way
 * @what: the file
 * @file: what of it travels
 * @media_type: its type
 * @is_host: whether it goes to the person's host, else to the provider
 * @values: for the provider's upload call
 *
 * Gives a file an address, and ends the order with it.
 */
void
troupe_video_work_publish (GTask        *task,
                           const char   *what,
                           GFile        *file,
                           const char   *media_type,
                           gboolean      is_host,
                           TroupeValues *values)
{
  TroupeVideoWork *work = g_task_get_task_data (task);
  g_autoptr (TroupeRequest) request = NULL;
  g_autoptr (GError) error = NULL;
  TroupePublication publication = {
    .file = file, .media_type = media_type, .what = what, .host = is_host ? work->host : NULL,
  };

  if (!is_host)
    publication.request = request = troupe_request_new (work->needs.provider, "upload", values, &error);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    troupe_publish_async (&publication, work->needs.client, progress_cb, work,
                          g_task_get_cancellable (task), published_cb, g_object_ref (task));
}

/**
 * troupe_video_work_hold:
 * @task: an order on its way, of which a file needs an address
 *
 * Ends an order with that, where nothing may be uploaded yet.
 *
 * Returns: whether it has ended
 */
gboolean
troupe_video_work_hold (GTask *task)
{
  TroupeVideoWork *work = g_task_get_task_data (task);

  if (!work->needs.is_local)
    return FALSE;
  work->order->lacks_upload = TRUE;
  g_task_return_pointer (task, g_steal_pointer (&work->order), (GDestroyNotify) troupe_video_order_free);
  return TRUE;
}

static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  TroupeVideoWork *work = g_task_get_task_data (task);
  g_autoptr (TroupeValues) values = NULL;
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
      values = troupe_values_new ();
      troupe_export_set_values (export, values);
      troupe_video_work_publish (task, work->what, troupe_export_get_clip (export), CLIP_TYPE,
                                 work->way == TROUPE_WAY_HOST, values);
      return;
    }
  troupe_export_set_values (export, work->item);
  troupe_video_work_next (task);
}

/**
 * troupe_video_work_export:
 * @task: an order on its way
 * @member: whose clip goes along as a file
 *
 * Gives the clip the form in which it travels, and sends it on its way.
 */
void
troupe_video_work_export (GTask                  *task,
                          const TroupeCastMember *member)
{
  TroupeVideoWork *work = g_task_get_task_data (task);
  g_autoptr (GFile) clip = g_file_new_for_path (member->clip);

  work->way = choose_way_of_file (work);
  work->what = member->clip;
  if (troupe_way_publishes (work->way) && troupe_video_work_hold (task))
    return;
  troupe_export_async (clip, member->length_ns, NULL, get_profile (work), work->way, work->needs.folder,
                       g_task_get_cancellable (task), exported_cb, g_object_ref (task));
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (TroupeAddressProbe) probe = NULL;
  g_autoptr (GError) error = NULL;

  probe = troupe_address_probe_finish (result, &error);
  if (probe == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  /* The clip is here, too, but nobody was told that it would be uploaded. */
  if (probe->verdict == TROUPE_ADDRESS_REFUSED)
    g_task_return_error (task, troupe_address_probe_to_error (probe));
  else
    troupe_video_work_next (task);
}

/**
 * troupe_video_work_look:
 * @task: an order on its way
 * @address: where the provider is to fetch something
 *
 * Looks at an address as the provider will, before that is paid for. What is no address is a name that only the
 * provider understands.
 */
void
troupe_video_work_look (GTask      *task,
                        const char *address)
{
  TroupeVideoWork *work = g_task_get_task_data (task);

  if (work->needs.is_dry || !troupe_origin_is_address (address))
    {
      troupe_video_work_next (task);
      return;
    }
  if (work->needs.looking != NULL)
    work->needs.looking (work->needs.user_data);
  troupe_address_probe_async (address, troupe_provider_get_base (work->needs.provider),
                              g_task_get_cancellable (task), looked_cb, g_object_ref (task));
}

static void
set_range (TroupeVideoWork        *work,
           const TroupeCastMember *member)
{
  const TroupeSource source = work->way == TROUPE_WAY_ADDRESS ? TROUPE_SOURCE_URL
                              : work->way == TROUPE_WAY_TASK ? TROUPE_SOURCE_TASK : TROUPE_SOURCE_FILE;
  const TroupeRange range = get_source_range (member);
  g_autofree char *text = troupe_character_order_dup_range_text (work->needs.provider, source, &range);
  g_auto (GStrv) edges = g_strsplit (text, ",", 2);

  troupe_values_set (work->item, "range.text", text);
  troupe_values_set (work->item, "range.start", edges[0]);
  troupe_values_set (work->item, "range.end", edges[1]);
}

static void
bring_published (GTask                  *task,
                 const TroupeCastMember *member)
{
  TroupeVideoWork *work = g_task_get_task_data (task);
  const TroupeUpload *upload = NULL;

  if (!work->needs.is_dry)
    upload = troupe_video_work_find (work, member->clip, work->way == TROUPE_WAY_HOST);
  if (upload == NULL && !work->needs.is_dry)
    {
      troupe_video_work_export (task, member);    /* only now it turned out to be needed */
      return;
    }
  troupe_values_set (work->item, "clip.url", upload != NULL ? upload->address : TROUPE_VIDEO_WORK_UPLOADED);
  troupe_video_work_look (task, upload != NULL ? upload->address : TROUPE_VIDEO_WORK_UPLOADED);
}

/**
 * troupe_video_work_bring:
 * @task: an order on its way
 * @member: who needs a clip
 *
 * Puts into the call how the provider gets the clip, and goes on.
 */
void
troupe_video_work_bring (GTask                  *task,
                         const TroupeCastMember *member)
{
  TroupeVideoWork *work = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  work->way = troupe_video_work_choose_way (work, member, &error);
  set_range (work, member);
  switch (work->way)
    {
    case TROUPE_WAY_NONE:
      g_task_return_error (task, g_steal_pointer (&error));
      break;

    case TROUPE_WAY_ADDRESS:
      troupe_values_set (work->item, "clip.url", member->source_address);
      troupe_video_work_look (task, member->source_address);
      break;

    case TROUPE_WAY_TASK:
      troupe_values_set (work->item, "clip.task", member->source_task);
      troupe_video_work_next (task);
      break;

    case TROUPE_WAY_UPLOAD:
    case TROUPE_WAY_HOST:
      bring_published (task, member);
      break;

    case TROUPE_WAY_PART:
    case TROUPE_WAY_DATA:
    case TROUPE_WAY_PICTURE:
      troupe_video_work_export (task, member);
      break;
    }
}
