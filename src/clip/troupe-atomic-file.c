/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-atomic-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

/* What may not grow any more has no space, whoever says so. */
static GIOErrorEnum
code_of_errno (int number)
{
  return number == EDQUOT || number == EFBIG ? G_IO_ERROR_NO_SPACE : g_io_error_from_errno (number);
}

static gboolean
fail (GError    **error,
      const char *path,
      const char *what)
{
  int saved_errno = errno;
  g_autofree char *name = g_filename_display_name (path);

  g_set_error (error, G_IO_ERROR, code_of_errno (saved_errno), "%s: %s: %s", name, what,
               g_strerror (saved_errno));
  return FALSE;
}

static gboolean
flush (const char *path,
       int         flags,
       GError    **error)
{
  g_autofd int fd = open (path, flags | O_CLOEXEC);

  if (fd < 0)
    return fail (error, path, "cannot be opened");
  if (g_fsync (fd) != 0)
    return fail (error, path, "cannot be flushed to the disk");
  return TRUE;
}

static gboolean
write_all (const char *path,
           GBytes     *content,
           GError    **error)
{
  g_autofd int fd = open (path, O_WRONLY | O_CLOEXEC);
  gsize n_left;
  const char *data = g_bytes_get_data (content, &n_left);

  if (fd < 0)
    return fail (error, path, "cannot be opened");

  while (n_left > 0)
    {
      gssize n_written = write (fd, data, n_left);

      if (n_written < 0 && errno == EINTR)
        continue;
      if (n_written < 0)
        return fail (error, path, "cannot be written");
      data += n_written;
      n_left -= n_written;
    }
  return TRUE;
}

/**
 * troupe_atomic_file_make_temporary:
 * @destination: the path a file is to have
 * @error: return location for an error
 *
 * Makes an empty file in the same folder, so that renaming it is one step. Any thread but the main
 * one. Fails with `G_IO_ERROR`.
 *
 * Returns: (transfer full): its path, for troupe_atomic_file_commit()
 */
char *
troupe_atomic_file_make_temporary (const char *destination,
                                   GError    **error)
{
  g_autofree char *path = g_strconcat (destination, "." TROUPE_UNIQUE, NULL);
  g_autofd int fd = g_mkstemp_full (path, O_RDWR | O_CLOEXEC, 0666);

  if (fd >= 0)
    return g_steal_pointer (&path);

  fail (error, destination, "cannot be created");
  return NULL;
}

/**
 * troupe_atomic_file_commit:
 * @temporary: the path of a complete file
 * @destination: the path it is to have, in the same folder
 * @error: return location for an error
 *
 * Flushes a file, renames it and flushes the folder. Any thread but the main one. Fails with
 * `G_IO_ERROR`; @temporary is left where it is then.
 *
 * Returns: whether @destination is on disk
 */
gboolean
troupe_atomic_file_commit (const char *temporary,
                           const char *destination,
                           GError    **error)
{
  g_autofree char *folder = g_path_get_dirname (destination);

  if (!flush (temporary, O_RDWR, error))
    return FALSE;
  if (g_rename (temporary, destination) != 0)
    return fail (error, destination, "cannot be renamed to");

  return flush (folder, O_RDONLY | O_DIRECTORY, error);
}

/**
 * troupe_atomic_file_write:
 * @destination: a path
 * @content: what the file is to hold
 * @error: return location for an error
 *
 * Writes a file; what had the name before stays when that fails. Any thread but the main one. Fails
 * with `G_IO_ERROR`.
 *
 * Returns: whether the file is on disk
 */
gboolean
troupe_atomic_file_write (const char *destination,
                          GBytes     *content,
                          GError    **error)
{
  g_autofree char *temporary = troupe_atomic_file_make_temporary (destination, error);

  if (temporary == NULL)
    return FALSE;
  if (write_all (temporary, content, error) &&
      troupe_atomic_file_commit (temporary, destination, error))
    return TRUE;

  g_unlink (temporary);
  return FALSE;
}
