/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-library-files.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "troupe-library-error.h"

static const char *const folders[] = { "clips", "pictures", "videos" };

/* What a finished file ends with; anything else is still being written. */
static const char *const extensions[] = { ".mp4", ".jpg", ".png", ".json" };

static void
set_error (GError    **error,
           int         number,
           const char *path,
           const char *what)
{
  g_set_error (error, TROUPE_LIBRARY_ERROR, troupe_library_error_from_errno (number),
               "%s: cannot be %s: %s", path, what, g_strerror (number));
}

static TroupeLibraryError
code_of_file_error (const GError *error)
{
  if (g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC))
    return TROUPE_LIBRARY_ERROR_NO_SPACE;
  if (g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_ACCES) ||
      g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_PERM) ||
      g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_ROFS))
    return TROUPE_LIBRARY_ERROR_READ_ONLY;
  return TROUPE_LIBRARY_ERROR_FAILED;
}

/**
 * troupe_library_files_make_folders:
 * @media: the media folder
 *
 * Makes the folder and those in it where they are missing.
 *
 * Returns: whether all of them exist
 */
gboolean
troupe_library_files_make_folders (GFile   *media,
                                   GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autoptr (GFile) folder = g_file_get_child (media, folders[i]);

      if (g_mkdir_with_parents (g_file_peek_path (folder), 0700) != 0)
        {
          set_error (error, errno, g_file_peek_path (folder), "made");
          return FALSE;
        }
    }
  return TRUE;
}

/**
 * troupe_library_files_dup_clip:
 * @id: a character
 *
 * Returns: (transfer full): the name of its cut, below the media folder
 */
char *
troupe_library_files_dup_clip (const char *id)
{
  return g_strdup_printf ("clips/%s.mp4", id);
}

/**
 * troupe_library_files_dup_still:
 * @id: a character
 * @number: from 0 to `TROUPE_LIBRARY_FILES_N_STILLS` - 1
 *
 * Returns: (transfer full): the name of a picture of its range, below the media folder
 */
char *
troupe_library_files_dup_still (const char *id,
                                guint       number)
{
  return g_strdup_printf ("pictures/%s-still-%u.jpg", id, number + 1);
}

/**
 * troupe_library_files_dup_avatar:
 * @id: a character
 * @extension: `jpg` or `png`
 *
 * Returns: (transfer full): a name for a provider's picture that no other one has, below the media
 *   folder
 */
char *
troupe_library_files_dup_avatar (const char *id,
                                 const char *extension)
{
  return g_strdup_printf ("pictures/%s-avatar-%08x.%s", id, g_random_int (), extension);
}

/**
 * troupe_library_files_dup_video:
 * @id: a video
 *
 * Returns: (transfer full): the name of its file, below the media folder
 */
char *
troupe_library_files_dup_video (const char *id)
{
  return g_strdup_printf (TROUPE_LIBRARY_FILES_VIDEO, id);
}

/**
 * troupe_library_files_dup_story:
 * @id: a video
 *
 * Returns: (transfer full): the name of what tells how it was made, below the media folder
 */
char *
troupe_library_files_dup_story (const char *id)
{
  return g_strdup_printf (TROUPE_LIBRARY_FILES_STORY, id);
}

/**
 * troupe_library_files_dup_poster:
 * @id: a video
 *
 * Returns: (transfer full): the name of its picture, below the media folder
 */
char *
troupe_library_files_dup_poster (const char *id)
{
  return g_strdup_printf (TROUPE_LIBRARY_FILES_POSTER, id);
}

/**
 * troupe_library_files_write:
 * @media: the media folder
 * @name: a file below it
 * @content: its content
 *
 * Writes a file under a temporary name, flushes it, renames it and flushes the folder.
 *
 * Fails with `TROUPE_LIBRARY_ERROR_READ_ONLY`, `NO_SPACE` or `FAILED`.
 *
 * Returns: whether the file is there
 */
gboolean
troupe_library_files_write (GFile      *media,
                            const char *name,
                            GBytes     *content,
                            GError    **error)
{
  g_autoptr (GFile) file = g_file_resolve_relative_path (media, name);
  g_autoptr (GError) failure = NULL;

  if (g_file_set_contents_full (g_file_peek_path (file), g_bytes_get_data (content, NULL),
                                (gssize) g_bytes_get_size (content),
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                0600, &failure))
    return TRUE;

  g_set_error_literal (error, TROUPE_LIBRARY_ERROR, code_of_file_error (failure), failure->message);
  return FALSE;
}

/**
 * troupe_library_files_remove:
 * @media: the media folder
 * @name: a file below it
 *
 * Removes a file; one that is not there is removed already.
 *
 * Returns: whether it is gone
 */
gboolean
troupe_library_files_remove (GFile      *media,
                             const char *name,
                             GError    **error)
{
  g_autoptr (GFile) file = g_file_resolve_relative_path (media, name);

  if (g_unlink (g_file_peek_path (file)) == 0 || errno == ENOENT)
    return TRUE;

  set_error (error, errno, g_file_peek_path (file), "removed");
  return FALSE;
}

static gboolean
is_finished (const char *name)
{
  if (name[0] == '.')
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (extensions); i++)
    {
      if (g_str_has_suffix (name, extensions[i]))
        return TRUE;
    }
  return FALSE;
}

/* What a job is fetching goes on with the part of it that is here. */
static gboolean
is_fetched (const char *name,
            GPtrArray  *ids)
{
  if (!g_str_has_suffix (name, ".part") && !g_str_has_suffix (name, ".version"))
    return FALSE;

  for (guint i = 0; i < ids->len; i++)
    {
      if (g_str_has_prefix (name, g_ptr_array_index (ids, i)))
        return TRUE;
    }
  return FALSE;
}

static gboolean
sweep_folder (GFile      *media,
              const char *folder,
              GPtrArray  *fetched,
              GError    **error)
{
  g_autofree char *path = g_build_filename (g_file_peek_path (media), folder, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, error);
  const char *name;

  if (dir == NULL)
    return FALSE;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *relative = g_build_filename (folder, name, NULL);
      g_autofree char *whole = g_build_filename (path, name, NULL);

      if (!is_finished (name) && !is_fetched (name, fetched) && g_file_test (whole, G_FILE_TEST_IS_REGULAR) &&
          !troupe_library_files_remove (media, relative, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * troupe_library_files_sweep:
 * @media: the media folder
 * @fetched: (element-type utf8): the characters and videos of which something is being fetched
 *
 * Removes what was being written when a process ended, except for what can be gone on with. Finished files stay,
 * referenced or not: a database that was lost or put back must not cost the person a clip.
 *
 * Returns: whether all of it is gone
 */
gboolean
troupe_library_files_sweep (GFile     *media,
                            GPtrArray *fetched,
                            GError   **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      if (!sweep_folder (media, folders[i], fetched, error))
        return FALSE;
    }
  return TRUE;
}
