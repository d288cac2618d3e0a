/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-avatar.h"

#include "troupe-frame-reader.h"
#include "troupe-library-files.h"
#include "troupe-provider-error.h"

#define LIMIT_BYTES (20 * 1024 * 1024)

/* A picture is kept as it came unless it is larger than any card or page needs. */
#define SHORT_EDGE 4096

typedef struct
{
  char  *character_id;
  GFile *media;
  GFile *part;    /* what is being fetched */
} Fetch;

static void
fetch_free (Fetch *self)
{
  g_free (self->character_id);
  g_clear_object (&self->media);
  g_clear_object (&self->part);
  g_free (self);
}

/* A local server of ours has another port after each start; what it made is still there. */
static char *
resolve_url (TroupeProvider *provider,
             const char     *url)
{
  g_autoptr (GUri) uri = NULL;
  const char *query;

  if (!troupe_profile_is_builtin (troupe_provider_get_profile (provider)))
    return g_strdup (url);

  uri = g_uri_parse (url, G_URI_FLAGS_ENCODED, NULL);    /* what is no address cannot be fetched */
  if (uri == NULL)
    return g_strdup (url);
  query = g_uri_get_query (uri);
  return g_strconcat (troupe_provider_get_base (provider), g_uri_get_path (uri),
                      query != NULL ? "?" : NULL, query, NULL);
}

/* As what the picture can be kept, or NULL when every viewer could not show it */
static const char *
extension_of (GBytes *content)
{
  static const guint8 png[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
  static const guint8 jpeg[] = { 0xff, 0xd8, 0xff };
  gsize size;
  const guint8 *data = g_bytes_get_data (content, &size);

  if (size >= sizeof png && memcmp (data, png, sizeof png) == 0)
    return "png";
  if (size >= sizeof jpeg && memcmp (data, jpeg, sizeof jpeg) == 0)
    return "jpg";
  return NULL;
}

static TroupeFrame *
decode (GFile        *file,
        GCancellable *cancellable,
        GError      **error)
{
  g_autofree char *uri = g_file_get_uri (file);
  g_autoptr (TroupeFrameReader) reader = NULL;
  g_autoptr (TroupeFrame) frame = NULL;
  g_autoptr (GError) failure = NULL;

  reader = troupe_frame_reader_new (uri, SHORT_EDGE, cancellable, &failure);
  if (reader != NULL)
    frame = troupe_frame_reader_next (reader, cancellable, &failure);
  if (frame == NULL)
    g_set_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_PICTURE,
                 "what the provider calls a picture is none: %s",
                 failure != NULL ? failure->message : "it is empty");
  return g_steal_pointer (&frame);
}

static TroupePicture *
keep (Fetch        *self,
      GCancellable *cancellable,
      GError      **error)
{
  g_autoptr (TroupeFrame) frame = NULL;
  g_autoptr (GBytes) content = NULL;
  g_autofree char *name = NULL;
  const char *extension;

  content = g_file_load_bytes (self->part, cancellable, NULL, error);
  if (content == NULL)
    return NULL;
  frame = decode (self->part, cancellable, error);
  if (frame == NULL)
    return NULL;

  extension = extension_of (content);
  if (extension == NULL)
    {
      g_clear_pointer (&content, g_bytes_unref);
      content = troupe_frame_encode (frame, "image/png", error);
      extension = "png";
    }
  name = troupe_library_files_dup_avatar (self->character_id, extension);
  if (content == NULL || !troupe_library_files_write (self->media, name, content, error))
    return NULL;
  return troupe_picture_new (name, 0, content);
}

static void
keep_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Fetch *self = task_data;
  g_autoptr (GError) error = NULL;
  TroupePicture *picture = keep (self, cancellable, &error);

  /* What cannot be removed is swept away at the next start. */
  g_file_delete (self->part, NULL, NULL);
  if (picture != NULL)
    g_task_return_pointer (task, picture, (GDestroyNotify) troupe_picture_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
fetched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (troupe_client_fetch_finish (TROUPE_CLIENT (source), result, &error))
    g_task_run_in_thread (task, keep_thread);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * troupe_avatar_fetch_async:
 * @client: a client
 * @provider: a provider that is ready
 * @url: where it says the picture is
 * @media: the media folder
 * @character_id: whose picture it is
 * @cancellable: (nullable): a cancellable
 * @callback: called when the picture is on the disk
 * @user_data: for @callback
 *
 * Fetches a picture.
 */
void
troupe_avatar_fetch_async (TroupeClient       *client,
                           TroupeProvider     *provider,
                           const char         *url,
                           GFile              *media,
                           const char         *character_id,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *name = NULL;
  g_autofree char *resolved = NULL;
  Fetch *self;

  g_return_if_fail (TROUPE_IS_CLIENT (client));
  g_return_if_fail (TROUPE_IS_PROVIDER (provider));
  g_return_if_fail (url != NULL);

  name = g_strdup_printf ("pictures/%s-avatar.part", character_id);
  resolved = resolve_url (provider, url);
  self = g_new0 (Fetch, 1);
  self->character_id = g_strdup (character_id);
  self->media = g_object_ref (media);
  self->part = g_file_resolve_relative_path (media, name);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_avatar_fetch_async);
  g_task_set_task_data (task, self, (GDestroyNotify) fetch_free);
  troupe_client_fetch_async (client, provider, resolved, self->part, LIMIT_BYTES, NULL, NULL,
                             cancellable, fetched_cb, g_steal_pointer (&task));
}

/**
 * troupe_avatar_fetch_finish:
 * @result: the result
 *
 * Fails with the errors of troupe_client_fetch_finish(), with `TROUPE_PROVIDER_ERROR_PICTURE` when
 * what came is no picture, and with `TROUPE_LIBRARY_ERROR`.
 *
 * Returns: (transfer full): the picture
 */
TroupePicture *
troupe_avatar_fetch_finish (GAsyncResult *result,
                            GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_avatar_fetch_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
