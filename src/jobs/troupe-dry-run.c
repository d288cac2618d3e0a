/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-dry-run.h"

#include <glib/gstdio.h>

#include "troupe-atomic-file.h"
#include "troupe-character-order.h"

/* Stand where the answer to the upload would, and what the person writes. */
#define UPLOADED "{upload.url}"
#define PROMPT "{video.prompt}"

typedef struct
{
  TroupeJob      *job;
  TroupeProvider *provider;
  TroupeClient   *client;
  TroupeHost     *host;      /* or NULL */
  TroupeWay       way;
  char           *folder;    /* of the cut, which only lives as long as this */
  GFile          *cut;
  TroupeExport   *export;
} DryRun;

static void
dry_run_free (DryRun *self)
{
  g_clear_pointer (&self->export, troupe_export_free);
  if (self->cut != NULL)
    g_unlink (g_file_peek_path (self->cut));
  if (self->folder != NULL)
    g_rmdir (self->folder);
  troupe_job_free (self->job);
  g_object_unref (self->provider);
  g_object_unref (self->client);
  g_clear_object (&self->host);
  g_clear_object (&self->cut);
  g_free (self->folder);
  g_free (self);
}

/* Takes request, which may be NULL */
static gboolean
add_request (JsonObject    *object,
             const char    *name,
             TroupeRequest *request)
{
  g_autoptr (TroupeRequest) owned = request;
  g_autofree char *curl = NULL;
  JsonNode *shown;

  if (request == NULL)
    return FALSE;

  shown = troupe_request_to_json (request);
  curl = troupe_request_to_curl (request);
  json_object_set_string_member (json_node_get_object (shown), "curl", curl);
  json_object_set_member (object, name, shown);
  return TRUE;
}

static void
add_host (DryRun     *self,
          JsonObject *object)
{
  g_autofree char *origin = troupe_host_dup_origin (self->host);
  g_autoptr (GFileInfo) info = NULL;
  JsonObject *host = json_object_new ();

  info = g_file_query_info (troupe_export_get_clip (self->export), G_FILE_ATTRIBUTE_STANDARD_SIZE,
                            G_FILE_QUERY_INFO_NONE, NULL, NULL);    /* nobody else has touched it */
  json_object_set_string_member (host, "id", troupe_host_get_id (self->host));
  json_object_set_string_member (host, "name", troupe_host_get_name (self->host));
  json_object_set_string_member (host, "kind", troupe_host_get_kind (self->host)->id);
  if (origin != NULL)
    json_object_set_string_member (host, "origin", origin);
  json_object_set_string_member (host, "type", "video/mp4");
  json_object_set_int_member (host, "size", info != NULL ? g_file_info_get_size (info) : 0);
  json_object_set_object_member (object, "host", host);
}

/* Of an inline kind the first request that holds the clip is that of a video. */
static gboolean
add_main (DryRun     *self,
          JsonObject *object,
          GError    **error)
{
  TroupeProfile *profile = troupe_provider_get_profile (self->provider);

  if (troupe_profile_get_kind (profile) != TROUPE_KIND_INLINE)
    return add_request (object, "request", troupe_character_order_new (self->provider, self->job,
                                                                       self->export, error));

  json_object_set_null_member (object, "request");
  return add_request (object, "video",
                      troupe_character_order_new_video (self->provider, self->job, self->export,
                                                        PROMPT, error));
}

static JsonNode *
build (DryRun  *self,
       GError **error)
{
  g_autoptr (JsonObject) object = json_object_new ();

  if (!add_main (self, object, error))
    return NULL;
  if (self->way == TROUPE_WAY_UPLOAD &&
      !add_request (object, "upload",
                    troupe_character_order_new_upload (self->provider, self->job, self->export,
                                                       error)))
    return NULL;
  if (self->way == TROUPE_WAY_HOST)
    add_host (self, object);
  return json_node_init_object (json_node_alloc (), object);
}

