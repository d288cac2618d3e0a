/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-fold.h"

#include <string.h>

/* Accents that stand beside their letter once a text is taken apart: U+0300 to U+036F */
static gboolean
is_accent (gunichar character)
{
  return character >= 0x300 && character <= 0x36f;
}

/**
 * troupe_fold:
 * @text: a text
 *
 * Makes texts equal that a person who searches takes for the same: no case, no accents, no
 * compatibility forms such as full-width letters. Safe from any thread.
 *
 * Returns: (transfer full): the folded text
 */
char *
troupe_fold (const char *text)
{
  g_autofree char *apart = NULL;
  g_autofree char *bare = NULL;
  g_autoptr (GString) kept = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (g_str_is_ascii (text))
    return g_ascii_strdown (text, -1);
  apart = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
  if (apart == NULL)    /* no UTF-8 */
    return g_strdup ("");

  kept = g_string_sized_new (strlen (apart));
  for (const char *p = apart; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (!is_accent (g_utf8_get_char (p)))
        g_string_append_unichar (kept, g_utf8_get_char (p));
    }
  bare = g_utf8_casefold (kept->str, (gssize) kept->len);
  return g_utf8_normalize (bare, -1, G_NORMALIZE_ALL_COMPOSE);
}
