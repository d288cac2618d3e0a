/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-json.h"
#include "troupe-provider-error.h"
#include "troupe-schema.h"

static const char schema_text[] =
  "{"
  "  'type': 'object',"
  "  'additionalProperties': false,"
  "  'required': ['n'],"
  "  'properties': {"
  "    'n': { 'type': 'number', 'minimum': 0.5, 'maximum': 3 },"
  "    'i': { 'type': 'integer' },"
  "    'b': { 'type': 'boolean' },"
  "    's': { '$ref': '#/$defs/word' },"
  "    'c': { 'const': 1 },"
  "    'e': { 'enum': ['a', 'b'] },"
  "    'l': { 'type': 'array', 'minItems': 1, 'maxItems': 2, 'items': { '$ref': '#/$defs/word' } },"
  "    'o': {"
  "      'type': 'object',"
  "      'propertyNames': { 'pattern': '^[a-z]+$' },"
  "      'additionalProperties': { 'type': 'string' }"
  "    }"
  "  },"
  "  '$defs': { 'word': { 'type': 'string', 'pattern': '^[a-zä]+$', 'minLength': 2, 'maxLength': 3 } }"
  "}";

typedef struct
{
  const char *name;
  const char *value;
  const char *complaint;    /* NULL: obeys */
} Case;

static const Case cases[] = {
  { "all-kinds", "{ 'n': 3, 'i': 1, 'b': true, 's': 'ab', 'c': 1, 'e': 'a', 'l': ['ab'], 'o': { 'k': '' } }",
    NULL },
  { "counts-letters-not-bytes", "{ 'n': 0.5, 's': 'äää' }", NULL },
  { "object", "[]", "f: $: expected an object" },
  { "required", "{}", "f: $: \"n\" is missing" },
  { "number", "{ 'n': '1' }", "f: $.n: expected a number" },
  { "null", "{ 'n': null }", "f: $.n: expected a number" },
  { "minimum", "{ 'n': 0.4 }", "f: $.n: expected at least 0.5" },
  { "maximum", "{ 'n': 3.01 }", "f: $.n: expected at most 3" },
  { "integer", "{ 'n': 1, 'i': 1.5 }", "f: $.i: expected a whole number" },
  { "boolean", "{ 'n': 1, 'b': 'true' }", "f: $.b: expected true or false" },
  { "string", "{ 'n': 1, 's': 5 }", "f: $.s: expected a text" },
  { "pattern", "{ 'n': 1, 's': 'AB' }", "f: $.s: does not match ^[a-zä]+$" },
  { "pattern-line-feed", "{ 'n': 1, 's': 'ab\\n' }", "f: $.s: does not match ^[a-zä]+$" },
  { "min-length", "{ 'n': 1, 's': 'a' }", "f: $.s: expected at least 2 letters" },
  { "max-length", "{ 'n': 1, 's': 'abcd' }", "f: $.s: expected at most 3 letters" },
  { "const", "{ 'n': 1, 'c': 2 }", "f: $.c: expected 1" },
  { "enum", "{ 'n': 1, 'e': 'c' }", "f: $.e: expected one of [\"a\",\"b\"]" },
  { "array", "{ 'n': 1, 'l': {} }", "f: $.l: expected a list" },
  { "min-items", "{ 'n': 1, 'l': [] }", "f: $.l: expected at least 1 items" },
  { "max-items", "{ 'n': 1, 'l': ['ab', 'ab', 'ab'] }", "f: $.l: expected at most 2 items" },
  { "items", "{ 'n': 1, 'l': ['ab', 7] }", "f: $.l[1]: expected a text" },
  { "unknown-key", "{ 'n': 1, 'x': 1 }", "f: $.x: unknown key" },
  { "unknown-odd-key", "{ 'n': 1, 'a\\nb': 1 }", "f: $[\"a\\nb\"]: unknown key" },
  { "additional", "{ 'n': 1, 'o': { 'k': 1 } }", "f: $.o.k: expected a text" },
  { "property-names", "{ 'n': 1, 'o': { 'K': '' } }", "f: $.o.K: does not match ^[a-z]+$" },
};

static JsonNode *
parse (const char *text)
{
  g_autofree char *json = g_strdelimit (g_strdup (text), "'", '"');
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (GError) error = NULL;
  JsonNode *node = troupe_json_parse (bytes, 32, TRUE, &error);

  g_assert_no_error (error);
  return node;
}

