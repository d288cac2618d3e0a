/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "troupe-locale.h"

#include <locale.h>
#include <string.h>

#include <glib/gi18n.h>

/* TROUPE_LOCALEDIR: the catalogues of a program that is run from where it was built. */
static const char *
get_folder (void)
{
  const char *folder = g_getenv ("TROUPE_LOCALEDIR");

  return folder != NULL ? folder : LOCALEDIR;
}

/**
 * troupe_locale_set_up:
 *
 * Chooses the person's language and where its catalogue is. Scripts often run in the locale C; what
 * they hand over and read is UTF-8 nevertheless.
 */
void
troupe_locale_set_up (void)
{
  setlocale (LC_ALL, "");
  if (strcmp (setlocale (LC_CTYPE, NULL), "C") == 0)
    setlocale (LC_CTYPE, "C.UTF-8");
  bindtextdomain (GETTEXT_PACKAGE, get_folder ());
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}
