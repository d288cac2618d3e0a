/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fuzz.h"

/* Gives each file of the folders in the arguments to a fuzz target, without libFuzzer: what once went wrong
 * must not do so again. */
static void
test_input (gconstpointer user_data)
{
  g_autofree char *contents = NULL;
  g_autofree guint8 *exact = NULL;    /* so that the sanitizer sees a read behind its end */
  g_autoptr (GError) error = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (user_data, &contents, &length, &error));
  g_assert_no_error (error);
  exact = g_memdup2 (contents, length);
  LLVMFuzzerTestOneInput (exact, length);
}

static void
add_folder (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (path, 0, &error);
  const char *name;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);
      g_autofree char *test = g_strconcat ("/replay/", name, NULL);

      if (g_file_test (file, G_FILE_TEST_IS_REGULAR))
        g_test_add_data_func_full (test, g_steal_pointer (&file), test_input, g_free);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  LLVMFuzzerInitialize (&argc, &argv);
  for (int i = 1; i < argc; i++)
    add_folder (argv[i]);
  return g_test_run ();
}
