/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-fetch.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixoutputstream.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "troupe-atomic-file.h"
#include "troupe-clip-error.h"
#include "troupe-media.h"
#include "troupe-remote.h"

#define BLOCK_BYTES (64 * 1024)

typedef struct
{
  const char          *uri;            /* borrowed */
  guint64              limit_bytes;
  TroupeFetchProgress  progress;
  gpointer             user_data;
  GCancellable        *cancellable;    /* borrowed */

  /* Owned */
  char                *part_path;      /* what has come so far */
  char                *version_path;   /* the validator of the version it is a part of */
  int                  part_fd;        /* locked */
  SoupSession         *session;
  SoupMessage         *message;
  GInputStream        *stream;

  guint64              received_bytes;
  guint64              total_bytes;    /* 0 when not told */
} Fetch;

static void
fetch_clear (Fetch *fetch)
{
  g_clear_object (&fetch->stream);
  g_clear_object (&fetch->message);
  g_clear_object (&fetch->session);
  g_clear_fd (&fetch->part_fd, NULL);
  g_clear_pointer (&fetch->part_path, g_free);
  g_clear_pointer (&fetch->version_path, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fetch, fetch_clear)

static gboolean
fail_with_errno (GError    **error,
                 const char *path,
                 const char *what)
{
  int saved_errno = errno;
  g_autofree char *name = g_filename_display_name (path);

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved_errno), "%s: %s: %s", name, what,
               g_strerror (saved_errno));
  return FALSE;
}

static void
remove_part (Fetch *fetch)
{
  g_unlink (fetch->part_path);
  g_unlink (fetch->version_path);
}

static gboolean
fail_too_large (Fetch   *fetch,
                guint64  size_bytes,
                GError **error)
{
  g_autofree char *name = troupe_media_dup_name (fetch->uri);
  g_autofree char *size = g_format_size (size_bytes);
  g_autofree char *limit = g_format_size (fetch->limit_bytes);

  remove_part (fetch);
  g_set_error (error, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_TOO_LARGE,
               "%s: it has %s or more, the limit is %s", name, size, limit);
  return FALSE;
}

/* Waits for whoever else writes it; then the lock is tried for, since a file that has got its final
 * name meanwhile may be held for long. */
static gboolean
lock_part (Fetch    *fetch,
           gboolean *is_locked,
           GError  **error)
{
  *is_locked = flock (fetch->part_fd, LOCK_SH) == 0 &&
               flock (fetch->part_fd, LOCK_EX | LOCK_NB) == 0;

  return *is_locked || errno == EWOULDBLOCK ||
         fail_with_errno (error, fetch->part_path, "cannot be locked");
}

/* Whoever else fetches the same waits here, and then finds the file complete. The file may have got
 * its final name, or have been removed, while this waited. */
static gboolean
open_part (Fetch   *fetch,
           GError **error)
{
  for (;;)
    {
      gboolean is_locked;
      GStatBuf opened;
      GStatBuf named;

      fetch->part_fd = g_open (fetch->part_path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
      if (fetch->part_fd < 0)
        return fail_with_errno (error, fetch->part_path, "cannot be created");
      if (!lock_part (fetch, &is_locked, error))
        return FALSE;
      if (is_locked && fstat (fetch->part_fd, &opened) == 0 &&
          g_stat (fetch->part_path, &named) == 0 && named.st_ino == opened.st_ino)
        {
          fetch->received_bytes = opened.st_size;
          return TRUE;
        }
      g_clear_fd (&fetch->part_fd, NULL);
    }
}

static gboolean
start_over (Fetch   *fetch,
            GError **error)
{
  fetch->received_bytes = 0;
  g_unlink (fetch->version_path);
  if (ftruncate (fetch->part_fd, 0) != 0 || lseek (fetch->part_fd, 0, SEEK_SET) != 0)
    return fail_with_errno (error, fetch->part_path, "cannot be emptied");
  return TRUE;
}

static gboolean
send_request (Fetch   *fetch,
              GError **error)
{
  g_autofree char *version = NULL;
  SoupMessageHeaders *headers;
  GError *soup_error = NULL;

  g_clear_object (&fetch->stream);
  g_clear_object (&fetch->message);
  fetch->message = soup_message_new (SOUP_METHOD_GET, fetch->uri);
  if (fetch->message == NULL)
    {
      g_set_error (error, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_UNREACHABLE,
                   "The address is not complete");
      return FALSE;
    }

  /* Without knowing the version, parts of two could be put together. */
  if (fetch->received_bytes > 0 &&
      !g_file_get_contents (fetch->version_path, &version, NULL, NULL) &&
      !start_over (fetch, error))
    return FALSE;
  if (version != NULL)
    {
      headers = soup_message_get_request_headers (fetch->message);
      soup_message_headers_set_range (headers, fetch->received_bytes, -1);
      soup_message_headers_replace (headers, "If-Range", version);
    }

  fetch->stream = soup_session_send (fetch->session, fetch->message, fetch->cancellable,
                                     &soup_error);
  if (fetch->stream == NULL)
    troupe_remote_take_error (soup_error, fetch->uri, error);
  return fetch->stream != NULL;
}

/* Whether the answer goes on where the part ends. */
static gboolean
is_continuation (Fetch *fetch)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (fetch->message);
  goffset start;
  goffset end;
  goffset total;

  return soup_message_get_status (fetch->message) == SOUP_STATUS_PARTIAL_CONTENT &&
         soup_message_headers_get_content_range (headers, &start, &end, &total) &&
         (guint64) start == fetch->received_bytes;
}

