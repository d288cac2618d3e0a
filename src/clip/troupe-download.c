/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-download.h"

#include <glib/gstdio.h>

#include "troupe-fetch.h"
#include "troupe-held-file.h"
#include "troupe-incoming.h"
#include "troupe-local.h"

/* What the thread tells the object: shared by both, since either may go first. */
typedef struct
{
  gatomicrefcount  ref_count;
  GMainContext    *context;        /* of the object's thread */
  GWeakRef         download;
  TroupeIncoming  *incoming;       /* NULL before there is an address */

  GMutex           lock;           /* guards what follows */
  guint64          received_bytes;
  guint64          total_bytes;
  gboolean         is_pending;     /* an idle is on its way */
} Progress;

/**
 * TroupeDownload:
 *
 * Brings a remote clip into the cache.
 *
 * It owns no connection; the thread that fetches does, and ends when it is done or cancelled. What it
 * has fetched it holds in the cache until it is freed.
 */
struct _TroupeDownload
{
  GObject   parent_instance;

  guint64   limit_bytes;
  guint64   received_bytes;
  guint64   total_bytes;

  /* Owned */
  char     *uri;
  char     *hash;
  int       held_fd;        /* or -1 */
  Progress *progress;
};

typedef struct
{
  char     *uri;
  guint64   limit_bytes;
  Progress *progress;
  char     *hash;           /* found */
  int       held_fd;        /* found, or -1 */
} Run;

G_DEFINE_FINAL_TYPE (TroupeDownload, troupe_download, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_RECEIVED_BYTES,
  PROP_TOTAL_BYTES,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static Progress *
progress_new (TroupeDownload *self)
{
  Progress *progress = g_new0 (Progress, 1);

  g_atomic_ref_count_init (&progress->ref_count);
  progress->context = g_main_context_ref_thread_default ();
  g_weak_ref_init (&progress->download, self);
  g_mutex_init (&progress->lock);
  return progress;
}

static Progress *
progress_ref (Progress *progress)
{
  g_atomic_ref_count_inc (&progress->ref_count);
  return progress;
}

static void
progress_unref (Progress *progress)
{
  if (!g_atomic_ref_count_dec (&progress->ref_count))
    return;

  g_main_context_unref (progress->context);
  g_weak_ref_clear (&progress->download);
  g_clear_pointer (&progress->incoming, troupe_incoming_unref);
  g_mutex_clear (&progress->lock);
  g_free (progress);
}

static void
set_bytes (TroupeDownload *self,
           guint64         received_bytes,
           guint64         total_bytes)
{
  gboolean is_more = self->received_bytes != received_bytes;
  gboolean is_known = self->total_bytes != total_bytes;

  /* Who follows one of them reads both. */
  self->received_bytes = received_bytes;
  self->total_bytes = total_bytes;
  if (is_more)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECEIVED_BYTES]);
  if (is_known)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOTAL_BYTES]);
}

static gboolean
progress_idle (gpointer user_data)
{
  Progress *progress = user_data;
  g_autoptr (TroupeDownload) self = g_weak_ref_get (&progress->download);
  guint64 received_bytes;
  guint64 total_bytes;

  g_mutex_lock (&progress->lock);
  received_bytes = progress->received_bytes;
  total_bytes = progress->total_bytes;
  progress->is_pending = FALSE;
  g_mutex_unlock (&progress->lock);

  if (self != NULL)
    set_bytes (self, received_bytes, total_bytes);
  return G_SOURCE_REMOVE;
}

static void
progress_cb (guint64  received_bytes,    /* worker thread */
             guint64  total_bytes,
             gpointer user_data)
{
  Progress *progress = user_data;
  gboolean was_pending;

  troupe_incoming_advance (progress->incoming, received_bytes, total_bytes);
  g_mutex_lock (&progress->lock);
  progress->received_bytes = received_bytes;
  progress->total_bytes = total_bytes;
  was_pending = progress->is_pending;
  progress->is_pending = TRUE;
  g_mutex_unlock (&progress->lock);

  if (!was_pending)
    {
      g_autoptr (GSource) source = g_idle_source_new ();

      g_source_set_callback (source, progress_idle, progress_ref (progress),
                             (GDestroyNotify) progress_unref);
      g_source_attach (source, progress->context);
    }
}

static void
run_free (Run *run)
{
  g_free (run->uri);
  progress_unref (run->progress);
  g_free (run->hash);
  g_clear_fd (&run->held_fd, NULL);
  g_free (run);
}

