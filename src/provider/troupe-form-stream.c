/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-form-stream.h"

/* A piece of the body: bytes, or a file that is opened when its turn comes */
typedef struct
{
  GBytes  *bytes;
  GFile   *file;
  guint64  size_bytes;
} Piece;

struct _TroupeFormStream
{
  GInputStream  parent_instance;

  /* Owned */
  GPtrArray    *pieces;       /* of Piece */
  char         *boundary;
  GInputStream *open_file;    /* of the current piece */

  guint         current;      /* index in pieces */
  guint64       offset;       /* in the current piece */
  guint64       size_bytes;
};

G_DEFINE_FINAL_TYPE (TroupeFormStream, troupe_form_stream, G_TYPE_INPUT_STREAM)

static void
piece_free (Piece *piece)
{
  g_clear_pointer (&piece->bytes, g_bytes_unref);
  g_clear_object (&piece->file);
  g_free (piece);
}

static void
add_piece (TroupeFormStream *self,
           GBytes           *bytes,
           GFile            *file,
           guint64           size_bytes)
{
  Piece *piece = g_new0 (Piece, 1);

  piece->bytes = bytes;
  piece->file = file;
  piece->size_bytes = size_bytes;
  g_ptr_array_add (self->pieces, piece);
  self->size_bytes += size_bytes;
}

static void
add_string (TroupeFormStream *self,
            char             *text)
{
  gsize length = strlen (text);

  add_piece (self, g_bytes_new_take (text, length), NULL, length);
}

static gssize
read_file (TroupeFormStream *self,
           Piece            *piece,
           void             *buffer,
           gsize             count,
           GCancellable     *cancellable,
           GError          **error)
{
  gssize n_read;

  if (self->open_file == NULL)
    {
      self->open_file = G_INPUT_STREAM (g_file_read (piece->file, cancellable, error));
      if (self->open_file == NULL)
        return -1;
    }
  n_read = g_input_stream_read (self->open_file, buffer, count, cancellable, error);
  if (n_read == 0)    /* the length was promised to the server before */
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT, "%s became shorter while it was sent",
                   g_file_peek_path (piece->file));
      return -1;
    }
  return n_read;
}

/* Runs in the thread of whoever reads: libsoup reads asynchronously, so in a worker thread. */
static gssize
troupe_form_stream_read (GInputStream *stream,
                         void         *buffer,
                         gsize         count,
                         GCancellable *cancellable,
                         GError      **error)
{
  TroupeFormStream *self = TROUPE_FORM_STREAM (stream);
  Piece *piece;
  gssize n_read;

  while (self->current < self->pieces->len &&
         self->offset == ((Piece *) self->pieces->pdata[self->current])->size_bytes)
    {
      g_clear_object (&self->open_file);
      self->offset = 0;
      self->current++;
    }
  if (self->current == self->pieces->len)
    return 0;

  piece = self->pieces->pdata[self->current];
  n_read = (gssize) MIN (count, piece->size_bytes - self->offset);
  if (piece->bytes != NULL)
    memcpy (buffer, (const char *) g_bytes_get_data (piece->bytes, NULL) + self->offset, (gsize) n_read);
  else
    n_read = read_file (self, piece, buffer, (gsize) n_read, cancellable, error);
  if (n_read > 0)
    self->offset += (guint64) n_read;
  return n_read;
}

static void
troupe_form_stream_dispose (GObject *object)
{
  TroupeFormStream *self = TROUPE_FORM_STREAM (object);

  g_clear_object (&self->open_file);
  G_OBJECT_CLASS (troupe_form_stream_parent_class)->dispose (object);
}

static void
troupe_form_stream_finalize (GObject *object)
{
  TroupeFormStream *self = TROUPE_FORM_STREAM (object);

  g_clear_pointer (&self->pieces, g_ptr_array_unref);
  g_clear_pointer (&self->boundary, g_free);
  G_OBJECT_CLASS (troupe_form_stream_parent_class)->finalize (object);
}

