/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>

#include "troupe-library-error.h"

struct _TroupeLock
{
  int   fd;
  char *path;
};

static void
set_error (GError    **error,
           int         number,
           const char *path)
{
  g_set_error (error, TROUPE_LIBRARY_ERROR, troupe_library_error_from_errno (number),
               "%s: cannot be locked: %s", path, g_strerror (number));
}

/**
 * troupe_lock_new:
 * @file: a local file that holds nothing but the lock; made where it is missing
 *
 * Opens the lock without taking it. Safe from any thread.
 *
 * Fails with `TROUPE_LIBRARY_ERROR_READ_ONLY`, `NO_SPACE` or `FAILED`.
 *
 * Returns: (transfer full): a lock
 */
TroupeLock *
troupe_lock_new (GFile   *file,
                 GError **error)
{
  g_autoptr (TroupeLock) self = NULL;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  self = g_new0 (TroupeLock, 1);
  self->path = g_file_get_path (file);
  self->fd = g_open (self->path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (self->fd >= 0)
    return g_steal_pointer (&self);

  set_error (error, errno, self->path);
  return NULL;
}

/**
 * troupe_lock_free:
 * @self: (transfer full): a lock
 *
 * Gives the lock back.
 */
void
troupe_lock_free (TroupeLock *self)
{
  if (self->fd >= 0)
    g_close (self->fd, NULL);
  g_free (self->path);
  g_free (self);
}

/**
 * troupe_lock_try:
 * @self: a lock
 *
 * Tries to become the only holder. Does not wait.
 *
 * Returns: `FALSE` when somebody else holds it
 */
gboolean
troupe_lock_try (TroupeLock *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return flock (self->fd, LOCK_EX | LOCK_NB) == 0;
}

/**
 * troupe_lock_join:
 * @self: a lock
 *
 * Becomes one of several holders, also from being the only one. Blocks while another one is alone.
 *
 * Fails with `TROUPE_LIBRARY_ERROR_FAILED` where the file system has no locks.
 *
 * Returns: whether it is held
 */
gboolean
troupe_lock_join (TroupeLock *self,
                  GError    **error)
{
  int status;

  g_return_val_if_fail (self != NULL, FALSE);

  do
    status = flock (self->fd, LOCK_SH);
  while (status != 0 && errno == EINTR);

  if (status != 0)
    set_error (error, errno, self->path);
  return status == 0;
}