static void
test_schema_case (gconstpointer user_data)
{
  const Case *c = user_data;
  g_autoptr (JsonNode) schema = parse (schema_text);
  g_autoptr (JsonNode) value = parse (c->value);
  g_autoptr (GError) error = NULL;
  gboolean valid = troupe_schema_validate (schema, value, "f", &error);

  if (c->complaint == NULL)
    {
      g_assert_no_error (error);
      g_assert_true (valid);
      return;
    }
  g_assert_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_PROFILE);
  g_assert_cmpstr (error->message, ==, c->complaint);
  g_assert_false (valid);
}

static void
test_schema_refuses_what_it_cannot_enforce (void)
{
  static const char * const schemas[][2] = {
    { "{ 'uniqueItems': true }", "f: $: the schema uses \"uniqueItems\", which is not enforced" },
    { "{ 'type': 'text' }", "f: $: the schema names an unknown type: text" },
    { "{ '$ref': '#/$defs/none' }", "f: $: the schema has no #/$defs/none" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (schemas); i++)
    {
      g_autoptr (JsonNode) schema = parse (schemas[i][0]);
      g_autoptr (JsonNode) value = parse ("1");
      g_autoptr (GError) error = NULL;

      g_assert_false (troupe_schema_validate (schema, value, "f", &error));
      g_assert_cmpstr (error->message, ==, schemas[i][1]);
    }
}

static void
assert_no_json (const char *text,
                gsize       length,
                int         code)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = troupe_json_parse (bytes, 32, TRUE, &error);

  g_assert_null (node);
  g_assert_error (error, JSON_PARSER_ERROR, code);
}

static void
test_json_refuses_deep_nesting (void)
{
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 32; i++)
    g_string_append (deep, "[");
  for (int i = 0; i < 32; i++)
    g_string_append (deep, "]");
  bytes = g_bytes_new (deep->str, deep->len);
  node = troupe_json_parse (bytes, 32, TRUE, &error);
  g_assert_no_error (error);
  g_assert_nonnull (node);

  g_string_prepend (deep, "[\"]]\\\"\",");
  g_string_append (deep, "]");
  assert_no_json (deep->str, deep->len, JSON_PARSER_ERROR_NESTING);

  g_string_set_size (deep, 4 * 1024 * 1024);
  memset (deep->str, '[', deep->len);
  assert_no_json (deep->str, deep->len, JSON_PARSER_ERROR_NESTING);
}

static void
test_json_refuses_double_keys (void)
{
  g_autoptr (GBytes) twice = g_bytes_new_static ("{\"a\":1,\"a\":2}", 13);
  g_autoptr (JsonNode) node = NULL;

  assert_no_json ("{\"a\":1,\"a\":2}", 13, JSON_PARSER_ERROR_INVALID_DATA);
  assert_no_json ("{\"a\":1,\"\\u0061\":2}", 18, JSON_PARSER_ERROR_INVALID_DATA);
  node = troupe_json_parse (twice, 32, FALSE, NULL);
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (node), "a"), ==, 2);

  assert_no_json ("[{\"b\":{\"a\":1}},{\"a\":{\"a\":1},\"a\":2}]", 35, JSON_PARSER_ERROR_INVALID_DATA);
}

static void
test_json_refuses_what_is_no_json (void)
{
  static const char * const texts[] = {
    "", " ", "{", "{\"a\":1,}", "{\"a\":1} x", "{'a':1}", "// x\n{}", "{\"a\":1}{\"b\":2}", "\xff", "nul",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (texts[i], strlen (texts[i]));
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) node = troupe_json_parse (bytes, 32, TRUE, &error);

      g_test_message ("text %" G_GSIZE_FORMAT, i);
      g_assert_nonnull (error);
      g_assert_null (node);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/schema/validate/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_schema_case);
    }
  g_test_add_func ("/schema/refuses-what-it-cannot-enforce",
                   test_schema_refuses_what_it_cannot_enforce);
  g_test_add_func ("/json/refuses-deep-nesting", test_json_refuses_deep_nesting);
  g_test_add_func ("/json/refuses-double-keys", test_json_refuses_double_keys);
  g_test_add_func ("/json/refuses-what-is-no-json", test_json_refuses_what_is_no_json);
  return g_test_run ();
}
