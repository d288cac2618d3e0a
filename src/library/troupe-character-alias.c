/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-character-alias.h"

#include <string.h>

#include "troupe-library-error.h"

/* Of a clip whose title holds nothing that shows */
#define FALLBACK "Clip"

/* Runs of blanks and of what does not print become one space, none at the ends. */
static char *
squeeze (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  GString *kept = g_string_new (NULL);
  gboolean wants_space = FALSE;
  glong n_chars = 0;

  for (const char *p = normal; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (g_unichar_isspace (character) || g_unichar_iscntrl (character))
        {
          wants_space = kept->len > 0;
          continue;
        }
      if (n_chars + wants_space >= TROUPE_CHARACTER_ALIAS_MAX_CHARS)
        break;
      if (wants_space)
        g_string_append_c (kept, ' ');
      g_string_append_unichar (kept, character);
      n_chars += 1 + wants_space;
      wants_space = FALSE;
    }
  return g_string_free_and_steal (kept);
}

/**
 * troupe_character_alias_clean:
 * @text: what a person typed
 *
 * Makes a name of it: one line, no blanks at the ends, at most `TROUPE_CHARACTER_ALIAS_MAX_CHARS`
 * characters.
 *
 * Fails with `TROUPE_LIBRARY_ERROR_ALIAS` when nothing is left.
 *
 * Returns: (transfer full): the name
 */
char *
troupe_character_alias_clean (const char *text,
                              GError    **error)
{
  g_autofree char *alias = squeeze (text);

  if (*alias != '\0')
    return g_steal_pointer (&alias);

  g_set_error_literal (error, TROUPE_LIBRARY_ERROR, TROUPE_LIBRARY_ERROR_ALIAS,
                       "the alias is empty");
  return NULL;
}

/**
 * troupe_character_alias_key:
 * @alias: a name
 *
 * Names with the same key are the same to a person: they differ in case or compatibility forms
 * only.
 *
 * Returns: (transfer full): the key
 */
char *
troupe_character_alias_key (const char *alias)
{
  g_autofree char *normal = g_utf8_normalize (alias, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autofree char *folded = g_utf8_casefold (normal, -1);

  return g_utf8_normalize (folded, -1, G_NORMALIZE_ALL_COMPOSE);
}

static gboolean
find_owner (TroupeConnection *connection,
            const char       *alias,
            char            **id,
            GError          **error)
{
  g_autofree char *key = troupe_character_alias_key (alias);
  g_autoptr (TroupeRows) rows = NULL;
  g_autoptr (GError) failure = NULL;

  *id = NULL;
  rows = troupe_connection_query (connection, error,
                                  "SELECT id FROM characters WHERE alias_key = ?1"
                                  " AND deleted_us IS NULL", "t", key);
  if (rows == NULL)
    return FALSE;

  if (troupe_rows_next (rows, &failure))
    *id = g_strdup (troupe_rows_get_text (rows, 0));
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * troupe_character_alias_choose:
 * @connection: a connection in a transaction
 * @wish: the name to begin with
 *
 * Finds a free name.
 *
 * Returns: (transfer full): @wish, or @wish and a number
 */
char *
troupe_character_alias_choose (TroupeConnection *connection,
                               const char       *wish,
                               GError          **error)
{
  g_autofree char *base = troupe_character_alias_clean (wish, NULL);

  if (base == NULL)    /* nothing in it that shows */
    base = g_strdup (FALLBACK);

  for (guint number = 1;; number++)
    {
      g_autofree char *alias = NULL;
      g_autofree char *owner = NULL;

      alias = number == 1 ? g_strdup (base) : g_strdup_printf ("%s %u", base, number);
      if (!find_owner (connection, alias, &owner, error))
        return NULL;
      if (owner == NULL)
        return g_steal_pointer (&alias);
    }
}

/**
 * troupe_character_alias_check_free:
 * @connection: a connection
 * @alias: a name
 * @id: the character that is to have it
 *
 * Checks that no other character has the name.
 *
 * Fails with `TROUPE_LIBRARY_ERROR_ALIAS`.
 *
 * Returns: whether it is free
 */
gboolean
troupe_character_alias_check_free (TroupeConnection *connection,
                                   const char       *alias,
                                   const char       *id,
                                   GError          **error)
{
  g_autofree char *owner = NULL;

  if (!find_owner (connection, alias, &owner, error))
    return FALSE;
  if (owner == NULL || g_str_equal (owner, id))
    return TRUE;

  g_set_error (error, TROUPE_LIBRARY_ERROR, TROUPE_LIBRARY_ERROR_ALIAS,
               "another character has the alias “%s”", alias);
  return FALSE;
}
