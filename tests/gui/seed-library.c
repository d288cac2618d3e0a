/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* seed-library DIRECTORY ALIAS...: makes a library with these characters, the last one newest. Without
 * pictures and jobs, as if they had been brought in whole. */

#include "test-library.h"

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GFile) directory = NULL;
  TroupeLibrary *library;

  g_return_val_if_fail (argc >= 2, 2);

  directory = g_file_new_for_commandline_arg (argv[1]);
  library = test_library_open_at (directory);
  for (int i = 2; i < argc; i++)
    g_free (test_library_add (library, argv[i]));
  test_library_close (&library);

  return 0;
}
