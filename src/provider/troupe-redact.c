/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-redact.h"

#define MASK "••••"

/* Bounded repeats keep the time linear, whatever a server sends. Slashes may be escaped as in JSON. */
static const struct
{
  const char *pattern;
  const char *replacement;
} secrets[] = {
  { "(?i)\\b(bearer|basic)\\s{1,4}[A-Za-z0-9._~+/=-]{6,}", "\\1 " MASK },
  { "\\bsk-[A-Za-z0-9_-]{6,}", "sk-" MASK },
  { "(?i)(https?:\\\\?/\\\\?/)[^\\s\"'<>/?#@\\\\]{1,500}+@", "\\1" MASK "@" },
  { "(?i)(https?:\\\\?/\\\\?/[^\\s\"'<>?#]{1,2000}+)[?#][^\\s\"'<>]*", "\\1?…" },
};

static char *
replace_all (char       *text,
             const char *pattern,
             const char *replacement)
{
  g_autofree char *owned = text;
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT, NULL);
  char *replaced = g_regex_replace (regex, text, -1, 0, replacement, G_REGEX_MATCH_DEFAULT, NULL);

  /* Better nothing than a secret, should the matcher give up. */
  return replaced != NULL ? replaced : g_strdup (MASK);
}

/* Also where a text was cut in the middle of the key */
static void
remove_key (GString    *text,
            const char *key)
{
  g_string_replace (text, key, MASK, 0);
  for (gsize length = strlen (key) - 1; length >= 4; length--)
    if (text->len >= length && memcmp (text->str + text->len - length, key, length) == 0)
      {
        g_string_truncate (text, text->len - length);
        g_string_append (text, MASK);
        return;
      }
}

/**
 * troupe_redact:
 * @text: any text, from a server or for a log
 * @key: (nullable): the key that may stand in it
 *
 * Takes out the key, other things that look like one, and the queries of addresses, which carry signatures.
 *
 * Bytes that are not UTF-8 are replaced. Safe from any thread.
 *
 * Returns: (transfer full): a text that may be shown, logged and kept
 */
char *
troupe_redact (const char *text,
               const char *key)
{
  GString *redacted;
  char *result;

  g_return_val_if_fail (text != NULL, NULL);

  redacted = g_string_new_take (g_utf8_make_valid (text, -1));
  if (key != NULL && *key != '\0')
    {
      g_autoptr (GString) escaped = g_string_new (key);

      g_string_replace (escaped, "/", "\\/", 0);
      remove_key (redacted, key);
      remove_key (redacted, escaped->str);
    }
  result = g_string_free_and_steal (redacted);
  for (gsize i = 0; i < G_N_ELEMENTS (secrets); i++)
    result = replace_all (result, secrets[i].pattern, secrets[i].replacement);
  return result;
}
