/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-job-owner.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>

#include "troupe-library-error.h"
#include "troupe-lock.h"

struct _TroupeJobOwner
{
  /* Owned */
  char       *folder;
  char       *id;
  TroupeLock *lock;    /* NULL until this process carries out jobs; touched on the owner thread only */
};

/**
 * troupe_job_owner_new:
 * @folder: a local folder, made where it is missing
 *
 * Names this process. Nothing is touched before it joins.
 *
 * Returns: (transfer full): the process
 */
TroupeJobOwner *
troupe_job_owner_new (GFile *folder)
{
  TroupeJobOwner *self = g_new0 (TroupeJobOwner, 1);

  self->folder = g_file_get_path (folder);
  self->id = g_uuid_string_random ();
  return self;
}

/**
 * troupe_job_owner_free:
 * @self: (transfer full): a process
 *
 * Leaves what it carried out to others.
 */
void
troupe_job_owner_free (TroupeJobOwner *self)
{
  g_clear_pointer (&self->lock, troupe_lock_free);
  g_free (self->folder);
  g_free (self->id);
  g_free (self);
}

/**
 * troupe_job_owner_get_id:
 * @self: a process
 *
 * Safe from any thread.
 *
 * Returns: its name
 */
const char *
troupe_job_owner_get_id (const TroupeJobOwner *self)
{
  return self->id;
}

/**
 * troupe_job_owner_join:
 * @self: this process
 *
 * Shows others that it lives. Does nothing when they see it already.
 *
 * Fails with `TROUPE_LIBRARY_ERROR_READ_ONLY`, `NO_SPACE` or `FAILED`.
 *
 * Returns: whether they can see it
 */
gboolean
troupe_job_owner_join (TroupeJobOwner *self,
                       GError        **error)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (TroupeLock) lock = NULL;

  if (self->lock != NULL)
    return TRUE;
  if (g_mkdir_with_parents (self->folder, 0700) != 0)
    {
      g_set_error (error, TROUPE_LIBRARY_ERROR, troupe_library_error_from_errno (errno),
                   "%s: cannot be made: %s", self->folder, g_strerror (errno));
      return FALSE;
    }

  file = g_file_new_build_filename (self->folder, self->id, NULL);
  lock = troupe_lock_new (file, error);
  if (lock == NULL)
    return FALSE;
  if (!troupe_lock_try (lock))
    {
      g_set_error (error, TROUPE_LIBRARY_ERROR, TROUPE_LIBRARY_ERROR_FAILED,
                   "%s: cannot be locked", self->folder);
      return FALSE;
    }
  self->lock = g_steal_pointer (&lock);
  return TRUE;
}

/* For reading, so that closing it looks to nobody like an end; -1 where it is gone */
static int
open_file (TroupeJobOwner *self,
           const char     *id,
           char          **path)
{
  *path = g_build_filename (self->folder, id, NULL);
  return g_open (*path, O_RDONLY | O_CLOEXEC, 0);
}

/**
 * troupe_job_owner_is_alive:
 * @self: this process
 * @id: the name of a process
 *
 * Looks whether a process lives, and removes the file of one that does not.
 *
 * Returns: whether it does
 */
gboolean
troupe_job_owner_is_alive (TroupeJobOwner *self,
                           const char     *id)
{
  g_autofree char *path = NULL;
  gboolean is_alive;
  int fd;

  if (g_str_equal (id, self->id))
    return TRUE;
  fd = open_file (self, id, &path);
  if (fd < 0)
    return FALSE;

  is_alive = flock (fd, LOCK_SH | LOCK_NB) != 0;
  if (!is_alive)
    g_unlink (path);
  g_close (fd, NULL);
  return is_alive;
}

/**
 * troupe_job_owner_await:
 * @self: this process
 * @id: the name of a process that closed its file, as it does when it ends
 *
 * Waits for the lock, which is given back a moment after the file was closed.
 */
void
troupe_job_owner_await (TroupeJobOwner *self,
                        const char     *id)
{
  g_autofree char *path = NULL;
  const int fd = open_file (self, id, &path);

  if (fd < 0)
    return;
  while (flock (fd, LOCK_SH) != 0 && errno == EINTR)
    ;
  g_close (fd, NULL);
}
