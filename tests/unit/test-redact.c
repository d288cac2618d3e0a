/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "troupe-redact.h"

typedef struct
{
  const char *name;
  const char *text;
  const char *key;
  const char *redacted;
} Case;

static const Case cases[] = {
  { "plain", "nothing secret in here", "sk-secret", "nothing secret in here" },
  { "key", "key abc/def+1 is wrong: abc/def+1", "abc/def+1", "key •••• is wrong: ••••" },
  { "key-in-json", "{\"said\":\"abc\\/def\"}", "abc/def", "{\"said\":\"••••\"}" },
  { "key-cut-off", "the key abc/d", "abc/def+1", "the key ••••" },
  { "key-short", "a b c", "b", "a •••• c" },
  { "no-key", "abc", NULL, "abc" },
  { "empty-key", "abc", "", "abc" },
  { "other-bearer", "said Bearer abcdefghi.jkl= to us", NULL, "said Bearer •••• to us" },
  { "header", "Authorization: Token abc def\nAccept: x", NULL, "Authorization: ••••\nAccept: x" },
  { "header-without-word", "authorization:abc", NULL, "authorization:••••" },
  { "header-in-json", "{\"Authorization\": \"abc def\", \"b\": 1}", NULL,
    "{\"Authorization\": \"••••\", \"b\": 1}" },
  { "header-of-key", "X-API-Key: 0123", NULL, "X-API-Key: ••••" },
  { "cookie", "Set-Cookie: a=b; c=d", NULL, "Set-Cookie: ••••" },
  { "authorization-as-word", "no authorization for this model", NULL, "no authorization for this model" },
  { "word-bearer", "the bearer of bad news", NULL, "the bearer of bad news" },
  { "other-key", "Incorrect API key: sk-proj-0123456789", NULL, "Incorrect API key: sk-••••" },
  { "query", "see https://cdn.example.org/a%2Fraw?se=1&sig=x%2By/z%3D.", NULL,
    "see https://cdn.example.org/a%2Fraw?…" },
  { "query-in-json", "{\"u\":\"https:\\/\\/a.example\\/b?sig=1\\u0026c=2\",\"v\":1}", NULL,
    "{\"u\":\"https:\\/\\/a.example\\/b?…\",\"v\":1}" },
  { "two-queries", "http://a.example?x=1 http://b.example/?y=2", NULL,
    "http://a.example?… http://b.example/?…" },
  { "fragment", "https://a.example/#token=1", NULL, "https://a.example/?…" },
  { "key-in-query", "no such page: /v1?key=abc%2Fdef%2B1", "abc/def+1", "no such page: /v1?key=••••" },
  { "key-cut-off-in-query", "no such page: /v1?k=abc%2Fd", "abc/def+1", "no such page: /v1?k=••••" },
  { "query-without-host", "/a/raw?se=2026&sig=x%2By/z%3D&sp=r", NULL, "/a/raw?se=2026&sig=••••&sp=r" },
  { "query-of-bucket", "clip.mp4?X-Amz-Credential=a%2Fb&X-Amz-Signature=0f&x=1", NULL,
    "clip.mp4?X-Amz-Credential=••••&X-Amz-Signature=••••&x=1" },
  { "form", "access_token=abc&apikey=def&max_tokens=5", NULL, "access_token=••••&apikey=••••&max_tokens=5" },
  { "escaped-query", "to=a%3Fb&signature%3Dabc", NULL, "to=a%3Fb&signature%3D••••" },
  { "json-token", "{\"token\":\"abc\",\"total_tokens\":5,\"api_key\" : \"def\"}", NULL,
    "{\"token\":\"••••\",\"total_tokens\":5,\"api_key\" : \"••••\"}" },
  { "json-in-text", "{\"raw\":\"{\\\"secret\\\":\\\"abc\\\"}\"}", NULL,
    "{\"raw\":\"{\\\"secret\\\":\\\"••••\\\"}\"}" },
  { "json-value-of-that-name", "{\"param\":\"token\",\"code\":\"invalid_token\"}", NULL,
    "{\"param\":\"token\",\"code\":\"invalid_token\"}" },
  { "data-url", "bad image data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAA= here", NULL,
    "bad image data:image/png;base64,… here" },
  { "no-query", "https://a.example/b/c.png is it?", NULL, "https://a.example/b/c.png is it?" },
  { "user", "https://me:pass@a.example/b", NULL, "https://••••@a.example/b" },
  { "not-utf8", "a\xff" "b", NULL, "a\xef\xbf\xbd" "b" },
};

static void
test_redact_case (gconstpointer user_data)
{
  const Case *c = user_data;
  g_autofree char *redacted = troupe_redact (c->text, c->key);

  g_assert_cmpstr (redacted, ==, c->redacted);
}

static void
test_redact_survives_hostile_text (void)
{
  static const char * const pieces[] = { "http://", "bearer ", "sk-aaaaaa", "https:\\/\\/a@", "?", "token=", "\"token\":\"", "authorization: ",
                                         "data:a;base64,", "x-amz-", "sig" };

  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *redacted = NULL;

      while (text->len < 64 * 1024)
        g_string_append (text, pieces[i]);
      redacted = troupe_redact (text->str, "the-key");
      g_assert_true (g_utf8_validate (redacted, -1, NULL));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/redact/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_redact_case);
    }
  g_test_add_func ("/redact/survives-hostile-text", test_redact_survives_hostile_text);
  return g_test_run ();
}
