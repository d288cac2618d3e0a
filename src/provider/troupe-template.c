/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-template.h"

#include <string.h>

#include "troupe-provider-error.h"

/**
 * troupe_template_check:
 * @text: a text of a profile
 * @known: (array zero-terminated=1): the variables that exist here
 *
 * Checks that every brace belongs to a variable that exists.
 *
 * Safe from any thread. Fails with `TROUPE_PROVIDER_ERROR_PROFILE`; the message is the rule alone.
 *
 * Returns: whether @text may be expanded
 */
gboolean
troupe_template_check (const char         *text,
                       const char * const *known,
                       GError            **error)
{
  const char *p = text;

  while ((p = strpbrk (p, "{}")) != NULL)
    {
      gsize length = *p == '{' ? strcspn (p + 1, "{}") : 0;
      g_autofree char *name = NULL;

      if (*p == '}' || p[1 + length] != '}')
        {
          g_set_error_literal (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_PROFILE,
                               "a brace stands alone");
          return FALSE;
        }
      name = g_strndup (p + 1, length);
      if (!g_strv_contains (known, name))
        {
          g_autofree char *shown = g_strjoinv ("}, {", (char **) known);

          g_set_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_PROFILE,
                       "unknown variable {%.60s}; there are {%s}", name, shown);
          return FALSE;
        }
      p += length + 2;
    }
  return TRUE;
}

/**
 * troupe_template_list_variables:
 * @text: a text that troupe_template_check() accepted
 *
 * Lists the variables of a text, each as often as it stands there.
 *
 * Safe from any thread.
 *
 * Returns: (transfer full) (array zero-terminated=1): the names
 */
char **
troupe_template_list_variables (const char *text)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (const char *p = strchr (text, '{'); p != NULL; p = strchr (p + 1, '{'))
    g_strv_builder_take (names, g_strndup (p + 1, strcspn (p + 1, "}")));
  return g_strv_builder_end (names);
}

/**
 * troupe_template_expand:
 * @text: a text that troupe_template_check() accepted
 * @lookup: (scope call): gives the values
 * @user_data: for @lookup
 *
 * Puts values in the place of variables.
 *
 * Safe from any thread, as far as @lookup is.
 *
 * Returns: (transfer full) (nullable): the text, or `NULL` when a variable has no value
 */
char *
troupe_template_expand (const char          *text,
                        TroupeTemplateLookup lookup,
                        gpointer             user_data)
{
  g_autoptr (GString) expanded = g_string_new (NULL);
  const char *p = text, *open;

  while ((open = strchr (p, '{')) != NULL)
    {
      gsize length = strcspn (open + 1, "}");
      g_autofree char *name = g_strndup (open + 1, length);
      g_autofree char *value = lookup (name, user_data);

      if (value == NULL)
        return NULL;
      g_string_append_len (expanded, p, open - p);
      g_string_append (expanded, value);
      p = open + 1 + length + 1;
    }
  g_string_append (expanded, p);
  return g_string_free_and_steal (g_steal_pointer (&expanded));
}
