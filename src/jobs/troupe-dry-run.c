/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-dry-run.h"

#include <glib/gstdio.h>

#include "troupe-character-order.h"
#include "troupe-cutter.h"

/* Stands where the answer to the upload would. */
#define UPLOADED "{upload.url}"

typedef struct
{
  TroupeJob      *job;
  TroupeProvider *provider;
  TroupeClient   *client;
  char           *folder;    /* of the cut, which only lives as long as this */
  GFile          *cut;
} DryRun;

static void
dry_run_free (DryRun *self)
{
  troupe_job_free (self->job);
  g_object_unref (self->provider);
  g_object_unref (self->client);
  if (self->cut != NULL)
    g_unlink (g_file_peek_path (self->cut));
  if (self->folder != NULL)
    g_rmdir (self->folder);
  g_clear_object (&self->cut);
  g_free (self->folder);
  g_free (self);
}

/* Takes request */
static void
add_request (JsonObject    *object,
             const char    *name,
             TroupeRequest *request)
{
  JsonNode *shown = troupe_request_to_json (request);
  g_autofree char *curl = troupe_request_to_curl (request);

  json_object_set_string_member (json_node_get_object (shown), "curl", curl);
  json_object_set_member (object, name, shown);
  g_object_unref (request);
}

static JsonNode *
build (DryRun  *self,
       GError **error)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonNode *node;
  TroupeRequest *request;

  request = troupe_character_order_new (self->provider, self->job, error);
  if (request == NULL)
    return NULL;
  add_request (object, "request", request);

  if (self->cut != NULL)
    {
      request = troupe_character_order_new_upload (self->provider, self->job, self->cut, error);
      if (request == NULL)
        return NULL;
      add_request (object, "upload", request);
    }

  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, g_steal_pointer (&object));
  return node;
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
cut_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (troupe_cutter_cut_finish (result, &error))
    get_ready (task);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* The size of the cut is part of the upload. */
static void
cut (GTask *task)
{
  DryRun *self = g_task_get_task_data (task);
  TroupeProfile *profile = troupe_provider_get_profile (self->provider);
  int short_edge = troupe_profile_get_short_edge (profile);
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("troupe-XXXXXX", &error);
  if (self->folder == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  self->cut = g_file_new_build_filename (self->folder, "clip.mp4", NULL);
  self->job->published = troupe_upload_new (UPLOADED, NULL, NULL, NULL, 0);
  troupe_cutter_cut_async (self->job->media_uri, &self->job->range,
                           short_edge > 0 ? short_edge : TROUPE_CUTTER_SHORT_EDGE, self->cut,
                           g_task_get_cancellable (task), cut_cb, g_object_ref (task));
}

/**
 * troupe_dry_run_async:
 * @draft: a draft that can be sent
 * @provider: its provider
 * @client: a client, to learn the address of a builtin provider
 * @cancellable: (nullable): a cancellable
 * @callback: called with the requests
 * @user_data: for @callback
 *
 * Builds the requests as they would be sent. A file that would be uploaded is cut for it, and
 * removed.
 */
void
troupe_dry_run_async (const TroupeCharacterDraft *draft,
                      TroupeProvider             *provider,
                      TroupeClient               *client,
                      GCancellable               *cancellable,
                      GAsyncReadyCallback         callback,
                      gpointer                    user_data)
{
  g_autoptr (GTask) task = NULL;
  DryRun *self;

  g_return_if_fail (draft != NULL);
  g_return_if_fail (TROUPE_IS_PROVIDER (provider));
  g_return_if_fail (TROUPE_IS_CLIENT (client));

  self = g_new0 (DryRun, 1);
  self->job = troupe_character_draft_to_job (draft);
  self->provider = g_object_ref (provider);
  self->client = g_object_ref (client);
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_dry_run_async);
  g_task_set_task_data (task, self, (GDestroyNotify) dry_run_free);

  if (draft->source == TROUPE_SOURCE_FILE)
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
 * Returns: (transfer full): an object with `request`, and `upload` where one comes before it
 */
JsonNode *
troupe_dry_run_finish (GAsyncResult *result,
                       GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_dry_run_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
