/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-origin.h"
#include "troupe-profile.h"
#include "troupe-provider-error.h"
#include "troupe-providers.h"

/* A whole profile; the cases replace a piece of it. */
static const char whole[] =
  "{\n"
  "  \"format\": 1, \"id\": \"own\", \"name\": \"Own\", \"summary\": \"A test.\",\n"
  "  \"base\": \"https://api.example.org\",\n"
  "  \"auth\": { \"header\": \"Authorization\", \"prefix\": \"Bearer \" },\n"
  "  \"life\": { \"state\": \"active\" },\n"
  "  \"clip\": { \"span\": { \"min\": 1, \"max\": 3, \"step\": 0.5 }, \"sources\": [\"url\", \"task\"],\n"
  "             \"short_edge\": 480 },\n"
  "  \"mention\": { \"template\": \"@{username} \", \"max\": 2 },\n"
  "  \"calls\": { \"create-character\": {\n"
  "    \"method\": \"POST\", \"path\": \"/v2/{clip.task}/make\", \"encoding\": \"json\",\n"
  "    \"body\": { \"url\": \"{clip.url}\", \"from\": \"{clip.task}\" },\n"
  "    \"one_of\": [\"url\", \"from\"],\n"
  "    \"answer\": { \"id\": [\"$.id\"], \"username\": [\"$.data[0].name\"] } } }\n"
  "}\n";

typedef struct
{
  const char *name;
  const char *old;
  const char *new;
  const char *complaint;    /* a pattern for the whole message */
} Case;

