/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-owner-monitor.h"

#include <errno.h>
#include <glib-unix.h>
#include <glib/gstdio.h>
#include <sys/inotify.h>

struct _TroupeOwnerMonitor
{
  int                    fd;
  guint                  source;
  TroupeOwnerMonitorFunc gone;
  gpointer               user_data;
};

/* Only its own process has such a file open for writing, and the kernel closes it whatever ends the process.
 * GFileMonitor does not tell of files that are closed without a change. */
static gboolean
readable_cb (int          fd,
             GIOCondition condition,
             gpointer     user_data)
{
  TroupeOwnerMonitor *self = user_data;
  char buffer[16 * 1024] __attribute__ ((aligned (__alignof__ (struct inotify_event))));
  const ssize_t n_bytes = read (fd, buffer, sizeof buffer);

  for (const char *at = buffer; n_bytes > 0 && at < buffer + n_bytes;)
    {
      const struct inotify_event *event = (const void *) at;

      at += sizeof *event + event->len;
      if (event->len > 0)
        self->gone (event->name, self->user_data);
    }
  return G_SOURCE_CONTINUE;
}

/**
 * troupe_owner_monitor_new:
 * @folder: the folder of files of processes
 * @gone: told the name of a process that ends
 * @user_data: for @gone
 *
 * Fails with `G_FILE_ERROR` where the system has no means left for it.
 *
 * Returns: (transfer full): a monitor
 */
TroupeOwnerMonitor *
troupe_owner_monitor_new (GFile                 *folder,
                          TroupeOwnerMonitorFunc gone,
                          gpointer               user_data,
                          GError               **error)
{
  TroupeOwnerMonitor *self;
  const int fd = inotify_init1 (IN_NONBLOCK | IN_CLOEXEC);

  if (fd < 0 || inotify_add_watch (fd, g_file_peek_path (folder), IN_CLOSE_WRITE) < 0)
    {
      g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (errno), "%s: %s",
                   g_file_peek_path (folder), g_strerror (errno));
      if (fd >= 0)
        g_close (fd, NULL);
      return NULL;
    }

  self = g_new0 (TroupeOwnerMonitor, 1);
  self->fd = fd;
  self->gone = gone;
  self->user_data = user_data;
  self->source = g_unix_fd_add (fd, G_IO_IN, readable_cb, self);
  return self;
}

/**
 * troupe_owner_monitor_free:
 * @self: (transfer full): a monitor
 *
 * Stops it.
 */
void
troupe_owner_monitor_free (TroupeOwnerMonitor *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  g_close (self->fd, NULL);
  g_free (self);
}
