/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <malloc.h>

#include "troupe-application.h"
#include "troupe-locale.h"

/* A decoded picture goes back to the system when it is freed; otherwise the C library raises the limit for
 * that with the first one, and tens of megabytes stay (mallopt(3), M_MMAP_THRESHOLD). */
#define PICTURE_BYTES (1 << 20)

int
main (int   argc,
      char *argv[])
{
  g_autoptr (TroupeApplication) app = NULL;

  mallopt (M_MMAP_THRESHOLD, PICTURE_BYTES);
  troupe_locale_set_up ();
  app = troupe_application_new ();

  return g_application_run (G_APPLICATION (app), argc, argv);
}
