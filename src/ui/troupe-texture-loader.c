/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-texture-loader.h"

#define DEFAULT_LIMIT_BYTES (64 * 1024 * 1024)
#define READ_BYTES (64 * 1024)

/* What is cached: a picture of one file in one size */
typedef struct
{
  char       *key;
  GdkTexture *texture;
  gsize       size_bytes;
} Entry;

typedef struct
{
  char  *key;
  GFile *file;
  int    short_edge;
} Load;

struct _TroupeTextureLoader
{
  GObject     parent_instance;

  /* Owned */
  GHashTable *links;          /* key to its link in the queue */
  GQueue      entries;        /* of Entry, used last first */
  gsize       size_bytes;
  gsize       limit_bytes;
};

G_DEFINE_FINAL_TYPE (TroupeTextureLoader, troupe_texture_loader, G_TYPE_OBJECT)

static void
entry_free (Entry *entry)
{
  g_free (entry->key);
  g_object_unref (entry->texture);
  g_free (entry);
}

static void
load_free (Load *load)
{
  g_free (load->key);
  g_object_unref (load->file);
  g_free (load);
}

static char *
format_key (GFile *file,
            int    short_edge)
{
  g_autofree char *uri = g_file_get_uri (file);

  return g_strdup_printf ("%d %s", short_edge, uri);
}

static GdkTexture *
find_texture (TroupeTextureLoader *self,
              const char          *key)
{
  GList *link = g_hash_table_lookup (self->links, key);

  if (link == NULL)
    return NULL;

  g_queue_unlink (&self->entries, link);
  g_queue_push_head_link (&self->entries, link);

  return ((Entry *) link->data)->texture;
}

static void
drop_oldest (TroupeTextureLoader *self)
{
  Entry *entry = g_queue_pop_tail (&self->entries);

  g_hash_table_remove (self->links, entry->key);
  self->size_bytes -= entry->size_bytes;
  entry_free (entry);
}

static void
keep_texture (TroupeTextureLoader *self,
              const char          *key,
              GdkTexture          *texture)
{
  Entry *entry;

  if (find_texture (self, key) != NULL)
    return;

  entry = g_new0 (Entry, 1);
  entry->key = g_strdup (key);
  entry->texture = g_object_ref (texture);
  entry->size_bytes = (gsize) gdk_texture_get_width (texture) * gdk_texture_get_height (texture) * 4;
  g_queue_push_head (&self->entries, entry);
  g_hash_table_insert (self->links, entry->key, self->entries.head);
  self->size_bytes += entry->size_bytes;

  while (self->size_bytes > self->limit_bytes && self->entries.length > 1)
    drop_oldest (self);
}

static void
size_prepared_cb (GdkPixbufLoader *loader,
                  int              width,
                  int              height,
                  gpointer         user_data)
{
  int short_edge = GPOINTER_TO_INT (user_data);
  double scale = (double) short_edge / MAX (MIN (width, height), 1);

  if (scale < 1)
    gdk_pixbuf_loader_set_size (loader, MAX ((int) (width * scale), 1), MAX ((int) (height * scale), 1));
}

static gboolean
feed (GdkPixbufLoader *loader,
      GInputStream    *stream,
      GCancellable    *cancellable,
      GError         **error)
{
  g_autofree guint8 *buffer = g_malloc (READ_BYTES);
  gssize n_bytes;

  while ((n_bytes = g_input_stream_read (stream, buffer, READ_BYTES, cancellable, error)) > 0)
    {
      if (!gdk_pixbuf_loader_write (loader, buffer, n_bytes, error))
        return FALSE;
    }

  return n_bytes == 0;
}

static GdkTexture *
decode (GFile        *file,
        int           short_edge,
        GCancellable *cancellable,
        GError      **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autoptr (GdkPixbufLoader) loader = NULL;
  gboolean fed;

  if (stream == NULL)
    return NULL;

  loader = gdk_pixbuf_loader_new ();
  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), GINT_TO_POINTER (short_edge));
  fed = feed (loader, G_INPUT_STREAM (stream), cancellable, error);
  if (!fed)
    error = NULL;    /* is set; a loader has to be closed all the same */
  if (!gdk_pixbuf_loader_close (loader, error) || !fed)
    return NULL;

  return gdk_texture_new_for_pixbuf (gdk_pixbuf_loader_get_pixbuf (loader));
}