static char *
dup_path (const char *uri)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, uri, -1);

  return g_build_filename (g_get_user_cache_dir (), "troupe", "clips", hash, NULL);
}

static GFile *
fetch (const char         *uri,
       guint64             limit_bytes,
       TroupeFetchProgress progress,
       gpointer            user_data,
       GCancellable       *cancellable,
       GError            **error)
{
  g_autofree char *path = dup_path (uri);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autoptr (GError) folder_error = NULL;

  if (!g_file_make_directory_with_parents (folder, cancellable, &folder_error) &&
      !g_error_matches (folder_error, G_IO_ERROR, G_IO_ERROR_EXISTS))
    {
      g_propagate_error (error, g_steal_pointer (&folder_error));
      return NULL;
    }

  return troupe_fetch (uri, path, limit_bytes, progress, user_data, cancellable, error)
         ? g_steal_pointer (&file) : NULL;
}

static GFile *
run (Run          *input,
     GCancellable *cancellable,
     GError      **error)
{
  g_autoptr (GFile) file = fetch (input->uri, input->limit_bytes, progress_cb, input->progress,
                                  cancellable, error);
  guint64 size_bytes;

  if (file == NULL)
    return NULL;

  input->held_fd = troupe_held_file_hold (g_file_peek_path (file));
  if (!troupe_local_check (file, &size_bytes, cancellable, error))
    return NULL;

  input->hash = troupe_local_hash (file, size_bytes, cancellable, error);
  if (input->hash == NULL)
    return NULL;

  progress_cb (size_bytes, size_bytes, input->progress);
  return g_steal_pointer (&file);
}

