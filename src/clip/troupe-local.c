/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-local.h"

#include "troupe-clip-error.h"
#include "troupe-media.h"

/* Two videos that agree in size, first and last megabyte are taken for one. */
#define HASHED_BYTES (1024 * 1024)

static gboolean
fail (GError        **error,
      TroupeClipError code,
      GFile          *file,
      const char     *what)
{
  g_autofree char *uri = g_file_get_uri (file);
  g_autofree char *name = troupe_media_dup_name (uri);

  g_set_error (error, TROUPE_CLIP_ERROR, code, "%s: %s", name, what);
  return FALSE;
}

/* Says what is missing, but passes on what else the file system has to say. */
static gboolean
fail_with (GError **error,
           GError  *io_error,
           GFile   *file)
{
  g_autofree char *uri = g_file_get_uri (file);
  g_autofree char *name = troupe_media_dup_name (uri);

  if (g_error_matches (io_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) ||
      g_error_matches (io_error, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY))
    {
      g_error_free (io_error);
      return fail (error, TROUPE_CLIP_ERROR_NOT_FOUND, file, "there is no such file");
    }

  if (g_error_matches (io_error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED))
    {
      g_error_free (io_error);
      return fail (error, TROUPE_CLIP_ERROR_UNREACHABLE, file,
                   "only files and http or https addresses can be read");
    }

  g_propagate_prefixed_error (error, io_error, "%s: ", name);
  return FALSE;
}

static gboolean
check_content (GFile        *file,
               GCancellable *cancellable,
               GError      **error)
{
  g_autoptr (GFileInputStream) stream = NULL;
  GError *io_error = NULL;
  guint8 data[TROUPE_MEDIA_GUESS_BYTES];
  gsize size;

  stream = g_file_read (file, cancellable, &io_error);
  if (stream == NULL || !g_input_stream_read_all (G_INPUT_STREAM (stream), data, sizeof data, &size,
                                                  cancellable, &io_error))
    return fail_with (error, io_error, file);

  switch (troupe_media_guess (data, size))
    {
    case TROUPE_MEDIA_PICTURE:
      return fail (error, TROUPE_CLIP_ERROR_NO_VIDEO, file, "it is a picture, not a video");

    case TROUPE_MEDIA_PAGE:
      return fail (error, TROUPE_CLIP_ERROR_NOT_MEDIA, file, "it holds text, not a video");

    case TROUPE_MEDIA_OTHER:
      return fail (error, TROUPE_CLIP_ERROR_NOT_MEDIA, file, "the content is no video");

    case TROUPE_MEDIA_VIDEO:
    case TROUPE_MEDIA_UNKNOWN:
      return TRUE;
    }

  g_assert_not_reached ();
}

/**
 * troupe_local_check:
 * @file: a file
 * @size_bytes: (out): its size
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Tells whether a file may be a video. Worker threads only.
 *
 * Fails with `TROUPE_CLIP_ERROR_NOT_FOUND`, `_NOT_A_FILE`, `_EMPTY`, `_NOT_MEDIA` or `_NO_VIDEO`,
 * with `_UNREACHABLE` for an address of a kind that nobody here reads,
 * and with `G_IO_ERROR` where the file cannot be read.
 *
 * Returns: whether it may
 */
gboolean
troupe_local_check (GFile        *file,
                    guint64      *size_bytes,
                    GCancellable *cancellable,
                    GError      **error)
{
  g_autoptr (GFileInfo) info = NULL;
  GError *io_error = NULL;

  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                            G_FILE_QUERY_INFO_NONE, cancellable, &io_error);
  if (info == NULL)
    return fail_with (error, io_error, file);
  if (g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY)
    return fail (error, TROUPE_CLIP_ERROR_NOT_A_FILE, file, "it is a folder");
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    return fail (error, TROUPE_CLIP_ERROR_NOT_A_FILE, file, "it is no regular file");

  *size_bytes = g_file_info_get_size (info);
  if (*size_bytes == 0)
    return fail (error, TROUPE_CLIP_ERROR_EMPTY, file, "the file is empty");

  return check_content (file, cancellable, error);
}

static gboolean
hash_part (GChecksum    *checksum,
           GInputStream *stream,
           guint64       offset,
           GCancellable *cancellable,
           GError      **error)
{
  g_autofree guint8 *data = g_malloc (HASHED_BYTES);
  gsize size;

  if (!g_seekable_seek (G_SEEKABLE (stream), offset, G_SEEK_SET, cancellable, error) ||
      !g_input_stream_read_all (stream, data, HASHED_BYTES, &size, cancellable, error))
    return FALSE;

  g_checksum_update (checksum, data, size);
  return TRUE;
}

/**
 * troupe_local_hash:
 * @file: a file
 * @size_bytes: its size
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Identifies content: SHA-256 over the size, the first and the last megabyte. Worker threads only.
 * Fails with `G_IO_ERROR`.
 *
 * Returns: (transfer full): hexadecimal digits
 */
char *
troupe_local_hash (GFile        *file,
                   guint64       size_bytes,
                   GCancellable *cancellable,
                   GError      **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autofree char *size = g_strdup_printf ("%" G_GUINT64_FORMAT "\n", size_bytes);
  guint64 tail = size_bytes - MIN (size_bytes, HASHED_BYTES);

  if (stream == NULL)
    return NULL;

  g_checksum_update (checksum, (const guint8 *) size, -1);
  if (!hash_part (checksum, G_INPUT_STREAM (stream), 0, cancellable, error) ||
      !hash_part (checksum, G_INPUT_STREAM (stream), tail, cancellable, error))
    return NULL;

  return g_strdup (g_checksum_get_string (checksum));
}
