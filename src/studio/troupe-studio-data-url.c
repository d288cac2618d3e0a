/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-studio-data-url.h"

#include <gio/gio.h>
#include <string.h>

/**
 * troupe_studio_data_url_guess_type:
 * @content: a file
 *
 * Looks at the beginning of a file. Safe from any thread.
 *
 * Returns: (transfer full) (nullable): the media type
 */
char *
troupe_studio_data_url_guess_type (GBytes *content)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (content, &size);
  g_autofree char *type = NULL;

  /* What comes after the length of the first box of an ISO file, QuickTime's own apart */
  if (size >= 12 && memcmp (data + 4, "ftyp", 4) == 0)
    return g_strdup (memcmp (data + 8, "qt  ", 4) == 0 ? "video/quicktime" : "video/mp4");
  type = g_content_type_guess (NULL, data, MIN (size, 4096), NULL);
  return g_content_type_get_mime_type (type);
}

/**
 * troupe_studio_data_url_decode:
 * @text: a data URL with base64 in it, or base64 alone
 * @media_type: (out) (transfer full): what it says that it is, or looks like
 *
 * Takes a file out of a text. Safe from any thread.
 *
 * Returns: (transfer full) (nullable): the file, `NULL` when the text is neither
 */
GBytes *
troupe_studio_data_url_decode (const char *text,
                               char      **media_type)
{
  const char *base64 = text;
  g_autoptr (GBytes) content = NULL;
  gsize length;
  gsize size;
  guint8 *data;

  *media_type = NULL;
  if (g_str_has_prefix (text, "data:"))
    {
      const char *end = strstr (text, ";base64,");

      if (end == NULL)
        return NULL;
      base64 = end + strlen (";base64,");
    }
  length = strspn (base64, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "+/");
  if (length == 0 || strspn (base64 + length, "=") > 2 ||
      base64[length + strspn (base64 + length, "=")] != '\0')
    return NULL;
  data = g_base64_decode (base64, &size);
  content = g_bytes_new_take (data, size);
  *media_type = base64 == text
                ? troupe_studio_data_url_guess_type (content)
                : g_strndup (text + strlen ("data:"),
                             (gsize) (base64 - text) - strlen ("data:;base64,"));
  return g_steal_pointer (&content);
}
