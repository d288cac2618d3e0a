/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-cache-room.h"

#include <glib/gstdio.h>

typedef struct
{
  char    *path;
  gint64   used_us;
  guint64  size_bytes;
} Cached;

static void
cached_free (gpointer data)
{
  Cached *cached = data;

  g_free (cached->path);
  g_free (cached);
}

static int
compare_use (gconstpointer a,
             gconstpointer b)
{
  const Cached *first = *(Cached *const *) a;
  const Cached *second = *(Cached *const *) b;

  return first->used_us < second->used_us ? -1 : first->used_us > second->used_us;
}

/**
 * troupe_cache_room_make:
 * @path: a file of a cache that is about to be written
 * @limit_bytes: what all files in its folder may take together
 * @size_bytes: how large the file becomes
 *
 * Deletes what was used longest ago in its folder, until there is room for it. Blocks.
 */
void
troupe_cache_room_make (const char *path,
                        guint64     limit_bytes,
                        guint64     size_bytes)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (cached_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint64 sum_bytes = size_bytes;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (folder, name, NULL);
      GStatBuf info;
      Cached *cached;

      if (g_stat (file, &info) != 0 || g_str_equal (file, path))
        continue;

      cached = g_new0 (Cached, 1);
      cached->path = g_steal_pointer (&file);
      cached->used_us = (gint64) info.st_mtim.tv_sec * G_USEC_PER_SEC + info.st_mtim.tv_nsec / 1000;
      cached->size_bytes = (guint64) info.st_size;
      sum_bytes += cached->size_bytes;
      g_ptr_array_add (files, cached);
    }

  g_ptr_array_sort (files, compare_use);
  for (guint i = 0; i < files->len && sum_bytes > limit_bytes; i++)
    {
      Cached *cached = g_ptr_array_index (files, i);

      g_unlink (cached->path);    /* what cannot be deleted is tried again the next time */
      sum_bytes -= cached->size_bytes;
    }
}