static const Case cases[] = {
  { "format", "\"format\": 1", "\"format\": 2", "f.json: $.format: expected 1" },
  { "id-upper-case", "\"id\": \"own\"", "\"id\": \"Own\"", "f.json: $.id: does not match *" },
  { "id-traversal", "\"id\": \"own\"", "\"id\": \"../own\"", "f.json: $.id: does not match *" },
  { "id-empty", "\"id\": \"own\"", "\"id\": \"\"", "f.json: $.id: does not match *" },
  { "unknown-key", "\"name\"", "\"nick\": 1, \"name\"", "f.json: $.nick: unknown key" },
  { "double-key", "\"name\"", "\"name\": \"x\", \"name\"", "f.json: $: the key \"name\" stands twice *" },
  { "double-call", "\"calls\": {", "\"calls\": { \"create-character\": {},",
    "f.json: $: the key \"create-character\" stands twice *" },
  { "not-json", "\"name\"", "name", "f.json: $: *" },
  { "base-variable", "https://api", "https://{clip.url}", "f.json: $.base: an address has no variables" },
  { "base-scheme", "https://api", "ftp://api", "f.json: $.base: does not match *" },
  { "base-plain-http", "https://api", "http://api", "f.json: $.base: plain http is only for this computer*" },
  { "base-control", "api.example", "api\\r\\nX: .example", "f.json: $.base: does not match *" },
  { "base-user", "https://api", "https://me:secret@api", "f.json: $.base: the address contains a user name" },
  { "base-query", "example.org\"", "example.org?a=b\"", "f.json: $.base: a base address has no query *" },
  { "builtin-with-base", "\"base\"", "\"builtin\": true, \"base\"",
    "f.json: $.base: a builtin provider has none of its own" },
  { "header-injection", "\"Authorization\"", "\"A\\r\\nX: y\"", "f.json: $.auth.header: does not match *" },
  { "prefix-injection", "\"Bearer \"", "\"Bearer\\n\"", "f.json: $.auth.prefix: does not match *" },
  { "path-injection", "/make", "/ma\\nke", "f.json: $.calls.create-character.path: does not match *" },
  { "path-relative", "\"/v2/", "\"v2/", "f.json: $.calls.create-character.path: does not match *" },
  { "path-other-host", "\"/v2/", "\"//evil.example/",
    "f.json: $.calls.create-character.path: does not match *" },
  { "path-file", "/make", "/{clip.file}", "f.json: $.calls.create-character.path: a file or its data cannot stand here" },
  { "method", "\"POST\"", "\"post\"", "f.json: $.calls.create-character.method: expected one of *" },
  { "unknown-call", "\"calls\": {", "\"calls\": { \"remake\": {},", "f.json: $.calls.remake: unknown key" },
  { "life", "\"active\"", "\"alive\"", "f.json: $.life.state: expected one of *" },
  { "span-type", "\"min\": 1,", "\"min\": \"1\",", "f.json: $.clip.span.min: expected a number" },
  { "span-zero-step", "\"step\": 0.5", "\"step\": 0", "f.json: $.clip.span.step: expected at least 0.01" },
  { "span-huge", "\"max\": 3,", "\"max\": 1e400,", "f.json: $.clip.span.max: expected at most 3600" },
  { "span-order", "\"min\": 1,", "\"min\": 3.5,", "f.json: $.clip.span.min: longer than the maximum" },
  { "span-min-off-step", "\"min\": 1,", "\"min\": 1.2,",
    "f.json: $.clip.span.min: expected a multiple of the step" },
  { "span-max-off-step", "\"max\": 3,", "\"max\": 3.2,",
    "f.json: $.clip.span.max: expected a multiple of the step" },
  { "span-fine-step", "\"step\": 0.5", "\"step\": 0.0125",
    "f.json: $.clip.span.step: expected at most two decimals" },
  { "source", "\"task\"]", "\"tape\"]", "f.json: $.clip.sources[1]: expected one of *" },
  { "source-without-call", "\"task\"]", "\"file\"]",
    "f.json: $.clip.sources: \"file\" needs {clip.file} in the call \"create-character\"" },
  { "source-without-variable", "\"{clip.url}\"", "\"x\"",
    "f.json: $.clip.sources: \"url\" needs {clip.url} in the call \"create-character\"" },
  { "mention-variable", "@{username}", "@{nick}", "f.json: $.mention.template: unknown variable {nick}*" },
  { "mention-brace", "@{username}", "@{username", "f.json: $.mention.template: a brace stands alone" },
  { "body-variable", "\"{clip.url}\"", "\"{clip.uri}\"",
    "f.json: $.calls.create-character.body.url: unknown variable {clip.uri}*" },
  { "body-nested-brace", "\"{clip.url}\"", "\"{{clip.url}}\"",
    "f.json: $.calls.create-character.body.url: a brace stands alone" },
  { "body-closing-brace", "\"{clip.url}\"", "\"clip.url}\"",
    "f.json: $.calls.create-character.body.url: a brace stands alone" },
  { "body-file-in-json", "\"{clip.url}\"", "\"{clip.file}\"",
    "f.json: $.calls.create-character.body.url: a file stands alone as a part of a multipart body" },
  { "body-key", "\"url\": \"{clip.url}\"", "\"u\\r\\nrl\": \"{clip.url}\"",
    "f.json: $.calls.create-character.body[\"u\\r\\nrl\"]: does not match *" },
  { "one-of", "\"one_of\": [\"url\"", "\"one_of\": [\"uri\"",
    "f.json: $.calls.create-character.one_of[0]: the body has no such key" },
  { "answer-missing", "\"id\": [\"$.id\"],", "",
    "f.json: $.calls.create-character.answer: \"id\" is missing" },
  { "answer-path", "\"$.id\"", "\"id\"",
    "f.json: $.calls.create-character.answer.id[0]: does not match *" },
  { "answer-search", "\"$.id\"", "\"$..id\"",
    "f.json: $.calls.create-character.answer.id[0]: does not match *" },
  { "answer-text", "[\"$.id\"]", "\"$.id\"",
    "f.json: $.calls.create-character.answer.id: expected a list" },
};

static GBytes *
bytes_of (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static void
test_profile_refuses (gconstpointer user_data)
{
  const Case *c = user_data;
  const char *at = strstr (whole, c->old);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GBytes) json = NULL;
  g_autoptr (TroupeProfile) profile = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (at);
  g_string_append_len (text, whole, at - whole);
  g_string_append (text, c->new);
  g_string_append (text, at + strlen (c->old));
  json = bytes_of (text->str);
  profile = troupe_profile_new (json, "f.json", &error);
  g_assert_null (profile);
  g_assert_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_PROFILE);
  g_test_message ("%s", error->message);
  g_assert_true (g_pattern_match_simple (c->complaint, error->message));
}

