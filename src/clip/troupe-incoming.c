/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-incoming.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <gst/base/base.h>
#include <unistd.h>

#define SCHEME "troupe-incoming"

#define BLOCK_BYTES (64 * 1024)

struct _TroupeIncoming
{
  /* Set once */
  char    *uri;
  char    *path;
  char    *part_path;

  GMutex   lock;              /* guards what follows */
  GCond    cond;
  guint64  received_bytes;
  guint64  total_bytes;       /* 0: not told yet */
  gboolean has_ended;
  gboolean is_broken;         /* what had come was thrown away */
};

/* All there are, by their address; borrowed */
static GMutex known_lock;
static GHashTable *known;

static void
clear (gpointer data)
{
  TroupeIncoming *self = data;

  g_clear_pointer (&self->uri, g_free);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->part_path, g_free);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->cond);
}

static TroupeIncoming *
find (const char *uri)
{
  TroupeIncoming *found;

  g_mutex_lock (&known_lock);
  found = known != NULL ? g_hash_table_lookup (known, uri) : NULL;
  if (found != NULL)
    troupe_incoming_ref (found);
  g_mutex_unlock (&known_lock);

  return found;
}

/* The element */

#define TROUPE_TYPE_INCOMING_SOURCE (troupe_incoming_source_get_type ())
G_DECLARE_FINAL_TYPE (TroupeIncomingSource, troupe_incoming_source, TROUPE, INCOMING_SOURCE, GstBaseSrc)

struct _TroupeIncomingSource
{
  GstBaseSrc      parent_instance;

  /* Owned */
  TroupeIncoming *incoming;      /* NULL before there is an address */
  int             fd;            /* or -1 */

  gboolean        is_flushing;   /* under the lock of the file */
};

static GstURIType
get_uri_type (GType type)
{
  return GST_URI_SRC;
}

static const char *const *
get_protocols (GType type)
{
  static const char *const protocols[] = { SCHEME, NULL };

  return protocols;
}

static char *
dup_uri (GstURIHandler *handler)
{
  TroupeIncomingSource *self = TROUPE_INCOMING_SOURCE (handler);

  return self->incoming != NULL ? g_strdup (self->incoming->uri) : NULL;
}

static gboolean
set_uri (GstURIHandler *handler,
         const char    *uri,
         GError       **error)
{
  TroupeIncomingSource *self = TROUPE_INCOMING_SOURCE (handler);
  TroupeIncoming *incoming = find (uri);

  if (incoming == NULL)
    {
      g_set_error (error, GST_URI_ERROR, GST_URI_ERROR_BAD_REFERENCE, "%s does not come any more", uri);
      return FALSE;
    }

  g_clear_pointer (&self->incoming, troupe_incoming_unref);
  self->incoming = incoming;
  return TRUE;
}

static void
uri_handler_init (gpointer iface,
                  gpointer iface_data)
{
  GstURIHandlerInterface *handler = iface;

  handler->get_type = get_uri_type;
  handler->get_protocols = get_protocols;
  handler->get_uri = dup_uri;
  handler->set_uri = set_uri;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TroupeIncomingSource, troupe_incoming_source, GST_TYPE_BASE_SRC,
                               G_IMPLEMENT_INTERFACE (GST_TYPE_URI_HANDLER, uri_handler_init))

/* The file may have got its name meanwhile, and is the same. */
static gboolean
open_file (TroupeIncomingSource *self)
{
  if (self->fd < 0)
    self->fd = g_open (self->incoming->part_path, O_RDONLY | O_CLOEXEC, 0);
  if (self->fd < 0)
    self->fd = g_open (self->incoming->path, O_RDONLY | O_CLOEXEC, 0);

  return self->fd >= 0;
}

