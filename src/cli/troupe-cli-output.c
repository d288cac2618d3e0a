/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-cli-output.h"

#include <glib/gi18n.h>

#include "troupe-cli.h"
#include "troupe-media.h"

/**
 * troupe_cli_output_new:
 * @source: what is read
 * @output: what -o names: a path or a `file:` address
 * @error: return location for an error
 *
 * Fails with `TROUPE_CLI_ERROR_USAGE` for what is no file of this computer, and for the source itself.
 *
 * Returns: (transfer full): the file to write
 */
GFile *
troupe_cli_output_new (const char *source,
                       const char *output,
                       GError    **error)
{
  g_autoptr (GFile) file = troupe_media_file_new (output);
  g_autoptr (GFile) read = troupe_media_is_remote (source) ? NULL : troupe_media_file_new (source);

  if (*output == '\0' || g_file_peek_path (file) == NULL)
    g_set_error (error, TROUPE_CLI_ERROR, TROUPE_CLI_ERROR_USAGE,
                 /* Translators: -o is an option of a command and stays as it is. */
                 _("“%s” after -o is no file of this computer"), output);
  else if (read != NULL && g_file_equal (read, file))
    g_set_error (error, TROUPE_CLI_ERROR, TROUPE_CLI_ERROR_USAGE,
                 _("“%s” after -o is the source itself"), output);
  else
    return g_steal_pointer (&file);
  return NULL;
}
