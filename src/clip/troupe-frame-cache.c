/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-frame-cache.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "troupe-atomic-file.h"
#include "troupe-cache-room.h"

/* The last byte is the version; another order of bytes is another version, too. */
#define MAGIC G_GUINT64_CONSTANT (0x54524f5550454601)

#define CHECKSUM_BYTES 32

/* A file: the header, an entry for each picture in the order of their times, the pictures. Only a clip
 * whose frames are all there has one. */
typedef struct
{
  guint64 magic;
  guint64 n_frames;
  guint64 size_bytes;                  /* of the file */
  guint8  checksum[CHECKSUM_BYTES];    /* SHA-256 of the entries */
} Header;

typedef struct
{
  guint64 time_ns;
  guint64 offset;
  guint64 size_bytes;
} Entry;

/**
 * troupe_frame_cache_dup_folder:
 *
 * Returns: (transfer full): where the small pictures of all clips are
 */
char *
troupe_frame_cache_dup_folder (void)
{
  return g_build_filename (g_get_user_cache_dir (), "troupe", "frames", NULL);
}

/**
 * troupe_frame_cache_dup_path:
 * @hash: of the bytes of a clip
 *
 * Returns: (transfer full): where its pictures are, or would be
 */
char *
troupe_frame_cache_dup_path (const char *hash)
{
  g_autofree char *folder = troupe_frame_cache_dup_folder ();

  return g_build_filename (folder, hash, NULL);
}

static void
sum_up (const Entry *entries,
        guint64      n_entries,
        guint8      *checksum)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize length = CHECKSUM_BYTES;

  g_checksum_update (sum, (const guchar *) entries, (gssize) (n_entries * sizeof *entries));
  g_checksum_get_digest (sum, checksum, &length);
}

/* Returns the entries of a file that is whole. */
static GBytes *
read_entries (TroupeFrameFile *file)
{
  guint64 size = troupe_frame_file_get_size (file);
  g_autoptr (GBytes) head = troupe_frame_file_read (file, 0, sizeof (Header));
  g_autoptr (GBytes) content = NULL;
  guint8 checksum[CHECKSUM_BYTES];
  const Header *header;
  const Entry *entries;

  if (head == NULL)
    return NULL;

  header = g_bytes_get_data (head, NULL);
  if (header->magic != MAGIC || header->size_bytes != size || header->n_frames == 0 ||
      header->n_frames > (size - sizeof *header) / sizeof *entries)
    return NULL;

  content = troupe_frame_file_read (file, sizeof *header, header->n_frames * sizeof *entries);
  if (content == NULL)
    return NULL;

  entries = g_bytes_get_data (content, NULL);
  sum_up (entries, header->n_frames, checksum);
  if (memcmp (checksum, header->checksum, sizeof checksum) != 0)
    return NULL;

  for (guint64 i = 0; i < header->n_frames; i++)
    if (entries[i].offset > size || entries[i].size_bytes > size - entries[i].offset)
      return NULL;

  return g_steal_pointer (&content);
}

/**
 * troupe_frame_cache_load:
 * @path: a file of the cache
 * @shelf: an empty shelf
 * @error: return location for an error
 *
 * Fills a shelf with what was saved. The pictures stay on disk until they are looked at, even when the
 * file is deleted meanwhile; one that is damaged is found then.
 *
 * Fails with `G_IO_ERROR`, which is `G_IO_ERROR_INVALID_DATA` when it is damaged, and `G_IO_ERROR_NO_SPACE`
 * when the shelf is too small for all of it.
 *
 * Returns: whether all frames of the clip are on the shelf
 */
