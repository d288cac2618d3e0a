/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "troupe-json.h"

static const char text[] =
  "{\"a\":{\"b\":[{\"c\":\"here\"},[\"deep\"],7]},\"empty\":[],\"none\":null,\"data\":[1],\"x-y\":true}";

static const struct
{
  const char *path;
  const char *found;    /* as JSON, or NULL */
} paths[] = {
  { "$.a.b[0].c", "\"here\"" }, { "$.a.b[1][0]", "\"deep\"" }, { "$.a.b[2]", "7" }, { "$.none", "null" },
  { "$.x-y", "true" }, { "$.data", "[1]" }, { "$.a.b[3]", NULL }, { "$.empty[0]", NULL },
  { "$.empty[0].url", NULL }, { "$.a[0]", NULL }, { "$.data.url", NULL }, { "$.none.a", NULL },
  { "$.a.b.c", NULL }, { "$.nothing", NULL }, { "$.a.b[9999]", NULL },
};

static void
test_finds (void)
{
  g_autoptr (JsonNode) root = json_from_string (text, NULL);

  g_assert_true (troupe_json_find (root, "$") == root);
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      JsonNode *node = troupe_json_find (root, paths[i].path);
      g_autofree char *found = node != NULL ? json_to_string (node, FALSE) : NULL;

      g_test_message ("%s", paths[i].path);
      g_assert_true (troupe_json_check_path (paths[i].path, NULL));
      g_assert_cmpstr (found, ==, paths[i].found);
    }
}

static void
test_refuses_paths (void)
{
  static const char * const bad[] = {
    "", "a", "$a", "$.", "$..a", "$.a.", "$.*", "$[*]", "$[-1]", "$[0", "$.a]", "$['a']", "$.a b", "$.a[0:2]", "$.a\n",
    "$[99999]",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", bad[i]);
      g_assert_false (troupe_json_check_path (bad[i], &error));
      g_assert_error (error, JSON_PATH_ERROR, JSON_PATH_ERROR_INVALID_QUERY);
    }
}

static void
test_refuses_depth_and_twins (void)
{
  g_autoptr (GBytes) deep = g_bytes_new_static ("[[[1]]]", 7);
  g_autoptr (GBytes) twins = g_bytes_new_static ("{\"a\":1,\"a\":2}", 13);
  g_autoptr (JsonNode) three = troupe_json_parse (deep, 3, TRUE, NULL);
  g_autoptr (JsonNode) last = troupe_json_parse (twins, 3, FALSE, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (three);
  g_assert_null (troupe_json_parse (deep, 2, TRUE, &error));
  g_assert_error (error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_NESTING);
  g_clear_error (&error);
  g_assert_cmpint (json_node_get_int (troupe_json_find (last, "$.a")), ==, 2);
  g_assert_null (troupe_json_parse (twins, 3, TRUE, &error));
  g_assert_error (error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_INVALID_DATA);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/json/finds", test_finds);
  g_test_add_func ("/json/refuses-paths", test_refuses_paths);
  g_test_add_func ("/json/refuses-depth-and-twins", test_refuses_depth_and_twins);
  return g_test_run ();
}