/* Waits for something behind the offset, and tells how much there is. */
static GstFlowReturn
wait_for (TroupeIncomingSource *self,
          guint64               offset,
          guint64              *n_bytes)
{
  TroupeIncoming *incoming = self->incoming;
  GstFlowReturn result = GST_FLOW_OK;

  g_mutex_lock (&incoming->lock);
  while (!self->is_flushing && !incoming->has_ended && !incoming->is_broken && incoming->received_bytes <= offset)
    g_cond_wait (&incoming->cond, &incoming->lock);
  *n_bytes = incoming->received_bytes - MIN (incoming->received_bytes, offset);
  if (self->is_flushing)
    result = GST_FLOW_FLUSHING;
  else if (incoming->is_broken)
    result = GST_FLOW_ERROR;
  else if (*n_bytes == 0)
    result = incoming->total_bytes > 0 && incoming->received_bytes >= incoming->total_bytes ? GST_FLOW_EOS
                                                                                            : GST_FLOW_ERROR;
  g_mutex_unlock (&incoming->lock);

  return result;
}

static GstFlowReturn
create (GstBaseSrc *source,    /* streaming thread */
        guint64     offset,
        guint       size,
        GstBuffer **buffer)
{
  TroupeIncomingSource *self = TROUPE_INCOMING_SOURCE (source);
  guint64 n_bytes;
  GstFlowReturn result = wait_for (self, offset, &n_bytes);
  guint8 *data;
  gssize n_read = -1;

  if (result == GST_FLOW_FLUSHING || result == GST_FLOW_EOS)
    return result;

  n_bytes = MIN (n_bytes, size);
  data = g_malloc (MAX (n_bytes, 1));
  if (result == GST_FLOW_OK && open_file (self))
    n_read = pread (self->fd, data, n_bytes, (off_t) offset);
  if (n_read <= 0)
    {
      g_free (data);
      GST_ELEMENT_ERROR (self, RESOURCE, READ, (NULL), ("the rest does not come"));
      return GST_FLOW_ERROR;
    }

  *buffer = gst_buffer_new_wrapped (data, (gsize) n_read);
  GST_BUFFER_OFFSET (*buffer) = offset;
  GST_BUFFER_OFFSET_END (*buffer) = offset + (guint64) n_read;
  return GST_FLOW_OK;
}

static void
set_flushing (TroupeIncomingSource *self,
              gboolean              is_flushing)
{
  g_mutex_lock (&self->incoming->lock);
  self->is_flushing = is_flushing;
  g_cond_broadcast (&self->incoming->cond);
  g_mutex_unlock (&self->incoming->lock);
}

static gboolean
unlock (GstBaseSrc *source)
{
  set_flushing (TROUPE_INCOMING_SOURCE (source), TRUE);
  return TRUE;
}

static gboolean
unlock_stop (GstBaseSrc *source)
{
  set_flushing (TROUPE_INCOMING_SOURCE (source), FALSE);
  return TRUE;
}

static gboolean
start (GstBaseSrc *source)
{
  return TROUPE_INCOMING_SOURCE (source)->incoming != NULL;
}

static gboolean
stop (GstBaseSrc *source)
{
  g_clear_fd (&TROUPE_INCOMING_SOURCE (source)->fd, NULL);
  return TRUE;
}

static gboolean
get_size (GstBaseSrc *source,
          guint64    *size)
{
  TroupeIncoming *incoming = TROUPE_INCOMING_SOURCE (source)->incoming;

  g_mutex_lock (&incoming->lock);
  *size = incoming->total_bytes;
  g_mutex_unlock (&incoming->lock);

  return *size > 0;
}

static gboolean
is_seekable (GstBaseSrc *source)
{
  guint64 size;

  return get_size (source, &size);
}

/* Bytes are handed on as they come. Who may take them from anywhere looks at the end first, to find out what
 * kind of file it is. */
static gboolean
query (GstBaseSrc *source,
       GstQuery   *question)
{
  if (GST_QUERY_TYPE (question) != GST_QUERY_SCHEDULING)
    return GST_BASE_SRC_CLASS (troupe_incoming_source_parent_class)->query (source, question);

  gst_query_set_scheduling (question, GST_SCHEDULING_FLAG_SEEKABLE, 1, -1, 0);
  gst_query_add_scheduling_mode (question, GST_PAD_MODE_PUSH);
  return TRUE;
}

static void
troupe_incoming_source_finalize (GObject *object)
{
  g_clear_pointer (&TROUPE_INCOMING_SOURCE (object)->incoming, troupe_incoming_unref);

  G_OBJECT_CLASS (troupe_incoming_source_parent_class)->finalize (object);
}

