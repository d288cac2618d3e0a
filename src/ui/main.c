/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <locale.h>

#include <glib/gi18n.h>

#include "troupe-application.h"

/* TROUPE_LOCALEDIR: the catalogues of a program that is run from where it was built. */
static void
set_up_translations (void)
{
  const char *localedir = g_getenv ("TROUPE_LOCALEDIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, localedir != NULL ? localedir : LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (TroupeApplication) app = NULL;

  set_up_translations ();
  app = troupe_application_new ();

  return g_application_run (G_APPLICATION (app), argc, argv);
}
