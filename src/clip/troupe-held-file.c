/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-held-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>

/**
 * troupe_held_file_hold:
 * @path: a file
 *
 * Holds a file, which troupe_held_file_delete() then leaves, until the descriptor is closed or the
 * process ends. Any thread.
 *
 * Returns: a descriptor to close, or -1 when the file is gone or about to go
 */
int
troupe_held_file_hold (const char *path)
{
  g_autofd int fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);

  if (fd < 0 || flock (fd, LOCK_SH | LOCK_NB) != 0)
    return -1;

  return g_steal_fd (&fd);
}

/**
 * troupe_held_file_delete:
 * @file: a local file
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Deletes a file, unless it is held or being written by a fetch. Worker threads only. Fails with
 * `G_IO_ERROR`.
 *
 * Returns: whether it is deleted or held
 */
gboolean
troupe_held_file_delete (GFile        *file,
                         GCancellable *cancellable,
                         GError      **error)
{
  g_autofd int fd = g_open (g_file_peek_path (file), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0);

  /* Where it cannot be locked it can perhaps be deleted. */
  if (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
    return TRUE;

  return g_file_delete (file, cancellable, error);
}
