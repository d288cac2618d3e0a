/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "test-dir.h"

#include "troupe-atomic-file.h"

struct _TestDir
{
  char *path;
};

static void
remove_tree (GFile *file)
{
  g_autoptr (GFileEnumerator) children = NULL;
  g_autoptr (GError) error = NULL;
  GFile *child;

  children = g_file_enumerate_children (file, G_FILE_ATTRIBUTE_STANDARD_NAME,
                                        G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);
  while (children != NULL && g_file_enumerator_iterate (children, NULL, &child, NULL, &error) &&
         child != NULL)
    remove_tree (child);
  g_assert_no_error (error);
  g_file_delete (file, NULL, &error);
  g_assert_no_error (error);
}

/**
 * test_dir_new:
 *
 * Makes an empty directory below the system's temporary one.
 *
 * Returns: (transfer full): the directory
 */
TestDir *
test_dir_new (void)
{
  g_autoptr (GError) error = NULL;
  TestDir *self = g_new0 (TestDir, 1);

  self->path = g_dir_make_tmp ("troupe-test-" TROUPE_UNIQUE, &error);
  g_assert_no_error (error);
  return self;
}

/**
 * test_dir_free:
 * @self: (transfer full): a directory
 *
 * Removes the directory with all it holds.
 */
void
test_dir_free (TestDir *self)
{
  g_autoptr (GFile) file = g_file_new_for_path (self->path);

  remove_tree (file);
  g_free (self->path);
  g_free (self);
}

/**
 * test_dir_get_path:
 * @self: a directory
 *
 * Returns: (transfer none): its absolute path
 */
const char *
test_dir_get_path (TestDir *self)
{
  return self->path;
}

/**
 * test_dir_build:
 * @self: a directory
 * @name: a name in it; need not exist
 *
 * Returns: (transfer full): the absolute path of @name
 */
char *
test_dir_build (TestDir    *self,
                const char *name)
{
  return g_build_filename (self->path, name, NULL);
}