static void
test_profile_refuses_huge (void)
{
  g_autoptr (GString) text = g_string_new (whole);
  g_autoptr (GBytes) json = NULL;
  g_autoptr (TroupeProfile) profile = NULL;
  g_autoptr (GError) error = NULL;

  while (text->len <= 256 * 1024)
    g_string_append (text, "                                ");
  json = bytes_of (text->str);
  profile = troupe_profile_new (json, "f.json", &error);
  g_assert_null (profile);
  g_assert_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_PROFILE);
  g_assert_cmpstr (error->message, ==, "f.json: $: expected at most 256 KiB");
}

static void
test_profile_refuses_deep (void)
{
  g_autoptr (GString) text = g_string_new ("{\"format\":");
  g_autoptr (GBytes) json = NULL;
  g_autoptr (TroupeProfile) profile = NULL;
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 100000; i++)
    g_string_append_c (text, '[');
  json = bytes_of (text->str);
  profile = troupe_profile_new (json, "f.json", &error);
  g_assert_null (profile);
  g_assert_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_PROFILE);
}

static void
test_profile_reads (void)
{
  g_autoptr (GBytes) json = bytes_of (whole);
  g_autoptr (TroupeProfile) profile = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = NULL;
  TroupeSpan span;

  profile = troupe_profile_new (json, "f.json", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (troupe_profile_get_id (profile), ==, "own");
  g_assert_cmpstr (troupe_profile_get_name (profile), ==, "Own");
  g_assert_cmpstr (troupe_profile_get_summary (profile), ==, "A test.");
  g_assert_null (troupe_profile_get_homepage (profile));
  g_assert_cmpstr (troupe_profile_get_base (profile), ==, "https://api.example.org");
  g_assert_false (troupe_profile_is_builtin (profile));
  g_assert_cmpint (troupe_profile_get_life (profile), ==, TROUPE_LIFE_ACTIVE);
  g_assert_null (troupe_profile_get_life_date (profile));
  g_assert_null (troupe_profile_get_life_note (profile));
  g_assert_cmpint (troupe_profile_get_sources (profile), ==, TROUPE_SOURCE_URL | TROUPE_SOURCE_TASK);
  g_assert_cmpint (troupe_profile_get_short_edge (profile), ==, 480);
  g_assert_cmpstr (troupe_profile_get_auth_header (profile), ==, "Authorization");
  g_assert_cmpstr (troupe_profile_get_auth_prefix (profile), ==, "Bearer ");
  g_assert_nonnull (troupe_profile_get_call (profile, "create-character"));
  g_assert_null (troupe_profile_get_call (profile, "upload"));

  troupe_profile_get_span (profile, TROUPE_SOURCE_URL, &span);
  g_assert_cmpuint (span.min_ns, ==, 1000000000);
  g_assert_cmpuint (span.max_ns, ==, 3000000000);
  g_assert_cmpuint (span.step_ns, ==, 500000000);
  g_assert_cmpuint (span.grid_ns, ==, 500000000);
  troupe_profile_get_span (profile, TROUPE_SOURCE_FILE, &span);
  g_assert_cmpuint (span.grid_ns, ==, 0);

  node = troupe_profile_to_json (profile);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (node), "id"), ==, "own");
}

static void
test_profile_formats_mention (void)
{
  g_autoptr (GBytes) json = bytes_of (whole);
  g_autoptr (TroupeProfile) profile = troupe_profile_new (json, "f.json", NULL);
  g_autofree char *mention = NULL;

  mention = troupe_profile_format_mention (profile, "bluefox.quietharbor", NULL, NULL, 0);
  g_assert_cmpstr (mention, ==, "@bluefox.quietharbor ");
  g_assert_null (troupe_profile_format_mention (profile, NULL, "Blue Fox", "ch_1", 0));
}