static void
troupe_form_stream_class_init (TroupeFormStreamClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = troupe_form_stream_dispose;
  G_OBJECT_CLASS (klass)->finalize = troupe_form_stream_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_fn = troupe_form_stream_read;
}

static void
troupe_form_stream_init (TroupeFormStream *self)
{
  g_autofree char *random = g_uuid_string_random ();

  self->pieces = g_ptr_array_new_with_free_func ((GDestroyNotify) piece_free);
  self->boundary = g_strconcat ("troupe-", random, NULL);
}

/**
 * troupe_form_stream_new:
 *
 * Makes a form without parts.
 *
 * Returns: (transfer full): the form
 */
TroupeFormStream *
troupe_form_stream_new (void)
{
  return g_object_new (TROUPE_TYPE_FORM_STREAM, NULL);
}

/**
 * troupe_form_stream_add_text:
 * @self: a form that has not ended
 * @name: name of the part, letters and signs that need no quoting
 * @text: its value
 *
 * Adds a part with a text.
 */
void
troupe_form_stream_add_text (TroupeFormStream *self,
                             const char       *name,
                             const char       *text)
{
  g_return_if_fail (TROUPE_IS_FORM_STREAM (self));

  add_string (self, g_strdup_printf ("--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n",
                                     self->boundary, name, text));
}

/* As browsers quote it: https://html.spec.whatwg.org/#multipart-form-data */
static char *
dup_quoted (const char *filename)
{
  GString *quoted = g_string_new (filename);

  g_string_replace (quoted, "\r", "%0D", 0);
  g_string_replace (quoted, "\n", "%0A", 0);
  g_string_replace (quoted, "\"", "%22", 0);
  return g_string_free_and_steal (quoted);
}

/**
 * troupe_form_stream_add_file:
 * @self: a form that has not ended
 * @name: name of the part, letters and signs that need no quoting
 * @file: a local file
 * @size_bytes: its size; no more than that is sent, and reading fails if there is less
 * @filename: how the file is called towards the server
 * @media_type: its type
 *
 * Adds a part with the contents of a file, which is opened when its turn comes.
 */
void
troupe_form_stream_add_file (TroupeFormStream *self,
                             const char       *name,
                             GFile            *file,
                             guint64           size_bytes,
                             const char       *filename,
                             const char       *media_type)
{
  g_autofree char *quoted = NULL;

  g_return_if_fail (TROUPE_IS_FORM_STREAM (self));
  g_return_if_fail (G_IS_FILE (file));

  quoted = dup_quoted (filename);
  add_string (self, g_strdup_printf ("--%s\r\nContent-Disposition: form-data; name=\"%s\"; "
                                     "filename=\"%s\"\r\nContent-Type: %s\r\n\r\n",
                                     self->boundary, name, quoted, media_type));
  add_piece (self, NULL, g_object_ref (file), size_bytes);
  add_string (self, g_strdup ("\r\n"));
}

/**
 * troupe_form_stream_end:
 * @self: a form
 *
 * Ends the form: now its size is final.
 */
void
troupe_form_stream_end (TroupeFormStream *self)
{
  g_return_if_fail (TROUPE_IS_FORM_STREAM (self));

  add_string (self, g_strdup_printf ("--%s--\r\n", self->boundary));
}

/**
 * troupe_form_stream_get_size:
 * @self: a form that has ended
 *
 * Gets the size of the whole body.
 *
 * Returns: the number of bytes
 */
guint64
troupe_form_stream_get_size (TroupeFormStream *self)
{
  g_return_val_if_fail (TROUPE_IS_FORM_STREAM (self), 0);
  return self->size_bytes;
}

/**
 * troupe_form_stream_dup_content_type:
 * @self: a form
 *
 * Writes the value of the `Content-Type` header.
 *
 * Returns: (transfer full): the type with its boundary
 */
char *
troupe_form_stream_dup_content_type (TroupeFormStream *self)
{
  g_return_val_if_fail (TROUPE_IS_FORM_STREAM (self), NULL);
  return g_strconcat ("multipart/form-data; boundary=", self->boundary, NULL);
}
