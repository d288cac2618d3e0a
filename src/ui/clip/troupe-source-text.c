/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-source-text.h"

#include <string.h>

static gboolean
is_address (const char *text)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);
  const char *scheme;

  if (uri == NULL)
    return FALSE;

  scheme = g_uri_get_scheme (uri);
  if (strcmp (scheme, "file") == 0)
    return g_uri_get_path (uri)[0] == '/';

  return (strcmp (scheme, "http") == 0 || strcmp (scheme, "https") == 0) &&
         g_uri_get_host (uri) != NULL && g_uri_get_host (uri)[0] != '\0';
}

/**
 * troupe_source_text_find:
 * @text: what a person pasted, dropped or typed
 *
 * Finds the first line that is an `http:`, `https:` or `file:` address or an absolute path.
 *
 * Returns: (transfer full) (nullable): the address or path, or `NULL` when there is none
 */
char *
troupe_source_text_find (const char *text)
{
  g_auto (GStrv) lines = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *line = g_strstrip (lines[i]);

      if (is_address (line) || g_path_is_absolute (line))
        return g_strdup (line);
    }

  return NULL;
}
