/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-redact.h"

#define MASK "••••"

/* What secrets are called in queries, forms and JSON */
#define NAMES "(?:x-(?:amz|oss|goog|cos|ms)-[a-z-]{1,40}|q-(?:ak|sign[a-z-]{0,20})|" \
        "sig|signature|credentials?|policy|key-pair-id|accesskeyid|ossaccesskeyid|" \
        "(?:access|auth|refresh|session|security|id|upload|api|user)?[_-]?token|" \
        "(?:api|access|secret|private|access[_-]?secret)[_-]?key(?:[_-]?id)?|" \
        "(?:client[_-]?)?secret|password|passwd|authorization|auth)"
#define QUOTE "\\\\{0,3}\""

/* Bounded repeats keep the time linear, whatever a server sends. Slashes may be escaped as in JSON. */
static const struct
{
  const char *pattern;
  const char *replacement;
} secrets[] = {
  /* Headers, to the end of the line or of the text they stand in */
  { "(?i)\\b((?:proxy-)?authorization|(?:x-)?api-key|(?:set-)?cookie)(\\\\{0,3}\"?\\s{0,4}:\\s{0,4}\\\\{0,3}\"?)"
    "[^\\s\"\\\\][^\\r\\n\"\\\\]*+", "\\1\\2" MASK },
  { "(?i)\\b(bearer|basic)\\s{1,4}[A-Za-z0-9._~+/=-]{6,}", "\\1 " MASK },
  { "\\bsk-[A-Za-z0-9_-]{6,}", "sk-" MASK },
  /* Users and queries of addresses */
  { "(?i)(https?:\\\\?/\\\\?/)[^\\s\"'<>/?#@\\\\]{1,500}+@", "\\1" MASK "@" },
  { "(?i)(https?:\\\\?/\\\\?/[^\\s\"'<>?#]{1,2000}+)[?#][^\\s\"'<>]*", "\\1?…" },
  /* Files inside of a text are nobody's business, either. */
  { "(?i)\\b(data:[a-z0-9/.+-]{1,100};base64,)[A-Za-z0-9+/=_-]{16,}+", "\\1…" },
  /* Pairs of a query or form, and of JSON, also of JSON inside a text */
  { "(?i)(?<![a-z0-9_-])(" NAMES "(?:=|%3D))[^\\s&\"'<>;,\\\\]++", "\\1" MASK },
  { "(?i)(" QUOTE NAMES QUOTE "\\s{0,4}:\\s{0,4}" QUOTE ")[^\"\\\\]++", "\\1" MASK },
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
 * Takes out the key, other things that look like one, the queries of addresses, which carry signatures, what
 * stands under a name such as `token`, `sig` or `Authorization`, and files written as data URLs.
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
      g_autoptr (GString) in_json = g_string_new (key);
      g_autofree char *in_query = g_uri_escape_string (key, NULL, FALSE);

      g_string_replace (in_json, "/", "\\/", 0);
      remove_key (redacted, key);
      remove_key (redacted, in_json->str);
      remove_key (redacted, in_query);
    }
  result = g_string_free_and_steal (redacted);
  for (gsize i = 0; i < G_N_ELEMENTS (secrets); i++)
    result = replace_all (result, secrets[i].pattern, secrets[i].replacement);
  return result;
}