static void
load_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Load *load = task_data;
  GError *error = NULL;
  GdkTexture *texture = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;

  texture = decode (load->file, load->short_edge, cancellable, &error);
  if (texture != NULL)
    g_task_return_pointer (task, texture, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
troupe_texture_loader_finalize (GObject *object)
{
  TroupeTextureLoader *self = TROUPE_TEXTURE_LOADER (object);

  g_hash_table_unref (self->links);
  g_queue_clear_full (&self->entries, (GDestroyNotify) entry_free);
  G_OBJECT_CLASS (troupe_texture_loader_parent_class)->finalize (object);
}

static void
troupe_texture_loader_class_init (TroupeTextureLoaderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = troupe_texture_loader_finalize;
}

static void
troupe_texture_loader_init (TroupeTextureLoader *self)
{
  self->links = g_hash_table_new (g_str_hash, g_str_equal);
  g_queue_init (&self->entries);
}

/**
 * troupe_texture_loader_new:
 * @limit_bytes: how much memory the kept pictures may take
 *
 * Makes a loader that keeps the pictures used last, at least one.
 *
 * Returns: (transfer full): a new loader
 */
TroupeTextureLoader *
troupe_texture_loader_new (gsize limit_bytes)
{
  TroupeTextureLoader *self = g_object_new (TROUPE_TYPE_TEXTURE_LOADER, NULL);

  self->limit_bytes = limit_bytes;

  return self;
}

/**
 * troupe_texture_loader_get_default:
 *
 * Gets the loader that all widgets share. Main thread.
 *
 * Returns: (transfer none): the loader
 */
TroupeTextureLoader *
troupe_texture_loader_get_default (void)
{
  static TroupeTextureLoader *loader;

  if (loader == NULL)
    loader = troupe_texture_loader_new (DEFAULT_LIMIT_BYTES);

  return loader;
}

/**
 * troupe_texture_loader_lookup:
 * @self: a loader
 * @file: a picture
 * @short_edge: the size it is wanted in, in pixels
 *
 * Gets a picture that is kept.
 *
 * Returns: (transfer none) (nullable): the picture, or `NULL` when it has to be loaded
 */
GdkTexture *
troupe_texture_loader_lookup (TroupeTextureLoader *self,
                              GFile               *file,
                              int                  short_edge)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (TROUPE_IS_TEXTURE_LOADER (self), NULL);
  g_return_val_if_fail (G_IS_FILE (file), NULL);

  key = format_key (file, short_edge);

  return find_texture (self, key);
}

/**
 * troupe_texture_loader_load_async:
 * @self: a loader
 * @file: a picture
 * @short_edge: the most its shorter edge needs, in pixels
 * @cancellable: (nullable): to give up
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Decodes a picture in a worker thread, scaled down while it is decoded.
 */
void
troupe_texture_loader_load_async (TroupeTextureLoader *self,
                                  GFile               *file,
                                  int                  short_edge,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Load *load;

  g_return_if_fail (TROUPE_IS_TEXTURE_LOADER (self));
  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (short_edge > 0);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  load = g_new0 (Load, 1);
  load->key = format_key (file, short_edge);
  load->file = g_object_ref (file);
  load->short_edge = short_edge;

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_texture_loader_load_async);
  g_task_set_task_data (task, load, (GDestroyNotify) load_free);
  g_task_run_in_thread (task, load_thread);
}

/**
 * troupe_texture_loader_load_finish:
 * @self: a loader
 * @result: what the callback got
 * @error: return location
 *
 * Takes the picture, which is kept from now on. Fails with `G_IO_ERROR` and `GDK_PIXBUF_ERROR`.
 *
 * Returns: (transfer full) (nullable): the picture
 */
GdkTexture *
troupe_texture_loader_load_finish (TroupeTextureLoader *self,
                                   GAsyncResult        *result,
                                   GError             **error)
{
  GdkTexture *texture;
  Load *load;

  g_return_val_if_fail (TROUPE_IS_TEXTURE_LOADER (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_texture_loader_load_async), NULL);

  load = g_task_get_task_data (G_TASK (result));
  texture = g_task_propagate_pointer (G_TASK (result), error);
  if (texture != NULL)
    keep_texture (self, load->key, texture);

  return texture;
}