/* Leaves the part as it must be for the answer: as it is, or empty. A server that does not make
 * sense of the range is asked again, for all of it. */
static gboolean
ask (Fetch   *fetch,
     GError **error)
{
  if (!send_request (fetch, error))
    return FALSE;
  if (is_continuation (fetch))
    return lseek (fetch->part_fd, 0, SEEK_END) >= 0 ||
           fail_with_errno (error, fetch->part_path, "cannot be appended to");

  switch ((guint) soup_message_get_status (fetch->message))
    {
    case SOUP_STATUS_OK:
      return start_over (fetch, error);

    case SOUP_STATUS_PARTIAL_CONTENT:
    case SOUP_STATUS_REQUESTED_RANGE_NOT_SATISFIABLE:
      return start_over (fetch, error) && send_request (fetch, error);

    default:
      return TRUE;    /* an error, for which the part stays */
    }
}

static gboolean
check_room (Fetch   *fetch,
            GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (fetch->part_path);
  g_autoptr (GFileInfo) info = NULL;
  g_autofree char *name = NULL;
  g_autofree char *needed = NULL;
  guint64 missing_bytes = fetch->total_bytes - MIN (fetch->total_bytes, fetch->received_bytes);

  /* Where the file system does not tell, writing will. */
  info = g_file_query_filesystem_info (file, G_FILE_ATTRIBUTE_FILESYSTEM_FREE, NULL, NULL);
  if (info == NULL || !g_file_info_has_attribute (info, G_FILE_ATTRIBUTE_FILESYSTEM_FREE) ||
      g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_FILESYSTEM_FREE) >= missing_bytes)
    return TRUE;

  name = troupe_media_dup_name (fetch->uri);
  needed = g_format_size (missing_bytes);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
               "%s: %s more are needed, and the disk with the cache has less", name, needed);
  return FALSE;
}

static gboolean
write_block (Fetch         *fetch,
             GOutputStream *out,
             const guint8  *block,
             gsize          size,
             GError       **error)
{
  fetch->received_bytes += size;
  if (fetch->received_bytes > fetch->limit_bytes)
    return fail_too_large (fetch, fetch->received_bytes, error);
  if (!g_output_stream_write_all (out, block, size, NULL, fetch->cancellable, error))
    {
      g_prefix_error (error, "%s: ", fetch->part_path);
      return FALSE;
    }

  fetch->progress (fetch->received_bytes, fetch->total_bytes, fetch->user_data);
  return TRUE;
}