gboolean
troupe_frame_cache_load (const char       *path,
                         TroupeFrameShelf *shelf,
                         GError          **error)
{
  g_autoptr (TroupeFrameFile) file = troupe_frame_file_open (path, error);
  g_autoptr (GBytes) content = NULL;
  const Entry *entries;
  gsize n_bytes;

  if (file == NULL)
    return FALSE;

  content = read_entries (file);
  if (content == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s is damaged", path);
      return FALSE;
    }

  entries = g_bytes_get_data (content, &n_bytes);
  for (gsize i = 0; i < n_bytes / sizeof *entries; i++)
    {
      g_autoptr (TroupePackedFrame) packed = troupe_packed_frame_new_in_file (file, entries[i].offset,
                                                                              entries[i].size_bytes);

      troupe_frame_shelf_add (shelf, entries[i].time_ns, packed, 0);
    }
  if (troupe_frame_shelf_get_n_frames (shelf) < n_bytes / sizeof *entries)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "%s is too large", path);
      return FALSE;
    }

  troupe_frame_shelf_cover (shelf, 0, G_MAXUINT64);
  utimensat (AT_FDCWD, path, NULL, 0);    /* used last just now; where that cannot be noted it goes sooner */

  return TRUE;
}

static gboolean
write_pictures (const char *path,
                GBytes     *head,
                GPtrArray  *pictures,
                GError    **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileOutputStream) base = g_file_append_to (file, G_FILE_CREATE_NONE, NULL, error);
  g_autoptr (GOutputStream) stream = NULL;
  gsize size;
  gconstpointer data = g_bytes_get_data (head, &size);

  if (base == NULL)
    return FALSE;

  stream = g_buffered_output_stream_new_sized (G_OUTPUT_STREAM (base), 1024 * 1024);
  if (!g_output_stream_write_all (stream, data, size, NULL, NULL, error))
    return FALSE;
  for (guint i = 0; i < pictures->len; i++)
    {
      g_autoptr (GBytes) picture = troupe_packed_frame_read (g_ptr_array_index (pictures, i));

      if (picture == NULL)
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "a picture is not there any more");
          return FALSE;
        }
      data = g_bytes_get_data (picture, &size);
      if (!g_output_stream_write_all (stream, data, size, NULL, NULL, error))
        return FALSE;
    }

  return g_output_stream_close (stream, NULL, error);
}

static GBytes *
make_head (GArray    *times,
           GPtrArray *pictures)
{
  gsize n_bytes = sizeof (Header) + sizeof (Entry) * times->len;
  guint8 *head = g_malloc0 (n_bytes);
  Header *header = (Header *) (gpointer) head;
  Entry *entries = (Entry *) (gpointer) (head + sizeof (Header));
  guint64 offset = n_bytes;

  for (guint i = 0; i < times->len; i++)
    {
      guint64 size_bytes = troupe_packed_frame_get_size (g_ptr_array_index (pictures, i));

      entries[i] = (Entry) { g_array_index (times, guint64, i), offset, size_bytes };
      offset += size_bytes;
    }
  header->magic = MAGIC;
  header->n_frames = times->len;
  header->size_bytes = offset;
  sum_up (entries, times->len, header->checksum);

  return g_bytes_new_take (head, n_bytes);
}

/**
 * troupe_frame_cache_save:
 * @path: a file of the cache
 * @times: (element-type guint64): when the frames of a clip are shown, all of them, in nanoseconds
 * @pictures: (element-type TroupePackedFrame): their packed pictures
 * @limit_bytes: what all files of the cache may take together
 * @error: return location for an error
 *
 * Writes a file, whole or not at all. What was used longest ago goes for it. Fails with `G_IO_ERROR`.
 *
 * Returns: whether the file is on disk
 */
gboolean
troupe_frame_cache_save (const char *path,
                         GArray     *times,
                         GPtrArray  *pictures,
                         guint64     limit_bytes,
                         GError    **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *temporary = NULL;
  g_autoptr (GBytes) head = make_head (times, pictures);
  const Header *header = g_bytes_get_data (head, NULL);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s cannot be made: %s", folder,
                   g_strerror (errno));
      return FALSE;
    }

  troupe_cache_room_make (path, limit_bytes, header->size_bytes);
  temporary = troupe_atomic_file_make_temporary (path, error);
  if (temporary == NULL)
    return FALSE;
  if (write_pictures (temporary, head, pictures, error) &&
      troupe_atomic_file_commit (temporary, path, error))
    return TRUE;

  g_unlink (temporary);
  return FALSE;
}
