/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-application.h"
#include "troupe-locale.h"

int
main (int   argc,
      char *argv[])
{
  g_autoptr (TroupeApplication) app = NULL;

  troupe_locale_set_up ();
  app = troupe_application_new ();

  return g_application_run (G_APPLICATION (app), argc, argv);
}