static gboolean
receive_body (Fetch   *fetch,
              GError **error)
{
  g_autoptr (GOutputStream) out = g_unix_output_stream_new (fetch->part_fd, FALSE);
  g_autofree guint8 *block = g_malloc (BLOCK_BYTES);
  gboolean is_first = fetch->received_bytes == 0;
  GError *soup_error = NULL;
  gsize size;

  do
    {
      /* An error may come with bytes before it; they are kept for the next try. */
      g_input_stream_read_all (fetch->stream, block, is_first ? TROUPE_MEDIA_GUESS_BYTES
                                                              : BLOCK_BYTES,
                               &size, fetch->cancellable, &soup_error);
      if (is_first && soup_error == NULL &&
          !troupe_remote_check_content (fetch->message, fetch->uri, block, size, error))
        return FALSE;
      is_first = FALSE;
      if (size > 0 && !write_block (fetch, out, block, size, error))
        {
          g_clear_error (&soup_error);
          return FALSE;
        }
    }
  while (size > 0 && soup_error == NULL);

  if (soup_error != NULL)
    troupe_remote_take_error (soup_error, fetch->uri, error);
  return soup_error == NULL;
}

static gboolean
check_end (Fetch   *fetch,
           GError **error)
{
  g_autofree char *name = NULL;

  if (fetch->total_bytes == 0 || fetch->received_bytes == fetch->total_bytes)
    return TRUE;

  name = troupe_media_dup_name (fetch->uri);
  g_set_error (error, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_UNREACHABLE,
               "%s: the connection ended after %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT
               " bytes", name, fetch->received_bytes, fetch->total_bytes);
  return FALSE;
}

static gboolean
store_version (Fetch   *fetch,
               GError **error)
{
  const char *version = troupe_remote_get_validator (fetch->message);

  return version == NULL || fetch->received_bytes > 0 ||
         g_file_set_contents (fetch->version_path, version, -1, error);
}

static gboolean
receive (Fetch   *fetch,
         GError **error)
{
  if (!ask (fetch, error) ||
      !troupe_remote_check_status (fetch->message, fetch->uri, error))
    return FALSE;

  fetch->total_bytes = troupe_remote_get_total (fetch->message);
  if (fetch->total_bytes > fetch->limit_bytes)
    return fail_too_large (fetch, fetch->total_bytes, error);

  fetch->progress (fetch->received_bytes, fetch->total_bytes, fetch->user_data);
  return check_room (fetch, error) && store_version (fetch, error) &&
         receive_body (fetch, error) && check_end (fetch, error);
}

/**
 * troupe_fetch_dup_part_path:
 * @path: where to put the content
 *
 * Returns: (transfer full): where it is until all of it is there
 */
char *
troupe_fetch_dup_part_path (const char *path)
{
  return g_strconcat (path, ".part", NULL);
}

/**
 * troupe_fetch:
 * @uri: an `http:` or `https:` address
 * @path: where to put the content; its folder must exist
 * @limit_bytes: how large the content may be
 * @progress: (scope call): called in this thread as bytes arrive
 * @user_data: data for @progress
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Fetches an address into a file, and returns at once when it is there. Worker threads only.
 *
 * What came before a failure stays beside @path and is gone on with, as long as the server says that
 * it is the same version (RFC 9110, 13.1.5). Fails with `TROUPE_CLIP_ERROR_UNREACHABLE`, `_PAGE`,
 * `_EMPTY`, `_NOT_MEDIA`, `_NO_VIDEO`, `_TOO_LARGE`, and with `G_IO_ERROR`, of which
 * `G_IO_ERROR_NO_SPACE` also before the disk is full.
 *
 * Returns: whether @path holds all of it
 */
gboolean
troupe_fetch (const char         *uri,
              const char         *path,
              guint64             limit_bytes,
              TroupeFetchProgress progress,
              gpointer            user_data,
              GCancellable       *cancellable,
              GError            **error)
{
  g_auto (Fetch) fetch = { .uri = uri, .limit_bytes = limit_bytes,
                           .progress = progress, .user_data = user_data,
                           .cancellable = cancellable, .part_fd = -1 };

  fetch.part_path = troupe_fetch_dup_part_path (path);
  fetch.version_path = g_strconcat (path, ".version", NULL);
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  if (!open_part (&fetch, error))
    return FALSE;
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_unlink (fetch.part_path);
      return TRUE;
    }

  fetch.session = troupe_remote_new_session ();
  if (!receive (&fetch, error))
    {
      if (fetch.received_bytes == 0)
        remove_part (&fetch);
      return FALSE;
    }
  if (!troupe_atomic_file_commit (fetch.part_path, path, error))
    return FALSE;

  g_unlink (fetch.version_path);
  return TRUE;
}