static void
run_thread (GTask        *task,
            gpointer      source_object,
            gpointer      task_data,
            GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  Run *input = task_data;
  GFile *file = run (input, cancellable, &error);

  troupe_incoming_end (input->progress->incoming);
  if (file != NULL)
    g_task_return_pointer (task, file, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
troupe_download_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  TroupeDownload *self = TROUPE_DOWNLOAD (object);

  switch (prop_id)
    {
    case PROP_RECEIVED_BYTES:
      g_value_set_uint64 (value, troupe_download_get_received_bytes (self));
      break;

    case PROP_TOTAL_BYTES:
      g_value_set_uint64 (value, troupe_download_get_total_bytes (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
troupe_download_dispose (GObject *object)
{
  TroupeDownload *self = TROUPE_DOWNLOAD (object);

  g_clear_fd (&self->held_fd, NULL);
  troupe_incoming_end (self->progress->incoming);
  G_OBJECT_CLASS (troupe_download_parent_class)->dispose (object);
}

static void
troupe_download_finalize (GObject *object)
{
  TroupeDownload *self = TROUPE_DOWNLOAD (object);

  g_clear_pointer (&self->uri, g_free);
  g_clear_pointer (&self->hash, g_free);
  g_clear_pointer (&self->progress, progress_unref);
  G_OBJECT_CLASS (troupe_download_parent_class)->finalize (object);
}

static void
troupe_download_class_init (TroupeDownloadClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = troupe_download_get_property;
  object_class->dispose = troupe_download_dispose;
  object_class->finalize = troupe_download_finalize;

  /**
   * TroupeDownload:received-bytes:
   *
   * How many bytes are in the cache, those of earlier runs included.
   */
  properties[PROP_RECEIVED_BYTES] = g_param_spec_uint64 ("received-bytes", NULL, NULL,
                                                         0, G_MAXUINT64, 0,
                                                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * TroupeDownload:total-bytes:
   *
   * How many bytes there are, 0 as long as the server does not tell.
   */
  properties[PROP_TOTAL_BYTES] = g_param_spec_uint64 ("total-bytes", NULL, NULL,
                                                      0, G_MAXUINT64, 0,
                                                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
troupe_download_init (TroupeDownload *self)
{
  self->held_fd = -1;
  self->progress = progress_new (self);
}

/**
 * troupe_download_new:
 * @uri: an `http:` or `https:` address
 * @limit_bytes: how large the clip may be
 *
 * Prepares a download; nothing happens before troupe_download_run_async().
 *
 * Returns: (transfer full): a download
 */
TroupeDownload *
troupe_download_new (const char *uri,
                     guint64     limit_bytes)
{
  g_autofree char *path = NULL;
  g_autofree char *part_path = NULL;
  TroupeDownload *self;

  g_return_val_if_fail (uri != NULL, NULL);

  path = dup_path (uri);
  part_path = troupe_fetch_dup_part_path (path);
  self = g_object_new (TROUPE_TYPE_DOWNLOAD, NULL);
  self->uri = g_strdup (uri);
  self->progress->incoming = troupe_incoming_new (path, part_path);
  self->limit_bytes = limit_bytes;
  return self;
}

/**
 * troupe_download_get_received_bytes:
 * @self: a download
 *
 * Returns: how many bytes are in the cache
 */
guint64
troupe_download_get_received_bytes (TroupeDownload *self)
{
  g_return_val_if_fail (TROUPE_IS_DOWNLOAD (self), 0);

  return self->received_bytes;
}

/**
 * troupe_download_get_total_bytes:
 * @self: a download
 *
 * Returns: how many bytes there are, 0 when not known
 */
guint64
troupe_download_get_total_bytes (TroupeDownload *self)
{
  g_return_val_if_fail (TROUPE_IS_DOWNLOAD (self), 0);

  return self->total_bytes;
}

/**
 * troupe_download_get_hash:
 * @self: a download
 *
 * Returns: (nullable): what identifies the content, `NULL` before all of it is there
 */
const char *
troupe_download_get_hash (TroupeDownload *self)
{
  g_return_val_if_fail (TROUPE_IS_DOWNLOAD (self), NULL);

  return self->hash;
}

/**
 * troupe_download_get_incoming_uri:
 * @self: a download
 *
 * Returns: where pipelines read what has arrived, and wait for more, until it has ended
 */
const char *
troupe_download_get_incoming_uri (TroupeDownload *self)
{
  g_return_val_if_fail (TROUPE_IS_DOWNLOAD (self), NULL);

  return troupe_incoming_get_uri (self->progress->incoming);
}

/**
 * troupe_download_run_async:
 * @self: a download
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: data for @callback
 *
 * Fetches the clip, from where an earlier run was cancelled or failed; a clip that is in the cache
 * takes no connection. Main thread; the work is done in another one.
 */
void
troupe_download_run_async (TroupeDownload     *self,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  Run *input;

  g_return_if_fail (TROUPE_IS_DOWNLOAD (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  input = g_new0 (Run, 1);
  input->uri = g_strdup (self->uri);
  input->limit_bytes = self->limit_bytes;
  input->progress = progress_ref (self->progress);
  input->held_fd = -1;

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_download_run_async);
  g_task_set_task_data (task, input, (GDestroyNotify) run_free);
  g_task_run_in_thread (task, run_thread);
}

/**
 * troupe_download_run_finish:
 * @self: a download
 * @result: the result
 * @error: return location for an error
 *
 * Ends troupe_download_run_async(). Fails as troupe_fetch() does.
 *
 * Returns: (transfer full): the file in the cache
 */
GFile *
troupe_download_run_finish (TroupeDownload *self,
                            GAsyncResult   *result,
                            GError        **error)
{
  GFile *file;
  Run *input;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_download_run_async), NULL);

  file = g_task_propagate_pointer (G_TASK (result), error);
  if (file == NULL)
    return NULL;

  input = g_task_get_task_data (G_TASK (result));
  g_set_str (&self->hash, input->hash);
  g_clear_fd (&self->held_fd, NULL);
  self->held_fd = g_steal_fd (&input->held_fd);
  progress_idle (self->progress);
  return file;
}

/**
 * troupe_download_find:
 * @uri: an address
 *
 * Looks for a clip in the cache. Worker threads only.
 *
 * Returns: (transfer full) (nullable): its file, or `NULL` when it is not there as a whole
 */
GFile *
troupe_download_find (const char *uri)
{
  g_autofree char *path = NULL;

  g_return_val_if_fail (uri != NULL, NULL);

  path = dup_path (uri);
  return g_file_test (path, G_FILE_TEST_IS_REGULAR) ? g_file_new_for_path (path) : NULL;
}

static void
no_progress_cb (guint64  received_bytes,    /* worker thread */
                guint64  total_bytes,
                gpointer user_data)
{
}

/**
 * troupe_download_fetch:
 * @uri: an `http:` or `https:` address
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Brings a clip into the cache that cannot be read where it is, because its server only sends it from
 * the beginning. Worker threads only. Fails as troupe_fetch() does; at most
 * `TROUPE_DOWNLOAD_UNASKED_BYTES` are fetched.
 *
 * Returns: (transfer full): the file in the cache
 */
GFile *
troupe_download_fetch (const char   *uri,
                       GCancellable *cancellable,
                       GError      **error)
{
  g_return_val_if_fail (uri != NULL, NULL);

  return fetch (uri, TROUPE_DOWNLOAD_UNASKED_BYTES, no_progress_cb, NULL, cancellable, error);
}