static void
test_origin_normalizes_base (void)
{
  static const char * const bases[][2] = {
    { "https://api.example.org", "https://api.example.org" },
    { "HTTPS://API.Example.org:443/", "https://api.example.org" },
    { "https://api.example.org/v1", "https://api.example.org" },
    { "https://api.example.org/v1//", "https://api.example.org" },
    { "https://api.example.org/v1/v1/", "https://api.example.org/v1" },
    { "https://api.example.org/openai/v1", "https://api.example.org/openai" },
    { "https://api.example.org:8443/a%2Fb/", "https://api.example.org:8443/a%2Fb" },
    { "http://127.0.0.1:8080/v1", "http://127.0.0.1:8080" },
    { "http://[::1]:8080", "http://[::1]:8080" },
    { "http://localhost", "http://localhost" },
    { "http://127.0.0.1.example.org", NULL },
    { "http://192.168.0.1", NULL },
    { "https://", NULL },
    { "https:///v1", NULL },
    { "https://a b.example.org", NULL },
    { "https://api.example.org#x", NULL },
    { "https://api.example.org/\xc3\xa4", NULL },
    { "file:///etc/passwd", NULL },
    { "api.example.org", NULL },
    { "", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *base = troupe_origin_normalize_base (bases[i][0], &error);

      g_test_message ("%s", bases[i][0]);
      g_assert_cmpstr (base, ==, bases[i][1]);
      if (bases[i][1] == NULL)
        g_assert_error (error, G_URI_ERROR, error->code);
    }
}

static void
test_origin_compares_scheme_host_port (void)
{
  static const struct { const char *a, *b; gboolean equal; } pairs[] = {
    { "https://a.example", "https://A.example:443/x?y", TRUE },
    { "http://a.example", "http://a.example:80", TRUE },
    { "https://a.example", "http://a.example", FALSE },
    { "https://a.example", "http://a.example:443", FALSE },
    { "https://a.example", "https://a.example:444", FALSE },
    { "https://a.example", "https://a.example.org", FALSE },
    { "https://a.example", "https://b.a.example", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autoptr (GUri) a = troupe_origin_parse_address (pairs[i].a, NULL);
      g_autoptr (GUri) b = troupe_origin_parse_address (pairs[i].b, NULL);

      g_test_message ("%s %s", pairs[i].a, pairs[i].b);
      g_assert_cmpint (troupe_origin_equal (a, b), ==, pairs[i].equal);
    }
}

static void
test_origin_resolves_verbatim (void)
{
  static const char * const locations[][2] = {
    { "https://b.example/%7e?x=%2B/%41#f", "https://b.example/%7e?x=%2B/%41#f" },
    { "//b.example/%7e", "https://b.example/%7e" },
    { "/%7e/../x?%41", "https://a.example/%7e/../x?%41" },
    { "c?x=%2F", "https://a.example/p/c?x=%2F" },
    { "?x", "https://a.example/p/q?x" },
    { "file:///etc/passwd", NULL },
    { "https://me:pass@b.example/", NULL },
    { "javascript:alert(1)", NULL },
  };
  g_autoptr (GUri) here = troupe_origin_parse_address ("https://a.example/p/q?r", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (locations); i++)
    {
      g_autoptr (GUri) uri = troupe_origin_resolve (here, locations[i][0], NULL);
      g_autofree char *text = uri != NULL ? g_uri_to_string (uri) : NULL;

      g_test_message ("%s", locations[i][0]);
      g_assert_cmpstr (text, ==, locations[i][1]);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/profile/reads", test_profile_reads);
  g_test_add_func ("/profile/formats-mention", test_profile_formats_mention);
  g_test_add_func ("/profile/refuses/huge", test_profile_refuses_huge);
  g_test_add_func ("/profile/refuses/deep", test_profile_refuses_deep);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/profile/refuses/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_profile_refuses);
    }
  g_test_add_func ("/origin/normalizes-base", test_origin_normalizes_base);
  g_test_add_func ("/origin/compares-scheme-host-port", test_origin_compares_scheme_host_port);
  g_test_add_func ("/origin/resolves-verbatim", test_origin_resolves_verbatim);
  return g_test_run ();
}
