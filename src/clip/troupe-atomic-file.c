/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-atomic-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>

static gboolean
fail (GError    **error,
      const char *path,
      const char *what)
{
  int saved_errno = errno;
  g_autofree char *name = g_filename_display_name (path);

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved_errno), "%s: %s: %s", name, what,
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