static void
ready_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  JsonNode *requests = NULL;

  if (troupe_client_ready_finish (TROUPE_CLIENT (source), result, &error))
    requests = build (g_task_get_task_data (task), &error);
  if (requests != NULL)
    g_task_return_pointer (task, requests, (GDestroyNotify) json_node_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
get_ready (GTask *task)
{
  DryRun *self = g_task_get_task_data (task);

  troupe_client_ready_async (self->client, self->provider, g_task_get_cancellable (task),
                             ready_cb, g_object_ref (task));
}

static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  DryRun *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  self->export = troupe_export_finish (result, &error);
  if (self->export != NULL)
    get_ready (task);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
cut_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  DryRun *self = g_task_get_task_data (task);
  g_autoptr (GFile) folder = NULL;
  g_autoptr (GError) error = NULL;

  if (!troupe_cutter_cut_finish (result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  folder = g_file_new_for_path (self->folder);
  troupe_export_async (self->cut, self->job->range.end_ns - self->job->range.start_ns, NULL,
                       troupe_provider_get_profile (self->provider), self->way, folder,
                       g_task_get_cancellable (task), exported_cb, g_object_ref (task));
}

/* The size of the cut is part of what is sent. */
static void
cut (GTask *task)
{
  DryRun *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  TroupeCutForm form;

  self->folder = g_dir_make_tmp ("troupe-" TROUPE_UNIQUE, &error);
  if (self->folder == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  self->cut = g_file_new_build_filename (self->folder, "clip.mp4", NULL);
  if (troupe_way_publishes (self->way))
    self->job->published = g_strdup (UPLOADED);
  troupe_export_get_form (troupe_provider_get_profile (self->provider), &form);
  troupe_cutter_cut_async (self->job->media_uri, &self->job->range, &form, self->cut,
                           g_task_get_cancellable (task), cut_cb, g_object_ref (task));
}

static DryRun *
dry_run_new (const TroupeCharacterDraft *draft,
             TroupeProvider             *provider,
             TroupeClient               *client,
             TroupeHosts                *hosts)
{
  DryRun *self = g_new0 (DryRun, 1);

  self->job = troupe_character_draft_to_job (draft);
  if (self->job->alias == NULL)
    self->job->alias = g_strdup (troupe_clip_get_title (draft->clip));    /* as the library would call it */
  self->provider = g_object_ref (provider);
  self->client = g_object_ref (client);
  if (draft->host_id != NULL)
    g_set_object (&self->host, troupe_hosts_find (hosts, draft->host_id));
  self->way = troupe_way_choose (troupe_provider_get_profile (provider), draft->source,
                                 self->host != NULL ? draft->host_id : NULL);
  return self;
}

/**
 * troupe_dry_run_async:
 * @draft: a draft that can be sent
 * @provider: its provider
 * @client: a client, to learn the address of a builtin provider
 * @hosts: the person's hosts
 * @cancellable: (nullable): a cancellable
 * @callback: called with the requests
 * @user_data: for @callback
 *
 * Builds the requests as they would be sent. A file that would travel is cut for it, and removed.
 */
void
troupe_dry_run_async (const TroupeCharacterDraft *draft,
                      TroupeProvider             *provider,
                      TroupeClient               *client,
                      TroupeHosts                *hosts,
                      GCancellable               *cancellable,
                      GAsyncReadyCallback         callback,
                      gpointer                    user_data)
{
  g_autoptr (GTask) task = NULL;
  DryRun *self;

  g_return_if_fail (draft != NULL);
  g_return_if_fail (TROUPE_IS_PROVIDER (provider));
  g_return_if_fail (TROUPE_IS_CLIENT (client));
  g_return_if_fail (TROUPE_IS_HOSTS (hosts));

  self = dry_run_new (draft, provider, client, hosts);
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_dry_run_async);
  g_task_set_task_data (task, self, (GDestroyNotify) dry_run_free);

  if (troupe_way_needs_cut (self->way))
    cut (task);
  else
    get_ready (task);
}

/**
 * troupe_dry_run_finish:
 * @result: the result
 *
 * Fails with the errors of cutting, of starting a builtin provider, and of troupe_request_new().
 *
 * Returns: (transfer full): an object with `request`, which is null where nothing is sent yet and
 *   `video` is the first request with the clip; and `upload` or `host` where one comes before
 */
JsonNode *
troupe_dry_run_finish (GAsyncResult *result,
                       GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_dry_run_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