static void
troupe_incoming_source_class_init (TroupeIncomingSourceClass *klass)
{
  GstBaseSrcClass *source_class = GST_BASE_SRC_CLASS (klass);
  GstElementClass *element_class = GST_ELEMENT_CLASS (klass);
  static GstStaticPadTemplate template = GST_STATIC_PAD_TEMPLATE ("src", GST_PAD_SRC, GST_PAD_ALWAYS,
                                                                  GST_STATIC_CAPS_ANY);

  G_OBJECT_CLASS (klass)->finalize = troupe_incoming_source_finalize;
  source_class->create = create;
  source_class->get_size = get_size;
  source_class->is_seekable = is_seekable;
  source_class->query = query;
  source_class->start = start;
  source_class->stop = stop;
  source_class->unlock = unlock;
  source_class->unlock_stop = unlock_stop;
  gst_element_class_add_static_pad_template (element_class, &template);
  gst_element_class_set_static_metadata (element_class, "Incoming file", "Source/File",
                                         "Reads a file that is on its way", "The Troupe contributors");
}

static void
troupe_incoming_source_init (TroupeIncomingSource *self)
{
  self->fd = -1;
  gst_base_src_set_blocksize (GST_BASE_SRC (self), BLOCK_BYTES);
}

/* The file */

/**
 * troupe_incoming_new:
 * @path: what the file is called when all of it is there
 * @part_path: what it is called until then
 *
 * Tells of a file that is to come. troupe_incoming_end() must be called for it.
 *
 * Returns: (transfer full): the file, of which nothing is there yet
 */
TroupeIncoming *
troupe_incoming_new (const char *path,
                     const char *part_path)
{
  static guint n_made;
  TroupeIncoming *self = g_atomic_rc_box_new0 (TroupeIncoming);

  self->path = g_strdup (path);
  self->part_path = g_strdup (part_path);
  g_mutex_init (&self->lock);
  g_cond_init (&self->cond);

  g_mutex_lock (&known_lock);
  if (known == NULL)
    known = g_hash_table_new (g_str_hash, g_str_equal);
  self->uri = g_strdup_printf (SCHEME "://%u", n_made++);
  g_hash_table_insert (known, self->uri, self);
  g_mutex_unlock (&known_lock);

  return self;
}

/**
 * troupe_incoming_ref:
 * @self: a file that comes
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
TroupeIncoming *
troupe_incoming_ref (TroupeIncoming *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * troupe_incoming_unref:
 * @self: (transfer full): a file that comes
 *
 * Drops a reference.
 */
void
troupe_incoming_unref (TroupeIncoming *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/**
 * troupe_incoming_get_uri:
 * @self: a file that comes
 *
 * GStreamer must have been started.
 *
 * Returns: where pipelines find it until it has ended
 */
const char *
troupe_incoming_get_uri (TroupeIncoming *self)
{
  static gsize is_registered = 0;

  if (g_once_init_enter (&is_registered))
    {
      gst_element_register (NULL, "troupeincomingsource", GST_RANK_PRIMARY, TROUPE_TYPE_INCOMING_SOURCE);
      g_once_init_leave (&is_registered, 1);
    }

  return self->uri;
}

/**
 * troupe_incoming_advance:
 * @self: a file that comes
 * @received_bytes: how much of it is there, from its beginning
 * @total_bytes: how large it becomes, 0 when not known
 *
 * Lets those go on who wait for it. When there is less than before, it begins anew: they fail.
 */
void
troupe_incoming_advance (TroupeIncoming *self,
                         guint64         received_bytes,
                         guint64         total_bytes)
{
  g_mutex_lock (&self->lock);
  self->is_broken = self->is_broken || received_bytes < self->received_bytes;
  self->received_bytes = received_bytes;
  self->total_bytes = total_bytes;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->lock);
}

/**
 * troupe_incoming_end:
 * @self: a file that comes
 *
 * Tells that no more comes. Those who wait for more fail, and nobody finds it any more.
 */
void
troupe_incoming_end (TroupeIncoming *self)
{
  g_mutex_lock (&known_lock);
  g_hash_table_remove (known, self->uri);
  g_mutex_unlock (&known_lock);

  g_mutex_lock (&self->lock);
  self->has_ended = TRUE;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->lock);
}
