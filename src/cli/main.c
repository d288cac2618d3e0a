/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <gst/gst.h>
#include <signal.h>

#include "troupe-cli.h"
#include "troupe-locale.h"

int
main (int   argc,
      char *argv[])
{
  TroupeCli *cli;
  int status;

  troupe_locale_set_up ();
  g_log_writer_default_set_use_stderr (TRUE);    /* standard output is the document's alone */
  signal (SIGXFSZ, SIG_IGN);                     /* a file that may not grow is an error like others */
  gst_init (NULL, NULL);
  cli = troupe_cli_new ();
  status = troupe_cli_run (cli, argc, argv);
  troupe_cli_free (cli);
  return status;
}
