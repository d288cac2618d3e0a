/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-frame-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "troupe-atomic-file.h"

/**
 * TroupeFrameFile:
 *
 * It is read and not mapped: what was looked at once would stay in the memory of the program, and a file
 * that somebody else cuts would end it.
 */
struct _TroupeFrameFile
{
  int     fd;
  guint64 size_bytes;    /* when it was opened */
};

static TroupeFrameFile *
fail (const char *path,
      GError    **error)
{
  int saved_errno = errno;
  g_autofree char *name = g_filename_display_name (path);

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved_errno), "%s: %s", name,
               g_strerror (saved_errno));
  return NULL;
}

static TroupeFrameFile *
take (int     fd,
      guint64 size_bytes)
{
  TroupeFrameFile *self = g_atomic_rc_box_new (TroupeFrameFile);

  self->fd = fd;
  self->size_bytes = size_bytes;

  return self;
}

/**
 * troupe_frame_file_open:
 * @path: a file
 * @error: return location for an error
 *
 * Opens a file to read it; it may be deleted meanwhile. Fails with `G_IO_ERROR`.
 *
 * Returns: (transfer full) (nullable): the file, or `NULL` with @error set
 */
TroupeFrameFile *
troupe_frame_file_open (const char *path,
                        GError    **error)
{
  g_autofd int fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  struct stat info;

  if (fd < 0 || fstat (fd, &info) != 0)
    return fail (path, error);

  return take (g_steal_fd (&fd), (guint64) info.st_size);
}

/**
 * troupe_frame_file_new:
 * @folder: where it is to be; made when it is not there
 * @error: return location for an error
 *
 * Makes an empty file without a name: nothing is left of it when the program ends, however it does. Fails
 * with `G_IO_ERROR`.
 *
 * Returns: (transfer full) (nullable): the file, or `NULL` with @error set
 */
TroupeFrameFile *
troupe_frame_file_new (const char *folder,
                       GError    **error)
{
  g_autofree char *path = g_build_filename (folder, "unnamed." TROUPE_UNIQUE, NULL);
  g_autofd int fd = -1;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return fail (folder, error);

  fd = g_mkstemp_full (path, O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0 || g_unlink (path) != 0)
    return fail (folder, error);

  return take (g_steal_fd (&fd), 0);
}

/**
 * troupe_frame_file_ref:
 * @self: a file
 *
 * Takes a reference. Any thread.
 *
 * Returns: (transfer full): @self
 */
TroupeFrameFile *
troupe_frame_file_ref (TroupeFrameFile *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  TroupeFrameFile *self = data;

  g_clear_fd (&self->fd, NULL);
}

/**
 * troupe_frame_file_unref:
 * @self: (transfer full): a file
 *
 * Drops a reference. Any thread.
 */
void
troupe_frame_file_unref (TroupeFrameFile *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/**
 * troupe_frame_file_get_size:
 * @self: a file
 *
 * Returns: how many bytes it had when it was opened; 0 for a new one
 */
guint64
troupe_frame_file_get_size (TroupeFrameFile *self)
{
  return self->size_bytes;
}

/**
 * troupe_frame_file_read:
 * @self: a file
 * @offset: where a part of it begins
 * @size: how many bytes it has
 *
 * Reads a part of a file. Any thread.
 *
 * Returns: (transfer full) (nullable): that part, or `NULL` when it is not there (any more)
 */
GBytes *
troupe_frame_file_read (TroupeFrameFile *self,
                        guint64          offset,
                        gsize            size)
{
  g_autofree guint8 *data = g_malloc (size);

  if (pread (self->fd, data, size, (off_t) offset) != (gssize) size)
    return NULL;

  return g_bytes_new_take (g_steal_pointer (&data), size);
}

/**
 * troupe_frame_file_write:
 * @self: a file that troupe_frame_file_new() made
 * @offset: where in it that is to begin
 * @content: what it is to hold there
 * @error: return location for an error
 *
 * Writes a part of a file, while others read what was written before. Fails with `G_IO_ERROR`.
 *
 * Returns: whether all of it was written
 */
gboolean
troupe_frame_file_write (TroupeFrameFile *self,
                         guint64          offset,
                         GBytes          *content,
                         GError         **error)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (content, &size);
  gssize n_written = pwrite (self->fd, data, size, (off_t) offset);

  if (n_written == (gssize) size)
    return TRUE;

  g_set_error (error, G_IO_ERROR, n_written < 0 ? g_io_error_from_errno (errno) : G_IO_ERROR_NO_SPACE,
               "a picture could not be written");
  return FALSE;
}
