/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-sound-cache.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "troupe-atomic-file.h"
#include "troupe-cache-room.h"

/* The last byte is the version; another order of bytes is another version, too. */
#define MAGIC G_GUINT64_CONSTANT (0x54524f5550455301)

#define CHECKSUM_BYTES 32

/* A file: the header and the bins. Only a clip whose sound is all there has one. */
typedef struct
{
  guint64 magic;
  guint8  checksum[CHECKSUM_BYTES];    /* SHA-256 of the bins */
} Header;

/**
 * troupe_sound_cache_dup_path:
 * @hash: of the bytes of a clip
 *
 * Returns: (transfer full): where its sound is, or would be
 */
char *
troupe_sound_cache_dup_path (const char *hash)
{
  return g_build_filename (g_get_user_cache_dir (), "troupe", "sounds", hash, NULL);
}

static Header
make_header (gconstpointer bins,
             gsize         n_bytes)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize length = CHECKSUM_BYTES;
  Header header = { .magic = MAGIC };

  g_checksum_update (sum, bins, (gssize) n_bytes);
  g_checksum_get_digest (sum, header.checksum, &length);

  return header;
}

static TroupeSoundBins *
unpack (const char *content,
        gsize       n_bytes,
        guint64     duration_ns)
{
  g_autoptr (GBytes) bins = NULL;
  Header header;

  if (n_bytes < sizeof header)
    return NULL;

  header = make_header (content + sizeof header, n_bytes - sizeof header);
  if (memcmp (content, &header, sizeof header) != 0)
    return NULL;

  bins = g_bytes_new_static (content + sizeof header, n_bytes - sizeof header);
  return troupe_sound_bins_new_bytes (duration_ns, bins);
}

/**
 * troupe_sound_cache_load:
 * @path: a file of the cache
 * @duration_ns: how long the clip is, in nanoseconds
 * @error: return location for an error
 *
 * Reads what was saved. Fails with `G_FILE_ERROR` when there is none, and with
 * `G_IO_ERROR_INVALID_DATA` when it is damaged or of a clip of another length.
 *
 * Returns: (transfer full): all of the sound of the clip
 */
TroupeSoundBins *
troupe_sound_cache_load (const char *path,
                         guint64     duration_ns,
                         GError    **error)
{
  g_autoptr (TroupeSoundBins) bins = NULL;
  g_autofree char *content = NULL;
  gsize n_bytes;

  if (!g_file_get_contents (path, &content, &n_bytes, error))
    return NULL;

  bins = unpack (content, n_bytes, duration_ns);
  if (bins == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s is damaged", path);
      return NULL;
    }

  utimensat (AT_FDCWD, path, NULL, 0);    /* used last just now; where that cannot be noted it goes sooner */
  return g_steal_pointer (&bins);
}

/**
 * troupe_sound_cache_save:
 * @path: a file of the cache
 * @bins: all of the sound of a clip
 * @limit_bytes: what all files of the cache may take together
 * @error: return location for an error
 *
 * Writes a file, whole or not at all. What was used longest ago goes for it. Fails with `G_IO_ERROR`.
 *
 * Returns: whether the file is on disk
 */
gboolean
troupe_sound_cache_save (const char            *path,
                         const TroupeSoundBins *bins,
                         guint64                limit_bytes,
                         GError               **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GBytes) packed = troupe_sound_bins_to_bytes (bins);
  g_autoptr (GByteArray) content = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  gsize n_bytes;
  gconstpointer data = g_bytes_get_data (packed, &n_bytes);
  Header header = make_header (data, n_bytes);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s cannot be made: %s", folder,
                   g_strerror (errno));
      return FALSE;
    }

  g_byte_array_append (content, (const guint8 *) &header, sizeof header);
  g_byte_array_append (content, data, (guint) n_bytes);
  troupe_cache_room_make (path, limit_bytes, content->len);
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&content));

  return troupe_atomic_file_write (path, bytes, error);
}
